"""Calls of what stands in a table under a key: ``loaders[ending](path)``.

In a loop each turn looks up its own: the path of a file without an ending is none that the loader
of scripts gets. So such a call is read once for each value that the loop's variable may have.
"""

import msgspec

from tidewaiter.linking.calls.graph import Site
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.parts import parts_of, with_parts
from tidewaiter.linking.values.possible import NOTHING, Values
from tidewaiter.linking.values.value import External, Instance, Known, Node, Own, UnitId, Value
from tidewaiter.model.facts import (
    UNKNOWN,
    Call,
    Const,
    Element,
    Expr,
    Item,
    Name,
    Outline,
    Param,
)
from tidewaiter.reading.constants import HOLE, UNFOLDED
from tidewaiter.reading.names import reaching

_DEEPEST = 8
"""Names and operators that are looked through from a key to the loop's variable."""


class ByKey:
    """Reads such calls, asked through an `Evaluator`."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._items: dict[tuple[UnitId, Expr], Item | None] = {}
        self._variables: dict[tuple[UnitId, Expr], tuple[Expr, str]] = {}
        self._replaced: dict[tuple[UnitId, Expr, str, str], Expr] = {}

    def may_vary(self, unit: UnitId, expr: Expr) -> bool:
        """Whether an expression is such a call, and who calls may decide what is in the table."""
        call = self._evaluator.units.units[unit].outline.exprs[expr]
        if not isinstance(call, Call) or self._item(unit, expr) is None:
            return False
        return self._evaluator.may_vary(unit, call.callee)

    def leads(self, unit: UnitId, expr: Expr, to: Node) -> bool:
        """Whether such a call may run a function of the release, called as the frames say."""
        found = [v for turn in self._turns(unit, expr) for v in self._called(unit, turn)]
        own = [(value.unit, value.function) for value in found if isinstance(value, Own)]
        return to in own or not own

    def reaches(self, unit: UnitId, expr: Expr) -> bool:
        """Whether it may call something outside, and not only functions of the release."""
        found = [v for turn in self._turns(unit, expr) for v in self._called(unit, turn)]
        outside = any(isinstance(value, External | Instance) for value in found)
        return outside or not any(isinstance(value, Own) for value in found)

    def each(self, site: Site) -> list[Site]:
        """A place of use, or what it is in each turn that gets there."""
        unit, expr = site.node[0], site.event.expr
        turns = self._turns(unit, expr) if site.expr == expr else [expr]
        if turns == [expr]:
            return [site]
        kept = [turn for turn in turns if self._is_outside(self._called(unit, turn))]
        if not kept and self._evaluator.frames is None:  # nobody knows what stands there
            return [site]
        return [msgspec.structs.replace(site, expr=turn) for turn in kept]

    def turns_to(self, unit: UnitId, expr: Expr, to: Node) -> list[Call]:
        """The calls that such a call is in the turns in which it runs a function."""
        exprs = self._evaluator.units.units[unit].outline.exprs
        found: list[Call] = []
        for turn in self._turns(unit, expr):
            call = exprs[turn]
            if isinstance(call, Call) and (turn == expr or Own(*to) in self._called(unit, turn)):
                found.append(call)
        return found

    def _is_outside(self, values: tuple[Value, ...]) -> bool:
        return any(isinstance(value, External | Instance) for value in values)

    def _called(self, unit: UnitId, expr: Expr) -> tuple[Value, ...]:
        call = self._evaluator.units.units[unit].outline.exprs[expr]
        found = self._evaluator.values(unit, call.callee) if isinstance(call, Call) else NOTHING
        return found.all

    def _turns(self, unit: UnitId, expr: Expr) -> list[Expr]:
        """The call as it is in each turn of a loop, itself if it is looked up in none."""
        key = (unit, expr)
        if key not in self._variables:
            self._variables[key] = self._variable_of(unit, expr)
        read, name = self._variables[key]
        texts = self._texts(self._evaluator.values(unit, read)) if name else []
        turns = [self._with(unit, expr, name, text) for text in texts if text != HOLE]
        known = [turn for turn in turns if self._is_known(unit, turn)]
        if turns and (len(known) < len(turns) or HOLE in texts):
            known.append(self._with(unit, expr, name, HOLE))
        return known or [expr]

    def _is_known(self, unit: UnitId, turn: Expr) -> bool:
        """Whether it is known under which key a turn looks up what it calls."""
        exprs = self._evaluator.units.units[unit].outline.exprs
        call = exprs[turn]
        item = exprs[call.callee] if isinstance(call, Call) else call
        keys = (
            self._evaluator.folding.alternatives(unit, item.key) if isinstance(item, Item) else []
        )
        return len(keys) == 1 and keys[0] is not UNFOLDED

    def _variable_of(self, unit: UnitId, expr: Expr) -> tuple[Expr, str]:
        """The variable of a loop that a call's key depends on, as it is there, and its name."""
        exprs = self._evaluator.units.units[unit].outline.exprs
        item, call = self._item(unit, expr), exprs[expr]
        callee = exprs[call.callee] if isinstance(call, Call) else call
        if isinstance(callee, Item):
            callee = exprs[callee.base]
        if item is None or not isinstance(callee, Name):
            return UNKNOWN, ""
        variable = _variable(self._evaluator.units.units[unit].outline, item.key, _DEEPEST)
        if variable is None or variable.scope != callee.scope:
            return UNKNOWN, ""
        exprs.append(Name(variable.id, variable.scope, callee.order, callee.branch))
        return len(exprs) - 1, variable.id

    def _item(self, unit: UnitId, expr: Expr) -> Item | None:
        """The item of a table that is called, by itself or by a name that stands for it."""
        key = (unit, expr)
        if key not in self._items:
            outline = self._evaluator.units.units[unit].outline
            call = outline.exprs[expr]
            self._items[key] = _looked_up(outline, call) if isinstance(call, Call) else None
        return self._items[key]

    def _texts(self, held: Values) -> list[str]:
        """The texts that a loop's variable may be, `HOLE` for others if some are known."""
        texts = [value.value for value in held.all if isinstance(value, Known)]
        found = [text for text in texts if isinstance(text, str)]
        others = held.open or len(found) < len(held.all)
        return [*found, HOLE] if found and others else found

    def _with(self, unit: UnitId, expr: Expr, variable: str, text: str) -> Expr:
        """An expression as it is where a loop's variable is a text."""
        key = (unit, expr, variable, text)
        if key not in self._replaced:
            outline = self._evaluator.units.units[unit].outline
            self._replaced[key] = _replaced(outline, expr, variable, text, _DEEPEST)
        return self._replaced[key]


