"""Functions that are handed on: whoever hands one over runs his own, not that of another."""

from pathlib import Path

from tests.support.inspected import uses_of

METADATA = "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"
PACKAGE = '{"name": "p", "version": "1.0.0", "main": "index.js"}'
AWAITER = """
var __awaiter = (this && this.__awaiter) || function (thisArg, _arguments, P, generator) {
    return new (P || (P = Promise))(function (resolve, reject) {
        function step(result) { result.done ? resolve(result.value) : 0; }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
const fs = require("fs"), cp = require("child_process");
exports.a = () => __awaiter(void 0, void 0, void 0, function* () { fs.writeFileSync("a", ""); });
exports.b = () => __awaiter(void 0, void 0, void 0, function* () { cp.execSync("b"); });
"""


def entries(folder: Path, script: str) -> set[tuple[str, str | None, str]]:
    uses = uses_of(folder, "p-1.0.0.tgz", {"package.json": PACKAGE, "index.js": script})
    return {(use.capability, use.destination, use.entry) for use in uses}


def test_a_compilers_awaiter_runs_what_its_caller_gave(tmp_path: Path) -> None:
    found = entries(tmp_path, AWAITER)
    assert ("fs.write", "a", "p.a()") in found
    assert ("process.shell", "b", "p.b()") in found


def test_a_helper_of_a_helper_is_looked_through(tmp_path: Path) -> None:
    script = """
    const fs = require("fs");
    function once(f) { return f(); }
    function twice(g) { once(g); once(g); }
    exports.a = () => twice(() => fs.unlinkSync("a"));
    exports.b = () => twice(() => fs.writeFileSync("b", ""));
    """
    found = entries(tmp_path, script)
    assert {("fs.delete", "a", "p.a()"), ("fs.write", "b", "p.b()")} <= found


def test_call_and_apply_are_calls(tmp_path: Path) -> None:
    script = """
    const http = require("http"), fs = require("fs");
    exports.a = function () { var s = http.createServer(this); s.listen.apply(s, arguments); };
    exports.b = () => fs.readFileSync.call(fs, "k");
    exports.c = () => fs.unlinkSync.apply(fs, ["l"]);
    """
    found = entries(tmp_path, script)
    assert ("fs.read", "k", "p.b()") in found
    assert ("fs.delete", "l", "p.c()") in found
    assert "net.listen" in {capability for capability, _, _ in found}


def test_call_alone_calls_nothing_of_whose_it_is(tmp_path: Path) -> None:
    script = """
    const core = {};
    function bound(f, that) { if (that === undefined) return f; return () => f.apply(that); }
    core.Promise = bound(Function.call, core.other);
    exports.a = () => new core.Promise("x");
    exports.b = () => new (bound(Function.call))("x");
    exports.c = (text) => new Function(text);
    """
    found = entries(tmp_path, script)
    assert {entry for name, _, entry in found if name == "code.eval"} == {"p.c()"}


def test_what_lies_in_a_field_is_not_what_the_field_is(tmp_path: Path) -> None:
    script = """
    class Client { constructor(f) { this.fetch = f ?? globalThis.fetch; } }
    exports.Client = Client;
    """
    assert entries(tmp_path, script) == set()
    patches = entries(tmp_path, "exports.patch = () => { globalThis.fetch = () => 1; };")
    assert {capability for capability, _, _ in patches} == {"code.patch"}


def test_a_catalogued_function_that_is_handed_over_is_called(tmp_path: Path) -> None:
    text = """
import atexit, os, threading
threading.Thread(target=os.system, args=("curl https://example.org",)).start()
list(map(os.remove, ["a"]))
atexit.register(os.rmdir, "b")
"""
    members = {"PKG-INFO": "Name: p\nVersion: 1\n", "p/__init__.py": text}
    found = {(use.capability, use.destination) for use in uses_of(tmp_path, "p-1.tar.gz", members)}
    assert ("process.shell", "curl https://example.org") in found
    assert ("net.connect", "https://example.org") in found
    assert ("fs.delete", "a") in found
    assert ("fs.delete", "b") in found
    script = 'fetch("https://x.example").then((r) => r.text()).then(eval);'
    assert "code.eval" in {capability for capability, _, _ in entries(tmp_path, script)}


