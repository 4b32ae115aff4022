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
from benchmarks.soundness import OBSERVED, Event
from benchmarks.soundness.packages import Recorded, Unfit, artifact, record
from benchmarks.tables import Table, share
from tidewaiter.catalogue.load import load
from tidewaiter.catalogue.taxonomy import Catalogue
from tidewaiter.cli.choices import cache_dir

SEED = 20261130
_PHASES = ("import", "startup")
_LOADS = "code.native"
_NEAR = 2
"""Lines that a call over several lines may have between its beginning and what it does."""


_Claim = tuple[Event, bool, str | None]
"""What is said to happen where, whether only under a condition, and its destination."""


@dataclass
class Score:
    """Facts (package and id), uses and claims, and how many of each agree."""

    packages: int = 0
    events: int = 0
    facts: int = 0
    facts_told: int = 0
    uses_told: int = 0
    claims: int = 0
    happened: int = 0
    conditional: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    odd: list[str] = field(default_factory=list)

    def add(self, recorded: Recorded, report: dict[str, Any]) -> None:
        """Count one package."""
        events = {event for one in recorded.recordings for event in one.events}
        claims = list(_claims(report))
        told = {id for claim, *_ in claims for id in _closure(claim.capability)}
        self.packages += 1
        self.events += len(events)
        self.seen.update(event.capability for event in events)
        for capability in sorted({event.capability for event in events}):
            self.facts += 1
            self.facts_told += capability in told
        for event in sorted(events):
            if any(_is_told(event, claim) for claim, *_ in claims):
                self.uses_told += 1
            else:
                what = "use" if event.capability in told else "id"
                self.odd.append(f"missed {what} {recorded.target} {_shown(event)}")
        self._claims(recorded, claims, events)

    def _claims(self, recorded: Recorded, claims: list[_Claim], events: set[Event]) -> None:
        whole = {one.member for one in recorded.recordings if not one.failed}
        loads = {c: to for c, _, to in claims if c.capability == _LOADS and to}
        for claim, conditional in sorted(
            {(claim, conditional) for claim, conditional, _ in claims}
        ):
            if claim.member not in whole or not OBSERVED.keys() & _closure(claim.capability):
                continue
            if conditional:
                self.conditional += 1
                continue
            self.claims += 1
            # a library is loaded once, by whichever of several places comes first
            alike = [c for c, to in loads.items() if to == loads.get(claim)] or [claim]
            if any(_is_told(event, one) for event in events for one in alike):
                self.happened += 1
            else:
                self.odd.append(f"claimed {recorded.target} {_shown(claim)}")


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


def _claims(report: dict[str, Any]) -> Iterator[_Claim]:
    """What is said to happen at import."""
    for capability in report["capabilities"]:
        for use in capability["uses"]:
            if use["phase"] in _PHASES:
                event = Event(capability["id"], use["member"], use["line"])
                yield event, use["condition"] is not None, use["destination"]


def main() -> int:
    """Record what is not recorded yet, inspect, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soundness", description=__doc__)
    default = user_cache_path("tidewaiter-benchmarks", appauthor=False) / "soundness"
    parser.add_argument("--keep", type=Path, default=default, metavar="FOLDER")
    parser.add_argument("--pypi", type=int, default=110, metavar="N", help="packages (110)")
    parser.add_argument("--npm", type=int, default=60, metavar="N", help="packages (60)")
    parser.add_argument("--odd", action="store_true", help="name what was missed or not seen")
    options = parser.parse_args()
    measured = results.measured(f"drawn with seed {SEED}")
    tables: list[Table] = []
    for ecosystem, most in (("pypi", options.pypi), ("npm", options.npm)):
        recorded = list(islice(_recorded(ecosystem, options.keep), most))
        score = Score()
        for one in recorded:
            score.add(one, _inspected(artifact(one, options.keep)))
        tables.append(_table(ecosystem, score))
        print(tables[-1].markdown(), flush=True)
        if options.odd:
            print("\n".join(score.odd), flush=True)
    results.write(tables, measured)
    return 0


def _recorded(ecosystem: str, keep: Path) -> Iterator[Recorded]:
    for number, target in enumerate(popular(ecosystem, SEED)):
        say(f"{number}: {target}")
        try:
            yield record(target, keep)
        except Unfit:
            continue


def _inspected(path: Path) -> dict[str, Any]:
    options = ("--offline", "--jobs", "1", "--format", "json", "--limit-uses", "0")
    done = subprocess.run(
        (*TIDEWAITER, "inspect", *options, str(path)), capture_output=True, check=False
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _table(ecosystem: str, score: Score) -> Table:
    table = Table(f"Soundness at import: {'PyPI' if ecosystem == 'pypi' else 'npm'}")
    table.rows += [
        share("ids that happened and are told", score.facts_told, score.facts, 0.99),
        share("events that are told, with their line", score.uses_told, score.events, 0.95),
        share("unconditional claims that happened", score.happened, score.claims, 0.85),
        share("claims that are conditional", score.conditional, score.claims + score.conditional),
    ]
    seen = ", ".join(f"{id} {count}" for id, count in score.seen.most_common())
    table.notes += [
        f"{score.packages} packages, {score.events} events: {seen}.",
        f"Within {_NEAR} lines, since a call over several lines has several. Ids that can be seen: "
        + "; ".join(f"{id} ({how})" for id, how in OBSERVED.items())
        + ".",
    ]
    return table


if __name__ == "__main__":
    sys.exit(main())
