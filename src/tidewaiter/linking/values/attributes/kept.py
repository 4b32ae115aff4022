"""What a field holds where a function reads it that has just assigned it.

``self.port = port`` followed by ``bind(("", self.port))`` binds what this call was given, not what
other methods, or other callers, put there at other times.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tidewaiter.linking.values.possible import Values
from tidewaiter.linking.values.value import Object, UnitId
from tidewaiter.model.facts import (
    ROOT_BRANCH,
    Attr,
    Branch,
    Call,
    Event,
    EventKind,
    Expr,
    Name,
    Outline,
)
from tidewaiter.reading.names import encloses, reaching

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

_Stores = dict[tuple[int, str, str], list[Event]]


class Kept:
    """Finds the last assignment before a read, asked through an `Evaluator`."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._stores: dict[UnitId, _Stores] = {}
        self._times: dict[UnitId, dict[str, int]] = {}

    def assigned(self, unit: UnitId, node: Attr, base: Values) -> list[Expr]:
        """What was last assigned to a field of a name, each if several may be; [] if unsure."""
        outline = self._evaluator.units.units[unit].outline
        name = outline.exprs[node.base]
        if not isinstance(name, Name):
            return []
        stores = self._of(unit, outline).get((name.scope, name.id, node.name))
        if stores is None or not self._is_plain(base, node.name):
            return []
        found: list[Expr] = []
        for event in reversed(stores):
            if event.order > name.order:
                if _runs_again(outline.branches, event.branch, name.branch):
                    return []
                continue
            if not self._is_same(outline, event, name):
                return []
            if _is_other_arm(outline.branches, event.branch, name.branch):
                continue
            found.append(event.value)
            if encloses(outline.branches, event.branch, name.branch):
                often = self._times[unit][node.name] > len(stores)
                return [] if often and _is_handed_on(outline, event, name) else found
        return []

    def _of(self, unit: UnitId, outline: Outline) -> _Stores:
        """The assignments of a text by function, name and field, in order."""
        known = self._stores.get(unit)
        if known is None:
            known = self._stores[unit] = defaultdict(list)
            times = self._times[unit] = defaultdict(int)
            for scope, function in enumerate(outline.functions):
                for event in function.events:
                    target = outline.exprs[event.expr] if event.kind == EventKind.STORE else None
                    if isinstance(target, Attr):
                        times[target.name] += 1
                        base = outline.exprs[target.base]
                        if isinstance(base, Name) and base.scope == scope:
                            known[scope, base.id, target.name].append(event)
        return known

    def _is_plain(self, base: Values, name: str) -> bool:
        """Whether a name stands for nothing but objects of the release that just hold the field."""
        classes = self._evaluator.classes
        return bool(base.all) and all(
            isinstance(value, Object) and classes.getter(classes.member(value, name)) is None
            for value in base.all
        )

    def _is_same(self, outline: Outline, event: Event, name: Name) -> bool:
        """Whether a name still means what it meant when its field was assigned."""
        target = outline.exprs[event.expr]
        base = outline.exprs[target.base] if isinstance(target, Attr) else None
        return isinstance(base, Name) and reaching(outline, base) == reaching(outline, name)


def _runs_again(branches: list[Branch], branch: int, read: int) -> bool:
    """Whether an assignment behind a read comes before it in the next turn of a loop."""
    while read > ROOT_BRANCH:
        if branches[read].kind == "loop" and encloses(branches, read, branch):
            return True
        read = branches[read].parent
    return False


def _is_other_arm(branches: list[Branch], branch: int, read: int) -> bool:
    """Whether an assignment lies in an arm of a statement in another arm of which a read lies."""
    while branch > ROOT_BRANCH:
        here, around = branches[branch], read
        while around > ROOT_BRANCH:
            other = branches[around]
            if other.statement == here.statement and other.arm != here.arm:
                return here.kind not in ("try", "except", "loop")
            around = other.parent
        branch = here.parent
    return False


def _is_handed_on(outline: Outline, event: Event, name: Name) -> bool:
    """Whether in between something is called that has the object, and may assign the field."""
    for between in outline.functions[name.scope].events:
        call = outline.exprs[between.expr] if between.kind == EventKind.CALL else None
        if isinstance(call, Call) and event.order < between.order <= name.order:
            callee = outline.exprs[call.callee]
            receivers = (callee.base,) if isinstance(callee, Attr) else ()
            for expr in (*call.args, *receivers):
                given = outline.exprs[expr]
                if isinstance(given, Name) and given.id == name.id:
                    return True
    return False
