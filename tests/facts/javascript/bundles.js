// --- a module that rollup wrapped
import cp from "child_process";
import fs from "fs";
function getDefaultExportFromCjs(x) {
  return x && x.__esModule && Object.prototype.hasOwnProperty.call(x, "default") ? x["default"] : x;
}
var crossSpawn = { exports: {} };
var readShebang_1, hasRequiredReadShebang, hasRequiredCrossSpawn;
function requireReadShebang() {
  if (hasRequiredReadShebang) return readShebang_1;
  hasRequiredReadShebang = 1;
  function readShebang(command) {
    return fs.readFileSync(command); // want fs.read @call -> "a.txt"
  }
  readShebang_1 = readShebang;
  return readShebang_1;
}
function requireCrossSpawn() {
  if (hasRequiredCrossSpawn) return crossSpawn.exports;
  hasRequiredCrossSpawn = 1;
  const read = requireReadShebang();
  function spawn(command) {
    return read("a.txt");
  }
  function spawnSync(command) {
    return cp.execFileSync("b.sh"); // want process.spawn @call -> "b.sh"
  }
  crossSpawn.exports = spawn;
  crossSpawn.exports.sync = spawnSync;
  return crossSpawn.exports;
}
var spawn$1 = getDefaultExportFromCjs(requireCrossSpawn());
export const run = () => spawn$1("node");
export const runSync = () => spawn$1.sync("git");
// --- modules that esbuild wrapped
var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function __require() {
  return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
};
var require_low = __commonJS({
  "node_modules/low/index.js"(exports, module) {
    var fs = require("fs");
    fs.mkdirSync("b"); // want fs.write @import -> "b"
    module.exports = () => fs.unlinkSync("a.txt"); // want fs.delete @call -> "a.txt"
    module.exports.all = () => fs.rmSync("c"); // want fs.delete @call -> "c"
  },
});
var import_low = __toESM(require_low());
exports.drop = () => (0, import_low.default)();
exports.all = () => import_low.all();
// --- modules that esbuild wrapped and minified
var n=Object.getOwnPropertyNames,k=(t,e,r)=>(r=t!=null?b(c(t)):{},f(e||!t||!t.__esModule?g(r,"default",{value:t,enumerable:!0}):r,t)),o=(t,e)=>()=>(e||t((e={exports:{}}).exports,e),e.exports),y=(t,e)=>()=>(t&&(e=t(t=0)),e);
var d=o((q,w)=>{var u=require("fs");w.exports=function(){
return u.unlinkSync("a.txt")}}); // want fs.delete @call -> "a.txt"
var z=y(()=>{
require("fs").mkdirSync("m")}); // want fs.write @import -> "m"
z();var h=k(d());exports.run=()=>(0,h.default)();
// --- what one module exports under keys that are not known is no other's
var __commonJS = (cb, mod) => function __require() {
  return mod || (0, cb[Object.keys(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
};
var require_wrapping = __commonJS({
  "wrapping.js"(exports) {
    exports.from = (run) => function () {
      return run.apply(this, arguments); // want fs.write @call, want fs.delete @call
    };
  }
});
var require_fs = __commonJS({
  "fs.js"(exports) {
    var wrap = require_wrapping().from;
    var fs = require("fs");
    ["mkdir", "rm"].forEach((method) => { exports[method] = wrap(fs[method]); });
  }
});
var require_copy = __commonJS({
  "copy.js"(exports, module) {
    var wrap = require_wrapping().from;
    const copy = () => require("fs").writeFileSync("a"); // want fs.write @call -> "a"
    module.exports = { copy: wrap(copy) };
  }
});
module.exports = require_copy();
// --- a module of a bundle that nothing asks for is not run
var __commonJS = (cb, mod) => () => (mod || cb((mod = { exports: {} }).exports, mod), mod.exports);
var require_low = __commonJS((exports, module) => {
  module.exports = () => require("fs").unlinkSync("a.txt"); // want fs.delete @call -> "a.txt"
});
exports.later = () => require_low;
// --- a helper's name that a function has for something else
var o = (cb, mod) => () => (mod || cb((mod = { exports: {} }).exports, mod), mod.exports);
exports.run = (o) => {
  const made = o((exports, module) => {
    module.exports = () => require("fs").unlinkSync("a.txt"); // want fs.delete @call -> "a.txt"
  });
  made();
};
// --- what a module for every loader exports is given to its body
(function (global, factory) {
  typeof exports === 'object' && typeof module !== 'undefined' ? factory(exports) :
  typeof define === 'function' && define.amd ? define(['exports'], factory) :
  (global = global || self, factory(global.Low = {}));
})(this, (function (exports) { 'use strict';
  var fs = require("fs");
  var drop = function () { return fs.unlinkSync("a.txt"); }; // want fs.delete @call -> "a.txt"
  function other() { fs.rmSync("b.txt"); } // want fs.delete @call -> "b.txt"
  exports.drop = drop;
  exports.other = other;
}));
// --- modules in the list of a bundle
module.exports =
(function(modules) { // webpackBootstrap
  var installed = {};
  function __webpack_require__(id) {
    if (installed[id]) return installed[id].exports;
    var module = installed[id] = { i: id, l: false, exports: {} };
    modules[id].call(module.exports, module, module.exports, __webpack_require__);
    return module.exports;
  }
/******/ 	return __webpack_require__(__webpack_require__.s = 3);
/******/ })
/************************************************************************/
/******/ ([
/* 0 */
(function(module, exports) { module.exports = require("fs"); }),
/* 1 */
(function(module, exports, __webpack_require__) {
  const fs = __webpack_require__(0);
  fs.mkdirSync("m"); // want fs.write @import -> "m"
  exports.drop = () => fs.unlinkSync("a.txt"); // want fs.delete @call -> "a.txt"
}),
/* 2 */,
/* 3 */
(function(module, exports, __webpack_require__) {
  var low = __webpack_require__(1);
  exports.go = go;
  function go() { low.drop(); }
}),
/* 4 */
(function(module, exports, __webpack_require__) {
  __webpack_require__(0).mkdirSync("n"); // want fs.write @call -> "n"
})
]);
// --- modules in the table of a minified bundle
(()=>{var e={9336:(e,t,n)=>{"use strict";n.r(t),n.d(t,{drop:()=>r});const o=n(147);
o.mkdirSync("m"); // want fs.write @import -> "m"
function r(){o.unlinkSync("a.txt")}},147:e=>{"use strict"; // want fs.delete @call -> "a.txt"
e.exports=require("fs")},12:(e,t,n)=>{
n(147).mkdirSync("n")}},t={}; // want fs.write @call -> "n"
function n(r){var i=t[r];if(void 0!==i)return i.exports;var o=t[r]={exports:{}};return e[r](o,o.exports,n),o.exports}
n.d=(e,t)=>{for(var r in t)Object.defineProperty(e,r,{enumerable:!0,get:t[r]})},n.r=e=>{};
var r={};(()=>{var e=n(9336);r.go=()=>e.drop()})();module.exports=r})();
