"""Declared dependencies of both registries, as they are worded."""

import re
from collections.abc import Iterable

from tidewaiter.model.release import Ecosystem, Requirement

_EXTRA = re.compile(r"\bextra\s*(?:==|in)")
MOST = 5_000
"""Requirements that are kept of one manifest."""

_LENGTH = 5_000
"""Characters that are kept of one; longer ones are no specifiers."""


def python_requirement(line: str, scope: str, wanted: str = "") -> Requirement:
    """A dependency specifier (PEP 508); one with an ``extra`` marker is "optional".

    Args:
        wanted: Its range, where the line is nothing but a name.
    """
    if _EXTRA.search(line.partition(";")[2]):
        scope = "optional"
    return Requirement(Ecosystem.PYPI, line[:_LENGTH], wanted[:_LENGTH], scope)


def npm_requirement(name: str, wanted: str, scope: str) -> Requirement:
    """A row of npm's dependency tables."""
    return Requirement(Ecosystem.NPM, name[:_LENGTH], wanted[:_LENGTH], scope)


def listed(requirements: Iterable[Requirement]) -> tuple[Requirement, ...]:
    """Each once, in order; one more than `MOST` where there are too many."""
    return tuple(sorted(set(requirements))[: MOST + 1])
