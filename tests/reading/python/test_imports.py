"""Every module that an import statement names is found without a parse."""

import ast
import sysconfig
from pathlib import Path

import pytest

from tidewaiter.reading.python.text import imports

STANDARD_LIBRARY = Path(sysconfig.get_paths()["stdlib"])
SOURCES = sorted(STANDARD_LIBRARY.glob("*.py"))[::4]


def named(text: str) -> set[str]:
    """What the interpreter's own parser sees."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            joint = "" if module.endswith(".") else "."
            found |= {module} | {f"{module}{joint}{a.name}" for a in node.names if a.name != "*"}
    return found


def test_all_that_the_interpreter_would_import_is_found() -> None:
    assert len(SOURCES) > 30
    for path in SOURCES:
        text = path.read_text("utf-8", "replace")
        assert named(text) <= set(imports(text)), path.name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import a.b as c, d\n", {"a.b", "d"}),
        ("if x: import a; from .b import c\n", {"a", ".b", ".b.c"}),
        ("from .. import (a,  # one\n  b as c)\n", {"..", "..a", "..b"}),
        ("from \\\n  a \\\n  import b\n", {"a", "a.b"}),
        ("from a import*\n", {"a"}),
        ("from.a import b\n", {".a", ".a.b"}),
        ("x=1;from a \\\n .b \\\n import c\n", {"a.b", "a.b.c"}),
        ("from .import a\n", {".", ".a"}),
        ("from importlib import import_module\n", {"importlib", "importlib.import_module"}),
        ("from a import (b,  # import c\n  d)\n", {"a", "a.b", "a.d", "c"}),
        ("lazy import a\n", {"a"}),
        ('__import__("a.b")\n', {"a.b"}),
        ("import_module('.a', __package__)\n", {".a"}),
        ("x = important; reimport(y)\n", set()),
    ],
)
def test_every_form_of_import(text: str, found: set[str]) -> None:
    assert set(imports(text)) == found