def test_a_name_that_a_bundler_defines_hides_nothing(tmp_path: Path) -> None:
    script = """
    var d = Object.defineProperty;
    var t = (e, n) => d(e, "name", { value: n });
    const l = t(() => { require("net").createConnection("/p"); }, "l");
    l();
    """
    assert "net.connect" in {capability for capability, _, _ in entries(tmp_path, script)}


def test_what_is_handed_back_is_what_was_given_at_that_call(tmp_path: Path) -> None:
    wrapped = "".join(
        f'const f{i} = t(() => fs.unlinkSync("{i}"), "f{i}"); exports.f{i} = () => f{i}();\n'
        for i in range(99)
    )
    helper = """
    var fs = require("fs"), d = Object.defineProperty;
    var t = (e, n) => d(e, "name", { value: n, configurable: !0 });
    """
    found = entries(tmp_path, helper + wrapped)
    assert found == {("fs.delete", str(i), f"p.f{i}()") for i in range(99)}


def test_what_is_handed_back_through_two_helpers_is_followed(tmp_path: Path) -> None:
    script = """
    const fs = require("fs");
    const frozen = (value) => Object.freeze(value);
    function tagged(tag, value) { return frozen(value); }
    exports.a = tagged("a", () => fs.unlinkSync("a"));
    exports.b = tagged("b", () => fs.writeFileSync("b", ""));
    """
    found = entries(tmp_path, script)
    assert found == {("fs.delete", "a", "p.a()"), ("fs.write", "b", "p.b()")}


def test_what_a_helper_makes_itself_is_not_what_it_was_given(tmp_path: Path) -> None:
    script = """
    const fs = require("fs");
    const other = (value) => Object.freeze({ value: () => 1 });
    exports.a = other(() => fs.unlinkSync("a"));
    """
    assert ("fs.delete", "a", "p.a()") not in entries(tmp_path, script)


HANDED = """
const { Tasks } = require("acme-tasks"), fs = require("fs");
const named = (task) => Object.freeze(task);
new Tasks([
  { title: "a", task: () => fs.unlinkSync("a") },
  { title: "b", task: named(() => fs.unlinkSync("b")) },
]).run();
require("commander").command("c").action(() => fs.unlinkSync("c"));
"""


def test_a_script_that_runs_by_itself_runs_what_it_hands_to_libraries(tmp_path: Path) -> None:
    manifest = '{"name": "p", "version": "1.0.0", "bin": "run.js", "scripts": {"install": "%s"}}'
    members = {"package.json": manifest % "node setup.js", "run.js": HANDED, "setup.js": HANDED}
    uses = uses_of(tmp_path, "p-1.0.0.tgz", members)
    found = {(use.phase.value, use.destination) for use in uses if use.capability == "fs.delete"}
    assert found >= {(phase, name) for phase in ("install", "bin") for name in "abc"}


def test_a_library_that_hands_functions_on_does_not_run_them_when_imported(tmp_path: Path) -> None:
    uses = uses_of(tmp_path, "p-1.0.0.tgz", {"package.json": PACKAGE, "index.js": HANDED})
    assert {use.phase.value for use in uses if use.capability == "fs.delete"} == {"call"}


def test_what_an_exported_object_is_given_later_is_public(tmp_path: Path) -> None:
    script = """
    const fs = require("fs"), http = require("http");
    var app = exports = module.exports = {};
    app.init = function init() { this.clean(); };
    app.clean = function () { fs.unlinkSync("a"); };
    app._hidden = function () { fs.unlinkSync("b"); };
    """
    assert ("fs.delete", "a", "p.clean()") in entries(tmp_path, script)
    assert ("fs.delete", "b", "") in entries(tmp_path, script)
    script = """
    const fs = require("fs"), http = require("http");
    var res = Object.create(http.ServerResponse.prototype);
    module.exports = res;
    res.drop = function () { fs.unlinkSync("a"); };
    """
    assert ("fs.delete", "a", "p.drop()") in entries(tmp_path, script)


def test_this_is_the_object_whose_method_runs(tmp_path: Path) -> None:
    script = """
    const fs = require("fs");
    const one = { run() { this.work(); }, work() { fs.unlinkSync("one"); } };
    const two = { run() { this.work(); }, work() { fs.unlinkSync("two"); } };
    exports.a = () => one.run();
    """
    found = entries(tmp_path, script)
    assert found == {("fs.delete", "one", "p.a()"), ("fs.delete", "two", "")}


