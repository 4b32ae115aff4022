"""Lists that are changed elsewhere than where they are written out.

Fields that methods change, ``self.words.append(word)``, names of the functions around one that
does so, ``each(word => words.push(word))``, and what a function of the release is handed that does:
``add_options(cmd)``. What a function does with its own names is read before (`reading.growing`).
"""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

from tidewaiter.linking.values.value import Display, Own, UnitId
from tidewaiter.model.facts import (
    Attr,
    Call,
    EventKind,
    Expr,
    Items,
    Name,
    Outline,
    Param,
)
from tidewaiter.model.facts import Node as Expression
from tidewaiter.reading.growing import CHANGES
from tidewaiter.reading.names import reaching

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator
    from tidewaiter.linking.values.parameters import Parameter

_DEEPEST = 3
"""Functions that hand a list on, one to another."""

_NONE: frozenset[str] = frozenset()


class ChangedLists:
    """Tells by which methods a list is changed, asked through an `Evaluator`."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._later: dict[UnitId, dict[Expr, set[str]]] = {}
        self._handed: dict[UnitId, dict[Expr, list[Call]]] = {}
        self._changed: dict[Parameter, Set[str]] = {}

    def by(self, display: Display) -> Set[str]:
        """The methods that change a list later; mostly none."""
        unit = display.unit
        if unit not in self._handed:
            outline = self._evaluator.units.units[unit].outline
            self._later[unit], self._handed[unit] = _fields(outline), _handed(outline)
            for value, names in _from_within(outline).items():
                self._later[unit].setdefault(value, set()).update(names)
        found = set(self._later[unit].get(display.expr, ()))
        for call in self._handed[unit].get(display.expr, ()):
            for parameter in self._given(unit, call, display.expr):
                found |= self._changes(parameter, _DEEPEST)
        return found

    def _given(self, unit: UnitId, call: Call, value: Expr) -> list[Parameter]:
        """The parameters of the release's functions that a call gives a list or a parameter."""
        evaluator = self._evaluator
        outline = evaluator.units.units[unit].outline
        found: list[Parameter] = []
        for callee in evaluator.values(unit, call.callee).all:
            if not isinstance(callee, Own):
                continue
            there = evaluator.units.units[callee.unit].outline.functions[callee.function]
            for index in range(len(there.params)):
                parameter = (callee.unit, callee.function, index)
                given = evaluator.parameters.argument(parameter, unit, call)
                name = outline.exprs[given] if given else None
                if isinstance(name, Name) and value in reaching(outline, name)[0]:
                    found.append(parameter)
        return found

    def _changes(self, parameter: Parameter, depth: int) -> Set[str]:
        """The methods that a function calls on a list that it is given, or who it hands it to."""
        if parameter in self._changed:
            return self._changed[parameter]
        self._changed[parameter] = _NONE  # for a function that hands it to itself
        unit, function, index = parameter
        outline = self._evaluator.units.units[unit].outline
        there = outline.functions[function]
        given, name = Param(function, index), there.params[index].name
        found: set[str] = set()
        for event in there.events:
            call = outline.exprs[event.expr] if event.kind == EventKind.CALL else None
            if isinstance(call, Call):
                found |= _called_on(outline, call, name, given)
                for arg in call.args if depth else ():
                    if (value := _bound(outline, outline.exprs[arg], name, given)) >= 0:
                        for other in self._given(unit, call, value):
                            found |= self._changes(other, depth - 1)
        self._changed[parameter] = found
        return found


def _called_on(outline: Outline, call: Call, name: str, given: Param) -> Set[str]:
    """The method that changes a list, if a call is that of a parameter's."""
    callee = outline.exprs[call.callee]
    if not isinstance(callee, Attr) or callee.name not in CHANGES:
        return _NONE
    return {callee.name} if _bound(outline, outline.exprs[callee.base], name, given) >= 0 else _NONE


def _bound(outline: Outline, node: Expression, name: str, given: Param) -> Expr:
    """What a name is bound to that stands for a parameter, -1 if it does not."""
    if isinstance(node, Name) and node.id == name:
        for value in reaching(outline, node)[0]:
            if outline.exprs[value] == given:
                return value
    return -1


def _handed(outline: Outline) -> dict[Expr, list[Call]]:
    """The lists of a text, written out and bound to a name, each with the calls it is handed to."""
    exprs = outline.exprs
    names = {
        name
        for function in outline.functions
        for name, bindings in function.bindings.items()
        if any(isinstance(exprs[binding.value], Items) for binding in bindings)
    }
    found: dict[Expr, list[Call]] = {}
    for event in [event for function in outline.functions for event in function.events if names]:
        call = exprs[event.expr] if event.kind == EventKind.CALL else None
        for arg in call.args if isinstance(call, Call) else ():
            node = exprs[arg]
            if isinstance(call, Call) and isinstance(node, Name) and node.id in names:
                for value in reaching(outline, node)[0]:
                    if isinstance(exprs[value], Items):
                        found.setdefault(value, []).append(call)
    return found


def _from_within(outline: Outline) -> dict[Expr, set[str]]:
    """The empty lists that functions within that of their name change, each with the methods.

    Of those with words readers know it (`reading.growing`).
    """
    exprs, functions = outline.exprs, outline.functions
    found: dict[Expr, set[str]] = {}
    for event in [event for function in functions for event in function.events]:
        node = exprs[event.expr] if event.kind == EventKind.CALL else None
        callee = exprs[node.callee] if isinstance(node, Call) else None
        base = exprs[callee.base] if isinstance(callee, Attr) and callee.name in CHANGES else None
        if not isinstance(callee, Attr) or not isinstance(base, Name) or base.scope < 0:
            continue
        scope = base.scope
        if base.id in functions[scope].bindings:
            continue
        while scope >= 0 and base.id not in functions[scope].bindings:
            scope = functions[scope].parent
        for binding in functions[scope].bindings[base.id] if scope >= 0 else ():
            made = exprs[binding.value]
            if isinstance(made, Items) and not made.items:
                found.setdefault(binding.value, set()).add(callee.name)
    return found


def _fields(outline: Outline) -> dict[Expr, set[str]]:
    """The lists of a text that are fields, each with the methods that change it.

    ``self.words.append(word)``: a field is taken for the same wherever the text has its name.
    """
    exprs = outline.exprs
    changed: dict[str, set[str]] = {}
    stored: list[tuple[str, Expr]] = []
    for event in [event for function in outline.functions for event in function.events]:
        node = exprs[event.expr]
        if event.kind == EventKind.CALL and isinstance(node, Call):
            callee = exprs[node.callee]
            base = exprs[callee.base] if isinstance(callee, Attr) else None
            if isinstance(callee, Attr) and callee.name in CHANGES and isinstance(base, Attr):
                changed.setdefault(base.name, set()).add(callee.name)
        elif event.kind == EventKind.STORE and isinstance(node, Attr):
            stored.append((node.name, event.value))
    lists = [(value, name) for name, value in stored if isinstance(exprs[value], Items)]
    return {value: changed[name] for value, name in lists if name in changed}
