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
// --- what an executor resolves its promise with
import fs from "fs";
function settle(done) {
  done(() => fs.unlinkSync("a")); // want fs.delete @import -> "a"
}
(async () => {
  const run = await new Promise((resolve, reject) => settle(resolve));
  run();
  const other = await new Promise((resolve, reject) => {
    reject(() => fs.unlinkSync("b")); // want fs.delete @call -> "b"
    resolve(() => fs.rmSync("c")); // want fs.delete @call -> "c"
  });
  return other;
})();
// --- what a promise is rejected with
import fs from "fs";
new Promise((resolve, reject) => {
  if (Math.random() > 0.5) reject(() => fs.unlinkSync("a")); // want fs.delete @import -> "a"
  resolve(() => fs.unlinkSync("b")); // want fs.delete @call -> "b"
})
  .finally(() => 1)
  .catch((run) => run());
// --- what an async function throws
import fs from "fs";
async function fail() {
  throw () => fs.unlinkSync("a"); // want fs.delete @import -> "a"
}
fail().then(
  (run) => run(),
  (run) => run(),
);
// --- handlers of what cannot happen
import fs from "fs";
Promise.resolve(1).catch(() => fs.unlinkSync("a")); // want fs.delete @call -> "a"
Promise.reject(1).then(() => fs.unlinkSync("b")); // want fs.delete @call -> "b"
Promise.resolve(fs.readFileSync("x")).catch(() => fs.unlinkSync("c")); // want fs.delete @import -> "c", want fs.read @import -> "x"
new Promise((resolve) => resolve(work())).catch(() => fs.unlinkSync("d")); // want fs.delete @import -> "d"
function work() {
  return 1;
}
// --- one of several promises, and what became of all
import fs from "fs";
const one = Promise.resolve(() => fs.unlinkSync("a")); // want fs.delete @import -> "a"
const two = Promise.reject(() => fs.unlinkSync("b")); // want fs.delete @import -> "b"
const three = Promise.resolve(() => fs.unlinkSync("c")); // want fs.delete @call -> "c"
Promise.race([one]).then((run) => run());
Promise.allSettled([three, two]).then((all) => all[1].reason());
// --- arguments behind the delay of a timer
import fs from "fs";
setTimeout((run, other) => run(), 10, () => fs.unlinkSync("a"), () => fs.unlinkSync("b")); // want fs.delete @import -> "a", want fs.delete @call -> "b"
setImmediate((run) => run(), () => fs.unlinkSync("c")); // want fs.delete @import -> "c"
