"""Releases of any size, from real source: one set of packages over and over, each time renamed."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, count
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.cases import Members
from benchmarks.updates.planting import members
from tidewaiter.model.release import ArtifactKind
from tidewaiter.reading.kinds import kind_of

_UNIT = 1_000_000
"""Bytes of real source that are repeated; what is smaller than that is a part of it."""

_LARGEST = 400_000  # of one package of them, so that there are several


def python(bench: Bench, size: int) -> Members:
    """Packages of wheels beside each other."""
    wheels = [path for pin, path in bench.archives if pin.kind is ArtifactKind.WHEEL]
    unit = _unit(wheels, "python")
    tops = sorted({name.partition("/")[0] for name, _ in unit if "/" in name})
    named = re.compile(rf"\b({'|'.join(map(re.escape, tops))})\b")

    def renamed(number: int) -> Members:
        for name, text in unit:
            top, _, rest = name.partition("/")
            if rest:
                yield f"{top}_{number}/{rest}", named.sub(rf"\1_{number}", text)

    yield from _cut(renamed, size)


def scripts(bench: Bench, size: int) -> Members:
    """Packages of npm in folders of one, whose main module requires the main module of each."""
    unit = _unit(bench.scripts, "javascript")

    def renamed(number: int) -> Members:
        for name, text in unit:
            yield f"copy{number}/{name}", f"{text}\n// copy {number}\n"

    found = list(_cut(renamed, size))
    yield "package.json", '{"name": "acme", "version": "1.0.0", "main": "index.js"}'
    yield "index.js", "".join(f"require('./{name}');\n" for name, _ in found)
    yield from found


def _unit(archives: Iterable[Path], language: str) -> list[tuple[str, str]]:
    """The texts of whole packages of one language, small packages first.

    Each is called so that no two packages have the same names.
    """
    packages: list[list[tuple[str, str]]] = []
    size = 0
    for number, path in enumerate(archives):
        found = list(_texts(path, language))
        if 0 < _size(found) <= _LARGEST:
            root = f"package{number}/" if language == "javascript" else ""
            packages.append([(root + name, text) for name, text in found])
            size += _size(found)
        if size >= _UNIT:
            break
    return list(chain.from_iterable(sorted(packages, key=_size)))


def _size(found: Iterable[tuple[str, str]]) -> int:
    return sum(len(text) for _, text in found)


def _texts(path: Path, language: str) -> Iterator[tuple[str, str]]:
    for name, data in sorted(members(path).items()):
        _, dialect, _ = kind_of(name, data, executable=False)
        if dialect == language:
            yield name, data.decode("utf-8", "replace")


def _cut(renamed: Callable[[int], Members], size: int) -> Members:
    """Copies of the unit, up to so many bytes; at least its first text."""
    whole = 0
    for number in count():
        for name, text in renamed(number):
            whole += len(text)
            if whole > size and whole > len(text):
                return
            yield name, text
