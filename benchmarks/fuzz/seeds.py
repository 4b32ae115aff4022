"""Seeds: every trap that readers were known to fall into, what tests call hostile, real members."""

import random
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from platformdirs import user_cache_path
from tests.hostile.builders import HOSTILE
from tests.hostile.sources import SOURCES

from benchmarks.cases import deep_javascript, deep_python
from benchmarks.fuzz.grammars import archives
from benchmarks.fuzz.readers import READERS
from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.model.member import Kind, Member
from tidewaiter.model.outcome import TargetFailed
from tidewaiter.reading.kinds import kind_of
from tidewaiter.sources.archives import open_artifact

FOUND = Path(__file__).parents[2] / "tests" / "hostile" / "found"
"""What readers failed on once: a folder for each reader, in it one for each variant."""

_REAL = 40
_REAL_BYTES = 15_000
_DEEP = 100_000
_SIZE = 250_000
"""Bytes of what is long: enough to see that time or memory grow faster than a text."""

_LONGEST = 1_000_000
"""What is larger `benchmarks.memory` reads, which tells what comes of it when memory is out."""

Seed = tuple[str, bytes]
"""A name that tells seeds apart, and the input."""


def seeds(reader: str) -> Iterator[Seed]:
    """Every seed of one reader."""
    yield from found(reader)
    if reader == "archives":
        made = ((case.name, case.filename, case.build()) for case in HOSTILE)
        yield from _for(reader, [*made, *_real_archives()])
    elif reader == "layers":
        chance = random.Random(1)
        yield from ((f"made{n}", READERS[reader].made(chance, 1 << 20)) for n in range(100))
    else:
        yield from _for(reader, _traps(reader))
        yield from _for(reader, _members(_hostile()))
        yield from _for(reader, _members(_real()))


def found(reader: str) -> Iterator[Seed]:
    """The kept cases of one reader."""
    for path in sorted((FOUND / reader).glob("*/*")):
        yield path.name, READERS[reader].input(path.parent.name, path.read_bytes())


def _for(reader: str, texts: Iterable[tuple[str, str, bytes]]) -> Iterator[Seed]:
    """Texts (name, variant or dialect, data) that this reader reads, as its inputs."""
    variants = READERS[reader].variants
    read_as = {"python": {"python": variants}, "javascript": {"javascript": variants[:-1]}}
    several = read_as.get(reader, {})
    for number, (name, variant, data) in enumerate(texts):
        for each in several.get(variant, (variant,)):
            if each in variants and len(data) <= _LONGEST:
                title = f"{number}-{name.replace('/', '_')[:80]}-{each}"
                yield title, READERS[reader].input(each, data)


def _members(members: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, str, bytes]]:
    for name, data in members:
        kind, dialect, _ = kind_of(name, data, False)
        if kind not in (Kind.DATA, Kind.NATIVE) or dialect == "json":
            yield name, dialect, data


def _hostile() -> Iterator[tuple[str, bytes]]:
    """Members of hostile releases, and of the worst cases for memory those that nest."""
    for source in SOURCES:
        yield from source.members.items()
    for case in (deep_python, deep_javascript):
        yield from ((name, text.encode()) for name, text in case())


def _real() -> Iterator[tuple[str, bytes]]:
    """Small members of the releases that other tools fetched to this machine."""
    chance = random.Random(2)
    for path in _fetched():
        small = [member for member in _opened(path) if len(member.data) <= _REAL_BYTES]
        for member in chance.sample(small, min(len(small), 12)):
            yield f"{zlib.crc32(path.name.encode())}/{member.path}", member.data


def _opened(path: Path) -> list[Member]:
    try:
        return list(open_artifact(path, load_budget()))
    except TargetFailed:
        return []


def _fetched() -> list[Path]:
    top = user_cache_path("tidewaiter-benchmarks", appauthor=False)
    paths = sorted(path for path in top.glob("*/*") if path.suffix in (".whl", ".gz", ".tgz"))
    paths = [path for path in paths if path.stat().st_size < 150_000]
    return random.Random(3).sample(paths, min(len(paths), _REAL))


def _real_archives() -> Iterator[tuple[str, str, bytes]]:
    for path in _fetched():
        if path.stat().st_size < 100_000:
            ends = {".whl": "acme-1.0-py3-none-any.whl", ".tgz": "acme.tgz"}
            yield path.name, ends.get(path.suffix, "acme-1.0.tar.gz"), path.read_bytes()
    chance = random.Random(4)
    for number in range(40):
        yield f"folder{number}", archives.FOLDER, archives.make(archives.FOLDER, chance, 10_000)


def _traps(reader: str) -> Iterator[tuple[str, str, bytes]]:
    """What brought prototypes down, at the depth and size at which it did."""
    if reader == "python":
        for text in _PYTHON_TRAPS:
            yield "trap", "python", text
    elif reader == "javascript":
        for text in _SCRIPT_TRAPS:
            yield "trap", "javascript", text
        for text in _DATA_TRAPS:
            yield "trap", "json", text
    elif reader == "shell":
        for dialect in ("shell", "batch", "powershell", "makefile"):
            for text in _SHELL_TRAPS:
                yield "trap", dialect, text
    elif reader == "manifests":
        for dialect in READERS[reader].variants:
            for text in (*_DATA_TRAPS, *_MANIFEST_TRAPS):
                yield "trap", dialect, text


