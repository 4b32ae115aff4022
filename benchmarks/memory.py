"""Memory: what a worker and its children need at most, on large releases and on worst cases."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import TIDEWAITER, Bench, say
from benchmarks.cases import CASES, build
from benchmarks.outcomes import outcome
from benchmarks.processes import peak
from benchmarks.tables import Row, Table
from benchmarks.texts import unpacked
from tidewaiter.catalogue.budgets import load_budget

_RELEASES = 10
_MEBI = 1 << 20


def measure(bench: Bench) -> Table:
    """One command, one worker, for each artifact by itself."""
    table = Table("Memory of a worker and its children")
    for path in _inspected(bench):
        say(f"memory: {path.name}")
        table.rows.append(_row(bench, path))
    table.notes.append(
        "High-water marks of resident memory, those of processes that live at the same time "
        "added up; `--jobs 1 --no-cache`. The largest releases of the corpus, unpacked, then "
        "generated worst cases (`benchmarks/cases.py`). A target that failed says how."
    )
    return table


def _inspected(bench: Bench) -> Iterator[Path]:
    paths = [path for _, path in bench.archives]
    yield from sorted(paths, key=unpacked, reverse=True)[:_RELEASES]
    for name in CASES:
        say(f"building {name}")
        path = build(name, bench.work)
        yield path
        path.unlink()


def _row(bench: Bench, path: Path) -> Row:
    report = bench.work / "memory.json"
    report.unlink(missing_ok=True)
    options = ("--jobs", "1", "--no-cache", "--format", "json", "--output", str(report))
    cache = bench.cache("memory")
    found = peak(
        (*TIDEWAITER, "inspect", *options, str(path)), bench.environment(cache), bench.work
    )
    bound = load_budget().worker.memory
    size = unpacked(path) / 1e6
    what = f"{path.name} ({size:.0f} MB unpacked)"
    measured = f"{found.memory / _MEBI:.0f} MiB in {found.wall:.0f} s, {outcome(report)}"
    return Row(what, f"≤ {bound // _MEBI} MiB", measured, found.memory <= bound)
