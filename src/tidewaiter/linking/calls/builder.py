"""Reads the events of units into the call graph and its places of use."""

from collections.abc import Sequence

import msgspec

from tidewaiter.linking.calls import computed
from tidewaiter.linking.calls.class_statements import ClassStatements
from tidewaiter.linking.calls.graph import Graph, Link, Site
from tidewaiter.linking.calls.handing import RUN_WHAT_THEY_GET, Handing
from tidewaiter.linking.calls.importing import Importing
from tidewaiter.linking.calls.keeping import Keeping
from tidewaiter.linking.calls.telling import Telling
from tidewaiter.linking.calls.touching import Touching
from tidewaiter.linking.calls.waiting import WaitingCalls
from tidewaiter.linking.units import JAVASCRIPT, PYTHON, SHELL
from tidewaiter.linking.values.applied import APPLIES, BIND
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.external import RUN_NOTHING
from tidewaiter.linking.values.iterated import ITERATORS
from tidewaiter.linking.values.possible import Values
from tidewaiter.linking.values.value import (
    Argument,
    External,
    Instance,
    Method,
    Module,
    Node,
    Object,
    Own,
    Super,
    UnitId,
    Value,
    Via,
)
from tidewaiter.model.facts import (
    DECORATES,
    MAKES,
    UNKNOWN,
    Attr,
    Call,
    Event,
    EventKind,
    Expr,
    Item,
    Name,
)
from tidewaiter.model.profile import Edge
from tidewaiter.reading.constants import HOLE

_ASSIGN_BY_NAME = frozenset({"builtins.setattr", "builtins.delattr"})

_SUBCOMMANDS = 3
"""Words behind a command that may belong to its name: ``wmic process call create``."""

_IMPLICIT = ("__enter__", "__exit__", "__aenter__", "__aexit__")
_CONSTRUCTORS = ("__init__", "__new__", "__post_init__")
_CONSTRUCTOR = ("constructor",)
_ITERATION = ("__iter__", "__next__", "__aiter__", "__anext__")


