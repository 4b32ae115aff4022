"""Speed: source bytes over processor seconds, cold and from the cache, beside hexora."""

import json
import shutil
import sqlite3
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.bench import TIDEWAITER, Bench, environment, say
from benchmarks.processes import cost
from benchmarks.tables import Row, Table
from benchmarks.texts import texts
from tidewaiter.model.release import ArtifactKind

_FASTER = 5  # times, from the facts cache
_MEGA = 1_000_000


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
    halves = [_half(bench, "PyPI"), _half(bench, "npm")]
    hexora.write(halves[0].archives)
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
    _forget_profiles(cache)
    say(f"{half.name}, from the facts")
    facts = _inspect(bench, half, cache, report)
    shutil.rmtree(cache)
    return {"cold": cold, "again": again, "facts": facts}


def _inspect(bench: Bench, half: _Half, cache: Path, report: Path) -> float:
    options = ("inspect", "--jobs", "1", "--offline", "--format", "jsonl", "--output", str(report))
    command = (*TIDEWAITER, *options, *map(str, half.archives))
    return cost(command, environment(cache), bench.work).cpu


def _forget_profiles(cache: Path) -> None:
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


class Hexora:
    """The newest hexora, in an environment of its own; reads Python as files of a folder."""

    def __init__(self, work: Path) -> None:
        self._home = work / "hexora"
        self._texts = work / "python"
        self._report = work / "hexora.json"
        self._bin = self._home / ("Scripts" if sys.platform == "win32" else "bin")
        say("installing hexora")
        self._call(sys.executable, "-m", "venv", str(self._home))
        pip = (str(self._bin / "python"), "-m", "pip", "--disable-pip-version-check")
        self._call(*pip, "install", "-q", "hexora")
        shown = self._call(*pip, "list", "--format", "json")
        self.version = next(p["version"] for p in json.loads(shown) if p["name"] == "hexora")

    def write(self, archives: Sequence[Path]) -> None:
        """Lay the Python texts of these artifacts down as data, each digest once."""
        self._texts.mkdir()
        for text in texts(archives):
            if text.language == "python":
                (self._texts / f"{text.digest}.py").write_bytes(text.data)

    def seconds(self) -> float:
        """Processor seconds of one audit of all the texts."""
        options = ("--output-format", "json", "--output-path", str(self._report))
        command = (str(self._bin / "hexora"), "audit", *options, str(self._texts))
        done = cost(command, environment(self._home), self._home)
        if done.status:
            raise SystemExit(f"hexora ended with status {done.status}")
        return done.cpu

    def _call(self, *command: str) -> str:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _table(
    halves: Sequence[_Half],
    medians: dict[str, float],
    hexora: Hexora,
    rounds: int,
    odd: Sequence[str],
) -> Table:
    table = Table("Speed: one core, cold, and from the cache")
    python = halves[0].bytes["python"]
    ours, theirs = medians["PyPI cold"], medians["hexora"]
    beside = theirs / ours
    hexora_speed = f"hexora {hexora.version}: {_speed(python, theirs)}"
    table.rows.append(
        Row(
            "Python files of the PyPI artifacts, beside hexora",
            "≥ 1 × hexora",
            f"{beside:.2f} × ({_speed(python, ours)}; {hexora_speed})",
            beside >= 1,
        )
    )
    for half in halves:
        cold = medians[f"{half.name} cold"]
        table.rows.append(Row(f"{half.name} artifacts, cold", "", _speed(half.total, cold)))
        for what, name in (("again", "second run"), ("facts", "second run, profiles forgotten")):
            faster = cold / medians[f"{half.name} {what}"]
            bar = f"≥ {_FASTER} × cold" if what == "again" else ""
            met = faster >= _FASTER if bar else None
            table.rows.append(Row(f"{half.name} artifacts, {name}", bar, f"{faster:.1f} ×", met))
        table.notes.append(_counted(half))
    table.notes += [
        f"Processor time of the command and its children, `--jobs 1`; median of {rounds} round(s), "
        "runs alternating. Cold: an empty cache, the catalogue and the sieve compiled.",
        "Bytes of the languages read, each digest once; no declarations, no data, no text over "
        "the parser's bound. hexora reads the same Python files from a folder, unpacked; "
        "beside it the time for other languages in the same artifacts is counted as ours.",
        *(f"Odd: {one}" for one in odd),
    ]
    return table


def _speed(size: int, seconds: float) -> str:
    return f"{size / seconds / _MEGA:.2f} MB/s"


def _counted(half: _Half) -> str:
    listed = ", ".join(f"{size / _MEGA:.1f} MB {name}" for name, size in half.bytes.most_common())
    return f"{half.name}: {len(half.archives)} artifacts, {listed}."