def test_a_function_has_what_is_mixed_into_it(tmp_path: Path) -> None:
    script = """
    const fs = require("fs"), mixin = require("merge-descriptors");
    const proto = { init() { fs.unlinkSync("a"); } };
    module.exports = function create() {
      var app = function () {};
      mixin(app, proto, false);
      app.init();
      return app;
    };
    """
    assert ("fs.delete", "a", "p()") in entries(tmp_path, script)


def test_what_a_helper_keeps_may_run_when_the_script_does(tmp_path: Path) -> None:
    members = {
        "package.json": '{"name": "p", "version": "1.0.0", "bin": {"p": "cli.js"}}',
        "cli.js": """
        const fs = require("fs");
        const named = (f, name) => Object.defineProperty(f, "name", { value: name });
        const command = (options, callback) => ({ options, callback });
        const watch = command({ name: "watch" }, () => fs.watch("src"));
        const unused = named(() => fs.unlinkSync("a"), "unused");
        run([watch], process.argv[2]);
        function run(commands, asked) {
            const known = require("registry").of(commands);
            return known.named(asked).callback();
        }
        """,
    }
    uses = uses_of(tmp_path, "p-1.0.0.tgz", members)
    assert {(use.capability, use.phase.value, use.entry) for use in uses} == {
        ("fs.watch", "bin", "p (command)"),
        ("fs.watch", "call", "import p/cli.js"),
        ("fs.delete", "call", ""),
    }


def test_helpers_that_hand_on_are_steps_of_the_way(tmp_path: Path) -> None:
    script = """const fs = require("fs");
function run(f) { f(); }
function hand(g) { run(g); }
exports.a = () => hand(() => fs.unlinkSync("a"));
exports.b = () => run(() => fs.unlinkSync("b"));
"""
    uses = uses_of(tmp_path, "p-1.0.0.tgz", {"package.json": PACKAGE, "index.js": script})
    ways = {
        use.destination: [(step.function, step.line) for step in use.path]
        for use in uses
        if use.capability == "fs.delete"
    }
    assert [line for _, line in ways["a"]] == [4, 3, 2, 4]
    assert [name for name, _ in ways["a"]][1:3] == ["hand", "run"]
    assert [line for _, line in ways["b"]] == [5, 2, 5]


def test_a_mark_calls_no_test(tmp_path: Path) -> None:
    members = {
        "tests/test_acme.py": """import os, pytest
@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no")
def test_drop():
    os.remove("a")
@pytest.fixture
def drop():
    os.remove("b")
""",
        "PKG-INFO": "Metadata-Version: 2.1\nName: acme\nVersion: 1\n",
    }
    uses = uses_of(tmp_path, "acme-1.tgz", members)
    ways = {u.destination: [s.line for s in u.path] for u in uses if u.capability == "fs.delete"}
    assert ways["a"] == [5]
    assert {u.phase.value for u in uses} == {"test"}


def test_a_library_runs_tasks_that_it_is_handed_by_name_or_as_made(tmp_path: Path) -> None:
    manifest = '{"name": "p", "version": "1.0.0", "scripts": {"install": "node install.js"}}'
    script = """
    const fs = require("fs"), { Listr } = require("listr2");
    const start = async () => {
      const tasks = [{ title: "a", task: () => fs.unlinkSync("a") }];
      await new Listr(tasks).run();
      await new Listr([unzip("b")], { x: 1 }).run();
    };
    const unzip = (name) => {
      return { options: { title: name }, task: async () => fs.unlinkSync("b") };
    };
    const kept = [{ task: () => fs.unlinkSync("c") }];
    console.log(kept.length, name("d"));
    function name(text) { return { text, undo: text }; }
    start();
    """
    uses = uses_of(tmp_path, "p-1.0.0.tgz", {"package.json": manifest, "install.js": script})
    installed = {use.destination for use in uses if use.phase.value == "install"}
    assert {"a", "b"} <= installed
    assert "c" not in installed


def test_the_way_to_a_decorated_function_leads_through_its_wrappers(tmp_path: Path) -> None:
    module = """import os
def outer(f):
    def first():
        f()
    return first
def inner(f):
    def second():
        return f()
    return second
def kept(f):
    def third():
        return f
    return third
@outer
@inner
def drop():
    os.remove("a")
@kept
def keep():
    os.remove("b")
drop()
keep()
"""
    uses = uses_of(tmp_path, "acme-1.tgz", {"acme.py": module, "PKG-INFO": METADATA})
    ways = {
        use.destination: [(step.function, step.line) for step in use.path]
        for use in uses
        if use.phase.value == "import"
    }
    assert ways["a"] == [
        *(("<module>", 21), ("outer.<locals>.first", 4), ("inner.<locals>.second", 8)),
        ("drop", 17),
    ]
    assert ways["b"] == [("<module>", 22), ("keep", 20)]


