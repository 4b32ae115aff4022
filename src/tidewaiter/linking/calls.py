"""Reads the events of units into the call graph and its places of use."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from tidewaiter.catalogue.entry import Entry, Invoke, On
from tidewaiter.linking.evaluate import Evaluator
from tidewaiter.linking.external import RUN_NOTHING
from tidewaiter.linking.graph import Graph, Link, Site
from tidewaiter.linking.parameters import Given, Parameter
from tidewaiter.linking.telling import Telling
from tidewaiter.linking.units import JAVASCRIPT, PYTHON, SHELL
from tidewaiter.linking.values import (
    Argument,
    Display,
    External,
    Instance,
    Known,
    Module,
    Node,
    Object,
    Own,
    Super,
    UnitId,
    Value,
)
from tidewaiter.linking.whole import Whole
from tidewaiter.model.facts import (
    UNKNOWN,
    Attr,
    Call,
    Closure,
    Const,
    Event,
    EventKind,
    Expr,
    Imported,
    Item,
    Items,
    Mapping,
    Name,
)
from tidewaiter.model.profile import Edge
from tidewaiter.reading.constants import HOLE

_RUN_AT_ONCE = frozenset(
    {
        *("forEach", "map", "filter", "reduce", "reduceRight", "some", "every", "find"),
        *("findIndex", "findLast", "flatMap", "sort", "from", "replace", "call", "apply"),
        *("then", "catch", "finally"),
    }
)
"""Methods that run a function they are given, whatever object they belong to."""

_RUNS_ARGUMENTS = frozenset(
    {
        *("builtins.map", "builtins.filter", "builtins.sorted", "builtins.max", "builtins.min"),
        *("functools.reduce", "itertools.starmap", "globalThis.Promise", "globalThis.Array.from"),
        *("globalThis.queueMicrotask", "globalThis.Reflect.apply", "globalThis.Reflect.construct"),
    }
)
_RUN_NO_FUNCTION = ("builtins.", "typing.", "typing_extensions.", "inspect.", "abc.", "enum.")
"""Where what is handed over is looked at, not run."""

_RUN_WHAT_THEY_GET = _RUN_AT_ONCE | {name.rpartition(".")[2] for name in _RUNS_ARGUMENTS}

_ASSIGN_BY_NAME = frozenset({"builtins.setattr", "builtins.delattr"})

_REQUIRE = "globalThis.require"

_MOST_HANDED = 64
"""Functions that one call hands over."""

_MOST_ROUNDS = 6
"""How often calls of parameters are followed into functions that call theirs."""

_FACTORY = "default_factory"
_IMPLICIT = ("__enter__", "__exit__", "__aenter__", "__aexit__")
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
    """Reads the events of units into a `Graph`."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self.graph = Graph()
        self._told: Telling | None = None
        self._waiting: list[_Waiting] = []
        self._handed: dict[Parameter, Handed] = {}
        self._whole = Whole(evaluator)

    @property
    def _telling(self) -> Telling:
        """Made when it is asked for: it needs every outline."""
        if self._told is None:
            self._told = Telling(self._units, self._evaluator.languages, _RUN_WHAT_THEY_GET)
        return self._told

    def settle(self) -> None:
        """Follow calls of parameters, now that it is known what is passed for them."""
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
        for value in values:
            given = handed and isinstance(value, Own | Object) and value not in declared
            if not isinstance(value, Argument) and not given and value not in waiting.seen:
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
            links = self.graph.calls.get((node[0], outer), ())
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
                via = (waiting.node, waiting.event.line)
                for target in self._runnable([found]):
                    line, branch = given.event.line, given.event.branch
                    self.graph.add(caller, Link(target, line, Edge.LIKELY, branch, via=via))
                if isinstance(found, Own):
                    shift = self._evaluator.attributes.shift(found)
                    self._pass(waiting.node, waiting.event, waiting.call, found, shift)

    def _handed_for(self, parameter: Parameter) -> Handed:
        """What can be run of what a parameter is given, and which parameters were asked."""
        known = self._handed.get(parameter)
        if known is None:
            given, asked = self._evaluator.parameters.given(parameter)
            pairs = [(g, v) for g in given for v in self._evaluator.values(g.unit, g.expr).all]
            known = (
                [pair for pair in pairs if isinstance(pair[1], Own | Object | Module | Display)],
                asked,
            )
            self._handed[parameter] = known
        return known

    def _below(self, value: Value, path: tuple[str, ...]) -> list[Value]:
        """What a dotted path leads to from a value."""
        values = [value]
        for name in path:
            values = [v for each in values for v in self._evaluator.attributes.of(each, name).all]
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
            self.graph.add(node, Link(body, event.line, Edge.EXACT, event.branch))
            self._make_class(node, event)
        elif kind == EventKind.LOAD:
            self._load(node, event)
        elif kind in (EventKind.STORE, EventKind.DELETE):
            self._store(node, event)
        elif kind == EventKind.ENTER:
            self._implicit(node, event, _IMPLICIT)
        elif kind == EventKind.ITERATE:
            self._implicit(node, event, _ITERATION)

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
                self._callbacks(node, event, call, None)
            return
        callee = self._evaluator.values(unit, call.callee)
        if any(isinstance(value, Argument) for value in callee.all):
            self._waiting.append(_Waiting(node, event, call))
        else:
            for value in callee.all:
                self._called(node, event, call, value, callee.certain)
        if not callee.all or not any(isinstance(v, External | Own) for v in callee.all):
            self._callbacks(node, event, call, None)

    def _read_receiver(self, node: Node, event: Event, call: Call) -> None:
        """``process.env.PATH.split(":")`` reads a variable, ``os.environ.get("X")`` is a call."""
        language = self._evaluator.languages[self._units.units[node[0]].language]
        called = self._evaluator.values(node[0], call.callee).all
        if any(isinstance(v, External) and language.lookup(v.name) for v in called):
            return
        base = self._receiver(node[0], call)
        for value in self._evaluator.values(node[0], base).all:
            entry = language.lookup(value.name, "read") if isinstance(value, External) else None
            if entry is not None and any(row.key for row in entry.destination):
                return  # a method of all variables, ``process.env.hasOwnProperty``
        read = msgspec.structs.replace(event, kind=EventKind.LOAD, expr=base)
        self._touch(node, read, "read")

    def _read_property(self, node: Node, event: Event, read: Attr) -> None:
        for value in self._evaluator.values(node[0], read.base).all:
            if isinstance(value, Object):
                getter = self._evaluator.attributes.getter(value, read.name)
                if getter is not None:
                    self._link(node, event, getter, Edge.EXACT)

    def _called(self, node: Node, event: Event, call: Call, value: Value, certain: bool) -> None:
        edge = Edge.EXACT if certain else Edge.LIKELY
        if isinstance(value, Own):
            self._own_call(node, event, call, value, edge)
        elif isinstance(value, Object):
            for method in self._methods(value, ("__call__",)):
                self._link(node, event, method, edge)
        elif isinstance(value, Module):
            for target in self._evaluator.attributes.callable_module(value):
                if not isinstance(target, Module):
                    self._called(node, event, call, target, certain)
        elif isinstance(value, External):
            self._external_call(node, event, call, value.name, certain)
        elif isinstance(value, Instance) and self._evaluator.is_function(node[0], value):
            self._external_call(node, event, call, value.of, certain)

    def _own_call(self, node: Node, event: Event, call: Call, value: Own, edge: Edge) -> None:
        function = self._units.units[value.unit].outline.functions[value.function]
        if function.kind != "class":
            self._link(node, event, (value.unit, value.function), edge)
            self._pass(node, event, call, value, self._evaluator.attributes.shift(value))
            return
        made = Object(value.unit, value.function)
        names = ("__init__", "__new__", "__post_init__", "constructor")
        for method in self._methods(made, names):
            self._link(node, event, method, edge)
            self._pass(
                node,
                event,
                call,
                Own(*method),
                int(self._units.units[method[0]].language == PYTHON),
            )
        if self._units.units[value.unit].language == PYTHON:
            for method in self._of_metaclass(value, ("__call__",)):
                self._link(node, event, method, Edge.EXACT)
            for factory in self._factories(value):
                self._link(node, event, factory, Edge.LIKELY)
        for owner in self._evaluator.attributes.hierarchy(value.unit, value.function):
            if isinstance(owner, External):
                self._external_call(node, event, call, owner.name, edge is Edge.EXACT)

    def _factories(self, value: Own) -> list[Node]:
        """What makes the defaults of a class's fields: ``field(default_factory=make)``."""
        outline = self._units.units[value.unit].outline
        found: list[Node] = []
        for bindings in outline.functions[value.function].bindings.values():
            call = outline.exprs[bindings[-1].value]
            if isinstance(call, Call) and _FACTORY in call.names:
                made = call.args[call.names.index(_FACTORY) - len(call.names)]
                found += self._runnable(list(self._evaluator.values(value.unit, made).all))
        return found

    def _make_class(self, node: Node, event: Event) -> None:
        """What a class statement runs: its metaclass, its bases' hook, its fields' hooks."""
        made = Own(node[0], event.function)
        outline = self._units.units[node[0]].outline
        if outline.functions[event.function].kind != "class":
            return
        methods: list[Node] = []
        if self._telling.method(_MAKE_CLASS):
            for owner in self._evaluator.attributes.hierarchy(made.unit, made.function):
                if isinstance(owner, Own):
                    methods += self._of_metaclass(owner, _MAKE_CLASS)
        if self._telling.method(_SUBCLASS):
            methods += self._methods(Super(made.unit, made.function), _SUBCLASS)
        if self._telling.method(_SET_NAME):
            for bindings in outline.functions[made.function].bindings.values():
                for value in self._evaluator.values(made.unit, bindings[-1].value).all:
                    if isinstance(value, Object):
                        methods += self._methods(value, _SET_NAME)
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
            for method in self._methods(Object(meta.unit, meta.function), names)
        ]

    def _methods(self, value: Object | Super, names: tuple[str, ...]) -> list[Node]:
        found = []
        for name in names:
            for method in self._evaluator.attributes.of(value, name).all:
                if isinstance(method, Own):
                    found.append((method.unit, method.function))
        return found

    def _link(self, node: Node, event: Event, to: Node, edge: Edge) -> None:
        self.graph.add(node, Link(to, event.line, edge, event.branch))

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
        if entry is None:
            if name not in RUN_NOTHING:
                self._callbacks(node, event, call, name)
            return
        if entry.capability or entry.when:
            self.graph.sites[node].append(Site(node, event, name, entry, expr, certain))
        for invoke in entry.invokes:
            edge = Edge.EXACT if certain else Edge.LIKELY
            for target, asked in self._invoked(node[0], call, invoke):
                link = Link(target, event.line, edge, event.branch, asked=asked)
                self.graph.add(node, link)
            handed = self._argument(call, invoke)
            if handed is not None and not invoke.method:
                self._run_api(node, event, call, handed)

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
        if spread:
            given = exprs[args[0]] if args else None
            args = given.items if isinstance(given, Items) else ()
        base = callee.base if isinstance(callee, Attr) else call.callee
        exprs.append(Call(base, args, (), call.line, call.column, call.kind))
        return len(exprs) - 1

    def _command_name(self, unit: UnitId, call: Call, name: str) -> str:
        """In shell the longest catalogued name that the words give: ``git clone``."""
        here = self._units.units[unit]
        if here.language != SHELL:
            return name
        longest, words = name, name
        for arg in call.args[: len(call.args) - len(call.names)][:2]:
            word = self._evaluator.constant(unit, arg)
            if not isinstance(word, str):
                break
            words += f" {word}"
            if self._evaluator.languages[SHELL].lookup(words) is not None:
                longest = words
        return longest

    # functions that are passed on

    def _invoked(self, unit: UnitId, call: Call, invoke: Invoke) -> list[tuple[Node, bool]]:
        """The functions that a catalogued call runs, and whether only if a maintainer asks."""
        expr = self._receiver(unit, call) if invoke.receiver else self._argument(call, invoke)
        if expr is None:
            return []
        values = list(self._evaluator.values(unit, expr).all)
        if not invoke.method:
            return [(target, False) for target in self._runnable(values)]
        return [
            (method, asked)
            for value in values
            for kept, asked in self._classes_in(value, invoke.unasked)
            if isinstance(kept, Own | Object | Super)
            for method in self._methods(Object(kept.unit, kept.function), (invoke.method,))
        ]

    def _receiver(self, unit: UnitId, call: Call) -> Expr:
        """What a method is called on, `UNKNOWN` for a plain call."""
        callee = self._units.units[unit].outline.exprs[call.callee]
        return callee.base if isinstance(callee, Attr) else UNKNOWN

    def _classes_in(self, value: Value, unasked: tuple[str, ...]) -> list[tuple[Value, bool]]:
        """The classes that a mapping holds, and whether its key is none that runs unasked."""
        node = None
        if isinstance(value, Display):
            node = self._units.units[value.unit].outline.exprs[value.expr]
        if not isinstance(value, Display) or not isinstance(node, Mapping):
            return [(value, False)]
        found: list[tuple[Value, bool]] = []
        for key, expr in zip(node.keys, node.values, strict=True):
            name = self._evaluator.constant(value.unit, key)
            known = bool(unasked) and isinstance(name, str) and HOLE not in name
            held = self._evaluator.values(value.unit, expr).all
            found += [(v, known and name not in unasked) for v in held]
        return found

    def _runnable(self, values: list[Value]) -> list[Node]:
        nodes: list[Node] = []
        for value in values:
            if isinstance(value, Own):
                function = self._units.units[value.unit].outline.functions[value.function]
                if function.kind == "class":
                    made = Object(value.unit, value.function)
                    nodes += self._methods(made, ("__init__", "constructor"))
                else:
                    nodes.append((value.unit, value.function))
            elif isinstance(value, Object):
                nodes += self._methods(value, ("__call__",))
        return nodes

    def _argument(self, call: Call, invoke: Invoke) -> Expr | None:
        positional = call.args[: len(call.args) - len(call.names)]
        if invoke.argument in call.names:
            return call.args[len(positional) + call.names.index(invoke.argument)]
        if invoke.position is not None and -len(positional) <= invoke.position < len(positional):
            return positional[invoke.position]
        return None

    def _callbacks(self, node: Node, event: Event, call: Call, name: str | None) -> None:
        """Functions handed to something we do not know: it may run them, now or later."""
        unit = node[0]
        exprs = self._units.units[unit].outline.exprs
        callee = exprs[call.callee]
        method = callee.name if isinstance(callee, Attr) else ""
        runs = name in _RUNS_ARGUMENTS or (
            method in _RUN_AT_ONCE and self._units.units[unit].language == JAVASCRIPT
        )
        for arg in self._given_functions(unit, call.args):
            if not runs and not self._may_be_function(unit, arg):
                continue
            if not self._telling.function(unit, arg):
                continue
            values = list(self._evaluator.values(unit, arg).all)
            for target in self._runnable(values):
                self._link(node, event, target, Edge.LIKELY if runs else Edge.POSSIBLE)
            if runs:
                self._run_api(node, event, call, arg)
            elif self._units.units[unit].language == PYTHON:
                self._run_later(node, event, call, values)

    def _run_later(self, node: Node, event: Event, call: Call, values: list[Value]) -> None:
        """A library runs what it is handed, but hardly while modules are being imported.

        So does a function that a library wraps: ``@group.command()`` below ``def group``.
        """
        made = [Object(v.unit, v.function) for v in values if isinstance(v, Own)]
        targets = self._runnable([*values, *made])
        if not targets:
            return
        callee = self._evaluator.values(node[0], call.callee).all
        names = [value.name for value in callee if isinstance(value, External)]
        for target in targets:
            if any(not name.startswith(_RUN_NO_FUNCTION) for name in names):
                link = Link(target, event.line, Edge.LIKELY, event.branch, later=True)
                self.graph.add(node, link)
            for owner in () if callee else self._wrapped(node[0], call.callee):
                self.graph.add(owner, Link(target, event.line, Edge.LIKELY, event.branch))

    def _wrapped(self, unit: UnitId, callee: Expr) -> list[Node]:
        """The functions whose wrapper is handed more: ``@group.command()`` below ``def group``."""
        exprs = self._units.units[unit].outline.exprs
        node, seen = exprs[callee], False
        while isinstance(node, Attr | Call):
            seen = seen or isinstance(node, Attr)
            callee = node.base if isinstance(node, Attr) else node.callee
            node = exprs[callee]
        if not seen or not isinstance(node, Name):
            return []
        functions = [v for v in self._evaluator.values(unit, callee).all if isinstance(v, Own)]
        return [
            (v.unit, v.function)
            for v in functions
            if self._units.units[v.unit].outline.functions[v.function].decorators
        ]

    def _may_be_function(self, unit: UnitId, arg: Expr) -> bool:
        """Whether an argument is a name, a function, or one that a helper was given."""
        exprs = self._units.units[unit].outline.exprs
        node = exprs[arg]
        if isinstance(node, Call) and node.args:
            return isinstance(exprs[node.args[0]], Closure)
        return isinstance(node, Closure | Name | Attr)

    def _run_api(self, node: Node, event: Event, call: Call, handed: Expr) -> None:
        """``Thread(target=os.system, args=("id",))`` as the call of what it hands over."""
        here = self._units.units[node[0]]
        language = self._evaluator.languages[here.language]
        for value in self._evaluator.values(node[0], handed).all:
            name = language.canonical(value.name) if isinstance(value, External) else ""
            entry = language.lookup(name) if name else None
            if entry is not None and (entry.capability or entry.when):
                exprs = here.outline.exprs
                words = call.args[len(call.args) - len(call.names) :]
                named = dict(zip(call.names, words, strict=True))
                given = exprs[named["args"]] if "args" in named else None
                args = given.items if isinstance(given, Items) else ()
                exprs.append(Call(handed, args, (), call.line, call.column))
                site = Site(node, event, name, entry, len(exprs) - 1, certain=False)
                self.graph.sites[node].append(site)

    def _given_functions(self, unit: UnitId, args: Sequence[Expr]) -> list[Expr]:
        """The arguments, and what literals among them hold: ``run({ done() { … } })``."""
        exprs = self._units.units[unit].outline.exprs
        found: list[Expr] = []
        pending = list(args)
        while pending and len(found) < _MOST_HANDED:
            node = exprs[expr := pending.pop(0)]
            if isinstance(node, Mapping):
                pending += node.values
            elif isinstance(node, Items):
                pending += node.items
            else:
                found.append(expr)
        return found

    def _pass(self, node: Node, event: Event, call: Call, target: Own, shift: int) -> None:
        """Remember what parameters are given."""
        params = self._units.units[target.unit].outline.functions[target.function].params
        positional = len(call.args) - len(call.names)
        for position, arg in enumerate(call.args):
            if position < positional:
                index = position + shift
            else:
                name = call.names[position - positional]
                index = next((i for i, p in enumerate(params) if p.name == name), -1)
            if 0 <= index < len(params):
                parameter = (target.unit, target.function, index)
                self._evaluator.parameters.give(parameter, Given(node[0], arg, node[1], event))

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
                self.graph.add(
                    node, Link((unit, 0), event.line, Edge.EXACT, event.branch, imports=True)
                )

    def _load_native(self, node: Node, event: Event, module: str) -> None:
        """``require("./x.node")`` as the call that it is: what it loads is no module of ours."""
        here = self._units.units[node[0]]
        entry = self._evaluator.languages[JAVASCRIPT].lookup(_REQUIRE)
        if entry is not None:
            exprs = here.outline.exprs
            exprs.append(Const(module))
            exprs.append(Call(UNKNOWN, (len(exprs) - 1,), (), event.line, event.column))
            site = Site(node, event, _REQUIRE, entry, len(exprs) - 1, certain=True)
            self.graph.sites[node].append(site)

    def _load(self, node: Node, event: Event) -> None:
        self._touch(node, event, "read")

    def _store(self, node: Node, event: Event) -> None:
        if self._telling.store(node[0], event.expr):
            self._touch(node, event, "assign")

    def _touch(self, node: Node, event: Event, on: On) -> None:
        """A read of, or an assignment to, a catalogued name or what lies below it."""
        unit = node[0]
        exprs = self._units.units[unit].outline.exprs
        language = self._evaluator.languages[self._units.units[unit].language]
        expr = event.expr
        while expr != UNKNOWN:
            for value in self._touched(unit, expr, assigned=on == "assign" and expr == event.expr):
                if isinstance(value, External):
                    name = language.canonical(value.name)
                    entry = language.lookup(name, on)
                    if entry is not None and (entry.capability or entry.when):
                        if on == "read" and expr == event.expr and self._is_by_key(unit, entry):
                            self._read_whole(node, event, name, entry)
                        elif not entry.of_module or self._replaces_code(unit, event, expr):
                            self.graph.sites[node].append(
                                Site(node, event, name, entry, expr, certain=True)
                            )
                        return
            inner = exprs[expr]
            if not isinstance(inner, Attr | Item):
                return
            expr = inner.base

    def _is_by_key(self, unit: UnitId, entry: Entry) -> bool:
        """Whether reading one key of it is something else than reading all of it."""
        by_key = any(row.key and row.present for row in entry.when)
        return by_key and self._units.units[unit].language == JAVASCRIPT

    def _read_whole(self, node: Node, event: Event, name: str, entry: Entry) -> None:
        """All of the environment is read where it is taken whole, some where it is asked for."""
        unit = node[0]
        exprs = self._units.units[unit].outline.exprs
        asked = self._whole.named(unit, event.expr)
        for key in asked:
            exprs.append(Attr(event.expr, key))
            read = msgspec.structs.replace(event, expr=len(exprs) - 1)
            self.graph.sites[node].append(Site(node, read, name, entry, event.expr, certain=True))
        if not asked and self._whole.taken(unit, event.expr):
            self.graph.sites[node].append(Site(node, event, name, entry, event.expr, certain=True))

    def _replaces_code(self, unit: UnitId, event: Event, module: Expr) -> bool:
        """Whether an attribute of a module or of its class gets what may be code.

        ``logging.root.handlers = saved`` changes an object's data, ``ssl.DEBUG = 1`` a setting.
        """
        here = self._units.units[unit]
        target = here.outline.exprs[event.expr]
        if here.language != PYTHON or not isinstance(target, Attr | Item):
            return True
        if target.base != module:
            owners = self._evaluator.values(unit, target.base).all
            if isinstance(target, Item) or not any(self._holds_code(unit, o) for o in owners):
                return False
        given = self._evaluator.values(unit, event.value).all
        return not given or any(
            not isinstance(v, Display | Known) or (isinstance(v, Known) and v.value is None)
            for v in given
        )

    def _holds_code(self, unit: UnitId, owner: Value) -> bool:
        """Whether an external name is a class or module, as far as names tell."""
        if not isinstance(owner, External):
            return False
        language = self._evaluator.languages[self._units.units[unit].language]
        last = owner.name.rpartition(".")[2].lstrip("_")
        return last[:1].isupper() or language.knows_prefix(owner.name)

    def _touched(self, unit: UnitId, expr: Expr, *, assigned: bool) -> tuple[Value, ...]:
        """What an expression stands for; of a target the place, not what lies there so far."""
        node = self._units.units[unit].outline.exprs[expr]
        if not assigned:
            return self._evaluator.values(unit, expr).all
        if not isinstance(node, Attr):
            return ()
        return tuple(
            External(f"{owner.name}.{node.name}")
            for owner in self._evaluator.values(unit, node.base).all
            if isinstance(owner, External)
        )

    def _implicit(self, node: Node, event: Event, names: tuple[str, ...]) -> None:
        if not self._telling.method(names):
            return
        for value in self._evaluator.values(node[0], event.value).all:
            if isinstance(value, Object):
                for method in self._methods(value, names):
                    self._link(node, event, method, Edge.EXACT)


def _is_worth_running(value: Value) -> bool:
    return isinstance(value, Own | Object | Module | Display)
