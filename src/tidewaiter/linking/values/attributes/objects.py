"""Objects that scripts write down: what they surely have not, and what is mixed into them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from tidewaiter.linking.units import JAVASCRIPT
from tidewaiter.linking.values.attributes.stores import DEFAULTS, mixes, parameter_named
from tidewaiter.linking.values.possible import Values
from tidewaiter.linking.values.value import Display, Known, Node, UnitId, Value
from tidewaiter.model.facts import Attr, Call, Const, EventKind, Expr, Mapping, Name, Spread
from tidewaiter.reading.names import encloses, reaching

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

_DEEPEST = 3
"""Objects that are spread into each other."""

_INHERITED = frozenset({"constructor", "hasOwnProperty", "toString", "valueOf", "__proto__"})


class Mixed(NamedTuple):
    """What a call gives an object, and whether only what it lacks."""

    parts: tuple[Expr, ...]
    defaults: bool


class Objects:
    """Asks an `Evaluator` what objects of scripts have."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._mixed: dict[Node, dict[str, list[Mixed]]] = {}

    def lacks(self, value: Value, name: str, depth: int = 0) -> bool:
        """Whether something has surely nothing of a name where it is made, nor is given it there.

        Of what its own text assigns to any attribute of that name it may be given some.
        """
        if isinstance(value, Known):
            return value.value is None
        if not isinstance(value, Display) or depth > _DEEPEST or name in _INHERITED:
            return False
        here = self._units.units[value.unit]
        node = here.outline.exprs[value.expr]
        if here.language != JAVASCRIPT or not isinstance(node, Mapping):
            return False
        stores = self._evaluator.attributes.stores
        if name in stores.assigned(value.unit) or self._may_be_put(value, name):
            return False
        return all(
            self._is_other(value.unit, key, part, name, depth)
            for key, part in zip(node.keys, node.values, strict=True)
        )

    def _may_be_put(self, value: Display, name: str) -> bool:
        """Whether an object may be given something by a name that is only known when it runs."""
        keys = [
            key for key, _ in self._evaluator.attributes.stores.put_into(value.unit, value.expr)
        ]
        for key in keys:
            named = self._evaluator.values(value.unit, key)
            texts = [v.value for v in named.all if isinstance(v, Known)]
            if named.open or not texts or len(texts) < len(named.all) or name in texts:
                return True
        return False

    def assigned_anew(self, unit: UnitId, base: Expr, value: Display, name: str) -> bool:
        """Whether what an object was written with under a name is gone where a text reads it.

        ``made.env = {}`` stands before in the same function, and ``made`` is that object there.
        """
        outline = self._units.units[unit].outline
        read = outline.exprs[base]
        stores = self._evaluator.attributes.stores
        if value.unit != unit or not isinstance(read, Name):
            return False
        if name not in stores.of_object(unit, value.expr):
            return False
        for event in outline.functions[read.scope].events:
            if event.order > read.order:
                break
            target = outline.exprs[event.expr] if event.kind == EventKind.STORE else None
            if not isinstance(target, Attr) or target.name != name:
                continue
            named = outline.exprs[target.base]
            if not isinstance(named, Name) or named.id != read.id:
                continue
            if encloses(outline.branches, event.branch, read.branch):
                found, certain = reaching(outline, named)
                if certain and found[0] == value.expr:
                    return True
        return False

    def with_mixed(self, unit: UnitId, base: Expr, name: str, found: Values) -> Values:
        """What a parameter has of a name when its function has mixed more into it."""
        here = self._units.units[unit]
        node = here.outline.exprs[base]
        attributes = self._evaluator.attributes
        if here.language != JAVASCRIPT or not isinstance(node, Name):
            return found
        parameter = parameter_named(here.outline.functions, node)
        for mixed in self._mixed_into(unit, parameter) if parameter is not None else ():
            own = tuple([v for v in found.all if not isinstance(v, Known) or v.value is not None])
            if mixed.defaults and own and len(own) == len(found.all) and not found.open:
                continue
            given = [v for part in mixed.parts for v in self._evaluator.values(unit, part).all]
            parts = [attributes.of(v, name) for v in given if not self.lacks(v, name)]
            if parts:
                before = [Values(own, False, found.open)] if own or found.open else []
                found = self._evaluator.merged([*before, *parts])
        return found

    def _mixed_into(self, unit: UnitId, parameter: tuple[int, str]) -> list[Mixed]:
        """What a function mixes into its own parameter: ``defaults(options, { a: 1 })``."""
        function, name = parameter
        known = self._mixed.get((unit, function))
        if known is None:
            known = self._mixed[unit, function] = {}
            outline = self._units.units[unit].outline
            calls = [e.expr for e in outline.functions[function].events if e.kind == EventKind.CALL]
            for call in map(outline.exprs.__getitem__, calls):
                if isinstance(call, Call) and len(call.args) > 1 and mixes(outline.exprs, call):
                    target, callee = outline.exprs[call.args[0]], outline.exprs[call.callee]
                    if isinstance(target, Name):
                        defaults = isinstance(callee, Attr) and callee.name == DEFAULTS
                        mixed = Mixed(call.args[1:], defaults)
                        known.setdefault(target.id, []).append(mixed)
        return known.get(name, [])

    def spread_later(self, unit: UnitId, values: Sequence[Expr], name: str) -> list[Values]:
        """What objects have of a name that are spread behind it."""
        exprs = self._units.units[unit].outline.exprs
        spread = [node.value for node in map(exprs.__getitem__, values) if isinstance(node, Spread)]
        return [
            self._evaluator.attributes.item(value, name)
            for expr in spread
            for value in self._evaluator.values(unit, expr).all
            if isinstance(value, Display) and self._is_object(value) and not self.lacks(value, name)
        ]

    def _is_object(self, value: Display) -> bool:
        """Whether a display has names, as an array has not."""
        return isinstance(self._units.units[value.unit].outline.exprs[value.expr], Mapping)

    def _is_other(self, unit: UnitId, key: Expr, part: Expr, name: str, depth: int) -> bool:
        """Whether a part of an object is another than that of a name."""
        exprs = self._units.units[unit].outline.exprs
        spread = exprs[part]
        if isinstance(spread, Spread):
            base = self._evaluator.values(unit, spread.value)
            return not base.open and all(self.lacks(v, name, depth + 1) for v in base.all)
        known = exprs[key]
        return isinstance(known, Const) and known.value != name
