"""What a thread assigns in ``run`` after it has called a method is not what that method reads.

``run`` binds ``self.port`` and then assigns the port that it got: as a thread runs once, what it
binds is what its constructor was given.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tidewaiter.linking.units import PYTHON
from tidewaiter.linking.values.value import (
    External,
    Instance,
    Known,
    Module,
    Object,
    Own,
    UnitId,
)
from tidewaiter.model.facts import ROOT_BRANCH, Attr, Call, Event, EventKind, Expr, Function, Name

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

_RUN = "run"
_THREADS = frozenset({"threading.Thread", "multiprocessing.Process"})
"""Classes whose objects can be started once, which calls ``run``."""

_Late = dict[str, list[tuple[int, Event]]]
"""By name of a field what functions called ``run`` assign to it, each with its function."""


class Threads:
    """Asks an `Evaluator` what fields of threads are before they are assigned."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._late: dict[UnitId, _Late] = {}
        self._mentions: dict[str, list[tuple[UnitId, Expr]]] = {}
        self._started: dict[tuple[UnitId, int], bool] = {}

    def attribute(self, unit: UnitId, node: Attr, value: Object) -> list[Expr] | None:
        """What a method may read of its own thread, ``None`` where all that is assigned counts."""
        late = self._assigned_late(unit).get(node.name)
        here = self._evaluator.units.units[unit]
        base = here.outline.exprs[node.base]
        if not late or value.unit != unit or not isinstance(base, Name):
            return None
        method = here.outline.functions[base.scope]
        if not _is_receiver(here.outline.functions, method, base.id):
            return None
        classes = self._evaluator.classes.hierarchy(value.unit, value.function)
        owners = [each.function for each in classes if isinstance(each, Own) and each.unit == unit]
        outside = [each.name for each in classes if isinstance(each, External)]
        if len(owners) + len(outside) < len(classes) or _THREADS.isdisjoint(outside):
            return None
        if any(node.name in here.outline.functions[owner].bindings for owner in owners):
            return None
        stores = self._evaluator.attributes.stores
        stored = [
            expr for each in owners for expr in stores.of_instance(unit, each).get(node.name, ())
        ]
        kept = [expr for expr in stored if expr not in {event.value for _, event in late}]
        if not kept or not self._is_before(unit, method.name.rpartition(".")[2], late):
            return None
        return kept if self._is_started(value, owners) else None

    def _assigned_late(self, unit: UnitId) -> _Late:
        known = self._late.get(unit)
        if known is None:
            known = self._late[unit] = defaultdict(list)
            here = self._evaluator.units.units[unit]
            functions = here.outline.functions if here.language == PYTHON else []
            for number, function in enumerate(functions):
                for event in function.events if function.name.endswith(f".{_RUN}") else ():
                    target = here.outline.exprs[event.expr]
                    if event.kind == EventKind.STORE and isinstance(target, Attr):
                        known[target.name].append((number, event))
        return known

    def _is_before(self, unit: UnitId, called: str, late: list[tuple[int, Event]]) -> bool:
        """Whether all that calls a method is ``run``, and before it assigns a field."""
        outline = self._evaluator.units.units[unit].outline
        before: set[tuple[UnitId, Expr]] = set()
        for run, event in late:
            branch = event.branch
            while branch > ROOT_BRANCH:
                if outline.branches[branch].kind == "loop":
                    return False
                branch = outline.branches[branch].parent
            first = min([other.order for number, other in late if number == run])
            for other in outline.functions[run].events:
                call = outline.exprs[other.expr] if other.kind == EventKind.CALL else None
                if isinstance(call, Call) and other.order < first:
                    before.add((unit, call.callee))
        return all(mention in before for mention in self._mentions_of(called))

    def _is_started(self, value: Object, owners: list[int]) -> bool:
        """Whether nothing but ``start`` runs a thread, and so once."""
        key = (value.unit, value.function)
        if key not in self._started:
            self._started[key] = not any(
                self._may_be(unit, attribute, value.unit, owners)
                for unit, attribute in self._mentions_of(_RUN)
            )
        return self._started[key]

    def _may_be(self, unit: UnitId, attribute: Expr, mine: UnitId, owners: list[int]) -> bool:
        """Whether an attribute may be one of a thread or its class."""
        node = self._evaluator.units.units[unit].outline.exprs[attribute]
        if not isinstance(node, Attr):
            return True
        found = self._evaluator.values(unit, node.base)
        if found.open or not found.all:
            return True
        for value in found.all:
            if isinstance(value, Object | Own):
                every = self._evaluator.classes.hierarchy(value.unit, value.function)
                if any(Own(mine, owner) in every for owner in owners):
                    return True
            elif not isinstance(value, External | Instance | Module | Known):
                return True
        return False

    def _mentions_of(self, name: str) -> list[tuple[UnitId, Expr]]:
        """Where texts have an attribute of that name; those of ``run`` are found beside."""
        if name not in self._mentions:
            found: dict[str, list[tuple[UnitId, Expr]]] = {_RUN: [], name: []}
            for number, unit in enumerate(self._evaluator.units.units):
                if unit.language == PYTHON:
                    for expr, node in enumerate(unit.outline.exprs):
                        if isinstance(node, Attr) and node.name in found:
                            found[node.name].append((number, expr))
            self._mentions.update(found)
        return self._mentions[name]


def _is_receiver(functions: list[Function], method: Function, name: str) -> bool:
    """Whether a name is the object whose method a function is."""
    in_class = method.parent >= 0 and functions[method.parent].kind == "class"
    return in_class and bool(method.params) and method.params[0].name == name
