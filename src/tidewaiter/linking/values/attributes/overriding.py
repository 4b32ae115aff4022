"""What subclasses say instead of a class, where an object may be one of theirs.

``self.command`` in a method of a base is that of whichever class the object is of, and what
implements an abstract method is what runs.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tidewaiter.linking.units import JAVASCRIPT
from tidewaiter.linking.values.parameters import is_made
from tidewaiter.linking.values.possible import MOST_VALUES, Values
from tidewaiter.linking.values.value import Argument, Object, Own, UnitId, Value
from tidewaiter.model.facts import Attr, Name

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator


class Overriding:
    """Asks an `Evaluator` for the members of subclasses."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._classes: dict[str, list[Own]] = {}
        """The classes that have a member, by its name; without names that only one has."""
        self._looked_at = 0
        self._known: dict[tuple[Own, str], list[Own]] = {}
        self._below: dict[Own, list[Own]] = {}

    def forget(self) -> None:
        """Drop what depends on evaluated bases."""
        self._known.clear()
        self._below.clear()

    def asks(self, name: str) -> bool:
        """Whether several classes of the release have a member of that name."""
        units = self._evaluator.units.units
        if self._looked_at < len(units):
            self._looked_at = len(units)
            self._classes = self._index()
        return name in self._classes

    def _index(self) -> dict[str, list[Own]]:
        found: dict[str, list[Own]] = defaultdict(list)
        for unit, here in enumerate(self._evaluator.units.units):
            for number, function in enumerate(here.outline.functions):
                if function.kind == "class":
                    for name in function.bindings:
                        found[name].append(Own(unit, number))
        return {name: owners for name, owners in found.items() if len(owners) > 1}

    def instead(self, unit: UnitId, node: Attr, base: Values) -> list[Values]:
        """What an attribute is of the subclasses of which the object may be."""
        if not self._may_be_of_subclass(unit, node, base):
            return []
        found: list[Values] = []
        for value in base.all:
            if isinstance(value, Own) or (isinstance(value, Object) and not is_made(value)):
                found += self._of_subclasses(value, node.name)
        return found

    def _may_be_of_subclass(self, unit: UnitId, node: Attr, base: Values) -> bool:
        """Whether callers say what the object is: ``self``, ``cls``, ``this`` or a parameter."""
        here = self._evaluator.units.units[unit]
        name = here.outline.exprs[node.base]
        if here.language == JAVASCRIPT and isinstance(name, Name) and name.id == "this":
            return True
        if any(isinstance(value, Argument) for value in base.all):
            return True
        parameter = self._evaluator.parameters.plain(unit, node.base)
        return parameter is not None

    def _of_subclasses(self, value: Own | Object, name: str) -> list[Values]:
        owner = Own(value.unit, value.function)
        if isinstance(value, Object) and self._is_assigned(owner, name):
            return []
        known = self._known.get((owner, name))
        if known is None:
            known = self._known[owner, name] = [
                other for other in self._classes[name] if self._is_below(other, owner)
            ]
        made: type[Own] | type[Object] = type(value)
        of = self._evaluator.attributes.of
        return [of(made(sub.unit, sub.function), name) for sub in known[:MOST_VALUES]]

    def below(self, owner: Own) -> list[Own]:
        """The classes of the release that inherit from a class."""
        known = self._below.get(owner)
        if known is None:
            every = [
                Own(unit, number)
                for unit, here in enumerate(self._evaluator.units.units)
                for number, function in enumerate(here.outline.functions)
                if function.kind == "class" and function.bases
            ]
            known = [other for other in every if self._is_below(other, owner)]
            self._below[owner] = known
        return known

    def _is_below(self, other: Own, owner: Own) -> bool:
        """Whether a class is a subclass of another."""
        bases: list[Value] = self._evaluator.classes.hierarchy(other.unit, other.function)
        return other != owner and owner in bases

    def _is_assigned(self, owner: Own, name: str) -> bool:
        """Whether methods of a class assign the attribute: an object's own comes before all."""
        attributes = self._evaluator.attributes
        return any(
            name in attributes.stores.of_instance(each.unit, each.function)
            for each in self._evaluator.classes.hierarchy(owner.unit, owner.function)
            if isinstance(each, Own)
        )
