// --- a file of hooks that node loads
import { register } from "node:module";
register(`./hooks.js?${Date.now()}`, import.meta.url); // want code.patch @import -> "./hooks.js?{…}"
// member hooks.js
import fs from "fs";
fs.mkdirSync("cache"); // want fs.write @import -> "cache"
export function load(url, context, next) {
  return { source: fs.readFileSync("a.ts") }; // want fs.read @import -> "a.ts", want fs.read @call -> "a.ts"
}
export function clear() {
  fs.unlinkSync("b"); // want fs.delete @call -> "b"
}
// --- hooks that are made by functions
import fs from "fs";
import { registerHooks } from "node:module";
const createLoad = (options) => (url, context, next) => fs.readFileSync("a.ts"); // want fs.read @import -> "a.ts"
const hooks = { load: createLoad({}), other: () => fs.unlinkSync("b") }; // want fs.delete @call -> "b"
registerHooks(hooks); // want code.patch @import
// --- what finds and compiles modules is replaced
const fs = require("fs");
const Module = require("module");
const find = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) => { // want code.patch @import
  fs.statSync("seen.txt");
  fs.appendFileSync("seen.txt", request); // want fs.write @import -> "seen.txt"
  return find(request, ...rest);
};
Module._extensions[".ts"] = function (module, file) { // want code.patch @import -> ".ts"
  fs.readFileSync("a.ts"); // want fs.read @import -> "a.ts"
};
// --- what others call when they like is replaced
const fs = require("fs");
const emit = process.emit;
process.emit = function (event) { // want code.patch @import
  fs.appendFileSync("seen.txt", event); // want fs.write @call -> "seen.txt"
  return emit.apply(this, arguments);
};
// --- a hook that somebody has to set first
const Module = require("module");
exports.register = () => {
  Module._extensions[".ts"] = () => require("fs").readFileSync("a.ts"); // want code.patch @call -> ".ts", want fs.read @call -> "a.ts"
};
// --- other things of these names
const plugins = { registerHooks: (given) => given, _extensions: {} };
plugins.registerHooks({ load: () => require("fs").readFileSync("a.ts") }); // want fs.read @call -> "a.ts"
plugins._extensions[".ts"] = () => require("fs").readFileSync("b.ts"); // want fs.read @call -> "b.ts"
// --- a helper that puts a function in the place of another
const http = require("http");
const fs = require("fs");
function wrap(target, name, wrapper) {
  const original = target[name];
  target[name] = wrapper(original); // want code.patch @import -> "request"
}
wrap(http, "request", (request) => function (options) {
  fs.appendFileSync("log.txt", options.host); // want fs.write @call -> "log.txt"
  return request(options); // want net.connect @call
});
// --- a helper that sets a hook
const fs = require("fs");
function set(table, key, value) {
  table[key] = value; // want code.patch @import -> ".ts"
}
set(require.extensions, ".ts", (module, file) => fs.readFileSync("a.ts")); // want fs.read @import -> "a.ts"
// --- a helper that puts a function into an object
const fs = require("fs");
function set(table, key, value) {
  table[key] = value;
}
set({}, ".ts", (module, file) => fs.readFileSync("a.ts")); // want fs.read @call -> "a.ts"
