// --- an instance and its method
const net = require("net");
const link = new net.Socket();
link.connect(80, "example.org"); // want net.connect @import -> "example.org:80"
// --- a client with settings of its own
import axios from "axios";
const client = axios.create({ baseURL: "https://example.org/" });
client.get("https://example.org/a"); // want net.connect @import -> "https://example.org/a"
client("https://example.org/b"); // want net.connect @import -> "https://example.org/b"
// --- a field that the constructor sets
const axios = require("axios");
exports.Client = class {
  constructor() {
    this.http = axios.create();
  }
  fetch() {
    return this.http.get("https://example.org/"); // want net.connect @call -> "https://example.org/"
  }
};
// --- a field of the class
const axios = require("axios");
exports.Client = class {
  http = axios.create();
  fetch() {
    return this.http.get("https://example.org/"); // want net.connect @call -> "https://example.org/"
  }
};
// --- an inherited method, and super
const fs = require("fs");
class Base {
  drop() {
    fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
  }
}
class Child extends Base {
  drop() {
    super.drop();
  }
}
new Child().drop();
// --- a method of a prototype
const fs = require("fs");
function Shop() {}
Shop.prototype.drop = function () {
  fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
};
new Shop().drop();
// --- a static method
const fs = require("fs");
class Shop {
  static drop() {
    fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
  }
}
Shop.drop();
// --- a getter runs when it is read
const fs = require("fs");
const shop = {
  get open() {
    return fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
  },
};
shop.open;
// --- a promise's value
const page = await (await fetch("https://example.org/")).json(); // want net.connect @import -> "https://example.org/"
// --- what a function returns
const net = require("net");
const dial = () => new net.Socket();
dial().connect(80, "example.org"); // want net.connect @import -> "example.org:80"
// --- a server's callback runs
const http = require("http");
const fs = require("fs");
exports.serve = () => http.createServer(() => fs.unlinkSync("a.txt")).listen(80); // want fs.delete @call -> "a.txt", want net.listen @call -> "80"

// --- a library that is mixed into itself
import fs from "fs";
function lib() {}
lib.write = (path) => fs.writeFileSync(path, ""); // want fs.write @import -> "/tmp/a"
lib.mixin = (target, source) => Object.assign(target, source);
Object.assign(lib, lib, lib.prototype);
lib.mixin(lib, lib);
lib.unlinkSync("/tmp/b");
lib.write("/tmp/a");
// --- what a constructor gives its instances is public, what it keeps is not
const fs = require("fs");
exports.Request = function () {
  const kept = () => fs.unlinkSync("c.txt"); // want fs.delete @call -> "c.txt"
  this.send = () => fs.unlinkSync("a.txt"); // want fs.delete @call -> "a.txt"
  this._drop = () => fs.unlinkSync("b.txt"); // want fs.delete @call -> "b.txt"
};
// --- a new object is no built-in's prototype
const made = Object.create((typeof Iterator === "function" ? Iterator : Object).prototype);
made.next = () => 1;
made[Symbol.iterator] = () => made;
Object.prototype.next = () => 1; // want code.patch @import -> "next"
