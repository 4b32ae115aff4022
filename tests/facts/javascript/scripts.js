// --- a script that another one runs by name, and what npm runs before and after it
// member package.json
{"name": "acme", "version": "1.0.0", "main": "index.js", "scripts": {
"postinstall": "npm run fetch && yarn tidy && pnpm run again", // want process.spawn @install -> "fetch", want process.spawn @install -> "again"
"prefetch": "rm before", // want fs.delete @install -> "before"
"fetch": "wget https://example.org/a", // want net.connect @install -> "https://example.org/a"
"postfetch": "node --run last", // want process.spawn @install -> "last"
"prelast": "rm never",
"last": "rm last", // want fs.delete @install -> "last"
"tidy": "shx rm -rf dist", // want fs.delete @install -> "dist"
"again": "npm run fetch && npm run again", // want process.spawn @install -> "fetch", want process.spawn @install -> "again"
"unasked": "rm never",
"prepack": "npm test", // want process.spawn @build
"test": "touch tested" // want fs.write @build -> "tested"
}}
// --- several scripts by one name
// member package.json
{"name": "acme", "version": "1.0.0", "main": "index.js", "scripts": {
"preinstall": "run-s 'a:*' one && npm-run-all --parallel 'b:**'",
"install": "concurrently -n x,y \"npm:c:*\" \"rm line\"", // want fs.delete @install -> "line"
"a:b": "rm ab", // want fs.delete @install -> "ab"
"a:b:c": "rm never",
"one": "rm one", // want fs.delete @install -> "one"
"b:c:d": "rm bcd", // want fs.delete @install -> "bcd"
"c:d": "rm cd", // want fs.delete @install -> "cd"
"c": "rm never"
}}
// --- the script of another package, or of none
import { execSync } from "child_process";
execSync("npm run build"); // want process.shell @import -> "npm run build", want process.spawn @import -> "build"
// member package.json
{"name": "acme", "version": "1.0.0", "main": "index.js", "type": "module", "scripts": {
"postinstall": "npm run build -w other; yarn --cwd x build; cd app && npm run build; npm install && npm build", // want process.spawn @install -> "build", want net.connect @install
"build": "rm never"
}}
