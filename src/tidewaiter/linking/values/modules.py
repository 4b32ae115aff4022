"""Modules: what an import binds, and the names of a module's namespace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidewaiter.linking.units import PYTHON, Unit
from tidewaiter.linking.values.attached import Attached
from tidewaiter.linking.values.possible import NOTHING, Values, one
from tidewaiter.linking.values.value import External, Missing, Module, UnitId
from tidewaiter.model.facts import ANY_TIME, ROOT_BRANCH, Expr, Imported, Name

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator


class Modules:
    """The modules of a release and those outside, asked through an `Evaluator`."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._asked: set[tuple[UnitId, str]] = set()
        self._attached = Attached(evaluator)

    def imported(self, unit: UnitId, expr: Expr, node: Imported) -> Values:
        """What an import binds."""
        here = self._units.units[unit]
        module = self.named(unit, here, node)
        if not node.name or node.name == "*":
            return module
        if here.language == PYTHON:
            return self._from_python(here, node, module)
        parts = [self._evaluator.attributes.export(value, node.name) for value in module.all]
        return self._evaluator.merged(parts, certain=module.certain) if parts else NOTHING

    def _from_python(self, here: Unit, node: Imported, module: Values) -> Values:
        dotted = self._units.absolute(here, node)
        parts = [self._evaluator.attributes.of(value, node.name) for value in module.all]
        found = self._evaluator.merged(parts) if parts else NOTHING
        if found.all and not isinstance(found.all[0], External | Missing):
            return found
        submodule = self._own_python(here, f"{dotted}.{node.name}")
        return found if submodule is None or self._units.aside(here.member) else submodule

    def named(self, unit: UnitId, here: Unit, node: Imported) -> Values:
        """The module that an import in a unit means."""
        aside = self._units.aside(here.member)
        if here.language == PYTHON:
            dotted = self._units.absolute(here, node)
            own = self._own_python(here, dotted)
            if own is not None and aside:
                return NOTHING
            if own is not None:
                return own
            return one(External(dotted)) if dotted and not node.level else NOTHING
        member = self._units.script(here.member, node.module)
        if member is not None and not self._is_better_known(here, node.module, member):
            return NOTHING if aside else self._of_member(member)
        if node.module.startswith((".", "/", "#")):
            return NOTHING
        return one(External(node.module.removeprefix("node:")))

    def _is_better_known(self, here: Unit, specifier: str, member: str) -> bool:
        """Whether a library that lies below ``node_modules`` is one that the catalogue knows."""
        if specifier.startswith((".", "#")) or "node_modules/" not in member:
            return False
        return self._evaluator.known_external(here.language, (External(specifier),))

    def _own_python(self, here: Unit, dotted: str) -> Values | None:
        member = self._units.python_module(dotted, here)
        return None if member is None else self._of_member(member)

    def _of_member(self, member: str) -> Values:
        unit = self._units.by_member.get(member)
        if unit is None:
            return one(Missing(member, ""))
        return one(Module(unit))

    def attribute(self, unit: UnitId, name: str) -> Values:
        """A name of a Python module's namespace when the module has run."""
        asked = (unit, name)
        if asked in self._asked:  # modules that import everything of each other
            return NOTHING
        self._asked.add(asked)
        found = self._attribute(unit, name)
        self._asked.discard(asked)
        return found

    def _attribute(self, unit: UnitId, name: str) -> Values:
        here = self._units.units[unit]
        probe = Name(name, 0, ANY_TIME - 1, ROOT_BRANCH)
        found, certain = self._evaluator.naming.reaching(unit, here, probe)
        if found:
            return self._evaluator.merged(
                [self._evaluator.values(unit, e) for e in found], certain=certain
            )
        star = self.star_imported(unit, here, name)
        if star.all:
            return star
        submodule = self._units.python_module(f"{here.module}.{name}") if here.module else None
        if submodule is not None:
            return self._of_member(submodule)
        attached = self._attached.modules(unit, name)
        if attached:
            return self._evaluator.merged([self.attribute(m.unit, name) for m in attached])
        if here.site is not None and self._units.units[here.site.node[0]].language == here.language:
            return self.attribute(here.site.node[0], name)
        return NOTHING

    def own(self, dotted: str) -> Values | None:
        """The release's own Python module of that name, if it is one."""
        member = self._units.python_module(dotted)
        return None if member is None else self._of_member(member)

    def star_imported(self, unit: UnitId, here: Unit, name: str) -> Values:
        """A name that only ``from module import *`` can have bound."""
        for binding in reversed(here.outline.functions[0].bindings.get("*", ())):
            node = here.outline.exprs[binding.value]
            if not isinstance(node, Imported):
                continue
            for value in self.named(unit, here, node).all:
                found = self._evaluator.attributes.of(value, name)
                if isinstance(value, External) and not self._evaluator.known_external(
                    here.language, found.all
                ):
                    continue
                if found.all:
                    return found
        return NOTHING
