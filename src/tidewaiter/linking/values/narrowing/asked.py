"""What the tests of a text ask, by name, by field and by branch."""

from __future__ import annotations

from typing import NamedTuple

from tidewaiter.linking.values.attributes.stores import parameter_named
from tidewaiter.linking.values.narrowing.truth import Named, asks_class, holds, subjects
from tidewaiter.linking.values.value import Known, Value
from tidewaiter.model.facts import (
    ANY_TIME,
    UNKNOWN,
    Attr,
    Binary,
    Call,
    Choice,
    Const,
    Expr,
    Name,
    Outline,
    Param,
)
from tidewaiter.model.facts import Node as Expression
from tidewaiter.reading.names import reaching

_MOST_TESTS = 32
"""Tests of one name that are looked at."""

_MOST_ARMS = 8
"""Arms of one statement that count for those after them."""

_MOST_NAMES = 3
"""Names that one thing may have had before."""

_SAME = frozenset({"==", "!=", "is", "is not"})
"""Operators that ask whether two things are one."""

NO_PARAMETER = (0, -1)
"""What is no parameter of any function."""


class Condition(NamedTuple):
    """What has to hold in a branch: a test, and whether it has to be true.

    ``subject`` is one of the names that it asks, as the expression of it that stands there, and
    ``parameter`` which one of a function it plainly is: its function and index. ``field`` is what
    is asked of it, "" for itself.
    """

    branch: int
    test: Expr
    truth: bool
    subject: Expr
    parameter: tuple[int, int]
    field: str = ""


class Conditions:
    """The conditions of a text that ask names of a function, in ``by_branch`` its parameters.

    In ``of_field`` are those that ask a field of a parameter, in ``of_path`` those that ask a
    field of anything that has a name.
    """

    def __init__(self, outline: Outline) -> None:
        self.by_branch: dict[int, list[Condition]] = {}
        self.of_field: dict[int, list[Condition]] = {}
        self.of_name: dict[tuple[int, str], list[Condition]] = {}
        self.of_path: dict[tuple[int, str, str], list[Condition]] = {}
        self.of_call: dict[int, list[Expr]] = {}
        """By branch the tests that have to hold there and compare what a function gives."""
        self.of_member: dict[int, list[tuple[Expr, bool]]] = {}
        """By branch the tests that compare a parameter with a member of something: an enum's."""
        self.of_option: dict[int, list[Condition]] = {}
        """By branch the conditions that ask what a script took out of options."""
        self.of_choice: set[tuple[int, int]] = set()
        """The parameters that conditional expressions ask."""
        self.of_constant: dict[int, list[tuple[Name, Const]]] = {}
        """By branch the names that only their function sets, and the constants that they are."""
        self._local: dict[tuple[int, str], bool] = {}
        earlier: dict[int, list[Expr]] = {}
        for number, branch in enumerate(outline.branches):
            if branch.test == UNKNOWN:
                continue
            tests = earlier.setdefault(branch.statement, [])
            for test in tests[:_MOST_ARMS]:
                self._add(outline, number, test, False)
            if not branch.negated:
                if _compares_call(outline, branch.test):
                    self.of_call.setdefault(number, []).append(branch.test)
                self._add(outline, number, branch.test, True)
                tests.append(branch.test)
            elif branch.test not in tests[:_MOST_ARMS]:
                self._add(outline, number, branch.test, False)
        for node in outline.exprs if self.by_branch else ():
            if isinstance(node, Choice) and node.branches:
                for condition in self.by_branch.get(node.branches[0], ()):
                    self.of_choice.add(condition.parameter)

    def _add(self, outline: Outline, branch: int, test: Expr, truth: bool) -> None:
        if member_compared(outline, test) is not None:
            self.of_member.setdefault(branch, []).append((test, truth))
        if truth:
            self._add_constant(outline, branch, outline.exprs[test])
        plain = outline.exprs[test]
        if isinstance(plain, Binary) and plain.op == "not":
            plain = outline.exprs[plain.left]
        for subject, expr in subjects(outline.exprs, test):
            name = outline.exprs[expr]
            if subject[1] and isinstance(name, Name):
                field = Condition(branch, test, truth, expr, NO_PARAMETER, subject[1])
                self.of_path.setdefault((name.scope, name.id, subject[1]), []).append(field)
                if parameter_named(outline.functions, name):
                    self.of_field.setdefault(branch, []).append(field)
            if subject[1] or not isinstance(name, Name) or not self._is_local(outline, name):
                continue
            asked = self.of_name.setdefault((name.scope, name.id), [])
            if len(asked) < _MOST_TESTS:
                parameter = parameter_of(outline, name)
                if asks_class(outline.exprs, plain) and not _may_be_left_out(outline, parameter):
                    continue
                asked.append(condition := Condition(branch, test, truth, expr, parameter))
                if parameter != NO_PARAMETER:
                    self.by_branch.setdefault(branch, []).append(condition)
                elif _is_option(outline, name):
                    self.of_option.setdefault(branch, []).append(condition)

    def _add_constant(self, outline: Outline, branch: int, test: Expression) -> None:
        """Note what a name is where a test that it is one has to be true."""
        if not isinstance(test, Binary) or test.op != "==":
            return
        name, constant = outline.exprs[test.left], outline.exprs[test.right]
        if not isinstance(name, Name) or not isinstance(constant, Const):
            return
        if self._is_local(outline, name):
            self.of_constant.setdefault(branch, []).append((name, constant))

    def _is_local(self, outline: Outline, name: Name) -> bool:
        """Whether only the function that reads a name can set it."""
        key = (name.scope, name.id)
        known = self._local.get(key)
        if known is None:
            function = outline.functions[name.scope]
            bindings = function.bindings.get(name.id) or []
            known = bool(bindings) and function.kind in ("function", "lambda")
            self._local[key] = known = known and all(b.order < ANY_TIME for b in bindings)
        return known


