"""Evaluates expressions of outlines on demand: which values a name, call or text may have.

Nothing is run: a value is a constant, something external by its qualified name, or a function,
class, module or object of the release. Every expression is evaluated at most once a round.
"""

from collections.abc import Callable
from typing import TypeVar

from tidewaiter.catalogue.language import Language
from tidewaiter.linking.units import JAVASCRIPT, PYTHON, Units
from tidewaiter.linking.values.applied import Applied
from tidewaiter.linking.values.attributes.accessors import Accessors
from tidewaiter.linking.values.attributes.attributes import Attributes
from tidewaiter.linking.values.attributes.classes import Classes
from tidewaiter.linking.values.attributes.kept import Kept
from tidewaiter.linking.values.attributes.last_put import last_put
from tidewaiter.linking.values.attributes.making import Making
from tidewaiter.linking.values.attributes.overriding import Overriding
from tidewaiter.linking.values.attributes.stores import PROTO
from tidewaiter.linking.values.attributes.threads import Threads
from tidewaiter.linking.values.built_in import is_there
from tidewaiter.linking.values.external import ExternalCalls
from tidewaiter.linking.values.folding import Folding
from tidewaiter.linking.values.iterated import Iterated
from tidewaiter.linking.values.modules import Modules
from tidewaiter.linking.values.naming import Naming
from tidewaiter.linking.values.narrowing.chosen import Chosen
from tidewaiter.linking.values.narrowing.deciding import Deciding
from tidewaiter.linking.values.narrowing.defined import Defined
from tidewaiter.linking.values.narrowing.left_out import LeftOut
from tidewaiter.linking.values.narrowing.narrowing import Narrowing
from tidewaiter.linking.values.narrowing.options import Options
from tidewaiter.linking.values.narrowing.posix import POSIX
from tidewaiter.linking.values.parameters import Frames, FramesKey, Noted, Parameter, Parameters
from tidewaiter.linking.values.possible import (
    MOST_VALUES,
    NOTHING,
    Values,
    are_true,
    bounded,
    one,
    unless_false,
)
from tidewaiter.linking.values.promises import REJECTED, Promises
from tidewaiter.linking.values.results import Results
from tidewaiter.linking.values.same import Same
from tidewaiter.linking.values.value import (
    Display,
    External,
    Instance,
    Known,
    Object,
    Own,
    Place,
    UnitId,
    Value,
)
from tidewaiter.model.facts import (
    UNKNOWN,
    Attr,
    Binary,
    Call,
    Choice,
    Closure,
    Const,
    Element,
    Entered,
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

_REQUIRE = "globalThis.require"
_DEPTH = 120
_SAME_DEPTH = 8
"""Names and calls that are looked through to the generator that is gone through."""

_ASKED = Values((), False)


class Evaluator:
    """The values of expressions of one release, in one round of linking.

    Args:
        units: The release's units; more may be added between rounds.
        languages: The catalogue of each language.
    """

    def __init__(self, units: Units, languages: dict[str, Language]) -> None:
        self.units = units
        self.languages = languages
        self.accessors = Accessors(self)
        self.applied = Applied(self)
        self.attributes = Attributes(self)
        self.classes = Classes(self)
        self.naming = Naming(self)
        self.results = Results(self)
        self.iterated = Iterated(self)
        self.promises = Promises(self)
        self.modules = Modules(self)
        self.parameters = Parameters(self)
        self.making = Making(self)
        self.external = ExternalCalls(self)
        self.folding = Folding(self)
        self.deciding = Deciding(self)
        self.narrowing = Narrowing(self)
        self.chosen = Chosen(self)
        self.defined = Defined(self)
        self.options = Options(self)
        self.kept = Kept(self)
        self.left_out = LeftOut(self)
        self.overriding = Overriding(self)
        self.missing: set[str] = set()
        """Members that were asked for and are not outlined."""
        self._memo: dict[UnitId, list[Values | None]] = {}
        """By unit and expression. `_ASKED` is being evaluated; its depth is in ``_depths``."""
        self._depths: dict[Place, int] = {}
        self._cuts = 0
        """A bit for the depth of each expression that was asked for while it was evaluated."""
        self._tentative: dict[Place, tuple[Values, int]] = {}
        """What is part of a circle, with its cuts: until the innermost of them is evaluated."""
        self._tentative_at: dict[int, list[Place]] = {}
        self._again = _MOST_AGAIN
        self._again_framed = _MOST_AGAIN
        self.frames: Frames | None = None
        """How functions are called, where that is asked."""
        self.on_posix = False
        """Whether they are called where there is no Windows: nothing of what is known counts."""
        self.steps = 0
        """Expressions that were evaluated for frames."""
        self.noted: Noted | None = None
        """What was looked at for the frames, ``None`` as long as it is nothing."""
        self._framed: dict[Place, tuple[Values, Noted | None, int]] = {}
        """What was evaluated for these frames, and what was looked at for it."""
        self._partly: dict[Place, tuple[Values, Noted | None, int]] = {}
        """The same of what is part of a circle, which holds as long as the same is asked."""
        self._framings: dict[FramesKey, dict[Place, tuple[Values, Noted | None, int]]] = {}
        """`_framed` of all frames so far: places in one function are asked of the same calls."""
        self._varies = False
        self.helpers_left = 0
        """Calls of which may still be asked what they are returned."""
        self.last_step = 0
        """Where ``steps`` stands when no more of them are asked."""
        self.same = Same(self)
        self.threads = Threads(self)
        self._kinds = {
            Const: self._const,
            Name: self.naming.value,
            Attr: self._attr,
            Item: self._item,
            Call: self.results.value,
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
        self.making.forget()
        self.overriding.forget()

    def values(self, unit: UnitId, expr: Expr) -> Values:
        """What ``expr`` of ``unit`` may stand for; nothing when it is not known."""
        if expr == UNKNOWN:
            return NOTHING
        memo = self._memo_of(unit, expr)
        known = memo[expr]
        asked = known is _ASKED or not self.on_posix
        if known is not None and asked and (self.frames is None or not known.varies):
            if known is _ASKED:
                self._cuts |= 1 << self._depths[unit, expr]
                return NOTHING
            self._varies = self._varies or known.varies
            return known
        place = (unit, expr)
        if self.frames is not None or self._tentative:
            again = self._asked_again(place)
            if again is not None:
                return again
        depth = len(self._depths)
        if depth > _DEPTH:
            return NOTHING
        node = self.units.units[unit].outline.exprs[expr]
        evaluate = self._kinds.get(type(node))
        if evaluate is None:
            return NOTHING
        memo[expr] = _ASKED
        self._depths[place] = depth
        outer, self._varies = self._varies, False
        outer_cuts, self._cuts = self._cuts, 0
        noted = self._noting_instead(None)
        found: Values = evaluate(unit, expr, node)  # type: ignore[operator]
        varies, self._varies = self._varies, self._varies or outer
        cuts = self._cuts & ((1 << depth) - 1)
        self._cuts = outer_cuts | cuts
        mine = self._noting_instead(noted)
        if mine is not None:
            self.note().take(mine)
        del self._depths[place]
        memo[expr] = known
        if self._tentative:
            for finished in self._tentative_at.pop(depth, ()):
                self._tentative.pop(finished, None)
        if varies:
            found = Values(found.all, found.certain, found.open, varies=True)
        if self.frames is not None and (varies or known is not None or cuts or self.on_posix):
            self._remember(place, found, mine, cuts)
        elif cuts and self._again:
            self._again -= 1  # part of a circle: known only once what it began with is
            self._tentative[place] = (found, cuts)
            self._tentative_at.setdefault(cuts.bit_length() - 1, []).append(place)
        else:
            memo[expr] = found
        return found

    def _asked_again(self, place: Place) -> Values | None:
        """What is remembered for these frames, or as long as a circle is gone round."""
        if self.frames is not None:
            again = self._framed.get(place) or self._partly.get(place)
            if again is None:
                return None
            found, noted, cuts = again
            if noted is not None:
                self.note().take(noted)
        else:
            tentative = self._tentative.get(place)
            if tentative is None:
                return None
            found, cuts = tentative
        self._varies = self._varies or found.varies
        self._cuts |= cuts
        return found

    def _remember(self, place: Place, found: Values, noted: Noted | None, cuts: int) -> None:
        """Keep what was evaluated for frames: for all who ask the same, unless it is partial."""
        self.steps += 1
        if cuts and self._again_framed:
            self._again_framed -= 1
        elif self.helpers_left:
            self._framed[place] = (found, noted, 0)
            return
        self._partly[place] = (found, noted, cuts)

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
        anywhere, self.on_posix = self.on_posix, frames.platform == POSIX
        self.frames, self._partly = frames, {}
        self._framed = self._framings.setdefault(frames.key, {})
        answer = ask()
        self.frames, self._framed, self._partly = outer, framed, partly
        self.on_posix = anywhere
        return answer

    def note(self) -> Noted:
        """Where to note what is looked at for the frames."""
        if self.noted is None:
            self.noted = Noted()
        return self.noted

    def _noting_instead(self, noted: Noted | None) -> Noted | None:
        """Note from now on there, and give what was noted so far.

        A method, since what a call does to a field in between is nothing that mypyc looks for.
        """
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

    def may_vary(self, unit: UnitId, expr: Expr) -> bool:
        """Whether it is not known that an expression does not depend on what callers pass."""
        known = self._memo_of(unit, expr)[expr]
        return expr != UNKNOWN and (known is None or known.varies)

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
        more = more or any(p.open for p in parts)
        if len(seen) > MOST_VALUES:
            every, others = bounded(list(seen))
            return Values(every, False, more or others)
        every = tuple(seen)
        sure = certain and not more and len(every) == 1 and all(p.certain for p in parts)
        return Values(every, sure, more)

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
            chosen = self.narrowing.chosen(unit, node)
            return self.merged([self.values(unit, e) for e in chosen], certain=len(chosen) == 1)
        if node.op == "and":  # what stands before the last is nothing when it is given
            return self.values(unit, node.options[-1])
        parts: list[Values] = []
        for option in node.options[:-1]:
            found = self.values(unit, option)
            part = unless_false(found)
            there = is_there(part) and not self._may_replace(unit, part)
            if there or (part.certain and self._is_true(part.all[0])) or are_true(found):
                return self.merged([*parts, part], certain=not parts)
            parts.append(part)
        return self.merged([*parts, self.values(unit, node.options[-1])], certain=False)

    def _is_true(self, value: Value) -> bool:
        """Whether a value that is not false is surely true, as all objects of scripts are."""
        script = isinstance(value, Display) and self.attributes.is_script(value.unit)
        return script or isinstance(value, Known)

    def _may_replace(self, unit: UnitId, built_in: Values) -> bool:
        """Whether a text assigns something of that name: ``Function.prototype.bind = null``."""
        only = built_in.all[0]
        name = only.name.rpartition(".")[2] if isinstance(only, External) else ""
        return name in self.attributes.stores.assigned(unit)

    def _attr(self, unit: UnitId, expr: Expr, node: Attr) -> Values:
        if node.name == "require" and self._is_module_object(unit, node.base):
            return one(External(_REQUIRE))
        if node.name == REJECTED:
            return self.promises.rejected(unit, node.base)
        return self.field(unit, node)

    def field(self, unit: UnitId, node: Attr) -> Values:
        """What an attribute may be where it is read, as its base is there."""
        base = self.values(unit, node.base)
        assigned = self.kept.assigned(unit, node, base)
        if assigned:
            kept = self.merged([self.values(unit, expr) for expr in assigned])
            return self.narrowing.field(unit, node, kept)
        unsaid: Parameter | None = None
        if self.frames is not None:
            base, unsaid = self.making.received(unit, node.base, base)
        parts = [self._attribute(unit, node, value) for value in base.all]
        if self.overriding.asks(node.name):
            instead = self.overriding.instead(unit, node, base)
            if instead:
                self.vary()
                parts += instead
        if unsaid is not None and self._varies:
            self.note().asked.add(unsaid)
        found = self.merged(parts, certain=base.certain, more=base.open) if parts else NOTHING
        mixed = self.attributes.objects.with_mixed(unit, node.base, node.name, found)
        return self.narrowing.field(unit, node, mixed)

    def _attribute(self, unit: UnitId, node: Attr, value: Value) -> Values:
        """What an attribute of one value may be where it is read."""
        if isinstance(value, Object):
            if node.name == "constructor" and self.units.units[unit].language == JAVASCRIPT:
                return one(Own(value.unit, value.function))
            if node.name == PROTO:
                return self.merged([one(v) for v in self.classes.behind(value)])
            kept = self.narrowing.attribute(unit, node, value)
            if kept is None:
                kept = self.threads.attribute(unit, node, value)
            if kept is not None:
                every = kept
                return self.making.within(
                    value,
                    lambda: self.merged([self.values(value.unit, e) for e in every] or [NOTHING]),
                )
        if isinstance(value, Display):
            objects = self.attributes.objects
            if objects.assigned_anew(unit, node.base, value, node.name):
                return self.attributes.assigned_to(value, node.name)
        said = isinstance(value, Known) and value.value is not None
        if said and node.name == "value" and self.units.units[unit].language == PYTHON:
            return one(value)  # no constant has that but a member of an enum
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
            put = last_put(self.units.units[unit].outline, node)
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
                results = [
                    self.results.returned(e.unit, e.function) for e in enter if isinstance(e, Own)
                ]
                parts += [r for r in results if r.all] or [one(value)]
            else:
                parts.append(one(value))
        return self.merged(parts, certain=base.certain, more=base.open) if parts else NOTHING
