// --- character codes in an array
const fs = require("fs");
fs.unlinkSync([97, 46, 116].map((c) => String.fromCharCode(c)).join("")); // want? fs.delete @import -> "a.t"
fs.unlinkSync(String.fromCharCode(...[98, 46, 116])); // want fs.delete @import -> "b.t"
fs.unlinkSync(Buffer.from([99, 46, 116]).toString()); // want fs.delete @import -> "c.t"
fs.unlinkSync(String.fromCharCode.apply(null, [100, 46, 116])); // want fs.delete @import -> "d.t"
// --- character codes of which some are not known
const fs = require("fs");
fs.unlinkSync(String.fromCharCode(...given)); // want fs.delete @import
fs.unlinkSync(String.fromCharCode(97, ...given)); // want fs.delete @import -> "a{…}"
// --- a table of texts
const fs = require("fs");
const _0x1 = ["a.txt", "unlinkSync"];
fs[_0x1[1]](_0x1[0]); // want fs.delete @import -> "a.txt"
// --- a table behind a function, as obfuscators write it
const fs = require("fs");
const _0x1 = ["a.txt", "unlinkSync"];
const _0x2 = (index) => _0x1[index - 5];
fs[_0x2(6)](_0x2(5)); // want fs.delete @import -> "a.txt", want fs.delete @import -> "unlinkSync"
// --- concat, padStart, repeat, trim
const fs = require("fs");
fs.unlinkSync("a".concat(".txt")); // want fs.delete @import -> "a.txt"
fs.unlinkSync(" b.txt ".trim()); // want fs.delete @import -> "b.txt"
fs.unlinkSync("c".repeat(3)); // want fs.delete @import -> "ccc"
fs.unlinkSync("d.txt".substring(0, 1)); // want fs.delete @import -> "d"
fs.unlinkSync("x,e.txt".split(",")[1]); // want fs.delete @import -> "e.txt"
// --- unescape, and a text in two steps
const fs = require("fs");
fs.unlinkSync(unescape("a%2Etxt")); // want fs.delete @import -> "a.txt"
let name = "b";
name += ".txt";
fs.unlinkSync(name); // want fs.delete @import -> "b.txt"
// --- a number in a text
const fs = require("fs");
const N = 4;
fs.unlinkSync(`a${N}.txt`); // want fs.delete @import -> "a4.txt"
fs.unlinkSync("b" + (1 + 1)); // want fs.delete @import -> "b2"
// --- String.raw and a tag
const fs = require("fs");
fs.unlinkSync(String.raw`a.txt`); // want? fs.delete @import -> "a.txt"
// --- code that a timer runs
setTimeout("require('fs').unlinkSync('a')", 1); // want code.eval @import, want fs.delete @import -> "a"
// --- the port in an option's text
require("net").connect({ port: "8" + "0", host: "example.org" }); // want net.connect @import -> "example.org:80"
// --- words of a command that are not known are no files
const cp = require("child_process");
exports.read = (at) => cp.spawnSync("cat", [`${at}/a`]); // want process.spawn @call -> "cat {…}/a", want fs.read @call -> "{…}/a"
exports.quoted = (file) => cp.execSync("cat '" + file + "'"); // want process.shell @call -> "cat '{…}'", want fs.read @call
exports.known = () => cp.execSync("cat 'a b'"); // want process.shell @call -> "cat 'a b'", want fs.read @call -> "a b"
// --- nothing replaced by nothing
const fs = require("fs");
fs.unlinkSync("a.txt".replace("", ""));  // want fs.delete @import -> "a.txt"
