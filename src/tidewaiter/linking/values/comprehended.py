"""What a comprehension makes of lists that are known, in their order.

``" ".join('"%s"' % word for word in ["git", "add", name])`` is ``"git" "add" "{…}"``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidewaiter.linking.values.parameters import KEYWORDS, REST
from tidewaiter.linking.values.parts import parts_of, with_parts
from tidewaiter.linking.values.possible import MOST_VALUES
from tidewaiter.linking.values.value import Display, Known, Own, UnitId
from tidewaiter.model.facts import (
    Attr,
    Call,
    Const,
    Constant,
    Element,
    EventKind,
    Expr,
    Item,
    Items,
    Name,
    Outline,
    Spread,
)
from tidewaiter.model.facts import Node as Expression
from tidewaiter.reading import constants
from tidewaiter.reading.constants import HOLE, UNFOLDED, Folded
from tidewaiter.reading.names import reaching

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

EACH = "each"
"""The kind of display a comprehension gives: what is made of each, and what is gone through."""

_CHANGES = frozenset(
    {
        *("append", "appendleft", "extend", "extendleft", "insert", "add", "update"),
        *("pop", "popleft", "remove", "clear", "reverse", "sort"),
    }
)
"""Methods that change the list, or what else is gone through, that they are called on."""

_CHANGING = (EventKind.STORE, EventKind.DELETE)

_MOST_ELEMENTS = 1024
"""Elements of a list that are looked at one by one."""

_DEEPEST = 6
"""How far down in what is made of each its name is looked for."""


class Comprehended:
    """Asks an `Evaluator` what comprehensions make of each element of a list."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._of_element: dict[tuple[UnitId, Expr, bool, Constant], Expr] = {}
        self._changing: dict[UnitId, tuple[set[str], dict[str, list[Expr]]]] = {}

    def lists(self, unit: UnitId, node: Items) -> list[Folded] | None:
        """What is made of each list that is gone through, ``None`` if no such list is known."""
        if len(node.items) != 2:
            return None
        each, through = node.items
        if not self._names(unit, each, through, _DEEPEST) or self._may_change(unit, through):
            return None
        wholes = self._gone_through(unit, through)
        if not any(wholes) and not (wholes == [()] and self._is_rest(unit, through)):
            return None
        return [self._whole(unit, each, through, whole) for whole in wholes[:MOST_VALUES]]

    def _is_rest(self, unit: UnitId, through: Expr) -> bool:
        """Whether ``*rest`` or ``**rest`` is gone through, which a call may leave empty."""
        outline = self._evaluator.units.units[unit].outline
        node = outline.exprs[through]
        callee = outline.exprs[node.callee] if isinstance(node, Call) and not node.args else node
        through = callee.base if isinstance(callee, Attr) else through
        parameter = self._evaluator.parameters.plain(unit, through)
        if parameter is None:
            return False
        return outline.functions[parameter[1]].params[parameter[2]].kind in (REST, KEYWORDS)

    def _may_change(self, unit: UnitId, through: Expr) -> bool:
        """Whether something is put into a list that a name stands for, or a function is given it.

        Names are taken for the same wherever the text has them.
        """
        name = _name(self._evaluator.units.units[unit].outline.exprs[through])
        if not name:
            return False
        known = self._changing.get(unit)
        if known is None:
            outline = self._evaluator.units.units[unit].outline
            known = self._changing[unit] = _changed_and_given(outline)
        changed, given = known
        if name in changed:
            return True
        values = self._evaluator.values
        callees = [values(unit, callee).all for callee in given.get(name, ())]
        return any(isinstance(value, Own) for callee in callees for value in callee)

    def _whole(
        self, unit: UnitId, each: Expr, through: Expr, elements: tuple[Constant, ...] | None
    ) -> Folded:
        """What is made of a list: of one that is not known how its elements look."""
        if elements is None or len(elements) > _MOST_ELEMENTS:
            return constants.sequence([self._made(unit, each, through, HOLE), UNFOLDED])
        made: list[Folded] = []
        for element in elements:
            made.append(self._made(unit, each, through, element))
            if made[0] is UNFOLDED:  # what is made of the others is hardly known either
                break
        return constants.sequence(made)

    def _gone_through(self, unit: UnitId, through: Expr) -> list[tuple[Constant, ...] | None]:
        """The elements of each list that is gone through, ``None`` for what is not known."""
        given = self._evaluator.values(unit, through)
        found: list[tuple[Constant, ...] | None] = []
        for value in given.all:
            if isinstance(value, Display):
                folded = self._evaluator.folding.displays(value)
            else:
                folded = [value.value if isinstance(value, Known) else UNFOLDED]
            if folded == [UNFOLDED] and isinstance(value, Display):
                found.append(self._elements(value))
            else:
                found += [whole if isinstance(whole, tuple) else None for whole in folded]
        return [*found, None] if given.open else found

    def _elements(self, display: Display) -> tuple[Constant, ...] | None:
        """The elements of a list that is no constant as a whole, such as pairs."""
        unit, exprs = display.unit, self._evaluator.units.units[display.unit].outline.exprs
        node = exprs[display.expr]
        if display.given or not isinstance(node, Items) or node.kind == EACH:
            return None
        put = self._evaluator.attributes.stores.put_into(unit, display.expr)
        if put or any(isinstance(exprs[item], Spread) for item in node.items):
            return None
        kept: list[Constant] = []
        for item in node.items:
            several = self._evaluator.folding.alternatives(unit, item)
            only = several[0]
            if len(several) == 1 and isinstance(only, str | bytes | int | float | tuple):
                kept.append(only)
            else:
                kept.append(HOLE)
        return tuple(kept)

    def _made(self, unit: UnitId, each: Expr, through: Expr, element: Constant) -> Folded:
        """What is made of one element, `UNFOLDED` if that may be several."""
        key = (unit, each, isinstance(element, bool), element)  # 1 is True for a dictionary
        if key not in self._of_element:
            self._of_element[key] = self._copied(unit, each, through, element, _DEEPEST)
        several = self._evaluator.folding.alternatives(unit, self._of_element[key])
        return several[0] if len(several) == 1 else UNFOLDED

    def _names(self, unit: UnitId, expr: Expr, through: Expr, depth: int) -> bool:
        """Whether the name of each element stands in an expression."""
        if self._part(unit, expr, through) is not None:
            return True
        exprs = self._evaluator.units.units[unit].outline.exprs
        for part in parts_of(exprs[expr]) if depth else ():
            if self._names(unit, part, through, depth - 1):
                return True
        return False

    def _part(self, unit: UnitId, expr: Expr, through: Expr) -> int | None:
        """Which part of each element an expression is the name of, -1 for all of it."""
        outline = self._evaluator.units.units[unit].outline
        node = outline.exprs[expr]
        found, certain = reaching(outline, node) if isinstance(node, Name) else ([], False)
        bound = outline.exprs[found[0]] if certain else None
        if not isinstance(bound, Element):
            return None
        if bound == Element(through, -1):
            return -1
        return bound.index if outline.exprs[bound.value] == Element(through, -1) else None

    def _copied(
        self, unit: UnitId, expr: Expr, through: Expr, element: Constant, depth: int
    ) -> Expr:
        """An expression with a constant where it has the name of each element."""
        exprs = self._evaluator.units.units[unit].outline.exprs
        node = exprs[expr]
        part = self._part(unit, expr, through)
        if part is not None:
            exprs.append(Const(_part_of(element, part)))
            return len(exprs) - 1
        before = parts_of(node) if depth else ()
        after = tuple([self._copied(unit, part, through, element, depth - 1) for part in before])
        if before == after:
            return expr
        exprs.append(with_parts(node, after))
        return len(exprs) - 1


def _changed_and_given(outline: Outline) -> tuple[set[str], dict[str, list[Expr]]]:
    """The names under which a text changes something, and by name what is called with it."""
    exprs = outline.exprs
    changed: set[str] = set()
    given: dict[str, list[Expr]] = {}
    for node in exprs:
        if isinstance(node, Attr) and node.name in _CHANGES:
            changed.add(_name(exprs[node.base]))
        elif isinstance(node, Call):
            for name in {_name(exprs[arg]) for arg in node.args}:
                given.setdefault(name, []).append(node.callee)
    for event in [event for function in outline.functions for event in function.events]:
        target = exprs[event.expr] if event.kind in _CHANGING else None
        if isinstance(target, Item):
            changed.add(_name(exprs[target.base]))
    return changed, given


def _name(node: Expression) -> str:
    """The name, also of an attribute, that an expression is."""
    if isinstance(node, Name):
        return node.id
    return node.name if isinstance(node, Attr) else ""


def _part_of(element: Constant, part: int) -> Constant:
    """An element, or what stands at an index of it."""
    if part < 0:
        return element
    return element[part] if isinstance(element, tuple) and part < len(element) else HOLE
