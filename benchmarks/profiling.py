"""Asks `benchmarks.stages` what each stage cost, in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.bench import Bench

Seconds = dict[str, float]


def profiled(bench: Bench, paths: Sequence[Path]) -> Iterator[Seconds]:
    """Processor seconds by stage: of the start-up alone, then of each archive."""
    command = (sys.executable, "-m", "benchmarks.stages", str(bench.compiled), *map(str, paths))
    done = subprocess.run(
        command,
        env=bench.environment(bench.work),
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    yield from map(json.loads, done.stdout.splitlines())
