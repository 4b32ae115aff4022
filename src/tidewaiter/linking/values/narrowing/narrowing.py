"""Which values a point rules out: those with which it is not reached, by the tests around it.

``if not name.endswith(".ics"): name += ".ics"`` leaves no name without the ending, and where
``self.is_package`` is true, ``self.path`` is not what was assigned together with false.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tidewaiter.linking.units import Unit
from tidewaiter.linking.values.narrowing.asked import (
    NO_PARAMETER,
    Condition,
    Conditions,
    compared,
    is_same,
    may_be,
    member_compared,
    must_be,
    parameter_of,
)
from tidewaiter.linking.values.narrowing.truth import Subject, holds, subjects
from tidewaiter.linking.values.parameters import Frames, Parameter, is_text
from tidewaiter.linking.values.possible import Values, one
from tidewaiter.linking.values.value import Known, Node, Object, Own, UnitId, Value
from tidewaiter.model.facts import (
    ANY_TIME,
    ROOT_BRANCH,
    UNKNOWN,
    Attr,
    Binary,
    Binding,
    Branch,
    Call,
    Choice,
    Closure,
    Const,
    Constant,
    EventKind,
    Expr,
    Name,
    Outline,
)
from tidewaiter.reading.constants import HOLE
from tidewaiter.reading.names import bindings_of, encloses, reaching

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator


class Narrowing:
    """Leaves out values of names and attributes, asked through an `Evaluator`.

    Of names only those of a function, which nothing outside of it can set in between.
    """

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._conditions: dict[UnitId, Conditions] = {}
        self._asked: dict[Node, frozenset[Parameter]] = {}
        self._together: dict[tuple[UnitId, int, str, str], list[tuple[Expr, Constant]]] = {}

    def of(self, unit: UnitId) -> Conditions:
        """What the tests of a text ask."""
        known = self._conditions.get(unit)
        if known is None:
            known = Conditions(self._evaluator.units.units[unit].outline)
            self._conditions[unit] = known
        return known

    # names

    def asks(self, unit: UnitId, node: Name) -> bool:
        """Whether tests ask something of a name, so that it is not all that it may be."""
        return (node.scope, node.id) in self.of(unit).of_name

    def name(self, unit: UnitId, node: Name, found: list[Expr]) -> list[Values]:
        """What each of the expressions that a name may mean still may be where it is read."""
        values = self._evaluator.values
        conditions = self._conditions.get(unit) or self.of(unit)
        asked = conditions.of_name.get((node.scope, node.id), ())
        chosen = len(found) > 1 and bool(conditions.by_branch or conditions.of_field)
        called = self._evaluator.frames is not None
        if not asked and not chosen and not (called and conditions.of_call):
            return [values(unit, expr) for expr in found]
        functions = self._evaluator.units.units[unit].outline.functions
        scope = node.scope
        while scope > 0 and node.id not in functions[scope].bindings:
            scope = functions[scope].parent
        bindings = functions[scope].bindings.get(node.id, [])
        bound = {b.value: b for b in bindings}
        if not all(expr in bound for expr in found):
            return [values(unit, expr) for expr in found]
        if chosen and called:
            found = [expr for expr in found if self.happens(unit, bound[expr].branch)] or found
            found = self._without_hidden(unit, node, found, bound)
        parts = [values(unit, expr) for expr in found]
        if chosen and not called and any(is_text(v) for part in parts for v in part.all):
            for expr in found:
                self.happens(unit, bound[expr].branch)
        if called and conditions.of_call and node.branch != ROOT_BRANCH:
            parts = [self._fitting(unit, node, part) for part in parts]
        if not asked:
            return parts
        return [
            self._kept(unit, node, bound[expr], part, asked, bindings)
            for expr, part in zip(found, parts, strict=True)
        ]

    def _without_hidden(
        self, unit: UnitId, node: Name, found: list[Expr], bound: dict[Expr, Binding]
    ) -> list[Expr]:
        """What a name may mean, without what is surely bound anew before it is read."""
        last = 0
        for expr in found:
            branch, order = bound[expr].branch, bound[expr].order
            later = branch != ROOT_BRANCH and last < order <= node.order
            if later and self._surely_happens(unit, branch):
                last = order
        return [expr for expr in found if bound[expr].order >= last] if last else found

    def chosen(self, unit: UnitId, node: Choice) -> Sequence[Expr]:
        """The options that a conditional expression may give, called as the frames say."""
        opened = self.of(unit).by_branch
        if not any(branch in opened for branch in node.branches):
            return node.options
        pairs = zip(node.options, node.branches, strict=True)
        kept = [option for option, branch in pairs if self._may_open(unit, branch)]
        return kept or node.options

    def _may_open(self, unit: UnitId, branch: int) -> bool:
        """Whether callers may give what a branch itself asks of parameters."""
        for condition in self.of(unit).by_branch.get(branch, ()):
            given = self._evaluator.parameters.decided((unit, *condition.parameter))
            if given and not self._allows(unit, condition, given):
                return False
        return True

    def asks_callers(self, unit: UnitId, branch: int) -> bool:
        """Whether the tests around a point ask what callers give."""
        conditions = self.of(unit)
        branches = self._evaluator.units.units[unit].outline.branches
        while branch > ROOT_BRANCH:
            if (
                branch in conditions.by_branch
                or branch in conditions.of_field
                or branch in conditions.of_call
                or branch in conditions.of_member
                or branch in conditions.of_option
            ):
                return True
            branch = branches[branch].parent
        return False

    def may_end(self, node: Node) -> bool:
        """Whether a function ends early where an option says so."""
        return self._evaluator.options.may_end(node, self.of(node[0]))

    def has_ended(self, node: Node, branch: int, expr: Expr) -> bool:
        """Whether a function has surely ended before it comes to a call, as callers call it."""
        return self._evaluator.options.has_ended(node, branch, expr, self.of(node[0]))

    def happens(self, unit: UnitId, branch: int) -> bool:
        """Whether callers may give what the tests around a point ask of parameters.

        Where it is not said who calls, it is noted that this depends on it.
        """
        outline = self._evaluator.units.units[unit].outline
        by_branch, of_member = self.of(unit).by_branch, self.of(unit).of_member
        while branch > ROOT_BRANCH:
            if any(self._never(unit, c) for c in self.of(unit).of_field.get(branch, ())):
                return False
            if any(not self._may_be_member(unit, t, so) for t, so in of_member.get(branch, ())):
                return False
            if any(not self._may_give(unit, t) for t in self.of(unit).of_call.get(branch, ())):
                return False
            if branch in by_branch and not self._may_open(unit, branch):
                return False
            for condition in self.of(unit).of_option.get(branch, ()):
                told = self._evaluator.options.given(unit, condition)
                if told and not self._allows(unit, condition, told):
                    return False
            branch = outline.branches[branch].parent
        return True

    def _may_be_member(self, unit: UnitId, test: Expr, truth: bool) -> bool:
        """Whether callers may give what a test compares with a member of an enum, or do not."""
        outline = self._evaluator.units.units[unit].outline
        node, asked = outline.exprs[test], member_compared(outline, test)
        if asked is None or not isinstance(node, Binary):
            return True
        member = self._evaluator.values(unit, asked[1])
        only = member.all[0] if member.certain else None
        if not isinstance(only, Known):
            return True
        given = self._evaluator.parameters.decided((unit, *asked[0]), members=True)
        if not given:
            return True
        same = node.op in ("==", "is")
        return any(
            not isinstance(value, Known)
            or (isinstance(value.value, str) and HOLE in value.value)
            or ((value == only) == same) is truth
            for value in given
        )

    def _allows(self, unit: UnitId, condition: Condition, given: Sequence[Value]) -> bool:
        """Whether a condition allows its subject to be one of several values."""
        outline = self._evaluator.units.units[unit].outline

        def named(name: Name) -> Const | None:
            return self._always(unit, name)

        return any(may_be(outline, condition, value, named) for value in given)

    def is_off(self, unit: UnitId, branch: int) -> bool:
        """Whether a point is not reached because callers give flags: nothing but true or false.

        Or because an object that they write down surely has what is asked for.
        """
        outline = self._evaluator.units.units[unit].outline
        while branch > ROOT_BRANCH:
            for condition in self.of(unit).by_branch.get(branch, ()):
                given = self._evaluator.parameters.decided((unit, *condition.parameter))
                flags = [isinstance(v, Known) and isinstance(v.value, bool) for v in given]
                if flags and all(flags) and not any(may_be(outline, condition, v) for v in given):
                    return True
            for condition in self.of(unit).of_field.get(branch, ()):
                asked = self._evaluator.defined.asks(outline, condition)
                if asked is not None and self._never(unit, condition):
                    return True
            branch = outline.branches[branch].parent
        return False

    def _may_give(self, unit: UnitId, test: Expr) -> bool:
        """Whether a function may give what a test compares it with, called as the frames say."""
        if self._evaluator.frames is None:
            return True
        exprs = self._evaluator.units.units[unit].outline.exprs
        node = exprs[test]
        if isinstance(node, Choice):
            return any(self._may_give(unit, part) for part in node.options)
        other = exprs[node.right] if isinstance(node, Binary) else None
        if not isinstance(node, Binary) or not isinstance(other, Const):
            return True
        given = self._given_by_call(unit, node.left)
        texts = [value.value for found in given for value in found.all if isinstance(value, Known)]
        if not texts or other.value in texts:
            return True
        return any(found.open or not found.all for found in given) or len(texts) < sum(
            len(found.all) for found in given
        )

    def _fitting(self, unit: UnitId, node: Name, part: Values) -> Values:
        """What is left of a parameter where a function has made something certain of it."""
        outline = self._evaluator.units.units[unit].outline
        kept, branch = part.all, node.branch
        while branch > ROOT_BRANCH:
            for test in self.of(unit).of_call.get(branch, ()):
                parameter = compared(outline, test)
                if parameter != NO_PARAMETER and parameter == parameter_of(outline, node):
                    kept = tuple([v for v in kept if self._fits(unit, test, parameter, v)])
            branch = outline.branches[branch].parent
        if len(kept) == len(part.all):
            return part
        return Values(kept, part.certain and bool(kept), part.open)

    def _fits(self, unit: UnitId, test: Expr, parameter: tuple[int, int], value: Value) -> bool:
        """Whether a test may hold if a parameter is a value."""
        frames = self._evaluator.frames
        if frames is None or not isinstance(value, Known):
            return True
        bound = {**frames.bound, (unit, *parameter): one(value)}
        nodes = frames.nodes | {(unit, parameter[0])}
        given = Frames(nodes, frames.around, bound, frames.platform)
        return self._evaluator.under(given, lambda: self._may_give(unit, test))

    def _given_by_call(self, unit: UnitId, expr: Expr) -> list[Values]:
        """What a call of a function of the release may give, each ``return`` by itself."""
        call = self._evaluator.units.units[unit].outline.exprs[expr]
        callee = self._evaluator.values(unit, call.callee) if isinstance(call, Call) else None
        if not isinstance(call, Call) or callee is None or not callee.certain:
            return []
        only = callee.all[0]
        if not isinstance(only, Own):
            return []
        return self._evaluator.results.each_returned(unit, call, only) or []

    # what is returned

    def chooses(self, unit: UnitId, call: Call, callee: Own) -> bool:
        """Whether a function returns one thing or another by a constant that a call gives it."""
        exprs = self._evaluator.units.units[unit].outline.exprs
        argument = self._evaluator.parameters.argument
        asked = self.asked_to_return(callee.unit, callee.function)
        given = [argument(parameter, unit, call) for parameter in asked]
        return any(
            expr and (isinstance(exprs[expr], Const) or self._is_said(unit, expr)) for expr in given
        )

    def _is_said(self, unit: UnitId, expr: Expr) -> bool:
        """Whether an argument is a constant, called as the frames say; may be, if they say none."""
        if self._evaluator.frames is None:
            parameter = self._evaluator.parameters.plain(unit, expr)
            return parameter is not None and self._evaluator.parameters.is_told(parameter)
        found = self._evaluator.values(unit, expr)
        return bool(found.all) and not found.open and all(isinstance(v, Known) for v in found.all)

    def returned(self, unit: UnitId, function: int) -> list[Expr]:
        """What a function returns, as far as callers may give what the tests around it ask."""
        events = self._evaluator.units.units[unit].outline.functions[function].events
        returns = [event for event in events if event.kind == EventKind.RETURN]
        if self._evaluator.frames is None or not self.asked_to_return(unit, function):
            return [event.value for event in returns]
        kept: list[Expr] = []
        for event in returns:
            if self.happens(unit, event.branch):
                kept.append(event.value)
                if self._surely_happens(unit, event.branch):
                    break
        return kept

    def _surely_happens(self, unit: UnitId, branch: int) -> bool:
        """Whether what callers give passes all tests around a point."""
        outline = self._evaluator.units.units[unit].outline
        by_branch = self.of(unit).by_branch
        while branch > ROOT_BRANCH:
            here = outline.branches[branch]
            conditions = by_branch.get(branch, ())
            tests = here.arm + (not here.negated)
            if here.test == UNKNOWN or len({c.test for c in conditions}) < tests:
                return False
            for condition in conditions:
                given = self._evaluator.parameters.decided((unit, *condition.parameter))
                if not given or not all(must_be(outline, condition, value) for value in given):
                    return False
            branch = here.parent
        return True

    def asked_in(self, unit: UnitId, branch: int) -> Sequence[Condition]:
        """What a branch itself asks of parameters."""
        return self.of(unit).by_branch.get(branch, ())

    def asked_to_return(self, unit: UnitId, function: int) -> frozenset[Parameter]:
        """The parameters of a function that the tests around its ``return`` statements ask.

        And the tests under which the names are bound that it returns, and its conditional
        expressions, which may be part of that.
        """
        known = self._asked.get((unit, function))
        if known is None:
            outline = self._evaluator.units.units[unit].outline
            by_branch = self.of(unit).by_branch
            choice = self.of(unit).of_choice
            asked = {(unit, *parameter) for parameter in choice if parameter[0] == function}
            for branch in _to_return(outline, function) if by_branch else ():
                while branch > ROOT_BRANCH:
                    asked.update((unit, *c.parameter) for c in by_branch.get(branch, ()))
                    branch = outline.branches[branch].parent
            known = frozenset(parameter for parameter in asked if parameter[1] == function)
            self._asked[unit, function] = known
        return known

    def _never(self, unit: UnitId, condition: Condition) -> bool:
        """Whether what is asked of a parameter's field is not so, as callers give the parameter."""
        outline = self._evaluator.units.units[unit].outline
        name = outline.exprs[condition.subject]
        if not isinstance(name, Name) or self._evaluator.deciding.is_assigned(condition.field):
            return False
        asked = self._evaluator.defined.asks(outline, condition)
        if asked is not None:
            return not asked and self._evaluator.defined.has(
                unit, condition.subject, condition.field
            )
        found = self._evaluator.field(unit, Attr(condition.subject, condition.field))
        if found.open or not found.all:
            return False
        subject = (name.id, condition.field)
        for value in found.all:
            if not isinstance(value, Known):
                return False
            held = holds(outline.exprs, condition.test, subject, value.value)
            if held is None or held == condition.truth:
                return False
        return True

    def _kept(
        self,
        unit: UnitId,
        node: Name,
        binding: Binding,
        part: Values,
        asked: Sequence[Condition],
        bindings: list[Binding],
    ) -> Values:
        """What one binding may have given, if it is still there where the name is read."""
        if not any(isinstance(v, Known) for v in part.all):
            return part
        outline = self._evaluator.units.units[unit].outline
        kept = part.all

        def named(name: Name) -> Const | None:
            return self._always(unit, name)

        for condition in asked:
            tested = outline.exprs[condition.subject]
            if not isinstance(tested, Name) or not binding.order <= tested.order <= node.order:
                continue
            if not encloses(outline.branches, condition.branch, node.branch):
                if not _is_passed_by(outline.branches, condition, tested, node, bindings):
                    continue
                condition = condition._replace(truth=False)
            kept = tuple([v for v in kept if may_be(outline, condition, v, named)])
        if len(kept) == len(part.all):
            return part
        return Values(kept, part.certain and bool(kept), part.open)

    def _always(self, unit: UnitId, name: Name) -> Const | None:
        """The constant that a name of a module stands for, if it is bound once in all its text."""
        outline = self._evaluator.units.units[unit].outline
        bound = outline.functions[0].bindings.get(name.id, ())
        if len(bound) != 1 or bound[0].order >= ANY_TIME or bound[0].branch != ROOT_BRANCH:
            return None
        if reaching(outline, name)[0] != [bound[0].value]:
            return None
        found = self._evaluator.values(unit, bound[0].value)
        only = found.all[0] if found.certain else None
        if not isinstance(only, Known) or (isinstance(only.value, str) and HOLE in only.value):
            return None
        return Const(only.value)

    # attributes

    def field(self, unit: UnitId, node: Attr, found: Values) -> Values:
        """What a field may be where it is read, if a test around that asks for the same."""
        outline = self._evaluator.units.units[unit].outline
        base = outline.exprs[node.base]
        if not isinstance(base, Name) or base.branch == ROOT_BRANCH:
            return found
        kept = found.all
        for condition in self.of(unit).of_path.get((base.scope, base.id, node.name), ()):
            tested = outline.exprs[condition.subject]
            if not isinstance(tested, Name) or tested.order > base.order:
                continue
            around = encloses(outline.branches, condition.branch, base.branch)
            if not around or not is_same(outline, tested, base):
                continue
            if not _may_change(outline, condition, tested, base):
                said = _said(outline, condition)
                if said is not None and not any(isinstance(v, Known) for v in kept):
                    return one(said)
                kept = tuple([v for v in kept if may_be(outline, condition, v)])
        if len(kept) == len(found.all):
            return found
        return Values(kept, found.certain and bool(kept), found.open, found.varies)

    def attribute(self, unit: UnitId, node: Attr, value: Object) -> list[Expr] | None:
        """What may have been assigned to an attribute where it is read, ``None`` for anything.

        If a constructor assigns it wherever it assigns another, a test of that one tells both.
        """
        outline = self._evaluator.units.units[unit].outline
        base = outline.exprs[node.base]
        if not isinstance(base, Name) or base.branch == ROOT_BRANCH:
            return None
        kept: list[Expr] | None = None
        branch = base.branch
        while branch > ROOT_BRANCH:
            here = outline.branches[branch]
            for subject, expr in subjects(outline.exprs, here.test):
                if subject[1] and is_same(outline, outline.exprs[expr], base):
                    possible = self._with(unit, value, node.name, subject, here)
                    if possible:
                        kept = [e for e in possible if kept is None or e in kept]
            branch = here.parent
        return kept

    def _with(
        self, unit: UnitId, value: Object, name: str, subject: Subject, branch: Branch
    ) -> list[Expr]:
        """What is assigned to an attribute together with another that opens a branch."""
        pairs = self._pairs(value, name, subject[1])
        exprs = self._evaluator.units.units[unit].outline.exprs
        return [
            mine
            for mine, other in pairs
            if holds(exprs, branch.test, subject, other) is not branch.negated
        ]

    def _pairs(self, value: Object, name: str, other: str) -> list[tuple[Expr, Constant]]:
        """What a class assigns to two attributes, if always to both in the same branch.

        Nothing else in the release may assign the other; what else does with the first is not
        seen either way.
        """
        key = (value.unit, value.function, name, other)
        known = self._together.get(key)
        if known is None:
            known = self._together[key] = self._find_pairs(value, name, other)
        return known

    def _find_pairs(self, value: Object, name: str, other: str) -> list[tuple[Expr, Constant]]:
        outline = self._evaluator.units.units[value.unit].outline
        bound = outline.functions[value.function].bindings
        constructor = bound.get("__init__", [])
        if name in bound or other in bound or len(constructor) != 1 or name == other:
            return []
        made = outline.exprs[constructor[0].value]
        if not isinstance(made, Closure):
            return []
        first = _by_branch(outline, made.function, name)
        second = _by_branch(outline, made.function, other)
        told = [
            (expr, outline.exprs[second.get(branch, UNKNOWN)]) for branch, expr in first.items()
        ]
        constants = [(expr, node.value) for expr, node in told if isinstance(node, Const)]
        if not constants or len(constants) != self._times_assigned(value, name):
            return []
        alone = len(constants) == _times_stored(self._evaluator.units.units, other)
        return constants if alone else []

    def _times_assigned(self, value: Object, name: str) -> int:
        """How many times the classes of an object assign one of its attributes."""
        attributes = self._evaluator.attributes
        return sum(
            len(attributes.stores.of_instance(owner.unit, owner.function).get(name, ()))
            for owner in self._evaluator.classes.hierarchy(value.unit, value.function)
            if isinstance(owner, Own)
        )


