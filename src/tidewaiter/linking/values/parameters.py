"""Parameters: what their functions say of them, and what callers pass for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tidewaiter.linking.units import JAVASCRIPT, PYTHON
from tidewaiter.linking.values.narrowing.unsaid import Unsaid
from tidewaiter.linking.values.possible import NOT_GIVEN, NOTHING, Values, one
from tidewaiter.linking.values.value import (
    ELSEWHERE,
    Argument,
    Display,
    External,
    Instance,
    Known,
    Module,
    Node,
    Object,
    Own,
    UnitId,
    Value,
    Via,
)
from tidewaiter.model.facts import (
    ARGUMENTS,
    UNKNOWN,
    Attr,
    Binary,
    Call,
    Const,
    Event,
    Expr,
    Item,
    Items,
    Mapping,
    Name,
    Param,
    Spread,
)
from tidewaiter.reading import names
from tidewaiter.reading.constants import HOLE

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

_UNIONS = frozenset(
    f"{module}.{name}"
    for module in ("typing", "typing_extensions")
    for name in ("Optional", "Union", "Annotated")
)
KEYWORDS = 3
"""The kind of a parameter that takes all other named arguments: ``**rest``."""

REST = 2
"""The kind of a parameter that takes all other positional arguments: ``*rest``, ``...rest``."""

THIS = -1
"""The position of what ``call``, ``apply`` and ``bind`` say that ``this`` is."""

_MOST_GIVEN = 64
"""Calls that are remembered for one parameter."""

_MOST_PASSED = 4
"""Values that are followed of what they pass."""

_MOST_HANDED_ON = 2
"""Functions that hand a constant on to the one that asks for it."""


Parameter = tuple[UnitId, int, int]
"""Unit, function and position."""


@dataclass(slots=True)
class Given:
    """An argument of a call: the expression, and the function and event that pass it.

    ``through`` are the functions that only hand it on, from the one that is called there on,
    each with its line that does so.
    """

    unit: UnitId
    expr: Expr
    function: int
    event: Event
    through: tuple[Via, ...] = ()


Bound = tuple[Parameter, tuple[Value, ...], bool, bool, bool]
FramesKey = tuple[frozenset[Node], frozenset[Node], str | None, tuple[Bound, ...]]


@dataclass(slots=True)
class Frames:
    """Functions that are called in a certain way.

    ``bound`` has what is given for their parameters, of which anybody gives the others.
    ``around`` are the functions that they are written in, ``platform`` is what node calls the one
    that they run on, "" for another than any test asks for.
    """

    nodes: frozenset[Node]
    around: frozenset[Node]
    bound: dict[Parameter, Values]
    platform: str | None = None

    @property
    def key(self) -> FramesKey:
        """What two frames have in common that say the same."""
        bound = [
            (parameter, given.all, given.certain, given.open, given is NOT_GIVEN)
            for parameter, given in sorted(self.bound.items(), key=_first)
        ]
        return self.nodes, self.around, self.platform, tuple(bound)


class Noted:
    """What was looked at while something was evaluated for frames.

    ``asked`` are parameters for which the frames say nothing, and of which some call says
    something; ``platforms`` those that tests asked for while none was chosen; ``unsupported``:
    a function gives nothing on the platform that was chosen.
    """

    __slots__ = ("asked", "platforms", "unsupported")

    def __init__(self) -> None:
        self.asked: set[Parameter] = set()
        self.platforms: set[str] = set()
        self.unsupported = False

    def take(self, other: Noted) -> None:
        """Note what another has noted."""
        self.asked |= other.asked
        self.platforms |= other.platforms
        self.unsupported = self.unsupported or other.unsupported


class Parameters:
    """What parameters may stand for, asked through an `Evaluator`."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self.defaults_decide = False
        """Whether tests of what no call gives anything for are asked of callers as well."""
        self.fresh: set[Parameter] = set()
        """Parameters that were given something since this was last emptied."""
        self._given: dict[Parameter, list[Given]] = {}
        self._unsaid = Unsaid(evaluator)
        self._spread: dict[tuple[UnitId, Expr, int], Expr] = {}
        self._no_keywords: dict[Parameter, Expr] = {}
        self._rest: dict[tuple[Parameter, UnitId, Call], Expr | None] = {}

    def given(self, parameter: Parameter) -> tuple[list[Given], set[Parameter]]:
        """What calls pass for a parameter; what only hands on its own is followed to its calls.

        Returns:
            The arguments, and the parameters that were looked at.
        """
        pending: list[tuple[Parameter, tuple[Via, ...]]] = [(parameter, ())]
        seen = {parameter}
        found: list[Given] = []
        while pending and len(found) < _MOST_GIVEN:
            asked, through = pending.pop()
            for argument in self._given.get(asked, ()):
                onward = self._handed_on(argument)
                if onward is None:
                    found.append(replace(argument, through=through) if through else argument)
                elif onward not in seen:
                    seen.add(onward)
                    event = argument.event
                    step = Via((argument.unit, argument.function), event.line, event.expr)
                    pending.append((onward, (step, *through)))
        return found, seen

    def _handed_on(self, argument: Given) -> Parameter | None:
        """The parameter that an argument is, when it is plainly one of the calling function."""
        return self.plain(argument.unit, argument.expr)

    def plain(self, unit: UnitId, expr: Expr) -> Parameter | None:
        """The parameter that an expression plainly is."""
        outline = self._units.units[unit].outline
        node = outline.exprs[expr]
        if isinstance(node, Name):
            found, certain = names.reaching(outline, node)
            value = outline.exprs[found[0]] if certain else None
            if isinstance(value, Param):
                return (unit, value.function, value.index)
        return None

    def give(self, parameter: Parameter, argument: Given) -> None:
        """Take up that a call passes an expression for a parameter.

        Known at once only to what was not evaluated yet: `Evaluator.forget` makes it known to all.
        """
        given = self._given.setdefault(parameter, [])
        if len(given) < _MOST_GIVEN and not _is_among(argument, given):
            given.append(argument)
            self.fresh.add(parameter)

    def told_before(self, unit: UnitId) -> int:
        """How often calls passed something to functions of the units before one."""
        return sum([len(given) for (to, *_), given in self._given.items() if to < unit])

    def directly(self, parameter: Parameter) -> list[Given]:
        """The arguments that calls pass for a parameter itself."""
        return self._given.get(parameter, [])

    def value(self, unit: UnitId, expr: Expr, node: Param) -> Values:
        """The receiver, what the function declares, what callers pass, and the argument itself."""
        functions = self._units.units[unit].outline.functions
        function = functions[node.function]
        bound = self._evaluator.attributes.receiver(unit, node.function, node.index)
        if bound is not None:
            return one(bound)
        if node.index >= len(function.params):
            return NOTHING
        return self._of((unit, node.function, node.index))

    def _of(self, parameter: Parameter) -> Values:
        if self._unsaid.is_default(parameter):
            return self._default(parameter)[0]
        frames, node = self._evaluator.frames, parameter[:2]
        if frames is not None and node in frames.nodes:
            self._evaluator.vary()
            given = frames.bound.get(parameter) or self._evaluator.making.given(parameter)
            if given is None:
                return self._of_anybody(parameter)
            return given if given.all else self._not_known(parameter, [])
        fixture = None if self._given.get(parameter) else self._fixture(*parameter)
        if fixture is not None:
            return one(fixture)  # nobody else calls a test
        passed, more = self._passed(parameter)
        declared = self.declared(parameter)
        tells = any(is_text(v) or is_made(v) for v in passed)
        holds = self._evaluator.making.holds_what_it_is_given
        tells = tells or self._is_rest(parameter)
        if tells or any(_is_said(v) or holds(v) for p in declared for v in p.all):
            self._evaluator.vary()
            if frames is not None and node in frames.around:
                self._evaluator.note().asked.add(parameter)
            elif frames is not None and node in self._evaluator.results.returning:
                return self._not_known(parameter, [])
        kept = [v for v in passed if not isinstance(v, Display) or self._is_arguments(parameter)]
        parts = [*declared, *map(one, kept)]
        parts.append(one(Argument(*parameter)))
        return self._evaluator.merged(parts, certain=False, more=more)

    def _is_rest(self, parameter: Parameter) -> bool:
        """Whether a parameter is Python's ``*rest`` or ``**rest``, which calls may leave empty."""
        here = self._units.units[parameter[0]]
        kind = here.outline.functions[parameter[1]].params[parameter[2]].kind
        return kind in (REST, KEYWORDS) and here.language == PYTHON

    def _is_arguments(self, parameter: Parameter) -> bool:
        """Whether a parameter stands for all that a script's function is given."""
        unit, function, index = parameter
        params = self._units.units[unit].outline.functions[function].params
        return params[index].kind == ARGUMENTS

    def this(self, unit: UnitId, function: int) -> list[Value]:
        """What callers say that ``this`` is in a script's function."""
        parameter = (unit, function, THIS)
        return self._passed(parameter)[0] if parameter in self._given else []

    def decided(self, parameter: Parameter, *, members: bool = False) -> tuple[Value, ...]:
        """What the frames say that a parameter is, if they say all of it.

        What is asked of a parameter that some call gives a constant depends on who calls.

        Args:
            members: A member of something, an enum's, is as good as a constant.
        """
        frames = self._evaluator.frames
        if frames is not None and parameter in frames.bound:
            self._evaluator.vary()
            given = frames.bound[parameter]
            return () if given.open else given.all
        kinds = (Const, Attr) if members else (Const,)
        if self.is_told(parameter, kinds):
            self._evaluator.vary()
            if frames is not None:
                self._evaluator.note().asked.add(parameter)
        elif frames is not None and self._is_decided_by_default(parameter, kinds, members):
            self._evaluator.note().asked.add(parameter)
        return ()

    def _is_decided_by_default(
        self, parameter: Parameter, kinds: tuple[type, ...], members: bool
    ) -> bool:
        """Whether it counts that a parameter is a constant where a call gives nothing for it."""
        if not members and not self.defaults_decide:
            return False
        unit, function, index = parameter
        outline = self._units.units[unit].outline
        params = outline.functions[function].params
        default = params[index].default if 0 <= index < len(params) else UNKNOWN
        return isinstance(outline.exprs[default], kinds)

    def is_told(
        self,
        parameter: Parameter,
        kinds: tuple[type, ...] = (Const,),
        depth: int = _MOST_HANDED_ON,
    ) -> bool:
        """Whether some call gives a parameter a constant, if by functions that hand it on."""
        for given in self._given.get(parameter, ()):
            if self._is_constant(given, kinds):
                return True
            onward = self.plain(given.unit, given.expr) if depth else None
            if onward is not None and self.is_told(onward, kinds, depth - 1):
                return True
        return False

    def _is_constant(self, given: Given, kinds: tuple[type, ...]) -> bool:
        return isinstance(self._units.units[given.unit].outline.exprs[given.expr], kinds)

    def _of_anybody(self, parameter: Parameter) -> Values:
        """What a parameter is when it is not said who calls: its default, or anything."""
        default = self._default(parameter)
        passed = any(is_text(value) or is_made(value) for value in self._passed(parameter)[0])
        if passed or any(_is_said(value) for part in default for value in part.all):
            self._evaluator.note().asked.add(parameter)
        return self._not_known(parameter, default)

    def _not_known(self, parameter: Parameter, parts: list[Values]) -> Values:
        """What is declared of a parameter, and the objects that callers pass, without texts."""
        passed, more = self._passed(parameter)
        bare = [without_text(value) for value in passed]
        objects = [one(value) for value in bare if not _is_said(value)]
        annotated = self._of_annotation(parameter)
        every = [*annotated, *parts, *objects, one(Argument(*parameter))]
        return self._evaluator.merged(every, certain=False, more=more)

    def declared(self, parameter: Parameter) -> list[Values]:
        """What a function itself says of its parameter: the annotation's class, the default."""
        return [*self._of_annotation(parameter), *self._default(parameter)]

    def _of_annotation(self, parameter: Parameter) -> list[Values]:
        unit, function, index = parameter
        declared = self._units.units[unit].outline.functions[function].params[index]
        known = declared.annotation != UNKNOWN
        annotated = self._annotated(unit, declared.annotation) if known else NOTHING
        fixture = None if annotated.all else self._fixture(*parameter)
        if fixture is not None:
            return [one(fixture)]
        return [annotated] if known else []

    def _fixture(self, unit: UnitId, function: int, index: int) -> Instance | None:
        """What a test gets for a parameter by its name: ``def test(tmp_path)``."""
        here = self._units.units[unit]
        declared = here.outline.functions[function].params[index]
        given = self._evaluator.languages[here.language].fixtures.get(declared.name)
        if given is None or declared.default != UNKNOWN or not self._units.aside(here.member):
            return None
        return Instance(given)

    def _default(self, parameter: Parameter) -> list[Values]:
        unit, function, index = parameter
        declared = self._units.units[unit].outline.functions[function].params[index]
        known = declared.default != UNKNOWN
        return [self._evaluator.values(unit, declared.default)] if known else []

    def given_by(self, parameter: Parameter, unit: UnitId, call: Call) -> Values:
        """What one call gives for a parameter, its default when the call gives nothing."""
        given = self.argument(parameter, unit, call)
        if given == UNKNOWN:
            return NOTHING
        default = self._default(parameter)
        if not given:
            return (default or [NOT_GIVEN])[0]
        found = self._evaluator.values(unit, given)
        return self._evaluator.making.received(unit, given, found)[0]

    def left_empty(self, node: Node, unit: UnitId, call: Call) -> dict[Parameter, Values]:
        """What Python's ``*rest`` and ``**rest`` are of which a call gives nothing."""
        here, exprs = self._units.units[node[0]], self._units.units[unit].outline.exprs
        found: dict[Parameter, Values] = {}
        spreads = any(isinstance(exprs[arg], Spread) for arg in call.args)
        for index, param in enumerate(here.outline.functions[node[1]].params):
            if param.kind not in (REST, KEYWORDS) or here.language != PYTHON:
                continue
            if spreads and param.kind == REST:
                continue
            parameter = (*node, index)
            if self.argument(parameter, unit, call) is None:
                found[parameter] = one(Known(())) if param.kind == REST else self._empty(parameter)
        return found

    def _empty(self, parameter: Parameter) -> Values:
        if parameter not in self._no_keywords:
            self._no_keywords[parameter] = self.gathered(parameter[0], [])
        return one(Display(parameter[0], self._no_keywords[parameter]))

    def argument(self, parameter: Parameter, unit: UnitId, call: Call) -> Expr | None:
        """What a call gives for a parameter: ``None`` for nothing, `UNKNOWN` if nobody knows."""
        target, function, index = parameter
        declared = self._units.units[target].outline.functions[function].params[index]
        if declared.kind == KEYWORDS:
            return self.rest(parameter, unit, call)
        if declared.kind in (REST, ARGUMENTS):
            return self.others(parameter, unit, call)
        exprs = self._units.units[unit].outline.exprs
        positional = call.args[: len(call.args) - len(call.names)]
        position = index - self._evaluator.attributes.shift(Own(target, function))
        spread = [isinstance(exprs[arg], Spread) for arg in positional[: position + 1]]
        if declared.kind > 1 or position < 0:
            return UNKNOWN
        if True in spread:
            return self._of_spread(unit, positional[spread.index(True)], position, spread)
        if declared.kind == 0 and position < len(positional):
            return positional[position]
        if declared.name and declared.name in call.names:
            return call.args[len(positional) + call.names.index(declared.name)]
        return UNKNOWN if "**" in call.names else None

    def _of_spread(self, unit: UnitId, arg: Expr, position: int, spread: list[bool]) -> Expr:
        """What stands at a position behind ``...given`` of a script, if nothing else is spread."""
        exprs = self._units.units[unit].outline.exprs
        node = exprs[arg]
        if self._units.units[unit].language != JAVASCRIPT or spread.count(True) > 1:
            return UNKNOWN
        index = position - spread.index(True)
        key = (unit, arg, index)
        if key not in self._spread and isinstance(node, Spread):
            exprs.append(Const(index))
            exprs.append(Item(node.value, len(exprs) - 1))
            self._spread[key] = len(exprs) - 1
        return self._spread[key]

    def rest(self, parameter: Parameter, unit: UnitId, call: Call) -> Expr | None:
        """What a call gives that goes into ``**rest``: a dictionary of it, ``None`` for nothing."""
        key = (parameter, unit, call)
        if key not in self._rest:
            params = self._units.units[parameter[0]].outline.functions[parameter[1]].params
            declared = {param.name for param in params if param.kind < KEYWORDS - 1}
            count = len(call.args) - len(call.names)
            named = zip(call.names, call.args[count:], strict=True)
            extra = [(name, arg) for name, arg in named if name not in declared]
            whole = extra[0][1] if [name for name, _ in extra] == ["**"] else UNKNOWN
            self._rest[key] = whole or (self.gathered(unit, extra) if extra else None)
        return self._rest[key]

    def others(self, parameter: Parameter, unit: UnitId, call: Call) -> Expr | None:
        """What a call gives that goes into ``*rest`` or ``arguments``: a list, or ``None``."""
        key = (parameter, unit, call)
        if key not in self._rest:
            shift = self._evaluator.attributes.shift(Own(*parameter[:2]))
            first = 0 if self._is_arguments(parameter) else parameter[2] - shift
            given = call.args[first : len(call.args) - len(call.names)]
            exprs = self._units.units[unit].outline.exprs
            only = exprs[given[0]] if len(given) == 1 else None
            if isinstance(only, Spread):
                self._rest[key] = only.value
            else:
                exprs.append(Items("list", given))
                self._rest[key] = len(exprs) - 1 if given else None
        return self._rest[key]

    def gathered(self, unit: UnitId, pairs: list[tuple[str, Expr]]) -> Expr:
        """A new dictionary of named arguments, in which ``**`` is spread."""
        exprs = self._units.units[unit].outline.exprs
        keys: list[Expr] = []
        values: list[Expr] = []
        for name, arg in pairs:
            exprs.append(Spread(arg) if name == "**" else Const(name))
            keys.append(UNKNOWN if name == "**" else len(exprs) - 1)
            values.append(len(exprs) - 1 if name == "**" else arg)
        exprs.append(Mapping(tuple(keys), tuple(values)))
        return len(exprs) - 1

    def _passed(self, parameter: Parameter) -> tuple[list[Value], bool]:
        """The first few things that callers pass, a display last, and whether there are more."""
        found: dict[Value, None] = {}
        displays: list[Value] = []
        more = False
        for given in self._given.get(parameter, ()):
            values = self._evaluator.values(given.unit, given.expr)
            more = more or (values.open and bool(values.all))
            for value in values.all:
                if isinstance(value, Own | Object | External | Instance | Module | Known):
                    found[value] = None
                elif isinstance(value, Display):
                    displays = [value]
            if len(found) >= _MOST_PASSED:
                break
        return list(found)[:_MOST_PASSED] + displays, more

    def _of_class(self, own: Own) -> Object:
        """An object of a class, or of one below it, that callers outside of the release have."""
        made = Object(own.unit, own.function)
        return made if self._evaluator.frames is None else made_elsewhere(made)

    def _annotated(self, unit: UnitId, annotation: Expr) -> Values:
        node = self._units.units[unit].outline.exprs[annotation]
        if isinstance(node, Binary) and node.op == "|":  # str | Path
            sides = [self._annotated(unit, side) for side in (node.left, node.right)]
            return self._evaluator.merged([side for side in sides if side.all] or [NOTHING])
        if isinstance(node, Item):  # Optional[Path], Union[str, Path]
            key = self._units.units[unit].outline.exprs[node.key]
            options = key.items if isinstance(key, Items) else (node.key,)
            named = self._evaluator.values(unit, node.base).all
            if not any(isinstance(v, External) and v.name in _UNIONS for v in named):
                return NOTHING
            sides = [self._annotated(unit, side) for side in options]
            return self._evaluator.merged([side for side in sides if side.all] or [NOTHING])
        found: list[Values] = []
        for value in self._evaluator.values(unit, annotation).all:
            if isinstance(value, External):
                language = self._evaluator.languages[self._units.units[unit].language]
                if language.knows_prefix(value.name):
                    found.append(one(Instance(language.canonical(value.name))))
            elif isinstance(value, Own):
                found.append(one(self._of_class(value)))
        return self._evaluator.merged(found) if found else NOTHING


