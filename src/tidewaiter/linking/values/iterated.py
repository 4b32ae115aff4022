"""What a script's arrays, sets, maps and generators give one by one.

A collection is a `Display`: an array by its literal, any other by the call that makes it, such as
``new Set(list)`` or ``list.flat()``. A map gives pairs. What the call of a generator function
gives is an `Object` of that function.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tidewaiter.linking.units import JAVASCRIPT
from tidewaiter.linking.values.attributes.puts import Puts
from tidewaiter.linking.values.possible import NOTHING, Values, one
from tidewaiter.linking.values.promises import ALL_SETTLED, REJECTED
from tidewaiter.linking.values.value import (
    Argument,
    Display,
    External,
    Known,
    Method,
    Object,
    Own,
    UnitId,
    Value,
)
from tidewaiter.model.facts import (
    RETURNED,
    ROOT_BRANCH,
    SOME,
    UNKNOWN,
    Attr,
    Call,
    Choice,
    Const,
    Element,
    EventKind,
    Expr,
    Items,
    Mapping,
    Spread,
)
from tidewaiter.model.facts import Node as Expression
from tidewaiter.reading import constants

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

ITERATOR = "[Symbol.iterator]"
ITERATORS = (ITERATOR, "[Symbol.asyncIterator]")
NEXT = "next"

_STEPS = frozenset({NEXT, "throw", RETURNED, *ITERATORS})
_GLOBAL = "globalThis."
_MAPS = frozenset({"Map", "WeakMap"})
_MAKERS = frozenset({"Array", "Array.from", "Array.of", "Set", "WeakSet", *_MAPS})
_MADE_OF_OBJECTS = frozenset({"Object.values", "Object.entries"})
MAKERS = frozenset(_GLOBAL + name for name in _MAKERS | _MADE_OF_OBJECTS | {ALL_SETTLED})
"""What makes a collection when it is called."""

_REORDERED = frozenset({"splice", "reverse", "sort", "toReversed", "toSorted", "toSpliced"})
_COLLECTIONS = _REORDERED | {"map", "flatMap", "flat", "keys", "entries"}
"""Methods that give another collection."""

_ONE = frozenset({"pop", "shift", "find", "findLast"})
"""Methods that give one of the elements."""

_FOLLOWED = (Own, Object, Argument, External, Display)
"""Of what is put into a collection later: what could be called, and what may hold such."""

_MOST = 64
"""Elements that are looked at."""

Parts = tuple[list[Values], bool]
"""Elements in order, and whether their positions are sure."""


class Iterated:
    """Asks an `Evaluator` for the elements of scripts' collections."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._puts = Puts(evaluator)
        self._open: set[Value] = set()
        self._made: dict[tuple[UnitId, Expr, str], Display] = {}
        """Displays that were made of what calls and literals give, by what for."""
        self._results: dict[tuple[UnitId, int], Display] = {}
        self._mapping: dict[tuple[UnitId, Expr, Expr], Expr] = {}
        """The calls of functions with an element, by function and collection."""

    def is_generator(self, value: Own | Object) -> bool:
        """Whether a function of a script gives an iterator: itself, or it made the object."""
        here = self._units.units[value.unit]
        marks = here.outline.functions[value.function].marks
        return "generator" in marks and here.language == JAVASCRIPT

    def method(self, value: Object, name: str) -> Values | None:
        """``next`` and the like of what a generator function gave, and what that returned."""
        if name not in _STEPS or not self.is_generator(value):
            return None
        if name == RETURNED:
            return self._evaluator.results.returned(value.unit, value.function)
        return one(Method(value, name))

    # what calls give

    def called(self, unit: UnitId, expr: Expr, node: Call, method: Method) -> Values | None:
        """What a method of a collection or generator gives, ``None`` if nothing is known of it."""
        receiver, name = method.receiver, method.name
        if self._units.units[unit].language != JAVASCRIPT:
            return None
        if isinstance(receiver, Known):
            return self._of_constants(unit, expr, receiver, name)
        if name in ITERATORS:
            return one(receiver)
        if isinstance(receiver, Object):
            return one(self._step_of(receiver))
        if name == NEXT:
            return one(self._step(unit, expr, node))
        if name == "values" and not self._is_map(receiver):
            return one(receiver)
        if name == "get" and node.args and self._is_map(receiver):
            keys = self._evaluator.folding.alternatives(unit, node.args[0])
            return self._looked_up(receiver, keys)
        if name == "at" and node.args:
            return self._at(receiver, self._evaluator.constant(unit, node.args[0]))
        if name in _ONE:
            return self._evaluator.merged(self._of(receiver)[0] or [NOTHING], certain=False)
        if name == "concat":
            return one(self._joined(unit, expr, node))
        if name in _COLLECTIONS or name == "values":
            return one(Display(unit, expr))
        return None

    def _of_constants(self, unit: UnitId, expr: Expr, value: Known, name: str) -> Values | None:
        """The same of a list of nothing but constants."""
        if not self._is_list(value):
            return None
        if name in _ONE:
            return self._evaluator.merged(self._of(value)[0] or [NOTHING], certain=False)
        return one(Display(unit, expr)) if name in ("map", "flatMap") else None

    def _is_map(self, display: Display) -> bool:
        node = self._node(display)
        return isinstance(node, Call) and self._maker(display.unit, node) in _MAPS

    def _maker(self, unit: UnitId, node: Call) -> str:
        """What makes a collection when it is called, without ``globalThis``."""
        for value in self._evaluator.values(unit, node.callee).all:
            if isinstance(value, External) and value.name in MAKERS:
                return value.name.removeprefix(_GLOBAL)
        return ""

    def _step(self, unit: UnitId, expr: Expr, node: Call) -> Display:
        """What ``list.values().next()`` gives: an object with some element as its value."""
        known = self._made.get((unit, expr, NEXT))
        if known is None:
            exprs = self._units.units[unit].outline.exprs
            callee = exprs[node.callee]
            base = callee.base if isinstance(callee, Attr) else UNKNOWN
            exprs.append(Element(base, -1))
            known = self._made[unit, expr, NEXT] = self._with_value(unit, len(exprs) - 1)
        return known

    def _step_of(self, generator: Object) -> Display:
        """What ``next`` of a generator gives: what it yields and returns, as its value."""
        place = (generator.unit, generator.function)
        known = self._results.get(place)
        if known is None:
            exprs = self._units.units[generator.unit].outline.exprs
            yielded = [expr for expr, _ in self._yielded(generator)]
            exprs.append(Choice("if", (*yielded, *self._evaluator.results.returns(*place))))
            known = self._results[place] = self._with_value(generator.unit, len(exprs) - 1)
        return known

    def _with_value(self, unit: UnitId, value: Expr, reason: Expr = UNKNOWN) -> Display:
        exprs = self._units.units[unit].outline.exprs
        exprs += [Const("value"), Const("reason")]
        exprs.append(Mapping((len(exprs) - 2, len(exprs) - 1), (value, reason)))
        return Display(unit, len(exprs) - 1)

    def _joined(self, unit: UnitId, expr: Expr, node: Call) -> Display:
        """``list.concat(more, last)`` as the array ``[...list, ...more, last]`` that it is."""
        known = self._made.get((unit, expr, "concat"))
        if known is None:
            exprs = self._units.units[unit].outline.exprs
            callee = exprs[node.callee]
            items: list[Expr] = []
            for given in (*([callee.base] if isinstance(callee, Attr) else []), *node.args):
                values = self._evaluator.values(unit, given).all
                held = self._literal(unit, values)
                if held is not None:
                    items += held.items
                elif any(self._is_list(value) for value in values):
                    exprs.append(Spread(given))
                    items.append(len(exprs) - 1)
                else:
                    items.append(given)
            exprs.append(Items("array", tuple(items)))
            known = self._made[unit, expr, "concat"] = Display(unit, len(exprs) - 1)
        return known

    def _literal(self, unit: UnitId, values: Sequence[Value]) -> Items | None:
        """The literal of this text that an array surely is."""
        value = values[0] if len(values) == 1 else None
        if not isinstance(value, Display) or value.unit != unit:
            return None
        node = self._node(value)
        return node if isinstance(node, Items) else None

    def _at(self, display: Display, index: constants.Folded) -> Values:
        found, exact = self._of(display)
        if exact and isinstance(index, int) and -len(found) <= index < len(found):
            return found[index]
        return self._evaluator.merged(found or [NOTHING], certain=False)

    def _looked_up(self, display: Display, keys: list[constants.Folded]) -> Values:
        """What a map has under one of these keys; what it has at all if the key is not known."""
        element, folds = self._evaluator.attributes.element, self._evaluator.folding.alternatives
        kept: list[Values] = []
        for pair in (v for part in self._of(display)[0] for v in part.all):
            node = self._node(pair) if isinstance(pair, Display) else None
            if isinstance(pair, Display) and isinstance(node, Items) and len(node.items) > 1:
                known: list[constants.Folded] = folds(pair.unit, node.items[0])
                fits = constants.UNFOLDED in keys or constants.UNFOLDED in known
                for key in keys:
                    fits = fits or key in known
                if fits:
                    kept.append(element(pair, 1))
        return self._evaluator.merged(kept, certain=False) if kept else NOTHING

    def _node(self, display: Display) -> Expression:
        return self._units.units[display.unit].outline.exprs[display.expr]

    def _is_list(self, value: Value) -> bool:
        """Whether a value is an array."""
        if isinstance(value, Known):
            return type(value.value) is tuple
        return isinstance(value, Display) and isinstance(self._node(value), Items | Call)

    # elements

    def element(self, value: Value, index: int) -> Values:
        """Element ``index`` of what a script goes through; some element for -1."""
        found, exact = self._of(value)
        if exact and 0 <= index < len(found):
            return found[index]
        return self._evaluator.merged(found or [NOTHING], certain=False)

    def iterators(self, value: Value) -> list[Own]:
        """The functions that run when an object with an iterator of its own is gone through."""
        found: list[Own] = []
        for method, given in self._by_protocol(value):
            found.append(method)
            for following in (v for g in given for v in self._next(g)):
                found.append(following)
        return found

    def _of(self, value: Value) -> Parts:
        if value in self._open or len(self._open) > _MOST:
            return [NOTHING], False
        self._open.add(value)
        found = self._parts(value)
        self._open.discard(value)
        return found

    def _parts(self, value: Value) -> Parts:
        if isinstance(value, Known):
            every = constants.elements(value.value)
            return [one(Known(each)) for each in every[:_MOST]], len(every) <= _MOST
        if isinstance(value, Object) and self.is_generator(value):
            return self._from_generator(value)
        if isinstance(value, Display):
            node = self._node(value)
            if isinstance(node, Items | Call):
                return self._collected(value, node)
        found: list[Values] = []
        for _, given in self._by_protocol(value):
            for each in given:
                if isinstance(each, Object) and self.is_generator(each):
                    found += self._from_generator(each)[0]
                for following in self._next(each):
                    steps = self._evaluator.results.returned(following.unit, following.function).all
                    found += [self._evaluator.attributes.of(step, "value") for step in steps]
        return found, False

    def _yielded(self, generator: Object) -> list[tuple[Expr, int]]:
        """What a generator yields, and in which branch."""
        outline = self._units.units[generator.unit].outline
        events = outline.functions[generator.function].events
        return [(e.value, e.branch) for e in events if e.kind == EventKind.YIELD]

    def _from_generator(self, generator: Object) -> Parts:
        exprs = self._units.units[generator.unit].outline.exprs
        every = self._yielded(generator)
        plain = all(b == ROOT_BRANCH and not isinstance(exprs[e], Element) for e, b in every)
        return [self._evaluator.values(generator.unit, expr) for expr, _ in every], plain

    def _by_protocol(self, value: Value) -> list[tuple[Own, list[Value]]]:
        """An object's own ``[Symbol.iterator]``, and the iterators that it gives."""
        if not isinstance(value, Object | Display):
            return []
        found: list[tuple[Own, list[Value]]] = []
        for name in ITERATORS:
            for method in self._evaluator.attributes.of(value, name).all:
                if isinstance(method, Own):
                    made = Object(method.unit, method.function)
                    given = self._evaluator.results.returned(method.unit, method.function).all
                    found.append((method, [made] if self.is_generator(method) else list(given)))
        return found

    def _next(self, iterator: Value) -> list[Own]:
        return [v for v in self._evaluator.attributes.of(iterator, NEXT).all if isinstance(v, Own)]

    # collections

    def _collected(self, display: Display, node: Items | Call) -> Parts:
        unit = display.unit
        if isinstance(node, Items):
            found, exact = self._listed(unit, node.items)
            exact = exact and node.kind != SOME
        else:
            found, exact = self._by_call(unit, node)
        for expr in self._puts.into(display):
            values = self._evaluator.values(unit, expr)
            kept = tuple([v for v in values.all if isinstance(v, _FOLLOWED)])
            found += [Values(kept, False)] if kept else []
        return found, exact

    def _listed(self, unit: UnitId, items: Sequence[Expr]) -> Parts:
        exprs = self._units.units[unit].outline.exprs
        found: list[Values] = []
        exact = True
        for item in items:
            node = exprs[item]
            if isinstance(node, Spread):
                inner, sure = self._each(unit, node.value)
                found, exact = found + inner, exact and sure
            else:
                found.append(self._evaluator.values(unit, item))
        return found, exact

    def _each(self, unit: UnitId, expr: Expr) -> Parts:
        """The elements of what an expression may be."""
        base = self._evaluator.values(unit, expr)
        found: list[Values] = []
        exact = base.certain
        for value in base.all:
            inner, sure = self._of(value)
            found, exact = found + inner, exact and sure
        return (found, exact) if base.all else ([NOTHING], False)

    def _by_call(self, unit: UnitId, node: Call) -> Parts:
        """The elements of a collection that a call makes."""
        maker, args = self._maker(unit, node), node.args
        if maker == "Array.from" and len(args) > 1:
            return self._mapped(unit, args[1], args[0]), False
        if maker in ("Array", "Array.of"):
            return self._listed(unit, args if len(args) > 1 or maker != "Array" else ())
        if maker in _MAKERS:
            return self._each(unit, args[0]) if args else ([], True)
        if maker == ALL_SETTLED:
            return self._all_settled(unit, args[0]) if args else ([], False)
        if maker in _MADE_OF_OBJECTS:
            return self._of_object(unit, args[0], maker) if args else ([], False)
        callee = self._units.units[unit].outline.exprs[node.callee]
        if not isinstance(callee, Attr):
            return [NOTHING], False
        return self._by_method(unit, node, callee)

    def _all_settled(self, unit: UnitId, expr: Expr) -> Parts:
        """What became of each of several promises."""
        exprs = self._units.units[unit].outline.exprs
        found: list[Values] = []
        for value in self._evaluator.values(unit, expr).all:
            node = self._node(value) if isinstance(value, Display) and value.unit == unit else None
            for item in node.items if isinstance(node, Items) else ():
                known = self._made.get((unit, item, ALL_SETTLED))
                if known is None:
                    exprs.append(Attr(item, REJECTED))
                    known = self._with_value(unit, item, len(exprs) - 1)
                    self._made[unit, item, ALL_SETTLED] = known
                found.append(one(known))
        return (found, True) if found else ([NOTHING], False)

    def _by_method(self, unit: UnitId, node: Call, callee: Attr) -> Parts:
        name = callee.name
        if name == "map" and node.args:
            return self._mapped(unit, node.args[0], callee.base), False
        if name == "flatMap" and node.args:
            return self._flat(self._mapped(unit, node.args[0], callee.base), 1), False
        found, exact = self._each(unit, callee.base)
        if name == "flat":
            depth = self._evaluator.constant(unit, node.args[0]) if node.args else 1
            return self._flat(found, depth if isinstance(depth, int) else _MOST), False
        if name in ("keys", "values", "entries"):
            return self._views(unit, callee.base, name, found), exact
        return found, exact and name not in _REORDERED

    def _mapped(self, unit: UnitId, function: Expr, base: Expr) -> list[Values]:
        """What a function makes of each element, as a call that is given one of them."""
        functions = self._evaluator.values(unit, function).all
        if not any(isinstance(value, Own) for value in functions):
            return [NOTHING]
        known = self._mapping.get((unit, function, base))
        if known is None:
            exprs = self._units.units[unit].outline.exprs
            exprs.append(Element(base, -1))
            exprs.append(Call(function, (len(exprs) - 1,), (), 0, 0))
            known = self._mapping[unit, function, base] = len(exprs) - 1
        return [self._evaluator.values(unit, known)]

    def _flat(self, found: list[Values], depth: int) -> list[Values]:
        """Elements, and in place of the arrays among them those of the arrays."""
        if depth <= 0:
            return found
        flat: list[Values] = []
        for part in found:
            lists = [value for value in part.all if self._is_list(value)]
            for value in lists:
                flat += self._flat(self._of(value)[0], depth - 1)
            if len(lists) < len(part.all) or not part.all:
                flat.append(part)
        return flat

    def _views(self, unit: UnitId, base: Expr, name: str, found: list[Values]) -> list[Values]:
        """The keys, values or pairs of a map; of a set its elements, twice in each pair."""
        receivers = self._evaluator.values(unit, base).all
        if any(isinstance(v, Display) and self._is_map(v) for v in receivers):
            if name == "entries":
                return found
            element, index = self._evaluator.attributes.element, int(name == "values")
            return [
                self._evaluator.merged([element(v, index) for v in p.all] or [NOTHING])
                for p in found
            ]
        if name == "entries":
            return [one(self._pair(unit, base))]
        return found if name == "values" or self._is_set(receivers) else [NOTHING]

    def _is_set(self, receivers: Sequence[Value]) -> bool:
        for value in receivers:
            node = self._node(value) if isinstance(value, Display) else None
            if isinstance(value, Display) and isinstance(node, Call):
                return self._maker(value.unit, node).endswith("Set")
        return False

    def _pair(self, unit: UnitId, base: Expr) -> Display:
        """Key and value as an entry has them: of a set both are an element."""
        known = self._made.get((unit, base, "pair"))
        if known is None:
            exprs = self._units.units[unit].outline.exprs
            receivers = self._evaluator.values(unit, base).all
            exprs.append(Element(base, -1))
            value = len(exprs) - 1
            exprs.append(Items("array", (value if self._is_set(receivers) else UNKNOWN, value)))
            known = self._made[unit, base, "pair"] = Display(unit, len(exprs) - 1)
        return known

    def _of_object(self, unit: UnitId, expr: Expr, maker: str) -> Parts:
        """What ``Object.values`` and ``Object.entries`` give of an object literal."""
        found: list[Values] = []
        for value in self._evaluator.values(unit, expr).all:
            node = self._node(value) if isinstance(value, Display) else None
            if isinstance(value, Display) and isinstance(node, Mapping):
                found += self._held(value, node, pairs=maker == "Object.entries")
        return found or [NOTHING], False

    def _held(self, display: Display, node: Mapping, *, pairs: bool) -> list[Values]:
        exprs = self._units.units[display.unit].outline.exprs
        found: list[Values] = []
        for key, part in zip(node.keys, node.values, strict=True):
            if isinstance(exprs[part], Spread):
                found.append(NOTHING)
            elif pairs:
                found.append(one(self._entry(display.unit, key, part)))
            else:
                found.append(self._evaluator.values(display.unit, part))
        if not pairs:
            found += [one(v) for _, v in self._evaluator.attributes.given_later(display)]
        return found

    def _entry(self, unit: UnitId, key: Expr, part: Expr) -> Display:
        known = self._made.get((unit, part, "entry"))
        if known is None:
            exprs = self._units.units[unit].outline.exprs
            exprs.append(Items("array", (key, part)))
            known = self._made[unit, part, "entry"] = Display(unit, len(exprs) - 1)
        return known