def _said(outline: Outline, condition: Condition) -> Known | None:
    """The constant that a field is where a test that it is one has to be true."""
    node = outline.exprs[condition.test]
    if not condition.truth or not isinstance(node, Binary) or node.op != "==":
        return None
    other = outline.exprs[node.right]
    return Known(other.value) if isinstance(other, Const) else None


def _may_change(outline: Outline, condition: Condition, tested: Name, read: Name) -> bool:
    """Whether anything between a test of a field and a read of it may assign to such a field."""
    negated = outline.exprs[condition.test]
    asked = negated.left if isinstance(negated, Binary) else condition.test
    for event in outline.functions[read.scope].events:
        if tested.order < event.order <= read.order:
            if event.kind == EventKind.CALL and event.expr != asked:
                return True
            to = outline.exprs[event.expr] if event.kind == EventKind.STORE else None
            if isinstance(to, Attr) and to.name == condition.field:
                return True
    return False


def _to_return(outline: Outline, function: int) -> list[int]:
    """The branches in which a function returns something, or binds the name that it returns."""
    found: list[int] = []
    for event in outline.functions[function].events:
        if event.kind == EventKind.RETURN:
            found.append(event.branch)
            name = outline.exprs[event.value]
            if isinstance(name, Name) and name.scope == function:
                found += [binding.branch for binding in bindings_of(outline, name)]
    return found


