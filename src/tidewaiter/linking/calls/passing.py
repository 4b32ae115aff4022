"""What a script's function is given by the method that runs it: elements, what was waited for."""

from tidewaiter.linking.units import JAVASCRIPT
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.promises import REJECTED
from tidewaiter.linking.values.value import Argument, Display, Known, Object, UnitId
from tidewaiter.model.facts import UNKNOWN, Attr, Call, Element, Expr

_OF_EACH = frozenset(
    {
        *("forEach", "map", "filter", "some", "every", "find", "findIndex", "findLast"),
        "flatMap",
    }
)
"""Methods that give a function an element, its key and the collection."""

_FOLDS = frozenset({"reduce", "reduceRight"})
_SORT = "sort"

ONE_BY_ONE = _OF_EACH | _FOLDS | {_SORT}
"""Methods that go through a collection, and give no function for the one they are given."""


class Passing:
    """Makes the expressions that stand for what such a method passes, once for each call."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._known: dict[tuple[UnitId, Expr, Expr], tuple[Expr, ...]] = {}

    def of(self, unit: UnitId, expr: Expr, call: Call, handed: Expr) -> tuple[Expr, ...]:
        """By position what a method gives a function, `UNKNOWN` where nothing is known of it.

        Args:
            expr: The call.
            handed: The argument that is the function.
        """
        known = self._known.get((unit, expr, handed))
        if known is None:
            known = self._known[unit, expr, handed] = tuple(self._made(unit, call, handed))
        return known

    def _made(self, unit: UnitId, call: Call, handed: Expr) -> list[Expr]:
        exprs = self._units.units[unit].outline.exprs
        callee = exprs[call.callee]
        if not isinstance(callee, Attr) or self._units.units[unit].language != JAVASCRIPT:
            return []
        name, base = callee.name, callee.base
        if name == "catch" or (name == "then" and handed in call.args[1:]):
            return [self._added(unit, Attr(base, REJECTED))]
        if name == "then":
            return [base]
        if not self._holds(unit, base):
            return []
        if name in _OF_EACH:
            return self._each(unit, base, call)
        element = self._added(unit, Element(base, -1))
        if name in _FOLDS:
            first = call.args[1] if len(call.args) > 1 else element
            return [first, element, UNKNOWN, base]
        return [element, element] if name == _SORT else []

    def _each(self, unit: UnitId, base: Expr, call: Call) -> list[Expr]:
        """An element, its key and the collection; of a map they are asked of it."""
        exprs = self._units.units[unit].outline.exprs
        values = self._evaluator.values(unit, base).all
        made = [v for v in values if isinstance(v, Display) and v.unit == unit]
        if not any(isinstance(exprs[v.expr], Call) for v in made):
            return [self._added(unit, Element(base, -1)), UNKNOWN, base]
        parts: list[Expr] = []
        for name in ("values", "keys"):
            view = Call(self._added(unit, Attr(base, name)), (), (), call.line, call.column)
            parts.append(self._added(unit, Element(self._added(unit, view), -1)))
        return [*parts, base]

    def _holds(self, unit: UnitId, base: Expr) -> bool:
        """Whether elements of what a method is called on are known."""
        values = self._evaluator.values(unit, base).all
        return any(isinstance(value, Argument | Display | Known | Object) for value in values)

    def _added(self, unit: UnitId, node: Attr | Element | Call) -> Expr:
        exprs = self._units.units[unit].outline.exprs
        exprs.append(node)
        return len(exprs) - 1
