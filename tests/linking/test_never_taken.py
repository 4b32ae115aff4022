"""What a constant of its own text switches off is reached by nothing."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of


def of_module(folder: Path, text: str) -> set[tuple[str, bool]]:
    """The phases, and whether anything reaches it."""
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
