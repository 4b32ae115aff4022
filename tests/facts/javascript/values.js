// --- a loop over functions
const fs = require("fs");
for (const act of [fs.unlinkSync]) act("a.txt"); // want fs.delete @import -> "a.txt"
// --- forEach runs what it is given
const fs = require("fs");
["a.txt"].forEach(fs.unlinkSync); // want fs.delete @import -> "a.txt"
["b.txt"].forEach((name) => fs.unlinkSync(name)); // want fs.delete @import -> "b.txt"
// --- a choice
const fs = require("fs");
(process.platform === "win32" ? fs.unlinkSync : fs.rmSync)("a.txt"); // want fs.delete @import -> "a.txt", want? system.info @import
// --- promises of fs
const { promises: fsp } = require("fs");
fsp.unlink("a.txt"); // want fs.delete @import -> "a.txt"
require("fs/promises").rm("b.txt"); // want fs.delete @import -> "b.txt"
require("fs").promises.rm("c.txt"); // want fs.delete @import -> "c.txt"
// --- promisify
const fs = require("fs");
const { promisify } = require("util");
promisify(fs.unlink)("a.txt"); // want fs.delete @import -> "a.txt"
// --- an object that is spread
const fs = require("fs");
const tools = { ...fs, more: 1 };
tools.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
// --- array destructuring and a default
const [drop = null] = [require("fs").unlinkSync];
drop("a.txt"); // want fs.delete @import -> "a.txt"
// --- a class made where it is used
new (require("net").Socket)().connect(80, "example.org"); // want net.connect @import -> "example.org:80"
// --- typescript
require("./low");
// member low.ts
import fs = require("fs");
import type { Stats } from "fs";
enum Mode { A = 1 }
const drop = (name: string): void => (fs as any).unlinkSync(name!); // want fs.delete @call -> "a.txt"
export const run = (): void => drop("a.txt");
(<any>fs).unlinkSync("b.txt"); // want fs.delete @import -> "b.txt"
// --- replacing what others use
Array.prototype.last = () => 1; // want code.patch @import -> "last"
globalThis.fetch = () => 1; // want code.patch @import
// --- a shell's words
const { spawn } = require("child_process");
spawn("sh", ["-c", "curl https://example.org/x"]); // want process.spawn @import -> "sh -c curl https://example.org/x", want process.shell @import, want net.connect @import -> "https://example.org/x"
// --- a path beside the module
const fs = require("fs");
const path = require("path");
fs.unlinkSync(path.resolve(__dirname, "a.txt")); // want fs.delete @import -> "{…}/a.txt"
// --- computed names of the environment
process["env"]["EDI" + "TOR"].trim(); // want env.read @import -> "EDITOR"
// --- all of the environment
console.log(JSON.stringify(process.env)); // want env.enumerate @import
// --- sequences, comma and void
const fs = require("fs");
void (0, fs).unlinkSync("a.txt"), fs.unlinkSync("b.txt"); // want fs.delete @import -> "a.txt", want fs.delete @import -> "b.txt"
// --- a callback of a catalogued call
const fs = require("fs");
exports.f = () => fs.readFile("a.txt", () => fs.unlinkSync("b.txt")); // want fs.read @call -> "a.txt", want fs.delete @call -> "b.txt"
// --- this outside of classes
const fs = require("fs");
module.exports = {
  drop() {
    fs.unlinkSync("a.txt"); // want fs.delete @call -> "a.txt"
  },
  run() {
    this.drop();
  },
};
// --- a namespace that is exported
import { low } from "./api.js";
low.drop();
// member api.js
export * as low from "./low.js";
// member low.js
export const drop = () => require("fs").unlinkSync("a.txt"); // want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
// --- exports in a chain and through a name
const low = require("./low");
low.a();
// member low.js
const mine = (module.exports = {});
mine.a = exports.b = () => require("fs").unlinkSync("a.txt"); // want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
// --- the other arguments and elements, spread and handed on
const fs = require("fs");
const drop = () => fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
const keep = () => fs.unlinkSync("b.txt"); // want fs.delete @call -> "b.txt"
const more = () => fs.unlinkSync("c.txt"); // want fs.delete @import -> "c.txt"
const last = () => fs.unlinkSync("d.txt"); // want fs.delete @import -> "d.txt"
function run(first, ...others) { others[0](); }
run(keep, drop);
function each(list, what) { list.forEach(what); }
each([more], (f) => f());
function second(a, b) { b(); }
second.call(null, keep, last);
second(...[keep, last]);
// --- a default that runs, and what a template's tag is given
const fs = require("fs");
const drop = () => fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
const keep = () => fs.unlinkSync("b.txt"); // want fs.delete @call -> "b.txt"
const more = () => fs.unlinkSync("c.txt"); // want fs.delete @import -> "c.txt"
function run(what = drop) { what(); }
run();
function tag(texts, what, other) { what(); }
tag`a${more}b${keep}`;
// --- a stand-in for what every engine has is never taken
const fs = require("fs");
const bind = Function.prototype.bind || (() => fs.unlinkSync("a.txt")); // want fs.delete @call -> "a.txt"
const assign = Object.assign ?? (() => fs.unlinkSync("b.txt")); // want fs.delete @call -> "b.txt"
Array.from = null;
(Array.from || (() => fs.unlinkSync("d.txt")))(); // want fs.delete @import -> "d.txt"
const run = globalThis.acme || (() => fs.unlinkSync("c.txt")); // want fs.delete @import -> "c.txt"
bind.call(run, null);
assign({}, {});
run();
// --- what a data URL holds is neither fetched nor on a disk
const fs = require("fs");
fetch("data:application/json;base64,e30=");
fetch("data:text/plain,shop");
fs.readFileSync("data:application/octet-stream;base64,AGFzbQ==");
fetch("https://example.org/?q=data:text/plain,shop"); // want net.connect @import -> "https://example.org/?q=data:text/plain,shop"
fs.readFileSync("data:shop"); // want fs.read @import -> "data:shop"
fetch(acme + "data:text/plain,shop"); // want net.connect @import -> "{…}data:text/plain,shop"
importScripts("data:text/javascript,run()"); // want code.load @import -> "data:text/javascript,run()"
open("data:text/html,shop"); // want user.browser @import -> "data:text/html,shop"
