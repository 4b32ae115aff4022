"""What lists, tables and objects that are written down have under a key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tidewaiter.linking.values.comprehended import EACH
from tidewaiter.linking.values.possible import NOTHING, Values
from tidewaiter.linking.values.value import (
    Argument,
    Display,
    External,
    Known,
    Object,
    Own,
    UnitId,
    Value,
)
from tidewaiter.model.facts import GROWN, SOME, Call, Expr, Items, Mapping, Spread
from tidewaiter.reading import constants

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

_OF_ALL = frozenset(
    {
        *("constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toString"),
        *("valueOf", "toLocaleString", "trim", "trimStart", "trimEnd", "toLowerCase"),
        *("toUpperCase", "charAt", "charCodeAt", "codePointAt", "indexOf", "lastIndexOf"),
        *("slice", "substring", "substr", "split", "replace", "replaceAll", "padStart", "padEnd"),
        *("startsWith", "endsWith"),
    }
)
"""What every object or text of a script has (ECMA-262, 20.1.3, 22.1.3): hardly a table's key."""

_CALLABLE = (Own, Object, Argument, External)


class Displayed:
    """Asks an `Evaluator` for the parts of displays."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._open: set[Display] = set()

    def item(self, unit: UnitId, expr: Expr, key: constants.Folded) -> Values:
        """What a display has under a key, or what stands at an index of it."""
        node = self._evaluator.units.units[unit].outline.exprs[expr]
        if isinstance(node, Mapping):
            return self._of_table(unit, expr, node, key)
        if isinstance(node, Items | Call):
            return self._of_list(unit, expr, node, key)
        return NOTHING

    def _of_list(
        self, unit: UnitId, expr: Expr, node: Items | Call, key: constants.Folded
    ) -> Values:
        """What stands at an index of a list, also of one that a call makes."""
        exprs = self._evaluator.units.units[unit].outline.exprs
        items = node.items if isinstance(node, Items) else ()
        made = isinstance(node, Call) or any(isinstance(exprs[i], Spread) for i in items)
        element = self._evaluator.attributes.element
        if isinstance(key, int) and made:
            return element(Display(unit, expr), key)
        if isinstance(node, Call) or isinstance(key, str):
            return NOTHING
        one_by_one = node.kind != EACH
        if isinstance(key, int) and one_by_one and -len(items) <= key < len(items):
            every = (items[key], *self._put_under(unit, expr, key))
            return self._evaluator.merged([self._evaluator.values(unit, e) for e in every])
        found = element(Display(unit, expr), -1)
        if node.kind == GROWN:  # hardly any word of a command line
            kept = tuple([v for v in found.all if not isinstance(v, Known)])
            return Values(kept, False, True) if kept else NOTHING
        return found

    def element(self, display: Display, node: Items, index: int) -> Values:
        """Element ``index`` of a list of Python, some element for -1.

        Behind what is spread into it, and among some elements, it may be any. Of a comprehension
        each is what that makes, and what it goes through is none.
        """
        unit, exprs = display.unit, self._evaluator.units.units[display.unit].outline.exprs
        spread = [n for n in [exprs[i] for i in node.items] if isinstance(n, Spread)]
        before = [i for i in node.items[: index + 1] if isinstance(exprs[i], Spread)]
        if before or node.kind == SOME:
            index = -1
        chosen = node.items[index : index + 1] if index >= 0 else node.items
        if node.kind == EACH:
            chosen, index = node.items[:1], -1
        parts = [self._evaluator.values(unit, i) for i in chosen]
        if index < 0:
            parts += self._functions_put_into(display)
            parts += self._spread_into(display, spread)
        return self._evaluator.merged(parts or [NOTHING], certain=index >= 0)

    def _spread_into(self, display: Display, spread: Sequence[Spread]) -> list[Values]:
        """The elements of what is spread into a list, which in a loop may be the list itself."""
        if display in self._open or not spread:
            return []
        self._open.add(display)
        element = self._evaluator.attributes.element
        found: list[Values] = []
        for each in spread:
            for value in self._evaluator.values(display.unit, each.value).all:
                found.append(element(value, -1))
        self._open.discard(display)
        return found

    def _functions_put_into(self, display: Display) -> list[Values]:
        """The functions that a list of handlers is given later: ``_HOOKS.append(f)``."""
        put = self._evaluator.attributes.stores.put_into(display.unit, display.expr)
        every = [self._evaluator.values(display.unit, value) for _, value in put]
        kept = [tuple([v for v in values.all if isinstance(v, _CALLABLE)]) for values in every]
        return [Values(values, False) for values in kept if values]

    def _of_table(self, unit: UnitId, expr: Expr, node: Mapping, key: constants.Folded) -> Values:
        """What a table or an object has under a key, of one that is not known any of all."""
        put = self._evaluator.attributes.stores.put_into(unit, expr)
        folds = self._evaluator.folding.alternatives
        in_part = isinstance(key, str) and constants.HOLE in key
        if not in_part and key is not constants.UNFOLDED:
            return self._of_key(unit, node, put, key)
        pairs = [*zip(node.keys, node.values, strict=True), *put]
        if isinstance(key, str):  # in part: any that it may turn out to be
            pairs = [pair for pair in pairs if _may_be(key, folds(unit, pair[0]))]
        every = [self._evaluator.values(unit, value) for _, value in pairs]
        spread = self._spread_item(unit, node, key)
        if spread.all:
            every.append(spread)
        return self._evaluator.merged(every or [NOTHING], certain=False)

    def _of_key(
        self, unit: UnitId, node: Mapping, put: list[tuple[Expr, Expr]], key: constants.Folded
    ) -> Values:
        """What stands under a key that is known."""
        folds = self._evaluator.folding.alternatives
        keys = [folds(unit, k) for k in node.keys]
        added = [(folds(unit, k), k, value) for k, value in put]
        here = [number for number, k in enumerate(keys) if k == [key]]
        chosen = [node.values[number] for number in here[-1:]]
        chosen += [
            value
            for k, asked, value in added
            if key in k or (self._may_be_put(unit, key, value) and self._is_open(unit, k, asked))
        ]
        found = [self._evaluator.values(unit, value) for value in chosen]
        if not here and all(k != [key] for k, _, _ in added):
            found.append(self._spread_item(unit, node, key))
        elif here and isinstance(key, str):
            spread_later = self._evaluator.attributes.objects.spread_later
            found = spread_later(unit, node.values[here[-1] + 1 :], key) or found
        return self._evaluator.merged(found)

    def _put_under(self, unit: UnitId, expr: Expr, key: constants.Folded) -> list[Expr]:
        """What a list is given under an index after it was made."""
        folds = self._evaluator.folding.alternatives
        return [
            v
            for k, v in self._evaluator.attributes.stores.put_into(unit, expr)
            if folds(unit, k) == [key]
        ]

    def _may_be_put(self, unit: UnitId, key: constants.Folded, value: Expr) -> bool:
        """Whether what is put under a key that nobody knows may be what one asks for by name.

        What all objects have is asked of them. And a script that merges objects puts under each
        name what its callers have there, of which all is not what one of them has.
        """
        if not self._evaluator.attributes.is_script(unit):
            return True
        return key not in _OF_ALL and not self._is_open(unit, [], value)

    def _is_open(self, unit: UnitId, folded: list[constants.Folded], expr: Expr) -> bool:
        """Whether something may be others than those known, which callers may say."""
        if constants.UNFOLDED in folded:
            return True
        return any(isinstance(v, Argument) for v in self._evaluator.values(unit, expr).all)

    def _spread_item(self, unit: UnitId, node: Mapping, key: constants.Folded) -> Values:
        exprs = self._evaluator.units.units[unit].outline.exprs
        parts: list[Values] = []
        for value in node.values:
            spread = exprs[value]
            if isinstance(spread, Spread):
                base = self._evaluator.values(unit, spread.value).all
                parts += [self._spread_from(unit, spread.value, b, key) for b in base]
        return self._evaluator.merged(parts, certain=False) if parts else NOTHING

    def _spread_from(
        self, unit: UnitId, spread: Expr, value: Value, key: constants.Folded
    ) -> Values:
        """What an object gives under a key to one that it is spread into."""
        attributes = self._evaluator.attributes
        if not isinstance(value, Display) or not isinstance(key, str):
            return attributes.item(value, key)
        anew = attributes.objects.assigned_anew(unit, spread, value, key)
        return attributes.assigned_to(value, key) if anew else attributes.item(value, key)


def _may_be(key: str, folded: Sequence[constants.Folded]) -> bool:
    """Whether a text of which the beginning or the end is known may be one of these."""
    begin, end = key.split(constants.HOLE)[0], key.split(constants.HOLE)[-1]
    for other in folded:
        if other is constants.UNFOLDED:
            return True
        if isinstance(other, str) and other.startswith(begin) and other.endswith(end):
            return True
    return False
