"""What the catalogue knows about one capability, as `tidewaiter explain` and its page say it."""

import msgspec

from tidewaiter.catalogue.files import LANGUAGES
from tidewaiter.catalogue.language import Language
from tidewaiter.catalogue.taxonomy import Capability, Catalogue


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
        recognised: Libraries by language and name; empty when only a destination shows it.
    """

    capability: Capability
    implies: tuple[str, ...]
    implied_by: tuple[str, ...]
    refined_from: tuple[tuple[str, tuple[str, ...]], ...]
    recognised: tuple[Recognised, ...]


def explain(catalogue: Catalogue, id: str) -> Explanation:
    """All that the catalogue knows about a capability. Raises KeyError when there is no such id."""
    ids = catalogue.capabilities
    return Explanation(
        capability=ids[id],
        implies=tuple(sorted(catalogue.implies_closure(id) - {id})),
        implied_by=tuple(i for i in sorted(ids) if i != id and id in catalogue.implies_closure(i)),
        refined_from=_refined_from(catalogue, id),
        recognised=tuple(
            row for name in LANGUAGES for row in _recognised(getattr(catalogue, name), name, id)
        ),
    )


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
