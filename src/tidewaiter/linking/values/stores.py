"""What a text assigns to attributes and items: of instances, prototypes, functions, objects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tidewaiter.linking.units import JAVASCRIPT
from tidewaiter.linking.values.value import Display, Own, UnitId, Value
from tidewaiter.model.facts import (
    UNKNOWN,
    Attr,
    Call,
    Closure,
    EventKind,
    Expr,
    Function,
    Item,
    Items,
    Mapping,
    Name,
    Outline,
)
from tidewaiter.model.facts import Node as Expression

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

_MOST_PUT = 64
"""Assignments to the items of one table that are looked at."""

_PUTS = frozenset({"append", "appendleft", "add", "insert", "setdefault"})
"""Methods of Python's containers that put their last argument into them."""

_PUSHES = frozenset({"push", "set"})
"""The same of scripts: of what they push, most is data."""

_UPDATE = "update"

_KEPT = ("module", "class")
"""Where a list is bound that lives on: one of a function is not taken for another's."""

DEFAULTS = "defaults"
_MIXES = frozenset({"assign", "extend", "merge", "mixin", DEFAULTS})
"""Functions that give their first argument what the others have; the last only what it lacks."""


Table = dict[str, list[Expr]]
"""Names, and every value that is assigned to one."""


@dataclass(slots=True)
class _Assigned:
    """The assignments of one text: by class, by function or prototype, by object."""

    instances: dict[int, Table] = field(default_factory=lambda: defaultdict(_table))
    prototypes: dict[int, Table] = field(default_factory=lambda: defaultdict(_table))
    functions: dict[int, Table] = field(default_factory=lambda: defaultdict(_table))
    objects: dict[Expr, Table] = field(default_factory=lambda: defaultdict(_table))
    mixed: dict[int, list[Expr]] = field(default_factory=lambda: defaultdict(list))


def _table() -> Table:
    return defaultdict(list)


