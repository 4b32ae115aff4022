"""Functions that a script keeps for later: its helpers are handed them, its objects hold them."""

from collections.abc import Iterator, Sequence

from tidewaiter.linking.calls.graph import Graph, Link
from tidewaiter.linking.calls.handing import Handing
from tidewaiter.linking.calls.telling import Telling
from tidewaiter.linking.units import JAVASCRIPT
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.value import Display, Module, Node, Own, UnitId, Value
from tidewaiter.model.facts import Attr, Call, Closure, Event, Expr, Items, Mapping, Name
from tidewaiter.model.profile import Edge

_GO_THROUGH = frozenset({"entries", "values", "keys"})
"""Methods of ``Object`` by which a script takes all that an object holds."""

_MOST_HELD = 256
_DEEPEST = 2


class Keeping:
    """Adds to a graph what may run later: such an edge is only possible."""

    def __init__(
        self, evaluator: Evaluator, graph: Graph, telling: Telling, handing: Handing
    ) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._graph = graph
        self._telling = telling
        self._handing = handing

    def hand(self, node: Node, event: Event, call: Call, callee: tuple[Value, ...]) -> None:
        """A script's own function is handed others: it may keep them, and run them later.

        Unless it hands them back, as what names or freezes a function does.
        """
        unit = node[0]
        if self._units.units[unit].language != JAVASCRIPT:
            return
        given = self._own_functions(unit, call.args)
        own = [value for value in callee if isinstance(value, Own)] if given else []
        back = {i for v in own for i in self._evaluator.same.handed_back(v.unit, v.function)[0]}
        for index, arg in given if own else ():
            if index not in back:
                self._run(node, event, list(self._evaluator.values(unit, arg).all))

    def entrust(self, node: Node, event: Event, call: Call) -> None:
        """A library is handed what holds functions, by name or made there: ``new Listr(tasks)``."""
        unit = node[0]
        if self._units.units[unit].language != JAVASCRIPT:
            return
        for arg in self._handing.given_functions(unit, call.args):
            if self._may_hold(unit, arg):
                values = self._evaluator.values(unit, arg).all
                self._run_held(node, event, [v for v in values if isinstance(v, Display)])

    def _may_hold(self, unit: UnitId, arg: Expr) -> bool:
        exprs = self._units.units[unit].outline.exprs
        given = exprs[arg]
        if isinstance(given, Call):
            callee = exprs[given.callee]
            return isinstance(callee, Name) and self._telling.is_own(unit, callee.id)
        return isinstance(given, Name) and self._telling.is_display(unit, given.id)

    def open(self, node: Node, event: Event, call: Call) -> None:
        """``Object.entries(commands)``: what the object holds is taken, to be run by somebody."""
        exprs = self._units.units[node[0]].outline.exprs
        callee = exprs[call.callee]
        if not (isinstance(callee, Attr) and callee.name in _GO_THROUGH and call.args):
            return
        base = exprs[callee.base]
        if isinstance(base, Name) and base.id == "Object":
            self._run_held(node, event, self._evaluator.values(node[0], call.args[0]).all)

    def _run_held(self, node: Node, event: Event, values: Sequence[Value]) -> None:
        for value in values:
            held = [v for v, _ in zip(self._held(value, 0), range(_MOST_HELD), strict=False)]
            self._run(node, event, held)

    def _run(self, node: Node, event: Event, values: list[Value]) -> None:
        for target in self._handing.runnable(values):
            self._graph.add(node, Link(target, event.line, Edge.POSSIBLE, event.branch))

    def _own_functions(self, unit: UnitId, args: Sequence[Expr]) -> list[tuple[int, Expr]]:
        """The arguments, by position, that are plainly functions of this text, or hold such."""
        exprs = self._units.units[unit].outline.exprs
        found: list[tuple[int, Expr]] = []
        for index, arg in enumerate(args):
            node = exprs[arg]
            if isinstance(node, Mapping | Items):
                inner = self._handing.given_functions(unit, (arg,))
                found += [(index, each) for each in inner if isinstance(exprs[each], Closure)]
            elif (
                isinstance(node, Closure)
                or (isinstance(node, Name) and self._telling.is_own(unit, node.id))
                or (isinstance(node, Call) and self._handing.is_bound(unit, node))
            ):
                found.append((index, arg))
        return found

    def _held(self, value: Value, depth: int) -> Iterator[Value]:
        """The functions that an object or module holds, also in objects below it."""
        if isinstance(value, Own):
            yield value
        elif depth < _DEEPEST:
            for part in self._parts(value):
                yield from self._held(part, depth + 1)

    def _parts(self, value: Value) -> Iterator[Value]:
        attributes = self._evaluator.attributes
        if isinstance(value, Module):
            for exprs in attributes.exported_names(value.unit).values():
                for expr in exprs:
                    yield from self._evaluator.values(value.unit, expr).all
        elif isinstance(value, Display):
            node = self._units.units[value.unit].outline.exprs[value.expr]
            held = node.values if isinstance(node, Mapping) else ()
            for expr in node.items if isinstance(node, Items) else held:
                yield from self._evaluator.values(value.unit, expr).all
            for _, later in attributes.given_later(value):
                yield later
