"""`python -m benchmarks.crater`: goes on where it was ended, counts, writes RESULTS.md.

Nobody has to watch it: a line is kept for each release, and a release that fails costs itself.
"""

import argparse
import sys
from itertools import islice
from pathlib import Path

from platformdirs import user_cache_path

from benchmarks import results
from benchmarks.crater import SEED, page
from benchmarks.crater.counting import Tally, table
from benchmarks.crater.running import Crater, drawn


def main() -> int:
    """Inspect what is missing, print the table, and write it and the figures of blind spots."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crater", description=__doc__)
    default = user_cache_path("tidewaiter-benchmarks", appauthor=False) / "crater"
    parser.add_argument("--keep", type=Path, default=default, metavar="FOLDER")
    parser.add_argument("--releases", type=int, default=520, metavar="N", help="drawn (520)")
    parser.add_argument("--again", action="store_true", help="inspect anew what was not whole")
    parser.add_argument("--anew", action="store_true", help="also what another engine inspected")
    parser.add_argument("--count", action="store_true", help="inspect nothing, count what is there")
    options = parser.parse_args()
    crater = Crater(options.keep)
    targets = list(islice(drawn(), options.releases))
    if options.again:
        for target in _counted(crater, targets).again:
            crater.run(target)
    engine = results.commit()
    for target in [] if options.count else targets:
        ran = crater.runs.get(target)
        if ran is None or (options.anew and ran.commit != engine):
            crater.run(target)
    tally = _counted(crater, targets)
    found = table(tally)
    print(found.markdown())
    results.write([found], results.measured(f"seed {SEED}, inspected {tally.engines}"))
    page.write(tally)
    return 0


def _counted(crater: Crater, targets: list[str]) -> Tally:
    tally = Tally()
    for target in targets:
        if target in crater.runs:
            tally.add(crater.runs[target], crater.outcome(target))
    return tally


if __name__ == "__main__":
    sys.exit(main())
