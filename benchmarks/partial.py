"""An update of which a twentieth changed: what comparing it costs beside one inspection anew."""

import random
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.bench import TIDEWAITER, Bench, say
from benchmarks.processes import cost
from benchmarks.tables import Row, Table
from benchmarks.updates.planting import members, rewritten
from tidewaiter.model.release import ArtifactKind
from tidewaiter.reading import languages
from tidewaiter.reading.kinds import kind_of

_CHANGED = 0.05
"""Of the bytes of the texts, those of the members that changed."""

_BAR = 0.25
_LARGEST = 12_000_000
_SOURCE = range(500_000, _LARGEST)
"""Bytes of texts of an artifact that is measured: far more than a start-up, less than minutes."""

_MOST = 12
_SEED = 20261130
_ADDED = {
    "python": b"\n\ndef _added(value):\n    return [value, 'added']\n",
    "javascript": b"\nfunction _added(value) { return [value, 'added']; }\n",
    "shell": b"\nADDED=added\n",
}
_KINDS = (ArtifactKind.WHEEL, ArtifactKind.SDIST, ArtifactKind.NPM)


def measure(bench: Bench) -> Table:
    """What cold inspections of updates cost, and comparisons when the old facts are cached.

    The same two of the smallest wheel are the start-up of each, which is left out.
    """
    small = _changed(bench, bench.small)
    start = _costs(bench, *small) if small else _Costs(0, 0)
    every: dict[str, _Costs] = {}
    for name, old, new in _updates(bench):
        say(f"{name}, of which a twentieth changed")
        found = _costs(bench, old, new)
        every[name] = _Costs(found.cold - start.cold, found.again - start.again)
    whole = sum(c.again for c in every.values()) / sum(c.cold for c in every.values())
    ratios = sorted(c.again / c.cold for c in every.values())
    table = Table("Comparing an update of which 5 % of the bytes changed")
    table.rows.append(
        Row(
            "`diff` with the old facts cached, over cold inspections, start-up left out",
            f"≤ {_BAR:.0%}",
            f"{whole:.0%} of all {len(every)} together; median {statistics.median(ratios):.0%}, "
            f"{ratios[0]:.0%} to {ratios[-1]:.0%}",
            whole <= _BAR,
        )
    )
    table.notes.append("Processor time; a function is added to members drawn by seed.")
    return table


class _Costs(NamedTuple):
    """Processor seconds of a cold inspection, and of a comparison with the old facts cached."""

    cold: float
    again: float


def _costs(bench: Bench, old: Path, new: Path) -> _Costs:
    cold = _seconds(bench, bench.cache("partial"), "inspect", new)
    cache = bench.cache("partial")
    _seconds(bench, cache, "inspect", old)
    return _Costs(cold, _seconds(bench, cache, "diff", old, new))


def _updates(bench: Bench) -> Iterator[tuple[str, Path, Path]]:
    found = 0
    for pin, path in bench.archives:
        if pin.kind not in _KINDS or found == _MOST:
            continue
        pair = _changed(bench, path, _SOURCE)
        if pair is not None:
            found += 1
            yield pin.filename, *pair


def _changed(bench: Bench, path: Path, sizes: range = range(_LARGEST)) -> tuple[Path, Path] | None:
    """An artifact and one of which a part changed, if its texts have one of the sizes."""
    try:
        whole = members(path)
    except (OSError, ValueError):
        return None  # told by `speed`
    texts = {m: language for m, data in whole.items() if (language := _language(m, data))}
    size = sum(len(whole[member]) for member in texts)
    if size not in sizes:
        return None
    order = sorted(texts)
    random.Random(_SEED).shuffle(order)
    changes: dict[str, bytes] = {}
    for member in order:
        if sum(map(len, changes.values())) >= _CHANGED * size:
            break
        changes[member] = whole[member] + _ADDED[texts[member]]
    new = bench.work / "partial" / path.name
    new.parent.mkdir(exist_ok=True)
    new.write_bytes(rewritten(path, changes))
    return path, new


def _language(member: str, data: bytes) -> str:
    _, dialect, _ = kind_of(member, data, executable=False)
    return languages.of(dialect) if languages.reads(dialect) else ""


def _seconds(bench: Bench, cache: Path, command: str, *paths: Path) -> float:
    line = (*TIDEWAITER, command, "--jobs", "1", "--offline", "--format", "json", *map(str, paths))
    return cost(line, bench.environment(cache), bench.work).cpu
