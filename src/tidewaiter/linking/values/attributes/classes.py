"""Classes and prototypes: what an object, a class or ``super`` has of its own or inherits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidewaiter.linking.units import JAVASCRIPT, PYTHON
from tidewaiter.linking.values.attributes.stores import PROTO
from tidewaiter.linking.values.possible import NOTHING, Values, one
from tidewaiter.linking.values.value import (
    Display,
    External,
    Known,
    Node,
    Object,
    Own,
    Super,
    UnitId,
    Value,
)
from tidewaiter.model.facts import (
    DECORATES,
    ROOT_BRANCH,
    Binding,
    Call,
    Closure,
    Const,
    Expr,
    Function,
    Item,
    Name,
    Outline,
)
from tidewaiter.reading.names import reaching

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

_DEEPEST_HIERARCHY = 40
_GETTERS = frozenset({"property", "getter"})
_GENERIC = frozenset(
    External(f"{module}.{name}")
    for module in ("typing", "typing_extensions")
    for name in ("Generic", "Protocol")
)
_CONSTRUCTOR = "constructor"
_PROTOTYPE = "prototype"
_DEEPEST_PROTOTYPE = 8


class Classes:
    """Asks an `Evaluator` what classes are made of, and remembers it."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._linear: dict[Node, list[Value]] = {}
        self._instead: dict[Node, Values] = {}
        self._depth = 0

    def forget(self) -> None:
        """Drop what depends on evaluated expressions."""
        self._linear.clear()
        self._instead.clear()

    # who inherits from whom

    def hierarchy(self, unit: UnitId, function: int) -> list[Value]:
        """A class of the release and its bases, nearest first; external ones as `External`.

        In the order of Python's method resolution (C3, Barrett et al. 1996). The bases of a
        script's function are what its prototype inherits from, which may be any object.
        """
        known = self._linear.get((unit, function))
        if known is None:
            own = Own(unit, function)
            self._linear[(unit, function)] = [own]  # of a class that is its own base
            known = self._linear[(unit, function)] = [own, *self._bases_of(own)]
        return known

    def _bases_of(self, own: Own) -> list[Value]:
        bases: list[Value] = []
        for expr in self._function(own).bases:
            found = self._base(own.unit, expr).all
            bases += [v for v in found if isinstance(v, Own | External) and v != own]
        bases += [base for base in self._behind_prototype(own) if base != own]
        orders: list[list[Value]] = []
        for base in bases:
            if isinstance(base, Own):
                orders.append(self.hierarchy(base.unit, base.function))
            else:
                orders.append([base])
        return _linearised([*orders, bases])[:_DEEPEST_HIERARCHY]

    def _base(self, unit: UnitId, expr: Expr) -> Values:
        """What a class is made of: of a generic one (``Base[T]``) the class itself."""
        here = self._evaluator.units.units[unit]
        node = here.outline.exprs[expr]
        if not isinstance(node, Item) or here.language != PYTHON:
            made = self._by_constants(unit, expr) if here.language == PYTHON else NOTHING
            return made if made.all else self._evaluator.values(unit, expr)
        found = self._evaluator.values(unit, node.base)
        return Values(tuple([v for v in found.all if v not in _GENERIC]), False, found.open)

    def _by_constants(self, unit: UnitId, expr: Expr) -> Values:
        """What a helper gives for constants: ``original("threading", "Thread")``.

        Of what all its calls ask for it would be told that it may be any.
        """
        outline = self._evaluator.units.units[unit].outline
        node = outline.exprs[expr]
        found, certain = reaching(outline, node) if isinstance(node, Name) else ([expr], True)
        call = outline.exprs[found[0]] if certain else None
        if not isinstance(call, Call) or not call.args:
            return NOTHING
        if not all(isinstance(outline.exprs[arg], Const) for arg in call.args):
            return NOTHING
        callee = self._evaluator.values(unit, call.callee).all
        given_to = self._evaluator.results.given_constants
        parts = [given_to(unit, call, v) for v in callee if isinstance(v, Own)]
        told = [part for part in parts if part.all]
        return self._evaluator.merged(told, certain=len(told) == 1) if told else NOTHING

    def _behind_prototype(self, own: Own) -> list[Value]:
        """``F.prototype = Object.create(G.prototype)``: what objects of F have beside F's own."""
        if not self._is_script(own.unit) or self._function(own).kind == "class":
            return []
        stores = self._evaluator.attributes.stores
        exprs = list(stores.of_function(own.unit, own.function).get(_PROTOTYPE, ()))
        exprs += stores.of_prototype(own.unit, own.function).get(PROTO, ())
        found: list[Value] = []
        for value in (v for expr in exprs for v in self._evaluator.values(own.unit, expr).all):
            if isinstance(value, Object):
                found.append(Own(value.unit, value.function))
            elif isinstance(value, External):
                found.append(External(value.name.removesuffix(f".{_PROTOTYPE}")))
            elif isinstance(value, Display):
                found.append(value)
        return list(dict.fromkeys(found))

    def prototypes(self, value: Value) -> list[Value]:
        """What an object inherits from that is no object of a class."""
        stores = self._evaluator.attributes.stores
        exprs: list[Expr] = []
        if isinstance(value, Display):
            exprs = stores.of_object(value.unit, value.expr).get(PROTO, [])
        elif isinstance(value, Own):
            exprs = stores.of_function(value.unit, value.function).get(PROTO, [])
        elif isinstance(value, Object):
            exprs = stores.of_instance(value.unit, value.function).get(PROTO, [])
        if not isinstance(value, Display | Object | Own) or not exprs:
            return []
        found = [v for expr in exprs for v in self._evaluator.values(value.unit, expr).all]
        return [v for v in found if v != value]

    def behind(self, value: Value) -> list[Value]:
        """What ``Object.getPrototypeOf`` gives; what its class has stands for an object of one."""
        if isinstance(value, Own):
            bases = self.hierarchy(value.unit, value.function)[1:2]
            return bases or self.prototypes(value)
        found = self.prototypes(value)
        return [value, *found] if isinstance(value, Object) else found

    def inherited(self, value: Value, name: str) -> Values:
        """What an object has of a name from what it inherits from."""
        bases = self.prototypes(value) if self._depth < _DEEPEST_PROTOTYPE else []
        if not bases:
            return NOTHING
        self._depth += 1
        parts = [self._evaluator.attributes.of(base, name) for base in bases]
        self._depth -= 1
        return self._evaluator.merged(parts)

    # members

    def member(self, value: Own | Object | Super, name: str) -> Values:
        """What a class or an object of one has by its class; of ``super``, by what is above."""
        above = isinstance(value, Super)
        static = value.static if isinstance(value, Super) else isinstance(value, Own)
        if name == "__class__" and not above:
            return one(Own(value.unit, value.function))
        for owner in self.hierarchy(value.unit, value.function)[int(above) :]:
            if isinstance(owner, External):
                # A method of the external base, by the class that the catalogue knows.
                return one(External(f"{owner.name}.{name}"))
            if isinstance(owner, Own):
                found = self._own_member(owner, name, static)
            else:
                found = self._evaluator.attributes.held(owner, name)
            if found.all:
                return found
        return NOTHING

    def _own_member(self, owner: Own, name: str, static: bool) -> Values:
        function = self._function(owner)
        if function.kind == "class":
            bindings = self._bound(owner, function, name, static)
            if bindings:
                last = bindings[-1]
                certain = last.branch == ROOT_BRANCH
                kept = [last] if certain else bindings
                return self._evaluator.merged(
                    [self._evaluator.values(owner.unit, b.value) for b in kept], certain=certain
                )
        elif name == _CONSTRUCTOR and self._is_script(owner.unit):
            return one(owner)
        return self._evaluator.attributes.assigned(owner, name, static=static)

    def _bound(self, owner: Own, function: Function, name: str, static: bool) -> list[Binding]:
        """The bindings of a name in a class's body; in scripts those of a class or its objects."""
        bindings = function.bindings.get(name)
        if not bindings:
            return []
        outline = self._evaluator.units.units[owner.unit].outline
        if self._is_script(owner.unit):
            return [b for b in bindings if static is not _is_of_objects(outline, owner, b.value)]
        if len(bindings) > 1:  # ``@name.setter`` has the name of the property that is read
            return [b for b in bindings if not _sets(outline, b.value)] or bindings
        return bindings

    def getter(self, members: Values) -> Node | None:
        """The function that gives a property's value, of what a class of Python has of its name."""
        for found in members.all:
            if isinstance(found, Own) and not self._is_script(found.unit):
                marks = self._function(found).marks
                if marks and not _GETTERS.isdisjoint(marks):
                    return (found.unit, found.function)
        return None

    def setters(self, value: Object, name: str) -> list[Own]:
        """What runs when an attribute of an object of Python is assigned."""
        for owner in self.hierarchy(value.unit, value.function):
            bound = self._function(owner).bindings.get(name) if isinstance(owner, Own) else None
            if isinstance(owner, Own) and bound:
                outline = self._evaluator.units.units[owner.unit].outline
                made = [_undecorated(outline, b.value) for b in bound if _sets(outline, b.value)]
                return [Own(owner.unit, closure.function) for closure in made if closure]
        return []

    # constructors

    def instead(self, made: Own) -> Values:
        """The objects and functions that constructing gives because a constructor returns them.

        Source: ECMA-262, 10.2.2, [[Construct]], step 13.
        """
        known = self._instead.get((made.unit, made.function))
        if known is None:
            self._instead[(made.unit, made.function)] = NOTHING  # of one that constructs itself
            known = self._instead[(made.unit, made.function)] = self._find_instead(made)
        return known

    def _find_instead(self, made: Own) -> Values:
        parts: list[Values] = []
        for owner in self.hierarchy(made.unit, made.function):
            if not isinstance(owner, Own):
                continue
            for constructor in self._own_member(owner, _CONSTRUCTOR, static=False).all:
                if isinstance(constructor, Own) and self._evaluator.results.returns(
                    constructor.unit, constructor.function
                ):
                    given = self._evaluator.results.returned(constructor.unit, constructor.function)
                    kept = tuple([v for v in given.all if not isinstance(v, Known)])
                    parts.append(Values(kept, False, given.open))
        return self._evaluator.merged(parts, certain=False) if parts else NOTHING

    def _function(self, value: Own) -> Function:
        return self._evaluator.units.units[value.unit].outline.functions[value.function]

    def _is_script(self, unit: UnitId) -> bool:
        return self._evaluator.units.units[unit].language == JAVASCRIPT


