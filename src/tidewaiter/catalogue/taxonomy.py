"""Capabilities: what the ids mean, what they imply, and what a destination makes of them."""

from collections.abc import Callable, Iterable
from functools import cached_property

import msgspec

from tidewaiter.catalogue.entry import TEXT_LIMIT, Entry, Library, Row, Value, When, compiled
from tidewaiter.catalogue.language import Language


class Capability(Row, frozen=True, kw_only=True):
    """One id of the taxonomy.

    Attributes:
        title: What it is in a few words, as a list shows it.
        touches: The verb that stands before a destination: "connects to".
        means: One sentence: what code with it can do, and why one would care.
        implies: Ids that every use of this one exercises as well.
        quiet: Common and harmless by itself; reports fold it away.
        telling: Which of two ids says more about a use: the higher one.
    """

    id: str
    title: str
    touches: str
    means: str
    implies: tuple[str, ...] = ()
    quiet: bool = False
    telling: int


class Taxonomy(Row, frozen=True, kw_only=True):
    """``capabilities.toml``: the ids, and the closed list of kinds of destinations."""

    kinds: tuple[str, ...]
    capability: tuple[Capability, ...]

    @property
    def ids(self) -> frozenset[str]:
        """Every id."""
        return frozenset(capability.id for capability in self.capability)


class Refinement(Row, frozen=True, kw_only=True, rename={"sources": "from"}):
    """One ``[[refine]]``: a capability that touches such a destination is a more telling one.

    ``match`` is a regular expression, searched in the destination; in files every backslash
    is a slash first. ``example`` and ``look_alike`` are destinations that do and do not match.
    """

    sources: tuple[str, ...]
    kinds: tuple[str, ...]
    match: str
    to: str
    example: tuple[str, ...]
    look_alike: tuple[str, ...]

    def fits(self, capability: str, kind: str, destination: str) -> bool:
        """Whether the use is this more telling one."""
        if capability not in self.sources or kind not in self.kinds:
            return False
        text = destination[:TEXT_LIMIT]
        text = text.replace("\\", "/") if kind == "file" else text
        return compiled(self.match).search(text) is not None


class Tables(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the files say, checked; ``libraries`` by language, a user's last."""

    taxonomy: Taxonomy
    refinements: tuple[Refinement, ...]
    libraries: dict[str, tuple[Library, ...]]


class Catalogue(msgspec.Struct, frozen=True, dict=True, kw_only=True):
    """What names mean, in every language. ``digest`` is the sha-256 of all of it, in hex."""

    digest: str
    taxonomy: Taxonomy
    refinements: tuple[Refinement, ...]
    python: Language
    javascript: Language
    shell: Language

    @cached_property
    def capabilities(self) -> dict[str, Capability]:
        """Every capability by its id."""
        return {capability.id: capability for capability in self.taxonomy.capability}

    @cached_property
    def _closures(self) -> dict[str, frozenset[str]]:
        return {id: closure(self.capabilities, id) for id in self.capabilities}

    def implies_closure(self, id: str) -> frozenset[str]:
        """The id and all that it implies. Raises KeyError for an id that does not exist."""
        return self._closures[id]

    def quiet(self, id: str) -> bool:
        """Whether reports fold this id away."""
        return self.capabilities[id].quiet

    def most_telling(self, ids: Iterable[str]) -> str:
        """The id that says most; "" (nothing to report) says less than any."""
        return max(ids, key=lambda id: (self.capabilities[id].telling, id) if id else (-1, ""))

    def capability(self, entry: Entry, look: Callable[[When], Value]) -> str:
        """What a use of ``entry`` is, "" for nothing, before its destination refines it.

        ``look`` gives the value of the argument a row speaks of. The first row that holds wins;
        rows that may hold, because the value is not known, compete by how telling they are.
        """
        possible = []
        for when in entry.when:
            holds = when.holds(look(when))
            if holds is not False:
                possible.append(when.capability)
            if holds:
                return self.most_telling(possible)
        return self.most_telling([*possible, entry.capability])

    def refine(self, capability: str, kind: str, destination: str) -> str:
        """The more telling id when the destination says so, else ``capability``."""
        fitting = (r.to for r in self.refinements if r.fits(capability, kind, destination))
        return next(fitting, capability)


def closure(capabilities: dict[str, Capability], id: str) -> frozenset[str]:
    """The id and everything reachable from it through ``implies``."""
    seen: set[str] = set()
    pending = [id]
    while pending:
        current = pending.pop()
        if current not in seen:
            seen.add(current)
            pending.extend(capabilities[current].implies)
    return frozenset(seen)
