"""Tests of which somebody else decides what they ask: who calls, or what another function gives.

``run(process.argv.slice(2))`` makes of ``if (words[0] === "-i")`` in ``run`` a test of the command
line, and ``if is_off():`` is one of the environment when ``is_off`` looks there.
"""

from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.value import Node, Own, UnitId
from tidewaiter.model.facts import (
    CONDITIONAL,
    ROOT_BRANCH,
    UNKNOWN,
    Call,
    Const,
    EventKind,
    Expr,
    Name,
    Param,
)
from tidewaiter.reading import outside

_DEEPEST = 12
"""How far what a test asks for is followed."""

_MOST_GIVEN = 8
"""Calls of a function that are asked what they give it."""

_MOST_PARTS = 4
"""Arguments of a call that are looked at."""

_ORDINARY = "if"


class Asking:
    """Tells what ordinary tests ask for. Made when the graph is whole."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._known: dict[tuple[UnitId, Expr, bool], str] = {}

    def kind(self, unit: UnitId, branch: int) -> str:
        """The kind of a branch: of an ordinary one that of what its test asks for, if it has one.

        It is one of those of which a use is told to stand under them, "" for all others.
        """
        here = self._units.units[unit].outline.branches[branch]
        if here.kind in CONDITIONAL:
            return here.kind
        test = here.given or here.test
        if here.kind != _ORDINARY or test == UNKNOWN or here.start == (0, 0):
            return ""
        return self._of(unit, test, _DEEPEST, in_test=True)

    def around(self, node: Node, branch: int) -> bool:
        """Whether any branch around a point is told."""
        branches = self._units.units[node[0]].outline.branches
        while branch > ROOT_BRANCH:
            if self.kind(node[0], branch):
                return True
            branch = branches[branch].parent
        return False

    def _of(self, unit: UnitId, expr: Expr, depth: int, *, in_test: bool = False) -> str:
        key = (unit, expr, in_test)
        kind = self._known.get(key)
        if kind is None:
            self._known[key] = ""  # of what is made of itself
            kind = self._asked(unit, expr, depth, in_test) if depth else ""
            self._known[key] = kind
        return kind

    def _asked(self, unit: UnitId, expr: Expr, depth: int, in_test: bool) -> str:
        outline = self._units.units[unit].outline
        node = outline.exprs[expr]
        if isinstance(node, Name):
            bound = self._bound(unit, node)
            return self._of(unit, bound, depth - 1) if bound else ""
        if isinstance(node, Param):
            return self._given(unit, node, depth)
        kind = outside.by_name(outline.exprs, outline.functions, node)
        for part in outside.parts(node) if not kind else ():
            kind = kind or self._of(unit, part, depth - 1, in_test=in_test)
        if kind or not isinstance(node, Call):
            return kind
        # what else a function makes of a variable of the environment can be anything
        for part in node.args[:_MOST_PARTS] if in_test else ():
            kind = kind or self._of(unit, part, depth - 1, in_test=True)
        return kind or self._returned(unit, node, depth)

    def _bound(self, unit: UnitId, name: Name) -> Expr:
        """What the nearest function that binds a name last bound it to."""
        functions = self._units.units[unit].outline.functions
        scope = name.scope
        while scope >= 0:
            if bindings := functions[scope].bindings.get(name.id):
                return bindings[-1].value
            scope = functions[scope].parent
        return UNKNOWN

    def _given(self, unit: UnitId, node: Param, depth: int) -> str:
        """What any call gives a function."""
        given, _ = self._evaluator.parameters.given((unit, node.function, node.index))
        for each in given[:_MOST_GIVEN]:
            if kind := self._of(each.unit, each.expr, depth - 1):
                return kind
        return ""

    def _returned(self, unit: UnitId, call: Call, depth: int) -> str:
        """What a function makes of what it gives back, or under which tests it gives a constant."""
        called = self._evaluator.values(unit, call.callee)
        only = called.all[0] if called.certain else None
        if not isinstance(only, Own):
            return ""
        outline = self._units.units[only.unit].outline
        for event in outline.functions[only.function].events:
            if event.kind != EventKind.RETURN:
                continue
            branch = event.branch if isinstance(outline.exprs[event.value], Const) else ROOT_BRANCH
            while branch > ROOT_BRANCH:
                if outline.branches[branch].kind in CONDITIONAL:
                    return outline.branches[branch].kind
                branch = outline.branches[branch].parent
            if kind := self._of(only.unit, event.value, depth - 1, in_test=True):
                return kind
        return ""
