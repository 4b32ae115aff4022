"""The size of a core installation: what the package depends on, and the package, compiled."""

import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

from benchmarks.bench import Bench, say
from benchmarks.tables import Row, Table

_BAR = 60_000_000
_SHOWN = 6
_ROOT = Path(__file__).parents[1]


def measure(bench: Bench) -> Table:
    """Install the dependencies into a folder, in the pinned versions, and add up their files."""
    say("installing the dependencies")
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    folder = bench.work / "installed"
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "-q")
    where = ("--no-compile", "--target", str(folder), "-c", str(_ROOT / "constraints.txt"))
    subprocess.run((*pip, *where, *project["dependencies"]), check=True)
    sizes = _sizes(folder)
    whole = sum(sizes.values())
    largest = ", ".join(f"{name} {_mega(size)}" for name, size in sizes.most_common(_SHOWN))
    table = Table("Size of the core installation")
    table.rows += [
        Row("dependencies", f"≤ {_mega(_BAR)}", _mega(whole), whole <= _BAR),
        Row("the package itself", "", _mega(sum(_sizes(bench.engine).values()))),
    ]
    table.notes.append(f"Bytes of files, without compiled bytecode. The largest: {largest}.")
    return table


def _sizes(folder: Path) -> Counter[str]:
    """Bytes of the files below each entry of a folder."""
    sizes: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != ".pyc":
            sizes[path.relative_to(folder).parts[0]] += path.stat().st_size
    return sizes


def _mega(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
