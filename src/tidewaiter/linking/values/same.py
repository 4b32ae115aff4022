"""Which functions hand back what they are given: what names, freezes or binds a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidewaiter.linking.values.external import SAME_OBJECT
from tidewaiter.linking.values.value import External, Node, Own, UnitId
from tidewaiter.model.facts import Call, Expr, Name, Param
from tidewaiter.reading import names

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

_IMPORTS = frozenset({"importlib.import_module", "globalThis.require"})
"""Calls that give the module which their first argument names."""

_DEEPEST = 8
"""Names and calls that are looked through to the parameter that a function hands back."""


class Same:
    """Asks an `Evaluator` which parameters functions return as they are."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._known: dict[Node, tuple[list[int], list[Expr]]] = {}
        self.imports: dict[Node, dict[Expr, int]] = {}
        """By function what it returns that is a module, with the parameter which names that.

        Of those that were asked what they hand back: ``def lazy(name): return import_module(name)``
        gives each caller its own.
        """

    def forget(self) -> None:
        """Drop what depends on evaluated expressions."""
        self._known.clear()
        self.imports.clear()

    def handed_back(self, unit: UnitId, function: int) -> tuple[list[int], list[Expr]]:
        """The parameters that a function returns as they are, and what else it returns.

        ``(e, n) => Object.defineProperty(e, "name", n)`` hands back ``e``.
        """
        known = self._known.get((unit, function))
        if known is None:
            known = self._known[(unit, function)] = ([], [])  # until it is known: of a circle
            returns = self._evaluator.results.returns(unit, function)
            found = [self._own_parameter(unit, function, expr) for expr in returns]
            given = sorted({index for index in found if index is not None})
            other = [e for e, index in zip(returns, found, strict=True) if index is None]
            named = [(expr, self._imported(unit, function, expr)) for expr in other]
            if imports := {expr: index for expr, index in named if index is not None}:
                self.imports[(unit, function)] = imports
            known = self._known[(unit, function)] = (given, other)
        return known

    def _imported(self, unit: UnitId, function: int, expr: Expr) -> int | None:
        """The parameter that names the module which an expression is the import of."""
        node = self._units.units[unit].outline.exprs[expr]
        if not isinstance(node, Call) or len(node.args) != 1 or node.names:
            return None
        callee = self._evaluator.values(unit, node.callee).all
        if len(callee) != 1 or not isinstance(callee[0], External):
            return None
        named = callee[0].name in _IMPORTS
        return self._own_parameter(unit, function, node.args[0]) if named else None

    def _own_parameter(self, unit: UnitId, function: int, expr: Expr) -> int | None:
        """The parameter of a function that an expression in it is."""
        outline = self._units.units[unit].outline
        for _ in range(_DEEPEST):
            node = outline.exprs[expr]
            if isinstance(node, Name):
                found, certain = names.reaching(outline, node)
                if not certain or self._evaluator.narrowing.asks(unit, node):
                    return None
                expr = found[0]
            elif isinstance(node, Param):
                return node.index if node.function == function else None
            elif isinstance(node, Call) and node.args and node.kind == 0:
                same = self._same(unit, node)
                if same is None:
                    return None
                expr = same
            else:
                return None
        return None

    def _same(self, unit: UnitId, node: Call) -> Expr | None:
        """The argument that a call hands back: of ``Object.freeze`` and the like, or our own."""
        callee = self._evaluator.values(unit, node.callee).all
        if len(callee) != 1:
            return None
        index = -1
        if isinstance(callee[0], External):
            index = 0 if callee[0].name in SAME_OBJECT else -1
        elif isinstance(callee[0], Own):
            applied = self._evaluator.applied.call(unit, node, callee[0])
            node = applied[1] if applied is not None else node
            given, other = self.handed_back(callee[0].unit, callee[0].function)
            if len(given) == 1 and not other:
                index = given[0] - self._evaluator.attributes.shift(callee[0])
        return node.args[index] if 0 <= index < len(node.args) - len(node.names) else None
