"""Speed: source bytes over processor seconds, cold and from the cache, beside hexora."""

import json
import shutil
import sqlite3
import statistics
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.bench import TIDEWAITER, Bench, environment, say
from benchmarks.hexora import Hexora
from benchmarks.processes import cost
from benchmarks.tables import Row, Table
from benchmarks.texts import texts
from tidewaiter.model.release import ArtifactKind

_FASTER = 5  # times, from the facts cache
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
    """Alternate cold run, hexora and warm runs; medians of all rounds."""
    hexora = Hexora(bench.work)
    halves = [half for half in (_half(bench, "PyPI"), _half(bench, "npm")) if half.archives]
    hexora.write([path for half in halves if half.name == "PyPI" for path in half.archives])
    seconds: dict[str, list[float]] = {}
    odd: list[str] = []
    for number in range(bench.rounds):
        for half in halves:
            for what, cpu in _runs(bench, half, odd if number == 0 else []).items():
                seconds.setdefault(f"{half.name} {what}", []).append(cpu)
            if half.name == "PyPI":
                say(f"hexora, round {number + 1} of {bench.rounds}")
                seconds.setdefault("hexora", []).append(hexora.seconds())
    medians = {what: statistics.median(times) for what, times in seconds.items()}
    return _table(halves, medians, hexora, bench.rounds, odd)


def _half(bench: Bench, name: str) -> _Half:
    say(f"counting the bytes of {name}")
    is_npm = name == "npm"
    archives = [path for pin, path in bench.archives if (pin.kind is ArtifactKind.NPM) is is_npm]
    counted: Counter[str] = Counter()
    for text in texts(archives):
        counted[text.language] += len(text.data)
    return _Half(name, tuple(archives), counted)


def _runs(bench: Bench, half: _Half, odd: list[str]) -> dict[str, float]:
    """Processor seconds: cold, again, and from the facts alone; what was odd in the cold run."""
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
    shutil.rmtree(cache)
    return dict(zip(_RUNS, (cold, again, facts), strict=True))


def _inspect(bench: Bench, half: _Half, cache: Path, report: Path) -> float:
    options = ("inspect", "--jobs", "1", "--offline", "--format", "jsonl", "--output", str(report))
    command = (*TIDEWAITER, *options, *map(str, half.archives))
    done = cost(command, environment(cache), bench.work)
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


def _table(
    halves: Sequence[_Half],
    medians: dict[str, float],
    hexora: Hexora,
    rounds: int,
    odd: Sequence[str],
) -> Table:
    table = Table("Speed: one core, cold, and from the cache")
    for half in halves:
        if half.name == "PyPI":
            table.rows.append(_beside(half, medians["PyPI cold"], hexora, medians["hexora"]))
        seconds = [medians[f"{half.name} {run}"] for run in _RUNS]
        table.rows += _rows(half.name, half.total, seconds, bar=None)
        table.notes.append(_counted(half))
    whole = [sum(medians[f"{half.name} {run}"] for half in halves) for run in _RUNS]
    table.rows += _rows("all", sum(half.total for half in halves), whole, bar=_FASTER)
    table.notes += [
        f"Processor time of the command and its children, `--jobs 1`; median of {rounds} round(s), "
        "runs alternating. Cold: an empty cache, the catalogue and the sieve compiled.",
        "Bytes of the languages read, each digest once; no declarations, no data, no text over "
        "the parser's bound. hexora reads the same Python files from a folder, unpacked; "
        "beside it the time for other languages in the same artifacts is counted as ours.",
        *(f"Odd: {one}" for one in odd),
    ]
    return table


def _beside(half: _Half, ours: float, hexora: Hexora, theirs: float) -> Row:
    size = half.bytes["python"]
    ratio = theirs / ours
    measured = f"{ratio:.2f} × ({_speed(size, ours)} beside {_speed(size, theirs)})"
    what = f"Python files of the PyPI artifacts, beside hexora {hexora.version}"
    return Row(what, "≥ 1 × hexora", measured, ratio >= 1)


def _rows(name: str, size: int, seconds: Sequence[float], bar: float | None) -> list[Row]:
    """Cold, again and from the facts; the bar, where there is one, is on the second run."""
    cold, again, facts = seconds
    said = f"≥ {bar:g} × cold" if bar else ""
    met = cold / again >= bar if bar else None
    return [
        Row(f"{name} artifacts, cold", "", f"{_speed(size, cold)} ({cold:.1f} s)"),
        Row(f"{name} artifacts, second run", said, f"{cold / again:.1f} × cold", met),
        Row(f"{name} artifacts, profiles forgotten", "", f"{cold / facts:.1f} × cold"),
    ]


def _speed(size: int, seconds: float) -> str:
    return f"{size / seconds / _MEGA:.2f} MB/s"


def _counted(half: _Half) -> str:
    listed = ", ".join(f"{size / _MEGA:.1f} MB {name}" for name, size in half.bytes.most_common())
    return f"{half.name}: {len(half.archives)} artifacts, {listed}."
