"""Compares two reports: every kind of change, its severity, most serious first."""

from collections.abc import Callable, Iterable
from itertools import chain

import msgspec

from tidewaiter.catalogue import Catalogue
from tidewaiter.catalogue.severities import load_severities
from tidewaiter.judging.changes import artifacts, capabilities, dependencies, entries, members
from tidewaiter.model.changes import Change, Comparison
from tidewaiter.model.report import Report

_COMING: tuple[Callable[[Report, Report, Catalogue], Iterable[Change]], ...] = (
    capabilities.added,
    entries.added,
    dependencies.added,
    members.added,
)
"""Each tells what the second report has and the first has not; asked both ways."""

_DIFFERING: tuple[Callable[[Report, Report], Iterable[Change]], ...] = (
    artifacts.differing,
    dependencies.moved,
)
"""Each tells what is neither more nor less, but other."""


def compare(old: Report, new: Report, catalogue: Catalogue) -> Comparison:
    """What differs between two reports.

    What went is what came, seen from the other side: so the comparison of ``new`` with ``old``
    holds the inverse of each change, and that of a report with itself holds none.
    """
    came = chain.from_iterable(find(old, new, catalogue) for find in _COMING)
    went = chain.from_iterable(find(new, old, catalogue) for find in _COMING)
    other = chain.from_iterable(find(old, new) for find in _DIFFERING)
    found = [*came, *(change.inverted for change in went), *other]
    rows = load_severities()
    judged = [msgspec.structs.replace(c, severity=rows.row(c).severity) for c in found]
    return Comparison(old=old, new=new, changes=tuple(sorted(judged, key=_order)))


def _order(change: Change) -> tuple[object, ...]:
    """Most serious first; of equals what comes before what goes, the earliest phase first.

    Then what names what it touches comes before what does not: it can be acted on.
    """
    place = [(use.member, use.line, use.column) for use in change.uses[:1]]
    return (
        -change.severity.rank,
        not change.kind.brings,
        change.phase.rank if change.phase else 99,
        not (change.after or change.before),
        change.capability or "",
        change.kind,
        msgspec.json.encode((change.before, change.after)),
        place,
    )
