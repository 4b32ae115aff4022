// --- super runs the constructor above, with what it is given
const fs = require("fs");
class Base {
  constructor(act) {
    fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
    act();
  }
}
class Child extends Base {
  constructor(act) {
    super(act);
  }
}
new Child(() => fs.unlinkSync("b.txt")); // want fs.delete @import -> "b.txt"
// --- a class that extends another's constructor function runs that
const fs = require("fs");
function Base(path) {
  this.drop = () => fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
}
class Child extends Base {
  constructor() {
    super();
  }
}
class Other extends Base {}
new Child().drop();
// --- a constructor that is not called runs nothing
const fs = require("fs");
class Base {
  constructor() {
    fs.unlinkSync("a.txt"); // want fs.delete @call -> "a.txt"
  }
}
class Child extends Base {
  constructor() {
    super();
  }
  static make() {
    return 1;
  }
}
Child.make();
exports.Child = Child;
// --- what a constructor returns in place of the object
const fs = require("fs");
class Base {
  constructor() {
    return () => fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
  }
}
class Child extends Base {}
const act = new Child();
act();
// --- a constructor that returns what is no object gives the object
const fs = require("fs");
class Shop {
  constructor() {
    return "a.txt";
  }
  drop() {
    fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
  }
}
new Shop().drop();
// --- methods of the class and of its objects are two things
const fs = require("fs");
class Shop {
  static drop() {
    fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
  }
  drop() {
    fs.unlinkSync("b.txt"); // want fs.delete @call -> "b.txt"
  }
  read() {
    return fs.readFileSync("c.txt"); // want fs.read @import -> "c.txt", want fs.read @call -> "c.txt"
  }
  static read() {
    return fs.readFileSync("d.txt"); // want fs.read @call -> "d.txt"
  }
}
Shop.drop();
new Shop().read();
exports.Shop = Shop;
// --- this in a static block and in static fields is the class
const fs = require("fs");
class Shop {
  static self = this;
  static drop = function () {
    this.act();
  };
  static {
    this.act = () => fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
  }
  act() {
    fs.unlinkSync("b.txt"); // want fs.delete @call -> "b.txt"
  }
}
Shop.self.drop();
exports.Shop = Shop;
// --- super in a static method is the class above
const fs = require("fs");
class Base {
  static drop() {
    fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
  }
  drop() {
    fs.unlinkSync("b.txt"); // want fs.delete @call -> "b.txt"
  }
}
class Child extends Base {
  static drop() {
    super.drop();
  }
}
Child.drop();
exports.Base = Base;
// --- a method that a class is given later
const fs = require("fs");
class Shop {}
Shop.drop = () => fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
Shop.prototype.keep = () => fs.unlinkSync("b.txt"); // want fs.delete @call -> "b.txt"
Shop.drop();
exports.Shop = Shop;
// --- the constructor by which an object was made
const fs = require("fs");
class Shop {
  static drop() {
    fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
  }
  close() {
    this.constructor.drop();
  }
}
new Shop().close();
