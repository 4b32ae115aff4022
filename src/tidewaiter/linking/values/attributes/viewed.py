"""What ``keys``, ``values`` and ``items`` of a dictionary give: lists of their own.

A key under which nothing is put, where a test has found something under it, is none that the
dictionary had not: ``if table.get(key) is not None: table[key] = None``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidewaiter.linking.values.narrowing.asked import is_same
from tidewaiter.linking.values.possible import NOTHING, Values, one
from tidewaiter.linking.values.value import Display, UnitId
from tidewaiter.model.facts import (
    ROOT_BRANCH,
    Attr,
    Binary,
    Call,
    Const,
    EventKind,
    Expr,
    Item,
    Items,
    Mapping,
    Name,
    Outline,
    Spread,
)
from tidewaiter.model.facts import Node as Expression
from tidewaiter.reading.names import reaching

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator


class Viewed:
    """Asks an `Evaluator` for what is gone through of a dictionary."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._views: dict[tuple[Display, str], Display] = {}
        self._keys_found: dict[UnitId, frozenset[Expr]] = {}

    def of(self, display: Display, name: str) -> Values:
        """The list that a view of a dictionary is, by the name of the method that gives it."""
        outline = self._evaluator.units.units[display.unit].outline
        node = outline.exprs[display.expr]
        if not isinstance(node, Mapping):
            return NOTHING
        known = self._views.get((display, name))
        if known is None:
            pairs = self._pairs(display, node)
            parts = [key if name == "keys" else value for key, value in pairs]
            if name == "items":
                parts = [len(outline.exprs) + place for place in range(len(pairs))]
                outline.exprs += [Items("tuple", pair) for pair in pairs]
            outline.exprs.append(Items("list", tuple(parts)))
            known = self._views[(display, name)] = Display(display.unit, len(outline.exprs) - 1)
        return one(known)

    def _pairs(self, display: Display, node: Mapping) -> list[tuple[Expr, Expr]]:
        """The keys of a dictionary with what it has under each."""
        outline = self._evaluator.units.units[display.unit].outline
        written = zip(node.keys, node.values, strict=True)
        pairs = [pair for pair in written if not isinstance(outline.exprs[pair[1]], Spread)]
        put = self._evaluator.attributes.stores.put_into(display.unit, display.expr)
        return pairs + [pair for pair in put if not self._is_emptied(display.unit, *pair)]

    def _is_emptied(self, unit: UnitId, key: Expr, value: Expr) -> bool:
        """Whether nothing is put under a key, where something was found under it before."""
        outline = self._evaluator.units.units[unit].outline
        if outline.exprs[value] != Const(None):
            return False
        if unit not in self._keys_found:
            self._keys_found[unit] = _keys_found(outline)
        return key in self._keys_found[unit]


def _keys_found(outline: Outline) -> frozenset[Expr]:
    """The keys under which a text puts something where a test has found something there."""
    found: set[Expr] = set()
    for function in outline.functions:
        for event in function.events:
            target = outline.exprs[event.expr] if event.kind == EventKind.STORE else None
            if isinstance(target, Item) and _is_found(outline, target, event.branch):
                found.add(target.key)
    return frozenset(found)


def _is_found(outline: Outline, target: Item, branch: int) -> bool:
    """Whether a test around says that a table has a key."""
    while branch > ROOT_BRANCH:
        here = outline.branches[branch]
        test = outline.exprs[here.test]
        if isinstance(test, Binary) and test.op == "is not" and not here.negated:
            other = outline.exprs[test.right]
            got = _bound(outline, test.left) if other == Const(None) else None
            if isinstance(got, Call) and _gets(outline, got, target):
                return True
        branch = here.parent
    return False


def _bound(outline: Outline, expr: Expr) -> Expression | None:
    """What a name surely is."""
    name = outline.exprs[expr]
    found, certain = reaching(outline, name) if isinstance(name, Name) else ([], False)
    return outline.exprs[found[0]] if certain else None


def _gets(outline: Outline, call: Call, target: Item) -> bool:
    """Whether a call is ``table.get(key)`` of the table and key of an assignment, or nothing."""
    callee = outline.exprs[call.callee]
    if not isinstance(callee, Attr) or callee.name != "get" or not 0 < len(call.args) < 3:
        return False
    if len(call.args) > 1 and outline.exprs[call.args[1]] != Const(None):
        return False
    asked, put = outline.exprs[call.args[0]], outline.exprs[target.key]
    if not isinstance(put, Name) or not is_same(outline, asked, put):
        return False
    table, held = outline.exprs[callee.base], outline.exprs[target.base]
    if isinstance(table, Attr) and isinstance(held, Attr) and table.name == held.name:
        table, held = outline.exprs[table.base], outline.exprs[held.base]
    return isinstance(held, Name) and is_same(outline, table, held)
