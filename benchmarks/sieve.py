"""The sieve loses nothing: with it and without it, the reports of the whole corpus are the same."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.bench import Bench, say
from benchmarks.tables import Row, Table

_SECONDS = 600  # wall time for one artifact without the sieve
_SHOWN = 10  # differing uses told of each artifact

_Use = tuple[str, ...]


def measure(bench: Bench) -> Table:
    """Compare both reports of each artifact."""
    table = Table("Nothing is lost by the sieve")
    differing = 0
    for number, (_, path) in enumerate(bench.archives, 1):
        say(f"sieve, {number} of {len(bench.archives)}: {path.name}")
        found = _differences(_report(bench, path, "on"), _report(bench, path, "off"))
        differing += bool(found)
        if found:
            more = f"; {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
            table.notes.append(f"{path.name}: " + "; ".join(found[:_SHOWN]) + more)
    same = len(bench.archives) - differing
    measured = f"{same} of {len(bench.archives)}"
    table.rows.append(Row("artifacts with the same report", "all", measured, not differing))
    return table


def _report(bench: Bench, path: Path, switch: str) -> dict[str, Any] | str:
    """The report, or the last line of what ended its process."""
    command = (sys.executable, "-m", "benchmarks.one", str(bench.compiled), str(path), switch)
    home = Path(__file__).parents[1]
    environ = bench.environment(bench.work)
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_SECONDS, cwd=home, env=environ
        )
    except subprocess.TimeoutExpired:
        return f"no report within {_SECONDS} s"
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"status {done.returncode}"]
        return lines[-1]
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _differences(sieved: dict[str, Any] | str, whole: dict[str, Any] | str) -> list[str]:
    """What differs, a phrase each: uses by name, all else by its key."""
    if isinstance(sieved, str) or isinstance(whole, str):
        failed = {"with the sieve": sieved, "without it": whole}
        return [f"{how}: {said}" for how, said in failed.items() if isinstance(said, str)]
    before, after = _uses(sieved), _uses(whole)
    found = [f"lost {_told(use)}" for use in sorted((after - before).elements())]
    found += [f"only with the sieve {_told(use)}" for use in sorted((before - after).elements())]
    keys = (key for key in whole if key != "capabilities" and whole[key] != sieved[key])
    found += [f"{key} differ" for key in keys]
    if not found and sieved != whole:
        found.append("order or ids of uses differ")
    return found


def _uses(report: dict[str, Any]) -> Counter[_Use]:
    """Every use by all that is told of it, but its id."""
    return Counter(
        (
            capability["id"],
            use["phase"],
            use["api"],
            f"{use['member']}:{use['line']}",
            json.dumps({key: value for key, value in use.items() if key != "id"}, sort_keys=True),
        )
        for capability in report["capabilities"]
        for use in capability["uses"]
    )


def _told(use: _Use) -> str:
    return f"{use[0]} @{use[1]} `{use[2]}` at {use[3]}"
