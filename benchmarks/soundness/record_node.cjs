// Requires modules of an installed package and prints what that does.
// A process of its own for each: `node record_node.cjs FOLDER OWN MODULE`.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const Module = require("node:module");

const [folder, own, entry] = process.argv.slice(2);
const root = path.join(folder, "node_modules", own) + path.sep;
const others = path.join(folder, "node_modules") + path.sep;
const events = new Map();
let active = false;
let failed = "";
Error.stackTraceLimit = 100;

function take(capability, imports = false) {
  if (!active) return;
  active = false;
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = (_, sites) =>
    sites.map((site) => [site.getFileName() ?? "", site.getLineNumber() ?? 0]);
  const frames = new Error().stack;
  Error.prepareStackTrace = before;
  for (const [spelled, line] of frames) {
    const file = spelled.replace(/^file:\/\//, "");
    if (!imports && file.startsWith("node:internal/modules")) break; // the machinery of an import
    if (file.startsWith(root) && !file.slice(root.length).includes("node_modules")) {
      const member = file.slice(root.length);
      events.set(`${capability} ${member} ${line}`, { capability, member, line });
      break;
    }
    if (file.startsWith(others)) break;
  }
  active = true;
}

function wrap(object, names, capability) {
  for (const name of names) {
    const original = object[name];
    if (typeof original !== "function") continue;
    const watched = function (...args) {
      take(typeof capability === "string" ? capability : capability(...args), name === "dlopen");
      return new.target ? Reflect.construct(original, args, new.target) : Reflect.apply(original, this, args);
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
wrap(require("node:vm"), ["runInNewContext", "runInThisContext", "runInContext", "Script", "compileFunction"], "code.eval");
wrap(require("node:os"), ["hostname", "userInfo", "networkInterfaces", "cpus", "release", "arch", "platform", "type", "homedir", "version", "machine"], "system.info");
wrap(process, ["dlopen"], "code.native");
wrap(process, ["kill"], "process.signal");
wrap(globalThis, ["Function"], "code.eval"); // eval itself, replaced, would lose its scope
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

function say() {
  const found = [...events.values()];
  fs.writeSync(1, `\n${JSON.stringify({ module: entry, member: "", events: found, failed })}\n`);
}

process.on("uncaughtException", (error) => { failed ||= String(error); });
process.on("unhandledRejection", (error) => { failed ||= String(error); });
process.on("exit", () => { active = false; say(); });
setTimeout(() => process.exit(0), 3000);
process.stdout.write = process.stderr.write = () => true;
(async () => {
  active = true;
  try {
    Module.createRequire(path.join(folder, "index.js"))(entry);
  } catch (error) {
    if (error && error.code === "ERR_REQUIRE_ESM") {
      await import(entry.startsWith("/") ? pathToFileURL(entry).href : entry).catch((e) => { failed ||= String(e); });
    } else failed ||= String(error);
  }
  active = false;
  setTimeout(() => process.exit(0), 50);
})();
