"""Capabilities on the screen: title, how often, destinations, and the shortest path to one use."""

import msgspec

from tidewaiter.catalogue import Catalogue
from tidewaiter.model.phase import Phase
from tidewaiter.model.profile import Edge, Step, Use
from tidewaiter.model.report import Report
from tidewaiter.reports.escape import shown
from tidewaiter.reports.interface import Options
from tidewaiter.reports.page import Page, Span
from tidewaiter.reports.uses import earliest, in_order

_UNKNOWN = "{…}"
_DESTINATIONS = 3
_EDGES = {Edge.EXACT: 0, Edge.LIKELY: 1, Edge.POSSIBLE: 2}
_LABELS = {"host": "to", "url": "to", "address": "to", "database": "to"}


class Group(msgspec.Struct, frozen=True):
    """The uses of one capability in the phases that a section speaks of."""

    id: str
    title: str
    uses: list[Use]

    @property
    def places(self) -> int:
        """Distinct places, however many phases reach each."""
        return len({(use.member, use.line, use.column) for use in self.uses})


def groups(
    report: Report, phases: tuple[Phase, ...], catalogue: Catalogue
) -> tuple[list[Group], list[Group]]:
    """The groups of note and the quiet ones, each with the most telling first."""
    found: dict[str, list[Use]] = {}
    for use in report.uses:
        if use.phase in phases:
            found.setdefault(use.capability, []).append(use)
    ids = sorted(found, key=lambda id: (-catalogue.capabilities[id].telling, id))
    made = [Group(id, catalogue.capabilities[id].title, found[id]) for id in ids]
    loud = [group for group in made if not catalogue.quiet(group.id)]
    return loud, [group for group in made if catalogue.quiet(group.id)]


def show_quiet(page: Page, label: str, quiet: list[Group], indent: int) -> None:
    """Several groups folded into one line."""
    words = [f"{group.title} ({group.places})" for group in quiet]
    page.line((label, "dim"), (", ".join(words), "dim"), indent=indent)


def show_group(page: Page, group: Group, options: Options, indent: int) -> None:
    """A capability with its destinations and shortest path, or (verbose) with all its uses."""
    places = f"{group.places} {'place' if group.places == 1 else 'places'}"
    page.columns([(group.title, ""), (group.id, "dim")], places, indent)
    if options.verbose:
        for use in in_order(group.uses):
            show_use(page, use, indent + 2)
        return
    for label, words in _destinations(group.uses):
        page.line((label, "dim"), (words, ""), indent=indent + 2, hang=len(label) + 1)
    best = shortest(group.uses)
    page.line(*way(best), indent=indent + 2, hang=3)
    if all(use.condition for use in group.uses):
        page.line(("if", "dim"), (shown(best.condition or "", 100), ""), indent=indent + 2, hang=3)


def shortest(uses: list[Use]) -> Use:
    """The use that shows the capability best: reached, by the fewest and the surest steps."""

    def cost(use: Use) -> tuple[bool, int, int]:
        return not use.path, len(use.path), sum(_EDGES[step.edge] for step in use.path)

    return min(earliest(uses, len(uses)), key=cost)


def show_use(page: Page, use: Use, indent: int) -> None:
    """One use: its source line, what it touches, the way to it, what is special about it."""
    page.line((shown(use.snippet, 160), ""), indent=indent)
    for label, words in _destinations([use]):
        page.line((label, "dim"), (words, ""), indent=indent + 2)
    page.line(*way(use), indent=indent + 2, hang=3)
    if notes := _notes(use):
        page.line((notes, "dim"), indent=indent + 2)


def _notes(use: Use) -> str:
    notes = [f"if {shown(use.condition, 100)}"] if use.condition else []
    if use.layers:
        notes.append(f"inside {' in '.join(shown(layer, 40) for layer in reversed(use.layers))}")
    notes += [shown(label, 40) for label in use.origin]
    return ", ".join(notes)


def _destinations(uses: list[Use]) -> list[tuple[str, str]]:
    """A line for each kind of destination: its label, the first few, how many more there are."""
    kinds: dict[str, set[str]] = {}
    for use in uses:
        if use.destination is not None:
            kind = use.destination_kind or "name"
            kinds.setdefault(_LABELS.get(kind, kind), set()).add(use.destination)
    return [(label, _first_few(found)) for label, found in sorted(kinds.items())]


def _known(destination: str) -> tuple[bool, bool, str]:
    """What begins with something known comes before what does not, and what is not known last.

    Of what begins with an option the program is not known.
    """
    begins = not destination.lstrip("/").startswith((_UNKNOWN, "-"))
    return destination == _UNKNOWN, not begins, destination


def _first_few(found: set[str]) -> str:
    more = len(found) - _DESTINATIONS
    first = sorted(found, key=_known)[:_DESTINATIONS]
    words = ", ".join(shown(text, 100) for text in first)
    return f"{words} and {more} more" if more > 0 else words


def way(use: Use) -> list[Span]:
    """What has to happen, and the places from there to the use."""
    place = _place(use.member, use.line)
    if not use.path:
        return [("at", "dim"), (place, ""), ("(nothing public reaches it)", "dim")]
    steps = [_place(step.member, step.line) + _doubt(step) for step in use.path]
    return [("by", "dim"), (f"{shown(use.entry, 100)}:", ""), (" → ".join(steps), "dim")]


def _place(member: str, line: int) -> str:
    return f"{shown(member, 160)}:{line}"


def _doubt(step: Step) -> str:
    return " (possibly)" if step.edge is Edge.POSSIBLE else ""
