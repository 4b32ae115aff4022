"""An update of which a twentieth changed: what comparing it costs beside one inspection anew."""

import random
import statistics
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import TIDEWAITER, Bench, environment, say
from benchmarks.processes import cost
from benchmarks.tables import Row, Table
from benchmarks.updates.planting import members, rewritten
from tidewaiter.model.release import ArtifactKind
from tidewaiter.reading import languages
from tidewaiter.reading.kinds import kind_of

_CHANGED = 0.05
"""Of the bytes of the texts, those of the members that changed."""

_BAR = 0.25
_SOURCE = range(200_000, 3_000_000)
"""Bytes of texts of an artifact that is measured: more than a start-up, less than minutes."""

_MOST = 12
_SEED = 20261130
_REMARKS = {"python": b"\n# changed\n", "javascript": b"\n// changed\n", "shell": b"\n# changed\n"}
_KINDS = (ArtifactKind.WHEEL, ArtifactKind.SDIST, ArtifactKind.NPM)


def measure(bench: Bench) -> Table:
    """For each artifact a cold inspection, and the comparison when the old facts are cached."""
    ratios: dict[str, float] = {}
    start = _seconds(bench, bench.cache("partial"), "inspect", bench.small)
    for name, old, new in _updates(bench):
        say(f"{name}, of which a twentieth changed")
        cold = _seconds(bench, bench.cache("partial"), "inspect", new)
        cache = bench.cache("partial")
        _seconds(bench, cache, "inspect", old)
        again = _seconds(bench, cache, "diff", old, new)
        ratios[name] = (again - start) / (cold - start)
    middle = statistics.median(ratios.values())
    table = Table("Comparing an update of which 5 % of the bytes changed")
    table.rows.append(
        Row(
            "`diff` with the old facts cached, over one cold inspection, start-up left out",
            f"≤ {_BAR:.0%}",
            f"{middle:.0%}, median of {len(ratios)} ({min(ratios.values()):.0%} to "
            f"{max(ratios.values()):.0%})",
            middle <= _BAR,
        )
    )
    table.notes.append("Processor time; a remark is added to members drawn by seed.")
    return table


def _updates(bench: Bench) -> Iterator[tuple[str, Path, Path]]:
    found = 0
    for pin, path in bench.archives:
        if pin.kind not in _KINDS or found == _MOST:
            continue
        try:
            whole = members(path)
        except (OSError, ValueError):
            continue  # told by `speed`
        texts = {m: language for m, data in whole.items() if (language := _language(m, data))}
        size = sum(len(whole[member]) for member in texts)
        if size not in _SOURCE:
            continue
        order = sorted(texts)
        random.Random(_SEED).shuffle(order)
        changes: dict[str, bytes] = {}
        for member in order:
            if sum(map(len, changes.values())) >= _CHANGED * size:
                break
            changes[member] = whole[member] + _REMARKS[texts[member]]
        new = bench.work / "partial" / path.name
        new.parent.mkdir(exist_ok=True)
        new.write_bytes(rewritten(path, changes))
        found += 1
        yield pin.filename, path, new


def _language(member: str, data: bytes) -> str:
    _, dialect, _ = kind_of(member, data, executable=False)
    return languages.of(dialect) if languages.reads(dialect) else ""


def _seconds(bench: Bench, cache: Path, command: str, *paths: Path) -> float:
    line = (*TIDEWAITER, command, "--jobs", "1", "--offline", "--format", "json", *map(str, paths))
    return cost(line, environment(cache), bench.work).cpu
