"""How right the call graph is, told from reports alone: marks planted into public suites.

Every function and module of a snippet reads a variable of its own (``TW_MARK_7``) when it runs.
The snippet is imported once, to learn which marks are read and who called whom; it is inspected as
a package, and what the report says of the phase import is held against that. A module that nothing
imports has a function and a method under each name, so that bare names prove nothing.
"""

from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

PREFIX = "TW_MARK_"
DECOY = "tw_decoy"
"""The module that nothing imports, without its suffix."""


class Language(StrEnum):
    """Of a suite."""

    PYTHON = "python"
    JAVASCRIPT = "javascript"


class Place(msgspec.Struct, frozen=True):
    """A function, or a module, that holds a mark.

    Attributes:
        name: As its language spells it, with the functions and classes around it; "" of a module.
        start: Line and column of its first character in the planted text, the line from 1.
        end: The same behind its last.
    """

    member: str
    name: str
    start: tuple[int, int]
    end: tuple[int, int]


@dataclass
class Planted:
    """A snippet with marks: its members, and what each mark stands in."""

    name: str
    language: Language
    members: dict[str, bytes] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)

    @property
    def own(self) -> range:
        """The marks that are no decoys'."""
        return range(sum(not is_decoy(place.member) for place in self.places))

    def module(self, member: str) -> int | None:
        """The mark of a module."""
        for mark, place in enumerate(self.places):
            if place.member == member and not place.name and place.start == (1, 0):
                return mark
        return None

    def inside(self, member: str, line: int, column: int | None, name: str = "") -> int | None:
        """The mark of the innermost function around a point; of those the one of that name.

        ``column`` is ``None`` where a report tells the line alone.
        """
        found: list[int] = []
        for mark, place in enumerate(self.places):
            if place.member != member:
                continue
            if column is None:
                around = place.start[0] <= line <= place.end[0]
            else:
                around = place.start <= (line, column) < place.end
            if around:
                found.append(mark)
        found.sort(key=lambda mark: self._size(mark))
        named = [mark for mark in found if name and self.places[mark].name.endswith(name)]
        return next(iter(named or found), None)

    def _size(self, mark: int) -> tuple[int, int]:
        start, end = self.places[mark].start, self.places[mark].end
        return end[0] - start[0], end[1] - start[1]


class Truth(msgspec.Struct):
    """What happened when a snippet was imported: marks in order, and who called whom."""

    reached: set[int] = msgspec.field(default_factory=set)
    edges: set[tuple[int, int]] = msgspec.field(default_factory=set)
    failed: str = ""


def is_decoy(member: str) -> bool:
    """Whether a member is the one that nothing imports."""
    return member.rpartition("/")[2].startswith(DECOY)
