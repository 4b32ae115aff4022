"""Hostile sources, built by code: a command of the shell is planted behind something odd in each.

The planted line runs ``id`` at most, and nothing here runs it.
"""

import base64
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from tidewaiter.model.anomalies import AnomalyKind as Kind

PYTHON = b"\nimport os\nos.system('id')\n"
SCRIPT = b"\nrequire('child_process').execSync('id')\n"
MANY = 20_000


@dataclass(frozen=True)
class Source:
    """One release.

    Attributes:
        name: The idea it guards.
        members: An sdist's when one of them is Python's, else an npm tarball's.
        told: Whether the planted command must be among the uses.
        whole: Whether all of it could be read; ``None`` when either would be true.
        anomalies: Kinds that must be among those reported.
        capability: What the planted line is.
    """

    name: str
    members: Mapping[str, bytes]
    told: bool = True
    whole: bool | None = True
    anomalies: frozenset[Kind] = frozenset()
    capability: str = "process.shell"


def python(name: str, text: bytes, *kinds: Kind, told: bool = True, whole: bool | None = True,
           capability: str = "process.shell") -> Source:  # fmt: skip
    """A module that begins with ``text`` and ends with the planted line."""
    members = {"acme.py": text + PYTHON}
    return Source(name, members, told, whole, frozenset(kinds), capability)


def encoded(name: str, head: bytes, text: str, encoding: str, *kinds: Kind) -> Source:
    return Source(name, {"acme.py": head + text.encode(encoding)}, anomalies=frozenset(kinds))


def script(name: str, text: bytes, *, told: bool = True, whole: bool | None = True,
           member: str = "index.js") -> Source:  # fmt: skip
    """A script that begins with ``text`` and ends with the planted line."""
    return Source(name, {member: text + SCRIPT}, told, whole)


def stairs(line: bytes, steps: int) -> bytes:
    """A block in a block, each one space deeper."""
    rows = [b" " * step + line for step in range(steps)]
    return b"\n".join([*rows, b" " * steps + b"pass"])


def wound(code: bytes, turns: int) -> bytes:
    """Code in base64 in code in base64 …"""
    for _ in range(turns):
        code = b"import base64\nexec(base64.b64decode('%b'))" % base64.b64encode(code)
    return code


def ring(size: int) -> dict[str, bytes]:
    """Modules that each import all of the next."""
    modules = {f"m{i}.py": b"from m%d import *\n" % ((i + 1) % size) for i in range(size)}
    return modules | {"m0.py": b"from m1 import *\n" + PYTHON}


_TEXT = "import os\nos.system('id')\n"
_BOMB = base64.b64encode(zlib.compress(bytes(20_000_000), 9))