def _looked_up(outline: Outline, call: Call) -> Item | None:
    """The item of a table that is called, by itself or by a name that stands for it."""
    callee = outline.exprs[call.callee]
    if isinstance(callee, Name):
        bound = reaching(outline, callee)[0]
        callee = outline.exprs[bound[0]] if len(bound) == 1 else callee
    return callee if isinstance(callee, Item) else None


def _variable(outline: Outline, expr: Expr, depth: int) -> Name | None:
    """The variable of a loop on which an expression depends."""
    node = outline.exprs[expr]
    if isinstance(node, Name):
        bound = reaching(outline, node)[0]
        value = outline.exprs[bound[0]] if len(bound) == 1 else None
        if isinstance(value, Element):
            return node if value.index < 0 else None
        return _variable(outline, bound[0], depth - 1) if value is not None and depth else None
    for part in parts_of(node):
        found = _variable(outline, part, depth - 1) if depth else None
        if found is not None:
            return found
    return None


def _replaced(outline: Outline, expr: Expr, variable: str, text: str, depth: int) -> Expr:
    """An expression with a text in place of a name, itself if it does not depend on that."""
    node = outline.exprs[expr]
    if isinstance(node, Name):
        bound = reaching(outline, node)[0]
        if len(bound) != 1 or not depth:
            return expr
        value = outline.exprs[bound[0]]
        if node.id == variable and isinstance(value, Element):
            outline.exprs.append(Const(text))
            return len(outline.exprs) - 1
        if isinstance(value, Param | Element):
            return expr
        other = _replaced(outline, bound[0], variable, text, depth - 1)
        return expr if other == bound[0] else other
    parts = parts_of(node) if depth else ()
    made = tuple([_replaced(outline, part, variable, text, depth - 1) for part in parts])
    if made == parts:
        return expr
    outline.exprs.append(with_parts(node, made))
    return len(outline.exprs) - 1
