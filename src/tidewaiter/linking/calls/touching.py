"""Reads of, and assignments to, catalogued names: the environment, code of other modules."""

import msgspec

from tidewaiter.catalogue.entry import Entry, On
from tidewaiter.linking.calls.by_name import ByName
from tidewaiter.linking.calls.graph import Graph, Link, Site
from tidewaiter.linking.calls.handing import Handing
from tidewaiter.linking.calls.users import Users
from tidewaiter.linking.calls.whole import Whole
from tidewaiter.linking.units import JAVASCRIPT, PYTHON, SHELL
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.value import Display, External, Instance, Known, Node, UnitId, Value
from tidewaiter.model.facts import UNKNOWN, Attr, Event, Expr, Item
from tidewaiter.model.profile import Edge

_REPLACES = "code.patch"


class Touching:
    """Adds to a graph the places where a name is read or assigned that the catalogue knows."""

    def __init__(self, evaluator: Evaluator, graph: Graph, handing: Handing) -> None:
        self._evaluator = evaluator
        self._handing = handing
        self._units = evaluator.units
        self._graph = graph
        users = Users(evaluator)
        self._whole = Whole(evaluator, users)
        self._by_name = ByName(evaluator, users)

    def touch(self, node: Node, event: Event, on: On) -> None:
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
                            self._graph.sites[node].append(
                                Site(node, event, name, entry, expr, certain=True)
                            )
                            self._run_assigned(node, event, entry)
                        return
            inner = exprs[expr]
            if not isinstance(inner, Attr | Item):
                return
            expr = inner.base

    def _run_assigned(self, node: Node, event: Event, entry: Entry) -> None:
        """A function that replaces another runs in its place: a hook as soon as it is there."""
        hook = any(invoke.value for invoke in entry.invokes)
        if event.value == UNKNOWN or not (hook or entry.capability == _REPLACES):
            return
        values = list(self._evaluator.values(node[0], event.value).all)
        for target in self._handing.runnable(values):
            link = Link(target, event.line, Edge.LIKELY, event.branch, later=not hook)
            self._graph.add(node, link)

    def _is_by_key(self, unit: UnitId, entry: Entry) -> bool:
        """Whether reading one key of it is something else than reading all of it."""
        by_key = any(row.key and row.present for row in entry.when)
        return by_key and self._units.units[unit].language != SHELL

    def _read_whole(self, node: Node, event: Event, name: str, entry: Entry) -> None:
        """All of the environment is read where it is taken whole, some where it is asked for."""
        unit = node[0]
        written = self._by_name.written(unit, event.expr)
        if written:
            language = self._evaluator.languages[self._units.units[unit].language]
            entry = language.lookup(name, "assign") or entry
        asked = written or self._by_name.read(unit, event.expr)
        for key in asked:
            self._below(node, event, key, name, entry)
        if not asked and self._whole.taken(unit, event.expr):
            self._graph.sites[node].append(Site(node, event, name, entry, event.expr, certain=True))

    def _below(self, node: Node, event: Event, key: str | None, name: str, entry: Entry) -> None:
        """A place of use of one key of what an event reads, which may not be known."""
        exprs = self._units.units[node[0]].outline.exprs
        exprs.append(Attr(event.expr, key) if key is not None else Item(event.expr, UNKNOWN))
        touched = msgspec.structs.replace(event, expr=len(exprs) - 1)
        self._graph.sites[node].append(Site(node, touched, name, entry, event.expr, certain=True))

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
        owners = self._evaluator.values(unit, node.base).all
        names = [owner.name for owner in owners if isinstance(owner, External)]
        if self._units.units[unit].language == JAVASCRIPT:
            names += [owner.of for owner in owners if isinstance(owner, Instance)]
        return tuple([External(f"{name}.{node.name}") for name in names])
