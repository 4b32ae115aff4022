// --- either of two
const fs = require("fs");
const name = process.argv.length > 2 ? "a.txt" : "b.txt";
fs.unlinkSync(name); // want fs.delete @import -> "a.txt", want fs.delete @import -> "b.txt"
// --- a default for what is not known
const host = process.env.HOST || "example.org"; // want env.read @import -> "HOST"
fetch(`https://${host}/a`); // want net.connect @import -> "https://example.org/a", want net.connect @import -> "https://{…}/a"
// --- what stands before && is not what it gives
const fs = require("fs");
const name = process.argv[2] && "a.txt";
fs.unlinkSync(name); // want fs.delete @import -> "a.txt"
// --- a case of a switch each
const fs = require("fs");
let name;
switch (process.platform) {
  case "linux": name = "a.txt"; break;
  default: name = "b.txt";
}
fs.unlinkSync(name); // want fs.delete @import -> "a.txt", want fs.delete @import -> "b.txt"
// --- a name that is sometimes not given
const fs = require("fs");
const name = process.argv.length > 2 ? "a.txt" : undefined;
fs.unlinkSync(name); // want fs.delete @import -> "a.txt"
// --- each caller tells its own address
function get(url) { fetch(url); } // want net.connect @call -> "https://ok.example", want net.connect @call -> "https://evil.example"
exports.ok = () => get("https://ok.example");
exports.evil = () => get("https://evil.example");
// --- a public function is given anything
const fs = require("fs");
exports.drop = (name) => fs.unlinkSync(`out/${name}`); // want fs.delete @call -> "out/{…}", want fs.delete @call -> "out/a.txt"
exports.clean = () => exports.drop("a.txt");
// --- options that a caller gives
const fs = require("fs");
function drop({ name }) { fs.unlinkSync(name); } // want fs.delete @call -> "a.txt", want fs.delete @call -> "b.txt"
exports.one = () => drop({ name: "a.txt" });
exports.two = () => drop({ name: "b.txt" });
// --- a function in a function is told what the outer one is given
const fs = require("fs");
function drop(name) { [1].forEach(() => fs.unlinkSync(name)); } // want fs.delete @call -> "a.txt", want fs.delete @call -> "b.txt"
exports.one = () => drop("a.txt");
exports.two = () => drop("b.txt");
// --- words for a program that only the caller knows
const { spawn } = require("child_process");
exports.node = (code) => spawn(process.argv[0], ["-e", code]); // want process.spawn @call -> "{…} -e {…}"
exports.any = (program, words) => spawn(program, words); // want process.spawn @call
// --- what a compiler begins with is nothing
const fs = require("fs");
const constants = {};
constants.FILE = void 0;
constants.FILE = "a.txt";
exports.f = () => fs.unlinkSync(constants.FILE); // want fs.delete @call -> "a.txt"
