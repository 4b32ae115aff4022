"""Properties that functions read or set: of scripts' objects, and what is set of Python's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tidewaiter.linking.units import JAVASCRIPT, PYTHON, Unit
from tidewaiter.linking.values.possible import NOTHING, Values
from tidewaiter.linking.values.value import Display, Module, Object, Own, Super, UnitId, Value
from tidewaiter.model.facts import GETTER, SETTER, Attr, EventKind

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

_MARKS = {"getter": GETTER, "setter": SETTER}
_BRACKETS = "[]\"' "


class Accessors:
    """Asks an `Evaluator` for the functions behind properties.

    Attributes:
        read: Names of the properties that any function of the release reads.
        written: Of those that one sets.
    """

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self.read: set[str] = set()
        self.written: set[str] = set()

    def take_up(self, units: Iterable[UnitId]) -> None:
        """Index the accessors of texts before anything is evaluated."""
        for unit in units:
            for name in _accessors(self._evaluator.units.units[unit]):
                if name.startswith(GETTER):
                    self.read.add(name.removeprefix(GETTER))
                elif name.startswith(SETTER):
                    self.written.add(name.removeprefix(SETTER))

    def getters(self, value: Value, name: str) -> list[Own]:
        """The functions that run when a property of a value is read."""
        return self._functions(value, GETTER + name) if name in self.read else []

    def setters(self, value: Value, name: str) -> list[Own]:
        """The functions that run when a property of a value is set."""
        if name not in self.written:
            return []
        if isinstance(value, Object) and self._is_python(value.unit):
            return self._evaluator.classes.setters(value, name)
        return self._functions(value, SETTER + name)

    def _is_python(self, unit: UnitId) -> bool:
        return self._evaluator.units.units[unit].language == PYTHON

    def given(self, value: Value, name: str) -> Values:
        """What a property of a value is that functions read."""
        returned = self._evaluator.results.returned
        parts = [returned(own.unit, own.function) for own in self.getters(value, name)]
        return self._evaluator.merged(parts) if parts else NOTHING

    def _functions(self, value: Value, key: str) -> list[Own]:
        if not isinstance(value, Display | Module | Object | Own | Super):
            return []
        found = self._evaluator.attributes.of(value, key).all
        return [own for own in found if isinstance(own, Own)]


def _accessors(unit: Unit) -> set[str]:
    """The accessors of a text, each under the name by which an object has it."""
    found: set[str] = set()
    if unit.language == PYTHON:
        setters = [f.name for f in unit.outline.functions if "setter" in f.marks]
        return {SETTER + name.rpartition(".")[2] for name in setters}
    if unit.language != JAVASCRIPT:
        return found
    exprs = unit.outline.exprs
    found.update(export.name for export in unit.outline.exports if export.name.startswith(GETTER))
    for function in unit.outline.functions:
        for mark in function.marks:
            if mark in _MARKS:
                name = function.name.rpartition(".")[2].strip(_BRACKETS)
                found.add(_MARKS[mark] + name)
        for event in function.events:
            target = exprs[event.expr] if event.kind == EventKind.STORE else None
            if isinstance(target, Attr) and target.name.startswith((GETTER, SETTER)):
                found.add(target.name)
    return found
