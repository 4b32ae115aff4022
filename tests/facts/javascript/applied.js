// --- what a function is bound to is what this means in it
const fs = require("fs");
const shop = { drop: () => fs.unlinkSync("a.txt") }; // want fs.delete @import -> "a.txt"
const open = function () {
  this.drop();
}.bind(shop);
open();
// --- a function that is bound and never called
const fs = require("fs");
function drop() {
  fs.unlinkSync("a.txt"); // want fs.delete @call -> "a.txt"
}
const later = drop.bind(null);
// --- a bound function that is handed on runs there
const fs = require("fs");
function drop() {
  fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
}
[1].forEach(drop.bind(null));
// --- what an argument that is bound names
const fs = require("fs");
function drop(path) {
  fs.unlinkSync(path); // want fs.delete @import -> "a.txt"
}
const later = drop.bind(null, "a.txt");
later();
// --- the function that this is
const fs = require("fs");
function run(given) {
  return this(given);
}
run.call((path) => fs.unlinkSync(path), "a.txt"); // want fs.delete @import -> "a.txt"
// --- what a function is applied to it hands back
const fs = require("fs");
function same(given) {
  return given;
}
same.call(null, () => fs.unlinkSync("a.txt"))(); // want fs.delete @import -> "a.txt"
// --- a method of the object that a function is called for
const fs = require("fs");
function open() {
  this.drop();
}
open.call({ drop: () => fs.unlinkSync("a.txt") }); // want fs.delete @import -> "a.txt"
// --- an object's own method that is named like one of functions
const fs = require("fs");
const shop = {
  bind() {
    fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
  },
};
shop.bind();
// --- all that a function is given
const fs = require("fs");
function open() {
  arguments[1]();
}
open(1, () => fs.unlinkSync("a.txt")); // want fs.delete @import -> "a.txt"
// --- what an arrow function calls arguments is its function's
const fs = require("fs");
function open() {
  const first = () => arguments[0];
  first()();
}
open(() => fs.unlinkSync("a.txt")); // want fs.delete @import -> "a.txt"
// --- arguments that are handed on
const fs = require("fs");
function drop(path) {
  fs.unlinkSync(path); // want fs.delete @import -> "a.txt"
}
function open() {
  return drop.apply(this, arguments);
}
open("a.txt");
// --- what a constructor that is not written hands to the one above
const fs = require("fs");
class Base {
  constructor(act) {
    act();
  }
}
class Shop extends Base {}
new Shop(() => fs.unlinkSync("a.txt")); // want fs.delete @import -> "a.txt"
// --- a bound method that a helper keeps may run when somebody calls
const fs = require("fs");
class Shop {
  drop() {
    fs.unlinkSync("a.txt"); // want fs.delete @call -> "a.txt"
  }
}
function wrapped(act) {
  return { act };
}
exports.open = (shop = new Shop()) => wrapped(shop.drop.bind(shop));
// --- Reflect.apply runs a function as apply of the function does
const fs = require("fs");
function late(f, wait) {
  return function () {
    setTimeout(() => Reflect.apply(f, this, arguments), wait);
  };
}
const again = late((name) => {
  fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
}, 100);
again();
Reflect.apply(fs.rmSync, fs, ["b.txt"]); // want fs.delete @import -> "b.txt"
// --- but not a Reflect of the text's own
const fs = require("fs");
{
  const Reflect = { apply: (f) => "nothing" };
  Reflect.apply(fs.rmSync, fs, ["b.txt"]);
}
