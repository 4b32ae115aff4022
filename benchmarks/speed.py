"""Speed: source bytes over processor seconds, cold and cached, stage by stage, beside hexora."""

import json
import shutil
import sqlite3
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.bench import INTERPRETED, TIDEWAITER, Bench, environment, say
from benchmarks.hexora import Hexora
from benchmarks.processes import cost
from benchmarks.profiling import profiled
from benchmarks.stages import STAGES
from benchmarks.tables import Row, Table
from benchmarks.texts import texts
from tidewaiter.model.release import ArtifactKind

_COMPILED, _INTERPRETED = 2.0, 1.5
"""Times hexora's speed that each engine is to read the Python of the corpus with."""

_JAVASCRIPT = 1.0
"""Times hexora's speed in Python that JavaScript is to be read with."""

_FASTER = 10  # times, from the cache
_MEGA = 1_000_000
_RUNS = ("cold", "again", "facts")


class _Half(NamedTuple):
    """The artifacts of one registry, and the bytes of each language in them."""

    name: str
    archives: tuple[Path, ...]
    bytes: Counter[str]

    @property
    def total(self) -> int:
        return sum(self.bytes.values())


def measure(bench: Bench) -> Table:
    """Alternate hexora, our runs and those of the interpreted engine; medians of all rounds."""
    hexora = Hexora(bench.work)
    halves = [half for half in (_half(bench, "PyPI"), _half(bench, "npm")) if half.archives]
    hexora.write([path for half in halves if half.name == "PyPI" for path in half.archives])
    seconds: dict[str, list[float]] = {}
    odd: list[str] = []
    for number in range(bench.rounds):
        say(f"hexora, round {number + 1} of {bench.rounds}")
        seconds.setdefault("hexora", []).append(hexora.seconds())
        for half in halves:
            for what, cpu in _runs(bench, half, odd if number == 0 else []).items():
                seconds.setdefault(f"{half.name} {what}", []).append(cpu)
    medians = {what: statistics.median(times) for what, times in seconds.items()}
    table = Table("Speed: one core, cold, and from the cache")
    table.rows += _beside(bench, halves, medians, hexora)
    table.rows += _alone(halves, medians)
    for half in halves:
        table.rows += _stages(bench, half)
    table.notes += _notes(bench, halves, odd)
    return table


def _half(bench: Bench, name: str) -> _Half:
    say(f"counting the bytes of {name}")
    is_npm = name == "npm"
    archives = [path for pin, path in bench.archives if (pin.kind is ArtifactKind.NPM) is is_npm]
    archives += bench.scripts if is_npm else ()
    counted: Counter[str] = Counter()
    for text in texts(archives):
        counted[text.language] += len(text.data)
    return _Half(name, tuple(archives), counted)


def _runs(bench: Bench, half: _Half, odd: list[str]) -> dict[str, float]:
    """Processor seconds: cold, again, and from the facts alone; what was odd in the cold run.

    Of Python also those of a cold run of the interpreted engine, where the other one is compiled.
    """
    cache = bench.cache(half.name)
    report = bench.work / f"{half.name}.jsonl"
    say(f"{half.name}, cold")
    cold = _inspect(bench, half, cache, report)
    odd += _oddities(report)
    say(f"{half.name}, again")
    again = _inspect(bench, half, cache, report)
    forget_profiles(cache)
    say(f"{half.name}, from the facts")
    facts = _inspect(bench, half, cache, report)
    found = dict(zip(_RUNS, (cold, again, facts), strict=True))
    if bench.is_compiled and half.name == "PyPI":
        say(f"{half.name}, cold and interpreted")
        cache = bench.cache(half.name)
        found["interpreted"] = _inspect(bench, half, cache, report, INTERPRETED)
    shutil.rmtree(cache)
    return found


def _inspect(
    bench: Bench, half: _Half, cache: Path, report: Path, engine: Path | None = None
) -> float:
    options = ("inspect", "--jobs", "1", "--offline", "--format", "jsonl", "--output", str(report))
    command = (*TIDEWAITER, *options, *map(str, half.archives))
    done = cost(command, environment(cache, engine or bench.engine), bench.work)
    if done.status not in (0, 3):  # 3: a target failed or was not read whole, which is told
        raise SystemExit(f"tidewaiter ended with status {done.status}")
    return done.cpu


def forget_profiles(cache: Path) -> None:
    """Leave the facts of members, so that the second run has to link them anew."""
    db = sqlite3.connect(cache / "facts.sqlite3")
    with db:
        db.execute("DELETE FROM profiles")
    db.close()


