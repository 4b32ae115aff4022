// --- a name that is given what is read
const one = process.env.EDITOR; // want env.read @import -> "EDITOR"
let two;
two = process.env.SHELL; // want env.read @import -> "SHELL"
exports.three = process.env.LANG; // want env.read @import -> "LANG"
// --- a field, and a parameter's default
exports.Shop = class {
  one = process.env.EDITOR; // want env.read @call -> "EDITOR"
  constructor(two = process.env.SHELL) {} // want env.read @call -> "SHELL"
};
// --- a property, a choice and a test
exports.one = { two: process.env.EDITOR }; // want env.read @import -> "EDITOR"
const three = process.env.SHELL || "sh"; // want env.read @import -> "SHELL"
if (process.env.LANG === "x") console.log(three); // want env.read @import -> "LANG"
// --- another name of the environment reads nothing by itself
const env = process.env;
console.log(env.EDITOR); // want env.read @import -> "EDITOR"
// --- the environment that is tested, kept or handed out is not gone through
if (process.env && process.platform) console.log(1);
const kept = { variables: process.env };
exports.get = () => process.env;
exports.either = !process.env ? 1 : 2;
// --- single variables that are asked for in other words
const _ = require("lodash");
if ("CI" in process.env) console.log(1); // want env.read @import -> "CI"
_.pick(process.env, ["EDITOR", "SHELL"]); // want env.read @import -> "EDITOR", want env.read @import -> "SHELL"
Object.hasOwn(process.env, "LANG"); // want env.read @import -> "LANG"
const home = (vars) => vars.HOME;
home(process.env); // want env.read @import -> "HOME"
const { PAGER } = process.env; // want env.read @import -> "PAGER"
// --- all of the environment is copied, gone through or handed on
const cp = require("child_process"), kept = process.env;
const copy = { ...kept }; // want env.enumerate @import
const { EDITOR, ...rest } = process.env; // want env.read @import -> "EDITOR", want env.enumerate @import
for (const name in process.env) console.log(name); // want env.enumerate @import
Object.assign({}, process.env); // want env.enumerate @import
cp.spawn("acme", [], { env: process.env }); // want process.spawn @import -> "acme", want env.enumerate @import
require("other").send(process.env); // want env.enumerate @import
const given = exports.given || process.env;
Object.entries(given); // want env.enumerate @import
const keys = (vars) => Object.keys(vars);
keys(process.env); // want env.enumerate @import
class Box { constructor() { this.vars = process.env; } }
Object.keys(new Box().vars); // want env.enumerate @import
// --- parts of the environment, or of nothing where there is none
let a, b;
if (typeof process !== "undefined") {
  ({ A: a, B: b } = process.env || {});  // want env.read @import -> "A", want env.read @import -> "B"
}
const { C } = globalThis.process ? process.env : {};  // want env.read @import -> "C"
const env = process.env || {};
env.D;  // want env.read @import -> "D"
// --- a function that is read before those that call it
function homeOf(env) { return env.HOME; } // want env.read @import -> "HOME"
function begin() { return homeOf(process.env); }
begin();
homeOf({ HOME: "/" });
