// --- options that are written out, wherever they are put in
const { spawn } = require("node:child_process");
const line = { shell: true };
exports.known = () => {
  spawn("date", [], line); // want process.shell @call -> "date"
  spawn("time", [], { ...line, cwd: "/" }); // want process.shell @call -> "time"
};
exports.later = () => {
  const options = {};
  options.shell = true;
  spawn("date", [], options); // want process.shell @call -> "date"
};
exports.asked = (shell) => {
  spawn("date", [], { shell }); // want process.shell @call -> "date"
};
// --- options of another member
const { spawn } = require("node:child_process");
const options = require("./options.js");
exports.known = () => {
  spawn("date", [], options); // want process.shell @call -> "date"
};
// member options.js
module.exports = { shell: true };
// --- options that nobody says are not given
const { spawn } = require("node:child_process");
exports.quiet = (options) => {
  spawn("date", [], options); // want process.spawn @call -> "date"
  spawn("time", [], { ...options }); // want process.spawn @call -> "time"
  spawn("true", [], { ...options, shell: false }); // want process.spawn @call -> "true"
};
// --- options that are merged
const fs = require("fs");
const _ = require("lodash");
function drop(options) {
  const all = Object.assign({ name: "a.txt" }, options);
  fs.unlinkSync(all.name); // want fs.delete @import -> "a.txt"
  const more = _.defaults({}, options, { other: "c.txt" });
  fs.unlinkSync(more.other); // want fs.delete @import -> "b.txt"
}
drop({ other: "b.txt" });
// --- an option that is not given
const fs = require("fs");
const drop = (options) => fs.unlinkSync(options.name || "a.txt"); // want fs.delete @import -> "a.txt"
drop({ force: true });
// --- an option that is assigned later
const fs = require("fs");
const options = { force: true };
const set = (o) => { o.name = "b.txt"; };
set(options);
fs.unlinkSync(options.name || "a.txt"); // want fs.delete @import -> "a.txt", want fs.delete @import -> "{…}"
// --- options that are picked are no others
const { spawn } = require("child_process");
const _ = require("lodash");
exports.run = (options) => {
  let given = _.pick(options, "env", "stdio");
  if (options.hide) given = _.extend({}, given, { windowsHide: false });
  spawn("true", [], given); // want process.spawn @call -> "true"
};
exports.other = (options) => spawn("true", [], Object.assign({}, options)); // want process.spawn @call -> "true"
// --- mixing that makes no object, and an order that matters
const fs = require("fs");
const View = require("backbone").View.extend({ name: "a.txt" }, { name: "b.txt" });
fs.unlinkSync(View.name); // want fs.delete @import
const first = require("lodash").defaults({ name: "c.txt" }, { name: "d.txt" });
fs.unlinkSync(first.name); // want fs.delete @import -> "c.txt"
// --- an option that no way gives
const fs = require("fs");
const _ = require("lodash");
const run = (name, options) => {
  const drop = () => {
    if (options.dev) name = "dev.txt";
    fs.unlinkSync(name); // want fs.delete @import -> "a.txt"
  };
  return drop();
};
const verify = (name, options) => run(name, options);
const start = (options = {}) => {
  _.defaults(options, { dev: false, force: false });
  if (options.dev) return run("", options);
  return verify("a.txt", options);
};
start({ force: true });
// --- an option that a way gives, or that is not known
const fs = require("fs");
const run = (name, options) => {
  if (options.dev) name = "dev.txt";
  fs.unlinkSync(name); // want fs.delete @import -> "a.txt", want fs.delete @import -> "dev.txt"
};
run("a.txt", { dev: true });
const other = (name, options) => {
  if (options.test) name = "test.txt";
  fs.unlinkSync(name); // want fs.delete @call -> "b.txt", want fs.delete @call -> "test.txt"
};
exports.other = (options) => other("b.txt", Object.assign({ force: true }, options));
// --- a field of the manifest by way of options
const fs = require("fs");
const _ = require("lodash");
const { buildInfo } = require("./package.json");
function override({ env, buildInfo }) {
  if (env) return env;
  if (buildInfo && !buildInfo.stable) return "beta.txt";
}
const start = (options = {}) => {
  _.defaults(options, { force: false, buildInfo });
  const found = override({ env: process.env.X, buildInfo: options.buildInfo }); // want env.read @import -> "X"
  fs.unlinkSync(found || "a.txt"); // want fs.delete @import -> "a.txt", want fs.delete @import -> "{…}"
};
start({ force: true });
// member package.json
{ "name": "acme", "version": "1.0.0", "main": "index.js", "buildInfo": { "stable": true } }
