"""What the catalogue knows about one capability, as `tidewaiter explain` and its page say it."""

import msgspec

from tidewaiter.catalogue.files import LANGUAGES
from tidewaiter.catalogue.language import Language
from tidewaiter.catalogue.severities import SeverityRow, load_severities
from tidewaiter.catalogue.taxonomy import Capability, Catalogue
from tidewaiter.model.changes import Change, ChangeKind
from tidewaiter.model.phase import Phase


class Recognised(msgspec.Struct, frozen=True):
    """A library that has the capability: its names, sorted, and where they were learnt."""

    language: str
    library: str
    source: str
    names: tuple[str, ...]


class Explanation(msgspec.Struct, frozen=True):
    """One capability, and all that leads to it.

    Attributes:
        implies: What every use of it exercises as well, through any number of steps.
        implied_by: The capabilities of which that holds for this one.
        refined_from: What a destination can turn into it, with destinations that do.
        severities: How much it matters that a release has it which the one before had not, with
            the phases of which that is said, earliest first.
        recognised: Libraries by language and name; empty when only a destination shows it.
    """

    capability: Capability
    implies: tuple[str, ...]
    implied_by: tuple[str, ...]
    refined_from: tuple[tuple[str, tuple[str, ...]], ...]
    severities: tuple[tuple[SeverityRow, tuple[Phase, ...]], ...]
    recognised: tuple[Recognised, ...]


def explain(catalogue: Catalogue, id: str) -> Explanation:
    """All that the catalogue knows about a capability. Raises KeyError when there is no such id."""
    ids = catalogue.capabilities
    return Explanation(
        capability=ids[id],
        implies=tuple(sorted(catalogue.implies_closure(id) - {id})),
        implied_by=tuple(i for i in sorted(ids) if i != id and id in catalogue.implies_closure(i)),
        refined_from=_refined_from(catalogue, id),
        severities=_severities(id),
        recognised=tuple(
            row for name in LANGUAGES for row in _recognised(getattr(catalogue, name), name, id)
        ),
    )


def _severities(id: str) -> tuple[tuple[SeverityRow, tuple[Phase, ...]], ...]:
    """The rows that speak of this capability where it is new, each with its phases."""
    found: list[tuple[SeverityRow, tuple[Phase, ...]]] = []
    for phase in Phase:
        if phase is not Phase.TEST:
            change = Change(kind=ChangeKind.CAPABILITY_ADDED, capability=id, phase=phase)
            row = load_severities().row(change)
            if found and found[-1][0] == row:
                found[-1] = (row, (*found[-1][1], phase))
            else:
                found.append((row, (phase,)))
    return tuple(found)


def _refined_from(catalogue: Catalogue, id: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    examples: dict[str, list[str]] = {}
    for row in catalogue.refinements:
        if row.to == id:
            for source in row.sources:
                examples.setdefault(source, []).extend(row.example)
    return tuple((source, tuple(found)) for source, found in sorted(examples.items()))


def _recognised(language: Language, name: str, id: str) -> list[Recognised]:
    found = []
    for library in language.libraries:
        names = {n for e in library.api if id in e.capabilities for n in e.names}
        if names:
            found.append(Recognised(name, library.library, library.source, tuple(sorted(names))))
    return found
