"""Which branches are not taken: by package.json, by what a call gives, or on one platform.

``if (!require("./package.json").info.stable) version = "beta"``: what such a branch gives is no
value of a release that says ``stable``. That it runs is told all the same. Of a parameter that a
call gives the default is none. What one platform gives is not combined with what another does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidewaiter.linking.units import JAVASCRIPT
from tidewaiter.linking.values.attributes.made import only_without_arguments
from tidewaiter.linking.values.parameters import is_text
from tidewaiter.linking.values.possible import NOT_GIVEN
from tidewaiter.linking.values.value import Display, External, Known, Node, UnitId
from tidewaiter.model.facts import (
    ANY_TIME,
    ROOT_BRANCH,
    UNKNOWN,
    Attr,
    Binary,
    Call,
    Choice,
    Const,
    EventKind,
    Expr,
    Item,
    Mapping,
    Name,
    Outline,
    Param,
)
from tidewaiter.model.facts import Node as Expression
from tidewaiter.reading import names

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator


_PLATFORMS = frozenset(
    {
        *("aix", "android", "cygwin", "darwin", "freebsd", "haiku", "linux", "netbsd", "openbsd"),
        *("sunos", "win32"),
    }
)
"""What node calls the platforms that it knows."""

_CALLED = frozenset({"os.platform"})
_READ = frozenset({"process.platform", "globalThis.process.platform"})
"""What tells the platform, as a word that is the same for both."""


class Deciding:
    """Asks an `Evaluator` whether tests hold, as far as that is decided where it evaluates."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._arms: dict[UnitId, dict[int, list[int]]] = {}
        """By unit and statement the branches that have tests which could be decided."""
        self._fields: set[str] | None = None
        self._left_out: dict[Node, bool] = {}
        self._assigned: set[str] | None = None

    def asks(self, unit: UnitId) -> bool:
        """Whether anything in a script could be decided."""
        return bool(self._arms_of(unit))

    def _arms_of(self, unit: UnitId) -> dict[int, list[int]]:
        known = self._arms.get(unit)
        if known is None:
            known = self._arms[unit] = {}
            here = self._units.units[unit]
            for number, branch in enumerate(here.outline.branches):
                if here.language == JAVASCRIPT and self._tells(here.outline, branch.test):
                    known.setdefault(branch.statement, []).append(number)
        return known

    def _tells(self, outline: Outline, test: Expr) -> bool:
        """Whether a test could be decided, judging from the words in it."""
        node = outline.exprs[test]
        if isinstance(node, Choice):
            return any(self._tells(outline, operand) for operand in node.options)
        if isinstance(node, Binary):
            other = outline.exprs[node.right]
            if isinstance(other, Const):
                return other.value in _PLATFORMS
            return self._tells(outline, node.left)
        if isinstance(node, Attr):
            return node.name in self._fields_of_documents()
        return isinstance(node, Param)

    def _fields_of_documents(self) -> set[str]:
        """The names of all fields in documents that scripts of the release require."""
        if self._fields is None:
            self._fields = set()
            for unit in filter(self._is_document, self._units.by_member.values()):
                exprs = self._units.units[unit].outline.exprs
                keys = [exprs[key] for n in exprs if isinstance(n, Mapping) for key in n.keys]
                self._fields |= {str(key.value) for key in keys if isinstance(key, Const)}
        return self._fields

    def taken(self, unit: UnitId, branch: int) -> bool | None:
        """Whether a branch is taken whenever its function runs, ``None`` if it may be."""
        branches = self._units.units[unit].outline.branches
        surely: bool | None = True
        while branch > ROOT_BRANCH:
            held = self._arm(unit, branch)
            if held is False:
                return False
            surely = surely and held
            branch = branches[branch].parent
        return surely

    def _arm(self, unit: UnitId, number: int) -> bool | None:
        """Whether one arm of a statement is taken: not if another is that comes before it."""
        outline = self._units.units[unit].outline
        here = outline.branches[number]
        arms = self._arms_of(unit).get(here.statement)
        if arms is None:
            return None
        held = None if here.test == UNKNOWN else self._holds(unit, here.test)
        if held is not None and here.negated:
            held = not held
        if held is False or (isinstance(outline.exprs[here.test], Choice) and held):
            return held
        for other in arms:
            if other != number and outline.branches[other].arm != here.arm:
                before = outline.branches[other].arm < here.arm or here.test == UNKNOWN
                if before and self._holds(unit, outline.branches[other].test):
                    return False
        return held

    def returned(self, unit: UnitId, function: int) -> list[Expr]:
        """What a function may return."""
        events = self._units.units[unit].outline.functions[function].events
        returns = [event for event in events if event.kind == EventKind.RETURN]
        happening = self._evaluator.narrowing.returned(unit, function)
        if len(happening) < len(returns):
            returns = [event for event in returns if event.value in happening]
        kept: list[Expr] = []
        for event in returns:
            taken = self.taken(unit, event.branch) if event.branch else True
            if taken is not False:
                kept.append(event.value)
            if taken and event.branch:
                break
        if returns and not kept and self._platform() is not None:
            self._evaluator.note().unsupported = True
        return kept

    def bound(self, unit: UnitId, name: Name, found: list[Expr]) -> list[Expr]:
        """What a name may be bound to, without what only branches give that are not taken."""
        outline = self._units.units[unit].outline
        scope = name.scope
        never: set[Expr] = set()
        while scope >= 0:
            hidden = False
            for binding in reversed(outline.functions[scope].bindings.get(name.id, ())):
                if binding.value not in found:
                    continue
                if hidden:
                    never.add(binding.value)
                    continue
                test = outline.exprs[outline.branches[binding.branch].test]
                if isinstance(test, Param):
                    given = self._is_given(unit, test, binding.value)
                    taken = None if given is None else not given
                else:
                    taken = self.taken(unit, binding.branch)
                hidden = taken is True and binding.order < ANY_TIME
                if taken is False:
                    never.add(binding.value)
            scope = outline.functions[scope].parent
        return [expr for expr in found if expr not in never] or found

    def _is_given(self, unit: UnitId, param: Param, default: Expr) -> bool | None:
        """Whether a call gives a parameter that has a default; ``None`` if nobody says."""
        evaluator = self._evaluator
        if not any(is_text(value) for value in evaluator.values(unit, default).all):
            return None
        if self._is_left_out(unit, param.function):
            return False
        evaluator.vary()
        frames, node = evaluator.frames, (unit, param.function)
        if frames is None:
            return None
        parameter = (unit, param.function, param.index)
        given = frames.bound.get(parameter) if node in frames.nodes else None
        if given is None:
            if node in frames.nodes or node in frames.around:
                evaluator.note().asked.add(parameter)
            return None
        if given is NOT_GIVEN:
            return False
        return True if given.all and not given.open and Known(None) not in given.all else None

    def _is_left_out(self, unit: UnitId, function: int) -> bool:
        """Whether no call whatever gives a function an argument."""
        known = self._left_out.get((unit, function))
        if known is None:
            known = only_without_arguments(self._units.units[unit], function)
            self._left_out[(unit, function)] = known
        return known

    def _holds(self, unit: UnitId, test: Expr) -> bool | None:
        """Whether a test holds, ``None`` if that is not decided."""
        node = self._units.units[unit].outline.exprs[test]
        if isinstance(node, Choice):
            decisive = node.op == "or"
            every = [self._holds(unit, operand) for operand in node.options]
            if decisive in every:
                return decisive
            return None if None in every else not decisive
        if isinstance(node, Binary):
            if node.op in ("==", "!="):
                return self._compared(unit, node)
            if node.op != "not":
                return None
            held = self._holds(unit, node.left)
            return None if held is None else not held
        return self._field(unit, node) if isinstance(node, Attr) else None

    def _compared(self, unit: UnitId, node: Binary) -> bool | None:
        """Whether a comparison with the name of a platform holds on the one that is chosen."""
        other = self._units.units[unit].outline.exprs[node.right]
        if not isinstance(other, Const) or other.value not in _PLATFORMS:
            return None
        if not self._is_platform(unit, node.left):
            return None
        self._evaluator.vary()
        chosen = self._platform()
        if chosen is None:
            self._evaluator.note().platforms.add(str(other.value))
            return None
        return (chosen == other.value) == (node.op == "==")

    def _platform(self) -> str | None:
        frames = self._evaluator.frames
        return None if frames is None else frames.platform

    def _is_platform(self, unit: UnitId, expr: Expr) -> bool:
        """Whether an expression is the name of the platform that node runs on.

        Also where a script has some systems go by the name of another: ``platform = "win32"``.
        """
        outline = self._units.units[unit].outline
        node = outline.exprs[expr]
        if isinstance(node, Name):
            found, _ = names.reaching(outline, node)
            read = [e for e in found if not self._is_named(outline.exprs[e])]
            once = len(read) == 1 and not isinstance(outline.exprs[read[0]], Name)
            return once and self._is_platform(unit, read[0])
        asked = node.callee if isinstance(node, Call) else expr
        if not isinstance(outline.exprs[asked], Attr | Name):
            return False
        values = self._evaluator.values(unit, asked).all
        known = _CALLED if isinstance(node, Call) else _READ
        return bool(values) and all(isinstance(v, External) and v.name in known for v in values)

    @staticmethod
    def _is_named(node: Expression) -> bool:
        return isinstance(node, Const) and node.value in _PLATFORMS

    def _field(self, unit: UnitId, node: Attr) -> bool | None:
        """Whether a field is true of every document whose field it may be."""
        base = self._evaluator.values(unit, node.base)
        documents = [v for v in base.all if isinstance(v, Display) and self._is_document(v.unit)]
        if base.open or not documents or len(documents) < len(base.all):
            return None
        held: set[bool] = set()
        for document in documents:
            for value in self._evaluator.attributes.of(document, node.name).all:
                if not isinstance(value, Known):
                    return None
                held.add(bool(value.value))
        if len(held) != 1 or self.is_assigned(node.name):
            return None
        return held.pop()

    def _is_document(self, unit: UnitId) -> bool:
        source = self._units.sources.get(self._units.units[unit].member)
        return source is not None and source.dialect == "json"

    def is_assigned(self, name: str) -> bool:
        """Whether some script of the release assigns or deletes a field of that name."""
        return name in self._assigned_names()

    def _assigned_names(self) -> set[str]:
        """The names of fields that some script of the release assigns or deletes."""
        if self._assigned is None:
            self._assigned = set()
            for unit in self._units.units:
                _assign(unit.outline, self._assigned)
        return self._assigned


def _assign(outline: Outline, names: set[str]) -> None:
    for function in outline.functions:
        for event in function.events:
            if event.kind not in (EventKind.STORE, EventKind.DELETE):
                continue
            target = outline.exprs[event.expr]
            if isinstance(target, Attr):
                names.add(target.name)
            elif isinstance(target, Item):
                key = outline.exprs[target.key]
                if isinstance(key, Const) and isinstance(key.value, str):
                    names.add(key.value)
