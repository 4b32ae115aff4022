"""Cost against size: releases and single files of a kilobyte up to what is read at most."""

import math
import statistics
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks import cases, releases
from benchmarks.bench import TIDEWAITER, Bench, say
from benchmarks.cases import LONGEST, Members
from benchmarks.outcomes import outcome
from benchmarks.plot import Point, plot
from benchmarks.processes import cost
from benchmarks.tables import Row, Table
from benchmarks.texts import texts

_PLOT = "cost-against-size.svg"

_EXPONENT = 1.15
"""Of a power of the size that fits the costs: n log n has 1.1 over these decades."""

_LEAST = 0.1
"""Seconds beyond the smallest of a series from which on a cost tells of the size."""

_QUICK = 3.0
"""Seconds below which a release is measured three times, of which the least counts."""

_DECADES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000)
_FILES = (1_000, 10_000, 100_000, 300_000, 1_000_000, 2_500_000, LONGEST)
_TINY = (*_FILES[:-1], 3_300_000, LONGEST)
"""The last but one makes 200,000 functions of Python."""

_NESTED = (300, 1_000, 2_970, 15_000, 150_000, 1_500_000)
"""Characters of lines of nested calls, the third 990 deep, the fourth 5,000 deep."""

_EVERY = 3
"""One real artifact of so many of the corpus."""

_REAL = "real releases"


class _Series(NamedTuple):
    """Releases of one kind that differ in size."""

    name: str
    suffix: str
    sizes: Sequence[int]
    made: Callable[[int], Members]


def measure(bench: Bench) -> Table:
    """One command for each release; the exponent of each series, and a plot of all."""
    table = Table("Cost against size")
    drawn: dict[str, list[Point]] = {}
    for series in _every(bench):
        points = drawn[series.name] = list(_points(bench, series))
        table.rows += _rows(series.name, points)
    drawn[_REAL] = sorted(_real(bench))
    table.rows.append(Row(_REAL, "", _fitted(drawn[_REAL])))
    if bench.plots:
        plot(drawn, bench.plots / _PLOT)
    table.notes += [
        f"![Cost against size]({_PLOT})",
        "Processor time of `inspect --no-cache --jobs 1` over bytes of texts. The exponent is "
        "fitted to what a release that was read whole costs beyond the smallest of its series, "
        f"where that is at least {_LEAST} s: n log n has some 1.08 over these decades. "
        "Releases repeat 1 MB of real packages, each time renamed; single files are generated "
        "(`benchmarks/cases.py`).",
    ]
    return table


def _every(bench: Bench) -> Iterator[_Series]:
    yield _Series("Python releases", ".tar.gz", _DECADES, partial(releases.python, bench))
    yield _Series("JavaScript releases", ".tgz", _DECADES, partial(releases.scripts, bench))
    yield _Series("one Python file", ".tar.gz", _FILES, cases.giant_module)
    yield _Series("one Python literal", ".tar.gz", _FILES, cases.giant_table)
    yield _Series("tiny Python functions", ".tar.gz", _TINY, cases.tiny_functions)
    yield _Series("nested Python calls", ".tar.gz", _NESTED, cases.nested_calls)
    yield _Series("one minified line", ".tgz", (*_FILES, 10_000_000), cases.minified_line)
    yield _Series("tiny JavaScript functions", ".tgz", _FILES, cases.tiny_scripts)
    yield _Series("nested JavaScript calls", ".tgz", _NESTED, cases.nested_scripts)


def _points(bench: Bench, series: _Series) -> Iterator[Point]:
    path = bench.work / f"acme-1.0{series.suffix}"
    for size in series.sizes:
        say(f"{series.name}, {size:,} bytes")
        members = list(series.made(size))
        cases.pack(members, path)
        yield _point(bench, path, sum(len(text) for _, text in members))
    path.unlink()


def _real(bench: Bench) -> Iterator[Point]:
    for _, path in bench.archives[::_EVERY]:
        say(f"cost against size: {path.name}")
        yield _point(bench, path, sum(len(text.data) for text in texts([path])))


def _point(bench: Bench, path: Path, size: int) -> Point:
    report = bench.work / "sizes.json"
    report.unlink(missing_ok=True)
    options = ("--jobs", "1", "--no-cache", "--format", "json", "--output", str(report))
    cache = bench.work / "cache-sizes"
    if not cache.is_dir():
        bench.cache("sizes")
    command = (*TIDEWAITER, "inspect", *options, str(path))
    environ = bench.environment(cache)
    seconds = cost(command, environ, bench.work).cpu
    if seconds < _QUICK:
        again = (cost(command, environ, bench.work).cpu for _ in range(2))
        seconds = min(seconds, *again)
    return Point(size, seconds, outcome(report))


def _rows(name: str, points: Sequence[Point]) -> Iterator[Row]:
    """How the cost grows, and what could not be read."""
    grown = exponent(points)
    met = grown is None or grown <= _EXPONENT
    yield Row(f"{name}, {_shown(points)}", f"≤ n^{_EXPONENT}", _fitted(points), met)
    failed = [f"{one.outcome} at {_mega(one.size)}" for one in points if "error" in one.outcome]
    if failed:
        yield Row(f"{name}, within the budget", "all", "; ".join(failed), met=False)


def _shown(points: Sequence[Point]) -> str:
    return f"{_mega(points[0].size)} to {_mega(points[-1].size)}"


def _fitted(points: Sequence[Point]) -> str:
    grown = exponent(points)
    fitted = "too quick to fit" if grown is None else f"n^{grown:.2f}"
    most = max(points, key=lambda point: point.seconds)
    return f"{fitted}; at most {most.seconds:.1f} s, at {_mega(most.size)}, {most.outcome}"


def exponent(points: Sequence[Point]) -> float | None:
    """The power of the size that fits what costs more than the smallest; by least squares.

    What was not read whole does not count. ``None``: fewer than three cost enough to tell.
    """
    start = min(point.seconds for point in points)
    read = [p for p in points if p.outcome == "whole" and p.seconds - start >= _LEAST]
    if len(read) < 3:
        return None
    sizes = [math.log(point.size) for point in read]
    costs = [math.log(point.seconds - start) for point in read]
    return statistics.linear_regression(sizes, costs).slope


def _mega(size: int) -> str:
    return f"{size / 1e6:.3g} MB" if size >= 1e6 else f"{size / 1e3:.3g} kB"