class Stores:
    """Indexes the assignments of each text once, when they are first asked for."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._assigned: dict[UnitId, _Assigned] = {}
        self._kept: dict[UnitId, dict[Expr, list[tuple[Expr, Expr]]]] = {}
        self._names: dict[UnitId, set[str]] = {}
        self._holders: dict[UnitId, dict[int, Expr]] = {}

    def of_instance(self, unit: UnitId, owner: int) -> Table:
        """``self.x = …`` in a class, ``this.x = …`` in a constructor."""
        return self._of(unit).instances.get(owner, {})

    def of_prototype(self, unit: UnitId, function: int) -> Table:
        """``F.prototype.x = …``"""
        return self._of(unit).prototypes.get(function, {})

    def of_function(self, unit: UnitId, function: int) -> Table:
        """``F.x = …``"""
        return self._of(unit).functions.get(function, {})

    def of_object(self, unit: UnitId, expr: Expr) -> Table:
        """``app = {}; app.listen = …``: what the object of an expression was given later."""
        return self._of(unit).objects.get(expr, {})

    def mixed_into(self, unit: UnitId, function: int) -> Sequence[Expr]:
        """The objects whose properties a function was given: ``mixin(app, proto)``."""
        return self._of(unit).mixed.get(function, ())

    def assigned(self, unit: UnitId) -> set[str]:
        """The names of all attributes that a text assigns."""
        self.put_into(unit, UNKNOWN)
        return self._names[unit]

    def put_into(self, unit: UnitId, display: Expr) -> list[tuple[Expr, Expr]]:
        """What ``table[key] = value`` puts into a display that a name of its text stands for."""
        known = self._kept.get(unit)
        if known is None:
            known, names = _tables(self._evaluator.units.units[unit].outline)
            self._kept[unit], self._names[unit] = known, names
        return known.get(display, [])

    def holder(self, unit: UnitId, function: int) -> Display | None:
        """The object whose method a function is, as what ``this`` means in it."""
        held = self._holders.get(unit)
        if held is None:
            held = self._holders[unit] = self._held_functions(unit)
        return Display(unit, held[function]) if function in held else None

    def made(self, unit: UnitId, expr: Expr) -> Display | None:
        """The object that an expression of a script makes or names, if it is given more later."""
        node = self._evaluator.units.units[unit].outline.exprs[expr]
        bound = self._bound(unit, node) if isinstance(node, Name) else expr
        return Display(unit, bound) if bound in self._of(unit).objects else None

    def _of(self, unit: UnitId) -> _Assigned:
        known = self._assigned.get(unit)
        if known is None:
            known = self._assigned[unit] = _Assigned()  # there already while it is filled
            self._index(unit, known)
        return known

    def _index(self, unit: UnitId, into: _Assigned) -> None:
        """One pass over the assignments, and the calls that mix.

        What needs to be evaluated comes last: it may ask for what was assigned to an object.
        """
        outline = self._evaluator.units.units[unit].outline
        later: list[tuple[Attr, Expr]] = []
        for function in outline.functions:
            for event in function.events:
                if event.kind == EventKind.STORE:
                    target = outline.exprs[event.expr]
                    if isinstance(target, Attr) and not self._store(
                        unit, target, event.value, into
                    ):
                        later.append((target, event.value))
                elif event.kind == EventKind.CALL and mixes(
                    outline.exprs, outline.exprs[event.expr]
                ):
                    for own, parts in self._mixed_in(unit, outline.exprs[event.expr]):
                        into.mixed[own.function] += parts
        for target, value in later:
            self._store_evaluated(unit, target, value, into)

    def _store(self, unit: UnitId, target: Attr, value: Expr, into: _Assigned) -> bool:
        """Take up what is assigned to an instance or a display; false if it is something else."""
        here = self._evaluator.units.units[unit]
        base = here.outline.exprs[target.base]
        if not isinstance(base, Name):
            return False
        owner = self._self_class(unit, base)
        if owner is not None:
            into.instances[owner][target.name].append(value)
        elif here.language == JAVASCRIPT:
            key = self._bound(unit, base)
            if key is None or not isinstance(here.outline.exprs[key], Mapping):
                return False
            into.objects[key][target.name].append(value)
        return True

    def _store_evaluated(self, unit: UnitId, target: Attr, value: Expr, into: _Assigned) -> None:
        """What is assigned to a function, its prototype, or what else a name stands for."""
        exprs = self._evaluator.units.units[unit].outline.exprs
        base = exprs[target.base]
        if isinstance(base, Name):
            functions = self._functions_named(unit, base)
            for own in functions:
                into.functions[own.function][target.name].append(value)
            key = None if functions else self._bound(unit, base)
            if key is not None:
                into.objects[key][target.name].append(value)
        elif isinstance(base, Attr) and base.name == "prototype":
            for own in self._functions_of(unit, base.base):
                into.prototypes[own.function][target.name].append(value)
        elif isinstance(base, Attr) and base.name == "exports":
            for held in self._exported(unit, base):
                if isinstance(held, Own) and held.unit == unit:
                    into.functions[held.function][target.name].append(value)
                elif isinstance(held, Display) and held.unit == unit:
                    into.objects[held.expr][target.name].append(value)

    def _exported(self, unit: UnitId, exports: Attr) -> list[Value]:
        """What a bundled module's ``module.exports`` is; that expression may just be asked for."""
        module = self._evaluator.values(unit, exports.base).all
        of = self._evaluator.attributes.of
        return [
            v for held in module if isinstance(held, Display) for v in of(held, exports.name).all
        ]

    def _mixed_in(self, unit: UnitId, call: object) -> Iterator[tuple[Own, tuple[Expr, ...]]]:
        """``Object.assign(f, …)``, ``mixin(f, …)``: the function, and what it is given."""
        here = self._evaluator.units.units[unit]
        if here.language == JAVASCRIPT and isinstance(call, Call) and len(call.args) > 1:
            target = here.outline.exprs[call.args[0]]
            if isinstance(target, Name):
                for own in self._functions_named(unit, target):
                    yield own, call.args[1:]

    def _bound(self, unit: UnitId, name: Name) -> Expr | None:
        """The last that a name is bound to in its function, or else in one around it."""
        functions = self._evaluator.units.units[unit].outline.functions
        scope = name.scope
        while scope >= 0:
            bound = functions[scope].bindings.get(name.id)
            if bound:
                return bound[-1].value
            scope = functions[scope].parent
        return None

    def _functions_named(self, unit: UnitId, name: Name) -> list[Own]:
        bound = self._bound(unit, name)
        return self._functions_of(unit, bound) if bound is not None else []

    def _held_functions(self, unit: UnitId) -> dict[int, Expr]:
        exprs = self._evaluator.units.units[unit].outline.exprs
        held: dict[int, Expr] = {}
        for number, node in enumerate(exprs):
            if isinstance(node, Mapping):
                for value in node.values:
                    part = exprs[value]
                    if isinstance(part, Closure):
                        held[part.function] = number
        for key, stored in self._of(unit).objects.items():
            for value in (v for values in stored.values() for v in values):
                part = exprs[value]
                if isinstance(part, Closure):
                    held[part.function] = key
        return held

    def _functions_of(self, unit: UnitId, expr: Expr) -> list[Own]:
        found = self._evaluator.values(unit, expr).all
        return [value for value in found if isinstance(value, Own) and value.unit == unit]

    def _self_class(self, unit: UnitId, base: Name) -> int | None:
        functions = self._evaluator.units.units[unit].outline.functions
        if base.id == "this":
            scope = base.scope
            while scope > 0 and functions[scope].kind == "lambda":
                scope = functions[scope].parent
            return enclosing_class(functions, scope) or (scope if scope > 0 else None)
        scope = base.scope
        while scope > 0:
            parent = functions[scope].parent
            params = functions[scope].params
            if parent >= 0 and functions[parent].kind == "class":
                return parent if params and params[0].name == base.id else None
            if any(p.name == base.id for p in params):
                return None
            scope = parent
        return None


