"""What was made of a name before a test tells what that name is.

``address = free(family)`` is read under ``if family == "AF_PIPE"`` as what ``free("AF_PIPE")``
gives, if ``family`` was not bound anew in between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidewaiter.linking.values.value import UnitId
from tidewaiter.model.facts import (
    ROOT_BRANCH,
    Call,
    Choice,
    Const,
    Expr,
    Name,
    Outline,
)
from tidewaiter.reading.names import encloses

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator
    from tidewaiter.linking.values.narrowing.asked import Conditions

_Said = dict[str, tuple[Name, Const]]
"""By name the test that says what it is, as the name that stands there, and that constant."""


class Chosen:
    """Asks an `Evaluator` for calls in which names are what tests say."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._calls: dict[tuple[UnitId, Expr, tuple[tuple[int, Const], ...]], Expr] = {}

    def bound(self, unit: UnitId, node: Name, found: list[Expr]) -> list[Expr] | None:
        """What a name means under a branch, ``None`` if tests around say nothing of its calls."""
        conditions = self._evaluator.narrowing.of(unit)
        if not conditions.of_constant:
            return None
        outline = self._evaluator.units.units[unit].outline
        said = _said(outline, conditions, node)
        if not said:
            return None
        told = list(found)
        for binding in outline.functions[node.scope].bindings.get(node.id, ()):
            # one that has run just before, in the same turn of a loop
            if binding.value in found and encloses(outline.branches, binding.branch, node.branch):
                place = found.index(binding.value)
                told[place] = self._told(unit, node, binding.value, said)
        return None if told == found else told

    def _told(self, unit: UnitId, node: Name, expr: Expr, said: _Said) -> Expr:
        """A call, or a choice among them, that is given what tests say."""
        exprs = self._evaluator.units.units[unit].outline.exprs
        choice = exprs[expr]
        if not isinstance(choice, Choice):
            return self._call(unit, node, expr, said)
        options = tuple([self._call(unit, node, option, said) for option in choice.options])
        if options == choice.options:
            return expr
        key = (unit, expr, tuple([(option, Const(None)) for option in options]))
        if key not in self._calls:
            exprs.append(Choice(choice.op, options))
            self._calls[key] = len(exprs) - 1
        return self._calls[key]

    def _call(self, unit: UnitId, node: Name, expr: Expr, said: _Said) -> Expr:
        """A call that is given constants where it is given names that tests say are these."""
        outline = self._evaluator.units.units[unit].outline
        call = outline.exprs[expr]
        instead: list[tuple[int, Const]] = []
        for place, arg in enumerate(call.args if isinstance(call, Call) else ()):
            given = outline.exprs[arg]
            tested = said.get(given.id) if isinstance(given, Name) else None
            if tested and isinstance(given, Name) and _is_kept(outline, given, tested[0], node):
                instead.append((place, tested[1]))
        if not instead or not isinstance(call, Call):
            return expr
        key = (unit, expr, tuple(instead))
        if key not in self._calls:
            args = list(call.args)
            for place, constant in instead:
                outline.exprs.append(constant)
                args[place] = len(outline.exprs) - 1
            made = Call(call.callee, tuple(args), call.names, call.line, call.column, call.kind)
            outline.exprs.append(made)
            self._calls[key] = len(outline.exprs) - 1
        return self._calls[key]


def _said(outline: Outline, conditions: Conditions, node: Name) -> _Said:
    """What the tests around a read say of names of the same function."""
    said: _Said = {}
    branch = node.branch
    while branch > ROOT_BRANCH:
        for tested, constant in conditions.of_constant.get(branch, ()):
            if tested.scope == node.scope and tested.order <= node.order:
                said.setdefault(tested.id, (tested, constant))
        branch = outline.branches[branch].parent
    return said


def _is_kept(outline: Outline, given: Name, tested: Name, read: Name) -> bool:
    """Whether a name is the same where a call is given it, where it is tested, and on to a read."""
    if given.scope != tested.scope:
        return False
    first = min(given.order, tested.order)
    bindings = outline.functions[given.scope].bindings.get(given.id, ())
    return not any(first < binding.order <= read.order for binding in bindings)
