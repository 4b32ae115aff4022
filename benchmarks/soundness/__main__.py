"""`python -m benchmarks.soundness`: what happens at import, held against what is reported.

Installs and runs popular packages: do it where that may be done. What was recorded is kept below
`--keep`, so that another engine is measured against the same; `--odd` names what was missed.
"""

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from benchmarks import results
from benchmarks.bench import TIDEWAITER, say
from benchmarks.corpus.draw import popular
from benchmarks.soundness import OBSERVED, Event, Recording
from benchmarks.soundness.installing import Package, Packages, Unfit
from benchmarks.soundness.recording import is_recorded, record
from benchmarks.tables import Table, share
from tidewaiter.catalogue.load import load
from tidewaiter.catalogue.taxonomy import Catalogue
from tidewaiter.cli.choices import cache_dir

SEED = 20261130
_IMPORT = ("startup", "import")
_SCRIPT = (*_IMPORT, "bin")
_LOADS = "code.native"
_UNSEEN = frozenset(
    {
        *("ctypes.CFUNCTYPE", "ctypes.PYFUNCTYPE", "ctypes.WINFUNCTYPE", "ctypes.pythonapi"),
        *("ctypes.windll", "ctypes.oledll", "sys.getwindowsversion"),
        *("os.availableParallelism", "process.binding"),
    }
)
"""What no event tells: types of native functions, what Python and Node have loaded already, what
only Windows has, and what is not watched.
"""

_NEAR = 2
"""Lines that a call over several lines may have between its beginning and what it does."""


@dataclass(frozen=True)
class Claim:
    """What is said to happen where, with the members it begins in and ends in."""

    event: Event
    phase: str
    begins: str
    conditional: bool
    destination: str | None


@dataclass
class Score:
    """Facts (package and id), uses and claims, how many of each agree, and what was lost."""

    packages: int = 0
    facts: int = 0
    facts_told: int = 0
    events: int = 0
    events_told: int = 0
    scripts: int = 0
    script_events: int = 0
    script_events_told: int = 0
    claims: int = 0
    happened: int = 0
    conditional: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)

    def add(self, target: str, recordings: list[Recording], report: dict[str, Any]) -> None:
        """Count one package, if it could be inspected."""
        if "capabilities" not in report:
            self.lost.append(target)
            return
        claims = list(_claims(report))
        imports = [one for one in recordings if not one.script]
        events = {event for one in imports for event in one.events}
        scripts = [one for one in recordings if one.script]
        self.packages += 1
        self.scripts += len(scripts)
        self._ids(events, claims)
        told = self._events(target, events, [c for c in claims if c.phase in _IMPORT])
        self.events += len(events)
        self.events_told += told
        later = {event for one in scripts for event in one.events} - events
        self.script_events += len(later)
        self.script_events_told += self._events(f"{target} --help", later, claims)
        through = {event for one in imports for event in one.through}
        self._claims(target, imports, claims, events | through)

    def _ids(self, events: set[Event], claims: list[Claim]) -> None:
        told = {id for c in claims if c.phase in _IMPORT for id in _closure(c.event.capability)}
        happened = {event.capability for event in events}
        self.seen.update(event.capability for event in events)
        self.facts += len(happened)
        self.facts_told += len(happened & told)

    def _events(self, target: str, events: set[Event], claims: list[Claim]) -> int:
        told = {id for claim in claims for id in _closure(claim.event.capability)}
        missed = [e for e in sorted(events) if not any(_is_told(e, c.event) for c in claims)]
        for event in missed:
            what = "use" if event.capability in told else "id"
            self.odd.append(f"missed {what} {target} {_shown(event)}")
        return len(events) - len(missed)

    def _claims(
        self, target: str, imports: list[Recording], claims: list[Claim], events: set[Event]
    ) -> None:
        # of a run that failed Node does not say which modules it ended in
        ended = [one for one in imports if target.startswith("pypi:") or not one.failed]
        whole = {member for one in ended for member in one.members}
        loads = {c.event: c.destination for c in claims if c.event.capability == _LOADS}
        said = {
            (claim.event, claim.conditional)
            for claim in claims
            if claim.phase in _IMPORT and {claim.begins, claim.event.member} <= whole
        }
        for claim, conditional in sorted(said):
            if not OBSERVED.keys() & _closure(claim.capability):
                continue
            if conditional:
                self.conditional += 1
                continue
            self.claims += 1
            # a library is loaded once, by whichever of several places comes first
            to = loads.get(claim)
            alike = [c for c in loads if loads[c] == to] if to else [claim]
            # also by another library, which is no place of a text: then it is seen to be loaded
            if to in whole or any(_is_told(event, one) for event in events for one in alike):
                self.happened += 1
            else:
                self.odd.append(f"claimed {target} {_shown(claim)}")


@cache
def _catalogue() -> Catalogue:
    return load(cache_dir() / "compiled")


