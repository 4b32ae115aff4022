// Runs one entry of an installed package and prints what that does, a process of its own for each:
// `node record_node.cjs FOLDER OWN import NAME`, or `… script FILE`, which is run with `--help`.
"use strict";
const fs = require("node:fs");
const inspector = require("node:inspector");
const Module = require("node:module");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const [folder, own, kind, entry] = process.argv.slice(2);
const root = path.join(folder, "node_modules", own) + path.sep;
const others = path.join(folder, "node_modules") + path.sep;
const events = new Map();
const through = new Map(); // what another package did that this one called
const members = new Set();
let active = false;
let failed = "";
Error.stackTraceLimit = 100;

function member(spelled) {
  const file = decodeURI(spelled.replace(/^file:\/\//, ""));
  return file.startsWith(root) && !file.slice(root.length).includes("node_modules") ? file.slice(root.length) : "";
}

function take(capability, imports = false) {
  if (!active) return;
  active = false;
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = (_, sites) =>
    sites.map((site) => [site.getFileName() ?? "", site.getLineNumber() ?? 0]);
  const frames = new Error().stack;
  Error.prepareStackTrace = before;
  // what Node's own code asks the environment, it asks for itself: colours, a folder for temporary files
  if (capability.startsWith("env.") && frames.find(([file]) => file !== __filename)?.[0].startsWith("node:")) {
    active = true;
    return;
  }
  let taken = events;
  for (const [file, line] of frames) {
    if (!imports && file.startsWith("node:internal/modules")) break; // the machinery of an import
    if (member(file)) {
      const said = { capability, member: member(file), line };
      taken.set(JSON.stringify(said), said);
      break;
    }
    if (file.replace(/^file:\/\//, "").startsWith(others)) taken = through;
  }
  active = true;
}

// What a watched function does itself belongs to it, but not the code that it runs.
function wrap(object, names, capability, runs = false) {
  for (const name of names) {
    const original = object[name];
    if (typeof original !== "function") continue;
    const watched = function (...args) {
      take(typeof capability === "string" ? capability : capability(...args), name === "dlopen");
      const before = active;
      active = before && runs;
      try {
        return new.target ? Reflect.construct(original, args, new.target) : Reflect.apply(original, this, args);
      } finally {
        active = before;
      }
    };
    Object.defineProperties(watched, Object.getOwnPropertyDescriptors(original));
    object[name] = watched;
  }
}

const both = (names) => names.flatMap((name) => [name, `${name}Sync`]);
const opens = (_, flags) => (typeof flags === "string" && /[wa+]/.test(flags) ? "fs.write" : "fs.read");
for (const api of [fs, fs.promises]) {
  wrap(api, both(["readFile", "readdir", "opendir", "readv", "readlink"]), "fs.read");
  wrap(api, ["createReadStream"], "fs.read");
  wrap(api, both(["writeFile", "appendFile", "mkdir", "mkdtemp", "copyFile", "cp", "rename", "link", "truncate"]), "fs.write");
  wrap(api, ["createWriteStream"], "fs.write");
  wrap(api, both(["unlink", "rm", "rmdir"]), "fs.delete");
  wrap(api, both(["chmod", "chown", "symlink"]), "fs.permission");
  wrap(api, both(["open"]), opens);
}
wrap(require("node:child_process"), ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"], "process.spawn");
wrap(require("node:net"), ["connect", "createConnection"], "net.connect");
wrap(require("node:http"), ["request", "get"], "net.connect");
wrap(require("node:https"), ["request", "get"], "net.connect");
wrap(require("node:dns"), ["lookup", "resolve"], "net.resolve");
wrap(require("node:vm"), ["runInNewContext", "runInThisContext", "runInContext", "Script", "compileFunction"], "code.eval", true);
wrap(require("node:os"), ["hostname", "userInfo", "networkInterfaces", "cpus", "release", "arch", "platform", "type", "version", "machine"], "system.info");
wrap(process, ["dlopen"], "code.native", true);
wrap(process, ["kill"], "process.signal");
wrap(globalThis, ["Function"], "code.eval"); // eval itself, replaced, would lose its scope: see below
Module.syncBuiltinESMExports();
process.env = new Proxy(process.env, {
  get(target, key) {
    if (typeof key === "string") take("env.read");
    return target[key];
  },
  has(target, key) {
    take("env.read");
    return key in target;
  },
  ownKeys(target) {
    take("env.enumerate");
    return Reflect.ownKeys(target);
  },
  set(target, key, value) {
    take("env.write");
    target[key] = value;
    return true;
  },
  deleteProperty(target, key) {
    take("env.write");
    return delete target[key];
  },
});

const write = fs.writeSync;
function say() {
  const [found, called] = [events, through].map((taken) => [...taken.values()]);
  const said = { run: entry, script: kind === "script", members: [...members].sort(), events: found, through: called, failed };
  write(1, `\n${JSON.stringify(said)}\n`);
}

// Modules of either kind are parsed when they are loaded, texts when they are evaluated.
const session = new inspector.Session();
session.connect();
session.on("Debugger.scriptParsed", ({ params }) => {
  if (!params.url || params.hasSourceURL) take("code.eval");
  else if (member(params.url)) members.add(member(params.url));
});
session.post("Debugger.enable");

process.on("uncaughtException", (error) => { failed ||= String(error); });
process.on("unhandledRejection", (error) => { failed ||= String(error); });
process.on("exit", () => { active = false; say(); });
setTimeout(() => process.exit(0), 3000);
process.stdout.write = process.stderr.write = () => true;
(async () => {
  const asked = path.join(folder, "index.js");
  const file = kind === "script" ? path.join(root, entry) : asked;
  process.argv = [process.execPath, file, ...(kind === "script" ? ["--help"] : [])];
  active = true;
  try {
    if (kind === "script") Module._load(file, null, true);
    else Module.createRequire(asked)(entry);
  } catch (error) {
    if (error?.code === "ERR_REQUIRE_ESM" || error?.code === "ERR_PACKAGE_PATH_NOT_EXPORTED") {
      // from the folder, so that names are found there
      const there = await import(pathToFileURL(path.join(folder, "import.mjs")).href);
      await there.default(kind === "script" ? pathToFileURL(file).href : entry).catch((e) => { failed ||= String(e); });
    } else failed ||= String(error);
  }
  setTimeout(() => process.exit(0), kind === "script" ? 1000 : 50);
})();
