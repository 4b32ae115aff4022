"""Whether all of a mapping (the environment) is taken, or it is only tested or kept.

``{ ...process.env }`` and ``spawn("a", { env: process.env })`` take all of it;
``process.env && …`` and ``const env = process.env`` do not.
"""

from collections import defaultdict

from tidewaiter.linking.evaluate import Evaluator
from tidewaiter.linking.external import SAME_OBJECT
from tidewaiter.linking.values import External, Own, UnitId
from tidewaiter.model.facts import (
    Attr,
    Call,
    Choice,
    Element,
    EventKind,
    Expr,
    Item,
    Items,
    Mapping,
    Name,
    Outline,
    Param,
    Spread,
)
from tidewaiter.reading import names
from tidewaiter.reading.constants import HOLE

_ASKS_BY_NAME = frozenset({"pick", "has", "hasOwn", "get"})
"""Functions that take, of their first argument, what the others name: ``_.pick``."""

_DEEPEST = 4


class Whole:
    """Asks how an expression is used; each unit is looked through once, when it is asked for."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._above: dict[UnitId, dict[Expr, list[Expr]]] = {}
        self._iterated: dict[UnitId, set[Expr]] = {}

    def named(self, unit: UnitId, expr: Expr) -> list[str]:
        """The names that a call asks of it: ``_.pick(process.env, ["A", "B"])``."""
        exprs = self._units.units[unit].outline.exprs
        for above in self._users(unit).get(expr, ()):
            call = exprs[above]
            if not isinstance(call, Call):
                continue
            index = call.args.index(expr)
            found: list[str] = []
            for value in self._evaluator.values(unit, call.callee).all:
                if isinstance(value, Own):
                    found += self._by_parameter(value, index)
                elif isinstance(value, External) and not index and _asks_by_name(value):
                    found += self._texts(unit, call.args[1:])
            if found:
                return found
        return []

    def taken(self, unit: UnitId, expr: Expr, depth: int = 0) -> bool:
        """Whether what an expression stands for is gone through, copied or handed on."""
        users = self._users(unit)
        if expr in self._iterated[unit]:
            return True
        if depth > _DEEPEST:
            return False
        exprs = self._units.units[unit].outline.exprs
        for above in users.get(expr, ()):
            node = exprs[above]
            if isinstance(node, Spread | Element):
                return True
            if isinstance(node, Call):
                if self._by_call(unit, node, node.args.index(expr), depth):
                    return True
            elif self.taken(unit, above, depth + 1):
                return True
        return False

    def _by_call(self, unit: UnitId, call: Call, index: int, depth: int) -> bool:
        callee = self._evaluator.values(unit, call.callee).all
        held = isinstance(self._units.units[unit].outline.exprs[call.args[index]], Items | Mapping)
        if len(callee) != 1 or held:
            return True
        value = callee[0]
        if isinstance(value, External):
            kept = value.name in SAME_OBJECT or value.name == "globalThis.Boolean"
            return not (kept and index == 0)
        if isinstance(value, Own):
            shift = self._evaluator.attributes.shift(value)
            return self._by_function(value, index + shift, depth)
        return True

    def _by_function(self, value: Own, index: int, depth: int) -> bool:
        """Whether a function of the release takes all of what it is given."""
        outline = self._units.units[value.unit].outline
        if outline.functions[value.function].kind == "class":
            return True
        users = self._users(value.unit)
        return any(
            self._is_parameter(outline, expr, value.function, index)
            and self.taken(value.unit, expr, depth + 1)
            for expr in (*users, *self._iterated[value.unit])
        )

    def _by_parameter(self, value: Own, index: int) -> list[str]:
        """What a function of the release asks of its parameter, unless that is told there."""
        outline = self._units.units[value.unit].outline
        params = outline.functions[value.function].params
        if not 0 <= index < len(params) or params[index].name in self._loaded(value):
            return []
        found = [
            node.name
            for node in outline.exprs
            if isinstance(node, Attr)
            and self._is_parameter(outline, node.base, value.function, index)
        ]
        return list(dict.fromkeys(found))

    def _loaded(self, value: Own) -> set[str]:
        """The names below which a function reads what is watched."""
        outline = self._units.units[value.unit].outline
        found = set()
        for event in outline.functions[value.function].events:
            if event.kind == EventKind.LOAD:
                node = outline.exprs[event.expr]
                while isinstance(node, Attr | Item):
                    node = outline.exprs[node.base]
                if isinstance(node, Name):
                    found.add(node.id)
        return found

    @staticmethod
    def _is_parameter(outline: Outline, expr: Expr, function: int, index: int) -> bool:
        node = outline.exprs[expr]
        if not isinstance(node, Name):
            return False
        bound = names.reaching(outline, node)[0]
        return any(outline.exprs[value] == Param(function, index) for value in bound)

    def _texts(self, unit: UnitId, args: tuple[Expr, ...]) -> list[str]:
        found: list[str] = []
        for arg in args:
            folded = self._evaluator.constant(unit, arg)
            parts = folded if isinstance(folded, tuple) else (folded,)
            found += [part for part in parts if isinstance(part, str) and HOLE not in part]
        return found

    def _users(self, unit: UnitId) -> dict[Expr, list[Expr]]:
        """The expressions of a unit by those that they pass on whole."""
        known = self._above.get(unit)
        if known is not None:
            return known
        outline = self._units.units[unit].outline
        above: dict[Expr, list[Expr]] = defaultdict(list)
        for number, node in enumerate(outline.exprs):
            for part in _passed_on(node):
                above[part].append(number)
        self._above[unit] = above
        self._iterated[unit] = {
            event.value
            for function in outline.functions
            for event in function.events
            if event.kind == EventKind.ITERATE
        }
        return above


def _asks_by_name(value: External) -> bool:
    return value.name.rpartition(".")[2] in _ASKS_BY_NAME


def _passed_on(node: object) -> tuple[Expr, ...]:
    """The parts of an expression that are, or are held by, what it gives."""
    if isinstance(node, Call):
        return node.args
    if isinstance(node, Mapping):
        return node.values
    if isinstance(node, Items):
        return node.items
    if isinstance(node, Choice):
        return node.options[1:] if node.op == "and" else node.options
    if isinstance(node, Spread) or (isinstance(node, Element) and node.index < 0):
        return (node.value,)
    return ()
