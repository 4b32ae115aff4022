// Requires the entry of a planted snippet and prints which marks were read, with their stacks.
// A process of its own: `node record_node.cjs FOLDER ENTRY PREFIX`.
"use strict";
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const [folder, entry, prefix] = process.argv.slice(2);
const reads = [];
const seen = new Set();
let failed = "";
Error.stackTraceLimit = 200;

function frames() {
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = (_, sites) =>
    sites.map((site) => [site.getFileName() ?? "", site.getLineNumber() ?? 0, site.getColumnNumber() ?? 0]);
  const found = new Error().stack;
  Error.prepareStackTrace = before;
  return found.filter(([file]) => file.includes(folder)).slice(1);
}

process.env = new Proxy(process.env, {
  get(target, key) {
    if (typeof key === "string" && key.startsWith(prefix)) {
      const found = frames();
      const known = `${key} ${JSON.stringify(found.slice(0, 3))}`;
      if (!seen.has(known)) {
        seen.add(known);
        reads.push([Number(key.slice(prefix.length)), found]);
      }
      return undefined;
    }
    return target[key];
  },
});

const say = process.stdout.write.bind(process.stdout);
console.log = console.error;
process.on("uncaughtException", (error) => { failed ||= String(error); });
process.on("unhandledRejection", (error) => { failed ||= String(error); });
process.on("exit", () => {
  say(`\n${JSON.stringify({ reads, failed })}\n`);
  process.exitCode = 0;
});
import(pathToFileURL(path.join(folder, entry)).href).catch((error) => { failed ||= String(error); });
