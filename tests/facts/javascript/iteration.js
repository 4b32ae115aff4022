// --- what a generator yields is gone through
import fs from "fs";
function* make() {
  yield () => fs.unlinkSync("a"); // want fs.delete @import -> "a"
  yield* more();
  return () => fs.unlinkSync("b"); // want fs.delete @call -> "b"
}
function* more() {
  yield () => fs.rmSync("c"); // want fs.delete @import -> "c"
}
for (const run of make()) run();
// --- steps of a generator
import fs from "fs";
function* make() {
  yield () => fs.unlinkSync("a"); // want fs.delete @import -> "a"
  return () => fs.unlinkSync("b"); // want fs.delete @import -> "b"
}
const steps = make();
steps.next().value();
const last = steps.next();
last.value();
// --- a generator that nobody steps through
import fs from "fs";
class Maker {
  *make() {
    yield () => fs.unlinkSync("a"); // want fs.delete @call -> "a"
  }
}
const steps = new Maker().make();
steps.value = () => 1;
steps.value();
// --- what is sent into a generator
import fs from "fs";
function* make() {
  const run = yield 1;
  run();
  const other = () => fs.rmSync("c"); // want fs.delete @call -> "c"
}
const steps = make(() => fs.unlinkSync("b")); // want fs.delete @call -> "b"
steps.next();
steps.next(() => fs.unlinkSync("a")); // want fs.delete @import -> "a"
// --- what a generator that another waits for returns
import fs from "fs";
function* inner() {
  yield () => fs.unlinkSync("b"); // want fs.delete @call -> "b"
  return () => fs.unlinkSync("a"); // want fs.delete @import -> "a"
}
function* outer() {
  const run = yield* inner();
  run();
}
outer().next();
// --- elements of a generator by their place
import fs from "fs";
function* make() {
  yield () => fs.unlinkSync("a"); // want fs.delete @call -> "a"
  yield () => fs.unlinkSync("b"); // want fs.delete @import -> "b"
}
const [, run] = make();
run();
// --- an iterator of its own
import fs from "fs";
class List {
  [Symbol.iterator]() {
    fs.unlinkSync("a"); // want fs.delete @import -> "a"
    return { next: () => ({ value: () => fs.unlinkSync("b"), done: false }) }; // want fs.delete @import -> "b"
  }
  [Symbol.other]() {
    fs.unlinkSync("c"); // want fs.delete @call -> "c"
  }
}
const [run] = new List();
run();
// --- a literal with an iterator that nobody goes through
import fs from "fs";
const list = {
  *[Symbol.iterator]() {
    fs.unlinkSync("a"); // want fs.delete @call -> "a"
  },
};
const copy = { ...list };
// --- a literal with an iterator is spread
import fs from "fs";
const list = {
  *[Symbol.iterator]() {
    yield () => fs.unlinkSync("a"); // want fs.delete @import -> "a"
  },
};
const [run] = [...list];
run();
// --- sets, and what is put into them
import fs from "fs";
const set = new Set([() => fs.unlinkSync("a")]); // want fs.delete @import -> "a"
set.add(() => fs.unlinkSync("b")); // want fs.delete @import -> "b"
const other = new Set();
other.add(() => fs.unlinkSync("c")); // want fs.delete @call -> "c"
for (const run of set) run();
for (const run of other.values()) set.has(run);
// --- sets of functions are not mixed up
import fs from "fs";
function first() {
  const set = new Set();
  set.add(() => fs.unlinkSync("a")); // want fs.delete @import -> "a"
  set.forEach((run) => run());
}
function second() {
  const set = new Set();
  set.add(() => fs.unlinkSync("b")); // want fs.delete @call -> "b"
  return set.size;
}
first();
second();
// --- maps have keys and values
import fs from "fs";
const map = new Map([[() => fs.unlinkSync("a"), () => fs.unlinkSync("b")]]); // want fs.delete @call -> "a", want fs.delete @import -> "b"
for (const [, run] of map) run();
const later = new Map();
later.set(() => fs.unlinkSync("c"), () => fs.unlinkSync("d")); // want fs.delete @import -> "c", want fs.delete @call -> "d"
for (const run of later.keys()) run();
// --- what a map has under a key
import fs from "fs";
const map = new Map();
map.set("one", () => fs.unlinkSync("a")); // want fs.delete @import -> "a"
map.set("two", () => fs.unlinkSync("b")); // want fs.delete @call -> "b"
map.get("one")();
// --- what methods of arrays pass
import fs from "fs";
const list = [() => fs.unlinkSync("a")]; // want fs.delete @import -> "a"
list.forEach((run, index, every) => run());
const others = [() => fs.unlinkSync("b")]; // want fs.delete @call -> "b"
others.forEach((value, run) => run());
const made = list.map(() => () => fs.unlinkSync("c")); // want fs.delete @import -> "c"
made[0]();
others.map(() => () => fs.unlinkSync("d")); // want fs.delete @call -> "d"
// --- arrays of arrays
import fs from "fs";
const [a, b, c] = [() => fs.unlinkSync("a"), () => fs.unlinkSync("b"), () => fs.unlinkSync("c")]; // want fs.delete @import -> "a", want fs.delete @call -> "b", want fs.delete @import -> "c"
const joined = [b].concat([a], c);
joined[1]();
joined[2]();
const flat = [b, [c]].flat();
flat.length;
// --- copies of collections
import fs from "fs";
const set = new Set([() => fs.unlinkSync("a")]); // want fs.delete @import -> "a"
for (const run of Array.from(set)) run();
Array.from([() => fs.unlinkSync("b")], (run) => run()); // want fs.delete @import -> "b"
Array.from([() => fs.unlinkSync("c")], (run) => run); // want fs.delete @call -> "c"
// --- what an object holds, by its values
import fs from "fs";
const hooks = { a: () => fs.unlinkSync("a") }; // want fs.delete @import -> "a"
for (const [name, run] of Object.entries(hooks)) run(name);
const names = { b: () => fs.unlinkSync("b") }; // want fs.delete @call -> "b"
for (const name of Object.keys(names)) name();
// --- texts are gone through
import fs from "fs";
["a", "b"].forEach((name) => fs.unlinkSync(name)); // want fs.delete @import -> "a", want fs.delete @import -> "b"
// --- what callers hand over is gone through
import fs from "fs";
function each(list) {
  list.forEach((run) => run());
  for (const run of list) run();
  return list[1];
}
function first(list) {
  list[0]();
}
each([() => fs.unlinkSync("a")]); // want fs.delete @import -> "a"
first([() => fs.unlinkSync("b"), () => fs.unlinkSync("c")]); // want fs.delete @import -> "b", want fs.delete @call -> "c"
// --- the rest of an array
import fs from "fs";
const [, run, ...others] = [() => fs.unlinkSync("a"), () => fs.unlinkSync("b"), () => fs.unlinkSync("c")]; // want fs.delete @call -> "a", want fs.delete @call -> "b", want fs.delete @import -> "c"
others[0]();
const [node, ...args] = process.argv;
fs.rmSync(args[0]); // want fs.delete @import
// --- the rest of an object is another object
import fs from "fs";
const { a, ...rest } = { a: () => fs.unlinkSync("a"), b: () => fs.unlinkSync("b") }; // want fs.delete @call -> "a", want fs.delete @import -> "b"
rest.b();
rest.a?.();
// --- the rest of the arguments
import fs from "fs";
function all(first, ...runs) {
  runs[1]();
}
all(
  () => fs.unlinkSync("a"), // want fs.delete @call -> "a"
  () => fs.unlinkSync("b"), // want fs.delete @call -> "b"
  () => fs.unlinkSync("c"), // want fs.delete @import -> "c"
);
// --- one of a list of nothing but texts
const fs = require("fs");
exports.f = (p) => {
  fs.unlinkSync(["a.txt"].find((x) => fs.existsSync(x))); // want fs.delete @call -> "a.txt"
  fs.unlinkSync(["b.txt", "c.txt"].pop()); // want fs.delete @call -> "b.txt", want fs.delete @call -> "c.txt"
  fs.unlinkSync((p ? [p] : []).concat(["d.txt"]).find((x) => x)); // want fs.delete @call -> "d.txt", want fs.delete @call -> "{…}"
};
// --- what a function makes of each element, not of any
const fs = require("fs"), path = require("path");
exports.f = (p) => {
  fs.unlinkSync(["a", "b"].map((x) => x + ".txt")[1]); // want fs.delete @call -> "a.txt", want fs.delete @call -> "b.txt"
  const paths = (p ? [p] : []).concat(["c.txt"]).map((x) => path.resolve(process.cwd(), x));
  fs.unlinkSync(paths.find((x) => fs.existsSync(x))); // want fs.delete @call -> "{…}/c.txt", want fs.delete @call -> "{…}"
  for (const x of Array.from(["d"], (y) => y + ".txt")) fs.unlinkSync(x); // want fs.delete @call -> "d.txt"
};
