// --- require, destructured and renamed
const { unlinkSync: drop, rmSync } = require("fs");
drop("a.txt"); // want fs.delete @import -> "a.txt"
rmSync("b.txt"); // want fs.delete @import -> "b.txt"
// --- imports by every spelling
import fs from "fs";
import * as all from "node:fs";
import { unlinkSync as drop } from "fs";
fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
all.unlinkSync("b.txt"); // want fs.delete @import -> "b.txt"
drop("c.txt"); // want fs.delete @import -> "c.txt"
// --- a property by a folded name
const fs = require("fs");
fs["unlink" + "Sync"]("a.txt"); // want fs.delete @import -> "a.txt"
fs[["unlink", "Sync"].join("")]("b.txt"); // want fs.delete @import -> "b.txt"
// --- a specifier that folds
require("f" + "s").unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
const name = ["f", "s"].join("");
require(name).unlinkSync("b.txt"); // want fs.delete @import -> "b.txt"
// --- a specifier that is not known is a load
exports.take = (name) => require(name); // want code.load @call
exports.give = async (name) => await import(name); // want code.load @call
// --- a helper that requires what it is told to gives each caller its own module
const lazy = (name) => require(name);
exports.join = () => lazy("path").unlinkSync("a.txt");
exports.drop = () => lazy("fs").unlinkSync("b.txt"); // want fs.delete @call -> "b.txt"
// --- dynamic import
import("fs").then((fs) => fs.unlinkSync("a.txt")); // want fs.delete @import -> "a.txt"
const later = await import("fs");
later.unlinkSync("b.txt"); // want fs.delete @import -> "b.txt"
// --- what compilers make of imports
var fs_1 = __importDefault(require("fs"));
var cp = __importStar(require("child_process"));
var path_1 = _interopRequireDefault(require("fs"));
(0, fs_1.default.unlinkSync)("a.txt"); // want fs.delete @import -> "a.txt"
(0, cp.execSync)("date"); // want process.shell @import -> "date"
path_1.default.unlinkSync("b.txt"); // want fs.delete @import -> "b.txt"
// --- createRequire
import { createRequire } from "module";
const load = createRequire(import.meta.url);
load("fs").unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
// --- a block has names of its own
const fs = require("fs");
{
  const fs = { unlinkSync: (name) => name };
  fs.unlinkSync("a.txt");
}
fs.unlinkSync("b.txt"); // want fs.delete @import -> "b.txt"
// --- a parameter hides what is outside
const fs = require("fs");
exports.f = (fs) => fs.unlinkSync("a.txt");
// --- var is one name for the whole function
exports.f = function () {
  if (true) {
    var fs = require("fs");
  }
  fs.unlinkSync("a.txt"); // want fs.delete @call -> "a.txt"
};
// --- globals by every door
fetch("https://example.org/a"); // want net.connect @import -> "https://example.org/a"
globalThis.fetch("https://example.org/b"); // want net.connect @import -> "https://example.org/b"
window["fet" + "ch"]("https://example.org/c"); // want net.connect @import -> "https://example.org/c"
(0, eval)("1"); // want code.eval @import
// --- call, apply and bind
const { unlinkSync } = require("fs");
unlinkSync.call(null, "a.txt"); // want fs.delete @import -> "a.txt"
unlinkSync.apply(null, ["b.txt"]); // want fs.delete @import -> "b.txt"
unlinkSync.bind(null)("c.txt"); // want fs.delete @import -> "c.txt"
// --- a name in an object
const fs = require("fs");
const table = { drop: fs.unlinkSync, keep: (name) => name };
table.drop("a.txt"); // want fs.delete @import -> "a.txt"
table.keep("b.txt");
// --- a variable that a name is given is read there
const token = process.env.NPM_TOKEN; // want secrets.env @import -> "NPM_TOKEN"
// --- destructured environment, and what is read below a method call
const { EDITOR } = process.env; // want env.read @import -> "EDITOR"
process.env.PATH.split(":"); // want env.read @import -> "PATH"
process.env.hasOwnProperty("PATH");
// --- optional chaining
const fs = require("fs");
fs?.unlinkSync?.("a.txt"); // want fs.delete @import -> "a.txt"

// --- the module object can require too, by a computed name
const codec = module.require(["child", "process"].join("_"));
codec["exec" + "Sync"]("date"); // want process.shell @import -> "date"

// --- a module object of one's own cannot
function wrap(module) {
  return module.require(["child", "process"].join("_")).execSync("date");
}
wrap({ require: () => ({ execSync: (line) => line }) });
