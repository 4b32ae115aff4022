"""Minified files of popular browsers' libraries: each by itself, as a package of one file."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import Bench, say
from benchmarks.packing import tarball
from benchmarks.profiling import profiled
from benchmarks.tables import Row, Table
from benchmarks.texts import Text, is_minified, texts

_BAR = 1.2  # MB/s
_MOST = 2
"""Files of one release, the largest."""

_SHOWN = 5
_MANIFEST = b'{"name": "minified", "version": "1.0.0", "main": "index.js"}'


def measure(bench: Bench) -> Table:
    """What each costs from archive to report, start-up left out."""
    speeds: list[tuple[float, int, str]] = []
    for archive in bench.minified:
        say(f"minified files of {archive.name}")
        files = list(_files(archive))
        packed = [_packed(bench, number, text) for number, text in enumerate(files)]
        # The first is read twice, so that what is loaded once is no file's cost.
        _, _, *found = profiled(bench, [packed[0], *packed])
        for text, seconds in zip(files, found, strict=True):
            size = len(text.data)
            speeds.append((size / 1e6 / sum(seconds.values()), size, archive.name))
    return _table(sorted(speeds))


def _files(archive: Path) -> Iterator[Text]:
    dense = filter(is_minified, texts([archive]))
    yield from sorted(dense, key=lambda text: (len(text.data), text.digest), reverse=True)[:_MOST]


def _packed(bench: Bench, number: int, text: Text) -> Path:
    path = bench.work / f"minified-{number}.tgz"
    path.write_bytes(tarball({"package.json": _MANIFEST, "index.js": text.data}, "package"))
    return path


def _table(speeds: list[tuple[float, int, str]]) -> Table:
    slow = sum(speed < _BAR for speed, _, _ in speeds)
    size = sum(size for _, size, _ in speeds) / 1e6
    slowest = speeds[0][0]
    table = Table("Minified files, one by one")
    table.rows += [
        Row("the slowest file", f"≥ {_BAR} MB/s", f"{slowest:.2f} MB/s", slowest >= _BAR),
        Row("files below that", "none", f"{slow} of {len(speeds)} ({size:.1f} MB)", not slow),
        Row("the median file", "", f"{speeds[len(speeds) // 2][0]:.2f} MB/s"),
    ]
    table.notes += [
        "Processor time from archive to report, each file the main module of a package of its "
        "own; start-up left out.",
        *(
            f"{speed:.2f} MB/s: a file of {size / 1e6:.2f} MB in {name}"
            for speed, size, name in speeds[:_SHOWN]
        ),
    ]
    return table