def _filled(line: bytes) -> bytes:
    return line * (_SIZE // len(line))


_PYTHON_TRAPS = (
    b"x = " + b"1+" * _DEEP + b"1",
    b"x = " + b"(" * 400 + b"1" + b")" * 400,
    b"x = " + b"(" * _DEEP + b"1" + b")" * _DEEP,
    b"f(" * 16_000 + b")" * 16_000,
    b"x = [" + _filled(b"1, 'abc', ") + b"]",
    b"x = {" + _filled(b"'a': [1, 2], ") + b"}",
    b"# coding: utf-7\n+AGkAbQBwAG8AcgB0- os\n",
    b"# coding: unicode_escape\n\\x69mport os\n",
    "ｅｖａｌ('1')\nimport ｏｓ\n".encode(),
    _filled(b"def f(): pass\n"),
    _filled(b"x = 1;"),
    b"'''" + _filled(b"a\n") + b"'''",
    _filled(b"if x: pass\nelse: y = 1\n"),
    _filled(b"x += y\n"),
    _filled(b"global x\n"),
    b"if a: pass\n" + _filled(b"elif a: x = 1\n"),
    _filled(b"from a import *\n"),
    b"def f(" + _filled(b"a,") + b"): pass",
    b"x = f'" + _filled(b"{a}b") + b"'",
    b"class A(" + _filled(b"B, ") + b"): pass",
    b"print " + _filled(b"a, "),
    b"x = a" + _filled(b".b(c)"),
    _filled(b"("),
    _filled(b"\\\n"),
    _filled(b"\xff\x00"),
)

_SCRIPT_TRAPS = (
    b"x = " + b"f(" * 16_000 + b")" * 16_000,
    b"x = " + b"f(" * 50_000 + b")" * 50_000,
    b"x = " + b"1+" * _DEEP + b"1",
    b"x = [" + _filled(b'{"a": 1, "b": [1, 2, "c"]}, ') + b"]",
    _filled(b"function a(e){return e+1}"),
    b"\\u0065val('1'); require('ch\\x69ld_process')",
    _filled(b"a=function(e,t){return e?t(a(e,1)):b.c(e)},"),
    _filled(b"x={a:1,get b(){return 1}};"),
    b"`" + _filled(b"${a}b") + b"`",
    _filled(b"a=>") + b"1",
    _filled(b"if(a){}else ") + b"{}",
    b"x?" + _filled(b"a:b?") + b"c:d",
    b"var " + _filled(b"a=1,") + b"b",
    b"a" + _filled(b".b(c)"),
    _filled(b"<a><b/></a>"),
    _filled(b"/*"),
    _filled(b"case 1:"),
    b"switch(a){" + _filled(b"case 1:b();") + b"}",
    _filled(b"import a from 'b';"),
    _filled(b"exports.a=exports.b=") + b"1",
    _filled(b"class A{a(){}}"),
    _filled(b"\xff\xfe"),
    _filled(b"("),
    _filled(b"\\u"),
    _filled(b"x\r"),
    _filled("\u2028".encode()),
)

_DATA_TRAPS = (
    b"[" + _filled(b'{"a": 1, "b": [1, 2, "c"]}, ') + b"1]",
    b"[" * _DEEP + b"]" * _DEEP,
    b'{"a":' * _DEEP + b"1" + b"}" * _DEEP,
    b"[" + _filled(b"1,") + b"1]",
    b"9" * 200_000,
    b'"' + b"\\u0041" * 200_000 + b'"',
)

_SHELL_TRAPS = (
    b"echo " + b"$(" * _DEEP + b"id" + b")" * _DEEP,
    b"a" + b"|a" * _DEEP,
    b"echo " + b"a " * 50_000,
    b"a;" * 50_000,
    b"'" * 50_001,
    b'"' * 50_001,
    b"`" * 50_001,
    b"^" * 50_001,
    b"%" * 50_001,
    b"$" * 50_001,
    b"{" * 50_000,
    b"<<E\n" * 200_000,
    b"x=1 " * 200_000 + b"id",
    b"if id; then " * 5_000,
    b"a && " * 100_000,
    b"<#" * 200_000,
    b"@'\n" * 200_000,
    b"[a]" * 200_000,
    b"($a." * 100_000,
    b"\\\n" * 200_000,
    b"sh -c '" * 1_000,
    b" " * 200_000 + b"id",
    b"-a" * 100_000,
    b"a:" * 100_000,
)

_MANIFEST_TRAPS = (
    _filled(b"a = 1\n"),
    _filled(b"[a]\n"),
    b"a = " + _filled(b"["),
    _filled(b"a.") + b"a = 1",
    _filled(b"Requires-Dist: a ; python_version < '3'\n"),
    b"Requires-Dist: a ; " + _filled(b"("),
    b"Name: a\n" + _filled(b"  x\n"),
    b"{'a': " + _filled(b"'<!(") + b"'}",
    b"{'a': '" + _filled(b"<!(") + b"'}",
    b"{'a': '" + _filled(b"<(a)") + b"'}",
    _filled(b"import a;"),
    _filled(b"a" * 2_000 + b":" + b"b" * 2_000 + b"\n"),
    _filled(b" "),
    _filled(b"\r"),
    _filled(b"\\\n"),
    _filled(b"[[a]]\n"),
    b'{"name": "a", "exports": ' + b'{"a":' * 900 + b"1" + b"}" * 900 + b"}",
    b'{"scripts": {' + _filled(b'"a": "id", ') + b'"b": "id"}}',
    b'{"dependencies": {'
    + b",".join(b'"a%d": "^1.2.%d || >=2"' % (n, n) for n in range(30_000))
    + b"}}",
    b'{"license": "' + _filled(b"(MIT OR ") + b'"}',
    b"[project]\ndependencies = [" + _filled(b"'a>=1; x', ") + b"]",
    b"[project]\nlicense = '" + _filled(b"(MIT OR ") + b"'",
)
