"""Every catalogued call is told with its path, however members hand it to each other."""

import json
from pathlib import Path

import pytest
from tests.support.inspected import compiled, uses_of

from tidewaiter.catalogue import load
from tidewaiter.catalogue.language import Language

CATALOGUE = load(compiled())


def functions(language: Language) -> list[tuple[str, str]]:
    """(module, name) of every function that a call of is always a use."""
    found = []
    for entry in language.entries:
        if entry.on != "call" or not entry.capability or entry.when:
            continue
        for name in entry.names:
            module, _, last = name.rpartition(".")
            is_function = module in language.modules and last.isidentifier()
            if is_function and last[0].islower() and module not in ("builtins", "globalThis"):
                found.append((module, last))
    return found


# Each form: the modules that make it, {n} being its number, and the function that uses it.
PYTHON = {
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


# The same for scripts; only the modules u{n} are public.
JAVASCRIPT = {
    "re-export": {
        "a{n}": 'module.exports = require("{m}");\n',
        "u{n}": 'const a = require("./a{n}");\nexports.go = () => a.{f}("x");\n',
    },
    "export star": {
        "a{n}": 'export * from "{m}";\n',
        "u{n}": 'import { {f} as k } from "./a{n}";\nexport const go = () => k("x");\n',
    },
    "renamed": {
        "a{n}": 'export { {f} as k } from "{m}";\n',
        "u{n}": 'import * as a from "./a{n}";\nexport function go() { a.k("x"); }\n',
    },
    "a field": {
        "a{n}": 'const o = require("{m}");\n'
        "exports.A = class { constructor() { this.k = o.{f}; } };",
        "u{n}": 'const { A } = require("./a{n}");\nclass B extends A { go() { this.k("x"); } }\n'
        "exports.go = () => new B().go();\n",
    },
    "computed": {
        "a{n}": 'exports.o = require("{m}");\n',
        "u{n}": 'const { o } = require("./a{n}");\nexports.go = () => o["{f}"]("x");\n',
    },
    "a helper without any token": {
        "a{n}": 'exports.run = (f) => f("x");\n',
        "u{n}": 'const { run } = require("./a{n}"), { {f}: k } = require("{m}");\n'
        "exports.go = () => run(k);\n",
    },
    "a caller without any token": {
        "a{n}": 'const { {f}: k } = require("{m}");\nexports._do = () => k("x");\n',
        "u{n}": 'const a = require("./a{n}");\nexports.go = () => a._do();\n',
    },
}


def filled(text: str, number: int, module: str, function: str) -> str:
    return text.replace("{m}", module).replace("{f}", function).replace("{n}", str(number))


@pytest.mark.parametrize("form", PYTHON)
def test_every_function_of_python_is_told_with_its_path(form: str, tmp_path: Path) -> None:
    chosen = functions(CATALOGUE.python)
    assert len(chosen) > 150
    texts, entry = PYTHON[form]
    members = {"PKG-INFO": "Name: p\nVersion: 1\n", "p/__init__.py": ""}
    for number, used in enumerate(chosen):
        for name, text in texts.items():
            members[f"p/{filled(name, number, *used)}.py"] = filled(text, number, *used)
    told = {use.entry for use in uses_of(tmp_path, "p-1.tar.gz", members)}
    assert [used for n, used in enumerate(chosen) if filled(entry, n, *used) not in told] == []


@pytest.mark.parametrize("form", JAVASCRIPT)
def test_every_function_of_javascript_is_told(form: str, tmp_path: Path) -> None:
    chosen = functions(CATALOGUE.javascript)
    assert len(chosen) > 100
    public = {f"./{number}": f"./u{number}.js" for number in range(len(chosen))}
    manifest = {"name": "p", "version": "1.0.0", "exports": public}
    members = {"package.json": json.dumps(manifest)}
    for number, used in enumerate(chosen):
        for name, text in JAVASCRIPT[form].items():
            members[f"{filled(name, number, *used)}.js"] = filled(text, number, *used)
    uses = uses_of(tmp_path, "p-1.0.0.tgz", members)
    told = {step.member for use in uses for step in use.path[:1]}
    assert [used for n, used in enumerate(chosen) if f"u{n}.js" not in told] == []
