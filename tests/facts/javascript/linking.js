// --- require of a neighbour
require("./low").drop();
// member low.js
const fs = require("fs");
exports.drop = () => fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
// --- module.exports is a function
require("./low")();
// member low.js
const fs = require("fs");
module.exports = () => fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
// --- module.exports is an object
const { drop } = require("./low");
drop();
// member low.js
const fs = require("fs");
function drop() {
  fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
}
module.exports = { drop };
// --- a default export
import drop from "./low.js";
drop();
// member low.js
import fs from "fs";
export default function () {
  fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
}
// --- re-exports
import { drop, other as again } from "./api.js";
drop();
again();
// member api.js
export * from "./low.js";
export { drop as other } from "./low.js";
// member low.js
import fs from "fs";
export const drop = () => fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
// --- a module handed on
const { fs } = require("./low");
fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
// member low.js
exports.fs = require("fs");
// --- a folder's index
require("./lib").drop();
// member lib/index.js
exports.drop = () => require("fs").unlinkSync("a.txt"); // want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
// --- a constant from another module
import fs from "fs";
import { NAME } from "./names.js";
fs.unlinkSync(NAME); // want fs.delete @import -> "a.txt"
// member names.js
export const NAME = "a.txt";
// --- exports maps decide what is public
// member package.json
{"name": "acme", "version": "1.0.0", "exports": {".": "./main.js"}}
// member main.js
exports.f = () => require("fs").unlinkSync("a.txt"); // want fs.delete @call -> "a.txt"
// --- the package by its own name
require("acme/low").drop();
// member low.js
exports.drop = () => require("fs").unlinkSync("a.txt"); // want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
// --- a helper without any token
const fs = require("fs");
const run = require("./run");
run(() => fs.unlinkSync("a.txt")); // want fs.delete @import -> "a.txt"
// member run.js
module.exports = (task) => task();
// --- modules in circles end
require("./one");
// member one.js
require("./two");
require("fs").unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
// member two.js
require("./one");
// --- compiled code is loaded by whoever loads it
// member index.js
require("./addon");
exports.later = () => require("./other.node"); // want code.native @call -> "./other.node"
require("./notes.json");
// member addon.js
module.exports = require("../build/Release/addon.node"); // want code.native @import -> "../build/Release/addon.node"
