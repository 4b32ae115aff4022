"""Start-up: the whole command on one small wheel, in wall seconds."""

import statistics
import sys

from benchmarks.bench import TIDEWAITER, Bench, environment, say
from benchmarks.processes import cost
from benchmarks.tables import Row, Table

_ROUNDS = 9
_BARS = {"without cache": 0.35, "from the cache": 0.25}  # seconds


def measure(bench: Bench) -> Table:
    """Alternate the bare interpreter, the command without cache and with it; medians."""
    cache = bench.cache("startup")
    inspect = (*TIDEWAITER, "inspect", str(bench.small))
    commands = {
        "python -c pass": (sys.executable, "-c", "pass"),
        "without cache": (*inspect, "--no-cache"),
        "from the cache": inspect,
    }
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(_ROUNDS + 1):
        say(f"start-up, round {number} of {_ROUNDS}")
        for name, command in commands.items():
            wall = cost(command, environment(cache), bench.work).wall
            if number:  # the first round warms the disk and fills the cache
                seconds[name].append(wall)
    return _table(bench, {name: statistics.median(times) for name, times in seconds.items()})


def _table(bench: Bench, medians: dict[str, float]) -> Table:
    bare = medians["python -c pass"]
    table = Table(f"Start-up: `tidewaiter inspect {bench.small.name}`")
    for name, bar in _BARS.items():
        measured = f"{medians[name]:.3f} s ({medians[name] / bare:.1f} × `python -c pass`)"
        table.rows.append(Row(name, f"≤ {bar} s", measured, medians[name] <= bar))
    table.rows.append(Row("`python -c pass`", "", f"{bare:.3f} s"))
    table.notes.append(
        f"Wall time, median of {_ROUNDS} alternating runs, from a local file; "
        "the catalogue is compiled."
    )
    return table