def _may_be_left_out(outline: Outline, parameter: tuple[int, int]) -> bool:
    """Whether a parameter is None where a call says nothing of it."""
    function, index = parameter
    params = outline.functions[function].params
    default = params[index].default if 0 <= index < len(params) else UNKNOWN
    return default != UNKNOWN and outline.exprs[default] == Const(None)


def _is_option(outline: Outline, name: Name) -> bool:
    """Whether a script took a name out of something, with a default."""
    bound = outline.functions[name.scope].bindings.get(name.id, ())
    option = outline.exprs[bound[0].value] if len(bound) == 1 else None
    return isinstance(option, Choice) and option.op == "??"


def _compares_call(outline: Outline, test: Expr) -> bool:
    """Whether a test is that a call, or one of several, gives a constant."""
    node = outline.exprs[test]
    if isinstance(node, Choice):
        return node.op == "or" and all(_compares_call(outline, part) for part in node.options)
    if not isinstance(node, Binary) or node.op != "==":
        return False
    called, other = outline.exprs[node.left], outline.exprs[node.right]
    return isinstance(called, Call) and bool(called.args) and isinstance(other, Const)


def member_compared(outline: Outline, test: Expr) -> tuple[tuple[int, int], Expr] | None:
    """The parameter that a test compares with a member of something, and that member."""
    node = outline.exprs[test]
    if not isinstance(node, Binary) or node.op not in _SAME:
        return None
    for side, other in ((node.left, node.right), (node.right, node.left)):
        name, member = outline.exprs[side], outline.exprs[other]
        if isinstance(name, Name) and isinstance(member, Attr):
            parameter = parameter_of(outline, name)
            return None if parameter == NO_PARAMETER else (parameter, other)
    return None


def compared(outline: Outline, test: Expr) -> tuple[int, int]:
    """The parameter of which a function makes what a test compares with a constant."""
    node = outline.exprs[test]
    if isinstance(node, Choice):
        return compared(outline, node.options[0])
    call = outline.exprs[node.left] if isinstance(node, Binary) else None
    given = outline.exprs[call.args[0]] if isinstance(call, Call) else None
    return parameter_of(outline, given) if isinstance(given, Name) else NO_PARAMETER


def parameter_of(outline: Outline, name: Name) -> tuple[int, int]:
    """The function and index of the parameter that a local name plainly is, or is another of."""
    for _ in range(_MOST_NAMES):
        bound = outline.functions[name.scope].bindings.get(name.id)
        if not bound or not isinstance(outline.exprs[bound[0].value], Param | Name):
            return NO_PARAMETER
        found, certain = reaching(outline, name)
        plain = outline.exprs[found[0]] if certain else None
        if isinstance(plain, Param):
            return (plain.function, plain.index)
        if not isinstance(plain, Name):
            return NO_PARAMETER
        name = plain
    return NO_PARAMETER


def may_be(
    outline: Outline, condition: Condition, value: Value, named: Named | None = None
) -> bool:
    """Whether a condition allows its subject to be a value."""
    return _is_met(outline, condition, value, named) is not False


def must_be(outline: Outline, condition: Condition, value: Value) -> bool:
    """Whether a condition holds whenever its subject is a value."""
    return _is_met(outline, condition, value, None) is True


def _is_met(
    outline: Outline, condition: Condition, value: Value, named: Named | None
) -> bool | None:
    """Whether a condition holds for a value of its subject, ``None`` if that is not known."""
    name = outline.exprs[condition.subject]
    if not isinstance(value, Known) or not isinstance(name, Name):
        return None
    subject = (name.id, condition.field)
    found = holds(outline.exprs, condition.test, subject, value.value, named=named)
    return None if found is None else found == condition.truth


def is_same(outline: Outline, tested: Expression, read: Name) -> bool:
    """Whether a name that is read means what it meant in a test before."""
    if not isinstance(tested, Name) or (tested.id, tested.scope) != (read.id, read.scope):
        return False
    return reaching(outline, tested) == reaching(outline, read)
