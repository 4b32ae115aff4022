"""Branches that are never taken, because a constant of their own text decides the test.

``released = True`` and then ``if not released:`` in the code of a module. In functions it may be
opened by whoever sets the module's name before they are called; of scripts such tests are not kept.
"""

from collections.abc import Iterator

from tidewaiter.linking.units import Unit
from tidewaiter.linking.values.value import UnitId
from tidewaiter.model.facts import (
    UNKNOWN,
    Attr,
    Binary,
    Branch,
    Const,
    EventKind,
    Expr,
    Name,
    Node,
    Outline,
)
from tidewaiter.reading.names import reaching

_MODULE = 0
_SET_BY_TEXT = frozenset(
    {"globals", "vars", "locals", "exec", "eval", "setattr", "modules", "__dict__"}
)
"""By these a module may set its own names without saying so."""


class NeverTaken:
    """Knows of each unit, once it is asked, which of its branches are never taken."""

    def __init__(self, units: list[Unit]) -> None:
        self._units = units
        self._known: dict[UnitId, frozenset[int]] = {}
        self._set: set[str] | None = None
        """The names of attributes that any text assigns, and all words by which one may be."""

    def __call__(self, unit: UnitId, branch: int) -> bool:
        """Whether a branch is never taken, or lies in one that is not."""
        known = self._known.get(unit)
        if known is None:
            known = self._known[unit] = self._never(self._units[unit].outline)
        return branch in known

    def _never(self, outline: Outline) -> frozenset[int]:
        """The branches of a text that are never taken; those within others come behind them."""
        found: set[int] = set()
        named = False
        for number, branch in enumerate(outline.branches):
            if branch.parent in found or _is_written_shut(outline, branch):
                found.add(number)
            elif self._is_shut(outline, branch):
                found.add(number)
                named = True
        if named and _sets_by_text(outline):
            found.clear()
            for number, branch in enumerate(outline.branches):
                if branch.parent in found or _is_written_shut(outline, branch):
                    found.add(number)
        return frozenset(found)

    def _is_shut(self, outline: Outline, branch: Branch) -> bool:
        if branch.test == UNKNOWN or branch.kind != "if":
            return False
        name, wanted = _asked(outline, branch.test)
        if not isinstance(name, Name) or name.scope != _MODULE:
            return False
        found, certain = reaching(outline, name)
        value = outline.exprs[found[0]] if certain else None
        shut = _decides(value, branch.negated is wanted)
        return shut and name.id not in self._set_elsewhere()

    def _set_elsewhere(self) -> set[str]:
        if self._set is None:
            self._set = set()
            for unit in self._units:
                self._set.update(_may_set(unit.outline))
        return self._set


def _may_set(outline: Outline) -> Iterator[str]:
    """The names that a text may set in a module that it imports, its own among them."""
    for function in outline.functions:
        for event in function.events:
            target = outline.exprs[event.expr]
            if event.kind == EventKind.STORE and isinstance(target, Attr):
                yield target.name
    for node in outline.exprs:
        if isinstance(node, Const) and isinstance(node.value, str):
            yield node.value


def _is_written_shut(outline: Outline, branch: Branch) -> bool:
    """Whether the test is a constant itself: ``if (0)``."""
    if branch.test == UNKNOWN or branch.kind != "if":
        return False
    value, wanted = _asked(outline, branch.test)
    return _decides(value, branch.negated is wanted)


def _decides(value: Node | None, wanted: bool) -> bool:
    """Whether a value is a constant that is as true as ``wanted``."""
    if not isinstance(value, Const) or not isinstance(value.value, bool | int | str | None):
        return False
    return bool(value.value) is wanted


def _asked(outline: Outline, test: Expr) -> tuple[Node, bool]:
    """What a test asks, and whether it has to be true."""
    node, wanted = outline.exprs[test], True
    while isinstance(node, Binary) and node.op == "not":
        node, wanted = outline.exprs[node.left], not wanted
    return node, wanted


def _sets_by_text(outline: Outline) -> bool:
    for node in outline.exprs:
        name = node.id if isinstance(node, Name) else node.name if isinstance(node, Attr) else ""
        if name in _SET_BY_TEXT:
            return True
    return False
