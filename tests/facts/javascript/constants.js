// --- concatenation and templates
const HOST = "example" + ".org";
fetch("https://" + HOST); // want net.connect @import -> "https://example.org"
fetch(`https://${HOST}/a`); // want net.connect @import -> "https://example.org/a"
fetch("https://".concat(HOST, "/b")); // want net.connect @import -> "https://example.org/b"
// --- join, reverse, replace, slices
const fs = require("fs");
fs.unlinkSync(["a", "txt"].join(".")); // want fs.delete @import -> "a.txt"
fs.unlinkSync("txt.b".split("").reverse().join("")); // want fs.delete @import -> "b.txt"
fs.unlinkSync("c_txt".replace("_", ".")); // want fs.delete @import -> "c.txt"
fs.unlinkSync("xxd.txtxx".slice(2, -2)); // want fs.delete @import -> "d.txt"
fs.unlinkSync("E.TXT".toLowerCase()); // want fs.delete @import -> "e.txt"
// --- character codes
const fs = require("fs");
fs.unlinkSync(String.fromCharCode(97, 46, 116)); // want fs.delete @import -> "a.t"
fs.unlinkSync("\x62\u002et"); // want fs.delete @import -> "b.t"
// --- encodings
const fs = require("fs");
fs.unlinkSync(atob("YS50eHQ=")); // want fs.delete @import -> "a.txt"
fs.unlinkSync(Buffer.from("Yi50eHQ=", "base64").toString()); // want fs.delete @import -> "b.txt"
fs.unlinkSync(Buffer.from("632e747874", "hex").toString("utf8")); // want fs.delete @import -> "c.txt"
fs.unlinkSync(decodeURIComponent("d%2Etxt")); // want fs.delete @import -> "d.txt"
// --- code in base64 that is run is a layer
eval(atob("cmVxdWlyZSgiZnMiKS51bmxpbmtTeW5jKCJhIik=")); // want code.eval @import, want fs.delete @import -> "a"
// --- code in a string
eval('require("fs").unlinkSync("a")'); // want code.eval @import, want fs.delete @import -> "a"
new Function('require("fs").unlinkSync("b")')(); // want code.eval @import, want fs.delete @import -> "b"
// --- a shell line that is run
require("child_process").execSync("curl https://example.org/x"); // want process.shell @import -> "curl https://example.org/x", want net.connect @import -> "https://example.org/x"
// --- node runs code in a line
require("child_process").execSync("node -e \"require('fs').unlinkSync('a')\""); // want process.shell @import -> "node -e \"require('fs').unlinkSync('a')\"", want process.spawn @import, want fs.delete @import -> "a"
// --- paths
const path = require("path");
const os = require("os");
const fs = require("fs");
fs.unlinkSync(path.join("a", "b.txt")); // want fs.delete @import -> "a/b.txt"
fs.readFileSync(path.join(os.homedir(), ".npmrc")); // want secrets.file @import -> "~/.npmrc"
// --- urls
fetch(new URL("b", "https://example.org/a/")); // want net.connect @import -> "https://example.org/a/b"
fetch(new URL("https://example.org/c").href); // want net.connect @import -> "https://example.org/c"
// --- what is known of a text that is not known whole
exports.f = (name) => fetch("https://example.org/" + name); // want net.connect @call -> "https://example.org/{…}"
// --- an object of settings
const fs = require("fs");
const settings = { file: "a.txt", more: { file: "b.txt" } };
fs.unlinkSync(settings.file); // want fs.delete @import -> "a.txt"
fs.unlinkSync(settings.more.file); // want fs.delete @import -> "b.txt"
// --- options of a request
const http = require("http");
const options = { hostname: "example.org", port: 80, path: "/" };
http.request(options); // want net.connect @import -> "example.org:80"
// --- a default parameter
const fs = require("fs");
exports.f = (name = "a.txt") => fs.unlinkSync(name); // want fs.delete @call -> "a.txt", want fs.delete @call -> "{…}"
