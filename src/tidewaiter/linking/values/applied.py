"""What ``call``, ``apply`` and ``bind`` of a script's functions mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidewaiter.linking.units import JAVASCRIPT
from tidewaiter.linking.values.value import Module, Own, UnitId, Value
from tidewaiter.model.facts import Attr, Call, Expr, Items, Spread

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

APPLY = "apply"
BIND = "bind"
APPLIES = frozenset({"call", APPLY})
OF_FUNCTIONS = APPLIES | {BIND}
"""Methods of every function."""


class Applied:
    """Reads such calls as those that they are, asked through an `Evaluator`."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._direct: dict[tuple[UnitId, Expr, str], Expr] = {}

    def by(self, unit: UnitId, call: Call, value: Own) -> str:
        """Which of these methods of a function a call is of, "" for a call of the function."""
        here = self._units.units[unit]
        callee = here.outline.exprs[call.callee]
        if here.language != JAVASCRIPT or not isinstance(callee, Attr):
            return ""
        if callee.name not in OF_FUNCTIONS:
            return ""
        owners = self._evaluator.values(unit, callee.base).all
        if value in owners or any(self._is_called(owner, value) for owner in owners):
            return callee.name
        return ""

    def _is_called(self, owner: Value, value: Own) -> bool:
        """Whether what a module exports as itself is a function: ``require("./f").bind(…)``."""
        if not isinstance(owner, Module):
            return False
        return value in self._evaluator.attributes.callable_module(owner)

    def call(self, unit: UnitId, call: Call, value: Own) -> tuple[Expr, Call] | None:
        """``f.call(this, …)`` and ``f.apply(this, […])`` of an own function as its call."""
        name = self.by(unit, call, value)
        if name not in APPLIES:
            return None
        direct = self.direct(unit, call, name)
        made = self._units.units[unit].outline.exprs[direct]
        return (direct, made) if isinstance(made, Call) else None

    def direct(self, unit: UnitId, call: Call, name: str) -> Expr:
        """The call of what such a method belongs to, without what ``this`` is to be."""
        key = (unit, call.callee, name)
        known = self._direct.get(key)
        if known is None:
            known = self._direct[key] = self._made(unit, call, spread=name == APPLY)
        return known

    def _made(self, unit: UnitId, call: Call, *, spread: bool) -> Expr:
        exprs = self._units.units[unit].outline.exprs
        callee = exprs[call.callee]
        args = call.args[1:]
        if spread and args:
            given = exprs[args[0]]
            if isinstance(given, Items):
                args = given.items
            else:
                exprs.append(Spread(args[0]))
                args = (len(exprs) - 1,)
        base = callee.base if isinstance(callee, Attr) else call.callee
        exprs.append(Call(base, args, (), call.line, call.column, call.kind))
        return len(exprs) - 1