def _first(pair: tuple[Parameter, Values]) -> Parameter:
    return pair[0]


def _is_among(argument: Given, given: list[Given]) -> bool:
    for other in given:  # few are of the same expression: comparing all of them is slow
        if other.expr == argument.expr and other.unit == argument.unit and other == argument:
            return True
    return False


def is_text(value: Value) -> bool:
    """Whether a value says what may be touched: a constant, a path, a list of words."""
    if isinstance(value, Known):
        return isinstance(value.value, str | bytes | tuple)
    if isinstance(value, Instance):
        return value.text not in ("", HOLE)
    return isinstance(value, Display)


def _is_said(value: Value) -> bool:
    """Whether a default says what may be touched, a number among it: a port, a descriptor."""
    return is_text(value) or (isinstance(value, Known) and type(value.value) is int)


def is_made(value: Value) -> bool:
    """Whether it is known which call made an object."""
    return isinstance(value, Object) and value.made is not None and value.made[2] != ELSEWHERE


def without_text(value: Value) -> Value:
    """A value as far as it does not say what may be touched: of a path, that it is one."""
    if isinstance(value, Instance) and is_text(value):
        return Instance(value.of, value.maker, HOLE)
    if isinstance(value, Object) and is_made(value):
        return made_elsewhere(value)
    return value


def made_elsewhere(value: Object) -> Object:
    """An object of a class, or of one below it, of which nobody knows what it was made of."""
    return Object(value.unit, value.function, (value.unit, UNKNOWN, ELSEWHERE))
