"""Evaluates expressions of outlines on demand: which values a name, call or text may have.

Nothing is run: a value is a constant, something external by its qualified name, or a function,
class, module or object of the release. Every expression is evaluated at most once a round.
"""

from collections.abc import Callable
from typing import TypeVar

from tidewaiter.catalogue.language import Language
from tidewaiter.linking.units import JAVASCRIPT, PYTHON, Unit, Units
from tidewaiter.linking.values.attributes import Attributes
from tidewaiter.linking.values.classes import Classes
from tidewaiter.linking.values.deciding import Deciding
from tidewaiter.linking.values.external import ExternalCalls
from tidewaiter.linking.values.folding import Folding
from tidewaiter.linking.values.iterated import Iterated
from tidewaiter.linking.values.modules import Modules
from tidewaiter.linking.values.narrowing import Narrowing
from tidewaiter.linking.values.overriding import Overriding
from tidewaiter.linking.values.parameters import Frames, FramesKey, Noted, Parameters
from tidewaiter.linking.values.possible import MOST_VALUES, NOTHING, Values, one, unless_false
from tidewaiter.linking.values.promises import REJECTED, Promises
from tidewaiter.linking.values.same import Same
from tidewaiter.linking.values.stores import enclosing_class, is_static
from tidewaiter.linking.values.value import (
    Display,
    External,
    Instance,
    Known,
    Method,
    Module,
    Node,
    Object,
    Own,
    Super,
    UnitId,
    Value,
)
from tidewaiter.model.facts import (
    MAKES,
    UNKNOWN,
    Attr,
    Binary,
    Call,
    Choice,
    Closure,
    Const,
    Element,
    Entered,
    EventKind,
    Expr,
    Imported,
    Item,
    Items,
    Mapping,
    Name,
    Param,
    Slice,
    Spread,
    Text,
)
from tidewaiter.reading import constants, names

Asked = TypeVar("Asked")

_MOST_AGAIN = 2000
"""Evaluations that are not remembered because they were made within a circle."""

_DEEPEST_HELPER = 3
"""Functions, called within each other, of which is asked what they return to that call."""

_REQUIRE = "globalThis.require"
_NO_CUT = 1 << 30
_DEPTH = 120
_SAME_DEPTH = 8
"""Names and calls that are looked through to the generator that is gone through."""

_CHAINS = frozenset({"then", "catch", "finally"})
"""Methods of promises that give another, of what their functions give or the promise did."""

_ASKED = Values((), False)
_GLOBAL_OBJECTS = frozenset({"globalThis", "window", "self", "global", "top", "parent"})