def _undecorated(outline: Outline, expr: Expr) -> Closure | None:
    """The function of a member, without what decorates it."""
    node = outline.exprs[expr]
    while isinstance(node, Call) and node.kind == DECORATES and node.args:
        node = outline.exprs[node.args[0]]
    return node if isinstance(node, Closure) else None


def _sets(outline: Outline, expr: Expr) -> bool:
    """Whether a member of a class is what runs when the attribute is assigned."""
    made = _undecorated(outline, expr)
    return made is not None and "setter" in outline.functions[made.function].marks


def _is_of_objects(outline: Outline, owner: Own, expr: Expr) -> bool:
    """Whether what a script's class body binds is a method of its objects, not of the class."""
    made = _undecorated(outline, expr)
    if made is None:
        return False
    function = outline.functions[made.function]
    return function.parent == owner.function and "static" not in function.marks


def _linearised(orders: list[list[Value]]) -> list[Value]:
    """One order of classes that keeps each of several; the first counts where they disagree."""
    order: list[Value] = []
    pending = [list(each) for each in orders if each]
    while pending:
        first = pending[0][0]
        for each in pending:
            if not any(each[0] in other[1:] for other in pending):
                first = each[0]
                break
        order.append(first)
        rests = [[value for value in each if value != first] for each in pending]
        pending = [rest for rest in rests if rest]
    return order
