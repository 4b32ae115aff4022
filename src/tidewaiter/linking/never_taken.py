"""Branches that are never taken, because a constant of their own text decides the test.

``released = True`` and then ``if not released:`` in the code of a module. In functions it may be
opened by whoever sets the module's name before they are called; of scripts such tests are not kept.
"""

from tidewaiter.linking.units import Unit
from tidewaiter.linking.values.value import UnitId
from tidewaiter.model.facts import UNKNOWN, Attr, Binary, Branch, Const, Expr, Name, Outline
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

    def __call__(self, unit: UnitId, branch: int) -> bool:
        """Whether a branch is never taken, or lies in one that is not."""
        known = self._known.get(unit)
        if known is None:
            known = self._known[unit] = _never(self._units[unit])
        return branch in known


def _never(unit: Unit) -> frozenset[int]:
    """The branches of a unit that are never taken; those within others come behind them."""
    outline = unit.outline
    found: set[int] = set()
    for number, branch in enumerate(outline.branches):
        if branch.parent in found or _is_shut(outline, branch):
            found.add(number)
    return frozenset() if found and _sets_by_text(outline) else frozenset(found)


def _sets_by_text(outline: Outline) -> bool:
    for node in outline.exprs:
        name = node.id if isinstance(node, Name) else node.name if isinstance(node, Attr) else ""
        if name in _SET_BY_TEXT:
            return True
    return False


def _is_shut(outline: Outline, branch: Branch) -> bool:
    if branch.test == UNKNOWN or branch.kind != "if":
        return False
    held = _holds(outline, branch.test)
    return held is not None and held is branch.negated


def _holds(outline: Outline, test: Expr) -> bool | None:
    """Whether a test holds whoever runs it, ``None`` if that is not known."""
    node = outline.exprs[test]
    if isinstance(node, Binary) and node.op in ("not", "!"):
        held = _holds(outline, node.left)
        return None if held is None else not held
    if not isinstance(node, Name) or node.scope != _MODULE:
        return None
    found, certain = reaching(outline, node)
    value = outline.exprs[found[0]] if certain else None
    if not isinstance(value, Const) or not isinstance(value.value, bool | int | str | None):
        return None
    return bool(value.value)
