"""GuardDog beside us: processor seconds over the same archives, one process for each."""

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.bench import TIDEWAITER, Bench, say
from benchmarks.corpus import Pin
from benchmarks.peers import Peer
from benchmarks.processes import cost
from benchmarks.tables import Row, Table
from tidewaiter.model.release import ArtifactKind

_MOST = 45
_SEED = 20261130
_BARS = {"cold": 10, "from the cache": 30}  # times less


def measure(bench: Bench) -> Table:
    """Each archive by GuardDog, by us with an empty cache, and by us again."""
    guarddog = _GuardDog(bench.work)
    refused: list[str] = []
    costs = list(_costs(bench, guarddog, refused))
    table = Table(f"Processor time beside GuardDog {guarddog.version}")
    theirs = sum(one.guarddog for one in costs)
    sums = {
        "cold": sum(one.cold for one in costs),
        "from the cache": sum(one.again for one in costs),
    }
    for name, ours in sums.items():
        measured = f"{theirs / ours:.1f} × less ({ours:.1f} s beside {theirs:.1f} s)"
        what = f"{len(costs)} archives, {name}"
        table.rows.append(Row(what, f"≥ {_BARS[name]} × less", measured, _met(name, theirs, ours)))
    table.notes += [
        "User and system time, one process an archive, all in one run; cold is an empty cache, "
        "the catalogue and the sieve compiled. GuardDog scans for all its rules without a "
        "sandbox; its lists of popular names count as fresh, so that it downloads none.",
        *(f"Left out, since GuardDog refuses it: {name}" for name in refused),
    ]
    return table


def _met(name: str, theirs: float, ours: float) -> bool:
    return theirs / ours >= _BARS[name]


class _Costs(NamedTuple):
    """Processor seconds for one archive."""

    guarddog: float
    cold: float
    again: float


def _costs(bench: Bench, guarddog: "_GuardDog", refused: list[str]) -> Iterator[_Costs]:
    archives = list(bench.archives)
    random.Random(_SEED).shuffle(archives)
    for number, (pin, path) in enumerate(archives[:_MOST], 1):
        say(f"GuardDog and us, {number} of {len(archives[:_MOST])}: {path.name}")
        theirs = guarddog.seconds(pin, path)
        if theirs is None:
            refused.append(path.name)
            continue
        cache = bench.cache("guarddog")
        yield _Costs(theirs, _ours(bench, cache, path), _ours(bench, cache, path))


def _ours(bench: Bench, cache: Path, path: Path) -> float:
    command = (*TIDEWAITER, "inspect", "--jobs", "1", "--offline", "--format", "json", str(path))
    return cost(command, bench.environment(cache), bench.work).cpu


class _GuardDog:
    """The newest GuardDog."""

    def __init__(self, work: Path) -> None:
        self._peer = Peer("guarddog", work)
        self.version = self._peer.version
        for path in self._peer.home.rglob("top_*_packages.json"):
            known = json.loads(path.read_text("utf-8"))
            known["downloaded_timestamp"] = int(time.time())
            path.write_text(json.dumps(known), "utf-8")

    def seconds(self, pin: Pin, path: Path) -> float | None:
        """Processor seconds of one scan; ``None`` when it refuses the archive."""
        ecosystem = "npm" if pin.kind is ArtifactKind.NPM else "pypi"
        options = ("scan", "--no-sandbox", "--output-format", "json")
        done = self._peer.run(ecosystem, *options, str(path))
        return None if done.status else done.cpu
