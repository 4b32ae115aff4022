// --- a prototype that is a literal
const fs = require("fs");
function Shop() {}
Shop.prototype = {
  drop() {
    this.act();
  },
  act() {
    fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
  },
};
new Shop().drop();
// --- methods of a prototype call each other
const fs = require("fs");
function Shop() {}
Shop.prototype.drop = function () {
  this.act("a.txt");
};
Shop.prototype.act = function (path) {
  fs.unlinkSync(path); // want fs.delete @import -> "a.txt"
};
new Shop().drop();
// --- a prototype method that nobody calls
const fs = require("fs");
function Shop() {}
Shop.prototype.drop = function () {
  this.act();
};
Shop.prototype.act = function () {
  fs.unlinkSync("a.txt"); // want fs.delete @call -> "a.txt"
};
new Shop();
module.exports = Shop;
// --- what another constructor's objects have
const fs = require("fs");
function Base() {
  this.drop = () => fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
}
function Child() {}
Child.prototype = new Base();
new Child().drop();
// --- a prototype that is created from another
const fs = require("fs");
function Base() {}
Base.prototype.drop = () => fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
Base.prototype.keep = () => fs.unlinkSync("b.txt"); // want fs.delete @call -> "b.txt"
function Child() {}
Child.prototype = Object.create(Base.prototype);
Child.prototype.constructor = Child;
Child.prototype.keep = () => 1;
const child = new Child();
child.drop();
child.keep();
module.exports = Base;
// --- a function's own function calls another of it
const fs = require("fs");
function shop() {}
shop.act = function () {
  fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
};
shop.drop = function () {
  this.act();
};
shop.drop();
// --- an object's method is given to it by another
const fs = require("fs");
class Shop {
  close() {
    this.after();
  }
}
const shop = new Shop();
shop.after = () => fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
shop.close();
// --- a method of an object within another
const fs = require("fs");
const shop = { inner: {} };
shop.inner.drop = () => fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
shop.inner.drop();
shop.drop?.();
// --- super in the method of a literal
const fs = require("fs");
const base = {
  drop() {
    fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
  },
  keep() {
    fs.unlinkSync("b.txt"); // want fs.delete @call -> "b.txt"
  },
};
const shop = {
  drop() {
    super.drop();
  },
};
shop.__proto__ = base;
shop.drop();
exports.base = base;
// --- what an object is set to inherit from
const fs = require("fs");
const base = {
  drop() {
    fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
  },
};
const shop = {};
Object.setPrototypeOf(shop, base);
shop.drop();
// --- an object that is asked what it inherits from is set to nothing
const fs = require("fs");
const base = {
  drop() {
    fs.unlinkSync("a.txt"); // want fs.delete @call -> "a.txt"
  },
};
const shop = {};
Object.getPrototypeOf(shop, base);
shop.drop?.();
// --- a literal says what it inherits from
const fs = require("fs");
const base = {
  drop() {
    fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
  },
};
const shop = { __proto__: base };
shop.drop();
// --- a method that is inherited calls one of the object that has inherited it
const fs = require("fs");
const base = {
  drop() {
    this.act();
  },
};
const shop = {
  act() {
    fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
  },
};
Object.setPrototypeOf(shop, base);
shop.drop();
// --- an object with the prototype of another
const fs = require("fs");
function Shop() {}
Shop.prototype = {
  drop() {
    fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
  },
};
const other = Object.create(Object.getPrototypeOf(new Shop()));
other.drop();
// --- a constructor that inherits by Node's function
const fs = require("fs");
const util = require("util");
function Base() {}
Base.prototype.drop = () => fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
Base.all = () => fs.unlinkSync("b.txt"); // want fs.delete @call -> "b.txt"
function Child() {}
util.inherits(Child, Base);
new Child().drop();
// --- a class as compilers write it for old engines
const fs = require("fs");
class Base {
  drop() {
    fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
  }
}
const Child = (function (_super) {
  __extends(Child, _super);
  function Child() {
    return (_super !== null && _super.apply(this, arguments)) || this;
  }
  return Child;
})(Base);
new Child().drop();
// --- what an object was before it was made an object
const fs = require("fs");
const shop = {};
const same = Object(shop);
same.drop = () => fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
shop.drop();
// --- a property before an array that is spread
const fs = require("fs");
const shop = { drop: () => fs.unlinkSync("a.txt"), ...[1, 2] }; // want fs.delete @import -> "a.txt"
shop.drop();
// --- a compiler's helper that does something else as well
const __importDefault = function (module) {
  require("fs").unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
  return module && module.__esModule ? module : { default: module };
};
const path_1 = __importDefault(require("path"));
const os_1 = __importDefault(require("os"));
// --- what a class of one's own has, whatever it extends, is no code of others
class Till extends EventTarget {}
Till.prototype.OPEN = 1;
Object.defineProperties(Till.prototype, { open: { value: 2 } });
EventTarget.prototype.SHUT = 3; // want code.patch @import -> "SHUT"
