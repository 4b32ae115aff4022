"""Precision: random claims about popular releases, each judged by a person against the source.

Judgements are kept, so that a later engine is scored against them too. A judged claim has four
verdicts, each `right`, `wrong: WHY` or, before somebody has looked, empty:

- use: does that line do what the capability says?
- phase: does it run in that phase, by that entry, under that condition?
- destination: is it true, and as precise as the source shows? `none` where there is none to tell.
- path: does each step call the next?
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from tests.golden.written import PLACEHOLDER, REGISTRY

from tidewaiter.reports.escape import shown

HOME = Path(__file__).parent
_LONGEST = 1_000


class Step(msgspec.Struct, frozen=True):
    """A function and the line of it that calls the next, quoted; the last line is the use's."""

    function: str
    member: str
    line: int
    quote: str = ""


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What a report says of one use; of what nothing reaches, ``steps`` is the use's own line."""

    capability: str
    api: str
    phase: str
    entry: str
    condition: str
    destination: str
    steps: tuple[Step, ...]

    @property
    def place(self) -> tuple[str, str, int]:
        """Capability, member and line of the use."""
        return self.capability, self.steps[-1].member, self.steps[-1].line


class Verdicts(msgspec.Struct, kw_only=True):
    """A person's, one of each kind."""

    use: str = ""
    phase: str = ""
    destination: str = ""
    path: str = ""


class Judged(msgspec.Struct, kw_only=True):
    """A claim about a release and what a person found; ``sha256`` is that of the artifact read."""

    target: str
    sha256: str
    claim: Claim
    verdicts: Verdicts


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """What was drawn with which seed, on which day, by which commit's engine."""

    seed: int
    drawn: str
    commit: str
    claims: tuple[Judged, ...]


def load_samples() -> list[Sample]:
    """All samples that were kept, the oldest first."""
    files = sorted(HOME.glob("judged-*.json"))
    return [msgspec.json.decode(file.read_bytes(), type=Sample) for file in files]


def claims_of(report: dict[str, Any]) -> Iterator[Claim]:
    """Each claim of a report."""
    for capability in report["capabilities"]:
        for use in capability["uses"]:
            yield _claim(capability["id"], use)


def _claim(capability: str, use: dict[str, Any]) -> Claim:
    *before, last = use["path"] or [use]
    steps = [Step(step["function"], step["member"], step["line"]) for step in before]
    end = Step(last.get("function", ""), last["member"], last["line"], visible(use["snippet"]))
    return Claim(
        capability=capability,
        api=use["api"],
        phase=use["phase"],
        entry=visible(use["entry"] or ""),
        condition=visible(use["condition"] or ""),
        destination=visible(use["destination"] or ""),
        steps=(*steps, end),
    )


def visible(text: str) -> str:
    """As a committed file may hold it: one line, no registry's host, no secret, nothing hidden."""
    return shown(REGISTRY.sub(PLACEHOLDER, text), _LONGEST)
