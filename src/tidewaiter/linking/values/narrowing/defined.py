"""Whether a field that a script asks for is surely there: ``o.path !== undefined``.

``which(name, { path: given || "" })`` gives it in any case, and not what stands for a call
without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidewaiter.linking.values.narrowing.asked import Condition
from tidewaiter.linking.values.parameters import Parameter
from tidewaiter.linking.values.value import Argument, Display, UnitId
from tidewaiter.model.facts import (
    DEFINED,
    Attr,
    Binary,
    Choice,
    Closure,
    Const,
    Expr,
    Items,
    Mapping,
    Name,
    Outline,
    Spread,
    Text,
)
from tidewaiter.reading.names import reaching

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

_OBJECTS = (Mapping, Choice)
"""What calls write down for options: ``{ path }``, ``options || {}``."""

_DEEPEST = 8
"""How far what gives a field is followed."""


class Defined:
    """Asks an `Evaluator` what is surely given."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units

    def asks(self, outline: Outline, condition: Condition) -> bool | None:
        """Whether a condition asks that something is there, or is not; ``None`` for another."""
        node, wanted = outline.exprs[condition.test], condition.truth
        if isinstance(node, Binary) and node.op == "not":
            node, wanted = outline.exprs[node.left], not wanted
        return wanted if isinstance(node, Binary) and node.op == DEFINED else None

    def has(self, unit: UnitId, base: Expr, name: str, depth: int = _DEEPEST) -> bool:
        """Whether what an expression surely is has something under a name."""
        found = self._evaluator.values(unit, base)
        for value in found.all:
            if isinstance(value, Argument) and not value.attributes:
                self._ask((value.unit, value.function, value.index))
        only = found.all[0] if found.certain else None
        if not isinstance(only, Display):
            return False
        node = self._units.units[only.unit].outline.exprs[only.expr]
        return isinstance(node, Mapping) and self._gives(only.unit, node, name, depth)

    def _ask(self, parameter: Parameter) -> None:
        """Note that it depends on the calls what is given for a parameter, if one gives objects."""
        if self._evaluator.parameters.is_told(parameter, _OBJECTS):
            self._evaluator.vary()
            if self._evaluator.frames is not None:
                self._evaluator.note().asked.add(parameter)

    def _gives(self, unit: UnitId, node: Mapping, name: str, depth: int) -> bool:
        """Whether an object is written with something under a name that nothing overrides."""
        exprs = self._units.units[unit].outline.exprs
        for key, part in zip(reversed(node.keys), reversed(node.values), strict=True):
            known = exprs[key]
            if isinstance(exprs[part], Spread) or not isinstance(known, Const):
                return False
            if known.value == name:
                return self._is_something(unit, part, depth - 1)
        return False

    def _is_something(self, unit: UnitId, expr: Expr, depth: int) -> bool:
        """Whether an expression surely is neither ``undefined`` nor ``null``."""
        outline = self._units.units[unit].outline
        node = outline.exprs[expr]
        if isinstance(node, Const):
            return node.value is not None
        if isinstance(node, Text | Items | Mapping | Closure):
            return True
        if not depth:
            return False
        if isinstance(node, Choice):
            asked = node.options[-1:] if node.op in ("or", "??") else node.options
            return all(self._is_something(unit, option, depth - 1) for option in asked)
        if isinstance(node, Attr):
            return self.has(unit, node.base, node.name, depth - 1)
        if isinstance(node, Name):
            found, certain = reaching(outline, node)
            return certain and self._is_something(unit, found[0], depth - 1)
        return False
