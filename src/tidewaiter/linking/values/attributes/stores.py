"""What a text assigns to attributes and items: of instances, prototypes, functions, objects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tidewaiter.linking.units import JAVASCRIPT
from tidewaiter.linking.values.attributes.defining import defined
from tidewaiter.linking.values.attributes.keyed import put_under_keys
from tidewaiter.linking.values.value import Display, Object, Own, UnitId, Value
from tidewaiter.model.facts import (
    UNKNOWN,
    Attr,
    Binary,
    Call,
    Closure,
    Const,
    EventKind,
    Expr,
    Function,
    Mapping,
    Name,
    Text,
    Unknown,
)
from tidewaiter.model.facts import Node as Expression
from tidewaiter.reading.names import reaching

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

DEFAULTS = "defaults"
_MIXES = frozenset({"assign", "extend", "merge", "mixin", DEFAULTS})
"""Functions that give their first argument what the others have; the last only what it lacks."""


Table = dict[str, list[Expr]]
"""Names, and every value that is assigned to one."""

Place = tuple[str, int]
"""What is assigned to: an object of a class, a function or class, its prototype, by its number;
a literal by its expression.
"""

INSTANCE = "instance"
FUNCTION = "function"
PROTOTYPE = "prototype"
OBJECT = "object"
PROTO = "__proto__"
"""What an object inherits from, under the name that scripts may set it by."""


def _table() -> Table:
    return defaultdict(list)


@dataclass(slots=True)
class _Assigned:
    """The assignments of one text, and what calls like ``Object.assign`` mix in."""

    tables: dict[Place, Table] = field(default_factory=lambda: defaultdict(_table))
    mixed: dict[Place, list[Expr]] = field(default_factory=lambda: defaultdict(list))


_NONE: Table = {}


class Stores:
    """Indexes the assignments of each text once, when they are first asked for."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._assigned: dict[UnitId, _Assigned] = {}
        self._kept: dict[UnitId, dict[Expr, list[tuple[Expr, Expr]]]] = {}
        self._names: dict[UnitId, set[str]] = {}
        self._holders: dict[UnitId, dict[int, Value]] = {}
        self._heirs: dict[UnitId, dict[Value, list[Value]]] = {}

    def take_up(self, units: Iterable[UnitId]) -> None:
        """Index scripts before anything else is asked: what is evaluated for it is not whole."""
        for unit in units:
            if self._is_script(unit):
                self._of(unit)
        self._evaluator.forget()

    def of_instance(self, unit: UnitId, owner: int) -> Table:
        """``self.x = …`` in a class, ``this.x = …`` in a constructor."""
        return self._of(unit).tables.get((INSTANCE, owner), _NONE)

    def of_prototype(self, unit: UnitId, function: int) -> Table:
        """``F.prototype.x = …``"""
        return self._of(unit).tables.get((PROTOTYPE, function), _NONE)

    def of_function(self, unit: UnitId, function: int) -> Table:
        """``F.x = …``"""
        return self._of(unit).tables.get((FUNCTION, function), _NONE)

    def of_object(self, unit: UnitId, expr: Expr) -> Table:
        """``app = {}; app.listen = …``: what the object of an expression was given later."""
        return self._of(unit).tables.get((OBJECT, expr), _NONE)

    def mixed_into(self, unit: UnitId, place: Place) -> Sequence[Expr]:
        """The objects whose properties another was given: ``mixin(app, proto)``."""
        return self._of(unit).mixed.get(place, ())

    def assigned(self, unit: UnitId) -> set[str]:
        """The names of all attributes that a text assigns."""
        self.put_into(unit, UNKNOWN)
        return self._names[unit]

    def put_into(self, unit: UnitId, display: Expr) -> list[tuple[Expr, Expr]]:
        """What ``table[key] = value`` puts into a display that a name of its text stands for."""
        known = self._kept.get(unit)
        if known is None:
            known, names = put_under_keys(self._evaluator.units.units[unit].outline)
            self._kept[unit], self._names[unit] = known, names
        return known.get(display, [])

    def made(self, unit: UnitId, expr: Expr) -> Display | None:
        """The object that an expression of a script makes or names, if it is given more later."""
        node = self._evaluator.units.units[unit].outline.exprs[expr]
        bound = self._bound(unit, node) if isinstance(node, Name) else expr
        return (
            Display(unit, bound)
            if bound is not None and (OBJECT, bound) in self._of(unit).tables
            else None
        )

    def holder(self, unit: UnitId, function: int) -> Value | None:
        """The object whose method a function is, as what ``this`` means in it."""
        held = self._holders.get(unit)
        if held is None:
            held = self._holders[unit] = self._held_functions(unit)
        return held.get(function)

    def heirs(self, unit: UnitId, base: Value) -> Sequence[Value]:
        """The objects of a text that inherit from one, whose methods run for them too."""
        known = self._heirs.get(unit)
        if known is None:
            known = self._heirs[unit] = {}  # there already while it is filled
            for place, stored in self._of(unit).tables.items():
                for expr in stored.get(PROTO, ()) if place[0] == OBJECT else ():
                    for value in self._evaluator.values(unit, expr).all:
                        known.setdefault(value, []).append(Display(unit, place[1]))
        return known.get(base, ())

    def _of(self, unit: UnitId) -> _Assigned:
        known = self._assigned.get(unit)
        if known is None:
            known = self._assigned[unit] = _Assigned()  # there already while it is filled
            self._index(unit, known)
        return known

    def _index(self, unit: UnitId, into: _Assigned) -> None:
        """One pass over the assignments, and the calls that mix.

        What needs to be evaluated comes later: it may ask for what was assigned to an object.
        Last comes what ``this`` is given in functions of which the rest tells whose they are.
        """
        outline = self._evaluator.units.units[unit].outline
        assigned: list[tuple[Attr, Expr]] = []
        later: list[tuple[Attr, Expr]] = []
        held: list[tuple[Attr, Expr]] = []
        mixing: list[Call] = []
        defining: dict[int, bool] = {}
        for function in outline.functions:
            for event in function.events:
                node = outline.exprs[event.expr]
                if event.kind == EventKind.STORE and isinstance(node, Attr):
                    assigned.append((node, event.value))
                elif event.kind == EventKind.CALL and isinstance(node, Call):
                    script = len(node.args) > 2 and self._is_script(unit)
                    name = defined(outline, node, defining) if script else ""
                    if name:
                        assigned.append((Attr(node.args[0], name), node.args[2]))
                    elif mixes(outline.exprs, node):
                        mixing.append(node)
        for target, value in assigned:
            if self._is_held(unit, outline.exprs[target.base]):
                held.append((target, value))
            elif not self._store(unit, target, value, into):
                later.append((target, value))
        for target, value in later:
            self._store_evaluated(unit, target, value, into)
        for call in mixing if self._is_script(unit) else ():
            for place in self._places(unit, call.args[0]) if len(call.args) > 1 else ():
                into.mixed[place] += call.args[1:]
        for target, value in held:
            self._store_held(unit, target, value, into)

    def _is_script(self, unit: UnitId) -> bool:
        return self._evaluator.units.units[unit].language == JAVASCRIPT

    def _is_held(self, unit: UnitId, base: Expression) -> bool:
        """Whether a target is ``this`` of a script's function that is no method of a class."""
        if not self._is_script(unit) or not isinstance(base, Name) or base.id != "this":
            return False
        functions = self._evaluator.units.units[unit].outline.functions
        return bool(base.scope) and enclosing_class(functions, base.scope) is None

    def _store_held(self, unit: UnitId, target: Attr, value: Expr, into: _Assigned) -> None:
        """What a function gives ``this``: the object that it makes, and the one that has it."""
        base = self._evaluator.units.units[unit].outline.exprs[target.base]
        if isinstance(base, Name):
            into.tables[INSTANCE, base.scope][target.name].append(value)
            holder = self.holder(unit, base.scope)
            place = self._place(unit, holder) if holder is not None else None
            if place is not None:
                into.tables[place][target.name].append(value)

    def _store(self, unit: UnitId, target: Attr, value: Expr, into: _Assigned) -> bool:
        """Take up what is assigned to an instance or a display; false if it is something else."""
        here = self._evaluator.units.units[unit]
        base = here.outline.exprs[target.base]
        if isinstance(base, Mapping) and here.language == JAVASCRIPT:
            into.tables[OBJECT, target.base][target.name].append(value)
            return True
        if not isinstance(base, Name):
            return False
        owner = self._self_class(unit, base)
        if owner is not None:
            into.tables[owner][target.name].append(value)
        elif here.language == JAVASCRIPT:
            key = self._bound(unit, base)
            if key is None or not isinstance(here.outline.exprs[key], Mapping):
                return False
            into.tables[OBJECT, key][target.name].append(value)
        return True

    def _store_evaluated(self, unit: UnitId, target: Attr, value: Expr, into: _Assigned) -> None:
        """What is assigned to a function, its prototype, or what else a name stands for."""
        exprs = self._evaluator.units.units[unit].outline.exprs
        base = exprs[target.base]
        if isinstance(base, Name) and not self._is_script(unit):
            for own in self._functions_named(unit, base):
                into.tables[FUNCTION, own.function][target.name].append(value)
            return
        if isinstance(base, Attr) and base.name == "exports":
            places = [self._place(unit, held) for held in self._exported(unit, base)]
        elif isinstance(base, Name | Call) or self._may_matter(exprs[value]):
            places = list(self._places(unit, target.base))
        else:
            return
        for place in dict.fromkeys(places):
            if place is not None:
                into.tables[place][target.name].append(value)

    def _may_matter(self, value: Expression) -> bool:
        """Whether what an object within another is given could be looked for."""
        return not isinstance(value, Const | Unknown | Binary | Text)

    def _places(self, unit: UnitId, expr: Expr) -> Iterator[Place]:
        """What a target of this text stands for, as places to assign to."""
        node = self._evaluator.units.units[unit].outline.exprs[expr]
        if isinstance(node, Attr) and node.name == PROTOTYPE:
            for own in self._functions_of(unit, node.base):
                yield PROTOTYPE, own.function
            return
        bound = self._bound(unit, node) if isinstance(node, Name) else expr
        if bound is None:
            return
        found = [self._place(unit, v) for v in self._evaluator.values(unit, bound).all]
        places = [place for place in found if place is not None]
        yield from places
        if isinstance(node, Name | Call) and not any(kind == FUNCTION for kind, _ in places):
            yield OBJECT, bound

    def _place(self, unit: UnitId, value: Value) -> Place | None:
        """Where a text notes what a value is given, ``None`` for one that is not its own."""
        if isinstance(value, Own) and value.unit == unit:
            return FUNCTION, value.function
        if isinstance(value, Object) and value.unit == unit:
            return INSTANCE, value.function
        if isinstance(value, Display) and value.unit == unit:
            return OBJECT, value.expr
        return None

    def _exported(self, unit: UnitId, exports: Attr) -> list[Value]:
        """What a bundled module's ``module.exports`` is; that expression may just be asked for."""
        module = self._evaluator.values(unit, exports.base).all
        of = self._evaluator.attributes.of
        return [
            v for held in module if isinstance(held, Display) for v in of(held, exports.name).all
        ]

    def _bound(self, unit: UnitId, name: Name) -> Expr | None:
        """The last that a name is bound to by then in its function, or else in one around it."""
        outline = self._evaluator.units.units[unit].outline
        functions = outline.functions
        scope = name.scope
        while scope >= 0:
            bound = functions[scope].bindings.get(name.id)
            if bound:
                by_then = reaching(outline, name)[0] if scope == name.scope and bound[1:] else None
                return by_then[0] if by_then else bound[-1].value
            scope = functions[scope].parent
        return None

    def _functions_named(self, unit: UnitId, name: Name) -> list[Own]:
        bound = self._bound(unit, name)
        return self._functions_of(unit, bound) if bound is not None else []

    def _held_functions(self, unit: UnitId) -> dict[int, Value]:
        """By function whose method it is; a prototype's are those of objects."""
        exprs = self._evaluator.units.units[unit].outline.exprs
        held: dict[int, Value] = {}
        for number, node in enumerate(exprs):
            if isinstance(node, Mapping):
                self._hold(unit, node.values, Display(unit, number), held)
        assigned = self._of(unit)
        for kind in (OBJECT, INSTANCE, FUNCTION, PROTOTYPE):
            for place, stored in assigned.tables.items():
                if place[0] == kind:
                    holder = _holder(unit, place)
                    for values in stored.values():
                        self._hold(unit, values, holder, held)
        for place, mixed in assigned.mixed.items():
            if place[0] != OBJECT:
                self._hold_all(unit, mixed, _holder(unit, place), held)
        for (kind, function), stored in assigned.tables.items():
            if kind == FUNCTION and PROTOTYPE in stored:
                self._hold_all(unit, stored[PROTOTYPE], Object(unit, function), held)
        return held

    def _hold_all(
        self, unit: UnitId, objects: Sequence[Expr], holder: Value, held: dict[int, Value]
    ) -> None:
        """The functions in literals are methods of what is given the literals."""
        exprs = self._evaluator.units.units[unit].outline.exprs
        for expr in objects:
            node = exprs[expr]
            if isinstance(node, Mapping):
                self._hold(unit, node.values, holder, held)

    def _hold(
        self, unit: UnitId, values: Sequence[Expr], holder: Value, held: dict[int, Value]
    ) -> None:
        exprs = self._evaluator.units.units[unit].outline.exprs
        for value in values:
            node = exprs[value]
            bound = self._bound(unit, node) if isinstance(node, Name) else None
            part = node if bound is None else exprs[bound]
            if isinstance(part, Closure):
                held[part.function] = holder

    def _functions_of(self, unit: UnitId, expr: Expr) -> list[Own]:
        found = self._evaluator.values(unit, expr).all
        return [value for value in found if isinstance(value, Own) and value.unit == unit]

    def _self_class(self, unit: UnitId, base: Name) -> Place | None:
        """The class, or its objects, that ``self`` or ``this`` stands for where it is assigned."""
        functions = self._evaluator.units.units[unit].outline.functions
        if base.id == "this" and self._is_script(unit):
            owner = enclosing_class(functions, base.scope)
            if owner is None:
                return None
            return FUNCTION if is_static(functions, base.scope) else INSTANCE, owner
        scope = base.scope
        while scope > 0:
            parent = functions[scope].parent
            params = functions[scope].params
            if parent >= 0 and functions[parent].kind == "class":
                given = params and params[0].name == base.id
                return (INSTANCE, parent) if given else None
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


def is_static(functions: Sequence[Function], scope: int) -> bool:
    """Whether ``this`` is the class itself in a class's body or in a method of a script."""
    return functions[scope].kind == "class" or "static" in functions[scope].marks


def _holder(unit: UnitId, place: Place) -> Value:
    """What ``this`` is in a method that was assigned to a place."""
    kind, number = place
    if kind == OBJECT:
        return Display(unit, number)
    return Own(unit, number) if kind == FUNCTION else Object(unit, number)


def mixes(exprs: list[Expression], call: Expression) -> bool:
    """Whether the function that is called has the name of one that mixes."""
    callee = exprs[call.callee] if isinstance(call, Call) else None
    if isinstance(callee, Attr):
        return callee.name in _MIXES
    return isinstance(callee, Name) and callee.id in _MIXES
