"""What anybody may call: also the functions of what public functions give."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of

PACKAGE = '{"name": "p", "version": "1.0.0", "main": "index.js"}'


def deleted(folder: Path, script: str) -> set[tuple[str | None, str]]:
    """What is deleted, and the public function that leads there, "" for none."""
    uses = uses_of(folder, "p-1.0.0.tgz", {"package.json": PACKAGE, "index.js": script})
    return {(use.destination, use.entry) for use in uses if use.capability == "fs.delete"}


def test_what_a_public_function_gives_is_public(tmp_path: Path) -> None:
    script = """
    const fs = require("fs");
    class Client { drop() { fs.unlinkSync("a"); } }
    exports.connect = () => new Client();
    exports.table = () => ({ clear() { fs.unlinkSync("b"); } });
    exports.maker = () => () => fs.unlinkSync("c");
    """
    assert deleted(tmp_path, script) == {
        ("a", "p.connect().drop()"),
        ("b", "p.table().clear()"),
        ("c", "p.maker()()"),
    }


def test_what_an_accessor_gives_is_had_without_a_call(tmp_path: Path) -> None:
    script = """
    const fs = require("fs");
    const drop = () => fs.unlinkSync("a");
    Object.defineProperty(exports, "drop", { get: function get() { return drop; } });
    exports.Client = class { get clear() { return () => fs.unlinkSync("b"); } };
    """
    assert deleted(tmp_path, script) == {("a", "p.drop()"), ("b", "p.Client.clear()")}


def test_what_a_helper_defines_on_instances_is_public(tmp_path: Path) -> None:
    script = """
    const fs = require("fs");
    function define(object, key, value) { object[key] = value; return object; }
    exports.Request = function () {
      var put = function (o, k, v) { Object.defineProperty(o, k, { value: v, writable: true }); };
      put(this, "send", function () { fs.unlinkSync("a"); });
      define(this, "drop", () => fs.unlinkSync("b"));
    };
    function other(o, k, v) { v(o, k); }
    exports.run = () => other({}, "c", () => fs.unlinkSync("c"));
    """
    assert deleted(tmp_path, script) == {
        ("a", "p.Request.send()"),
        ("b", "p.Request.drop()"),
        ("c", "p.run()"),
    }


def test_what_one_module_that_webpack_wrote_exports_is_public(tmp_path: Path) -> None:
    script = """
    var __webpack_require__ = {};
    __webpack_require__.d = (exports, getters) => {
      for (var key in getters) Object.defineProperty(exports, key, { get: getters[key] });
    };
    var __webpack_exports__ = {};
    __webpack_require__.d(__webpack_exports__, { Shop: () => (/* binding */ Shop) });
    const fs = require("fs");
    class Shop { drop() { fs.unlinkSync("a"); } }
    exports.Shop = __webpack_exports__.Shop;
    """
    assert deleted(tmp_path, script) == {("a", "p.Shop.drop()")}


def test_what_a_function_exports_that_is_given_the_module_is_public(tmp_path: Path) -> None:
    script = """
    (function main(global, module, asked) {
      const fs = require("fs");
      function drop() { fs.unlinkSync("a"); }
      module.exports = function () { return drop(); };
      module.exports.create = () => fs.unlinkSync("b");
    }((function () { return this || {}; })(), module, false));
    (function (module) { module.exports.other = () => require("fs").unlinkSync("c"); })({});
    """
    assert deleted(tmp_path, script) == {("a", "p()"), ("b", "p.create()"), ("c", "")}


def test_a_function_that_has_itself_is_told_by_its_shortest_name(tmp_path: Path) -> None:
    script = """
    const fs = require("fs");
    function Request() { this.send = () => fs.unlinkSync("a"); }
    module.exports = Request;
    Request.Request = Request;
    """
    assert deleted(tmp_path, script) == {("a", "p.send()")}


def test_what_is_made_and_kept_is_not_public(tmp_path: Path) -> None:
    script = """
    const fs = require("fs");
    class Client { drop() { fs.unlinkSync("a"); } }
    class Shown { _drop() { fs.unlinkSync("b"); } }
    exports.check = () => { const client = new Client(); return true; };
    exports.show = () => new Shown();
    """
    assert deleted(tmp_path, script) == {("a", ""), ("b", "")}


def test_what_a_constructor_sets_on_its_instances_is_public(tmp_path: Path) -> None:
    script = """
    const fs = require("fs");
    exports.Request = function () {
      const kept = () => fs.unlinkSync("c");
      this.send = () => fs.unlinkSync("a");
      this._drop = () => fs.unlinkSync("b");
    };
    function Hidden() { this.send = () => fs.unlinkSync("d"); }
    """
    assert deleted(tmp_path, script) == {
        *(("a", "p.Request.send()"), ("b", ""), ("c", ""), ("d", "")),
    }


def test_functions_that_give_each_other_come_to_an_end(tmp_path: Path) -> None:
    script = """
    const fs = require("fs");
    exports.a = function a() { fs.unlinkSync("a"); return b; };
    function b() { return exports.a() ? a2 : b; }
    function a2() { return b; }
    """
    assert ("a", "p.a()") in deleted(tmp_path, script)


def test_what_exports_names_for_any_condition_is_public(tmp_path: Path) -> None:
    drop = "exports.drop = () => require('fs').unlinkSync('{}');"
    api = '{"import": "./api.mjs", "require": "./api.cjs"}'
    members = {
        "package.json": f'{{"name": "p", "version": "1", "exports": {{"./api": {api}}}}}',
        "api.mjs": "import fs from 'fs'; export const drop = () => fs.unlinkSync('a');",
        "api.cjs": drop.format("b"),
        "inner.cjs": drop.format("c"),
    }
    uses = uses_of(tmp_path, "p-1.0.0.tgz", members)
    assert {(use.destination, use.entry) for use in uses} == {
        ("a", "p/api.drop()"),
        ("b", "p/api.drop()"),
        ("c", ""),
    }


def test_commands_that_are_gone_through_to_be_given_out_are_reached(tmp_path: Path) -> None:
    members = {
        "package.json": PACKAGE,
        "index.js": """
        import { connect } from "driver";
        import * as commands from "./commands.js";
        const scopes = { browser: commands };
        function prototypeOf(scope) {
            const prototype = {};
            Object.entries(scopes[scope]).forEach(([name, value]) => {
                prototype[name] = { value };
            });
            return prototype;
        }
        export const remote = (options) => connect(options, prototypeOf("browser"));
        """,
        "commands.js": """
        import fs from "fs";
        export const clear = () => fs.unlinkSync("a");
        export const unused = "b";
        """,
        "others.js": """
        import fs from "fs";
        const kept = { clear: () => fs.unlinkSync("c"), size: 1 };
        export const size = () => kept.size;
        """,
    }
    members["package.json"] = '{"name": "p", "version": "1.0.0", "exports": {"./r": "./index.js"}}'
    uses = uses_of(tmp_path, "p-1.0.0.tgz", members)
    assert {(u.destination, u.phase.value, u.entry) for u in uses} == {
        ("a", "call", "p/r.remote()"),
        ("c", "call", ""),
    }


def test_what_another_package_makes_of_a_function_is_called_as_it_is(tmp_path: Path) -> None:
    script = """
    const memoize = require("memoizee"), fs = require("fs");
    const later = memoize(() => fs.unlinkSync("b"));
    module.exports = exports = memoize(() => { fs.unlinkSync("a"); });
    exports.later = later;
    """
    uses = uses_of(tmp_path, "p-1.0.0.tgz", {"package.json": PACKAGE, "index.js": script})
    assert {(use.destination, use.phase.value, use.entry) for use in uses} == {
        ("a", "call", "p()"),
        ("b", "call", "p.later()"),
    }


def test_what_a_public_module_gives_of_a_private_one_is_public(tmp_path: Path) -> None:
    members = {
        "PKG-INFO": "Name: p\nVersion: 1\n",
        "p/__init__.py": "from p._core import Client\nfrom ._core import drop as remove, _hidden\n",
        "p/_core.py": "import os\n\n\nclass Client:\n    def go(self):\n        os.remove('a')\n"
        "    def _stay(self):\n        os.remove('b')\n\n\ndef drop():\n    os.remove('c')\n\n\n"
        "def _hidden():\n    os.remove('d')\n",
    }
    uses = uses_of(tmp_path, "p-1.tar.gz", members)
    assert {(use.destination, use.entry) for use in uses} == {
        ("a", "p.Client.go()"),
        ("b", ""),
        ("c", "p.remove()"),
        ("d", ""),
    }


def test_what_is_given_with_all_else_of_a_private_module_is_public(tmp_path: Path) -> None:
    members = {
        "PKG-INFO": "Name: p\nVersion: 1\n",
        "p/__init__.py": "from ._core import *\n",
        "p/_core.py": "import os\nfrom ._low import *\n__all__ = ['Client', 'drop']\n\n\n"
        "class Client:\n    def __init__(self):\n        os.remove('a')\n\n\n"
        "def inner():\n    os.remove('b')\n",
        "p/_low.py": "import os\n\n\ndef drop():\n    os.remove('c')\n\n\n"
        "def _hidden():\n    os.remove('d')\n",
    }
    uses = uses_of(tmp_path, "p-1.tar.gz", members)
    assert {(use.destination, use.entry) for use in uses} == {
        ("a", "p.Client()"),
        ("b", ""),
        ("c", "p.drop()"),
        ("d", ""),
    }


def test_a_package_that_says_what_it_gives_is_called_by_that(tmp_path: Path) -> None:
    members = {
        "package.json": '{"name": "p", "version": "1.0.0", "exports": {".": "./build/index.js"}}',
        "build/index.js": 'exports.Box = require("./box").Box;\nexports.low = 1;',
        "build/box.js": """
        const fs = require("fs"), { drop } = require("./low");
        exports.Box = class Box { go() { drop("a"); } };
        exports.own = () => fs.unlinkSync("b");
        """,
        "build/low.js": 'exports.drop = (name) => require("fs").unlinkSync(name);',
        "lib/low.ts": 'import fs from "fs";\nexport const drop = () => fs.unlinkSync("c");',
    }
    uses = uses_of(tmp_path, "p-1.0.0.tgz", members)
    assert {(use.destination, use.entry) for use in uses if use.destination} == {
        ("a", "p.Box.go()"),
        ("b", "p/build/box.js.own()"),
        ("c", ""),
    }


def test_a_star_gives_no_default(tmp_path: Path) -> None:
    members = {
        "package.json": '{"name": "p", "version": "1.0.0", "exports": "./index.mjs"}',
        "index.mjs": 'export { default as drop } from "./drop.mjs";\nexport * from "./drop.mjs";',
        "drop.mjs": 'import fs from "fs";\nexport default () => fs.unlinkSync("a");\n'
        'export const other = () => fs.unlinkSync("b");',
    }
    uses = uses_of(tmp_path, "p-1.0.0.tgz", members)
    assert {(use.destination, use.entry) for use in uses} == {("a", "p.drop()"), ("b", "p.other()")}


@pytest.mark.parametrize("method", ["filter", "map", "sort", "reduce"])
def test_what_goes_through_a_list_gives_no_function(tmp_path: Path, method: str) -> None:
    text = f"""
    const {{ NAMES }} = require("other");
    exports.SET = NAMES.{method}((name) => process.env[name]);
    """
    members = {"package.json": '{"name": "acme", "version": "1.0.0"}', "index.js": text}
    uses = uses_of(tmp_path, "acme-1.tgz", members)
    assert {use.phase.value for use in uses} == {"import"}


OWN = [
    "const own = module.exports;\nown.drop = (path) => fs.rmSync(path);",
    "const own = exports = module.exports;\nown.tools = { drop(path) { fs.rmSync(path); } };",
    "var own = exports;\nown.drop = (path) => fs.rmSync(path);",
]


@pytest.mark.parametrize("text", OWN)
def test_what_a_module_calls_its_exports_by_is_exported(tmp_path: Path, text: str) -> None:
    members = {
        "package.json": '{"name": "acme", "version": "1.0.0"}',
        "index.js": f'const fs = require("fs");\n{text}\n',
    }
    uses = [u for u in uses_of(tmp_path, "acme-1.0.0.tgz", members) if u.capability == "fs.delete"]
    assert [(u.entry or "").partition("(")[0].rpartition(".")[2] for u in uses] == ["drop"]
