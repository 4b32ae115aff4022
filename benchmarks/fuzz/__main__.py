"""`python -m benchmarks.fuzz --minutes N [READER …]`: looks for inputs that readers do not survive.

With atheris installed (`.[fuzz]`) half of the time is guided by what the code did before. What is
found and what it cost add up over campaigns; the section of RESULTS.md tells all of them.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from benchmarks import results
from benchmarks.bench import say
from benchmarks.fuzz.campaign import Campaign
from benchmarks.fuzz.child import LONGEST_GUIDED
from benchmarks.fuzz.guarded import BYTES_PER_SECOND, FIXED_SECONDS
from benchmarks.fuzz.readers import READERS
from benchmarks.fuzz.seeds import seeds
from benchmarks.fuzz.state import State
from benchmarks.tables import Row, Table, share

_HOURS = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz, then try every finding again and write the section of RESULTS.md."""
    options = _parser().parse_args(arguments)
    measured = results.measured(_guide())
    campaign = Campaign(options.state, results.commit(), guides=find_spec("atheris") is not None)
    chosen = options.readers or list(READERS)
    if options.minutes:
        for reader in chosen:
            say(f"{reader}, seeds")
            campaign.seeds(reader, seeds(reader), LONGEST_GUIDED)
        for told in campaign.run(chosen, options.minutes * 60):
            say(told)
    else:
        table = _table(options.state, campaign)
        print(table.markdown())
        results.write([table], measured)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("readers", nargs="*", metavar="READER", help=f"{', '.join(READERS)} (all)")
    parser.add_argument(
        "--minutes", type=float, default=0, help="to fuzz, all readers together; 0 only reports (0)"
    )
    parser.add_argument(
        "--state", type=Path, metavar="FOLDER", help="where corpus and findings lie"
    )
    return parser


def _guide() -> str:
    return "with atheris" if find_spec("atheris") else "without atheris"


def _table(folder: Path | None, campaign: Campaign) -> Table:
    table = Table("Fuzzing: readers and inputs that nobody meant to be read")
    states = [State(name, folder) for name in READERS]
    cpu, wall = (sum(getattr(s.totals(), kind) for s in states) for kind in ("cpu", "wall"))
    spent = f"{cpu / 3600:.1f} h ({wall / 3600:.1f} h by the clock)"
    what = "of a processor spent on all readers"
    table.rows.append(Row(what, f"≥ {_HOURS} h", spent, cpu >= _HOURS * 3600))
    left = 0
    for state in states:
        say(f"{state.reader}: findings and lines")
        open_now = [f for f, data in state.listed() if campaign.is_open(state.reader, data)]
        left += len(open_now)
        table.rows += _rows(state, len(open_now))
        table.notes += [f"Open: {state.reader}, {f.kind}: {f.where}" for f in open_now]
    table.notes.append(
        "Each reader in processes with a worker's memory, each input with "
        f"{FIXED_SECONDS:g} s of a processor and one more for {BYTES_PER_SECOND // 1000} kB. "
        "Guided: by libFuzzer through atheris, with damage and grammars among its mutations. "
        "Made: by grammars, sound and damaged, up to 262 kB. Lines: those that the corpus runs, "
        "imports counted; what only members of over 1 MB run is measured by `benchmarks.memory`."
    )
    table.rows.append(
        Row("crashes, hangs, memory over the bound left open", "none", str(left), not left)
    )
    return table


def _rows(state: State, left: int) -> list[Row]:
    sums = state.totals()
    known = len(state.listed())
    what = (
        f"{sums.guided:,} inputs guided, {sums.made:,} made; {sums.cpu:,.0f} s of a processor; "
        f"{known - left} findings mended, {left} open"
    )
    command = (sys.executable, "-m", "benchmarks.fuzz.lines", state.reader, str(state.corpus))
    modules = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    statements = sum(number for _, number, _ in modules)
    run = statements - sum(len(missing) for _, _, missing in modules)
    return [Row(state.reader, "", what), share(f"{state.reader}: lines run", run, statements)]


if __name__ == "__main__":
    raise SystemExit(main())
