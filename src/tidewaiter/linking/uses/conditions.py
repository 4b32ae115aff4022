"""Tells the conditions under which a use happens, as their source has them."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from tidewaiter.linking.units import Unit
from tidewaiter.linking.uses.asking import Asking
from tidewaiter.linking.values.value import Node, UnitId
from tidewaiter.model.facts import (
    CONDITIONAL,
    DECORATES,
    TOLD_KINDS,
    Branch,
    Call,
    Closure,
    Outline,
)
from tidewaiter.reading.names import encloses

_LONGEST = 160
_MOST_LINES = 4
_MOST = 3
"""Conditions that are told of one use, the nearest to it."""

_NOT = re.compile(r"(?:not |!)([\w.]+(?:\((?:[^()]|\([^()]*\))*\))?)")

_ANY_ERROR = "an error is raised"

Place = tuple[int, int]


class Point(NamedTuple):
    """A step of a way: the function, the place in it and the branch there.

    ``column`` is 0 where only the line is known; ``once`` says what has to come before the next
    step.
    """

    node: Node
    line: int
    branch: int
    column: int = 0
    once: str = ""


class Conditions:
    """Finds the tests around points of units.

    Args:
        units: All of them.
        line: Gives one line of a member, by its number.
        asking: Tells what ordinary tests ask for.
    """

    def __init__(
        self, units: list[Unit], line: Callable[[str, int], str], asking: Asking | None = None
    ) -> None:
        self._units = units
        self._line = line
        self._asking = asking
        self._ends: dict[UnitId, dict[int, list[int]]] = {}
        """By unit and function the branches in which it ends early."""

    def told(self, points: Iterable[Point], *, unasked: bool = False) -> str | None:
        """What has to hold for a way to be taken, ``None`` when nothing is known to have to.

        Args:
            points: The steps of the way, the use last.
            unasked: It is taken before anybody calls the package: then it is also told what
                tests ask of what the package gives itself.
        """
        found: dict[str, None] = {}
        for point in points:
            for condition in (*self._before(point, unasked), *self._around(point, unasked)):
                found[condition] = None
            if point.once:
                found[point.once] = None
        # ``if (args.exec)`` says nothing more around ``args.exec === "install"``
        kept = [one for one in found if not any(o.startswith(f"{one} ==") for o in found)]
        return " and ".join(kept[-_MOST:]) or None

    def _before(self, point: Point, unasked: bool) -> list[str]:
        """The conditions that a function does not end early, before a point of it."""
        unit = self._units[point.node[0]]
        branches = unit.outline.branches
        found: list[str] = []
        for number in self._ends_of(point.node):
            here = branches[number]
            if not self._is_told(point.node[0], number, unasked):
                continue
            # what the test itself does happens whatever it gives
            if here.end > (point.line, point.column) or encloses(branches, number, point.branch):
                continue
            if encloses(branches, here.parent, point.branch):
                found.append(self.text(unit, replace(here, negated=not here.negated)))
        return found

    def _ends_of(self, node: Node) -> list[int]:
        """The branches in which a function ends early, under a test that could be told."""
        unit, function = node
        known = self._ends.get(unit)
        if known is None:
            known = self._ends[unit] = {}
            for number, branch in enumerate(self._units[unit].outline.branches):
                told = branch.kind in TOLD_KINDS or branch.kind == "if"
                if branch.left >= 0 and told and branch.start != (0, 0):
                    known.setdefault(branch.left, []).append(number)
        return known.get(function, [])

    def _is_told(self, unit: UnitId, branch: int, unasked: bool) -> bool:
        """Whether a use is told to stand under a branch."""
        if self._units[unit].outline.branches[branch].kind in CONDITIONAL:
            return True
        return unasked and self._asking is not None and bool(self._asking.kind(unit, branch))

    def _around(self, point: Point, unasked: bool) -> list[str]:
        """The conditions around one point, the outermost first."""
        unit, branch = self._units[point.node[0]], point.branch
        branches = unit.outline.branches
        texts: list[str] = []
        while branch > 0:
            here = branches[branch]
            if self._is_told(point.node[0], branch, unasked):
                texts.append(self.text(unit, here))
            branch = here.parent
        return [text for text in reversed(texts) if text]

    def text(self, unit: Unit, branch: Branch) -> str:
        """The test of one branch, "" when it is not known where it stands."""
        if branch.start == (0, 0):
            return _ANY_ERROR if branch.kind == "except" else ""
        shown = self._stretch(unit, branch.start, branch.end)
        if branch.kind == "except":
            return f"{shown} is raised"
        if branch.subject is not None:
            shown = f"{self._stretch(unit, *branch.subject)} === {shown}"
        if not branch.negated:
            return shown
        twice = _NOT.fullmatch(shown)
        return twice[1] if twice else f"not ({shown})"

    def _stretch(self, unit: Unit, start: Place, end: Place) -> str:
        """The source between two places, of its first few lines, as one line."""
        last = min(end[0], start[0] + _MOST_LINES - 1)
        lines = [self._source(unit, number) for number in range(start[0], last + 1)]
        if last == end[0]:
            lines[-1] = lines[-1][: end[1]]
        lines[0] = lines[0][start[1] :]
        return " ".join(" ".join(lines).split())[:_LONGEST]

    def _source(self, unit: Unit, number: int) -> str:
        if not unit.text:
            return self._line(unit.member, number)
        lines = unit.text.split("\n")
        return lines[number - 1] if number <= len(lines) else ""


def definitions(outline: Outline) -> Iterator[tuple[int, int]]:
    """The functions and classes that are defined under a branch, each with it."""
    for function in outline.functions:
        for bindings in function.bindings.values():
            for binding in bindings:
                node = outline.exprs[binding.value] if binding.branch else None
                while isinstance(node, Call) and node.kind == DECORATES and node.args:
                    node = outline.exprs[node.args[0]]
                if isinstance(node, Closure):
                    yield node.function, binding.branch