def _is_passed_by(
    branches: list[Branch],
    condition: Condition,
    tested: Name,
    node: Name,
    bindings: list[Binding],
) -> bool:
    """Whether what a name was before a branch is only still there if that was not taken."""
    branch = branches[condition.branch]
    if branch.arm or not condition.truth or not encloses(branches, branch.parent, node.branch):
        return False
    return any(
        b.branch == condition.branch and tested.order < b.order <= node.order for b in bindings
    )


def _by_branch(outline: Outline, function: int, name: str) -> dict[int, Expr]:
    """By branch what a function assigns to an attribute of its first parameter there."""
    params = outline.functions[function].params
    found: dict[int, Expr] = {}
    for event in outline.functions[function].events:
        target = outline.exprs[event.expr]
        if event.kind == EventKind.STORE and isinstance(target, Attr) and target.name == name:
            base = outline.exprs[target.base]
            if params and isinstance(base, Name) and base.id == params[0].name:
                found[event.branch] = event.value
    return found


def _times_stored(units: list[Unit], name: str) -> int:
    """How many times attributes of that name are assigned."""
    return sum(
        event.kind == EventKind.STORE
        and isinstance(target := unit.outline.exprs[event.expr], Attr)
        and target.name == name
        for unit in units
        for function in unit.outline.functions
        for event in function.events
    )
