"""Functions that calls hand over: who runs them, now or later."""

from collections.abc import Sequence

from tidewaiter.catalogue.entry import EACH, Invoke
from tidewaiter.linking.calls.graph import Graph, Link
from tidewaiter.linking.calls.handed_calls import HandedCalls
from tidewaiter.linking.calls.passing import Passing
from tidewaiter.linking.calls.telling import Telling
from tidewaiter.linking.calls.wrapping import Wrapping
from tidewaiter.linking.units import JAVASCRIPT, PYTHON
from tidewaiter.linking.values.applied import BIND
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.external import RUN_NOTHING
from tidewaiter.linking.values.iterated import NEXT
from tidewaiter.linking.values.value import (
    Argument,
    Display,
    External,
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
    UNKNOWN,
    Attr,
    Branch,
    Call,
    Closure,
    Element,
    Event,
    Expr,
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

_BY_HAND = frozenset({"call", "apply"})
_ASKING = frozenset({"hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toString"})
"""What every object has, and runs nothing of what it is asked about."""

_RUNS_ARGUMENTS = frozenset(
    {
        *("builtins.map", "builtins.filter", "builtins.sorted", "builtins.max", "builtins.min"),
        *("functools.reduce", "itertools.starmap", "globalThis.Promise", "globalThis.Array.from"),
        *("globalThis.queueMicrotask", "globalThis.Reflect.apply", "globalThis.Reflect.construct"),
    }
)

_RUN_NO_FUNCTION = (
    *("builtins.", "typing.", "typing_extensions.", "inspect.", "abc.", "enum.", "pytest.mark."),
)
"""Where what is handed over is looked at, not run."""

_OF_STEPS = frozenset({NEXT, "value", "reason"})
"""What iterators and promises that have settled give, and what resumes a generator."""

RUN_WHAT_THEY_GET = _RUN_AT_ONCE.union(
    _OF_STEPS, [name.rpartition(".")[2] for name in _RUNS_ARGUMENTS]
)
"""Last segments of the names of what runs a function that it is given, or may be one itself."""

_MOST_HANDED = 64
"""Functions that one call hands over."""


class Handing:
    """Adds to a graph what runs the functions that calls hand over."""

    def __init__(self, evaluator: Evaluator, graph: Graph, telling: Telling) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._graph = graph
        self._telling = telling
        self.calls = HandedCalls(evaluator, graph)
        self.later: list[tuple[Node, Event, Call]] = []
        """Calls, by libraries, of what callers say."""
        self._passing = Passing(evaluator)
        self.wrapping = Wrapping(evaluator)
        self._handlers: dict[tuple[UnitId, int], int] = {}
        """By branch the one of the functions that handle what goes wrong with a promise there."""

    def invoked(self, unit: UnitId, call: Call, invoke: Invoke) -> list[tuple[Node, bool]]:
        """The functions that a catalogued call runs, and whether only if a maintainer asks."""
        expr = self.receiver(unit, call) if invoke.receiver else self.argument(call, invoke)
        if expr is None:
            return []
        if invoke.exports:
            return [(target, False) for target in self._exported(unit, expr, invoke.exports)]
        values = list(self._evaluator.values(unit, expr).all)
        for name in invoke.property.split(".") if invoke.property else ():
            values = [v for each in values for v in self._below(each, name)]
        if not invoke.method:
            return [(target, False) for target in self.runnable(values)]
        return [
            (method, asked)
            for value in values
            for kept, asked in self._classes_in(value, invoke.unasked)
            if isinstance(kept, Own | Object | Super)
            for method in self.methods(Object(kept.unit, kept.function), (invoke.method,))
        ]

    def _below(self, value: Value, name: str) -> Sequence[Value]:
        """What an object has of a name; of ``*`` the elements of a list, or what is none."""
        if name != EACH:
            return self._evaluator.attributes.of(value, name).all
        node = None
        if isinstance(value, Display):
            node = self._units.units[value.unit].outline.exprs[value.expr]
        if not isinstance(value, Display) or not isinstance(node, Items):
            return (value,)
        given = [self._evaluator.values(value.unit, item).all for item in node.items]
        return [v for values in given for v in values]

    def _exported(self, unit: UnitId, expr: Expr, names: tuple[str, ...]) -> list[Node]:
        """A module of the release that a path or URL names: its code, and functions it gives."""
        named = self._evaluator.constant(unit, expr)
        here = self._units.units[unit].member
        path = named.partition("?")[0] if isinstance(named, str) else HOLE
        member = None if HOLE in path else self._units.script(here, path)
        if member is None:
            return []
        module = self._units.by_member.get(member)
        if module is None:
            self._evaluator.missing.add(member)
            return []
        export = self._evaluator.attributes.export
        given = [v for name in names for v in export(Module(module), name).all]
        return [(module, 0), *self.runnable(given)]

    def _classes_in(self, value: Value, unasked: tuple[str, ...]) -> list[tuple[Value, bool]]:
        """The classes that a mapping holds, and whether its key is none that runs unasked."""
        node = None
        if isinstance(value, Display):
            node = self._units.units[value.unit].outline.exprs[value.expr]
        if not isinstance(value, Display) or not isinstance(node, Mapping):
            return [(value, False)]
        found: list[tuple[Value, bool]] = []
        put = self._evaluator.attributes.stores.put_into(value.unit, value.expr)
        for key, expr in (*zip(node.keys, node.values, strict=True), *put):
            name = self._evaluator.constant(value.unit, key)
            known = bool(unasked) and isinstance(name, str) and HOLE not in name
            held = self._evaluator.values(value.unit, expr).all
            found += [(v, known and name not in unasked) for v in held]
        return found

    def runnable(self, values: list[Value]) -> list[Node]:
        """The functions that run when these values are called."""
        nodes: list[Node] = []
        for value in values:
            if isinstance(value, Own):
                function = self._units.units[value.unit].outline.functions[value.function]
                if function.kind == "class":
                    made = Object(value.unit, value.function)
                    nodes += self.methods(made, ("__init__", "constructor"))
                else:
                    nodes.append((value.unit, value.function))
            elif isinstance(value, Object):
                nodes += self.methods(value, ("__call__",))
        return nodes

    def methods(self, value: Object | Super, names: tuple[str, ...]) -> list[Node]:
        """The release's own methods of these names."""
        found = []
        for name in names:
            for method in self._evaluator.attributes.of(value, name).all:
                if isinstance(method, Own):
                    found.append((method.unit, method.function))
        return found

    def argument(self, call: Call, invoke: Invoke) -> Expr | None:
        """The argument that the catalogue says is run."""
        positional = call.args[: len(call.args) - len(call.names)]
        if invoke.argument in call.names:
            return call.args[len(positional) + call.names.index(invoke.argument)]
        if invoke.position is not None and -len(positional) <= invoke.position < len(positional):
            return positional[invoke.position]
        return None

    def callbacks(self, node: Node, event: Event, call: Call, name: str | None) -> None:
        """Functions handed to something we do not know: it may run them, now or later."""
        unit = node[0]
        exprs = self._units.units[unit].outline.exprs
        callee = exprs[call.callee]
        method = callee.name if isinstance(callee, Attr) else ""
        if method in _BY_HAND and self._only_asks(unit, call, name):
            return
        runs = name in _RUNS_ARGUMENTS or (
            method in _RUN_AT_ONCE and self._units.units[unit].language == JAVASCRIPT
        )
        for arg in self.given_functions(unit, call.args):
            if not runs and not self._may_be_function(unit, arg):
                continue
            if not self._telling.function(unit, arg) and not (runs and self._is_given(unit, arg)):
                continue
            if runs and self._evaluator.promises.never_runs(unit, call, arg):
                continue
            values = list(self._evaluator.values(unit, arg).all)
            targets = self.runnable(values)
            if targets and self._keeps(unit, call):
                return
            edge = Edge.LIKELY if runs else Edge.POSSIBLE
            branch = self._handler(unit, event) if _handles(call, method, arg) else event.branch
            through = self._through(values)
            for target in targets:
                via = through.get(target, ())
                self._graph.add(node, Link(target, event.line, edge, branch, via=via))
            if runs:
                made = self._made(node[0], event.expr, call, arg)
                self.calls.run_as(node, event, made)
                if any(isinstance(value, Argument) for value in values) and made.args:
                    self.later.append((node, event, made))
            elif self._units.units[unit].language == PYTHON:
                self._run_later(node, event, call, values)

    def _through(self, values: Sequence[Value]) -> dict[Node, tuple[Via, ...]]:
        """By decorated function the wrappers that whoever is handed it runs before it."""
        ways = self.wrapping.ways_through(tuple(values))
        return {(v.unit, v.function): via for v, via in ways.items() if isinstance(v, Own)}

    def _handler(self, unit: UnitId, event: Event) -> int:
        """The branch of what happens only if a promise is rejected."""
        branches = self._units.units[unit].outline.branches
        if (unit, event.branch) not in self._handlers:
            # below the numbers of the statements that stand in the text
            branches.append(Branch(event.branch, "except", -len(branches), 1))
            self._handlers[unit, event.branch] = len(branches) - 1
        return self._handlers[unit, event.branch]

    def _only_asks(self, unit: UnitId, call: Call, name: str | None) -> bool:
        """``Object.prototype.hasOwnProperty.call(given, "default")`` runs nothing."""
        if name is not None and name.rpartition(".")[2] in _ASKING:
            return True
        exprs = self._units.units[unit].outline.exprs
        callee = exprs[call.callee]
        asked = exprs[callee.base] if isinstance(callee, Attr) else None
        return isinstance(asked, Attr) and asked.name in _ASKING

    def _is_given(self, unit: UnitId, arg: Expr) -> bool:
        """Whether an argument is what the function around was given."""
        return self._evaluator.parameters.plain(unit, arg) is not None

    def _made(self, unit: UnitId, expr: Expr, call: Call, handed: Expr) -> Call:
        """The call of a function that another runs, with what it is known to pass."""
        exprs = self._units.units[unit].outline.exprs
        given = self._passing.of(unit, expr, call, handed)
        if isinstance(exprs[call.callee], Name) and len(call.args) == 2 and call.args[0] == handed:
            exprs.append(Element(call.args[1], -1))  # map(f, things)
            given = (len(exprs) - 1,)
        return Call(handed, given, (), call.line, call.column)

    def _keeps(self, unit: UnitId, call: Call) -> bool:
        """Whether what is called is known to run nothing: ``OrderedDict([(name, function)])``."""
        called = self._evaluator.values(unit, call.callee).all
        return any(isinstance(v, External) and v.name in RUN_NOTHING for v in called)

    def _run_later(self, node: Node, event: Event, call: Call, values: list[Value]) -> None:
        """A library runs what it is handed, but hardly while modules are being imported.

        So does a function that a library wraps: ``@group.command()`` below ``def group``.
        """
        if call.kind == DECORATES and self._units.aside(self._units.units[node[0]].member):
            return  # whatever a test holds is told by itself
        made = [Object(v.unit, v.function) for v in values if isinstance(v, Own)]
        targets = self.runnable([*values, *made])
        if not targets:
            return
        callee = self._evaluator.values(node[0], call.callee).all
        names = [value.name for value in callee if isinstance(value, External)]
        through = self._through(values)
        for target in targets:
            if any(not name.startswith(_RUN_NO_FUNCTION) for name in names):
                via = through.get(target, ())
                link = Link(target, event.line, Edge.LIKELY, event.branch, via=via, later=True)
                self._graph.add(node, link)
            for owner in () if callee else self._wrapped(node[0], call.callee):
                self._graph.add(owner, Link(target, event.line, Edge.LIKELY, event.branch))

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
        found: list[Node] = []
        for value in self._evaluator.values(unit, callee).all:
            if isinstance(value, Own):
                function = self._units.units[value.unit].outline.functions[value.function]
                is_function = function.kind != "class" and "property" not in function.marks
                if function.decorators and is_function:  # no @name.setter
                    found.append((value.unit, value.function))
        return found

    def _may_be_function(self, unit: UnitId, arg: Expr) -> bool:
        """Whether an argument is a name, a function, one that is bound or a helper was given."""
        exprs = self._units.units[unit].outline.exprs
        node = exprs[arg]
        if isinstance(node, Call) and node.args:
            made = isinstance(exprs[node.args[0]], Closure) or self._is_partial(unit, node)
            return made or self.is_bound(unit, node)
        return isinstance(node, Closure | Name | Attr)

    def _is_partial(self, unit: UnitId, node: Call) -> bool:
        """Whether a call is spelled as one that keeps a function with some of its arguments."""
        callee = self._units.units[unit].outline.exprs[node.callee]
        called = callee.name if isinstance(callee, Attr) else None
        return (callee.id if isinstance(callee, Name) else called) == "partial"

    def is_bound(self, unit: UnitId, node: Call) -> bool:
        """Whether a call is spelled as one that binds a script's function."""
        here = self._units.units[unit]
        callee = here.outline.exprs[node.callee]
        return here.language == JAVASCRIPT and isinstance(callee, Attr) and callee.name == BIND

    def given_functions(self, unit: UnitId, args: Sequence[Expr]) -> list[Expr]:
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

    def receiver(self, unit: UnitId, call: Call) -> Expr:
        """What a method is called on, `UNKNOWN` for a plain call."""
        callee = self._units.units[unit].outline.exprs[call.callee]
        return callee.base if isinstance(callee, Attr) else UNKNOWN


def _handles(call: Call, method: str, arg: Expr) -> bool:
    """Whether a function handles what goes wrong: ``p.catch(f)``, ``p.then(g, f)``."""
    return method == "catch" or (method == "then" and arg in call.args[1:2])