def test_a_wrapper_leads_to_what_was_called_not_to_all_that_it_is_around(tmp_path: Path) -> None:
    module = """import functools
import os
def fresh(f):
    @functools.wraps(f)
    def clear(self, *args):
        result = f(self, *args)
        return result
    return clear
class Options:
    def __call__(self):
        os.remove("d")
    def stale(f):
        @functools.wraps(f)
        def clear(self, *args):
            return f(self, *args)
        return clear
    @fresh
    @stale
    def register(self):
        os.remove("a")
    @fresh
    def load(self):
        os.remove("b")
    @property
    @fresh
    def size(self):
        os.remove("c")
Options().register()
print(Options().size)
held = [Options().load]
"""
    uses = uses_of(tmp_path, "acme-1.tgz", {"acme.py": module, "PKG-INFO": METADATA})
    told = {use.destination for use in uses if use.phase.value == "import"}
    assert told == {"a", "c"}
    assert {use.destination for use in uses if use.phase.value == "call"} == {"a", "b", "c", "d"}
    (way,) = [use.path for use in uses if use.phase.value == "import" and use.destination == "a"]
    steps = ["<module>", "fresh.<locals>.clear", "Options.stale.<locals>.clear", "Options.register"]
    assert [step.function for step in way] == steps


def test_a_wrapper_that_is_called_as_what_it_is_runs_what_it_is_around(tmp_path: Path) -> None:
    module = """import os
def fresh(f):
    def clear():
        return f()
    return clear
def _drop():
    os.remove("a")
clear = fresh(_drop)
clear()
"""
    uses = uses_of(tmp_path, "acme-1.tgz", {"acme.py": module, "PKG-INFO": METADATA})
    assert {use.destination for use in uses if use.phase.value == "import"} == {"a"}


def test_what_a_library_makes_a_decorator_of_runs_when_what_it_decorates_does(
    tmp_path: Path,
) -> None:
    module = """import os
import wrapt
def ready(*errors):
    @wrapt.decorator
    def wrapper(wrapped, instance, args, kwargs):
        os.remove("a")
        return wrapped(*args, **kwargs)
    return wrapper
class Container:
    @ready(OSError)
    def _connect(self):
        os.remove("b")
    def start(self):
        self._connect()
"""
    uses = uses_of(tmp_path, "acme-1.tgz", {"acme.py": module, "PKG-INFO": METADATA})
    assert {(use.phase.value, use.destination) for use in uses} == {("call", "a"), ("call", "b")}


def test_making_an_object_of_a_decorated_class_elsewhere_is_no_start_of_it(tmp_path: Path) -> None:
    module = """import os
import frame
@frame.typed
class Arguments:
    def __init__(self):
        os.remove("a")
class Provider:
    def _made(self):
        return Arguments.__new__(Arguments)
"""
    uses = uses_of(tmp_path, "acme-1.tgz", {"acme.py": module, "PKG-INFO": METADATA})
    assert "import" not in {use.phase.value for use in uses}


def test_the_functions_of_a_helper_are_steps_of_the_way_through_it(tmp_path: Path) -> None:
    script = """const fs = require("fs");
const each = function (names, run) {
  names.forEach(function (name) {
    run(name);
  });
};
exports.drop = (names) => each(names, () => fs.unlinkSync("a"));
"""
    uses = uses_of(tmp_path, "p-1.0.0.tgz", {"package.json": PACKAGE, "index.js": script})
    assert [[(step.function, step.line) for step in use.path] for use in uses] == [
        [("drop", 7), ("each", 3), ("<anonymous>", 4), ("<anonymous>", 7)]
    ]


def test_an_object_of_a_script_may_be_of_a_class_below(tmp_path: Path) -> None:
    script = """const fs = require("fs");
class Touch {
  constructor() { this.open(); }
  open() { this.done(); }
  done() {}
}
class Sync extends Touch { done() { this.drop(); } drop() { fs.unlinkSync("a"); } }
exports.make = () => { new Sync(); };
"""
    uses = uses_of(tmp_path, "p-1.0.0.tgz", {"package.json": PACKAGE, "index.js": script})
    assert [[(step.function, step.line) for step in use.path] for use in uses] == [
        [
            *(("make", 8), ("Touch.constructor", 3), ("Touch.open", 4)),
            *(("Sync.done", 7), ("Sync.drop", 7)),
        ]
    ]


