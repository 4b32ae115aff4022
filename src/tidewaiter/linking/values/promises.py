"""What a script's promises are settled with.

A promise stands for what it will give. Here it is asked what ``new Promise`` gives, for what a
promise is rejected, and whether it surely is one or the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidewaiter.linking.values.possible import NOTHING, Values
from tidewaiter.linking.values.value import External, Own, UnitId
from tidewaiter.model.facts import (
    MAKES,
    ROOT_BRANCH,
    Attr,
    Call,
    Closure,
    Const,
    EventKind,
    Expr,
    Items,
    Name,
)
from tidewaiter.reading import names

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

PROMISE = "globalThis.Promise"
ALL_SETTLED = "Promise.allSettled"
FIRST = frozenset({f"{PROMISE}.any", f"{PROMISE}.race"})
"""What gives what one of several promises gives."""

REJECTED = "<rejected>"
"""The attribute of a promise that stands for what it is rejected with."""

_SEVERAL = FIRST | {f"{PROMISE}.all"}
_DEEPEST = 8
_PLAIN = (Closure, Const)


class Promises:
    """Asks an `Evaluator` what promises are settled with."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._settled: dict[tuple[UnitId, int, int], list[tuple[UnitId, Expr]]] = {}
        self._depth = 0

    def made(self, unit: UnitId, node: Call) -> Values:
        """What ``new Promise((resolve) => resolve(value))`` gives."""
        return self._handed(unit, node, 0)

    def _handed(self, unit: UnitId, node: Call, index: int) -> Values:
        """What the executor of a promise hands to one of its two functions."""
        executors = self._evaluator.values(unit, node.args[0]).all if node.args else ()
        parts = [
            self._evaluator.values(*settled)
            for value in executors
            if isinstance(value, Own)
            for settled in self._settles(value.unit, value.function, index)
        ]
        return self._evaluator.merged(parts, certain=len(parts) == 1) if parts else NOTHING

    def _settles(self, unit: UnitId, function: int, index: int) -> list[tuple[UnitId, Expr]]:
        """What a function, and those in it, call one of its parameters with."""
        known = self._settled.get((unit, function, index))
        if known is not None:
            return known
        found = self._settled[unit, function, index] = []
        functions = self._units.units[unit].outline.functions
        for inner in range(function, len(functions)):
            if inner > function and functions[inner].parent < function:
                break
            for event in functions[inner].events:
                if event.kind == EventKind.CALL:
                    found += self._settles_by(unit, event.expr, (unit, function, index))
        return found

    def _settles_by(
        self, unit: UnitId, expr: Expr, parameter: tuple[UnitId, int, int]
    ) -> list[tuple[UnitId, Expr]]:
        """What one call gives a parameter, or a function that it hands the parameter to."""
        exprs = self._units.units[unit].outline.exprs
        call = exprs[expr]
        if not isinstance(call, Call):
            return []
        plain = self._evaluator.parameters.plain
        if isinstance(exprs[call.callee], Name) and plain(unit, call.callee) == parameter:
            return [(unit, call.args[0])] if call.args else []
        found: list[tuple[UnitId, Expr]] = []
        for position, arg in enumerate(call.args):
            if isinstance(exprs[arg], Name) and plain(unit, arg) == parameter:
                for value in self._evaluator.values(unit, call.callee).all:
                    if isinstance(value, Own):
                        found += self._settles(value.unit, value.function, position)
        return found

    def _canonical(self, unit: UnitId, value: External) -> str:
        """The name of what is called, whoever made the promises."""
        language = self._evaluator.languages[self._units.units[unit].language]
        return language.canonical(value.name)

    # rejections

    def rejected(self, unit: UnitId, expr: Expr) -> Values:
        """What a promise may be rejected with, as far as functions of the release say it."""
        if self._depth >= _DEEPEST:
            return NOTHING
        self._depth += 1
        parts = [part for part in self._rejections(unit, expr) if part.all]
        self._depth -= 1
        return self._evaluator.merged(parts, certain=False) if parts else NOTHING

    def _rejections(self, unit: UnitId, expr: Expr) -> list[Values]:
        outline = self._units.units[unit].outline
        node = outline.exprs[expr]
        if isinstance(node, Name):
            return [self.rejected(unit, found) for found in names.reaching(outline, node)[0]]
        if isinstance(node, Items):
            return [self.rejected(unit, item) for item in node.items]
        if not isinstance(node, Call):
            return []
        callee = outline.exprs[node.callee]
        if isinstance(callee, Attr) and callee.name in ("then", "catch", "finally"):
            return self._passed_on(unit, node, callee)
        parts: list[Values] = []
        for value in self._evaluator.values(unit, node.callee).all:
            if isinstance(value, External):
                parts += self._rejected_by(unit, node, self._canonical(unit, value))
            elif isinstance(value, Own) and node.kind != MAKES:
                parts += self._left(value)
        return parts

    def _rejected_by(self, unit: UnitId, node: Call, name: str) -> list[Values]:
        if name == PROMISE and node.args:
            executors = self._evaluator.values(unit, node.args[0]).all
            thrown = [t for v in executors if isinstance(v, Own) for t in self._thrown(v)]
            return [self._handed(unit, node, 1), *thrown]
        if name == f"{PROMISE}.reject" and node.args:
            return [self._evaluator.values(unit, node.args[0])]
        if (name in _SEVERAL or name == f"{PROMISE}.resolve") and node.args:
            return [self.rejected(unit, node.args[0])]
        return []

    def _passed_on(self, unit: UnitId, node: Call, callee: Attr) -> list[Values]:
        """A chain: what its functions throw, and what was rejected before and nobody handled."""
        handles = callee.name == "catch" or (callee.name == "then" and len(node.args) > 1)
        before = [] if handles else [self.rejected(unit, callee.base)]
        functions = [v for arg in node.args for v in self._evaluator.values(unit, arg).all]
        return [*before, *(p for v in functions if isinstance(v, Own) for p in self._left(v))]

    def _left(self, own: Own) -> list[Values]:
        """What an async function throws, and the rejections of the promises that it returns."""
        returned = self._evaluator.results.returns(own.unit, own.function)
        return [*self._thrown(own), *(self.rejected(own.unit, expr) for expr in returned)]

    def _thrown(self, own: Own) -> list[Values]:
        events = self._units.units[own.unit].outline.functions[own.function].events
        thrown = [event.value for event in events if event.kind == EventKind.THROW]
        return [self._evaluator.values(own.unit, expr) for expr in thrown]

    # what is sure

    def never_runs(self, unit: UnitId, call: Call, handler: Expr) -> bool:
        """Whether ``then`` or ``catch`` surely does not run one of the functions it is given."""
        exprs = self._units.units[unit].outline.exprs
        callee = exprs[call.callee]
        if not isinstance(callee, Attr) or callee.name not in ("then", "catch"):
            return False
        fulfilled = self._fulfilled(unit, callee.base)
        if fulfilled is None or handler not in call.args:
            return False
        for_rejection = callee.name == "catch" or call.args.index(handler) == 1
        return fulfilled is for_rejection

    def _fulfilled(self, unit: UnitId, expr: Expr) -> bool | None:
        """Whether a promise surely is fulfilled, or rejected; ``None`` if that is not known."""
        if self._depth >= _DEEPEST:
            return None
        self._depth += 1
        found = self._is_fulfilled(unit, expr)
        self._depth -= 1
        return found

    def _is_fulfilled(self, unit: UnitId, expr: Expr) -> bool | None:
        outline = self._units.units[unit].outline
        node = outline.exprs[expr]
        if isinstance(node, Name):
            found, certain = names.reaching(outline, node)
            return self._fulfilled(unit, found[0]) if certain else None
        if not isinstance(node, Call):
            return None
        callee = self._evaluator.values(unit, node.callee).all
        if len(callee) != 1 or not isinstance(callee[0], External):
            return None
        name = self._canonical(unit, callee[0])
        if name == PROMISE and node.kind == MAKES and node.args:
            return self._at_once(unit, node.args[0])
        if name == f"{PROMISE}.reject":
            return False
        if name == f"{PROMISE}.resolve":
            return self._given(unit, node)
        items = outline.exprs[node.args[0]] if node.args else None
        if name not in _SEVERAL or not isinstance(items, Items) or not items.items:
            return None
        return self._several(name, [self._fulfilled(unit, item) for item in items.items])

    def _several(self, name: str, states: list[bool | None]) -> bool | None:
        if name == f"{PROMISE}.race":
            return states[0]
        if name == f"{PROMISE}.any":
            return True if True in states else None
        return True if all(state is True for state in states) else None

    def _given(self, unit: UnitId, call: Call) -> bool | None:
        """What is resolved with something is fulfilled, unless that is a promise that is not."""
        exprs = self._units.units[unit].outline.exprs
        if not call.args or isinstance(exprs[call.args[0]], _PLAIN):
            return True
        return self._fulfilled(unit, call.args[0])

    def _at_once(self, unit: UnitId, executor: Expr) -> bool | None:
        """What an executor does to its promise that begins with settling it."""
        outline = self._units.units[unit].outline
        node = outline.exprs[executor]
        if not isinstance(node, Closure):
            return None
        for event in outline.functions[node.function].events:
            call = outline.exprs[event.expr] if event.kind == EventKind.CALL else None
            if not isinstance(call, Call):
                if event.kind == EventKind.LOAD:
                    continue
                return None
            plain = self._evaluator.parameters.plain(unit, call.callee)
            if event.branch != ROOT_BRANCH or plain is None or plain[1] != node.function:
                return None
            return self._given(unit, call) if plain[2] == 0 else False
        return None
