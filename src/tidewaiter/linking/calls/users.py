"""What each text does with its expressions: which pass which on, indexed once per text."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tidewaiter.linking.units import PYTHON
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.value import Own, UnitId
from tidewaiter.model.facts import (
    UNKNOWN,
    Binary,
    Binding,
    Call,
    Choice,
    Element,
    EventKind,
    Expr,
    Items,
    Mapping,
    Name,
    Outline,
    Param,
    Spread,
    Text,
)
from tidewaiter.reading import names

_LEAVES = frozenset(
    {
        *(EventKind.RETURN, EventKind.YIELD, EventKind.STORE, EventKind.ENTER),
        EventKind.ITERATE,
    }
)
"""Events of Python after which it is not seen any more what becomes of a value."""


@dataclass(slots=True)
class _Index:
    """Of one text: expressions by their parts, what leaves our sight, and names by what they say.

    ``defaults`` are the defaults of parameters: the function, and the parameter's position.
    """

    above: dict[Expr, list[Expr]] = field(default_factory=lambda: defaultdict(list))
    left: set[Expr] = field(default_factory=set)
    named: dict[str, list[Expr]] = field(default_factory=lambda: defaultdict(list))
    defaults: dict[Expr, tuple[int, int]] = field(default_factory=dict)


class Users:
    """Asks who uses an expression; each text is looked through once, when it is asked for."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._known: dict[UnitId, _Index] = {}

    def of(self, unit: UnitId, expr: Expr) -> list[Expr]:
        """The expressions that pass one on whole, or hold it."""
        return self._of(unit).above.get(expr, [])

    def leaves(self, unit: UnitId, expr: Expr) -> bool:
        """Whether an expression is gone through, or (in Python) given to what is not followed."""
        return expr in self._of(unit).left

    def default_of(self, unit: UnitId, expr: Expr) -> tuple[int, int] | None:
        """The function and the position of the parameter whose default an expression is."""
        return self._of(unit).defaults.get(expr)

    def of_parameter(self, value: Own, index: int) -> list[Expr]:
        """The names in a function that stand for what it is given for a parameter."""
        outline = self._units.units[value.unit].outline
        params = outline.functions[value.function].params
        if not 0 <= index < len(params):
            return []
        given = Param(value.function, index)
        return [
            expr
            for expr in self._of(value.unit).named.get(params[index].name, ())
            if isinstance(name := outline.exprs[expr], Name)
            and any(outline.exprs[bound] == given for bound in names.reaching(outline, name)[0])
        ]

    def position(self, call: Call, argument: int, callee: Own) -> int:
        """The parameter that gets an argument of a call, by position; -1 when it is not known."""
        params = self._units.units[callee.unit].outline.functions[callee.function].params
        positional = len(call.args) - len(call.names)
        if argument < positional:
            index = argument + self._evaluator.attributes.shift(callee)
            return index if index < len(params) else -1
        name = call.names[argument - positional]
        return next((i for i, p in enumerate(params) if p.name == name), -1)

    def _of(self, unit: UnitId) -> _Index:
        known = self._known.get(unit)
        if known is None:
            here = self._units.units[unit]
            known = self._known[unit] = _indexed(here.outline, python=here.language == PYTHON)
        return known


def _indexed(outline: Outline, *, python: bool) -> _Index:
    index = _Index()
    for number, node in enumerate(outline.exprs):
        if isinstance(node, Name):
            index.named[node.id].append(number)
        for part in _passed_on(node, python=python):
            index.above[part].append(number)
    kinds = _LEAVES if python else {EventKind.ITERATE}
    for number, function in enumerate(outline.functions):
        index.left.update([event.value for event in function.events if event.kind in kinds])
        for position, parameter in enumerate(function.params):
            if parameter.default != UNKNOWN:
                index.defaults[parameter.default] = (number, position)
        if python:
            index.left.update(_renamed(outline, function.bindings.values()))
    return index


def _renamed(outline: Outline, bindings: Iterable[list[Binding]]) -> list[Expr]:
    """The names that are given another name: ``env = environ``."""
    bound = [each.value for every in bindings for each in every]
    return [value for value in bound if isinstance(outline.exprs[value], Name)]


def _passed_on(node: object, *, python: bool) -> tuple[Expr, ...]:
    """The parts of an expression that are, or are held by, what it gives."""
    if isinstance(node, Call):
        return node.args
    if isinstance(node, Mapping):
        return node.values
    if isinstance(node, Items):
        return node.items
    if isinstance(node, Choice):
        return node.options[1:] if node.op == "and" else node.options
    if isinstance(node, Spread) or (isinstance(node, Element) and node.index < 0):
        return (node.value,)
    if python and isinstance(node, Text):
        return node.parts
    if python and isinstance(node, Binary):
        return (node.left, node.right)
    return ()
