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
