"""Changes on the terminal's screen: by severity, each with what came and the way to it."""

from collections import Counter
from collections.abc import Iterable

from tidewaiter.catalogue import Catalogue
from tidewaiter.model.changes import Change, ChangeKind, Comparison, Severity
from tidewaiter.model.profile import Json, Use
from tidewaiter.model.report import Report
from tidewaiter.reports.capabilities import shortest, show_use, way
from tidewaiter.reports.escape import shown
from tidewaiter.reports.headline import name, required, scope, summary
from tidewaiter.reports.interface import Options
from tidewaiter.reports.page import Page
from tidewaiter.reports.sentence import when

_LISTED = 3
_NUMBERED = 9  # columns of a line's number and what stands around it
_USES = 20
_TOGETHER = frozenset(
    {
        ChangeKind.DESTINATION_ADDED,
        ChangeKind.DESTINATION_REMOVED,
        ChangeKind.DEPENDENCY_ADDED,
        ChangeKind.DEPENDENCY_REMOVED,
    }
)
_FOLDED = frozenset({Severity.INFO, Severity.LOW})


def show_comparison(
    page: Page, comparison: Comparison, catalogue: Catalogue, options: Options
) -> None:
    """The headline, then the changes, most serious first; what is small folds into one line."""
    page.line((f"{name(comparison.old)} → {name(comparison.new)}", "heading"))
    for sentence in summary(comparison, catalogue):
        page.line((sentence, "bold"), indent=2, hang=2)
    for severity in reversed(Severity):
        found = [change for change in comparison.changes if change.severity is severity]
        if found and (options.verbose or severity not in _FOLDED):
            page.blank()
            page.line((str(severity), "heading"))
            for group in _together(found):
                _show(page, group, catalogue, options)
    folded = [change for change in comparison.changes if change.severity in _FOLDED]
    if folded and not options.verbose:
        page.blank()
        page.line(("smaller (-v shows them):", "dim"), (_counted(folded), "dim"))
    _show_gaps(page, (comparison.old, comparison.new))


def _together(changes: Iterable[Change]) -> Iterable[list[Change]]:
    """Destinations of one capability and phase, and dependencies, stand in one group each."""
    groups: dict[object, list[Change]] = {}
    for change in changes:
        key = (change.kind, change.capability, change.phase)
        groups.setdefault(key if change.kind in _TOGETHER else id(change), []).append(change)
    return groups.values()


def _show(page: Page, group: list[Change], catalogue: Catalogue, options: Options) -> None:
    first = group[0]
    uses = [use for change in group for use in change.uses]
    title = catalogue.capabilities[first.capability].title if first.capability else ""
    moment = when(first.phase, {use.gate for use in uses}) if first.phase else ""
    words = [(str(first.kind), ""), (title, ""), (first.capability or "", "dim"), (moment, "")]
    places = len({(use.member, use.line, use.column) for use in uses})
    count = f"{places} {'place' if places == 1 else 'places'}" if places else ""
    spans = [word for word in words if word[0]]
    if count:
        page.columns(spans, count, indent=2)
    else:
        page.line(*spans, indent=2)
    listed = group if options.verbose else group[:_LISTED]
    for change in listed:
        for mark, value in (("-", change.before), ("+", change.after)):
            if value is not None and value != []:
                page.line((mark, "dim"), (_value(value, options), ""), indent=4)
    if len(group) > len(listed):
        page.line((f"and {len(group) - len(listed)} more", "dim"), indent=4)
    if options.verbose:
        for use in uses[:_USES]:
            show_use(page, use, indent=4)
            _show_lines(page, use, options, indent=6)
        if len(uses) > _USES:
            page.line((f"and {len(uses) - _USES} more uses", "dim"), indent=4)
    elif uses:
        page.line(*way(shortest(uses)), indent=4, hang=3)


def _show_lines(page: Page, use: Use, options: Options, indent: int) -> None:
    """The source around a use, where it was asked for."""
    for number, text in options.lines.get((use.member, use.line), ()):
        mark = ">" if number == use.line else " "
        room = max(20, page.width - indent - _NUMBERED)
        page.line((f"{mark}{number:>5} {shown(text, room)}", "dim"), indent=indent)


def _value(value: Json, options: Options) -> str:
    if isinstance(value, list):
        listed = value if options.verbose else value[:_LISTED]
        more = len(value) - len(listed)
        words = ", ".join(_value(item, options) for item in listed)
        return f"{words} and {more} more" if more else words
    if scope(value):
        return f"{required(value)} ({shown(scope(value), 40)})"
    if isinstance(value, dict):
        return ", ".join(
            f"{shown(key, 40)} {_value(item, options)}" for key, item in value.items() if item
        )
    return shown(str(value), 160)


def _counted(changes: Iterable[Change]) -> str:
    """``2 use-added, 1 member-added``"""
    counts = Counter(change.kind for change in changes)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], list(ChangeKind).index(pair[0])))
    return ", ".join(f"{count} {kind}" for kind, count in ordered)


def _show_gaps(page: Page, reports: Iterable[Report]) -> None:
    """A release that was not read whole may hide what changed."""
    for report in reports:
        if not report.complete:
            page.blank()
            said = f"{name(report)} could not be read whole: what is missing was not compared."
            page.line((said, "note"))
