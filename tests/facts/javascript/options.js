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
