"""The source around places of use, read anew from the artifacts when a person asks for it."""

import re
from collections.abc import Iterable

from tidewaiter.catalogue.budgets import Budget
from tidewaiter.model.outcome import TargetFailed
from tidewaiter.reading import languages
from tidewaiter.reading.kinds import kind_of
from tidewaiter.sources import Fetched
from tidewaiter.sources.archives import open_artifact

AROUND = 3
"""Lines before and after the one that is meant."""

_ENDS = re.compile(r"\r\n|\n|\r")

Excerpts = dict[tuple[str, int], tuple[tuple[int, str], ...]]


def excerpts(fetched: Fetched, places: Iterable[tuple[str, int]], budget: Budget) -> Excerpts:
    """Numbered lines around each place (member, line) that the artifacts of a release hold."""
    wanted: dict[str, set[int]] = {}
    for path, line in places:
        wanted.setdefault(path, set()).add(line)
    found: Excerpts = {}
    for artifact in fetched.artifacts:
        if artifact.path is None or not wanted:
            continue
        try:
            opened = open_artifact(artifact.path, budget, artifact.kind)
        except TargetFailed:
            continue  # the inspection said so already
        for member in opened:
            if member.path in wanted:
                dialect = kind_of(member.path, member.data, member.executable)[1]
                lines = _ENDS.split(languages.decode(member.data, dialect)[0])
                for line in wanted[member.path]:
                    found.setdefault((member.path, line), _around(lines, line))
    return found


def _around(lines: list[str], line: int) -> tuple[tuple[int, str], ...]:
    first = max(1, line - AROUND)
    return tuple(enumerate(lines[first - 1 : line + AROUND], first))
