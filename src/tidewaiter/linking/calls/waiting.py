"""Calls of what callers pass: they wait until it is known who calls, and each runs its own."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tidewaiter.linking.calls.graph import Graph, Link
from tidewaiter.linking.calls.handing import Handing
from tidewaiter.linking.values.applied import APPLIES
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.parameters import Given, Parameter
from tidewaiter.linking.values.value import (
    Argument,
    Display,
    Module,
    Node,
    Object,
    Own,
    UnitId,
    Value,
    Via,
)
from tidewaiter.model.facts import (
    DECORATES,
    Attr,
    Call,
    Element,
    Entered,
    Event,
    Expr,
    Item,
    Name,
)
from tidewaiter.model.profile import Edge
from tidewaiter.reading.names import reaching

_MOST_ROUNDS = 6
"""How often calls of parameters are followed into functions that call theirs."""

_DEEPEST = 6
"""Expressions that are looked through to the call that gives what has a method."""

_APPLIED = frozenset({(name,) for name in APPLIES})
_MOST_WRAPPED = 64
"""Functions that one wrapper is made around: a register of commands wraps them all."""

Called = Callable[[Node, Event, Call, Value, bool], None]
Handed = tuple[list[tuple[Given, Value]], set[Parameter]]


@dataclass(slots=True)
class Waiting:
    """A call of a parameter, or of what lies below one: whoever calls says what it is."""

    node: Node
    event: Event
    call: Call
    callee: tuple[Value, ...] = ()
    """What is called, as it was known when the call was read."""
    seen: set[Value] = field(default_factory=set)
    run: set[tuple[Node, Value]] = field(default_factory=set)
    asked: set[Parameter] = field(default_factory=set)
    wrapped: set[Value] = field(default_factory=set)
    behind: tuple[Argument, ...] = ()
    """What is called to give what has the method: ``for sheet in self.book.sheets()``."""
    followed: bool = False

    def may_tell(self, fresh: set[Parameter]) -> bool:
        """Whether it may run something else now that these parameters were given more."""
        if not self.followed:
            return True
        return not self.asked.isdisjoint(fresh) if self.asked else bool(fresh)


class WaitingCalls:
    """Takes up calls of parameters.

    Args:
        called: Reads a call of one value, and whether it is certain, into the graph.
    """

    def __init__(
        self, evaluator: Evaluator, graph: Graph, handing: Handing, called: Called
    ) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._graph = graph
        self._handing = handing
        self._called = called
        self._waiting: list[Waiting] = []
        self._handed: dict[Parameter, Handed] = {}

    def add(self, node: Node, event: Event, call: Call, callee: tuple[Value, ...] = ()) -> None:
        """Let a call wait, of what it calls as far as that is known."""
        self._waiting.append(Waiting(node, event, call, callee))

    def add_behind(self, node: Node, event: Event, call: Call) -> None:
        """Let a method of what a call gives wait, if callers say what that call runs."""
        behind = self._behind(node[0], call.callee)
        if behind:
            asked = {(a.unit, a.function, a.index) for a in behind}
            self._waiting.append(Waiting(node, event, call, asked=asked, behind=behind))

    def _behind(self, unit: UnitId, expr: Expr) -> tuple[Argument, ...]:
        """What callers say of the call that gives what has a method."""
        outline = self._units.units[unit].outline
        for _ in range(_DEEPEST):
            node = outline.exprs[expr]
            if isinstance(node, Attr | Item):
                expr = node.base
            elif isinstance(node, Element | Entered):
                expr = node.value
            elif isinstance(node, Name):
                found = reaching(outline, node)[0]
                if len(found) != 1:
                    return ()
                expr = found[0]
            elif isinstance(node, Call):
                called = self._evaluator.values(unit, node.callee).all
                behind = tuple([value for value in called if isinstance(value, Argument)])
                if behind:
                    return behind
                expr = node.callee
            else:
                return ()
        return ()

    def follow(self) -> None:
        """Run what waits, as long as it becomes known what more of it is passed."""
        self._handed.clear()
        later, self._handing.later = self._handing.later, []
        for node, event, call in later:
            self.add(node, event, call)
        for _ in range(_MOST_ROUNDS):
            fresh, self._evaluator.parameters.fresh = self._evaluator.parameters.fresh, set()
            due = [waiting for waiting in self._waiting if waiting.may_tell(fresh)]
            if not due:
                return
            self._evaluator.forget()
            self._handed.clear()
            for waiting in due:
                self._resume(waiting, fresh)

    def _resume(self, waiting: Waiting, fresh: set[Parameter]) -> None:
        waiting.followed = True
        values = self._callee(waiting, fresh)
        if waiting.call.kind == DECORATES:
            values = self._evaluator.results.decorating(waiting.node[0], waiting.call, values)
        arguments = [value for value in values if isinstance(value, Argument)]
        waiting.asked.update((a.unit, a.function, a.index) for a in arguments)
        handed = [a for a in arguments if self._encloses(a, waiting.node)]
        for argument in handed:
            self._run_by_callers(waiting, argument)
        declared = {value for argument in handed for value in self._declared(argument)}
        by_callers = {value for _, value in waiting.run} - declared
        wrapped: list[Value] = []
        for argument in arguments:
            if self._is_wrapper(waiting.node, argument):
                by_callers |= self._decorated(argument)
                wrapped += [v for v in self.handed(argument) if isinstance(v, Own)]
        for value in values:
            here = not isinstance(value, Argument) and value not in by_callers
            if here and value not in waiting.seen:
                waiting.seen.add(value)
                self._called(waiting.node, waiting.event, waiting.call, value, False)
        self._may_run(waiting, wrapped)

    def _may_run(self, waiting: Waiting, wrapped: list[Value]) -> None:
        """Any of what a wrapper is made around may run: which, depends on whose wrapper it is."""
        fresh = [value for value in dict.fromkeys(wrapped) if value not in waiting.wrapped]
        room = max(0, _MOST_WRAPPED - len(waiting.wrapped))
        waiting.wrapped.update(fresh[:room])
        for target in self._handing.runnable(fresh[:room]):
            event = waiting.event
            self._graph.add(waiting.node, Link(target, event.line, Edge.POSSIBLE, event.branch))

    def _callee(self, waiting: Waiting, fresh: set[Parameter]) -> tuple[Value, ...]:
        """What is called: asked again only if a call gave something for what it depends on."""
        arguments = waiting.behind or waiting.callee
        asked = {(v.unit, v.function, v.index) for v in arguments if isinstance(v, Argument)}
        if asked and asked.isdisjoint(fresh):
            return waiting.callee
        return self._evaluator.values(waiting.node[0], waiting.call.callee).all

    def _declared(self, argument: Argument) -> Iterator[Value]:
        parameter = (argument.unit, argument.function, argument.index)
        for part in self._evaluator.parameters.declared(parameter):
            for value in part.all:
                yield from self._below(value, argument.attributes)

    def _encloses(self, argument: Argument, node: Node) -> bool:
        """Whether a parameter belongs to a function, or to one around it that runs it itself.

        What a decorator wraps runs when the wrapper is called, not when it is made.
        """
        return self._way_from(argument, node) is not None

    def _way_from(self, argument: Argument, node: Node) -> tuple[Via, ...] | None:
        """The steps from the function that a parameter belongs to, to one that is written in it."""
        functions = self._units.units[node[0]].outline.functions
        scope = node[1] if argument.unit == node[0] else -1
        steps: tuple[Via, ...] = ()
        while scope >= 0 and scope != argument.function:
            outer = (node[0], functions[scope].parent)
            inner = (node[0], scope)
            links = [
                link
                for link in self._graph.calls.get(outer, ())
                if link.to == inner and link.edge is not Edge.POSSIBLE
            ]
            if not links:
                return None
            steps = (Via(outer, links[0].line, links[0].call), *links[0].via, *steps)
            scope = outer[1]
        return steps if scope >= 0 else None

    def _is_wrapper(self, node: Node, argument: Argument) -> bool:
        """Whether a function is what a decorator makes around what it decorates, and calls it."""
        functions = self._units.units[node[0]].outline.functions
        made_in = (node[0], functions[node[1]].parent)
        applied = not argument.attributes or argument.attributes in _APPLIED
        return applied and made_in == (argument.unit, argument.function)

    def _decorated(self, argument: Argument) -> set[Value]:
        """What a parameter is given only as what it decorates.

        Who calls that goes through the wrapper to it, and not to what else the wrapper is around.
        """
        given, _ = self._evaluator.parameters.given(
            (argument.unit, argument.function, argument.index)
        )
        by_kind: dict[bool, set[Value]] = {True: set(), False: set()}
        for each in given:
            call = self._units.units[each.unit].outline.exprs[each.event.expr]
            decorates = isinstance(call, Call) and call.kind == DECORATES
            by_kind[decorates] |= set(self._evaluator.values(each.unit, each.expr).all)
        return by_kind[True] - by_kind[False]

    def _run_by_callers(self, waiting: Waiting, argument: Argument) -> None:
        """A function runs what it is given: each caller runs its own, not that of another."""
        handed, asked = self._handed_for((argument.unit, argument.function, argument.index))
        waiting.asked |= asked
        inward = self._way_from(argument, waiting.node) or ()
        last = Via(waiting.node, waiting.event.line, waiting.event.expr)
        for given, value in handed:
            caller = (given.unit, given.function)
            for found in self._below(value, argument.attributes):
                if not isinstance(found, Own | Object) or (caller, found) in waiting.run:
                    continue
                waiting.run.add((caller, found))
                via = (*given.through, *inward, last)
                for target in self._handing.runnable([found]):
                    line, branch, by = given.event.line, given.event.branch, given.event.expr
                    link = Link(target, line, Edge.LIKELY, branch, via=via, call=by)
                    self._graph.add(caller, link)
                if isinstance(found, Own):
                    shift = self._evaluator.attributes.shift(found)
                    self._handing.calls.pass_on(
                        waiting.node, waiting.event, waiting.call, found, shift
                    )

    def _handed_for(self, parameter: Parameter) -> Handed:
        """What can be run of what a parameter is given, and which parameters were asked."""
        known = self._handed.get(parameter)
        if known is None:
            given, asked = self._evaluator.parameters.given(parameter)
            self._handed[parameter] = ([], asked)  # of what is handed on in a circle
            pairs: list[tuple[Given, Value]] = []
            for each in given:
                for value in self._evaluator.values(each.unit, each.expr).all:
                    if isinstance(value, Own | Object | Module | Display):
                        pairs.append((each, value))
                    elif isinstance(value, Argument) and value.attributes:
                        inner, more = self._handed_below(value)
                        pairs += [(each, v) for v in inner if isinstance(v, Own | Object | Display)]
                        asked |= more
            known = self._handed[parameter] = (pairs, asked)
        return known

    def handed(self, value: Value) -> Sequence[Value]:
        """A value; of a parameter, or what lies below it, all that callers hand over."""
        return self._handed_below(value)[0] if isinstance(value, Argument) else (value,)

    def _handed_below(self, argument: Argument) -> tuple[list[Value], set[Parameter]]:
        """What lies below a parameter that is handed on: ``(list) => list.forEach((f) => f())``."""
        handed, asked = self._handed_for((argument.unit, argument.function, argument.index))
        # Each once: callers of callers hand on the same, and would multiply it at each step.
        values = list(dict.fromkeys([value for _, value in handed]))
        below = [v for value in values for v in self._below(value, argument.attributes)]
        return list(dict.fromkeys(below)), asked

    def _below(self, value: Value, path: tuple[str, ...]) -> list[Value]:
        """What a dotted path leads to from a value."""
        values = [value]
        attributes = self._evaluator.attributes
        for name in path:
            found = [v for each in values for v in attributes.step(each, name).all]
            values = list(dict.fromkeys(found))
        return values
