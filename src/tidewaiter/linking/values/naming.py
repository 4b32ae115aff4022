"""What names mean where they are read: bindings, ``this`` and ``super``, what no scope binds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidewaiter.linking.units import JAVASCRIPT, PYTHON, Unit
from tidewaiter.linking.values.attributes.stores import enclosing_class, is_static
from tidewaiter.linking.values.narrowing.posix import Posix
from tidewaiter.linking.values.narrowing.versions import Python2
from tidewaiter.linking.values.possible import NOTHING, Values, one
from tidewaiter.linking.values.value import External, Known, Module, Object, Own, Super, UnitId
from tidewaiter.model.facts import ROOT_BRANCH, Expr, Name
from tidewaiter.reading import constants, names

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

_GLOBAL_OBJECTS = frozenset({"globalThis", "window", "self", "global", "top", "parent"})


class Naming:
    """Reads names, asked through an `Evaluator`."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._python2: dict[UnitId, Python2] = {}
        self._posix = Posix(evaluator)

    def value(self, unit: UnitId, expr: Expr, node: Name) -> Values:
        """What a name may stand for where it is read."""
        here = self._units.units[unit]
        special = self._special_name(unit, here, node)
        if special is not None:
            return special
        found, certain = self.reaching(unit, here, node)
        if len(found) > 1 and self._evaluator.deciding.asks(unit):
            found = self._evaluator.deciding.bound(unit, node, found)
        if found and node.branch != ROOT_BRANCH:
            told = self._evaluator.chosen.bound(unit, node, found)
            if told is not None:
                parts = [self._evaluator.values(unit, expr) for expr in told]
                return self._evaluator.merged(parts, certain=certain)
        if found:
            return self._evaluator.merged(
                self._evaluator.narrowing.name(unit, node, found), certain=certain
            )
        return self._free_name(unit, here, node.id)

    def reaching(self, unit: UnitId, here: Unit, node: Name) -> tuple[list[Expr], bool]:
        """What a name may be bound to under Python 3, and whether it is certain."""
        found, certain = names.reaching(here.outline, node)
        if len(found) < 2 or here.language != PYTHON:
            return found, certain
        python2 = self._python2.get(unit)
        if python2 is None:
            python2 = self._python2[unit] = Python2(here.outline)
        kept = python2.without(node, found)
        if self._evaluator.on_posix:
            kept = self._posix.bound(unit, node, kept)
        return kept, certain or len(kept) == 1

    def _special_name(self, unit: UnitId, here: Unit, node: Name) -> Values | None:
        name = node.id
        if here.language == JAVASCRIPT:
            if name == "this":
                return self._this(unit, node.scope)
            if name == "super":
                return self._super(unit, node.scope)
        elif name == "__name__":
            return one(Known(here.module or "__main__"))
        elif name == "__file__":
            return one(Known(constants.HOLE + "/" + here.member.rpartition("/")[2]))
        return None

    def _this(self, unit: UnitId, scope: int) -> Values:
        """What a function is a method of, and what callers say that it is."""
        functions = self._units.units[unit].outline.functions
        while scope > 0 and functions[scope].kind == "lambda":
            scope = functions[scope].parent
        found = self._holding(unit, scope)
        said = self._evaluator.parameters.this(unit, scope)
        if not said:
            return found
        return self._evaluator.merged([*map(one, said), found], certain=False)

    def _holding(self, unit: UnitId, scope: int) -> Values:
        functions = self._units.units[unit].outline.functions
        owner = enclosing_class(functions, scope)
        stores = self._evaluator.attributes.stores
        holder = None
        if scope > 0 and owner not in (scope, functions[scope].parent):
            holder = stores.holder(unit, scope)
        if isinstance(holder, Own | Object):
            return one(holder)
        if holder is not None:
            return Values((holder, *stores.heirs(unit, holder), Object(unit, scope)), False)
        if owner is not None:
            static = is_static(functions, scope)
            return one(Own(unit, owner) if static else Object(unit, owner))
        return one(Object(unit, scope) if scope > 0 else External("globalThis"))

    def _super(self, unit: UnitId, scope: int) -> Values:
        """What is above a class, or what the object inherits from that a method was written in."""
        functions = self._units.units[unit].outline.functions
        owner = enclosing_class(functions, scope)
        if scope > 0 and owner not in (scope, functions[scope].parent):
            holder = self._evaluator.attributes.stores.holder(unit, scope)
            above = self._evaluator.classes.prototypes(holder) if holder is not None else []
            if above:
                return Values(tuple(above), len(above) == 1)
        if owner is None:
            return NOTHING
        return one(Super(unit, owner, is_static(functions, scope)))

    def _free_name(self, unit: UnitId, here: Unit, name: str) -> Values:
        star = self._evaluator.modules.star_imported(unit, here, name)
        if star.all:
            return star
        if here.site is not None:
            # Code in a string runs in the namespace of the module that runs it.
            host = here.site.node[0]
            if self._units.units[host].language == here.language:
                found = self._evaluator.modules.attribute(host, name)
                if found.all:
                    return found
        if here.language == PYTHON:
            return one(External("builtins." + name))
        if here.language == JAVASCRIPT:
            if name in ("__dirname", "__filename"):
                return one(Known(constants.HOLE))
            if name == "import":
                return one(External(name))
            if name == "exports" and here.outline.exports:
                return one(Module(unit))
            return one(External("globalThis" if name in _GLOBAL_OBJECTS else f"globalThis.{name}"))
        return one(External(name))