class Evaluator:
    """The values of expressions of one release, in one round of linking.

    Args:
        units: The release's units; more may be added between rounds.
        languages: The catalogue of each language.
    """

    def __init__(self, units: Units, languages: dict[str, Language]) -> None:
        self.units = units
        self.languages = languages
        self.attributes = Attributes(self)
        self.classes = Classes(self)
        self.iterated = Iterated(self)
        self.promises = Promises(self)
        self.modules = Modules(self)
        self.parameters = Parameters(self)
        self.external = ExternalCalls(self)
        self.folding = Folding(self)
        self.deciding = Deciding(self)
        self.narrowing = Narrowing(self)
        self.overriding = Overriding(self)
        self.missing: set[str] = set()
        """Members that were asked for and are not outlined."""
        self._memo: dict[UnitId, list[Values | None]] = {}
        """By unit and expression. `_ASKED` is being evaluated; its depth is in ``_depths``."""
        self._depths: dict[tuple[UnitId, Expr], int] = {}
        self._cut = _NO_CUT
        """Depth of the outermost expression that was asked for while it was being evaluated."""
        self._again = _MOST_AGAIN
        self._again_framed = _MOST_AGAIN
        self.returning: set[Node] = set()
        """Functions of which is being asked what they return."""
        self.frames: Frames | None = None
        """How functions are called, where that is asked."""
        self.steps = 0
        """Expressions that were evaluated for frames."""
        self.noted: Noted | None = None
        """What was looked at for the frames, ``None`` as long as it is nothing."""
        self._framed: dict[tuple[UnitId, Expr], tuple[Values, Noted | None]] = {}
        """What was evaluated for these frames, and what was looked at for it."""
        self._partly: dict[tuple[UnitId, Expr], tuple[Values, Noted | None]] = {}
        """The same of what is part of a circle, which holds as long as the same is asked."""
        self._framings: dict[FramesKey, dict[tuple[UnitId, Expr], tuple[Values, Noted | None]]] = {}
        """`_framed` of all frames so far: places in one function are asked of the same calls."""
        self._varies = False
        self.helpers_left = 0
        """Calls of which may still be asked what they are returned."""
        self._helpers = 0
        self.same = Same(self)
        self._kinds = {
            Const: self._const,
            Name: self._name,
            Attr: self._attr,
            Item: self._item,
            Call: self._call,
            Text: self.folding.text,
            Binary: self.folding.binary,
            Choice: self._choice,
            Items: self._display,
            Mapping: self._display,
            Spread: self._spread,
            Closure: self._closure,
            Imported: self.modules.imported,
            Param: self.parameters.value,
            Element: self._element,
            Entered: self._entered,
        }

    def forget(self) -> None:
        """Drop what was evaluated, because arguments became known that could change it."""
        self._memo.clear()
        self._framings.clear()
        self.same.forget()
        self._again = self._again_framed = _MOST_AGAIN
        self.classes.forget()
        self.overriding.forget()

    def values(self, unit: UnitId, expr: Expr) -> Values:
        """What ``expr`` of ``unit`` may stand for; nothing when it is not known."""
        if expr == UNKNOWN:
            return NOTHING
        memo = self._memo_of(unit, expr)
        known = memo[expr]
        if known is _ASKED:
            self._cut = min(self._cut, self._depths[unit, expr])
            return NOTHING
        if known is not None:
            if not known.varies:
                return known
            if self.frames is None:
                self._varies = True
                return known
        if self.frames is not None:
            again = self._framed.get((unit, expr)) or self._partly.get((unit, expr))
            if again is not None:
                self._varies = self._varies or again[0].varies
                if again[1] is not None:
                    self.note().take(again[1])
                return again[0]
        depth = len(self._depths)
        if depth > _DEPTH:
            return NOTHING
        node = self.units.units[unit].outline.exprs[expr]
        evaluate = self._kinds.get(type(node))
        if evaluate is None:
            return NOTHING
        memo[expr] = _ASKED
        self._depths[unit, expr] = depth
        outer, self._varies = self._varies, False
        noted = self._noting_instead(None)
        found: Values = evaluate(unit, expr, node)  # type: ignore[operator]
        varies, self._varies = self._varies, self._varies or outer
        mine = self._noting_instead(noted)
        if mine is not None:
            self.note().take(mine)
        del self._depths[unit, expr]
        memo[expr] = known
        if self._cut < depth and self._again and self.frames is None:
            self._again -= 1  # part of a circle: known only once what it began with is
        elif not varies and known is None and self._cut >= depth:
            memo[expr] = found
        else:
            if varies:
                found = Values(found.all, found.certain, found.open, varies=True)
            if self.frames is None:
                memo[expr] = found
            else:
                self._remember(unit, expr, found, mine, whole=self._cut >= depth)
        if self._cut >= depth:
            self._cut = _NO_CUT
        return found

    def _remember(
        self, unit: UnitId, expr: Expr, found: Values, noted: Noted | None, *, whole: bool
    ) -> None:
        """Keep what was evaluated for frames: for all who ask the same, unless it is partial."""
        self.steps += 1
        if not whole and self._again_framed:
            self._again_framed -= 1
        elif self.helpers_left:
            self._framed[unit, expr] = (found, noted)
            return
        self._partly[unit, expr] = (found, noted)

    def vary(self) -> None:
        """Note that what is being evaluated depends on what callers pass."""
        self._varies = True

    def varying(self, ask: Callable[[], Asked]) -> tuple[Asked, bool]:
        """What ``ask`` tells, and whether it depends on what callers pass."""
        outer, self._varies = self._varies, False
        answer = ask()
        varies, self._varies = self._varies, outer
        return answer, varies

    def under(self, frames: Frames, ask: Callable[[], Asked]) -> Asked:
        """What ``ask`` tells when functions are called as the frames say."""
        outer, framed, partly = self.frames, self._framed, self._partly
        self.frames, self._partly = frames, {}
        self._framed = self._framings.setdefault(frames.key, {})
        answer = ask()
        self.frames, self._framed, self._partly = outer, framed, partly
        return answer

    def note(self) -> Noted:
        """Where to note what is looked at for the frames."""
        if self.noted is None:
            self.noted = Noted()
        return self.noted

    def _noting_instead(self, noted: Noted | None) -> Noted | None:
        """Note from now on there, and give what was noted so far."""
        before, self.noted = self.noted, noted
        return before

    def noting(self, ask: Callable[[], Asked]) -> tuple[Asked, Noted]:
        """What ``ask`` tells, and what is looked at for it."""
        outer = self._noting_instead(None)
        answer = ask()
        noted = self.note()
        self.noted = outer
        return answer, noted

    def _memo_of(self, unit: UnitId, expr: Expr) -> list[Values | None]:
        """What is remembered of a unit, with room for an expression that was added to it."""
        memo = self._memo.get(unit)
        if memo is None:
            memo = self._memo[unit] = []
        if expr >= len(memo):
            memo += [None] * (len(self.units.units[unit].outline.exprs) - len(memo))
        return memo

    def merged(self, parts: list[Values], *, certain: bool = True, more: bool = False) -> Values:
        """The union of several possibilities; certain only if there is one certain value.

        Args:
            certain: Whether one of them must be.
            more: Whether there may be others.
        """
        if len(parts) == 1:
            only = parts[0]
            return only if certain and not more else Values(only.all, False, more or only.open)
        seen = dict.fromkeys(value for part in parts for value in part.all)
        every = tuple(seen)[:MOST_VALUES]
        sure = certain and not more and len(every) == 1 and all(p.certain for p in parts)
        return Values(every, sure, more or len(seen) > MOST_VALUES or any(p.open for p in parts))

    def constant(self, unit: UnitId, expr: Expr) -> constants.Folded:
        """A constant that an expression folds to, `constants.UNFOLDED` when there is none.

        Of several the first: for what asks whether it has some meaning, not what all it touches.
        """
        for value in self.values(unit, expr).all:
            if isinstance(value, Known):
                return value.value
            if isinstance(value, Instance) and value.text:
                return value.text
        return self.folding.alternatives(unit, expr)[0]

    # names

    def _name(self, unit: UnitId, expr: Expr, node: Name) -> Values:
        here = self.units.units[unit]
        special = self._special_name(unit, here, node)
        if special is not None:
            return special
        found, certain = names.reaching(here.outline, node)
        if len(found) > 1 and self.deciding.asks(unit):
            found = self.deciding.bound(unit, node, found)
        if found:
            return self.merged(self.narrowing.name(unit, node, found), certain=certain)
        return self._free_name(unit, here, node.id)

    def _special_name(self, unit: UnitId, here: Unit, node: Name) -> Values | None:
        name = node.id
        if here.language == JAVASCRIPT:
            if name == "this":
                return self._this(unit, node.scope)
            if name == "super":
                return self._super(unit, node.scope)
        elif name == "__name__":
            return one(Known(here.module or "__main__"))
        elif name == "__file__":
            return one(Known(constants.HOLE + "/" + here.member.rpartition("/")[2]))
        return None

    def _this(self, unit: UnitId, scope: int) -> Values:
        functions = self.units.units[unit].outline.functions
        while scope > 0 and functions[scope].kind == "lambda":
            scope = functions[scope].parent
        owner = enclosing_class(functions, scope)
        holder = None
        if scope > 0 and owner not in (scope, functions[scope].parent):
            holder = self.attributes.stores.holder(unit, scope)
        if isinstance(holder, Own | Object):
            return one(holder)
        if holder is not None:
            return Values((holder, Object(unit, scope)), False)
        if owner is not None:
            static = is_static(functions, scope)
            return one(Own(unit, owner) if static else Object(unit, owner))
        return one(Object(unit, scope) if scope > 0 else External("globalThis"))

    def _super(self, unit: UnitId, scope: int) -> Values:
        """What is above a class, or what the object inherits from that a method was written in."""
        functions = self.units.units[unit].outline.functions
        owner = enclosing_class(functions, scope)
        if scope > 0 and owner not in (scope, functions[scope].parent):
            holder = self.attributes.stores.holder(unit, scope)
            above = self.classes.prototypes(holder) if holder is not None else []
            if above:
                return Values(tuple(above), len(above) == 1)
        if owner is None:
            return NOTHING
        return one(Super(unit, owner, is_static(functions, scope)))

    def _free_name(self, unit: UnitId, here: Unit, name: str) -> Values:
        star = self.modules.star_imported(unit, here, name)
        if star.all:
            return star
        if here.site is not None:
            # Code in a string runs in the namespace of the module that runs it.
            host = here.site.node[0]
            if self.units.units[host].language == here.language:
                found = self.modules.attribute(host, name)
                if found.all:
                    return found
        if here.language == PYTHON:
            return one(External("builtins." + name))
        if here.language == JAVASCRIPT:
            if name in ("__dirname", "__filename"):
                return one(Known(constants.HOLE))
            if name == "import":
                return one(External(name))
            if name == "exports" and here.outline.exports:
                return one(Module(unit))
            return one(External("globalThis" if name in _GLOBAL_OBJECTS else f"globalThis.{name}"))
        return one(External(name))

    def known_external(self, language: str, values: tuple[Value, ...]) -> bool:
        """Whether the catalogue has something at or below one of these external names."""
        catalogue = self.languages[language]
        return any(
            isinstance(v, External) and (catalogue.knows_prefix(v.name) or catalogue.names(v.name))
            for v in values
        )

    # simple kinds

    def _const(self, unit: UnitId, expr: Expr, node: Const) -> Values:
        return one(Known(node.value))

    def _closure(self, unit: UnitId, expr: Expr, node: Closure) -> Values:
        return one(Own(unit, node.function))

    def _display(self, unit: UnitId, expr: Expr, node: Items | Mapping) -> Values:
        return one(Display(unit, expr))

    def _spread(self, unit: UnitId, expr: Expr, node: Spread) -> Values:
        return NOTHING

    def _choice(self, unit: UnitId, expr: Expr, node: Choice) -> Values:
        """Each option, but for those that the operator does not give."""
        if node.op == "if":
            return self.merged([self.values(unit, e) for e in node.options], certain=False)
        if node.op == "and":  # what stands before the last is nothing when it is given
            return self.values(unit, node.options[-1])
        parts: list[Values] = []
        for option in node.options[:-1]:
            part = unless_false(self.values(unit, option))
            if part.certain and isinstance(part.all[0], Known):
                return self.merged([*parts, part], certain=False)
            parts.append(part)
        return self.merged([*parts, self.values(unit, node.options[-1])], certain=False)

    def _attr(self, unit: UnitId, expr: Expr, node: Attr) -> Values:
        if node.name == "require" and self._is_module_object(unit, node.base):
            return one(External(_REQUIRE))
        if node.name == REJECTED:
            return self.promises.rejected(unit, node.base)
        return self.field(unit, node)

    def field(self, unit: UnitId, node: Attr) -> Values:
        """What an attribute may be where it is read, as its base is there."""
        base = self.values(unit, node.base)
        parts = [self._attribute(unit, node, value) for value in base.all]
        if self.overriding.asks(node.name):
            parts += self.overriding.instead(unit, node, base)
        found = self.merged(parts, certain=base.certain, more=base.open) if parts else NOTHING
        return self.attributes.objects.with_mixed(unit, node.base, node.name, found)

    def _attribute(self, unit: UnitId, node: Attr, value: Value) -> Values:
        """What an attribute of one value may be where it is read."""
        if isinstance(value, Object):
            if node.name == "constructor" and self.units.units[unit].language == JAVASCRIPT:
                return one(Own(value.unit, value.function))
            kept = self.narrowing.attribute(unit, node, value)
            if kept is not None:
                return self.merged([self.values(value.unit, e) for e in kept] or [NOTHING])
        return self.attributes.of(value, node.name)

    def _is_module_object(self, unit: UnitId, expr: Expr) -> bool:
        """Whether an expression is the ``module`` that Node gives each CommonJS script."""
        here = self.units.units[unit]
        node = here.outline.exprs[expr]
        if here.language != JAVASCRIPT or not isinstance(node, Name) or node.id != "module":
            return False
        return not names.reaching(here.outline, node)[0]

    def _item(self, unit: UnitId, expr: Expr, node: Item) -> Values:
        base = self.values(unit, node.base)
        key_node = self.units.units[unit].outline.exprs[node.key]
        if isinstance(key_node, Slice):
            return self.folding.sliced(unit, base, key_node)
        if any(isinstance(v, Display) and self._is_changed(v) for v in base.all):
            put = self.narrowing.item(unit, node)
            if put is not None:
                return self.values(unit, put)
        keys = self.folding.alternatives(unit, node.key)
        parts = [self.attributes.item(value, key) for value in base.all for key in keys]
        return self.merged(parts, certain=base.certain, more=base.open) if parts else NOTHING

    def _is_changed(self, value: Display) -> bool:
        """Whether something is put into a list or an object after it was written down."""
        return bool(self.attributes.stores.put_into(value.unit, value.expr))

    def _element(self, unit: UnitId, expr: Expr, node: Element) -> Values:
        base = self.values(unit, node.value)
        if node.index < 0 and self._is_generated(unit, node.value):
            return self.merged([base], certain=False)  # what is yielded is given one by one
        parts = [self.attributes.element(value, node.index) for value in base.all]
        certain = base.certain and node.index >= 0
        return self.merged(parts, certain=certain, more=base.open) if parts else NOTHING

    def _is_generated(self, unit: UnitId, expr: Expr) -> bool:
        """Whether an expression is what a generator function of the release gives."""
        outline = self.units.units[unit].outline
        for _ in range(_SAME_DEPTH):
            node = outline.exprs[expr]
            if isinstance(node, Name):
                found, certain = names.reaching(outline, node)
                if not certain:
                    return False
                expr = found[0]
            elif isinstance(node, Call):
                callee = self.values(unit, node.callee).all
                own = [value for value in callee if isinstance(value, Own)]
                if own or not node.args or not self.external.is_transparent(callee):
                    return any(self._is_generator(value) for value in own)
                expr = node.args[0]
            else:
                return False
        return False

    def _is_generator(self, value: Own) -> bool:
        here = self.units.units[value.unit]
        return (
            here.language == PYTHON and "generator" in here.outline.functions[value.function].marks
        )

    def _entered(self, unit: UnitId, expr: Expr, node: Entered) -> Values:
        parts: list[Values] = []
        base = self.values(unit, node.value)
        for value in base.all:
            if isinstance(value, Object):
                enter = self.attributes.of(value, "__enter__").all
                results = [self.returned(e.unit, e.function) for e in enter if isinstance(e, Own)]
                parts += [r for r in results if r.all] or [one(value)]
            else:
                parts.append(one(value))
        return self.merged(parts, certain=base.certain, more=base.open) if parts else NOTHING

    # calls

    def _call(self, unit: UnitId, expr: Expr, node: Call) -> Values:
        callee = self.values(unit, node.callee)
        if node.kind == 2:
            return self._decorated(unit, node, callee)
        awaited = self._then(unit, node)
        if awaited is not None:
            return awaited
        parts = [self._called(unit, expr, node, value) for value in callee.all]
        return self.merged(parts, certain=callee.certain, more=callee.open) if parts else NOTHING

    def _then(self, unit: UnitId, node: Call) -> Values | None:
        """``promise.then(f)`` as what ``f`` gives, for a promise is what it will give."""
        here = self.units.units[unit]
        callee = here.outline.exprs[node.callee]
        if not (isinstance(callee, Attr) and callee.name in _CHAINS and node.args):
            return None
        if here.language != JAVASCRIPT:
            return None
        given = [v for arg in node.args for v in self.values(unit, arg).all if isinstance(v, Own)]
        if not given:
            return None
        parts = [] if callee.name == "then" else [self.values(unit, callee.base)]
        if callee.name != "finally":
            parts += [self.given(own) for own in given]
        return self.merged(parts)

    def _decorated(self, unit: UnitId, node: Call, callee: Values) -> Values:
        original = self.values(unit, node.args[0])
        wrappers = [
            self._result(unit, node, value) for value in callee.all if isinstance(value, Own)
        ]
        return self.merged([original, *wrappers]) if wrappers else original

    def _called(self, unit: UnitId, expr: Expr, node: Call, callee: Value) -> Values:
        if isinstance(callee, Own):
            outline = self.units.units[callee.unit].outline
            if node.kind == MAKES or outline.functions[callee.function].kind == "class":
                return self._made(callee)
            if self.iterated.is_generator(callee):
                return one(Object(callee.unit, callee.function))
            return self._result(unit, node, callee)
        if isinstance(callee, External):
            return self.external.value(unit, expr, node, callee.name)
        if isinstance(callee, Instance) and self.is_function(unit, callee):
            return self.external.value(unit, expr, node, callee.of)
        if isinstance(callee, Object):
            call = self.attributes.of(callee, "__call__").all
            return self.merged(
                [self.returned(c.unit, c.function) for c in call if isinstance(c, Own)] or [NOTHING]
            )
        if isinstance(callee, Method):
            return self.external.of_method(unit, expr, node, callee)
        if isinstance(callee, Module):
            return self.merged(
                [self._called(unit, expr, node, v) for v in self.attributes.callable_module(callee)]
                or [NOTHING]
            )
        return NOTHING

    def _made(self, callee: Own) -> Values:
        """An object of a class, or what a script's constructor gives in its place."""
        made = one(Object(callee.unit, callee.function))
        if self.units.units[callee.unit].language != JAVASCRIPT:
            return made
        instead = self.classes.instead(callee)
        return self.merged([made, instead], certain=False) if instead.all else made

    def is_function(self, unit: UnitId, value: Instance) -> bool:
        """Whether an object can be called, as what ``axios.create()`` gives in JavaScript."""
        language = self.units.units[unit].language
        return language == JAVASCRIPT and value.of in self.languages[language].given

    def _result(self, unit: UnitId, node: Call, callee: Own) -> Values:
        """What a call gives: of a parameter that is handed back, what is given for it there."""
        given, other = self.same.handed_back(callee.unit, callee.function)
        if not given:
            return self._returned_to(unit, node, callee)
        shift = self.attributes.shift(callee)
        positional = len(node.args) - len(node.names)
        parts = [self.values(callee.unit, expr) for expr in other]
        for index in given:
            if 0 <= index - shift < positional:
                parts.append(self.values(unit, node.args[index - shift]))
        return self.merged(parts, certain=len(parts) == 1) if parts else NOTHING

    def _returned_to(self, unit: UnitId, call: Call, callee: Own) -> Values:
        """What a function returns to one call, not to those that give it something else."""
        frames, node = self.frames, (callee.unit, callee.function)
        if frames is None and self.narrowing.chooses(unit, call, callee):
            self.vary()
        if frames is None or node in frames.nodes or self._helpers >= _DEEPEST_HELPER:
            return self.returned(*node)
        if not self.helpers_left:
            return self.returned(*node)
        varies = any(self._may_vary(callee.unit, expr) for expr in self.returns(*node))
        if not varies and not self.narrowing.chooses(unit, call, callee):
            return self.returned(*node)
        bound = dict(frames.bound)
        params = self.units.units[callee.unit].outline.functions[callee.function].params
        for index in range(self.attributes.shift(callee), len(params)):
            parameter = (callee.unit, callee.function, index)
            bound[parameter] = self.parameters.given_by(parameter, unit, call)
        self.helpers_left -= 1
        self._helpers += 1
        inner = Frames(frames.nodes | {node}, frames.around, bound, frames.platform)
        found = self.under(inner, lambda: self.returned(*node))
        self._helpers -= 1
        return found

    def _may_vary(self, unit: UnitId, expr: Expr) -> bool:
        known = self._memo_of(unit, expr)[expr]
        return expr != UNKNOWN and (known is None or known.varies)

    def given(self, own: Own) -> Values:
        """What a call of a function of the release gives, whatever it is given."""
        if self.iterated.is_generator(own):
            return one(Object(own.unit, own.function))
        return self.returned(own.unit, own.function)

    def returns(self, unit: UnitId, function: int) -> list[Expr]:
        """The expressions that a function returns."""
        events = self.units.units[unit].outline.functions[function].events
        return [e.value for e in events if e.kind == EventKind.RETURN]

    def returned(self, unit: UnitId, function: int) -> Values:
        """What a function of the release may return."""
        node = (unit, function)
        if node in self.returning:
            return NOTHING
        self.returning.add(node)
        deciding = self.deciding if self.deciding.asks(unit) else self.narrowing
        every = deciding.returned(unit, function)
        results = [self.values(unit, expr) for expr in every]
        self.returning.discard(node)
        return self.merged(results, certain=len(results) == 1) if results else NOTHING
