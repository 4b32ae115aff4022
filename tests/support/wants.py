"""Compares what a source says in its ``want`` comments with the uses that were found in it."""

import json
import re
from collections.abc import Iterable
from typing import NamedTuple

from tidewaiter.model.profile import Use

_WORD = re.compile(r"\bwant\b")
_WANT = re.compile(
    r"\bwant(?P<missed>\??) (?P<capability>[a-z]+\.[a-z]+) @(?P<phase>[a-z]+)"
    r'(?: -> (?P<destination>"(?:[^"\\]|\\.)*"))?(?=\s*$|, want)'
)


class Want(NamedTuple):
    """One expectation: in this line this capability, in this phase, with this destination."""

    line: int
    capability: str
    phase: str
    destination: str | None

    def __str__(self) -> str:
        shown = "" if self.destination is None else f" -> {json.dumps(self.destination)}"
        return f"line {self.line}: {self.capability} @{self.phase}{shown}"


def wants(text: str) -> tuple[set[Want], set[Want]]:
    """What a source wants: what has to be found, and the known misses (``want?``).

    Raises:
        ValueError: A comment that wants something and does not say it in the grammar.
    """
    found: set[Want] = set()
    missed: set[Want] = set()
    for number, line in enumerate(text.splitlines(), 1):
        rows = list(_WANT.finditer(line))
        if len(_WORD.findall(line)) != len(rows):
            raise ValueError(f"line {number} wants what cannot be read: {line.strip()}")
        for row in rows:
            destination = json.loads(row["destination"] or "null")
            want = Want(number, row["capability"], row["phase"], destination)
            (missed if row["missed"] else found).add(want)
    return found, missed


def complaints(text: str, uses: Iterable[Use]) -> list[str]:
    """What is missing, what was not wanted, and which known misses are none any more.

    A use that fits a known miss but for its destination is the part of it that is found.
    """
    wanted, missed = wants(text)
    found = {Want(u.line, u.capability, u.phase.value, u.destination) for u in uses}
    told = [f"missing, {want}" for want in sorted(wanted - found, key=str)]
    told += [f"found at last, {want}" for want in sorted(missed & found, key=str)]
    part = {want[:3] for want in missed}
    extra = {want for want in found - wanted - missed if want[:3] not in part}
    return told + [f"not wanted, {want}" for want in sorted(extra, key=str)]
