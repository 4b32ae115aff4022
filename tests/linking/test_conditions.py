"""A use is told with the tests that decide whether its way is taken, where users decide them."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of

PYTHON = {"PKG-INFO": "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"}
NPM = {"package.json": '{"name": "acme", "version": "1.0.0", "main": "index.js"}'}


def conditions(folder: Path, members: dict[str, str]) -> dict[str, str | None]:
    """The condition of each deletion, by what is deleted, as the earliest phase has it."""
    uses = uses_of(folder, "acme-1.tgz", members)
    found = sorted((u for u in uses if u.capability == "fs.delete"), key=lambda u: -u.phase.rank)
    return {use.destination or "": use.condition for use in found}


def of_script(folder: Path, text: str) -> dict[str, str | None]:
    return conditions(folder, {**NPM, "index.js": f'const fs = require("fs");\n{text}'})


def of_module(folder: Path, text: str) -> dict[str, str | None]:
    members = {**PYTHON, "acme/__init__.py": f"import os, sys\n{text}"}
    return conditions(folder, members)


SCRIPTS = {
    'if (process.argv.includes("--drop")) fs.rmSync("a");': 'process.argv.includes("--drop")',
    'process.argv[2] === "drop" && fs.rmSync("a");': 'process.argv[2] === "drop"',
    'process.env.KEEP || fs.rmSync("a");': "not (process.env.KEEP)",
    'if (process.env.KEEP) {\n} else {\n  fs.rmSync("a");\n}': "not (process.env.KEEP)",
    'process.argv[2] ? fs.rmSync("a") : 0;': "process.argv[2]",
    'const args = require("minimist")(process.argv.slice(2));\nif (args.drop) fs.rmSync("a");': (
        "args.drop"
    ),
    'const args = require("arg")({ "--drop": Boolean });\nif (args["--drop"]) fs.rmSync("a");': (
        'args["--drop"]'
    ),
    'const { values: { drop } } = require("util").parseArgs();\nif (drop) fs.rmSync("a");': "drop",
    'const { DROP } = process.env;\nif (DROP) fs.rmSync("a");': "DROP",
    'run();\nfunction run() { if (words[0]) fs.rmSync("a"); }\nvar words = process.argv;': (
        "words[0]"
    ),
    'if (\n  process.env.A\n  && x\n) fs.rmSync("a");': "process.env.A && x",
    'if (process.platform === "win32" && process.argv[2]) fs.rmSync("a");': (
        'process.platform === "win32" && process.argv[2]'
    ),
    'if (process.env.A) {\n  if (process.env.B) fs.rmSync("a");\n}': (
        "process.env.A and process.env.B"
    ),
    'function drop() { fs.rmSync("a"); }\nif (process.env.A) drop();': "process.env.A",
    'const here = process.platform === "win32";\nif (here) fs.rmSync("a");': "here",
    'const here = /^win/.test(process.platform);\nif (here) fs.rmSync("a");': "here",
    'if (fs.existsSync("a")) fs.rmSync("a");': 'fs.existsSync("a")',
    'if ((0, fs.existsSync)("a")) fs.rmSync("a");': '(0, fs.existsSync)("a")',
    'const there = fs.existsSync("a");\nif (there) fs.rmSync("a");': "there",
    'if (typeof window !== "undefined") fs.rmSync("a");': 'typeof window !== "undefined"',
    'const x = "object" == typeof window;\nif (!y && x) fs.rmSync("a");': "!y && x",
    'const y = "function" === typeof importScripts;\nif (y) fs.rmSync("a");': "y",
    'const z = typeof process == "object" && process.version;\nif (z) fs.rmSync("a");': "z",
    'const node = process.versions.node;\nif (node) fs.rmSync("a");': "node",
    'if (process.argv[2]) process.exit(1);\nfs.rmSync("a");': "not (process.argv[2])",
    'if (!process.stdout.isTTY) fs.rmSync("a");': "!process.stdout.isTTY",
    'function drop({ isTTY }) {\n  if (!isTTY) return;\n  fs.rmSync("a");\n}\ndrop({});': "isTTY",
    'var p = __toESM(require("process"));\nvar { env } = p.default;\nif (env.A) fs.rmSync("a");': (
        "env.A"
    ),
}


@pytest.mark.parametrize(("text", "told"), SCRIPTS.items())
def test_a_script_asks_how_it_was_started(tmp_path: Path, text: str, told: str) -> None:
    assert of_script(tmp_path, text) == {"a": told}


MODULES = {
    'if "--drop" in sys.argv:\n    os.remove("a")': '"--drop" in sys.argv',
    'if len(sys.argv) > 1 and sys.argv[1] == "drop":\n    os.remove("a")': (
        'len(sys.argv) > 1 and sys.argv[1] == "drop"'
    ),
    'argv = sys.argv[1:]\nif argv:\n    pass\nelse:\n    os.remove("a")': "not (argv)",
    'import argparse\nargs = make_parser().parse_args()\nif args.drop:\n    os.remove("a")': (
        "args.drop"
    ),
    'os.environ.get("DROP") and os.remove("a")': 'os.environ.get("DROP")',
    'if len(sys.argv) < 2:\n    sys.exit("what?")\nos.remove("a")': "not (len(sys.argv) < 2)",
    'if os.path.isfile("a"):\n    os.remove("a")': 'os.path.isfile("a")',
    'from os.path import exists\nthere = exists("a")\nif there:\n    os.remove("a")': "there",
    'if not sys.stdin.isatty():\n    os.remove("a")': "not sys.stdin.isatty()",
    'os.getenv("A") or os.getenv("B") or os.remove("a")': 'not (os.getenv("A") or os.getenv("B"))',
    'drop = os.environ.get("DROP")\nif drop == "1":\n    os.remove("a")': 'drop == "1"',
    'from sys import argv as words\nif words[1:]:\n    os.remove("a")': "words[1:]",
    'os.remove("a") if "DROP" in os.environ else None': '"DROP" in os.environ',
    'shell = sys.platform != "darwin"\nif shell:\n    pass\nelse:\n    os.remove("a")': (
        "not (shell)"
    ),
    'from platform import system\nif system() == "Linux":\n    os.remove("a")': (
        'system() == "Linux"'
    ),
    'if hasattr(os, "fork"):\n    pass\nelse:\n    os.remove("a")': 'not (hasattr(os, "fork"))',
    'if not getattr(ssl, "HAS_SNI", False):\n    os.remove("a")': (
        'not getattr(ssl, "HAS_SNI", False)'
    ),
}


@pytest.mark.parametrize(("text", "told"), MODULES.items())
def test_a_module_asks_how_it_was_started(tmp_path: Path, text: str, told: str) -> None:
    assert of_module(tmp_path, text) == {"a": told}


def test_a_case_is_told_with_what_is_compared(tmp_path: Path) -> None:
    text = """
    const args = require("minimist")(process.argv.slice(2));
    switch (args.exec) {
      case "install": { fs.rmSync("a"); break; }
      case "drop":
      case "purge": fs.rmSync("b");
      default: fs.rmSync("c");
    }"""
    assert of_script(tmp_path, text) == {
        "a": 'args.exec === "install"',
        "b": "args.exec",
        "c": "args.exec",
    }


def test_where_a_function_is_imported_is_told(tmp_path: Path) -> None:
    members = {
        **PYTHON,
        "acme/__init__.py": (
            "import os\n"
            'if os.name == "nt":\n    from acme._windows import _drop\n'
            "else:\n    from acme._posix import _drop\n"
            "def run():\n    _drop()\n"
        ),
        "acme/_windows.py": 'import os\ndef _drop():\n    os.remove("a")\n',
        "acme/_posix.py": 'import os\ndef _drop():\n    os.remove("b")\n',
    }
    assert conditions(tmp_path, members) == {
        "a": 'os.name == "nt"',
        "b": 'not (os.name == "nt")',
    }


def test_a_test_is_not_told_of_what_it_asks_itself(tmp_path: Path) -> None:
    text = "exports.f = () => { if (process.env.A) return 1; if (process.env.B) return 2; };"
    uses = uses_of(tmp_path, "acme-1.tgz", {**NPM, "index.js": text})
    assert {(use.destination, use.condition) for use in uses} == {
        ("A", None),
        ("B", "not (process.env.A)"),
    }


QUIET_SCRIPTS = (
    'function f(args) { if (args.drop) fs.rmSync("a"); }\nconst args = process.argv;\nf({});',
    'const text = "process.argv";\nif (text) fs.rmSync("a");',
    'const env = { argv: [] };\nif (env.A) fs.rmSync("a");',
    'const child = run({ env: process.env });\nif (child.pid) fs.rmSync("a");',
    'const config = load(process.env.HOME);\nif (config.drop) fs.rmSync("a");',
    'switch (kind) { case "a": fs.rmSync("a"); }\nprocess.argv;',
)


@pytest.mark.parametrize("text", QUIET_SCRIPTS)
def test_other_tests_of_a_script_are_not_told(tmp_path: Path, text: str) -> None:
    assert of_script(tmp_path, text) == {"a": None}


QUIET_MODULES = (
    'words = sys.argv\ndef f(*words):\n    if words:\n        os.remove("a")\nf()',
    'home = str(os.environ["HOME"])\nif len(home) > 3:\n    os.remove("a")',
    'if hasattr(tool, "fork"):\n    os.remove("a")',
    'if getattr(tool, "fork", None):\n    os.remove("a")',
    'def f(args):\n    if args.drop:\n        os.remove("a")\nf(1)\nargs = parser.parse_args()',
)


@pytest.mark.parametrize("text", QUIET_MODULES)
def test_other_tests_of_a_module_are_not_told(tmp_path: Path, text: str) -> None:
    assert of_module(tmp_path, text) == {"a": None}


def test_a_way_without_a_condition_is_told_however_long_it_is(tmp_path: Path) -> None:
    text = """
    function drop() { fs.rmSync("a"); }
    function second() { drop(); }
    function first() { second(); }
    if (process.argv[2] === "drop") drop();
    first();"""
    assert of_script(tmp_path, text) == {"a": None}


def test_of_two_calls_the_one_that_is_made_in_any_case_is_told(tmp_path: Path) -> None:
    text = """function drop() { fs.rmSync("a"); }