def test_a_decorator_made_with_options_is_nothing_that_it_was_given_elsewhere(
    tmp_path: Path,
) -> None:
    module = """import os
def log(fn=None, *, level=1):
    def decorator(func):
        if level:
            def wrapper(*args):
                return func(*args)
            return wrapper
        return func
    if fn is None:
        return decorator
    return decorator(fn)
class Controller:
    @log
    def submit(self):
        os.remove("a")
@log(level=2)
def download():
    os.remove("b")
def fetch():
    download()
"""
    uses = uses_of(tmp_path, "acme-1.tgz", {"acme.py": module, "PKG-INFO": METADATA})
    assert {(use.phase.value, use.destination) for use in uses} == {("call", "a"), ("call", "b")}


def test_what_a_module_exports_as_itself_is_bound_not_called(tmp_path: Path) -> None:
    members = {
        "package.json": PACKAGE,
        "index.js": 'module.exports = require("./drop").bind(null, "a");',
        "drop.js": 'module.exports = (n) => { require("fs").unlinkSync("a"); };',
    }
    uses = uses_of(tmp_path, "p-1.0.0.tgz", members)
    assert {(use.capability, use.phase) for use in uses} == {("fs.delete", "call")}


def test_asking_a_built_in_for_its_text_calls_nothing(tmp_path: Path) -> None:
    script = """
    const text = Function.prototype.toString;
    exports.a = (made) => text.call(Function);
    function told(made) { return text.call(made); }
    for (const made of [Array, Function]) told(made);
    """
    assert not entries(tmp_path, script)


def test_a_decorated_function_is_handed_on_with_its_wrapper(tmp_path: Path) -> None:
    text = """import os, flask
from functools import wraps
def _safe(run):
    @wraps(run)
    def wrapper(*given):
        return run(*given)
    return wrapper
@_safe
def _before():
    os.remove("a")
def app():
    flask.Flask("a").before_request(_before)
"""
    (use,) = uses_of(tmp_path, "acme-1.tgz", {"PKG-INFO": METADATA, "acme.py": text})
    assert [step.line for step in use.path] == [12, 6, 10]


def test_what_a_cast_gives_is_what_it_is_given(tmp_path: Path) -> None:
    text = """import os
from typing import cast
class _Tool:
    def run(self):
        os.remove("a")
def _made() -> object:
    return _Tool()
def start():
    cast("_Tool", _made()).run()
"""
    (use,) = uses_of(tmp_path, "acme-1.tgz", {"PKG-INFO": METADATA, "acme.py": text})
    assert use.entry == "acme.start()"


def test_what_every_text_has_is_none_of_what_a_table_was_given(tmp_path: Path) -> None:
    script = """
    const fs = require("fs");
    const table = {};
    const put = (name, held) => { table[name] = () => fs.unlinkSync(held); };
    put(process.argv[2], "a");
    const shown = (text) => text.METHOD();
    exports.run = () => shown(table);
    """
    run = ("fs.delete", "a", "p.run()")
    assert run not in entries(tmp_path, script.replace("METHOD", "trim"))
    assert run in entries(tmp_path, script.replace("METHOD", "start"))


def test_all_that_a_register_of_commands_is_given_can_be_called(tmp_path: Path) -> None:
    common = """
    const fs = require("fs"), shell = (exports.shell = {});
    exports.drop = (name) => fs.unlinkSync(name);
    function wrap(name, run) { return function () { return run.apply(this, [name]); }; }
    exports.register = function (name, run) { shell[name] = wrap(name, run); };
    """
    commands = "abcdefgh"
    members = {f"{name}.js": _command(name) for name in commands}
    required = "".join(f'require("./{name}");' for name in commands)
    main = f'{required} module.exports = require("./common").shell;'
    package = PACKAGE.replace("}", ', "exports": "./index.js"}')
    given = {"package.json": package, "index.js": main, "common.js": common, **members}
    uses = uses_of(tmp_path, "p-1.0.0.tgz", given)
    assert {use.destination for use in uses if use.entry and use.destination} == set(commands)


def _command(name: str) -> str:
    return f"""
    const fs = require("fs"), common = require("./common");
    function run() {{ fs.unlinkSync("{name}"); }}
    common.register("{name}", run);
    """
