"""Tells the conditions under which a use happens, as their source has them."""

from collections.abc import Callable, Iterable, Iterator

from tidewaiter.linking.units import Unit
from tidewaiter.model.facts import DECORATES, TOLD_KINDS, Branch, Call, Closure, Outline

_LONGEST = 160
_MOST_LINES = 4
_MOST = 3
"""Conditions that are told of one use, the nearest to it."""

Place = tuple[int, int]


class Conditions:
    """Finds the tests around points of units.

    Args:
        line: Gives one line of a member, by its number.
    """

    def __init__(self, line: Callable[[str, int], str]) -> None:
        self._line = line

    def told(self, points: Iterable[tuple[Unit, int]]) -> str | None:
        """What has to hold for a way to be taken, ``None`` when nothing is known to have to.

        Args:
            points: The unit and branch of each step of the way, the use last.
        """
        found: dict[str, None] = {}
        for unit, branch in points:
            for condition in self._around(unit, branch):
                found[condition] = None
        # ``if (args.exec)`` says nothing more around ``args.exec === "install"``
        kept = [one for one in found if not any(o.startswith(f"{one} ==") for o in found)]
        return " and ".join(kept[-_MOST:]) or None

    def _around(self, unit: Unit, branch: int) -> list[str]:
        """The conditions around one point, the outermost first."""
        branches = unit.outline.branches
        texts: list[str] = []
        while branch > 0:
            here = branches[branch]
            if here.kind in TOLD_KINDS and here.start != (0, 0):
                texts.append(self.text(unit, here))
            branch = here.parent
        return [text for text in reversed(texts) if text]

    def text(self, unit: Unit, branch: Branch) -> str:
        """The test of one branch."""
        shown = self._stretch(unit, branch.start, branch.end)
        if branch.subject is not None:
            shown = f"{self._stretch(unit, *branch.subject)} === {shown}"
        return f"not ({shown})" if branch.negated else shown

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