exports.f = (options) => {
  if (options.dev)
    return drop();
  return drop();
};"""
    uses = uses_of(
        tmp_path, "acme-1.tgz", {**NPM, "index.js": f'const fs = require("fs");\n{text}'}
    )
    (use,) = [use for use in uses if use.capability == "fs.delete"]
    assert [step.line for step in use.path] == [6, 2]


def test_of_two_calls_one_of_a_loop_is_told_rather_than_one_under_a_test(tmp_path: Path) -> None:
    text = """import os
def _drop(name):
    os.remove("a")
def f(names, first):
    if first:
        _drop(first)
    for name in names:
        _drop(name)
"""
    uses = uses_of(tmp_path, "acme-1.tgz", {**PYTHON, "acme/__init__.py": text})
    (use,) = [use for use in uses if use.capability == "fs.delete"]
    assert [step.line for step in use.path] == [8, 3]


def test_the_words_of_a_script_line_move_no_use_when_nobody_knows_who_reads_them(
    tmp_path: Path,
) -> None:
    manifest = '{"name": "acme", "version": "1.0.0", "scripts": {"install": "node x.js --exec a"}}'
    script = """
    const fs = require("fs");
    const args = require("minimist")(process.argv.slice(2));
    if (args.exec === "b") fs.rmSync("a");"""
    uses = uses_of(tmp_path, "acme-1.tgz", {"package.json": manifest, "x.js": script})
    told = {(u.phase.value, u.condition) for u in uses if u.capability == "fs.delete"}
    assert ("install", 'args.exec === "b"') in told


def test_a_startup_line_is_told_with_its_condition(tmp_path: Path) -> None:
    line = "import os; os.environ.get('ACME') and exec('import os; os.remove(\"a\")')\n"
    found = conditions(tmp_path, {**PYTHON, "acme.pth": line})
    assert found == {"a": "os.environ.get('ACME')"}


def test_what_only_the_maintainer_runs_stays_so(tmp_path: Path) -> None:
    text = 'import os, sys\nif sys.argv[-1] == "publish":\n    os.remove("a")\n'
    uses = uses_of(tmp_path, "acme-1.tgz", {**PYTHON, "setup.py": text})
    assert [u.phase.value for u in uses if u.capability == "fs.delete"] == ["build"]


def test_a_test_that_make_fills_in_is_not_shown(tmp_path: Path) -> None:
    text = "D = d\nall:\n\t[ -f $(D) ] && rm a\n\t[ -f e ] && rm b\n"
    found = conditions(tmp_path, {**PYTHON, "Makefile": text})
    assert found == {"a": None, "b": "[ -f e ]"}


LINES = {
    'if [ "$(uname)" = Linux ]; then rm a; fi': '[ "$(uname)" = Linux ]',
    'if [ "$(uname)" = Linux ]; then true; else rm a; fi': 'not ([ "$(uname)" = Linux ])',
    "if true; then true; elif [ $OSTYPE = x ]; then rm a; fi": "[ $OSTYPE = x ]",
    '[ -n "$CI" ] && rm a': '[ -n "$CI" ]',
    '[ "$1" ] || rm a': 'not ([ "$1" ])',
    "if [ -f b ]; then rm a; fi": "[ -f b ]",
    "if ! test -t 0; then rm a; fi": "! test -t 0",
    "if [ $(command -v docker) ]; then rm a; fi": "[ $(command -v docker) ]",
    "which docker >/dev/null || rm a": "not (which docker >/dev/null)",
    "if [ a = b ]; then rm a; fi": None,
    'CI=1; [ -n "$CI" ] && rm a': None,
    'go() { [ "$1" ] && rm a; }; go': None,
}


@pytest.mark.parametrize("text", LINES, ids=range(len(LINES)))
def test_what_a_shell_script_asks_of_its_surroundings_is_told(tmp_path: Path, text: str) -> None:
    scripts = '{"name": "acme", "version": "1.0.0", "scripts": {"install": "./go.sh"}}'
    assert conditions(tmp_path, {"package.json": scripts, "go.sh": text}) == {"a": LINES[text]}


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ('if sys.platform == "win32":\n    def drop():\n        os.remove("a")', "win32"),
        (
            'if sys.platform == "win32":\n    class Shop:\n        def drop(self):\n'
            '            os.remove("a")',
            "win32",
        ),
        ('if os.sep:\n    def drop():\n        os.remove("a")', None),
    ],
)
def test_where_a_function_is_defined_is_a_condition_of_what_it_does(
    tmp_path: Path, text: str, condition: str | None
) -> None:
    told = of_module(tmp_path, text)["a"]
    assert told == (None if condition is None else f'sys.platform == "{condition}"')


ENDS_EARLY = {
    'if not os.environ.get("A"):\n        return\n    os.remove("a")': 'os.environ.get("A")',
    'name = os.getenv("A")\n    if not name:\n        return 1\n    os.remove("a")': "name",
    'if not os.path.exists(os.path.dirname(HOME)):\n        return\n    os.remove("a")': (
        "os.path.exists(os.path.dirname(HOME))"
    ),
    'if sys.platform != "win32":\n        raise OSError("no")\n    os.remove("a")': (
        'not (sys.platform != "win32")'
    ),
    'for x in "ab":\n        if "A" in os.environ:\n            continue\n        os.remove("a")': (
        'not ("A" in os.environ)'
    ),
    'for x in "ab":\n        if "A" in os.environ:\n            break\n    os.remove("a")': None,
    'if "A" in os.environ:\n        return\n    else:\n        os.remove("a")': (
        'not ("A" in os.environ)'
    ),
    'os.remove("a")\n    if "A" in os.environ:\n        return': None,
    'if "A" in os.environ:\n        print()\n    os.remove("a")': None,
    'if x:\n        if "A" in os.environ:\n            return\n    os.remove("a")': None,
}


@pytest.mark.parametrize(("body", "told"), ENDS_EARLY.items())
def test_what_follows_an_early_end_depends_on_its_test(
    tmp_path: Path, body: str, told: str | None
) -> None:
    assert of_module(tmp_path, f"def drop(x):\n    {body}\ndrop(1)\n") == {"a": told}


def test_what_follows_an_early_end_of_a_script_depends_on_its_test(tmp_path: Path) -> None:
    text = """
    function drop() { if (!process.env.A) return; fs.rmSync("a"); }
    function clear() { if (process.platform === "win32") { throw Error("no"); } fs.rmSync("b"); }
    function each() { switch (process.platform) { case "linux": break; } fs.rmSync("c"); }
    drop(); clear(); each();"""
    assert of_script(tmp_path, text) == {
        "a": "process.env.A",
        "b": 'not (process.platform === "win32")',
        "c": None,
    }


CAUGHT = {
    "except ImportError:": "ImportError is raised",
    "except ImportError as error:": "ImportError is raised",
    "except (ImportError, OSError):": "(ImportError, OSError) is raised",
    "except:": "an error is raised",
    "finally:": None,
}


@pytest.mark.parametrize(("clause", "told"), CAUGHT.items())
def test_what_an_error_leads_to_is_told_with_it(
    tmp_path: Path, clause: str, told: str | None
) -> None:
    text = f'try:\n    import yaml\n{clause}\n    os.remove("a")\n'
    assert of_module(tmp_path, text) == {"a": told}
    assert of_module(tmp_path, f"{text}print 1\n") == {"a": told}  # the tolerant reader's


def test_what_a_script_does_after_an_error_is_told_with_it(tmp_path: Path) -> None:
    text = 'try { require("yaml"); } catch (error) { fs.rmSync("a"); } finally { fs.rmSync("b"); }'
    assert of_script(tmp_path, text) == {"a": "an error is raised", "b": None}


GIVEN_TO_SCRIPTS = {
    'const run = (words) => {\n  if (words[0] === "-d") fs.rmSync("a");\n};\n'
    "run(process.argv.slice(2));": 'words[0] === "-d"',
    'const run = (words) => {\n  if (words.length) return;\n  fs.rmSync("a");\n};\n'
    "run(process.argv.slice(2));": "not (words.length)",
    "const start = (run, { words = process.argv.slice(2) } = {}) => run(1, words);\n"
    'start((n, words) => { if (words[0]) fs.rmSync("a"); });': "words[0]",
}


@pytest.mark.parametrize(("text", "told"), GIVEN_TO_SCRIPTS.items())
def test_a_test_of_what_a_script_gives_is_told_before_anybody_calls(
    tmp_path: Path, text: str, told: str
) -> None:
    assert of_script(tmp_path, text) == {"a": told}


GIVEN_TO_MODULES = {
    "def run(words):\n    if words[0] == '-d':\n        os.remove('a')\nrun(sys.argv[1:])\n": (
        "words[0] == '-d'"
    ),
    "def is_on():\n    return os.environ.get('ON') == '1'\nif is_on():\n    os.remove('a')\n": (
        "is_on()"
    ),
    "def has_json():\n    try:\n        import rapidjson\n    except ImportError:\n"
    "        return False\n    return True\nif has_json():\n    os.remove('a')\n": "has_json()",
    "def is_new():\n    return sys.platform == 'win32'\nNEW = is_new()\n"
    "def run():\n    if NEW:\n        os.remove('a')\nrun()\n": "NEW",
    "from acme.settings import is_off\nif not is_off():\n    os.remove('a')\n": "not is_off()",
}


@pytest.mark.parametrize(("text", "told"), GIVEN_TO_MODULES.items())
def test_a_test_of_what_a_module_gives_or_gets_is_told_before_anybody_calls(
    tmp_path: Path, text: str, told: str
) -> None:
    settings = "import os\ndef is_off():\n    return bool(os.getenv('OFF') or os.getenv('CI'))\n"
    members = {
        **PYTHON,
        "acme/__init__.py": f"import os, sys\n{text}",
        "acme/settings.py": settings,
    }
    assert conditions(tmp_path, members) == {"a": told}


def test_a_test_of_what_a_package_gives_itself_is_like_any_other(tmp_path: Path) -> None:
    text = "def run(words):\n    if words:\n        os.remove('a')\nrun(['-d'])\n"
    assert of_module(tmp_path, text) == {"a": None}


def test_who_calls_decides_what_is_asked_of_a_parameter(tmp_path: Path) -> None:
    text = (
        "def run(words):\n    if words:\n        os.remove('a')\n"
        "def main():\n    run(sys.argv[1:])\n"
    )
    assert of_module(tmp_path, text) == {"a": None}


ONCE = {
    "import atexit\n@atexit.register\ndef drop():\n    os.remove('a')\n": "the process ends",
    "import atexit\ndef drop():\n    os.remove('a')\natexit.register(drop)\n": "the process ends",
    "import signal\ndef drop(number, frame):\n    if os.environ['ON']:\n        os.remove('a')\n"
    "signal.signal(2, drop)\n": "the signal comes and os.environ['ON']",
    "import atexit\ndef drop():\n    os.remove('a')\natexit.register(drop)\ndrop()\n": None,
}


@pytest.mark.parametrize(("text", "told"), ONCE.items())
def test_what_has_to_come_before_a_function_is_run_is_told(
    tmp_path: Path, text: str, told: str | None
) -> None:
    assert of_module(tmp_path, text) == {"a": told}


def test_the_event_that_a_script_waits_for_is_a_condition(tmp_path: Path) -> None:
    text = 'process.on("exit", () => fs.rmSync("a"));'
    assert of_script(tmp_path, text) == {"a": "the event comes"}


@pytest.mark.parametrize("handled", ["p().catch(drop)", "p().then(keep, drop)"])
def test_what_handles_a_rejected_promise_comes_with_an_error(tmp_path: Path, handled: str) -> None:
    script = f'const drop = () => fs.rmSync("a");\nexports.run = (p, keep) => {handled};'
    assert of_script(tmp_path, script) == {"a": "an error is raised"}
