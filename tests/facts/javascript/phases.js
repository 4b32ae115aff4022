// --- a module runs when it is imported, a function when it is called
const fs = require("fs");
fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
exports.f = () => fs.unlinkSync("b.txt"); // want fs.delete @call -> "b.txt"
// --- a function that is called where it is written
const fs = require("fs");
(() => fs.unlinkSync("a.txt"))(); // want fs.delete @import -> "a.txt"
(function () {
  fs.unlinkSync("b.txt"); // want fs.delete @import -> "b.txt"
})();
(async () => {
  fs.unlinkSync("c.txt"); // want fs.delete @import -> "c.txt"
})();
// --- a postinstall script
// member package.json
{"name": "acme", "version": "1.0.0", "main": "index.js", "scripts": {"postinstall": "node setup.js"}} // want process.spawn @install -> "setup.js"
// member setup.js
require("fs").unlinkSync("a.txt"); // want fs.delete @install -> "a.txt", want fs.delete @import -> "a.txt"
// --- a bin
// member package.json
{"name": "acme", "version": "1.0.0", "bin": "cli.js"}
// member cli.js
require("fs").unlinkSync("a.txt"); // want fs.delete @bin -> "a.txt", want fs.delete @import -> "a.txt"
// --- tests are only tests
// member test/a.test.js
require("fs").unlinkSync("a.txt"); // want fs.delete @test -> "a.txt"
// --- timers and listeners run
const fs = require("fs");
setTimeout(() => fs.unlinkSync("a.txt"), 1); // want fs.delete @import -> "a.txt"
// --- a promise's callbacks run
const fs = require("fs");
Promise.resolve().then(() => fs.unlinkSync("a.txt")); // want fs.delete @import -> "a.txt"
// --- a static block and a field run with the module
const fs = require("fs");
class Shop {
  static {
    fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
  }
  static b = fs.unlinkSync("b.txt"); // want fs.delete @import -> "b.txt"
}
// --- a function that nobody calls is told as call
const fs = require("fs");
function drop() {
  fs.unlinkSync("a.txt"); // want fs.delete @call -> "a.txt"
}
// --- a test that is bundled beside what package.json gives
// member package.json
{ "name": "acme", "version": "1.0.0", "exports": { ".": "./dist/index.js" } }
// member dist/test.js
const fs = require("fs");
exports.go = () => fs.unlinkSync("a.txt"); // want fs.delete @test -> "a.txt"
