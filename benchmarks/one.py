"""Inspects one archive and prints its report; `off` outlines every member, hit or not.

Its own process, since a native parser may end it: `python -m benchmarks.one COMPILED FILE on|off`.
"""

import gc
import sys
from pathlib import Path

from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.catalogue.load import load
from tidewaiter.inspection.cache import NoFacts
from tidewaiter.inspection.chain import ChainOptions, inspect_artifact
from tidewaiter.inspection.merge import merge
from tidewaiter.inspection.protocol import Inspected
from tidewaiter.model.release import Ecosystem, Release
from tidewaiter.model.report import Engine
from tidewaiter.reports.interface import Options
from tidewaiter.reports.json import write


def main() -> int:
    """Print the whole report, as JSON."""
    compiled, path = Path(sys.argv[1]), Path(sys.argv[2])
    sys.setrecursionlimit(20_000)  # as a worker does
    gc.freeze()
    options = ChainOptions(load_budget(), compiled, sieve=sys.argv[3] == "on")
    found = inspect_artifact(path, path.name, None, options, NoFacts(), lambda _: None, ())
    part = Inspected(*found, keep=False)
    release = Release("", Ecosystem.GENERIC, path.name, "")
    report = merge(Engine("", ""), release, [part], [])
    sys.stdout.write(write(report, load(compiled), Options(limit_uses=0)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