def _oddities(report: Path) -> list[str]:
    """A sentence for each target that failed or was not read whole."""
    found = []
    for line in report.read_text("utf-8").splitlines():
        said = json.loads(line)
        if "error" in said:
            found.append(f"{Path(said['target']).name}: {said['error']['kind']}")
            continue
        for artifact in said["artifacts"]:
            if artifact["inspected"] and not artifact["complete"]:
                reasons = Counter(skipped["reason"] for skipped in artifact["skipped"])
                listed = ", ".join(f"{n} × {reason}" for reason, n in reasons.most_common(3))
                found.append(f"{artifact['filename']}: not whole ({listed or 'its container'})")
    return found


def _beside(
    bench: Bench, halves: Sequence[_Half], medians: dict[str, float], hexora: Hexora
) -> Iterator[Row]:
    """Beside hexora: Python by each engine, JavaScript by the one that a wheel installs."""
    sizes = {half.name: half.bytes for half in halves}
    if "PyPI" not in sizes:
        return
    theirs = sizes["PyPI"]["python"] / medians["hexora"]

    def row(what: str, size: int, run: str, bar: float) -> Row:
        ratio = size / medians[run] / theirs
        measured = f"{ratio:.2f} × ({_speed(size, medians[run])} beside {_speed(theirs, 1)})"
        return Row(what, f"≥ {bar:g} × hexora", measured, ratio >= bar)

    peer = f"beside hexora {hexora.version}"
    python = sizes["PyPI"]["python"]
    if bench.is_compiled:
        yield row(f"Python, compiled, {peer}", python, "PyPI cold", _COMPILED)
    interpreted = "PyPI interpreted" if bench.is_compiled else "PyPI cold"
    yield row(f"Python, interpreted, {peer}", python, interpreted, _INTERPRETED)
    if "npm" in sizes:
        what = f"JavaScript and TypeScript, {peer} on Python"
        yield row(what, sizes["npm"]["javascript"], "npm cold", _JAVASCRIPT)


def _alone(halves: Sequence[_Half], medians: dict[str, float]) -> Iterator[Row]:
    """The runs of each half, then of both; there the bar is on the second run."""
    for half in halves:
        seconds = [medians[f"{half.name} {run}"] for run in _RUNS]
        yield from _rows(half.name, half.total, seconds, bar=None)
    whole = [sum(medians[f"{half.name} {run}"] for half in halves) for run in _RUNS]
    yield from _rows("all", sum(half.total for half in halves), whole, bar=_FASTER)


def _rows(name: str, size: int, seconds: Sequence[float], bar: float | None) -> Iterator[Row]:
    """Cold, again and from the facts; the bar, where there is one, is on the second run."""
    cold, again, facts = seconds
    said = f"≥ {bar:g} × cold" if bar else ""
    met = cold / again >= bar if bar else None
    yield Row(f"{name} artifacts, cold", "", f"{_speed(size, cold)} ({cold:.1f} s)")
    yield Row(f"{name} artifacts, second run", said, f"{cold / again:.1f} × cold", met)
    yield Row(f"{name} artifacts, profiles forgotten", "", f"{cold / facts:.1f} × cold")


def _stages(bench: Bench, half: _Half) -> Iterator[Row]:
    """What each stage costs, in one process for all artifacts."""
    say(f"{half.name}, stage by stage")
    found = list(profiled(bench, half.archives))
    seconds = {stage: sum(one[stage] for one in found) for stage in STAGES}
    whole = sum(seconds.values())
    for stage, cpu in seconds.items():
        each = f"{cpu / half.total * _MEGA * 1000:.0f} ms per MB"
        yield Row(f"{half.name}, {stage}", "", f"{cpu / whole:.0%} ({cpu:.2f} s, {each})")


def _speed(size: float, seconds: float) -> str:
    return f"{size / seconds / _MEGA:.2f} MB/s"


def _notes(bench: Bench, halves: Sequence[_Half], odd: Sequence[str]) -> Iterator[str]:
    yield from map(_counted, halves)
    yield (
        f"Processor time of the command and its children, `--jobs 1`; median of {bench.rounds} "
        "round(s), runs alternating. Cold: an empty cache, the catalogue and the sieve compiled."
    )
    yield (
        "Bytes of the languages read, each digest once; no declarations, no data, no text over "
        "the parser's bound. hexora reads the same Python files from a folder, unpacked; "
        "beside it the time for other languages in the same artifacts is counted as ours."
    )
    yield (
        "Stages: once, in one process for all artifacts, without a cache; the rest is digests, "
        "kinds and manifests of members."
    )
    yield from (f"Odd: {one}" for one in odd)


def _counted(half: _Half) -> str:
    listed = ", ".join(f"{size / _MEGA:.1f} MB {name}" for name, size in half.bytes.most_common())
    return f"{half.name}: {len(half.archives)} artifacts, {listed}."
