"""Folds expressions to constants: each combination of what their parts may be is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from typing import TYPE_CHECKING

from tidewaiter.linking.units import JAVASCRIPT
from tidewaiter.linking.values import paths
from tidewaiter.linking.values.comprehended import EACH, Comprehended
from tidewaiter.linking.values.narrowing.versions import under_python3
from tidewaiter.linking.values.possible import MOST_VALUES, NOTHING, Values, known, one
from tidewaiter.linking.values.value import Display, External, Instance, Known, UnitId, Value
from tidewaiter.model.facts import (
    ANY_TIME,
    ROOT_BRANCH,
    SOME,
    UNKNOWN,
    Binary,
    Choice,
    Const,
    Expr,
    Items,
    Mapping,
    Name,
    Slice,
    Spread,
    Text,
)
from tidewaiter.model.facts import Node as Expression
from tidewaiter.reading import constants
from tidewaiter.reading.constants import HOLE, UNFOLDED, Folded
from tidewaiter.reading.growing import GROWS, GROWS_IN_FRONT
from tidewaiter.reading.names import reaching

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator


_FEW_OPEN = 2
"""Parts that may be something else than what is known, of which each combination is told."""

_MOST_SPREAD = 3
"""Lists in each other of which is told what is spread in them: each multiplies what there is."""

_MOST_EACH = 2
"""Comprehensions that go through each other: where many do, in circles, each doubles the work."""


class Folding:
    """What texts, operators and displays give as constants, asked through an `Evaluator`."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._open_displays: set[Display] = set()
        self._parts: dict[tuple[Display | int | None, ...], Display] = {}
        """By list and bounds the lists that are parts of it."""
        self._comprehended = Comprehended(evaluator)
        self._open_each = 0

    def alternatives(self, unit: UnitId, expr: Expr) -> list[Folded]:
        """The constants an expression may fold to, `UNFOLDED` last if there may be others.

        At least one. Where there are several, ``None`` is none of them: it stands for nothing.
        """
        found = self._evaluator.values(unit, expr)
        if len(found.all) == 1 and not found.open and isinstance(only := found.all[0], Known):
            return [only.value]
        folded: list[Folded] = []
        for value in found.all:
            if isinstance(value, Known):
                folded.append(value.value)
            elif isinstance(value, Instance) and value.text:
                folded.append(value.text)
            elif isinstance(value, Display):
                folded += self.displays(value)
            elif isinstance(value, External):
                folded.append(constants.NAMED.get(value.name, UNFOLDED))
            else:
                folded.append(UNFOLDED)
        return distinct([*folded, UNFOLDED] if found.open else folded)

    def combined(
        self,
        unit: UnitId,
        exprs: Sequence[Expr],
        fold: Callable[[Sequence[Folded]], Folded],
        *,
        listed: bool = False,
    ) -> list[Folded]:
        """What ``fold`` makes of the expressions' constants, of each combination of them.

        A name that stands in several of them is the same in all. Where many may be something else
        than what is known, those after one that is are: an address is not told with each default
        that its query may have. Of too many combinations the rest is one of which only the sure
        parts are known; of elements that are ``listed``, which hang less together, those with
        which they would be too many are not known.
        """
        every = [self.alternatives(unit, expr) for expr in exprs]
        if all(len(options) == 1 for options in every):
            return [fold([options[0] for options in every])]
        nodes = self._units.units[unit].outline.exprs
        marks = [n.id if isinstance(n := nodes[expr], Name) else str(expr) for expr in exprs]
        by_mark = dict(zip(marks, every, strict=True))
        chosen: list[dict[str, Folded]] = [{}]
        too_many = False
        open_marks = [mark for mark, o in by_mark.items() if len(o) > 1 and o[-1] is UNFOLDED]
        many = frozenset(open_marks if len(open_marks) > _FEW_OPEN else ())
        for mark, options in by_mark.items():
            if listed and len(chosen) * len(options) > MOST_VALUES:
                options = [*(options[:MOST_VALUES] if len(chosen) == 1 else ()), UNFOLDED]
            rest = options[-1:] if mark in many else options
            chosen = [
                {**one, mark: option}
                for one in chosen
                for option in (rest if _is_left_open(one, many) else options)
            ]
            too_many = too_many or len(chosen) > MOST_VALUES
            del chosen[MOST_VALUES:]
        if too_many:
            chosen.append({mark: o[0] for mark, o in by_mark.items() if len(o) == 1})
        return distinct([fold([one.get(m, UNFOLDED) for m in marks]) for one in chosen])

    def displays(self, display: Display) -> list[Folded]:
        """What a list or tuple display may be as a constant."""
        if display.given:
            return self._evaluator.making.at(display, self.displays)
        node = self._units.units[display.unit].outline.exprs[display.expr]
        if not isinstance(node, Items) or display in self._open_displays or node.kind == SOME:
            return [UNFOLDED]
        if node.kind == EACH and (made := self._of_each(display, node)) is not None:
            return made
        exprs = self._units.units[display.unit].outline.exprs
        opens = len(self._open_displays) < _MOST_SPREAD
        spread = [opens and isinstance(exprs[item], Spread) for item in node.items]

        def whole(parts: Sequence[Folded]) -> Folded:
            items: list[Folded] = []
            for part, several in zip(parts, spread, strict=True):
                items += part if several and isinstance(part, tuple) else [part]
            if items and all(part is UNFOLDED for part in items):
                return (HOLE,)  # a list, be its elements what they may
            return constants.sequence(items)

        self._open_displays.add(display)
        given = [_spread_out(exprs[item], item) if opens else item for item in node.items]
        make = whole if True in spread else constants.sequence
        found = self.combined(display.unit, given, make, listed=node.kind != "tuple")
        self._open_displays.discard(display)
        changes = self._evaluator.attributes.changed_lists.by(display)
        return [_opened(each, changes) for each in found] if changes else found

    def _of_each(self, display: Display, node: Items) -> list[Folded] | None:
        """What a comprehension may be as a constant, ``None`` if what it goes through is none."""
        if self._open_each == _MOST_EACH:
            return [UNFOLDED]
        self._open_each += 1
        self._open_displays.add(display)
        found = self._comprehended.lists(display.unit, node)
        self._open_displays.discard(display)
        self._open_each -= 1
        return None if found is None else distinct(found)

    def text(self, unit: UnitId, expr: Expr, node: Text) -> Values:
        """What an f-string or template gives."""
        return known(self.combined(unit, node.parts, constants.text))

    def binary(self, unit: UnitId, expr: Expr, node: Binary) -> Values:
        """What an operator gives; ``/`` of a path is a path."""
        op = node.op
        if op == "not" and self._is_true(unit, node.left):
            return one(Known(False))
        if node.right == UNKNOWN:
            return known(self.combined(unit, [node.left], lambda f: constants.unary(op, f[0])))
        sides = (node.left, node.right)
        held = under_python3(self._units.units[unit].outline, expr)
        if held is not None:
            return one(Known(held))
        if self._counts(unit, expr, node):
            return NOTHING
        if op == "+" and self._accumulates(unit, expr, node):
            begun = self.alternatives(unit, node.left)
            if any(isinstance(part, str) for part in begun):
                return known([constants.binary("+", part, HOLE) for part in begun])
        if op == "/" and (of := self._holds_path(unit, sides)):
            return paths.several(of, (unit, expr), self.combined(unit, sides, paths.joined))
        if op == "%" and (table := self._table(unit, node.right)) is not None:
            return self._percent(unit, node.left, table)
        return known(self.combined(unit, sides, lambda f: constants.binary(op, f[0], f[1])))

    def _is_true(self, unit: UnitId, expr: Expr) -> bool:
        """Whether one of several values that ``or`` gives is surely true, and so all it gives."""
        node = self._units.units[unit].outline.exprs[expr]
        if not isinstance(node, Choice) or node.op != "or":
            return False
        every = [self._evaluator.values(unit, option) for option in node.options]
        sure = [found.all[0] for found in every if found.certain and found.all]
        return any(isinstance(value, Known) and bool(value.value) for value in sure)

    def _counts(self, unit: UnitId, expr: Expr, node: Binary) -> bool:
        """Whether a global counts on: ``count += 1`` gives more with each call, not just one."""
        outline = self._units.units[unit].outline
        name, step = outline.exprs[node.left], outline.exprs[node.right]
        if not isinstance(name, Name) or name.order < ANY_TIME:
            return False
        if not isinstance(step, Const) or type(step.value) is not int:
            return False
        return expr in reaching(outline, name)[0]

    def _accumulates(self, unit: UnitId, expr: Expr, node: Binary) -> bool:
        """Whether a text grows in each turn of a loop: ``word = word + letter``."""
        outline = self._units.units[unit].outline
        name = outline.exprs[node.left]
        if not isinstance(name, Name) or name.branch == ROOT_BRANCH or name.order >= ANY_TIME:
            return False
        return expr in reaching(outline, name)[0]

    def _table(self, unit: UnitId, expr: Expr) -> Mapping | None:
        """The display of a dictionary that an expression of the same text stands for."""
        for value in self._evaluator.values(unit, expr).all:
            if isinstance(value, Display) and value.unit == unit:
                node = self._units.units[unit].outline.exprs[value.expr]
                if isinstance(node, Mapping):
                    return node
        return None

    def _percent(self, unit: UnitId, template: Expr, table: Mapping) -> Values:
        """``"%(a)s" % {"a": "b"}``"""
        names = [self._evaluator.constant(unit, key) for key in table.keys]

        def filled(parts: Sequence[Folded]) -> Folded:
            named = {n: v for n, v in zip(names, parts[1:], strict=True) if isinstance(n, str)}
            text = parts[0]
            return constants.percent(text, UNFOLDED, named) if isinstance(text, str) else UNFOLDED

        return known(self.combined(unit, (template, *table.values), filled))

    def _holds_path(self, unit: UnitId, exprs: Sequence[Expr]) -> str:
        """The class of the operand that holds a path, "" where none does."""
        for expr in exprs:
            for value in self._evaluator.values(unit, expr).all:
                if isinstance(value, Instance) and value.of in paths.HOLD_PATHS:
                    return value.of
        return ""

    def sliced(self, unit: UnitId, base: Values, node: Slice) -> Values:
        """``base[lower:upper:step]``, in a script ``[first, ...base] = process.argv``."""
        if self._is_outside(unit, base):
            return base
        bounds: list[int | None] = []
        for bit, expr in ((1, node.lower), (2, node.upper), (4, node.step)):
            bound = None if node.absent & bit else self._evaluator.constant(unit, expr)
            if bound is not None and not isinstance(bound, int):
                return NOTHING
            bounds.append(bound)
        lists = [v for value in base.all if (v := self._part_of(value, bounds)) is not None]
        found = [
            constants.sliced(value.value, bounds) if isinstance(value, Known) else UNFOLDED
            for value in base.all
            if not isinstance(value, Display)
        ]
        if not lists:
            return known([*found, UNFOLDED] if base.open or len(found) < len(base.all) else found)
        parts = [Values((part,), len(base.all) == 1) for part in lists]
        return self._evaluator.merged([*parts, *([known(found)] if found else [])])

    def _is_outside(self, unit: UnitId, base: Values) -> bool:
        """Whether a part is as good as all of it: of what a script has from outside."""
        is_script = self._units.units[unit].language == JAVASCRIPT
        outside = [isinstance(value, External | Instance) for value in base.all]
        return is_script and bool(outside) and all(outside)

    def _part_of(self, value: Value, bounds: list[int | None]) -> Display | None:
        """A part of a list that is written out, as a list of its own."""
        if not isinstance(value, Display):
            return None
        exprs = self._evaluator.units.units[value.unit].outline.exprs
        node = exprs[value.expr]
        if not isinstance(node, Items) or bounds[2] == 0:
            return None
        key = (value, *bounds)
        if key not in self._parts:
            exprs.append(Items(node.kind, node.items[bounds[0] : bounds[1] : bounds[2]]))
            self._parts[key] = Display(value.unit, len(exprs) - 1)
        return self._parts[key]


def _opened(folded: Folded, changes: Set[str]) -> Folded:
    """A list that methods change later: open at its end, its beginning, or all of it."""
    if not isinstance(folded, tuple) or not changes <= GROWS:
        return UNFOLDED
    first = () if changes.isdisjoint(GROWS_IN_FRONT) else (HOLE,)
    last = () if changes <= GROWS_IN_FRONT else (HOLE,)
    return (*first, *folded, *last)


def _is_left_open(chosen: dict[str, Folded], marks: frozenset[str]) -> bool:
    """Whether one of these parts was left open so far."""
    return any(chosen.get(mark) is UNFOLDED for mark in marks)


def distinct(folded: list[Folded]) -> list[Folded]:
    """Each of several constants once, and `UNFOLDED` last if it is among them."""
    if len(folded) == 1:
        return folded
    several: list[Folded] = [f for f in dict.fromkeys(folded) if f is not None]
    if UNFOLDED in several or not several:
        several = [*(f for f in several if f is not UNFOLDED), UNFOLDED]
    return several


def _spread_out(node: Expression, expr: Expr) -> Expr:
    """What is spread among the elements of a list, any other element itself."""
    return node.value if isinstance(node, Spread) else expr
