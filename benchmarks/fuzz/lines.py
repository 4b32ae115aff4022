"""`python -m benchmarks.fuzz.lines READER CORPUS`: which lines of a reader its corpus ran."""

import argparse
import json
import sys
from pathlib import Path
from typing import NamedTuple

from benchmarks.fuzz import guarded

_SOURCE = Path(__file__).parents[2] / "src" / "tidewaiter"


class Lines(NamedTuple):
    """Statements of a module, and the lines of those that never ran."""

    module: str
    statements: int
    missing: list[int]


def main() -> int:
    """Read every input of the corpus and print, as JSON, the lines of each module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader")
    parser.add_argument("corpus", type=Path)
    options = parser.parse_args()
    print(json.dumps(covered(options.reader, sorted(options.corpus.iterdir()))))
    return 0


def covered(name: str, inputs: list[Path]) -> list[Lines]:
    """The lines of a reader's modules; imports count as run."""
    import coverage

    recorded = coverage.Coverage(data_file=None, include=[str(_SOURCE / "*")])
    recorded.set_option("report:exclude_also", ["if TYPE_CHECKING:", r"^\s*\.\.\.$"])
    sys.setrecursionlimit(20_000)
    guarded.watch()
    recorded.start()
    from benchmarks.fuzz.readers import READERS

    reader = READERS[name]
    for path in inputs:
        guarded.finding(reader.run, path.read_bytes(), patience=10)
    recorded.stop()
    found: list[Lines] = []
    for below in reader.modules:
        place = _SOURCE / below
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            _, statements, _, missing, _ = recorded.analysis2(str(path))
            found.append(Lines(path.relative_to(_SOURCE).as_posix(), len(statements), missing))
    return found


if __name__ == "__main__":
    sys.exit(main())
