"""What a constant of its own text switches off is reached by nothing."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of


def reached(folder: Path, name: str, members: dict[str, str]) -> set[tuple[str, bool]]:
    """The phases of what a release does, and whether anything reaches it."""
    uses = uses_of(folder, name, members)
    return {(use.phase, "unreached" not in use.origin) for use in uses}


def of_module(folder: Path, text: str) -> set[tuple[str, bool]]:
    members = {"PKG-INFO": "Name: p\nVersion: 1\n", "p/__init__.py": f"import os\n{text}"}
    uses = uses_of(folder, "p-1.tar.gz", members)
    return {(use.phase, "unreached" not in use.origin) for use in uses}


OFF = [
    "released = True\nif not released:\n    os.remove('a')",
    "debug = False\nif debug:\n    if os.getpid():\n        os.remove('a')",
    "debug = 0\nif debug:\n    def drop():\n        os.remove('a')\n    drop()",
    "fast = 1\nif fast:\n    pass\nelse:\n    os.remove('a')",
]


@pytest.mark.parametrize("text", OFF)
def test_what_a_module_never_comes_to_is_unreached(tmp_path: Path, text: str) -> None:
    assert of_module(tmp_path, text) == {("call", False)}


ON = [
    "debug = False\ndebug = os.sep\nif debug:\n    os.remove('a')",
    "debug = False\ndef on():\n    global debug\n    debug = True\non()\nif debug:\n"
    "    os.remove('a')",
    "debug = False\nglobals()['debug'] = True\nif debug:\n    os.remove('a')",
    "debug = False\nimport p\np.debug = True\nif debug:\n    os.remove('a')",
    "debug = False\nimport p.on\np.on.set(__name__, 'debug')\nif debug:\n    os.remove('a')",
    "debug = True\nif debug:\n    os.remove('a')",
    "from p.switches import *\nif debug:\n    os.remove('a')",
]


@pytest.mark.parametrize("text", ON)
def test_what_a_module_may_come_to_is_told(tmp_path: Path, text: str) -> None:
    assert of_module(tmp_path, text) == {("import", True)}


def test_who_calls_a_function_may_have_set_the_name_before(tmp_path: Path) -> None:
    text = "debug = False\ndef drop():\n    if debug:\n        os.remove('a')"
    assert of_module(tmp_path, text) == {("call", True)}


def of_script(folder: Path, text: str) -> set[tuple[str, bool]]:
    members = {"package.json": '{"name": "p", "version": "1.0.0"}'}
    members["index.js"] = f'const fs = require("fs");\n{text}'
    return reached(folder, "p-1.0.tgz", members)


BEHIND = [
    "run(1); function run(x) { return x; fs.rmSync('a'); }",
    "run(1); function run(x) { if (1) return x; fs.rmSync('a'); }",
    "run(1); function run(x) { if (!0) { throw x; } if (x) { fs.rmSync('a'); } }",
    "for (const x of [1]) { continue; fs.rmSync('a'); }",
    "if (false) fs.rmSync('a');",
    "if (true) { } else { fs.rmSync('a'); }",
]


@pytest.mark.parametrize("text", BEHIND)
def test_what_stands_behind_an_end_is_unreached(tmp_path: Path, text: str) -> None:
    assert of_script(tmp_path, text) == {("call", False)}


NOT_BEHIND = [
    "run([]); function run(x) { for (const y of x) { if (1) return y; } fs.rmSync('a'); }",
    "run(1); function run(x) { switch (x) { case 1: return 1; case 2: fs.rmSync('a'); } }",
    "run(1); function run(x) { if (true) { if (x) return 1; } fs.rmSync('a'); }",
    "run(1); function run(x) { return drop(); function drop() { fs.rmSync('a'); } }",
    "run(1); function run(x) { if (0) return 1; fs.rmSync('a'); }",
    "run(1); function run(x) { try { return x; } finally { fs.rmSync('a'); } }",
    "for (const x of [1]) { if (x) continue; else break; fs.rmSync('a'); }",
]


@pytest.mark.parametrize("text", NOT_BEHIND)
def test_what_an_end_under_a_test_leaves_is_told(tmp_path: Path, text: str) -> None:
    assert of_script(tmp_path, text) == {("import", True)}


def test_a_constant_decides_in_functions_too(tmp_path: Path) -> None:
    assert of_module(tmp_path, "def a():\n    if 0:\n        os.remove('a')\na()") == {
        ("call", False)
    }