def _closure(capability: str) -> frozenset[str]:
    """What a reported id says, itself included."""
    return _catalogue().implies_closure(capability) | {capability}


def _shown(event: Event) -> str:
    return f"{event.capability} {event.member}:{event.line}"


def _is_told(event: Event, claim: Event) -> bool:
    near = event.member == claim.member and abs(event.line - claim.line) <= _NEAR
    return near and event.capability in _closure(claim.capability)


def _claims(report: dict[str, Any]) -> Iterator[Claim]:
    """What is said to happen at import, and when a script is run."""
    for capability in report["capabilities"]:
        for use in capability["uses"]:
            if use["phase"] in _SCRIPT and use["api"] not in _UNSEEN:
                yield Claim(
                    Event(capability["id"], use["member"], use["line"]),
                    use["phase"],
                    use["path"][0]["member"] if use["path"] else use["member"],
                    use["condition"] is not None,
                    use["destination"],
                )


def main() -> int:
    """Record what is not recorded yet, inspect, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soundness", description=__doc__)
    default = user_cache_path("tidewaiter-benchmarks", appauthor=False) / "soundness"
    parser.add_argument("--keep", type=Path, default=default, metavar="FOLDER")
    parser.add_argument("--pypi", type=int, default=110, metavar="N", help="packages (110)")
    parser.add_argument("--npm", type=int, default=60, metavar="N", help="packages (60)")
    parser.add_argument("--odd", action="store_true", help="name what was missed or not seen")
    parser.add_argument("--kept", action="store_true", help="only what was recorded before")
    parser.add_argument(
        "--largest",
        type=float,
        default=100,
        metavar="MB",
        help="of an artifact that is inspected (100)",
    )
    parser.add_argument("--record", action="store_true", help="only record, inspect nothing")
    options = parser.parse_args()
    measured = results.measured(
        f"drawn with seed {SEED}, artifacts up to {options.largest:g} MB"
        + ("; only what was recorded before" if options.kept else "")
    )
    tables: list[Table] = []
    for ecosystem, most in (("pypi", options.pypi), ("npm", options.npm)):
        drawn = _recorded(ecosystem, options.keep, only_kept=options.kept)
        largest = options.largest * 1_000_000
        fitting = (one for one in drawn if one[0].artifact.stat().st_size <= largest)
        recorded = [*islice(fitting, most)]
        if options.record or not recorded:
            continue
        score = Score()
        reports = _inspected([package.artifact for package, _ in recorded])
        for (package, recordings), report in zip(recorded, reports, strict=True):
            score.add(package.target, recordings, report)
        tables.append(_table(ecosystem, score))
        print(tables[-1].markdown(), flush=True)
        if options.odd:
            print("\n".join(score.odd), flush=True)
    if tables:
        results.write(tables, measured)
    return 0


def _recorded(
    ecosystem: str, keep: Path, *, only_kept: bool
) -> Iterator[tuple[Package, list[Recording]]]:
    packages = Packages(keep)
    for number, target in enumerate(popular(ecosystem, SEED)):
        if only_kept and not is_recorded(packages.place(target), ecosystem):
            continue
        say(f"{number}: {target}")
        try:
            package = packages.fetched(target)
            yield package, record(package)
        except Unfit:
            continue


def _inspected(paths: list[Path]) -> Iterator[dict[str, Any]]:
    """The reports of artifacts, by one process that inspects one after the other."""
    options = ("--offline", "--jobs", "1", "--format", "jsonl", "--limit-uses", "0")
    command = (*TIDEWAITER, "inspect", *options, *map(str, paths))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        yield from map(json.loads, process.stdout)


def _table(ecosystem: str, score: Score) -> Table:
    table = Table(f"Soundness at import: {'PyPI' if ecosystem == 'pypi' else 'npm'}")
    table.rows += [
        share("ids that happened and are told", score.facts_told, score.facts, 0.99),
        share("events that are told, with their line", score.events_told, score.events, 0.95),
        share(
            "events of scripts asked for help that are told",
            score.script_events_told,
            score.script_events,
        ),
        share("unconditional claims that happened", score.happened, score.claims, 0.85),
        share("claims that are conditional", score.conditional, score.claims + score.conditional),
    ]
    seen = ", ".join(f"{id} {count}" for id, count in score.seen.most_common())
    table.notes += [
        f"{score.packages} packages with {score.scripts} scripts; {score.events} events at import:"
        f" {seen}. Not inspected in time: {', '.join(score.lost) or 'none'}.",
        f"Within {_NEAR} lines, since a call over several lines has several. Ids that can be seen: "
        + "; ".join(f"{id} ({how})" for id, how in OBSERVED.items())
        + f". Not seen of these: {', '.join(sorted(_UNSEEN))}, and what comes when a process ends.",
    ]
    return table


if __name__ == "__main__":
    sys.exit(main())
