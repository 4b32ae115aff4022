"""Which further members could lie on a path: those that import what reaches a use."""

import re
from collections.abc import Callable, Iterable

from tidewaiter.linking.evaluate import Evaluator
from tidewaiter.linking.units import PYTHON, Source, Units
from tidewaiter.linking.values import External, Instance, Node, Object, Own, UnitId
from tidewaiter.model.facts import Imported

Mentions = Callable[[str, re.Pattern[str]], bool]
"""Whether a member's text matches an expression."""


class Demand:
    """Finds the members to outline next, from what the outlined ones export."""

    def __init__(self, units: Units, evaluator: Evaluator) -> None:
        self._units = units
        self._evaluator = evaluator
        self._importers = self._index()

    def _index(self) -> dict[str, list[Source]]:
        """For each member, the sources that import it by what their scan says."""
        index: dict[str, list[Source]] = {}
        for source in self._units.sources.values():
            for target in set(self._targets(source)):
                index.setdefault(target, []).append(source)
        return index

    def _targets(self, source: Source) -> Iterable[str]:
        for spelled in source.scan.imports:
            if source.language != PYTHON:
                found = self._units.script(source.member, spelled)
                if found is not None:
                    yield found
                continue
            dotted = self._dotted(source, spelled)
            while dotted:
                member = self._units.modules.get(dotted)
                if member is not None:
                    yield member
                dotted = dotted.rpartition(".")[0]

    def _dotted(self, source: Source, spelled: str) -> str:
        level = len(spelled) - len(spelled.lstrip("."))
        if not level:
            return spelled
        parts = source.module.split(".") if source.module else []
        keep = len(parts) - level + (1 if source.is_package else 0)
        if keep < 0:
            return ""
        rest = spelled.lstrip(".")
        return ".".join([*parts[:keep], rest] if rest else parts[:keep])

    def next(self, reaching: set[Node], mentions: Mentions) -> list[str]:
        """Members that import a unit and mention one of its names that matter."""
        wanted: set[str] = set()
        by_unit: dict[UnitId, set[str]] = {}
        for unit, function in reaching:
            here = self._units.units[unit]
            if here.site is None:
                name = here.outline.functions[function].name
                by_unit.setdefault(unit, set()).update(name.split("."))
        for unit in range(len(self._units.units)):
            names = by_unit.get(unit, set()) | self._handed_on(unit, reaching)
            names -= {"<module>", "<locals>", "<lambda>", "<anonymous>", ""}
            if names or (unit in by_unit and self._units.units[unit].language != PYTHON):
                wanted |= self._importing(unit, names, mentions)
        return sorted(wanted)

    def _importing(self, unit: UnitId, names: set[str], mentions: Mentions) -> set[str]:
        member = self._units.units[unit].member
        candidates = [
            s for s in self._importers.get(member, ()) if s.member not in self._units.by_member
        ]
        if not candidates:
            return set()
        if self._units.units[unit].language != PYTHON:
            # The importer chooses the name of a default export: any importer counts.
            return {source.member for source in candidates}
        pattern = re.compile(
            r"\b(?:" + "|".join(map(re.escape, sorted(names))) + r")\b|import\s*\*"
        )
        return {source.member for source in candidates if mentions(source.member, pattern)}

    def _handed_on(self, unit: UnitId, reaching: set[Node]) -> set[str]:
        """Names of the module that stand for something catalogued or for an object that reaches."""
        here = self._units.units[unit]
        if here.site is not None or here.language != PYTHON:
            return set()
        classes = {(n[0], here.outline.functions[n[1]].parent) for n in reaching if n[0] == unit}
        names = set()
        for name in here.outline.functions[0].bindings:
            plain = self._plain_import(unit, name)
            for value in self._evaluator.module_attribute(unit, name).all:
                if isinstance(value, Own | Object):
                    reached = (value.unit, value.function)
                    if reached in reaching or reached in classes or value.unit != unit:
                        names.add(name)
                elif isinstance(value, External | Instance) and not plain:
                    known = value if isinstance(value, External) else External(value.of)
                    if self._evaluator.known_external(here.language, (known,)):
                        names.add(name)
        return names

    def _plain_import(self, unit: UnitId, name: str) -> bool:
        """``import os``: whoever uses ``a.os`` instead of its own import is found by the sieve."""
        outline = self._units.units[unit].outline
        bindings = outline.functions[0].bindings[name]
        node = outline.exprs[bindings[-1].value]
        return isinstance(node, Imported) and not (node.level or node.name)
