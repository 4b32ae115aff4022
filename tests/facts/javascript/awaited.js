// --- an async function as TypeScript writes it
const fs = require("fs");
const __awaiter = require("tslib").__awaiter;
const where = () => __awaiter(void 0, void 0, void 0, function* () { return "a.txt"; });
const drop = (...args_1) => __awaiter(void 0, [...args_1], void 0, function* (name, options = {}) {
  const found = yield where();
  fs.unlinkSync(found); // want fs.delete @import -> "a.txt"
  fs.rmSync(name); // want fs.delete @import -> "b.txt"
});
drop("b.txt");
// --- a method of a class, as TypeScript writes it, and one that waits before
const fs = require("fs");
class A {
  constructor() { this.name = "a.txt"; }
  run() {
    return __awaiter(this, arguments, void 0, function* (other = "b.txt") {
      fs.unlinkSync(this.name); // want fs.delete @import -> "a.txt"
      fs.unlinkSync(other); // want fs.delete @import -> "c.txt"
    });
  }
}
new A().run("c.txt");
// --- an async function in steps
const fs = require("fs");
const tslib_1 = require("tslib");
function where(name) {
  return tslib_1.__awaiter(this, void 0, void 0, function () {
    return tslib_1.__generator(this, function (_a) { return [2, name + ".txt"]; });
  });
}
function go() {
  return (0, tslib_1.__awaiter)(this, void 0, void 0, function () {
    var found, other;
    return (0, tslib_1.__generator)(this, function (_a) {
      switch (_a.label) {
        case 0: return [4 /*yield*/, where("a")];
        case 1:
          found = _a.sent();
          if (!found) return [3, 3];
          return [4, where("b")];
        case 2:
          other = _a.sent();
          fs.unlinkSync(found); // want fs.delete @import -> "a.txt"
          fs.unlinkSync(other); // want fs.delete @import -> "b.txt"
          _a.label = 3;
        case 3: return [2];
      }
    });
  });
}
go();
// --- an async function called where it is written, and one that Babel made
const fs = require("fs");
__awaiter(void 0, void 0, void 0, function* () {
  fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
});
const go = (0, _asyncToGenerator2.default)(function* (name) {
  fs.unlinkSync(name); // want fs.delete @import -> "b.txt"
});
go("b.txt");
// --- a generator and an array that are no steps
const fs = require("fs");
function* names() {
  yield "a.txt";
}
function pair() { return [4, fs.unlinkSync]; }
for (const one of names()) fs.unlinkSync(one); // want fs.delete @import -> "a.txt"
exports.f = function () {
  __awaiter(this, void 0, void 0, function* () { yield 1; });
  return 2;
};
const sender = { sent() { fs.rmSync("b.txt"); } }; // want fs.delete @import -> "b.txt"
sender.sent();
