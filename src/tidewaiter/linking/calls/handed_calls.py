"""Calls that other calls make: of what they are handed, with what they pass on to it."""

from tidewaiter.catalogue.entry import Invoke
from tidewaiter.linking.calls.graph import Graph, Site
from tidewaiter.linking.values.applied import BIND
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.iterated import NEXT
from tidewaiter.linking.values.parameters import KEYWORDS, REST, THIS, Given, Parameter
from tidewaiter.linking.values.value import (
    Display,
    External,
    Method,
    Node,
    Object,
    Own,
    UnitId,
    Value,
)
from tidewaiter.model.facts import (
    ARGUMENTS,
    SENT,
    UNKNOWN,
    Attr,
    Call,
    Const,
    Element,
    Event,
    Expr,
    Imported,
    Item,
    Items,
    Mapping,
    Name,
    Spread,
)
from tidewaiter.reading import names

_NOT_GIVEN = frozenset({REST, SENT, ARGUMENTS})
"""Kinds of parameters for which no argument stands by itself."""

_PARTIAL = "functools.partial"
_COMPLETED = frozenset({"partial", BIND})


class HandedCalls:
    """Adds to a graph what calls do by calling what they are handed."""

    def __init__(self, evaluator: Evaluator, graph: Graph) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._graph = graph
        self._partial: dict[UnitId, bool] = {}
        """Whether a text mentions ``partial`` or ``bind``."""

    def run(self, node: Node, event: Event, call: Call, invoke: Invoke, handed: Expr) -> None:
        """``Thread(target=f, args=("id",))`` as the call of ``f`` that it is."""
        self.run_as(node, event, self._as_called(node[0], call, invoke, handed))

    def run_as(self, node: Node, event: Event, made: Call) -> None:
        """Take up a call that another makes: of what it is handed, with what it passes on."""
        for value in self._evaluator.values(node[0], made.callee).all if made.args else ():
            if isinstance(value, Own):
                shift = self._evaluator.attributes.shift(value)
                self.pass_on(node, event, made, value, shift)
                exprs = self._units.units[node[0]].outline.exprs
                exprs.append(made)
                self._graph.made[node, (value.unit, value.function), event.line] = len(exprs) - 1
        self.run_api(node, event, made)

    def run_api(self, node: Node, event: Event, made: Call) -> None:
        """Take up what is called if it is a catalogued API: a call that another call makes."""
        here = self._units.units[node[0]]
        language = self._evaluator.languages[here.language]
        for value in self._evaluator.values(node[0], made.callee).all:
            name = language.canonical(value.name) if isinstance(value, External) else ""
            entry = language.lookup(name) if name else None
            if entry is not None and (entry.capability or entry.when):
                here.outline.exprs.append(made)
                last = len(here.outline.exprs) - 1
                for act in (entry, *entry.besides):
                    site = Site(node, event, name, act, last, certain=False)
                    self._graph.sites[node].append(site)

    def completed(self, unit: UnitId, call: Call) -> Expr | None:
        """The call of what ``partial`` or ``bind`` made, with the arguments it was made with."""
        if unit not in self._partial:
            mentioned = self._units.units[unit].outline.exprs
            self._partial[unit] = any(
                isinstance(n, Attr | Imported) and n.name in _COMPLETED for n in mentioned
            )
        exprs = self._units.units[unit].outline.exprs
        made = self._made_by(unit, call.callee) if self._partial[unit] else None
        if made is None or not made.args:
            return None
        values = self._evaluator.values(unit, made.callee).all
        callee = exprs[made.callee]
        if isinstance(callee, Attr) and self._is_bound(unit, made, values):
            completed = callee.base
        elif values == (External(_PARTIAL),):
            completed = made.args[0]
        else:
            return None
        count, given = len(made.args) - len(made.names), len(call.args) - len(call.names)
        args = (*made.args[1:count], *call.args[:given], *made.args[count:], *call.args[given:])
        words = (*made.names, *call.names)
        exprs.append(Call(completed, args, words, call.line, call.column))
        return len(exprs) - 1

    def _is_bound(self, unit: UnitId, made: Call, values: tuple[Value, ...]) -> bool:
        """Whether a call binds a script's function: ``f.bind(this, 1)``."""
        own = values[0] if len(values) == 1 else None
        return isinstance(own, Own) and self._evaluator.applied.by(unit, made, own) == BIND

    def _made_by(self, unit: UnitId, expr: Expr) -> Call | None:
        """The call that makes what an expression of a text surely is."""
        outline = self._units.units[unit].outline
        node = outline.exprs[expr]
        if isinstance(node, Name):
            found, certain = names.reaching(outline, node)
            node = outline.exprs[found[0]] if certain else node
        return node if isinstance(node, Call) else None

    def _as_called(self, unit: UnitId, call: Call, invoke: Invoke, handed: Expr) -> Call:
        """The call of what is handed over, with what the catalogue says that it is given."""
        exprs = self._units.units[unit].outline.exprs
        count = len(call.args) - len(call.names)
        words = dict(zip(call.names, call.args[count:], strict=True))
        behind = call.args[:count]
        if handed in behind:
            behind = behind[behind.index(handed) + 1 :]
        if invoke.passes == "each":
            exprs += [Element(arg, -1) for arg in behind]
            behind, words = tuple(range(len(exprs) - len(behind), len(exprs))), {}
        elif invoke.passes == "elements":
            exprs.append(Element(call.args[0], -1))
            behind, words = (len(exprs) - 1,), {}
        elif invoke.passes == "args":
            held = [words["args"]] if "args" in words else behind
            behind = next(
                (i.items for i in map(exprs.__getitem__, held) if isinstance(i, Items)), ()
            )
            words = self._named(unit, words.get("kwargs", words.get("kwds", UNKNOWN)))
        elif invoke.passes == "delay":
            behind = behind[1:]
        elif invoke.passes is None:
            behind, words = (), {}
        words = {name: word for name, word in words.items() if word != handed}
        args = (*behind, *words.values())
        return Call(handed, args, tuple(words), call.line, call.column)

    def _named(self, unit: UnitId, expr: Expr) -> dict[str, Expr]:
        """The names and values of a dictionary that is written out."""
        node = self._units.units[unit].outline.exprs[expr]
        if not isinstance(node, Mapping):
            return {}
        keys = [self._evaluator.constant(unit, key) for key in node.keys]
        return {n: v for n, v in zip(keys, node.values, strict=True) if isinstance(n, str)}

    def pass_on(self, node: Node, event: Event, call: Call, target: Own, shift: int) -> None:
        """Remember what parameters are given."""
        params = self._units.units[target.unit].outline.functions[target.function].params
        positional = call.args[: len(call.args) - len(call.names)]
        given = list(enumerate(self._spread(node[0], positional, len(params) - shift), shift))
        for name, arg in zip(call.names, call.args[len(positional) :], strict=True):
            given.append((next((i for i, p in enumerate(params) if p.name == name), -1), arg))
        for index, arg in given:
            if 0 <= index < len(params) and params[index].kind not in _NOT_GIVEN:
                self._give(node, event, (target.unit, target.function, index), arg)
        for index, param in enumerate(params):
            first = 0 if param.kind == ARGUMENTS else index - shift
            if param.kind in (REST, ARGUMENTS) and len(positional) > first:
                parameter = (target.unit, target.function, index)
                self._give(node, event, parameter, self._all_others(parameter, node[0], call))
        if call.names and params and params[-1].kind == KEYWORDS:
            parameter = (target.unit, target.function, len(params) - 1)
            rest = self._evaluator.parameters.rest(parameter, node[0], call)
            self._give(node, event, parameter, rest)

    def bind_this(self, node: Node, event: Event, call: Call, target: Own) -> None:
        """Remember what ``call``, ``apply`` or ``bind`` say that ``this`` is."""
        if call.args:
            self._give(node, event, (target.unit, target.function, THIS), call.args[0])

    def _all_others(self, parameter: Parameter, unit: UnitId, call: Call) -> Expr | None:
        return self._evaluator.parameters.others(parameter, unit, call)

    def _give(self, node: Node, event: Event, parameter: Parameter, arg: Expr | None) -> None:
        if arg is not None:
            given = Given(node[0], arg, node[1], event)
            self._evaluator.parameters.give(parameter, given)

    def _spread(self, unit: UnitId, positional: tuple[Expr, ...], most: int) -> list[Expr]:
        """Positional arguments, with each element of what is spread among them."""
        exprs = self._units.units[unit].outline.exprs
        found: list[Expr] = []
        for arg in positional:
            spread = exprs[arg]
            if not isinstance(spread, Spread):
                found.append(arg)
                continue
            items = self._written(unit, spread.value)
            if items is not None:
                found += items
                continue
            for index in range(most - len(found)):  # what follows stands nobody knows where
                exprs.append(Const(index))
                exprs.append(Item(spread.value, len(exprs) - 1))
                found.append(len(exprs) - 1)
            break
        return found

    def _written(self, unit: UnitId, expr: Expr) -> tuple[Expr, ...] | None:
        """The elements of a list that is written down in the text, and not changed."""
        values = self._evaluator.values(unit, expr)
        only = values.all[0] if values.certain else None
        if not isinstance(only, Display) or only.unit != unit:
            return None
        exprs = self._units.units[unit].outline.exprs
        node = exprs[only.expr]
        if not isinstance(node, Items) or any(isinstance(exprs[i], Spread) for i in node.items):
            return None
        return node.items

    def send(self, node: Node, event: Event, call: Call, method: Method) -> None:
        """``generator.next(value)``: what ``yield`` gives in the generator."""
        made = method.receiver
        if not call.args or method.name != NEXT or not isinstance(made, Object):
            return
        params = self._units.units[made.unit].outline.functions[made.function].params
        if params and params[-1].kind == SENT:
            self._give(node, event, (made.unit, made.function, len(params) - 1), call.args[0])
