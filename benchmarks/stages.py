"""Inspects archives in one process and prints what each stage cost, one JSON object a line.

Its own process, as a worker is one: `python -m benchmarks.stages COMPILED FILE …`. The first line
is the start-up alone; each other one is an archive.
"""

import gc
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar

from tidewaiter.catalogue import Catalogue
from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.catalogue.load import load
from tidewaiter.inspection import chain
from tidewaiter.inspection.cache import NoFacts
from tidewaiter.inspection.merge import merge
from tidewaiter.inspection.protocol import Inspected
from tidewaiter.model.member import Member
from tidewaiter.model.release import Ecosystem, Release
from tidewaiter.model.report import Engine
from tidewaiter.reading import languages
from tidewaiter.reports.interface import Options
from tidewaiter.reports.json import write
from tidewaiter.sources.archives import Opened

STAGES = ("start-up", "archives", "scans", "outlines", "linking", "report", "the rest")
"""The rest: digests of members, what kind each is, manifests."""

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


class Stages:
    """Processor seconds by stage; in a stage inside another one only the inner one counts."""

    def __init__(self) -> None:
        self._seconds = dict.fromkeys(STAGES, 0.0)
        self._running = [STAGES[0]]
        self._since = 0.0  # of this process: it began in the first stage

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what runs inside as a stage."""
        self._count()
        self._running.append(name)
        try:
            yield
        finally:
            self._count()
            self._running.pop()

    def take(self) -> dict[str, float]:
        """What was counted since the last time."""
        self._count()
        taken, self._seconds = self._seconds, dict.fromkeys(STAGES, 0.0)
        return taken

    def timed(
        self, name: str, function: Callable[_Arguments, _Result]
    ) -> Callable[_Arguments, _Result]:
        """The function, as a stage."""

        def run(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Result:
            with self.stage(name):
                return function(*args, **kwargs)

        return run

    def _count(self) -> None:
        now = time.process_time()
        self._seconds[self._running[-1]] += now - self._since
        self._since = now


def main() -> int:
    """Print the seconds of each archive."""
    stages = Stages()
    compiled, paths = Path(sys.argv[1]), sys.argv[2:]
    sys.setrecursionlimit(20_000)  # as a worker does
    catalogue = load(compiled)
    options = chain.ChainOptions(load_budget(), compiled)
    _watch(stages)
    gc.disable()
    print(json.dumps(stages.take()), flush=True)
    for path in paths:
        with stages.stage("the rest"):
            gc.collect()
            gc.freeze()
            _inspect(Path(path), options, catalogue, stages)
        print(json.dumps(stages.take()), flush=True)
    return 0


def _watch(stages: Stages) -> None:
    """Have the chain's own calls counted."""
    for module, name, stage in (
        (languages, "scan", "scans"),
        (languages, "outline", "outlines"),
        (chain, "link", "linking"),
    ):
        vars(module)[name] = stages.timed(stage, vars(module)[name])
    members = Opened.__iter__

    def iterated(opened: Opened) -> Iterator[Member]:
        found = members(opened)
        while True:
            with stages.stage("archives"):
                member = next(found, None)
            if member is None:
                return
            yield member

    setattr(Opened, "__iter__", iterated)  # noqa: B010


def _inspect(path: Path, options: chain.ChainOptions, catalogue: Catalogue, stages: Stages) -> None:
    found = chain.inspect_artifact(path, path.name, None, options, NoFacts(), lambda _: None, ())
    with stages.stage("report"):
        release = Release("", Ecosystem.GENERIC, path.name, "")
        report = merge(Engine("", ""), release, [Inspected(*found, keep=False)], [])
        write(report, catalogue, Options())


if __name__ == "__main__":
    sys.exit(main())
