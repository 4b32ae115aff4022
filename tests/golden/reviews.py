"""Reviews: lines that prove what a golden claims; README.md here says how to write one."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

CLAIM = re.compile(
    r"- (?P<capability>[a-z]+\.[a-z]+) · (?P<phase>[a-z]+) · (?P<destination>.+) · (?P<path>.+)"
    r" · (?P<member>\S.*):(?P<line>\d+) — `(?P<source>.+)`"
)
PROVEN = "## Proven"


class Claim(msgspec.Struct, frozen=True):
    """One line of the review: what is claimed, and the place and source line that prove it."""

    capability: str
    phase: str
    destination: str
    path: str
    member: str
    line: int
    source: str

    @property
    def place(self) -> tuple[str, str, str, int]:
        return self.capability, self.phase, self.member, self.line


def claims(review: str) -> list[Claim]:
    """The lines below ``## Proven``. Raises ValueError for one that cannot be understood."""
    return [_claim(line) for line in _proven(review) if line.startswith("- ")]


def _proven(review: str) -> Iterator[str]:
    is_inside = False
    for line in review.splitlines():
        if line.startswith("## "):
            is_inside = line == PROVEN
        elif is_inside:
            yield line


def _claim(line: str) -> Claim:
    found = CLAIM.fullmatch(line)
    if not found:
        raise ValueError(f"not a claim as README.md wants it: {line}")
    return msgspec.convert(found.groupdict(), Claim, strict=False)


def claimed(report: dict[str, Any]) -> set[tuple[str, str]]:
    """Each capability and phase of a golden report."""
    return {(one["id"], phase) for one in report["capabilities"] for phase in one["phases"]}


def places(report: dict[str, Any]) -> set[tuple[str, str, str, int]]:
    """Capability, phase, member and line of each listed use."""
    return {
        (one["id"], use["phase"], use["member"], use["line"])
        for one in report["capabilities"]
        for use in one["uses"]
    }
