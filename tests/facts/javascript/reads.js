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
