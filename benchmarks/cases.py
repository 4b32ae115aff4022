"""Worst cases, made anew each time: artifacts of up to 200 MB that are all work."""

import io
import random
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

LONGEST = 4_990_000  # bytes; just below what is parsed of one text
_LARGEST = 200_000_000  # bytes of all members together

_PYTHON = "import os\nos.system('id')\n"
"""A use, so that the sieve lets a text through."""

_JAVASCRIPT = "require('fs').readFileSync('/tmp/a');\n"

Members = Iterator[tuple[str, str]]


def giant_module(size: int = LONGEST) -> Members:
    """Functions that call each other and the system, in one text."""
    one = "def f{n}(a, b=os.getcwd()):\n    return f{m}(a) if a else open(b).read({r})\n"
    yield "acme/__init__.py", _PYTHON + _filled(one, size - 100)


def giant_table(size: int = LONGEST) -> Members:
    """One literal."""
    table = _filled("    ({n}, 'k{r}', [{m}]),\n", size - 100)
    yield "acme/table.py", f"{_PYTHON}TABLE = [\n{table}]\n"


def many_strings() -> Members:
    """Module constants, joined to each other."""
    one = "S{n} = 'part-{r}' + str(S{m}).replace('a', '{n}')\n"
    for number in range(_LARGEST // 1_000_000):
        yield f"acme/strings{number}.py", _PYTHON + "S0 = ''\n" + _filled(one, 999_000)


def many_calls() -> Members:
    """Uses without end, each with its own destination."""
    one = "requests.get('https://h{r}.example/{n}')\n"
    for number in range(20):
        yield f"acme/calls{number}.py", "import requests\n" + _filled(one, 999_000)


def many_members() -> Members:
    """150,000 small modules, each importing the one before it."""
    for number in range(150_000):
        before = max(number - 1, 0)
        yield f"acme/m{number}.py", f"{_PYTHON}from acme import m{before}\n"


def deep_python() -> Members:
    """Every kind of nesting, far deeper than any recursion."""
    deep = 100_000
    yield "acme/parentheses.py", _PYTHON + "x = " + "(" * deep + "1" + ")" * deep + "\n"
    yield "acme/calls.py", _PYTHON + "x = " + "f(" * deep + ")" * deep + "\n"
    yield "acme/attributes.py", _PYTHON + "x = os" + ".a" * deep + "\n"
    yield "acme/sums.py", _PYTHON + "x = " + "1+" * deep + "1\n"
    blocks = "".join(" " * n + "if x:\n" for n in range(3_000))
    yield "acme/blocks.py", _PYTHON + blocks + " " * 3_000 + "y\n"


def deep_javascript() -> Members:
    """The same for JavaScript."""
    deep = 100_000
    yield "package.json", '{"name": "deep", "version": "1.0.0", "main": "calls.js"}'
    yield "calls.js", _JAVASCRIPT + "x = " + "f(" * deep + ")" * deep
    yield "arrays.js", _JAVASCRIPT + "x = " + "[" * deep + "]" * deep
    yield "functions.js", _JAVASCRIPT + "x = " + "()=>" * deep + "1"
    yield "blocks.js", _JAVASCRIPT + "{" * deep + "}" * deep
    yield "members.js", _JAVASCRIPT + "x = process" + ".a" * deep


def minified_line(size: int = LONGEST) -> Members:
    """One line of small functions, as bundlers write them."""
    one = "var a{n}=function(e,t){{return e?t(a{m}(e,{r})):require('fs').readFileSync(e)}};"
    yield "package.json", '{"name": "minified", "version": "1.0.0", "main": "index.js"}'
    yield "index.js", _filled(one, size)


def tiny_functions(size: int = LONGEST) -> Members:
    """Nothing but functions, some 310,000 of them in one text."""
    yield "acme/__init__.py", _PYTHON + _filled("def f{n}():0\n", size - 100)


def tiny_scripts(size: int = LONGEST) -> Members:
    """The same for JavaScript."""
    yield "package.json", '{"name": "tiny", "version": "1.0.0", "main": "index.js"}'
    yield "index.js", _JAVASCRIPT + _filled("function f{n}(){{}}\n", size - 100)


def nested_calls(size: int) -> Members:
    """Calls in calls, in one line of so many characters."""
    deep = size // 3
    yield "acme/__init__.py", _PYTHON + "x = " + "f(" * deep + ")" * deep + "\n"


def nested_scripts(size: int) -> Members:
    """The same for JavaScript."""
    deep = size // 3
    yield "package.json", '{"name": "nested", "version": "1.0.0", "main": "index.js"}'
    yield "index.js", _JAVASCRIPT + "x = " + "f(" * deep + ")" * deep + ";\n"


def many_modules() -> Members:
    """200 MB of JavaScript modules that all import each other."""
    one = "exports.f{n} = (a) => fs.writeFileSync('/tmp/{r}', before.f{m}(after.f{n}(a)));\n"
    count = _LARGEST // 20_000
    yield "package.json", '{"name": "modules", "version": "1.0.0", "main": "m0.js"}'
    for number in range(count):
        links = f"const before = require('./m{(number - 1) % count}');\n"
        links += f"const after = require('./m{(number + 1) % count}');\n"
        yield f"m{number}.js", "const fs = require('fs');\n" + links + _filled(one, 19_800)


CASES: dict[str, Callable[[], Members]] = {
    "giant-module-1.0.tar.gz": giant_module,
    "giant-table-1.0.tar.gz": giant_table,
    "many-strings-1.0.tar.gz": many_strings,
    "many-calls-1.0.tar.gz": many_calls,
    "many_members-1.0-py3-none-any.whl": many_members,
    "deep-python-1.0.tar.gz": deep_python,
    "deep-javascript-1.0.tgz": deep_javascript,
    "minified-line-1.0.tgz": minified_line,
    "many-modules-1.0.tgz": many_modules,
}


def build(name: str, folder: Path) -> Path:
    """The case as an artifact of that file name."""
    path = folder / name
    pack(CASES[name](), path)
    return path


def pack(members: Iterable[tuple[str, str]], path: Path) -> None:
    """Write an artifact; its file's name says of which kind."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for member, text in members:
                archive.writestr(member, text)
        return
    root = "package" if path.suffix == ".tgz" else path.name.removesuffix(".tar.gz")
    metadata = [] if root == "package" else [("PKG-INFO", "Metadata-Version: 2.1\nName: acme\n")]
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        for member, text in chain(metadata, members):
            data = text.encode()
            entry = tarfile.TarInfo(f"{root}/{member}")
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))


def _filled(line: str, size: int) -> str:
    """``line`` over and over, its numbers counted and random, up to ``size`` characters."""
    chance = random.Random(size)
    lines: list[str] = []
    length = 0
    while length < size:
        n = len(lines) + 1
        made = line.format(n=n, m=n - 1, r=chance.getrandbits(40))
        length += len(made)
        lines.append(made)
    return "".join(lines[:-1])
