"""Reviews: for each claim of a golden the source lines that prove it, and a person's verdict."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from tests.golden.written import PLACEHOLDER, REGISTRY

from tidewaiter.reports.escape import shown

SECTIONS = ("Claims", "Looked for and not there", "Missing or wrong when first generated")
CLAIMS = f"## {SECTIONS[0]}\n"
UNREVIEWED = "unreviewed"
UNKNOWN = "–"
"""Stands for a destination that is not known, and for the entry of what nothing reaches."""

_HEAD = re.compile(r"- ([a-z]+\.[a-z]+) · ([a-z]+) · (.+) · (.+)")
_STEP = re.compile(r"  - (.+?):(\d+) `(.*)`")
_VERDICT = re.compile(r"  - (unreviewed|right: .+|wrong: .+)")
_LONGEST_LINE = 5_000_000


class Step(msgspec.Struct, frozen=True):
    """A line of the path, the last one being the use's, and what stands in it."""

    member: str
    line: int
    quote: str


class Claim(msgspec.Struct, frozen=True):
    """That a capability is used in a phase, with a destination, through a path.

    Attributes:
        entry: What has to happen, as the report says it.
        verdict: ``right: WHY``, ``wrong: WHY`` or ``unreviewed``.
    """

    capability: str
    phase: str
    destination: str
    entry: str
    steps: tuple[Step, ...]
    verdict: str = UNREVIEWED

    @property
    def key(self) -> tuple[str, str, str]:
        """What is claimed; a review holds each once."""
        return self.capability, self.phase, self.destination

    @property
    def way(self) -> tuple[object, ...]:
        """All but quotes and verdict."""
        return *self.key, self.entry, tuple((step.member, step.line) for step in self.steps)


def claims_of(report: dict[str, Any]) -> list[Claim]:
    """All listed uses of a golden as claims; the only quote is the snippet, at the last step."""
    return [
        Claim(
            capability=capability["id"],
            phase=use["phase"],
            destination=visible(use["destination"] or UNKNOWN),
            entry=visible(use["entry"] or UNKNOWN),
            steps=_steps(use),
        )
        for capability in report["capabilities"]
        for use in capability["uses"]
    ]


def _steps(use: dict[str, Any]) -> tuple[Step, ...]:
    """The path; of a use that nothing reaches its own line."""
    *ways, last = use["path"] or [use]
    steps = [Step(step["member"], step["line"], "") for step in ways]
    return *steps, Step(last["member"], last["line"], visible(use["snippet"]))


def read(review: str) -> list[Claim]:
    """The claims of a review. Raises ValueError for a line that cannot be understood."""
    _, _, text = review.partition(CLAIMS)
    blocks = re.split(r"^(?=- )", text.split("\n## ")[0].strip(), flags=re.M)
    return [_claim(block.splitlines()) for block in blocks if block.strip()]


def _claim(lines: list[str]) -> Claim:
    head, *steps, verdict = (line for line in lines if line)
    capability, phase, destination, entry = _groups(_HEAD, head)
    found = [_groups(_STEP, step) for step in steps]
    path = tuple(Step(member, int(line), quote) for member, line, quote in found)
    return Claim(capability, phase, destination, entry, path, *_groups(_VERDICT, verdict))


def _groups(pattern: re.Pattern[str], line: str) -> tuple[str, ...]:
    found = pattern.fullmatch(line)
    if not found:
        raise ValueError(f"not as README.md wants it: {line}")
    return found.groups()


def write(claims: list[Claim]) -> str:
    """The claims as `read` understands them."""
    return "\n".join(line for claim in claims for line in _lines(claim)) + "\n"


def _lines(claim: Claim) -> Iterator[str]:
    yield f"- {' · '.join((*claim.key, claim.entry))}"
    for step in claim.steps:
        yield f"  - {step.member}:{step.line} `{step.quote}`"
    yield f"  - {claim.verdict}"


def visible(text: str) -> str:
    """As a review may show it: one line, no registry's host, no secret, nothing hidden."""
    return shown(REGISTRY.sub(PLACEHOLDER, text), _LONGEST_LINE)
