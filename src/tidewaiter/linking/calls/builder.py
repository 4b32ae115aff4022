"""Reads the events of units into the call graph and its places of use."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from tidewaiter.linking.calls.graph import Graph, Link, Site
from tidewaiter.linking.calls.handing import RUN_WHAT_THEY_GET, Handing
from tidewaiter.linking.calls.keeping import Keeping
from tidewaiter.linking.calls.telling import Telling
from tidewaiter.linking.calls.touching import Touching
from tidewaiter.linking.units import JAVASCRIPT, PYTHON, SHELL
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.external import RUN_NOTHING
from tidewaiter.linking.values.iterated import ITERATORS
from tidewaiter.linking.values.parameters import Given, Parameter
from tidewaiter.linking.values.value import (
    Argument,
    Display,
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
    MAKES,
    UNKNOWN,
    Attr,
    Call,
    Const,
    Event,
    EventKind,
    Expr,
    Imported,
    Item,
    Items,
    Spread,
)
from tidewaiter.model.profile import Edge

_ASSIGN_BY_NAME = frozenset({"builtins.setattr", "builtins.delattr"})

_REQUIRE = "globalThis.require"
_EXTENSION_LOADER = "importlib.machinery.ExtensionFileLoader"

_MOST_ROUNDS = 6
"""How often calls of parameters are followed into functions that call theirs."""

_SUBCOMMANDS = 3
"""Words behind a command that may belong to its name: ``wmic process call create``."""

_FACTORY = "default_factory"
_IMPLICIT = ("__enter__", "__exit__", "__aenter__", "__aexit__")
_CONSTRUCTORS = ("__init__", "__new__", "__post_init__")
_CONSTRUCTOR = ("constructor",)
_MAKE_CLASS = ("__prepare__", "__new__", "__init__")
_SUBCLASS = ("__init_subclass__",)
_SET_NAME = ("__set_name__",)
_ITERATION = ("__iter__", "__next__", "__aiter__", "__anext__")


Handed = tuple[list[tuple[Given, Value]], set[Parameter]]


@dataclass(slots=True)
class _Waiting:
    """A call of a parameter, or of what lies below one: whoever calls says what it is."""

    node: Node
    event: Event
    call: Call
    seen: set[Value] = field(default_factory=set)
    run: set[tuple[Node, Value]] = field(default_factory=set)
    asked: set[Parameter] = field(default_factory=set)


class GraphBuilder:
    """Reads the events of units into a `Graph`. Made when all members are outlined."""

    def __init__(self, evaluator: Evaluator, graph: Graph) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._graph = graph
        self._telling = Telling(self._units, evaluator.languages, RUN_WHAT_THEY_GET)
        self._handing = Handing(evaluator, graph, self._telling)
        self._keeping = Keeping(evaluator, graph, self._telling, self._handing)
        self._touching = Touching(evaluator, graph, self._handing)
        self._waiting: list[_Waiting] = []
        self._put: list[tuple[Node, Event]] = []
        """Assignments to items of what a parameter is: ``target[name] = wrapped``."""
        self._constructors = tuple(n for n in _CONSTRUCTORS if self._telling.method((n,)))
        self._made_by: dict[Own, list[Expr]] = {}
        """By class, the expressions that make its fields' defaults."""
        self._handed: dict[Parameter, Handed] = {}

    def settle(self) -> None:
        """Follow calls of parameters, and assignments to them: it is known what is passed now."""
        self._follow()
        put, self._put = self._put, []
        if put:
            self._evaluator.forget()
        for node, event in put:
            self._touching.touch(node, event, "assign")

    def _follow(self) -> None:
        later, self._handing.later = self._handing.later, []
        self._waiting += [_Waiting(node, event, call) for node, event, call in later]
        for _ in range(_MOST_ROUNDS):
            fresh, self._evaluator.parameters.fresh = self._evaluator.parameters.fresh, set()
            due = [w for w in self._waiting if not w.asked or not w.asked.isdisjoint(fresh)]
            if not due:
                return
            self._evaluator.forget()
            self._handed.clear()
            for waiting in due:
                self._resume(waiting)

    def _resume(self, waiting: _Waiting) -> None:
        values = self._evaluator.values(waiting.node[0], waiting.call.callee).all
        arguments = [value for value in values if isinstance(value, Argument)]
        waiting.asked.update((a.unit, a.function, a.index) for a in arguments)
        handed = [a for a in arguments if self._encloses(a, waiting.node)]
        for argument in handed:
            self._run_by_callers(waiting, argument)
        declared = {value for argument in handed for value in self._declared(argument)}
        by_callers = {value for _, value in waiting.run} - declared
        for value in values:
            here = not isinstance(value, Argument) and value not in by_callers
            if here and value not in waiting.seen:
                waiting.seen.add(value)
                self._called(waiting.node, waiting.event, waiting.call, value, certain=False)

    def _declared(self, argument: Argument) -> Iterator[Value]:
        parameter = (argument.unit, argument.function, argument.index)
        for part in self._evaluator.parameters.declared(parameter):
            for value in part.all:
                yield from self._below(value, argument.attributes)

    def _encloses(self, argument: Argument, node: Node) -> bool:
        """Whether a parameter belongs to a function, or to one around it that runs it itself.

        What a decorator wraps runs when the wrapper is called, not when it is made.
        """
        functions = self._units.units[node[0]].outline.functions
        scope = node[1] if argument.unit == node[0] else -1
        while scope >= 0 and scope != argument.function:
            outer = functions[scope].parent
            links = self._graph.calls.get((node[0], outer), ())
            if not any(
                link.to == (node[0], scope) and link.edge is not Edge.POSSIBLE for link in links
            ):
                return False
            scope = outer
        return scope >= 0

    def _run_by_callers(self, waiting: _Waiting, argument: Argument) -> None:
        """A function runs what it is given: each caller runs its own, not that of another."""
        handed, asked = self._handed_for((argument.unit, argument.function, argument.index))
        waiting.asked |= asked
        for given, value in handed:
            caller = (given.unit, given.function)
            for found in self._below(value, argument.attributes):
                if not isinstance(found, Own | Object) or (caller, found) in waiting.run:
                    continue
                waiting.run.add((caller, found))
                via = (*given.through, Via(waiting.node, waiting.event.line, waiting.event.expr))
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

    def _handed_below(self, argument: Argument) -> tuple[list[Value], set[Parameter]]:
        """What lies below a parameter that is handed on: ``(list) => list.forEach((f) => f())``."""
        handed, asked = self._handed_for((argument.unit, argument.function, argument.index))
        return [v for _, value in handed for v in self._below(value, argument.attributes)], asked

    def _below(self, value: Value, path: tuple[str, ...]) -> list[Value]:
        """What a dotted path leads to from a value."""
        values = [value]
        attributes = self._evaluator.attributes
        for name in path:
            values = [v for each in values for v in attributes.step(each, name).all]
        return values

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
            self._import(node, event)
        elif kind == EventKind.BODY:
            body = (node[0], event.function)
            self._graph.add(node, Link(body, event.line, Edge.EXACT, event.branch))
            self._make_class(node, event)
        elif kind == EventKind.LOAD:
            self._load(node, event)
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
            self._read_property(node, event, read)
        if not self._telling.call(unit, call):
            if self._telling.hands_over(unit, call):
                self._hand_over(node, event, call, None)
            return
        callee = self._evaluator.values(unit, call.callee)
        if any(isinstance(value, Argument) for value in callee.all):
            self._waiting.append(_Waiting(node, event, call))
        else:
            ways = self._ways_through(callee.all) if len(callee.all) > 1 else {}
            for value in callee.all:
                self._called(node, event, call, value, callee.certain, ways.get(value, ()))
        if not callee.all or not any(isinstance(v, External | Own) for v in callee.all):
            self._hand_over(node, event, call, None)
        else:
            self._keeping.hand(node, event, call, callee.all)

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
        for value in self._evaluator.values(node[0], read.base).all:
            if isinstance(value, Object):
                classes = self._evaluator.classes
                getter = classes.getter(classes.member(value, read.name))
                if getter is not None:
                    self._link(node, event, getter, Edge.EXACT)

    def _ways_through(self, values: tuple[Value, ...]) -> dict[Value, tuple[Via, ...]]:
        """By decorated function the wrappers, outermost first, that a call of it goes through."""
        ways: dict[Value, tuple[Via, ...]] = {}
        inner = [v for v in values if isinstance(v, Own) and self._is_decorated(v)]
        if inner:
            wrappers = [v for v in values if isinstance(v, Own) and v not in inner]
            through: tuple[Via, ...] = ()
            for wrapper in reversed(wrappers):
                ways[wrapper] = through
                way = self._runs_wrapped(wrapper)
                if way is not None:
                    through = (*through, way)
            ways.update((function, through) for function in inner)
        return ways

    def _is_decorated(self, value: Own) -> bool:
        return bool(self._units.units[value.unit].outline.functions[value.function].decorators)

    def _runs_wrapped(self, wrapper: Own) -> Via | None:
        """Where a function runs what the function around it was given."""
        outline = self._units.units[wrapper.unit].outline
        around = outline.functions[wrapper.function].parent
        for event in outline.functions[wrapper.function].events:
            call = outline.exprs[event.expr] if event.kind == EventKind.CALL else None
            if isinstance(call, Call):
                plain = self._evaluator.parameters.plain(wrapper.unit, call.callee)
                if plain is not None and plain[1] == around:
                    return Via((wrapper.unit, wrapper.function), event.line, event.expr)
        return None

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
                self._link(node, event, method, edge)
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
            applied = self._applied(node[0], call)
            if applied is not None:
                whole, call = applied
            self._link(node, event, (value.unit, value.function), edge, whole, via)
            self._handing.calls.pass_on(
                node, event, call, value, self._evaluator.attributes.shift(value)
            )
            return
        self._construct(node, event, call, Object(value.unit, value.function), edge)
        if self._units.units[value.unit].language == PYTHON:
            for method in self._of_metaclass(value, ("__call__",)):
                self._link(node, event, method, Edge.EXACT)
            for factory in self._factories(value):
                self._link(node, event, factory, Edge.LIKELY)
        for owner in self._evaluator.classes.hierarchy(value.unit, value.function):
            if isinstance(owner, External):
                self._external_call(node, event, call, owner.name, edge is Edge.EXACT)

    def _applied(self, unit: UnitId, call: Call) -> tuple[Expr, Call] | None:
        """``f.call(this, …)`` and ``f.apply(this, […])`` of an own function as its call."""
        here = self._units.units[unit]
        callee = here.outline.exprs[call.callee]
        if here.language != JAVASCRIPT or not isinstance(callee, Attr):
            return None
        if callee.name not in ("call", "apply") or not call.args:
            return None
        direct = self._direct(unit, call, spread=callee.name == "apply")
        made = here.outline.exprs[direct]
        return (direct, made) if isinstance(made, Call) else None

    def _construct(
        self, node: Node, event: Event, call: Call, value: Object | Super, edge: Edge
    ) -> None:
        """The constructors that run for an object, or the one above that ``super(…)`` runs."""
        python = self._units.units[value.unit].language == PYTHON
        for method in self._handing.methods(value, self._constructors if python else _CONSTRUCTOR):
            self._link(node, event, method, edge, event.expr)
            shift = int(self._units.units[method[0]].language == PYTHON)
            self._handing.calls.pass_on(node, event, call, Own(*method), shift)

    def _factories(self, value: Own) -> list[Node]:
        """What makes the defaults of a class's fields: ``field(default_factory=make)``."""
        known = self._made_by.get(value)
        if known is None:
            known = self._made_by[value] = self._find_factories(value)
        values = [v for made in known for v in self._evaluator.values(value.unit, made).all]
        return self._handing.runnable(values) if values else []

    def _find_factories(self, value: Own) -> list[Expr]:
        outline = self._units.units[value.unit].outline
        found: list[Expr] = []
        for bindings in outline.functions[value.function].bindings.values():
            call = outline.exprs[bindings[-1].value]
            if isinstance(call, Call) and _FACTORY in call.names:
                found.append(call.args[call.names.index(_FACTORY) - len(call.names)])
        return found

    def _make_class(self, node: Node, event: Event) -> None:
        """What a class statement runs: its metaclass, its bases' hook, its fields' hooks."""
        made = Own(node[0], event.function)
        outline = self._units.units[node[0]].outline
        if outline.functions[event.function].kind != "class":
            return
        methods: list[Node] = []
        if self._telling.method(_MAKE_CLASS):
            for owner in self._evaluator.classes.hierarchy(made.unit, made.function):
                if isinstance(owner, Own):
                    methods += self._of_metaclass(owner, _MAKE_CLASS)
        if self._telling.method(_SUBCLASS):
            methods += self._handing.methods(Super(made.unit, made.function), _SUBCLASS)
        if self._telling.method(_SET_NAME):
            for bindings in outline.functions[made.function].bindings.values():
                for value in self._evaluator.values(made.unit, bindings[-1].value).all:
                    if isinstance(value, Object):
                        methods += self._handing.methods(value, _SET_NAME)
        for method in methods:
            self._link(node, event, method, Edge.EXACT)

    def _of_metaclass(self, value: Own, names: tuple[str, ...]) -> list[Node]:
        """Methods of a class's metaclass."""
        function = self._units.units[value.unit].outline.functions[value.function]
        return [
            method
            for name, expr in function.keywords
            if name == "metaclass"
            for meta in self._evaluator.values(value.unit, expr).all
            if isinstance(meta, Own)
            for method in self._handing.methods(Object(meta.unit, meta.function), names)
        ]

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
        if entry is None and method[2] in ("call", "apply"):
            name, entry = method[0], language.lookup(method[0])
            expr = self._direct(node[0], call, spread=method[2] == "apply")
        elif (whole := self._handing.calls.completed(node[0], call)) is not None:
            expr = whole
        if entry is None:
            if name not in RUN_NOTHING:
                self._hand_over(node, event, call, name)
            return
        if entry.capability or entry.when:
            self._graph.sites[node].append(Site(node, event, name, entry, expr, certain))
        if any(invoke.property for invoke in entry.invokes):  # what else it holds may run too
            self._handing.callbacks(node, event, call, name)
        for invoke in entry.invokes:
            edge = Edge.EXACT if certain else Edge.LIKELY
            for target, asked in self._handing.invoked(node[0], call, invoke):
                link = Link(target, event.line, edge, event.branch, asked=asked)
                self._graph.add(node, link)
            handed = self._handing.argument(call, invoke)
            if handed is not None and not invoke.method:
                self._handing.calls.run(node, event, call, invoke, handed)

    def _assigned_by_name(self, node: Node, event: Event, call: Call) -> None:
        """``setattr(json, "loads", f)`` as the assignment that it is."""
        exprs = self._units.units[node[0]].outline.exprs
        exprs.append(Item(call.args[0], call.args[1]))
        value = call.args[2] if len(call.args) > 2 else UNKNOWN
        store = msgspec.structs.replace(
            event, kind=EventKind.STORE, expr=len(exprs) - 1, value=value
        )
        self._store(node, store)

    def _direct(self, unit: UnitId, call: Call, *, spread: bool) -> Expr:
        """``f.call(this, …)`` and ``f.apply(this, […])`` as the call of ``f`` that they are."""
        exprs = self._units.units[unit].outline.exprs
        callee = exprs[call.callee]
        args = call.args[1:]
        if spread and args:
            given = exprs[args[0]]
            if isinstance(given, Items):
                args = given.items
            else:
                exprs.append(Spread(args[0]))
                args = (len(exprs) - 1,)
        base = callee.base if isinstance(callee, Attr) else call.callee
        exprs.append(Call(base, args, (), call.line, call.column, call.kind))
        return len(exprs) - 1

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

    # imports, reads, writes, implicit calls

    def _import(self, node: Node, event: Event) -> None:
        here = self._units.units[node[0]]
        imported = here.outline.exprs[event.expr]
        if not isinstance(imported, Imported) or self._units.aside(here.member):
            return
        if here.language == PYTHON:
            dotted = self._units.absolute(here, imported)
            inner = f"{dotted}.{imported.name}" if imported.name else dotted
            module = self._units.host_module(here)
            for name in sorted({dotted, inner} & self._units.natives.keys()):
                self._load_extension(node, event, name, self._units.natives[name])
            members = set(self._units.run_by_import(here, module, dotted))
            members.update(self._units.run_by_import(here, module, inner))
        else:
            script = self._units.script(here.member, imported.module)
            members = {script} if script else set()
            if imported.module.endswith(".node"):
                self._load_native(node, event, imported.module)
        for member in sorted(members):
            unit = self._units.by_member.get(member)
            if unit is None:
                self._evaluator.missing.add(member)
            elif unit != node[0]:
                self._graph.add(
                    node, Link((unit, 0), event.line, Edge.EXACT, event.branch, imports=True)
                )

    def _load_native(self, node: Node, event: Event, module: str) -> None:
        """``require("./x.node")`` as the call that it is: what it loads is no module of ours."""
        self._load_as(node, event, _REQUIRE, module)

    def _load_extension(self, node: Node, event: Event, name: str, member: str) -> None:
        """``import acme._speedups`` as the call of the loader that it is."""
        self._load_as(node, event, _EXTENSION_LOADER, name, member)

    def _load_as(self, node: Node, event: Event, api: str, *given: str) -> None:
        here = self._units.units[node[0]]
        entry = self._evaluator.languages[here.language].lookup(api)
        if entry is not None:
            exprs = here.outline.exprs
            args = tuple(range(len(exprs), len(exprs) + len(given)))
            exprs += [Const(word) for word in given]
            exprs.append(Call(UNKNOWN, args, (), event.line, event.column))
            site = Site(node, event, api, entry, len(exprs) - 1, certain=True)
            self._graph.sites[node].append(site)

    def _load(self, node: Node, event: Event) -> None:
        self._touching.touch(node, event, "read")

    def _store(self, node: Node, event: Event) -> None:
        if self._telling.put_into_parameter(node[0], event.expr):
            self._put.append((node, event))
        elif self._telling.store(node[0], event.expr):
            self._touching.touch(node, event, "assign")

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
