// --- a module that is waited for is what the callback is given
import("fs").then((fs) => fs.unlinkSync("a.txt")); // want fs.delete @import -> "a.txt"
import("fs").then(({ rmSync }) => rmSync("b")); // want fs.delete @import -> "b"
// --- what a callback gives is what comes next
Promise.resolve()
  .then(() => require("fs"))
  .then((fs) => fs.mkdirSync("c")); // want fs.write @import -> "c"
(async () => {
  const { drop, ready } = await Promise.resolve().then(function () { return require("./low.js"); });
  await ready;
  drop();
})();
// member low.js
exports.ready = Promise.resolve();
exports.drop = () => require("fs").unlinkSync("a.txt"); // want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
// --- several modules at once
(async () => {
  const [fs, cp] = await Promise.all([import("fs"), import("child_process")]);
  fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
})();
// --- what is waited for is another thing of that name
import { promises } from "fs";
promises.readFile("a.txt").then((fs) => fs.unlinkSync("b")); // want fs.read @import -> "a.txt"
const query = { then: (f) => f({ unlinkSync: () => 1 }) };
query.then((fs) => fs.unlinkSync("c"));
