// --- a member of a module by a name that nobody knows is one of several
const fs = require("fs");
const name = process.argv[2];
fs[name]("a.txt"); // want code.load @import
const run = fs[name];
run("a.txt"); // want code.load @import
Reflect.get(fs, name)("a.txt"); // want code.load @import
Reflect.get(fs, "unlinkSync")("a.txt"); // want fs.delete @import -> "a.txt"
// --- likewise of the process and the global object
const name = process.argv[2];
process[name]("a"); // want code.load @import
globalThis[name]("a"); // want code.load @import
// --- what all of them do is what it does
import axios from "axios";
export const ask = (method, url) => axios[method](url); // want net.connect @call
// --- of a name that is known in part, what fits
const fs = require("fs");
fs[`unlink${process.argv[2]}`]("a.txt"); // want fs.delete @import -> "a.txt"
// --- nothing fits, or it is not called, or no name
const fs = require("fs");
fs["zz" + process.argv[2]]("a.txt");
const found = fs[process.argv[2]];
process.argv[2]();
// --- what is called of data is not told
export const call = (thing, name) => thing[name]();
export const all = (name) => [][name]();
export const math = (name) => Math[name](1);
