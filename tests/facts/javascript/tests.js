// --- a text that has to begin in a way
const fs = require("fs");
const drop = (name) => {
  if (name && name.match(/^https?:\/\/.*$/)) {
    fs.unlinkSync(name); // want fs.delete @import
  }
  if (/^[ab]/i.test(name)) fs.rmSync(name); // want fs.delete @import -> "c.txt"
  if (!/^b\.?/.test(name)) fs.rmdirSync(name); // want fs.delete @import -> "c.txt"
  if (name.startsWith("d")) fs.unlinkSync(name); // want fs.delete @import
};
drop("c.txt");
// --- a text that gets the beginning that it has not
const fs = require("fs");
const drop = (name) => {
  if (!/^tmp\//.test(name)) name = `tmp/${name}`;
  fs.unlinkSync(name); // want fs.delete @import -> "tmp/a.txt", want fs.delete @import -> "tmp/b.txt"
};
drop("a.txt");
drop("tmp/b.txt");
// --- a text that is handed back where it is an address
const fs = require("fs");
const where = (name) => {
  if (name.match(/^file:/)) return name;
  return `tmp/${name}`;
};
fs.unlinkSync(where("a.txt")); // want fs.delete @import -> "tmp/a.txt"
fs.unlinkSync(where("file:b.txt")); // want fs.delete @import -> "file:b.txt"
