"""Start-up: the whole command on one small wheel, in wall seconds."""

import statistics
import sys

from benchmarks.bench import TIDEWAITER, Bench, say
from benchmarks.processes import Cost, cost
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
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(_ROUNDS + 1):
        say(f"start-up, round {number} of {_ROUNDS}")
        for name, command in commands.items():
            found = cost(command, bench.environment(cache), bench.work)
            if number:  # the first round warms the disk and fills the cache
                costs[name].append(found)
    return _table(bench, costs)


def _table(bench: Bench, costs: dict[str, list[Cost]]) -> Table:
    walls = {name: statistics.median(one.wall for one in costs[name]) for name in costs}
    bare = walls["python -c pass"]
    table = Table(f"Start-up: `tidewaiter inspect {bench.small.name}`")
    for name, bar in _BARS.items():
        wall, cpu = walls[name], statistics.median(one.cpu for one in costs[name])
        ratio = f"{wall / bare:.1f} × `python -c pass`"
        measured = f"{wall:.3f} s, {ratio} ({cpu:.2f} s of processors)"
        table.rows.append(Row(name, f"≤ {bar} s", measured, wall <= bar))
    table.rows.append(Row("`python -c pass`", "", f"{bare:.3f} s"))
    table.notes.append(
        f"Wall time, median of {_ROUNDS} alternating runs, from a local file; "
        "the catalogue is compiled."
    )
    return table