SOURCES = (
    # Size
    python("giant-line", b"x = 1;" * MANY),
    python("giant-string", b"x = '" + b"a" * 1_000_000 + b"'"),
    python("giant-comment-of-imports", b"#" + b"import os " * MANY),
    python("over-the-budget", b"#" * 5_000_001, told=False, whole=False),
    script("giant-script-line", b"x=1;" * MANY),
    script("script-over-the-budget", b"//" + b"x" * 5_000_001, told=False, whole=False),
    # Nesting
    python("parentheses", b"x = " + b"(" * MANY + b")" * MANY),
    python("brackets", b"x = " + b"[" * MANY + b"]" * MANY, whole=False),
    python("lambdas", b"x = " + b"lambda: " * MANY + b"1", whole=False),
    python("negations", b"x = " + b"not " * MANY + b"1", whole=False),
    python("additions", b"x = 1" + b" + 1" * MANY),
    python("attributes", b"a" + b".a" * MANY),
    python("calls", b"a" + b"()" * MANY),
    python("blocks", stairs(b"if x:", 900)),
    python("functions", stairs(b"def f():", 900)),
    python("strings-in-strings", b"x = f'" + b"{f'" * 3000 + b"'}" * 3000 + b"'",
           told=False, whole=False),
    script("script-brackets", b"x=" + b"[" * MANY + b"]" * MANY, whole=False),
    script("script-functions", b"function f(){" * MANY + b"}" * MANY, whole=False),
    script("script-arrows", b"x=" + b"a=>" * MANY + b"1", whole=False),
    script("script-templates", b"x=" + b"`${" * MANY + b"1" + b"}`" * MANY, whole=False),
    script("elements", b"x=" + b"<a>" * MANY + b"</a>" * MANY, whole=False, member="index.jsx"),
    # Manifests
    Source("json-nesting", {
        "package.json": b'{"name":"acme","exports":' + b'{"a":' * MANY + b"1" + b"}" * MANY + b"}",
        "index.js": SCRIPT}, whole=False),
    Source("json-cut", {"package.json": b'{"scripts":{"postinstall":"id"', "index.js": SCRIPT},
           whole=False),
    Source("json-of-other-types", {
        "package.json": b'{"name":[1],"version":{},"scripts":[],"main":7,"bin":[{}],"imports":3}',
        "index.js": SCRIPT}),
    Source("toml-nesting", {"pyproject.toml": b"a = " + b"[" * MANY + b"]" * MANY,
                            "setup.py": PYTHON}, whole=False),
    Source("toml-keys", {"pyproject.toml": b"a." * MANY + b"a = 1", "setup.py": PYTHON},
           whole=False),
    Source("toml-word", {"pyproject.toml": b"x" * 1_000_000, "setup.py": PYTHON}, whole=False),
    Source("toml-of-other-types", {"pyproject.toml": b"project = 1\nbuild-system = [1]\n",
                                   "setup.py": PYTHON}),
    Source("yaml-nesting", {"a.yaml": b"- " * MANY, "b.yml": b"{a: " * MANY, "setup.py": PYTHON}),
    Source("gyp-nesting", {"binding.gyp": b"{'a': " * MANY + b"'<!(id)'", "index.js": SCRIPT}),
    Source("commands-in-commands", {
        "package.json": b'{"scripts":{"install":"' + b"$(" * MANY + b"id" + b")" * MANY + b'"}}',
        "index.js": SCRIPT}, told=False, whole=False),
    Source("functions-of-functions", {"a.sh": b"f() " * 12_000 + b"{ id; }" * 12_000,
                                      "index.js": SCRIPT}, whole=False),
    Source("pipes-without-end", {"a.sh": b"a | " * 50_000, "index.js": SCRIPT}, whole=False),
    Source("patterns-without-end", {"a.sh": b"[a]" * MANY, "index.js": SCRIPT}, whole=False),
    # Encodings
    python("null-bytes", b"x = 1\0\n"),
    encoded("utf-16", b"", _TEXT, "utf-16", Kind.SOURCE_ENCODING),
    encoded("utf-32", b"", _TEXT, "utf-32", Kind.SOURCE_ENCODING),
    encoded("utf-7", b"# coding: utf-7\n", "+AGkAbQBwAG8AcgB0- os\nos.system('id')\n", "ascii"),
    encoded("shift-jis", b"# coding: shift_jis\n", f"x = '表'\n{_TEXT}", "shift_jis"),
    encoded("escapes", b"# coding: unicode_escape\n", "\\x69mport os\\nos.system('id')\n", "ascii"),
    encoded("unknown-encoding", b"# coding: klingon\n", _TEXT, "ascii", Kind.SOURCE_ENCODING),
    encoded("not-its-encoding", b"x = '\xff\xfe'\n", _TEXT, "ascii", Kind.SOURCE_ENCODING),
    encoded("old-line-ends", b"", _TEXT.replace("\n", "\r"), "ascii"),
    encoded("wide-letters", b"", "import os\nｏｓ.ｓｙｓｔｅｍ('id')\n", "utf-8"),
    encoded("turned-text", b"", f"x = 1  # \u202e\n{_TEXT}", "utf-8", Kind.TURNED_TEXT),
    Source("script-in-utf-16", {"index.js": SCRIPT.decode().encode("utf-16")}),
    Source("escaped-letters", {"index.js": SCRIPT.replace(b"require", b"\\u{72}equire")}),
    Source("other-line-ends", {"index.js": b"// \xe2\x80\xa8" + SCRIPT[1:]}),
    # Files that are two things
    Source("image-and-script", {"index.js": b"GIF89a=1;" + SCRIPT}),
    Source("page-and-script", {"index.js": b"<!-- x\n" + SCRIPT}),
    Source("shell-and-python", {"acme.py": b"#!/bin/sh\n''':'\nid\n'''\n" + PYTHON},
           anomalies=frozenset({Kind.CONTENT_MISMATCH})),
    Source("program-called-module", {"acme.py": b"\x7fELF" + PYTHON}, told=False, whole=None,
           anomalies=frozenset({Kind.CONTENT_MISMATCH})),
    # Names and texts that attack a terminal
    Source("names-that-attack", {"a\x1b[2J.py": PYTHON, "b\u202egnp.py": PYTHON, "\r.py": PYTHON},
           anomalies=frozenset({Kind.CONTROL_NAME, Kind.INVISIBLE_NAME})),
    python("destination-that-attacks", b"import os\nos.system('\\x1b]0;x\\x07\\x1b[2J\\u202e')"),
    Source("manifest-that-attacks", {
        "package.json": b'{"name":"\\u001b[2Jacme","scripts":{"postinstall":"\\u001b]0;x\\u0007"}}',
        "index.js": SCRIPT}),
    # Circles
    Source("ring-of-modules", ring(200)),
    Source("module-that-imports-itself", {
        "acme/__init__.py": b"from . import *\nfrom acme import *\n" + PYTHON}),
    python("classes-in-a-circle", b"class A(B): pass\nclass B(A): pass\nA().x()\n"),
    python("names-in-a-circle", b"a = b\nb = c\nc = a\na()\n"),
    Source("scripts-in-a-circle", {
        "index.js": b"export * from './b.js';" + SCRIPT,
        "b.js": b"export * from './index.js'; export * from './b.js'"}),
    # Text that is hard to search
    python("imports-of-imports", b"# " + b"import " * MANY),
    python("lists-in-lists", b"from a import (" * MANY, told=False, whole=False),
    python("froms", b"# " + b"from." * MANY + b"! import a"),
    python("joined-lines", b"from \\\n" * MANY),
    python("open-brackets", b"[" * MANY, told=False, whole=None),  # Python runs none of it
    python("backquotes", b"`a`;" * MANY),
    python("backquote-before-a-comma", b"`,\nA", told=False, whole=None),
    python("stars", b"f(" + b"*" * MANY, told=False, whole=None),
    script("requires", b"require(" * 5_000),
    script("escapes-without-end", b"\\u" * MANY),
    script("script-braces", b"{" * MANY),
    script("cases", b"switch(a){" + b"case 1:b();" * MANY + b"}"),
    # Values and layers that grow
    python("multiplied", b"exec('a' * 10**9)"),
    python("doubled", b"x = 'a'\n" + b"x += x\n" * 100 + b"exec(x)"),
    python("padded", b"exec('{:>999999999}'.format(1) + '%1000000000d' % 1)"),
    python("powers", b"exec(str(10**10**10) + str(1 << 10**9))"),
    python("nested-and-run", b"exec('x = " + b"not " * MANY + b"1')", whole=False),
    python("bomb-that-is-run", b"import zlib, base64\nexec(zlib.decompress(base64.b64decode('"
           + _BOMB + b"')))"),
    Source("wound-up", {"acme.py": wound(PYTHON, 5)}),
    Source("wound-up-too-far", {"acme.py": wound(PYTHON, 14)}, capability="code.eval",
           whole=False),
    python("one-layer-too-many", b"exec('1')\n" * 64 + b"exec('import os')", whole=False),
)  # fmt: skip
