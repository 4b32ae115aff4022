"""What a text puts under keys of its displays, and into them by methods."""

from collections.abc import Set

from tidewaiter.model.facts import (
    UNKNOWN,
    Attr,
    Call,
    Closure,
    EventKind,
    Expr,
    Item,
    Items,
    Mapping,
    Name,
    Outline,
)
from tidewaiter.model.facts import Node as Expression

_MOST_PUT = 64
"""Assignments to the items of one table that are looked at."""

_PUTS = frozenset({"append", "appendleft", "add", "insert", "setdefault"})
"""Methods of Python's containers that put their last argument into them."""

_PUSHES = frozenset({"push", "set"})
"""The same of scripts: of what they push, most is data."""

_UPDATE = "update"

_KEPT = ("module", "class")
"""Where a list is bound that lives on: one of a function is not taken for another's."""


def put_under_keys(outline: Outline) -> tuple[dict[Expr, list[tuple[Expr, Expr]]], set[str]]:
    """The keys and values that are put into each display of a text that is bound to a name.

    And the names of all attributes that are assigned.
    A name, also that of an attribute, is taken for the same wherever the text has it, unless it is
    bound to displays where it is put to: each module of a bundle has its own ``exports``. Of a
    function that only reads fields of what it names, nobody else has that.
    """
    exprs = outline.exprs
    put: dict[str, list[tuple[Expr, Expr]]] = {}
    by_call: dict[str, list[tuple[Expr, Expr]]] = {}
    put_here: dict[Expr, list[tuple[Expr, Expr]]] = {}
    named: list[tuple[str, Expr]] = []
    for function in outline.functions:
        for event in function.events:
            if event.kind == EventKind.CALL:
                _put_by_call(exprs, exprs[event.expr], by_call)
            if event.kind != EventKind.STORE:
                continue
            target = exprs[event.expr]
            if isinstance(target, Attr):
                named.append((target.name, event.value))
            elif isinstance(target, Item) and event.value not in (UNKNOWN, target.base):
                base = exprs[target.base]
                if isinstance(base, Attr):
                    put.setdefault(base.name, []).append((target.key, event.value))
                elif isinstance(base, Name):
                    pair = (target.key, event.value)
                    displays = _displays_of(outline, base)
                    for display in displays:
                        put_here.setdefault(display, []).append(pair)
                    if not displays:
                        put.setdefault(base.id, []).append(pair)
    names = {name for name, _ in named}
    for name, pairs in by_call.items():
        put.setdefault(name, []).extend(pairs)
    if not put and not put_here:
        return {}, names
    named += _displays(outline, put.keys(), by_call.keys())
    tables = {display: pairs[:_MOST_PUT] for display, pairs in put_here.items()}
    for name, value in named:
        if name in put and isinstance(exprs[value], Mapping | Items):
            tables.setdefault(value, []).extend(put[name][:_MOST_PUT])
    return tables, names


def _displays(outline: Outline, put: Set[str], by_call: Set[str]) -> list[tuple[str, Expr]]:
    """The displays that are bound to names under which something is put somewhere in the text."""
    found: list[tuple[str, Expr]] = []
    of_functions: list[tuple[int, str, Expr]] = []
    for number, function in enumerate(outline.functions):
        for name in put & function.bindings.keys():
            for binding in function.bindings[name]:
                if function.kind in _KEPT:
                    found.append((name, binding.value))
                elif isinstance(outline.exprs[binding.value], Mapping):
                    of_functions.append((number, name, binding.value))
    shared = _shared(outline, {name for _, name, _ in of_functions} - by_call)
    found += [(n, v) for number, n, v in of_functions if n in by_call or (number, n) in shared]
    return found


def _shared(outline: Outline, asked: Set[str]) -> set[tuple[int, str]]:
    """The names, each with the function that binds it, of which more is used than fields."""
    bases: set[Expr] = set()
    named: list[tuple[Expr, Name]] = []
    for number, node in enumerate(outline.exprs if asked else ()):
        if isinstance(node, Attr):
            bases.add(node.base)
        elif isinstance(node, Name) and node.id in asked:
            named.append((number, node))
    found: set[tuple[int, str]] = set()
    for number, name in named:
        scope = name.scope if number not in bases else -1
        while scope > 0 and name.id not in outline.functions[scope].bindings:
            scope = outline.functions[scope].parent
        found.add((scope, name.id))
    return found


def _displays_of(outline: Outline, name: Name) -> list[Expr]:
    """The displays that the nearest function which binds a name binds it to."""
    scope = name.scope
    while scope >= 0:
        function = outline.functions[scope]
        if name.id in function.bindings:
            found = [b.value for b in function.bindings[name.id]]
            wanted = Mapping | Items if function.kind in _KEPT else Mapping
            return [value for value in found if isinstance(outline.exprs[value], wanted)]
        scope = function.parent
    return []


def _put_by_call(
    exprs: list[Expression], call: Expression, put: dict[str, list[tuple[Expr, Expr]]]
) -> None:
    """``_HOOKS.append(hook)``, ``_TABLE.setdefault(key, hook)``, ``_TABLE.update({key: hook})``.

    Of what could be functions, but for the last.
    """
    callee = exprs[call.callee] if isinstance(call, Call) else None
    if not isinstance(call, Call) or not isinstance(callee, Attr):
        return
    pushed = callee.name in _PUSHES and call.args and isinstance(exprs[call.args[-1]], Closure)
    if callee.name not in _PUTS and callee.name != _UPDATE and not pushed:
        return
    base = exprs[callee.base]
    name = base.id if isinstance(base, Name) else base.name if isinstance(base, Attr) else ""
    if callee.name == _UPDATE:
        given = exprs[call.args[0]] if name and call.args and not call.names else None
        if isinstance(given, Mapping):
            put.setdefault(name, []).extend(zip(given.keys, given.values, strict=True))
    elif name and call.args and isinstance(exprs[call.args[-1]], Name | Attr | Closure):
        key = call.args[0] if callee.name == "setdefault" else UNKNOWN
        put.setdefault(name, []).append((key, call.args[-1]))
