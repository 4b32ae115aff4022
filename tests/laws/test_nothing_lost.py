"""Every catalogued call of Python is told with its path, however members hand it to each other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.inspected import compiled, uses_of

from tidewaiter.catalogue import load
from tidewaiter.catalogue.language import Language

PYTHON: Language = load(compiled()).python


def functions() -> list[tuple[str, str]]:
    """(module, name) of every function that a call of is always a use."""
    found = []
    for entry in PYTHON.entries:
        if entry.on != "call" or not entry.capability or entry.when:
            continue
        for name in entry.names:
            module, _, last = name.rpartition(".")
            is_function = module in PYTHON.modules and last.isidentifier() and last.islower()
            if is_function and module != "builtins":
                found.append((module, last))
    return found


# Each form: the members that make it, {n} being its number, and the function that uses it.
FORMS = {
    "re-export": (
        {"a{n}": "import {m} as o\n", "u{n}": "from p.a{n} import o\ndef go():\n    o.{f}('x')\n"},
        "p.u{n}.go()",
    ),
    "star import": (
        {"a{n}": "from {m} import *\n", "u{n}": "from p.a{n} import *\ndef go():\n    {f}('x')\n"},
        "p.u{n}.go()",
    ),
    "alias of an alias": (
        {
            "a{n}": "from {m} import {f} as b\nc = b\n",
            "u{n}": "from p import a{n}\ndef go():\n    a{n}.c('x')\n",
        },
        "p.u{n}.go()",
    ),
    "getattr": (
        {
            "a{n}": "import {m} as o\n",
            "u{n}": "from p.a{n} import o\ndef go():\n    getattr(o, '{f}')('x')\n",
        },
        "p.u{n}.go()",
    ),
    "a field": (
        {
            "a{n}": "import {m} as o\nclass A:\n    def __init__(self):\n        self.k = o.{f}\n",
            "u{n}": "from p.a{n} import A\nclass B(A):\n    def go(self):\n        self.k('x')\n",
        },
        "p.u{n}.B.go()",
    ),
    "a helper without any token": (
        {
            "a{n}": "def run(f):\n    return f('x')\n",
            "u{n}": "from {m} import {f} as k\nfrom p.a{n} import run\ndef go():\n    run(k)\n",
        },
        "p.a{n}.run()",
    ),
    "a caller without any token": (
        {
            "a{n}": "from {m} import {f} as k\ndef _do():\n    k('x')\n",
            "u{n}": "from p.a{n} import _do\ndef go():\n    _do()\n",
        },
        "p.u{n}.go()",
    ),
}


def members(form: dict[str, str], chosen: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    yield "PKG-INFO", "Name: p\nVersion: 1\n"
    yield "p/__init__.py", ""
    for number, (module, function) in enumerate(chosen):
        for name, text in form.items():
            filled = text.replace("{m}", module).replace("{f}", function)
            yield f"p/{name}.py".replace("{n}", str(number)), filled.replace("{n}", str(number))


@pytest.mark.parametrize("form", FORMS)
def test_every_function_is_told_with_its_path(form: str, tmp_path: Path) -> None:
    chosen = functions()
    assert len(chosen) > 150
    texts, entry = FORMS[form]
    uses = uses_of(tmp_path, "p-1.tar.gz", dict(members(texts, chosen)))
    entries = {(use.entry, use.api) for use in uses}
    told = {shown for shown, _ in entries}
    lost = [
        f"{module}.{function}"
        for number, (module, function) in enumerate(chosen)
        if entry.replace("{n}", str(number)) not in told
    ]
    assert lost == []
