"""What functions return to calls that leave parameters out, or give them a constant.

``def log(function=None, *, level=1)`` gives ``log(level=2)`` what stands under
``if function is None``, and not what other calls had it decorate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidewaiter.linking.units import PYTHON
from tidewaiter.linking.values.narrowing.asked import may_be, must_be
from tidewaiter.linking.values.parameters import KEYWORDS, REST, Parameter
from tidewaiter.linking.values.value import Known, Own, UnitId
from tidewaiter.model.facts import (
    ARGUMENTS,
    ROOT_BRANCH,
    SENT,
    UNKNOWN,
    Call,
    Const,
    EventKind,
    Expr,
    Items,
    Mapping,
    Name,
)
from tidewaiter.model.facts import Node as Expression
from tidewaiter.reading.names import bindings_of, reaching

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

_NOT_GIVEN = frozenset({REST, KEYWORDS, SENT, ARGUMENTS})
"""Kinds of parameters that no call leaves out."""

_SOMETHING = Known(("",))
"""What stands for a list or a table in which something is: it is true, and no function."""

Decided = tuple[tuple[int, Known], ...]
"""By index what the parameters are of which a call decides that."""


class LeftOut:
    """Asks which ``return`` statements calls may come to, through an `Evaluator`."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._known: dict[tuple[UnitId, int, Decided], dict[Expr, list[Expr]]] = {}

    def returned(self, unit: UnitId, call: Call, callee: Own) -> dict[Expr, list[Expr]] | None:
        """What a function may return to a call, ``None`` if that decides nothing it asks for.

        Under each expression that is returned stands what it may be then: itself, or what a name
        is bound to.
        """
        asked = self._evaluator.narrowing.asked_to_return(callee.unit, callee.function)
        decided: list[tuple[int, Known]] = []
        for parameter in sorted(asked):
            value = self._value(parameter, unit, call)
            if value is not None:
                decided.append((parameter[2], value))
        if not decided:
            return None
        key = (callee.unit, callee.function, tuple(decided))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._to(callee, dict(decided))
        return known or None

    def _value(self, parameter: Parameter, unit: UnitId, call: Call) -> Known | None:
        """What a parameter is by a call, if that is a constant or as good as one."""
        target, function, index = parameter
        here = self._units.units[target]
        params = here.outline.functions[function].params
        if not 0 <= index < len(params) or params[index].kind in _NOT_GIVEN:
            return None
        given = self._evaluator.parameters.argument(parameter, unit, call)
        if given is not None:
            return _constant(self._units.units[unit].outline.exprs[given])
        default = params[index].default
        if default != UNKNOWN:
            return _constant(here.outline.exprs[default])
        return None if here.language == PYTHON else Known(None)  # no call can leave it out

    def _to(self, callee: Own, decided: dict[int, Known]) -> dict[Expr, list[Expr]]:
        """What is returned where the tests allow what the parameters are."""
        kept: dict[Expr, list[Expr]] = {}
        for event in self._units.units[callee.unit].outline.functions[callee.function].events:
            if event.kind != EventKind.RETURN:
                continue
            may, must = self._comes_to(callee, event.branch, decided)
            if may:
                kept[event.value] = self._bound(callee, event.value, decided)
            if must:
                break
        return kept

    def _bound(self, callee: Own, value: Expr, decided: dict[int, Known]) -> list[Expr]:
        """What is returned: of a name what it may be bound to where the tests allow it."""
        outline = self._units.units[callee.unit].outline
        name = outline.exprs[value]
        if not isinstance(name, Name) or name.scope != callee.function:
            return [value]
        branches = {b.value: b.branch for b in bindings_of(outline, name)}
        found = reaching(outline, name)[0] if len(branches) > 1 else []
        if not branches.keys() >= set(found):  # one of a function around it may stand, too
            return [value]
        kept: list[Expr] = []
        for expr in found:
            may, must = self._comes_to(callee, branches[expr], decided)
            if may:
                kept.append(expr)
            if must:
                break
        return [value] if len(kept) == len(found) else kept

    def _comes_to(self, callee: Own, branch: int, decided: dict[int, Known]) -> tuple[bool, bool]:
        """Whether a branch may be taken then, and whether it has to be."""
        outline = self._units.units[callee.unit].outline
        must = True
        while branch > ROOT_BRANCH:
            here = outline.branches[branch]
            conditions = self._evaluator.narrowing.asked_in(callee.unit, branch)
            for condition in conditions:
                value = decided.get(condition.parameter[1])
                if value is None or condition.parameter[0] != callee.function:
                    must = False
                elif not may_be(outline, condition, value):
                    return False, False
                else:
                    must = must and must_be(outline, condition, value)
            tests = here.arm + (not here.negated)
            if here.test == UNKNOWN or len({c.test for c in conditions}) < tests:
                must = False
            branch = here.parent
        return True, must


def _constant(node: Expression) -> Known | None:
    """What an expression is for a test."""
    if isinstance(node, Const):
        return Known(node.value)
    some = (isinstance(node, Mapping) and node.keys) or (isinstance(node, Items) and node.items)
    return _SOMETHING if some else None
