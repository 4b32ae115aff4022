"""Parameters: what their functions say of them, and what callers pass for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tidewaiter.linking.possible import NOTHING, Values, one
from tidewaiter.linking.values import (
    Argument,
    External,
    Instance,
    Known,
    Module,
    Node,
    Object,
    Own,
    UnitId,
    Value,
)
from tidewaiter.model.facts import UNKNOWN, Binary, Event, Expr, Item, Items, Name, Param
from tidewaiter.reading import names

if TYPE_CHECKING:
    from tidewaiter.linking.evaluate import Evaluator

_UNIONS = frozenset(
    f"{module}.{name}"
    for module in ("typing", "typing_extensions")
    for name in ("Optional", "Union", "Annotated")
)
_MOST_GIVEN = 64
"""Calls that are remembered for one parameter."""

_MOST_PASSED = 4
"""Values that are followed of what they pass."""


Parameter = tuple[UnitId, int, int]
"""Unit, function and position."""


Point = tuple[Node, int]
"""A function and a line in it."""


@dataclass(slots=True)
class Given:
    """An argument of a call: the expression, and the function and event that pass it.

    ``through`` are the functions that only hand it on, from the one that is called there on,
    each with its line that does so.
    """

    unit: UnitId
    expr: Expr
    function: int
    event: Event
    through: tuple[Point, ...] = ()


class Parameters:
    """What parameters may stand for, asked through an `Evaluator`."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self.fresh: set[Parameter] = set()
        """Parameters that were given something since this was last emptied."""
        self._given: dict[Parameter, list[Given]] = {}

    def given(self, parameter: Parameter) -> tuple[list[Given], set[Parameter]]:
        """What calls pass for a parameter; what only hands on its own is followed to its calls.

        Returns:
            The arguments, and the parameters that were looked at.
        """
        pending: list[tuple[Parameter, tuple[Point, ...]]] = [(parameter, ())]
        seen = {parameter}
        found: list[Given] = []
        while pending and len(found) < _MOST_GIVEN:
            asked, through = pending.pop()
            for argument in self._given.get(asked, ()):
                onward = self._handed_on(argument)
                if onward is None:
                    found.append(replace(argument, through=through) if through else argument)
                elif onward not in seen:
                    seen.add(onward)
                    step = ((argument.unit, argument.function), argument.event.line)
                    pending.append((onward, (step, *through)))
        return found, seen

    def _handed_on(self, argument: Given) -> Parameter | None:
        """The parameter that an argument is, when it is plainly one of the calling function."""
        outline = self._units.units[argument.unit].outline
        node = outline.exprs[argument.expr]
        if isinstance(node, Name):
            found, certain = names.reaching(outline, node)
            value = outline.exprs[found[0]] if certain else None
            if isinstance(value, Param):
                return (argument.unit, value.function, value.index)
        return None

    def give(self, parameter: Parameter, argument: Given) -> None:
        """Take up that a call passes an expression for a parameter.

        Known at once only to what was not evaluated yet: `Evaluator.forget` makes it known to all.
        """
        given = self._given.setdefault(parameter, [])
        if len(given) < _MOST_GIVEN and argument not in given:
            given.append(argument)
            self.fresh.add(parameter)

    def value(self, unit: UnitId, expr: Expr, node: Param) -> Values:
        """The receiver, what the function declares, what callers pass, and the argument itself."""
        functions = self._units.units[unit].outline.functions
        function = functions[node.function]
        bound = self._evaluator.attributes.receiver(unit, node.function, node.index)
        if bound is not None:
            return one(bound)
        if node.index >= len(function.params):
            return NOTHING
        parts = self.declared((unit, node.function, node.index))
        passed, more = self._passed((unit, node.function, node.index))
        parts += [one(value) for value in passed]
        parts.append(one(Argument(unit, node.function, node.index)))
        return self._evaluator.merged(parts, certain=False, more=more)

    def declared(self, parameter: Parameter) -> list[Values]:
        """What a function itself says of its parameter: the annotation's class, the default."""
        unit, function, index = parameter
        declared = self._units.units[unit].outline.functions[function].params[index]
        parts: list[Values] = []
        if declared.annotation != UNKNOWN:
            parts.append(self._annotated(unit, declared.annotation))
        if declared.default != UNKNOWN:
            parts.append(self._evaluator.values(unit, declared.default))
        return parts

    def _passed(self, parameter: Parameter) -> tuple[list[Value], bool]:
        """The first few things that callers pass, and whether these are some of more."""
        found: dict[Value, None] = {}
        more = False
        for given in self._given.get(parameter, ()):
            values = self._evaluator.values(given.unit, given.expr)
            more = more or (values.open and bool(values.all))
            for value in values.all:
                if isinstance(value, Own | Object | External | Instance | Module | Known):
                    found[value] = None
            if len(found) >= _MOST_PASSED:
                break
        return list(found)[:_MOST_PASSED], more

    def _annotated(self, unit: UnitId, annotation: Expr) -> Values:
        node = self._units.units[unit].outline.exprs[annotation]
        if isinstance(node, Binary) and node.op == "|":  # str | Path
            sides = [self._annotated(unit, side) for side in (node.left, node.right)]
            return self._evaluator.merged([side for side in sides if side.all] or [NOTHING])
        if isinstance(node, Item):  # Optional[Path], Union[str, Path]
            key = self._units.units[unit].outline.exprs[node.key]
            options = key.items if isinstance(key, Items) else (node.key,)
            named = self._evaluator.values(unit, node.base).all
            if not any(isinstance(v, External) and v.name in _UNIONS for v in named):
                return NOTHING
            sides = [self._annotated(unit, side) for side in options]
            return self._evaluator.merged([side for side in sides if side.all] or [NOTHING])
        found: list[Values] = []
        for value in self._evaluator.values(unit, annotation).all:
            if isinstance(value, External):
                language = self._evaluator.languages[self._units.units[unit].language]
                if language.knows_prefix(value.name):
                    found.append(one(Instance(language.canonical(value.name))))
            elif isinstance(value, Own):
                found.append(one(Object(value.unit, value.function)))
        return self._evaluator.merged(found) if found else NOTHING
