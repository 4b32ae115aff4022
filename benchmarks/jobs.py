"""Scaling: the wall time of one run with two workers beside one with one."""

import statistics
from pathlib import Path

from benchmarks.bench import TIDEWAITER, Bench, say
from benchmarks.processes import Cost, cost
from benchmarks.tables import Row, Table

_PAIRS = 9
_BAR = 1.7
_EVERY = 4
"""One artifact of so many of the corpus: a run of some ten seconds."""


def measure(bench: Bench) -> Table:
    """Interleave runs with one worker and with two; the median of the ratios."""
    cache = bench.cache("jobs")
    paths = [path for _, path in bench.archives[::_EVERY]]
    ratios: list[float] = []
    shares: list[float] = []
    for number in range(_PAIRS):
        say(f"one worker and two, pair {number + 1} of {_PAIRS}")
        one, two = _run(bench, cache, 1, paths), _run(bench, cache, 2, paths)
        ratios.append(one.wall / two.wall)
        shares.append(two.cpu / one.cpu)
    median = statistics.median(ratios)
    table = Table("Scaling with `--jobs 2`")
    measured = f"{median:.2f} × ({min(ratios):.2f} to {max(ratios):.2f})"
    table.rows += [
        Row(f"wall time of {len(paths)} artifacts", f"≥ {_BAR} × less", measured, median >= _BAR),
        Row("processor time", "", f"{statistics.median(shares):.2f} × that of one worker"),
    ]
    table.notes.append(
        f"`inspect --no-cache` of every {_EVERY}th artifact of the corpus; median of {_PAIRS} "
        "interleaved pairs. It tells nothing on a machine whose second processor is busy."
    )
    return table


def _run(bench: Bench, cache: Path, jobs: int, paths: list[Path]) -> Cost:
    report = bench.work / "jobs.jsonl"
    options = ("--no-cache", "--offline", "--format", "jsonl", "--output", str(report))
    command = (*TIDEWAITER, "inspect", "--jobs", str(jobs), *options, *map(str, paths))
    return cost(command, bench.environment(cache), bench.work)