class GraphBuilder:
    """Reads the events of units into a `Graph`. Made when all members are outlined."""

    def __init__(self, evaluator: Evaluator, graph: Graph) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._graph = graph
        accessors = evaluator.accessors.read
        always = RUN_WHAT_THEY_GET | evaluator.attributes.parsed.names()
        self._telling = Telling(self._units, evaluator.languages, always, accessors)
        self._handing = Handing(evaluator, graph, self._telling)
        self._keeping = Keeping(evaluator, graph, self._telling, self._handing)
        self._touching = Touching(evaluator, graph, self._handing)
        self._waiting = WaitingCalls(evaluator, graph, self._handing, self._called)
        self._importing = Importing(evaluator, graph)
        self._class_statements = ClassStatements(evaluator, self._telling, self._handing)
        self._put: list[tuple[Node, Event]] = []
        """Assignments to items of what a parameter is: ``target[name] = wrapped``."""
        self._given: list[tuple[Node, Event]] = []
        """Reads below what a parameter is, which may be the environment."""
        self._read: list[tuple[Node, Event, Attr]] = []
        """Reads of what accessors give."""
        self._constructors = tuple(n for n in _CONSTRUCTORS if self._telling.method((n,)))

    def settle(self) -> None:
        """Follow calls of parameters, and assignments to them: it is known what is passed now."""
        self._waiting.follow()
        put, self._put = self._put, []
        if put:
            self._evaluator.forget()
        for node, event in put:
            self._touching.touch(node, event, "assign")
        reads, self._read = self._read, []
        for node, event, read in reads:
            self._read_property(node, event, read)

    def read_given(self) -> None:
        """Take up reads below what functions are given, when all is forgotten and known anew."""
        given, self._given = self._given, []
        for node, event in given:
            self._touching.touch(node, event, "read")

    def read(self, unit: UnitId) -> None:
        """Add the edges and places of use of one unit."""
        outline = self._units.units[unit].outline
        for index, function in enumerate(outline.functions):
            node = (unit, index)
            for event in function.events:
                if outline.branches[event.branch].kind == "typing":
                    continue
                self._event(node, event)

    def _event(self, node: Node, event: Event) -> None:
        kind = event.kind
        if kind == EventKind.CALL:
            self._call(node, event)
        elif kind == EventKind.IMPORT:
            self._importing.read(node, event)
        elif kind == EventKind.BODY:
            body = (node[0], event.function)
            self._graph.add(node, Link(body, event.line, Edge.EXACT, event.branch))
            for method in self._class_statements.run_by(node, event):
                self._link(node, event, method, Edge.EXACT)
        elif kind == EventKind.LOAD:
            self._load(node, event)
        elif kind == EventKind.READ:
            unit = self._units.units[node[0]]
            read = unit.outline.exprs[event.expr]
            if unit.language == PYTHON:
                if isinstance(read, Attr) and self._telling.is_property(read.name):
                    self._read_property(node, event, read)
            elif isinstance(read, Attr) and read.name in self._evaluator.accessors.read:
                self._read.append((node, event, read))
        elif kind in (EventKind.STORE, EventKind.DELETE):
            self._store(node, event)
        elif kind == EventKind.ENTER:
            self._implicit(node, event, _IMPLICIT)
        elif kind == EventKind.ITERATE:
            self._implicit(node, event, _ITERATION)
            self._iterate(node, event)

    # calls

    def _call(self, node: Node, event: Event) -> None:
        unit = node[0]
        call = self._units.units[unit].outline.exprs[event.expr]
        if not isinstance(call, Call):
            return
        if self._telling.receiver(unit, call):
            self._read_receiver(node, event, call)
        for read in self._telling.properties(unit, (call.callee, *call.args)):
            if self._units.units[unit].language == PYTHON:
                self._read_property(node, event, read)
            else:
                self._read.append((node, event, read))
        if not self._telling.call(unit, call):
            if self._telling.hands_over(unit, call):
                self._hand_over(node, event, call, None)
            return
        callee = self._evaluator.values(unit, call.callee)
        if any(isinstance(value, Argument) for value in callee.all) or self._is_this(unit, call):
            self._waiting.add(node, event, call, callee.all)
        else:
            ways = self._handing.wrapping.ways_through(callee.all)
            for value in self._decorating(unit, call, callee):
                self._called(node, event, call, value, callee.certain, ways.get(value, ()))
        if not callee.all:
            if self._telling.may_be_own(unit, call):
                self._waiting.add_behind(node, event, call)
            for name, certain in computed.members(self._evaluator, unit, call):
                self._computed(node, event, name, certain)
        if not callee.all or not any(isinstance(v, External | Own) for v in callee.all):
            self._hand_over(node, event, call, None)
        else:
            self._keeping.hand(node, event, call, callee.all)

    def _is_this(self, unit: UnitId, call: Call) -> bool:
        """Whether a script's function calls what its callers say that ``this`` is."""
        callee = self._units.units[unit].outline.exprs[call.callee]
        return isinstance(callee, Name) and callee.id == "this"

    def _hand_over(self, node: Node, event: Event, call: Call, name: str | None) -> None:
        """What is called is not ours: it may run what it is given, and what that holds."""
        self._handing.callbacks(node, event, call, name)
        self._keeping.open(node, event, call)
        if name is not None:
            self._keeping.entrust(node, event, call)

    def _read_receiver(self, node: Node, event: Event, call: Call) -> None:
        """``process.env.PATH.split(":")`` reads a variable, ``os.environ.get("X")`` is a call."""
        language = self._evaluator.languages[self._units.units[node[0]].language]
        called = self._evaluator.values(node[0], call.callee).all
        if any(isinstance(v, External) and language.lookup(v.name) for v in called):
            return
        base = self._handing.receiver(node[0], call)
        for value in self._evaluator.values(node[0], base).all:
            entry = language.lookup(value.name, "read") if isinstance(value, External) else None
            if entry is not None and any(row.key for row in entry.destination):
                return  # a method of all variables, ``process.env.hasOwnProperty``
        read = msgspec.structs.replace(event, kind=EventKind.LOAD, expr=base)
        self._touching.touch(node, read, "read")

    def _read_property(self, node: Node, event: Event, read: Attr) -> None:
        """What a property of an object gives is made when it is read."""
        base = self._evaluator.values(node[0], read.base)
        classes, accessors = self._evaluator.classes, self._evaluator.accessors
        for value in base.all:
            edge = Edge.EXACT if base.certain else Edge.LIKELY
            handed = self._waiting.handed(value) if read.name in accessors.read else (value,)
            for each in handed:
                for own in accessors.getters(each, read.name):
                    self._link(node, event, (own.unit, own.function), edge)
            getter = None
            if isinstance(value, Object):
                getter = classes.getter(classes.member(value, read.name))
            if getter is not None:
                self._link(node, event, getter, Edge.EXACT)

    def _decorating(self, unit: UnitId, call: Call, callee: Values) -> Sequence[Value]:
        """What a call calls; of a decorator what runs when it is applied."""
        if call.kind != DECORATES:
            return callee.all
        results = self._evaluator.results
        found = results.decorating(unit, call, callee.all)
        return [v for v in found if not (isinstance(v, Own) and results.wraps_calls(v))]

    def _called(
        self,
        node: Node,
        event: Event,
        call: Call,
        value: Value,
        certain: bool,
        via: tuple[Via, ...] = (),
    ) -> None:
        edge = Edge.EXACT if certain else Edge.LIKELY
        if isinstance(value, Own):
            self._own_call(node, event, call, value, edge, via)
        elif isinstance(value, Object):
            for method in self._handing.methods(value, ("__call__",)) if call.kind != MAKES else ():
                self._link(node, event, method, edge, event.expr)
                shift = self._evaluator.attributes.shift(Own(*method))
                self._handing.calls.pass_on(node, event, call, Own(*method), shift)
        elif isinstance(value, Super):
            if self._units.units[value.unit].language == JAVASCRIPT:
                self._construct(node, event, call, value, edge)
        elif isinstance(value, Module):
            for target in self._evaluator.attributes.callable_module(value):
                if not isinstance(target, Module):
                    self._called(node, event, call, target, certain)
        elif isinstance(value, External):
            self._external_call(node, event, call, value.name, certain)
        elif isinstance(value, Instance) and self._evaluator.results.is_function(node[0], value):
            self._external_call(node, event, call, value.of, certain)
        elif isinstance(value, Instance):
            called = f"{value.of}.__call__"
            if self._evaluator.languages[self._units.units[node[0]].language].lookup(called):
                self._external_call(node, event, call, called, certain)
        elif isinstance(value, Method):
            self._handing.calls.send(node, event, call, value)

    def _own_call(
        self,
        node: Node,
        event: Event,
        call: Call,
        value: Own,
        edge: Edge,
        via: tuple[Via, ...],
    ) -> None:
        function = self._units.units[value.unit].outline.functions[value.function]
        if function.kind != "class":
            whole = self._handing.calls.completed(node[0], call) or event.expr
            bound = self._units.units[node[0]].outline.exprs[whole]
            if self._units.units[node[0]].language == JAVASCRIPT and isinstance(bound, Call):
                call = bound
            by = self._evaluator.applied.by(node[0], call, value)
            if by:
                self._handing.calls.bind_this(node, event, call, value)
            if by == BIND:  # it runs when what it gives is called
                self._pass_bound(node, event, call, value)
                return
            applied = self._evaluator.applied.call(node[0], call, value)
            if applied is not None:
                whole, call = applied
            self._link(node, event, (value.unit, value.function), edge, whole, via)
            self._handing.calls.pass_on(
                node, event, call, value, self._evaluator.attributes.shift(value)
            )
            return
        self._construct(node, event, call, Object(value.unit, value.function), edge)
        if self._units.units[value.unit].language == PYTHON:
            for method in self._class_statements.of_metaclass(value, ("__call__",)):
                self._link(node, event, method, Edge.EXACT)
            for factory in self._class_statements.factories(value):
                self._link(node, event, factory, Edge.LIKELY)
        for owner in self._evaluator.classes.hierarchy(value.unit, value.function):
            if isinstance(owner, External):
                self._external_call(node, event, call, owner.name, edge is Edge.EXACT)

    def _pass_bound(self, node: Node, event: Event, call: Call, value: Own) -> None:
        direct = self._evaluator.applied.direct(node[0], call, BIND)
        made = self._units.units[node[0]].outline.exprs[direct]
        if isinstance(made, Call) and made.args:
            self._handing.calls.pass_on(node, event, made, value, 0)

    def _construct(
        self, node: Node, event: Event, call: Call, value: Object | Super, edge: Edge
    ) -> None:
        """The constructors that run for an object, or the one above that ``super(…)`` runs."""
        python = self._units.units[value.unit].language == PYTHON
        for method in self._handing.methods(value, self._constructors if python else _CONSTRUCTOR):
            self._link(node, event, method, edge, event.expr)
            shift = int(self._units.units[method[0]].language == PYTHON)
            self._handing.calls.pass_on(node, event, call, Own(*method), shift)

    def _link(
        self,
        node: Node,
        event: Event,
        to: Node,
        edge: Edge,
        call: Expr = UNKNOWN,
        via: tuple[Via, ...] = (),
    ) -> None:
        self._graph.add(node, Link(to, event.line, edge, event.branch, via=via, call=call))

    def _external_call(
        self, node: Node, event: Event, call: Call, name: str, certain: bool
    ) -> None:
        language = self._evaluator.languages[self._units.units[node[0]].language]
        name = language.canonical(self._command_name(node[0], call, name))
        if name in _ASSIGN_BY_NAME and len(call.args) > 1:
            self._assigned_by_name(node, event, call)
            return
        entry, expr = language.lookup(name), event.expr
        method = name.rpartition(".")
        if entry is None and method[2] in APPLIES and self._is_spelled(node[0], call, method[2]):
            name, entry = method[0], language.lookup(method[0])
            expr = self._evaluator.applied.direct(node[0], call, method[2])
        elif (whole := self._handing.calls.completed(node[0], call)) is not None:
            expr = whole
        if entry is None:
            if HOLE in name:
                self._computed(node, event, name, certain)
            if name not in RUN_NOTHING:
                self._hand_over(node, event, call, name)
            return
        if entry.capability or entry.when:
            self._graph.sites[node].append(Site(node, event, name, entry, expr, certain))
        for other in entry.besides if entry.also else ():
            self._graph.sites[node].append(Site(node, event, name, other, expr, certain))
        if any(invoke.property for invoke in entry.invokes):  # what else it holds may run too
            self._handing.callbacks(node, event, call, name)
        for invoke in entry.invokes:
            edge = Edge.EXACT if certain and not invoke.later else Edge.LIKELY
            for target, asked in self._handing.invoked(node[0], call, invoke):
                later, once = invoke.later, invoke.once
                link = Link(
                    target, event.line, edge, event.branch, asked=asked, later=later, once=once
                )
                self._graph.add(node, link)
            handed = self._handing.argument(call, invoke)
            if handed is not None and not invoke.method:
                self._handing.calls.run(node, event, call, invoke, handed)

    def _is_spelled(self, unit: UnitId, call: Call, method: str) -> bool:
        """Whether a call asks for a method where it stands: ``c = f.call; c(x)`` is none of f."""
        callee = self._units.units[unit].outline.exprs[call.callee]
        return isinstance(callee, Attr) and callee.name == method

    def _computed(self, node: Node, event: Event, name: str, certain: bool) -> None:
        """A call of what a module has under a name that is not known, or only in part."""
        language = self._evaluator.languages[self._units.units[node[0]].language]
        name = language.canonical(name)
        entry = computed.entry_of(language, name)
        if entry is not None and (entry.capability or entry.when):
            self._graph.sites[node].append(Site(node, event, name, entry, event.expr, certain))

    def _assigned_by_name(self, node: Node, event: Event, call: Call) -> None:
        """``setattr(json, "loads", f)`` as the assignment that it is."""
        exprs = self._units.units[node[0]].outline.exprs
        exprs.append(Item(call.args[0], call.args[1]))
        value = call.args[2] if len(call.args) > 2 else UNKNOWN
        store = msgspec.structs.replace(
            event, kind=EventKind.STORE, expr=len(exprs) - 1, value=value
        )
        self._store(node, store)

    def _command_name(self, unit: UnitId, call: Call, name: str) -> str:
        """In shell the longest catalogued name that the words give: ``git clone``."""
        here = self._units.units[unit]
        if here.language != SHELL:
            return name
        longest, words = name, name
        for arg in call.args[: len(call.args) - len(call.names)][:_SUBCOMMANDS]:
            word = self._evaluator.constant(unit, arg)
            if not isinstance(word, str):
                break
            words += f" {word}"
            if self._evaluator.languages[SHELL].lookup(words) is not None:
                longest = words
        return longest

    # reads, writes, implicit calls

    def _load(self, node: Node, event: Event) -> None:
        if self._telling.read_of_parameter(node[0], event.expr):
            self._given.append((node, event))
        else:
            self._touching.touch(node, event, "read")

    def _store(self, node: Node, event: Event) -> None:
        if not event.line:  # what a call describes
            return
        target = self._units.units[node[0]].outline.exprs[event.expr]
        if isinstance(target, Attr) and target.name in self._evaluator.accessors.written:
            self._set_property(node, event, target)
        if self._telling.put_into_parameter(node[0], event.expr):
            self._put.append((node, event))
        elif self._telling.store(node[0], event.expr):
            self._touching.touch(node, event, "assign")

    def _set_property(self, node: Node, event: Event, target: Attr) -> None:
        base = self._evaluator.values(node[0], target.base)
        exprs = self._units.units[node[0]].outline.exprs
        given = Call(event.expr, (event.value,), (), event.line, event.column)
        for value in base.all:
            for own in self._evaluator.accessors.setters(value, target.name):
                exprs.append(given)
                edge = Edge.EXACT if base.certain else Edge.LIKELY
                self._link(node, event, (own.unit, own.function), edge, len(exprs) - 1)
                shift = self._evaluator.attributes.shift(own)
                self._handing.calls.pass_on(node, event, given, own, shift)

    def _implicit(self, node: Node, event: Event, names: tuple[str, ...]) -> None:
        if not self._telling.method(names):
            return
        for value in self._evaluator.values(node[0], event.value).all:
            if isinstance(value, Object):
                for method in self._handing.methods(value, names):
                    self._link(node, event, method, Edge.EXACT)

    def _iterate(self, node: Node, event: Event) -> None:
        """A script goes through what may have an iterator of its own."""
        if not self._telling.method(ITERATORS):
            return
        found = self._evaluator.values(node[0], event.value)
        for value in found.all:
            for method in self._evaluator.iterated.iterators(value):
                edge = Edge.EXACT if found.certain else Edge.LIKELY
                self._link(node, event, (method.unit, method.function), edge)
