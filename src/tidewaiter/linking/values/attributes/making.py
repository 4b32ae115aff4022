"""Objects by what made them: what their constructors were given, and whose method it is.

And lists by what the functions were given that returned them. Asked only while something is
evaluated for the calls of one way: ``Config(path).load()`` loads what this call says, not what
other objects of the class, or of one beside it, are made of.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from tidewaiter.linking.units import PYTHON
from tidewaiter.linking.values.parameters import Frames, FramesKey, Given, Parameter
from tidewaiter.linking.values.possible import Values, one
from tidewaiter.linking.values.value import (
    ELSEWHERE,
    Argument,
    Display,
    Node,
    Object,
    Own,
    Super,
    UnitId,
    Value,
)
from tidewaiter.model.facts import UNKNOWN, Attr, Call, EventKind, Expr, Name
from tidewaiter.model.facts import Parameter as Declared

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

Asked = TypeVar("Asked")

_CONSTRUCTOR = "__init__"
_MOST_ABOVE = 4
"""Constructors of bases that one runs after the other."""


class _Above(NamedTuple):
    """The call by which a constructor runs that of a base."""

    to: Node
    unit: UnitId
    call: Call


class Making:
    """Asks an `Evaluator` what objects were made of."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._constructors: dict[Node, Node | None] = {}
        self._above: dict[Node, list[_Above]] = {}
        self._not_run: dict[Node, frozenset[Node]] = {}
        self._numbers: dict[FramesKey, int] = {}
        self._given_to_makers: list[dict[Parameter, Values]] = [{}]
        """What functions were given in which objects are made, by the number in the object."""

    def forget(self) -> None:
        """Drop what depends on evaluated expressions."""
        self._constructors.clear()
        self._above.clear()
        self._not_run.clear()

    def made(self, unit: UnitId, expr: Expr, of: Own) -> Values:
        """What a call of a class gives; where calls are told apart the call that made it too."""
        made = Object(of.unit, of.function)
        if not self.holds_what_it_is_given(made):
            return one(made)
        self._evaluator.vary()
        if self._evaluator.frames is None:
            return one(made)
        return one(Object(of.unit, of.function, (unit, expr, self._here(unit, expr))))

    def holds_what_it_is_given(self, value: Value) -> bool:
        """Whether it is an object of a class of the release that is made of what is given."""
        constructor = self._constructor(value) if isinstance(value, Object) else None
        return constructor is not None and len(self._params(constructor)) > 1

    def just_of(self, of: Own) -> Object:
        """Some object of a class, and of none below it."""
        return Object(of.unit, of.function, (of.unit, UNKNOWN, 0))

    def _here(self, unit: UnitId, expr: Expr) -> int:
        """The number of what the function was given in which a call makes an object."""
        frames, maker = self._evaluator.frames, self._function_of(unit, expr)
        return 0 if frames is None or maker not in frames.nodes else self._number(frames, maker)

    def _number(self, frames: Frames, maker: Node) -> int:
        mine = {p: given for p, given in frames.bound.items() if p[:2] == maker}
        key = Frames(frozenset({maker}), frozenset(), mine).key
        if key not in self._numbers:
            self._numbers[key] = len(self._given_to_makers)
            self._given_to_makers.append(mine)
        return self._numbers[key]

    # lists

    def bearing(self, maker: Node, found: Values) -> Values:
        """What a function returns, its lists with what it was given."""
        frames = self._evaluator.frames
        if frames is None or not any(_is_fresh(value, maker[0]) for value in found.all):
            return found
        return _bearing(found, maker[0], self._number(frames, maker))

    def part(self, display: Display, ask: Callable[[Display], Values]) -> Values:
        """What a list holds, its lists as part of what was written down together with it."""
        return _bearing(self.at(display, ask), display.unit, display.given)

    def at(self, display: Display, ask: Callable[[Display], Asked]) -> Asked:
        """What is told of a list where its function was given what it was when it returned it."""
        frames, plain = self._evaluator.frames, Display(display.unit, display.expr)
        if frames is None:
            return ask(plain)
        mine = self._given_to_makers[display.given]
        nodes = frozenset(parameter[:2] for parameter in mine)
        inner = Frames(nodes, frozenset(), mine, frames.platform)
        return self._evaluator.under(inner, lambda: ask(plain))

    def _function_of(self, unit: UnitId, expr: Expr) -> Node:
        """The function in which a call stands, the module's if its callee does not say."""
        exprs = self._units.units[unit].outline.exprs
        node = exprs[expr]
        while not isinstance(node, Name):
            if isinstance(node, Call):
                node = exprs[node.callee]
            elif isinstance(node, Attr):
                node = exprs[node.base]
            else:
                return unit, 0
        return unit, node.scope

    # receivers

    def received(self, unit: UnitId, expr: Expr, found: Values) -> tuple[Values, Parameter | None]:
        """What is known of the objects that an expression stands for where it is ``self``.

        Returns:
            They, and the parameter if callers have yet to say which they are.
        """
        frames = self._evaluator.frames
        if frames is None or not any(isinstance(value, Object) for value in found.all):
            return found, None
        parameter = self._evaluator.parameters.plain(unit, expr)
        if parameter is None or not self.is_receiver(parameter):
            return found, None
        bound = frames.bound.get(parameter)
        if bound is not None:
            self._evaluator.vary()
            return bound, None
        known = parameter[:2] in frames.nodes or parameter[:2] in frames.around
        return found, parameter if known else None

    def is_receiver(self, parameter: Parameter) -> bool:
        """Whether a parameter is the object whose method its function is."""
        receiver = self._evaluator.attributes.receiver(*parameter)
        return isinstance(receiver, Object)

    def whose(self, method: Node, unit: UnitId, expr: Expr, call: Call) -> Values | None:
        """The objects whose method a call runs, ``None`` if it does not say so."""
        mine = self._evaluator.attributes.receiver(*method, 0)
        if not isinstance(mine, Object):
            return None
        callee = self._units.units[unit].outline.exprs[call.callee]
        found = self._evaluator.values(unit, call.callee)
        made = [v for v in found.all if isinstance(v, Own) and self._is_class(v)]
        every: list[Value] = [Object(v.unit, v.function, (unit, expr, 0)) for v in made]
        if not made and isinstance(callee, Attr):
            found = self._evaluator.values(unit, callee.base)
            if any(isinstance(value, Super) for value in found.all):
                return self._mine(unit, callee.base)
            found, unsaid = self.received(unit, callee.base, found)
            if unsaid is not None:
                self._evaluator.note().asked.add(unsaid)
            every = list(found.all)
        elif not made:  # an object that is called itself
            every = [v for v in found.all if isinstance(v, Object)]
        kept = tuple([v for v in every if isinstance(v, Object) and self._is_of(v, mine)])
        return Values(kept, found.certain, found.open) if kept else None

    def _mine(self, unit: UnitId, above: Expr) -> Values | None:
        """The object in whose method ``super()`` stands."""
        exprs = self._units.units[unit].outline.exprs
        node = exprs[above]
        name = exprs[node.callee] if isinstance(node, Call) else None
        frames = self._evaluator.frames
        if frames is None or not isinstance(name, Name):
            return None
        receiver = (unit, name.scope, 0)
        if receiver not in frames.bound and receiver[:2] in frames.nodes:
            self._evaluator.note().asked.add(receiver)
        return frames.bound.get(receiver)

    def classes_of(self, method: Node, called: bool) -> list[Own]:
        """The classes of whose objects a function is a method that anybody may call.

        None if that says no more than the method's own class, whose constructor no other has.

        Args:
            called: Whether the release calls it: a private method is for its calls.
        """
        mine = self._evaluator.attributes.receiver(*method, 0)
        name = self._units.units[method[0]].outline.functions[method[1]].name.rpartition(".")[2]
        private = name.startswith("_") and not name.endswith("__")
        if not isinstance(mine, Object) or (private and called):
            return []
        every = self._classes_with(method, mine)
        return every if len(every) > 1 or self._inherits_constructor(mine) else []

    def _classes_with(self, method: Node, mine: Object) -> list[Own]:
        """The class of a method, and those below it that have it as well."""
        name = self._units.units[method[0]].outline.functions[method[1]].name.rpartition(".")[2]
        member = self._evaluator.classes.member
        own = Own(mine.unit, mine.function)
        return [
            each
            for each in (own, *self._evaluator.overriding.below(own))
            if Own(*method) in member(Object(each.unit, each.function), name).all
        ]

    def _inherits_constructor(self, value: Object) -> bool:
        constructor = self._constructor(value)
        if constructor is None:
            return False
        here = self._units.units[constructor[0]].outline.functions[constructor[1]]
        return (constructor[0], here.parent) != (value.unit, value.function)

    def _is_class(self, value: Own) -> bool:
        return self._units.units[value.unit].outline.functions[value.function].kind == "class"

    def _is_of(self, value: Object, of: Object) -> bool:
        """Whether an object is one of a class, or of one below it."""
        hierarchy = self._evaluator.classes.hierarchy(value.unit, value.function)
        return Own(of.unit, of.function) in hierarchy

    # constructors

    def within(
        self, value: Object, ask: Callable[[], Values], method: Node | None = None
    ) -> Values:
        """What is told when constructors of an object were given what its maker gave them.

        Args:
            method: A method of the object that is run.
        """
        frames = self._frames(value, method)
        return ask() if frames is None else self._evaluator.under(frames, ask)

    def _frames(self, value: Object, method: Node | None) -> Frames | None:
        """The frames of an object's own functions, the same for all who ask for it."""
        outer = self._evaluator.frames
        if outer is None or self._units.units[value.unit].language != PYTHON:
            return None
        mine = one(value)
        constructor = self._constructor(value)
        within = constructor is not None and _is_bound(outer, constructor, mine)
        if method is None and (constructor is None or within):
            return None
        nodes: set[Node] = set(outer.nodes) if within else set()
        bound: dict[Parameter, Values] = dict(outer.bound) if within else {}
        if method is not None:
            nodes.add(method)
            bound[(*method, 0)] = mine
        if constructor is not None and not within:
            bound[(*constructor, 0)] = mine
            if value.made is not None:
                nodes.add(constructor)
                if value.made[2] > 0:
                    nodes.add(self._function_of(*value.made[:2]))
                    bound.update(self._given_to_makers[value.made[2]])
            for above in self._all_above(constructor):
                bound[(*above.to, 0)] = mine
                nodes.add(above.to)
            nodes |= self._not_run_by(value, constructor)
        return Frames(frozenset(nodes), frozenset(), bound, outer.platform)

    def given(self, parameter: Parameter) -> Values | None:
        """What the constructor of an object was given, ``None`` where it is not told."""
        frames = self._evaluator.frames
        mine = None if frames is None else frames.bound.get((*parameter[:2], 0))
        if mine is None or len(mine.all) != 1 or not isinstance(mine.all[0], Object):
            return None
        value = mine.all[0]
        constructor = self._constructor(value)
        if constructor is None:
            return None
        given_by = self._evaluator.parameters.given_by
        if parameter[:2] == constructor:
            if value.made is None:
                return None
            call = self._units.units[value.made[0]].outline.exprs[value.made[1]]
            if isinstance(call, Call):
                return given_by(parameter, value.made[0], call)
            if value.made[2] == ELSEWHERE:
                parts = [*self._evaluator.parameters.declared(parameter), one(Argument(*parameter))]
                return self._evaluator.merged(parts, certain=False)
            return self._by_any_maker(value, parameter)
        for above in self._all_above(constructor):
            if above.to == parameter[:2]:
                return given_by(parameter, above.unit, above.call)
        return None

    def _by_any_maker(self, value: Object, parameter: Parameter) -> Values:
        """What the calls give for a parameter that make objects of just one class."""
        parameters = self._evaluator.parameters
        parts = parameters.declared(parameter)
        for given in parameters.directly(parameter):
            handed_on = parameters.plain(given.unit, given.expr) == parameter
            if not handed_on:
                parts += self._given_by(given, value)
        parts.append(one(Argument(*parameter)))
        return self._evaluator.merged(parts, certain=False)

    def _given_by(self, given: Given, value: Object) -> list[Values]:
        """What a call gives, if it makes an object of just that class."""

        def ask() -> list[Values]:
            makes = self._makes(given, value)
            return [self._evaluator.values(given.unit, given.expr)] if makes else []

        frames = self._whoever_makes(given)
        if not frames:
            return ask()
        return [part for each in frames for part in self._evaluator.under(each, ask)]

    def _whoever_makes(self, given: Given) -> list[Frames]:
        """For ``self.made_class(…)`` the frames of each class of which ``self`` may be."""
        exprs = self._units.units[given.unit].outline.exprs
        call = exprs[given.event.expr]
        callee = exprs[call.callee] if isinstance(call, Call) else None
        if self._evaluator.frames is None or not isinstance(callee, Attr):
            return []
        receiver = self._evaluator.parameters.plain(given.unit, callee.base)
        mine = None if receiver is None else self._evaluator.attributes.receiver(*receiver)
        if receiver is None or not isinstance(mine, Object):
            return []
        classes = self._classes_with(receiver[:2], mine)
        platform = self._evaluator.frames.platform
        return [
            Frames(
                frozenset({receiver[:2]}),
                frozenset(),
                {receiver: one(self.just_of(own))},
                platform,
            )
            for own in (classes if len(classes) > 1 else ())
        ]

    def _makes(self, given: Given, value: Object) -> bool:
        """Whether a call of a constructor makes an object of a class."""
        call = self._units.units[given.unit].outline.exprs[given.event.expr]
        if not isinstance(call, Call):
            return True
        callee = self._evaluator.values(given.unit, call.callee)
        own = [v for v in callee.all if isinstance(v, Own)]
        return Own(value.unit, value.function) in own or not own

    def _constructor(self, value: Object) -> Node | None:
        """The constructor that runs first for an object, ``None`` if it is not the release's."""
        key = (value.unit, value.function)
        if key not in self._constructors:
            found = self._evaluator.classes.member(Object(*key), _CONSTRUCTOR)
            own = [(v.unit, v.function) for v in found.all if isinstance(v, Own)]
            self._constructors[key] = own[0] if len(own) == 1 else None
        return self._constructors[key]

    def _all_above(self, constructor: Node) -> list[_Above]:
        """The constructors of bases that an object's constructor runs, in order."""
        found: list[_Above] = []
        pending = [constructor]
        while pending and len(found) < _MOST_ABOVE:
            for above in self._run_by(pending.pop(0)):
                if above.to != constructor and all(above.to != other.to for other in found):
                    found.append(above)
                    pending.append(above.to)
        return found

    def _not_run_by(self, value: Object, constructor: Node) -> frozenset[Node]:
        """The constructors of bases that do not run for an object, if its own runs none at all."""
        key = (value.unit, value.function)
        if key not in self._not_run:
            self._not_run[key] = self._find_not_run(value, constructor)
        return self._not_run[key]

    def _find_not_run(self, value: Object, constructor: Node) -> frozenset[Node]:
        if self._constructor_calls(constructor):
            return frozenset()
        bases = self._evaluator.classes.hierarchy(value.unit, value.function)
        above = [self._constructor(Object(v.unit, v.function)) for v in bases if isinstance(v, Own)]
        return frozenset([node for node in above if node is not None and node != constructor])

    def _run_by(self, constructor: Node) -> list[_Above]:
        """The constructors of bases that a constructor runs itself."""
        known = self._above.get(constructor)
        if known is None:
            known = self._above[constructor] = []
            unit = constructor[0]
            for call, base in self._constructor_calls(constructor):
                above = self._evaluator.values(unit, base).all
                if not any(isinstance(v, Super) for v in above):
                    continue
                for value in self._evaluator.values(unit, call.callee).all:
                    if isinstance(value, Own):
                        known.append(_Above((value.unit, value.function), unit, call))
        return known

    def _constructor_calls(self, constructor: Node) -> list[tuple[Call, Expr]]:
        """The calls of other constructors that one makes, and whose each is."""
        outline = self._units.units[constructor[0]].outline
        found: list[tuple[Call, Expr]] = []
        for event in outline.functions[constructor[1]].events:
            call = outline.exprs[event.expr] if event.kind == EventKind.CALL else None
            callee = outline.exprs[call.callee] if isinstance(call, Call) else None
            if isinstance(call, Call) and isinstance(callee, Attr) and callee.name == _CONSTRUCTOR:
                found.append((call, callee.base))
        return found

    def _params(self, node: Node) -> tuple[Declared, ...]:
        return self._units.units[node[0]].outline.functions[node[1]].params


def _is_fresh(value: Value, unit: UnitId) -> bool:
    """Whether a value is a list of a text of which it is not said who returned it."""
    return isinstance(value, Display) and value.unit == unit and not value.given


def _bearing(found: Values, unit: UnitId, number: int) -> Values:
    """Values, the lists of a text among them with the number of what a function was given."""
    every = [
        Display(value.unit, value.expr, number)
        if isinstance(value, Display) and _is_fresh(value, unit)
        else value
        for value in found.all
    ]
    return Values(tuple(every), found.certain, found.open)


def _is_bound(frames: Frames, constructor: Node, mine: Values) -> bool:
    """Whether it is already said whose constructor runs."""
    known = frames.bound.get((*constructor, 0))
    return known is not None and known.all == mine.all
