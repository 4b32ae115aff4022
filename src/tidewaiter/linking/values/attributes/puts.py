"""What a script puts into its arrays, sets and maps after they were made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidewaiter.linking.values.value import Display, UnitId
from tidewaiter.model.facts import (
    Attr,
    Call,
    Const,
    Element,
    EventKind,
    Expr,
    Items,
    Name,
    Outline,
    Spread,
    Text,
)

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

_PUTS = frozenset({"push", "unshift", "add"})
_SET = "set"
"""The method of a map that puts a pair into it."""

_FIELD = -1
"""The scope of what is named as an attribute: it is taken for the same wherever a text has it."""

_MOST_PUT = 64
"""Elements that are looked at of those put into one collection."""

Named = tuple[int, str]
"""The function that binds a name, and the name."""


class Puts:
    """Indexes each text once, when one of its collections is first asked for."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._units = evaluator.units
        self._known: dict[UnitId, dict[Expr, list[Expr]]] = {}

    def into(self, display: Display) -> list[Expr]:
        """What is put into the collection of an expression; pairs into a map."""
        known = self._known.get(display.unit)
        if known is None:
            known = self._known[display.unit] = _collected(self._units.units[display.unit].outline)
        return known.get(display.expr, [])


def _collected(outline: Outline) -> dict[Expr, list[Expr]]:
    """By the expression that makes a collection what is put into it."""
    put: dict[Named, list[Expr]] = {}
    calls = [e.expr for f in outline.functions for e in f.events if e.kind == EventKind.CALL]
    for expr in calls:
        call = outline.exprs[expr]
        callee = outline.exprs[call.callee] if isinstance(call, Call) else None
        if not isinstance(call, Call) or not isinstance(callee, Attr):
            continue
        if callee.name in _PUTS or (callee.name == _SET and len(call.args) > 1):
            named = _named(outline, callee.base)
            if named is not None:
                put.setdefault(named, []).extend(_given(outline, call, callee.name))
    return _by_maker(outline, put) if put else {}


def _given(outline: Outline, call: Call, method: str) -> list[Expr]:
    """What a call puts into a collection, but for what is only text."""
    exprs = outline.exprs
    if method == _SET:
        exprs.append(Items("array", call.args[:2]))
        return [len(exprs) - 1]
    given: list[Expr] = []
    for arg in call.args:
        node = exprs[arg]
        if isinstance(node, Spread):
            exprs.append(Element(node.value, -1))
            given.append(len(exprs) - 1)
        elif not isinstance(node, Const | Text):
            given.append(arg)
    return given


def _named(outline: Outline, expr: Expr) -> Named | None:
    """The name by which a text has a collection."""
    node = outline.exprs[expr]
    if isinstance(node, Attr):
        return _FIELD, node.name
    if not isinstance(node, Name):
        return None
    scope = node.scope
    while scope >= 0:
        if node.id in outline.functions[scope].bindings:
            return scope, node.id
        scope = outline.functions[scope].parent
    return None


def _by_maker(outline: Outline, put: dict[Named, list[Expr]]) -> dict[Expr, list[Expr]]:
    found: dict[Expr, list[Expr]] = {}
    named: list[tuple[Expr, list[Expr]]] = []
    for scope, name in put:
        if scope != _FIELD:
            bindings = outline.functions[scope].bindings[name]
            named += [(binding.value, put[scope, name]) for binding in bindings]
    for function in outline.functions:
        for event in function.events:
            target = outline.exprs[event.expr] if event.kind == EventKind.STORE else None
            if isinstance(target, Attr) and (_FIELD, target.name) in put:
                named.append((event.value, put[_FIELD, target.name]))
    for value, given in named:
        if isinstance(outline.exprs[value], Items | Call):
            found.setdefault(value, []).extend(given[:_MOST_PUT])
    return found
