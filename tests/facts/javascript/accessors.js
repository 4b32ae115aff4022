// --- a property that is read is what its getter gives
const fs = require("fs");
const shop = {
  get open() {
    return () => fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
  },
};
const open = shop.open;
open();
// --- a getter that nobody reads
const fs = require("fs");
const shop = {
  get open() {
    return fs.unlinkSync("a.txt"); // want fs.delete @call -> "a.txt"
  },
  closed: 1,
};
shop.closed;
module.exports = shop;
// --- a setter runs when its property is set, and is given what it is set to
const fs = require("fs");
const shop = {
  set open(path) {
    fs.unlinkSync(path); // want fs.delete @import -> "a.txt"
  },
};
shop.open = "a.txt";
// --- what a setter keeps is what the getter gives
const fs = require("fs");
class Shop {
  get act() {
    return this.kept;
  }
  set act(f) {
    this.kept = f;
  }
}
const shop = new Shop();
shop.act = () => fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
const act = shop.act;
act();
// --- a static getter
const fs = require("fs");
class Shop {
  static get open() {
    return fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
  }
  get open() {
    return fs.unlinkSync("b.txt"); // want fs.delete @call -> "b.txt"
  }
}
const open = Shop.open;
// --- a getter is read when a pattern takes its property
const fs = require("fs");
const shop = {
  get open() {
    return fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
  },
};
const { open } = shop;
// --- a getter of another object that has the name
const fs = require("fs");
const shop = {
  get open() {
    return fs.unlinkSync("a.txt"); // want fs.delete @call -> "a.txt"
  },
};
const other = { open: 1 };
const open = other.open;
// --- a property that a call describes
const fs = require("fs");
const shop = {};
Object.defineProperty(shop, "drop", { value: () => fs.unlinkSync("a.txt") }); // want fs.delete @import -> "a.txt"
shop.drop();
// --- an accessor that a call describes
const fs = require("fs");
const shop = {};
Object.defineProperty(shop, "open", {
  enumerable: true,
  get() {
    return fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
  },
  set(path) {
    fs.unlinkSync(path); // want fs.delete @import -> "b.txt"
  },
});
const open = shop.open;
shop.open = "b.txt";
// --- several described properties of a prototype
const fs = require("fs");
function Shop() {}
Object.defineProperties(Shop.prototype, {
  drop: { value: () => fs.unlinkSync("a.txt") }, // want fs.delete @import -> "a.txt"
  open: { get: () => fs.unlinkSync("b.txt") }, // want fs.delete @import -> "b.txt"
  shut: { get: () => fs.unlinkSync("c.txt") }, // want fs.delete @call -> "c.txt"
});
const shop = new Shop();
shop.drop();
const open = shop.open;
// --- a descriptor by its name
const fs = require("fs");
const shop = {};
const described = { value: () => fs.unlinkSync("a.txt") }; // want fs.delete @import -> "a.txt"
Object.defineProperties(shop, { drop: described });
shop.drop();
// --- an object that is created with descriptors
const fs = require("fs");
const base = { drop: () => fs.unlinkSync("a.txt") }; // want fs.delete @import -> "a.txt"
const shop = Object.create(base, {
  keep: { value: () => fs.unlinkSync("b.txt") }, // want fs.delete @import -> "b.txt"
  open: { get: () => fs.unlinkSync("c.txt") }, // want fs.delete @import -> "c.txt"
});
shop.drop();
shop.keep();
const open = shop.open;
// --- an accessor that an object's own method defines
const fs = require("fs");
const shop = {};
shop.__defineGetter__("open", () => fs.unlinkSync("a.txt")); // want fs.delete @import -> "a.txt"
const open = shop.open;
// --- a lazy export of a module
exports.run = require("./shop").tool.execSync("x"); // want process.shell @import -> "x"
// member shop.js
module.exports = {
  get tool() {
    return require("child_process");
  },
};
// --- a getter of what a function is given
const fs = require("fs");
const shop = {
  get open() {
    return fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
  },
};
const other = {
  get open() {
    return fs.unlinkSync("b.txt"); // want fs.delete @call -> "b.txt"
  },
};
function look(at) {
  const open = at.open;
}
look(shop);
// --- a method reads an accessor of its own object
const fs = require("fs");
class Shop {
  get open() {
    return fs.unlinkSync("a.txt"); // want fs.delete @import -> "a.txt"
  }
  constructor() {
    const open = this.open;
  }
}
new Shop();
// --- a getter of another member is read
const shop = require("./shop");
const open = shop.open;
// member shop.js
module.exports = {
  get open() {
    return require("fs").unlinkSync("a.txt"); // want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
  },
  get shut() {
    return require("fs").unlinkSync("b.txt"); // want fs.delete @call -> "b.txt"
  },
};
// --- a getter of another member is read and nobody looks at what it gives
const { shop } = require("./shop");
shop.open;
// member shop.js
exports.shop = {
  get open() {
    return require("fs").unlinkSync("a.txt"); // want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
  },
};
// --- a pattern takes what a getter of exports gives
const { open } = require("./shop");
// member shop.js
Object.defineProperty(exports, "open", {
  get() {
    return require("fs").unlinkSync("a.txt"); // want fs.delete @import -> "a.txt", want fs.delete @call -> "a.txt"
  },
});
