"""What calls give: what functions return, objects, and what things outside of the release give."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from tidewaiter.linking.units import JAVASCRIPT, PYTHON
from tidewaiter.linking.values.applied import BIND
from tidewaiter.linking.values.parameters import Frames
from tidewaiter.linking.values.possible import NOTHING, Values, one
from tidewaiter.linking.values.value import (
    External,
    Instance,
    Known,
    Method,
    Module,
    Node,
    Object,
    Own,
    UnitId,
    Value,
)
from tidewaiter.model.facts import (
    DECORATES,
    MAKES,
    UNKNOWN,
    Attr,
    Call,
    Const,
    EventKind,
    Expr,
    Items,
    Name,
    Outline,
)
from tidewaiter.reading import names

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

Asked = TypeVar("Asked")

_DEEPEST_HELPER = 3
"""Functions, called within each other, of which is asked what they return to that call."""

_MAKE_DECORATORS = frozenset({"decorator.decorator", "wrapt.decorator", "wrapt.function_wrapper"})
"""What makes a decorator of a function that is called in place of what it decorates."""
_ITEMS = frozenset({"get", "pop"})
_CHAINS = frozenset({"then", "catch", "finally"})
"""Methods of promises that give another, of what their functions give or the promise did."""


class Results:
    """Asks what calls give, through an `Evaluator`."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self.returning: set[Node] = set()
        """Functions of which is being asked what they return."""
        self._helpers = 0
        self._lists: dict[Node, bool] = {}

    def value(self, unit: UnitId, expr: Expr, node: Call) -> Values:
        """What a call may give."""
        callee = self._evaluator.values(unit, node.callee)
        if node.kind == DECORATES:
            return self._decorated(unit, node, callee)
        awaited = self._then(unit, node) or self._of_namespace(unit, node)
        if awaited is not None:
            return awaited
        parts = [self._called(unit, expr, node, value) for value in callee.all]
        return (
            self._evaluator.merged(parts, certain=callee.certain, more=callee.open)
            if parts
            else NOTHING
        )

    def _then(self, unit: UnitId, node: Call) -> Values | None:
        """``promise.then(f)`` as what ``f`` gives, for a promise is what it will give."""
        here = self._units.units[unit]
        callee = here.outline.exprs[node.callee]
        if not (isinstance(callee, Attr) and callee.name in _CHAINS and node.args):
            return None
        if here.language != JAVASCRIPT:
            return None
        given = [
            v
            for arg in node.args
            for v in self._evaluator.values(unit, arg).all
            if isinstance(v, Own)
        ]
        if not given:
            return None
        parts = [] if callee.name == "then" else [self._evaluator.values(unit, callee.base)]
        if callee.name != "finally":
            parts += [self.given(own) for own in given]
        return self._evaluator.merged(parts)

    def _of_namespace(self, unit: UnitId, node: Call) -> Values | None:
        """``globals().pop("_setup")`` as the name of the module that it is."""
        exprs = self._units.units[unit].outline.exprs
        callee = exprs[node.callee]
        if not isinstance(callee, Attr) or callee.name not in _ITEMS or not node.args:
            return None
        base = exprs[callee.base]
        of = exprs[base.callee] if isinstance(base, Call) else None
        if not isinstance(of, Name) or of.id != "globals":
            return None
        key = self._evaluator.constant(unit, node.args[0])
        return self._evaluator.modules.attribute(unit, key) if isinstance(key, str) else None

    def _decorated(self, unit: UnitId, node: Call, callee: Values) -> Values:
        original = self._evaluator.values(unit, node.args[0])
        wrappers = [
            one(value) if self.wraps_calls(value) else self._result(unit, node, value)
            for value in self.decorating(unit, node, callee.all)
            if isinstance(value, Own)
        ]
        return self._evaluator.merged([original, *wrappers]) if wrappers else original

    def decorating(self, unit: UnitId, node: Call, values: tuple[Value, ...]) -> tuple[Value, ...]:
        """What decorates: ``@log(level=1)`` is no function that ``@log`` was given elsewhere."""
        if len(values) < 2 or not isinstance(
            self._units.units[unit].outline.exprs[node.callee], Call
        ):
            return values
        made = tuple([v for v in values if not (isinstance(v, Own) and self._is_decorated(v))])
        return made or values

    def _is_decorated(self, value: Own) -> bool:
        """Whether something decorates a function or method that no other function makes."""
        functions = self._units.units[value.unit].outline.functions
        here = functions[value.function]
        return bool(here.decorators) and functions[here.parent].kind != "function"

    def wraps_calls(self, value: Own) -> bool:
        """Whether a library lets a function run when what it decorates is called, not before."""
        return any(
            isinstance(made, External) and made.name in _MAKE_DECORATORS
            for decorator in self._units.units[value.unit]
            .outline.functions[value.function]
            .decorators
            for made in self._evaluator.values(value.unit, decorator).all
        )

    def _called(self, unit: UnitId, expr: Expr, node: Call, callee: Value) -> Values:
        if isinstance(callee, Own):
            if self._evaluator.applied.by(unit, node, callee) == BIND:
                return one(callee)
            outline = self._units.units[callee.unit].outline
            if node.kind == MAKES or outline.functions[callee.function].kind == "class":
                return self._made(unit, expr, callee)
            if self._evaluator.iterated.is_generator(callee):
                return one(Object(callee.unit, callee.function))
            return self._result(unit, node, callee)
        if isinstance(callee, External):
            return self._evaluator.external.value(unit, expr, node, callee.name)
        if isinstance(callee, Instance) and self.is_function(unit, callee):
            return self._evaluator.external.value(unit, expr, node, callee.of)
        if isinstance(callee, Object):
            call = self._evaluator.attributes.of(callee, "__call__").all
            return self._evaluator.merged(
                [self.returned(c.unit, c.function) for c in call if isinstance(c, Own)] or [NOTHING]
            )
        if isinstance(callee, Method):
            return self._evaluator.external.of_method(unit, expr, node, callee)
        if isinstance(callee, Module):
            return self._evaluator.merged(
                [
                    self._called(unit, expr, node, v)
                    for v in self._evaluator.attributes.callable_module(callee)
                ]
                or [NOTHING]
            )
        return NOTHING

    def _made(self, unit: UnitId, expr: Expr, callee: Own) -> Values:
        """An object of a class, or what a script's constructor gives in its place."""
        if self._units.units[callee.unit].language != JAVASCRIPT:
            return self._evaluator.making.made(unit, expr, callee)
        made = one(Object(callee.unit, callee.function))
        instead = self._evaluator.classes.instead(callee)
        return self._evaluator.merged([made, instead], certain=False) if instead.all else made

    def is_function(self, unit: UnitId, value: Instance) -> bool:
        """Whether an object can be called, as what ``axios.create()`` gives in JavaScript."""
        language = self._units.units[unit].language
        if language != JAVASCRIPT or value.of not in self._evaluator.languages[language].given:
            return False
        return value.maker is None or not self._gives_unknown(*value.maker, value.of)

    def _gives_unknown(self, unit: UnitId, maker: Expr, name: str) -> bool:
        """Whether an object is of no known kind and only called by the function that gave it."""
        node = self._units.units[unit].outline.exprs[maker]
        if not isinstance(node, Call) or self._evaluator.languages[JAVASCRIPT].returns(name):
            return False
        return any(
            name == (called.of if isinstance(called, Instance) else called.name)
            for called in self._evaluator.values(unit, node.callee).all
            if isinstance(called, External | Instance)
        )

    def _result(self, unit: UnitId, node: Call, callee: Own) -> Values:
        """What a call gives: of a parameter that is handed back, what is given for it there."""
        applied = self._evaluator.applied.call(unit, node, callee)
        node = applied[1] if applied is not None else node
        given, other = self._evaluator.same.handed_back(callee.unit, callee.function)
        if not given:
            imports = self._evaluator.same.imports.get((callee.unit, callee.function))
            if imports is not None:
                return self._imported_for(unit, node, callee, imports)
            return self._returned_to(unit, node, callee)
        shift = self._evaluator.attributes.shift(callee)
        positional = len(node.args) - len(node.names)
        kept = self._evaluator.left_out.returned(unit, node, callee)
        if kept is not None:
            other = [expr for expr in other if expr in kept]
        parts = self._others_to(unit, node, callee, other) if other else []
        for index in given:
            if 0 <= index - shift < positional:
                parts.append(self._evaluator.values(unit, node.args[index - shift]))
        return self._evaluator.merged(parts, certain=len(parts) == 1) if parts else NOTHING

    def _imported_for(
        self, unit: UnitId, node: Call, callee: Own, imports: dict[Expr, int]
    ) -> Values:
        """The modules that one call of a helper names, with what else that returns."""
        asked = self._evaluator
        other = [expr for expr in self.returns(callee.unit, callee.function) if expr not in imports]
        parts = self._others_to(unit, node, callee, other) if other else []
        for index in imports.values():
            parameter = (callee.unit, callee.function, index)
            named = asked.parameters.given_by(parameter, unit, node)
            names = [v.value for v in named.all if isinstance(v, Known)]
            for name in names:
                if isinstance(name, str):
                    parts.append(asked.external.imported(callee.unit, name))
        return asked.merged(parts, certain=len(parts) == 1) if parts else NOTHING

    def _others_to(self, unit: UnitId, call: Call, callee: Own, other: list[Expr]) -> list[Values]:
        """What a function returns to one call besides what it was given."""
        frames = self._called_by(unit, call, callee)
        if frames is None:
            return self._evaluated(callee.unit, other)
        return self._within(frames, lambda: self._evaluated(callee.unit, other))

    def _evaluated(self, unit: UnitId, exprs: list[Expr]) -> list[Values]:
        return [self._evaluator.values(unit, expr) for expr in exprs]

    def _returned_to(self, unit: UnitId, call: Call, callee: Own) -> Values:
        """What a function returns to one call, not to those that give it something else."""
        frames = self._called_by(unit, call, callee)
        if frames is None:
            kept = self._evaluator.left_out.returned(unit, call, callee)
            return self.returned(callee.unit, callee.function, kept)
        bearing, node = self._evaluator.making.bearing, (callee.unit, callee.function)
        return self._within(frames, lambda: bearing(node, self.returned(*node)))

    def each_returned(self, unit: UnitId, call: Call, callee: Own) -> list[Values] | None:
        """What each ``return`` of a function may give to one call, ``None`` if to any."""
        frames = self._called_by(unit, call, callee)
        if frames is None:
            return None
        return self._within(frames, lambda: self._each(callee.unit, callee.function))

    def _called_by(self, unit: UnitId, call: Call, callee: Own) -> Frames | None:
        """The frames in which one call runs a function, ``None`` if who calls does not matter."""
        frames, node = self._evaluator.frames, (callee.unit, callee.function)
        lists = self.returns_list(node)
        if frames is None and (lists or self._evaluator.narrowing.chooses(unit, call, callee)):
            self._evaluator.vary()
        if frames is None or node in frames.nodes or self._helpers >= _DEEPEST_HELPER:
            return None
        if not self._evaluator.helpers_left or self._evaluator.steps >= self._evaluator.last_step:
            return None
        varies = any(self._evaluator.may_vary(callee.unit, expr) for expr in self.returns(*node))
        if not (varies or lists or self._evaluator.narrowing.chooses(unit, call, callee)):
            return None
        bound = dict(frames.bound)
        params = self._units.units[callee.unit].outline.functions[callee.function].params
        for index in range(self._evaluator.attributes.shift(callee), len(params)):
            parameter = (callee.unit, callee.function, index)
            bound[parameter] = self._evaluator.parameters.given_by(parameter, unit, call)
        receivers = self._evaluator.making.whose(node, unit, UNKNOWN, call)
        if receivers is not None:
            bound[(*node, 0)] = receivers
        return Frames(frames.nodes | {node}, frames.around, bound, frames.platform)

    def given_constants(self, unit: UnitId, call: Call, callee: Own) -> Values:
        """What a function gives to one call of constants, whoever else calls it."""
        node = (callee.unit, callee.function)
        params = self._units.units[callee.unit].outline.functions[callee.function].params
        bound = {
            (*node, index): self._evaluator.parameters.given_by((*node, index), unit, call)
            for index in range(self._evaluator.attributes.shift(callee), len(params))
        }
        frames = Frames(frozenset({node}), frozenset(), bound, None)
        return self._evaluator.under(frames, lambda: self.returned(*node))

    def _within(self, frames: Frames, ask: Callable[[], Asked]) -> Asked:
        """What a helper tells, called as the frames say."""
        self._evaluator.helpers_left -= 1
        self._helpers += 1
        found = self._evaluator.under(frames, ask)
        self._helpers -= 1
        return found

    def returns_list(self, node: Node) -> bool:
        """Whether a function of Python writes down a list that it returns, of what it is given."""
        known = self._lists.get(node)
        if known is None:
            here = self._units.units[node[0]]
            params = here.outline.functions[node[1]].params
            known = here.language == PYTHON and bool(params)
            known = known and any(_is_list(here.outline, expr) for expr in self.returns(*node))
            self._lists[node] = known
        return known

    def given(self, own: Own) -> Values:
        """What a call of a function of the release gives, whatever it is given."""
        if self._evaluator.iterated.is_generator(own):
            return one(Object(own.unit, own.function))
        return self.returned(own.unit, own.function)

    def returns(self, unit: UnitId, function: int) -> list[Expr]:
        """The expressions that a function returns."""
        events = self._units.units[unit].outline.functions[function].events
        return [e.value for e in events if e.kind == EventKind.RETURN]

    def returned(
        self, unit: UnitId, function: int, kept: dict[Expr, list[Expr]] | None = None
    ) -> Values:
        """What a function of the release may return.

        Args:
            kept: Of what it returns that which matters, if not all does, and what that may be.
        """
        node = (unit, function)
        if node in self.returning:
            return NOTHING
        results = self._each(unit, function, kept)
        return self._evaluator.merged(results, certain=len(results) == 1) if results else NOTHING

    def _each(
        self, unit: UnitId, function: int, kept: dict[Expr, list[Expr]] | None = None
    ) -> list[Values]:
        node = (unit, function)
        self.returning.add(node)
        deciding = (
            self._evaluator.deciding
            if self._evaluator.deciding.asks(unit)
            else self._evaluator.narrowing
        )
        every = deciding.returned(unit, function)
        if kept is not None:
            every = [bound for expr in every for bound in kept.get(expr, ())]
        results = [self._evaluator.values(unit, expr) for expr in every]
        self.returning.discard(node)
        return results


def _is_list(outline: Outline, expr: Expr) -> bool:
    """Whether an expression is a list, or a name of one, in which not all is constant."""
    node = outline.exprs[expr]
    if isinstance(node, Name):
        found, _ = names.reaching(outline, node)
        node = outline.exprs[found[-1]] if found else node
    if not isinstance(node, Items):
        return False
    return not all(isinstance(outline.exprs[item], Const) for item in node.items)