def enclosing_class(functions: Sequence[Function], scope: int) -> int | None:
    """The class whose method a function is, or lies in; ``None`` outside of classes."""
    while scope > 0:
        parent = functions[scope].parent
        if functions[scope].kind == "class":
            return scope
        if parent >= 0 and functions[parent].kind == "class":
            return parent
        scope = parent
    return None


def parameter_named(functions: Sequence[Function], name: Name) -> tuple[int, str] | None:
    """The function whose parameter bears a name where that is read, and the name."""
    scope = name.scope
    while scope > 0:
        if name.id in functions[scope].bindings:
            mine = any(p.name == name.id for p in functions[scope].params)
            return (scope, name.id) if mine else None
        scope = functions[scope].parent
    return None


def _tables(outline: Outline) -> tuple[dict[Expr, list[tuple[Expr, Expr]]], set[str]]:
    """The keys and values that are put into each display of a text that is bound to a name.

    And the names of all attributes that are assigned.
    A name, also that of an attribute, is taken for the same wherever the text has it.
    """
    exprs = outline.exprs
    put: dict[str, list[tuple[Expr, Expr]]] = {}
    named: list[tuple[str, Expr]] = []
    for function in outline.functions:
        for event in function.events:
            if event.kind == EventKind.CALL:
                _put_by_call(exprs, exprs[event.expr], put)
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
                    put.setdefault(base.id, []).append((target.key, event.value))
    names = {name for name, _ in named}
    if not put:
        return {}, names
    for function in outline.functions:
        named += [
            (name, b.value)
            for name in put.keys() & function.bindings.keys()
            for b in function.bindings[name]
            if function.kind in _KEPT or isinstance(exprs[b.value], Mapping)
        ]
    tables: dict[Expr, list[tuple[Expr, Expr]]] = {}
    for name, value in named:
        if name in put and isinstance(exprs[value], Mapping | Items):
            tables.setdefault(value, put[name][:_MOST_PUT])
    return tables, names


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


def mixes(exprs: list[Expression], call: Expression) -> bool:
    """Whether the function that is called has the name of one that mixes."""
    callee = exprs[call.callee] if isinstance(call, Call) else None
    if isinstance(callee, Attr):
        return callee.name in _MIXES
    return isinstance(callee, Name) and callee.id in _MIXES
