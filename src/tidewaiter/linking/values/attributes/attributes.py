"""Attributes, items and elements of values: classes, instances, modules, literals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidewaiter.linking.units import JAVASCRIPT, PYTHON
from tidewaiter.linking.values import paths
from tidewaiter.linking.values.applied import OF_FUNCTIONS
from tidewaiter.linking.values.attributes.changed_lists import ChangedLists
from tidewaiter.linking.values.attributes.displayed import Displayed
from tidewaiter.linking.values.attributes.objects import Objects
from tidewaiter.linking.values.attributes.parsed import NAMESPACE, Parsed
from tidewaiter.linking.values.attributes.stores import FUNCTION, OBJECT, PROTOTYPE, Place, Stores
from tidewaiter.linking.values.attributes.viewed import Viewed
from tidewaiter.linking.values.iterated import ITERATORS
from tidewaiter.linking.values.possible import MOST_VALUES, NOTHING, Values, one
from tidewaiter.linking.values.value import (
    Argument,
    Display,
    External,
    Instance,
    Known,
    Method,
    Missing,
    Module,
    Node,
    Object,
    Own,
    Super,
    UnitId,
    Value,
)
from tidewaiter.model.facts import (
    Expr,
    Function,
    Items,
    Mapping,
    Spread,
)
from tidewaiter.reading import constants

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

_MOST_PARENTS = 40
ITEM = "["
"""What stands before a key among the attributes of an `Argument`: it is an item of it."""

EACH = "*"
"""The key of any item."""

_SAME_MODULE = frozenset({"default", "__esModule", "__dict__"})
_OWN_PLACES = frozenset({"url", "filename", "dirname"})
"""What ``import.meta`` tells of where a script lies, which is no text that is known."""

_WINDOWS = frozenset({"globalThis", "window", "self", "global", "top", "parent"})


class Attributes:
    """Asks an `Evaluator` for the parts of values; remembers what classes are made of."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self.stores = Stores(evaluator)
        self._by_accessor = evaluator.accessors.read
        self.objects = Objects(evaluator)
        self._exports: dict[UnitId, dict[str, list[Expr]]] = {}
        self._asked: set[tuple[UnitId, str]] = set()
        self._opened: set[Display] = set()
        self.displayed = Displayed(evaluator)
        self._mixing: set[tuple[UnitId, Place, str]] = set()
        self.viewed = Viewed(evaluator)
        self.changed_lists = ChangedLists(evaluator)
        self.parsed = Parsed(evaluator)

    # attributes

    def of(self, value: Value, name: str) -> Values:
        """What ``value.name`` may be."""
        if name in self._by_accessor:
            found = self._evaluator.accessors.given(value, name)
            if found.all:
                return found
        match value:
            case External(base):
                return self._of_external(base, name)
            case Instance():
                return self._of_instance(value, name)
            case Module(unit):
                return self._of_module(unit, name)
            case Missing(member, ""):
                self._evaluator.missing.add(member)
                return one(Missing(member, name))
            case Own():
                return self._of_own(value, name)
            case Object():
                step = self._evaluator.iterated.method(value, name)
                return step or self._of_object(value, name)
            case Super():
                return self._evaluator.classes.member(value, name)
            case Argument(unit, function, index, attributes) if len(attributes) < 4:
                return Values((Argument(unit, function, index, (*attributes, name)),), False, True)
            case Known() | Display():
                return self._of_literal(value, name)
        return NOTHING

    def _of_external(self, base: str, name: str) -> Values:
        if name in _SAME_MODULE or name == "":
            return one(External(base))
        if base in ("globalThis", "__builtins__", "builtins.__builtins__"):
            if base != "globalThis":
                return one(External(f"builtins.{name}"))
            return one(External("globalThis" if name in _WINDOWS else f"globalThis.{name}"))
        if base == "import.meta" and name in _OWN_PLACES:
            return one(Known(constants.HOLE))
        own = self._evaluator.modules.own(f"{base}.{name}")
        return own or one(External(f"{base}.{name}"))

    def _of_instance(self, value: Instance, name: str) -> Values:
        if value.of in paths.HOLD_PATHS and (part := paths.attribute(value, name)) is not None:
            return part
        if value.of == NAMESPACE:
            return self.parsed.of(value, name)
        full = f"{value.of}.{name}"
        for language in self._evaluator.languages.values():
            if returned := language.returns(full, "read"):
                return Values((External(full), Instance(returned, value.maker)), False)
        return one(External(full))

    def _of_module(self, unit: UnitId, name: str) -> Values:
        if self._evaluator.units.units[unit].language == PYTHON:
            return self._evaluator.modules.attribute(unit, name)
        return self.export(Module(unit), name)

    def _of_own(self, value: Own, name: str) -> Values:
        classes = self._evaluator.classes
        script = self._evaluator.units.units[value.unit].language == JAVASCRIPT
        if name == "prototype" and script:
            return one(Object(value.unit, value.function))  # its own, whatever it extends
        if self._function(value.unit, value.function).kind == "class":
            found = classes.member(value, name)
            if found.all:
                return found
        if self._function(value.unit, value.function).kind != "class":
            if name in OF_FUNCTIONS:
                return Values((value,), True)
            found = self.assigned(value, name, static=True)
            if found.all:
                return found
        if name == "default":  # of what a bundler's helper is given
            return one(value)
        return classes.inherited(value, name)

    def assigned(self, owner: Own, name: str, *, static: bool) -> Values:
        """What a function, or its prototype, was given after it was made, or had mixed in."""
        place = (FUNCTION if static else PROTOTYPE, owner.function)
        tables = self.stores.of_function if static else self.stores.of_prototype
        stored = tables(owner.unit, owner.function).get(name)
        if stored:
            return self._all(owner.unit, stored)
        return self._mixed(owner.unit, place, name)

    def _mixed(self, unit: UnitId, place: Place, name: str) -> Values:
        """What was mixed into something; not itself: ``mixin(lodash, lodash)``."""
        mixed = self.stores.mixed_into(unit, place)
        asked = (unit, place, name)
        if not mixed or asked in self._mixing:
            return NOTHING
        self._mixing.add(asked)
        values = [v for e in mixed for v in self._evaluator.values(unit, e).all]
        parts = [self._given(v, name) for v in values]
        self._mixing.discard(asked)
        return self._evaluator.merged(parts, certain=False) if parts else NOTHING

    def _given(self, value: Value, name: str) -> Values:
        """What an object has of a name, but for methods that every literal has."""
        return self.held(value, name) if isinstance(value, Display) else self.of(value, name)

    def _of_object(self, value: Object, name: str) -> Values:
        unit, function = value.unit, value.function
        classes = self._evaluator.classes
        found = classes.member(value, name)
        getter = classes.getter(found)
        making = self._evaluator.making
        if getter is not None:
            return self._got(value, getter)
        exprs: list[tuple[UnitId, Expr]] = []
        for owner in classes.hierarchy(unit, function):
            if isinstance(owner, Own):
                table = self.stores.of_instance(owner.unit, owner.function)
                exprs += [(owner.unit, expr) for expr in table.get(name, ())]
        stored: list[Values] = []
        if self._may_vary(exprs):
            stored.append(making.within(value, lambda: self._evaluator.merged(self._each(exprs))))
        else:
            stored += self._each(exprs)
        if self.is_script(unit):
            stored += [part for part in (classes.inherited(value, name),) if part.all]
        if not stored:
            return found
        # what an external base is not known to have is only what is assigned here
        has = found.all and not self._is_guessed(unit, found)
        return self._evaluator.merged([*stored, *([found] if has else [])])

    def _got(self, value: Object, getter: Node) -> Values:
        """What a property gives of an object."""
        results, making = self._evaluator.results, self._evaluator.making
        lists = results.returns_list(getter)
        if lists:
            self._evaluator.vary()
        if not lists and not self._may_vary([(getter[0], e) for e in results.returns(*getter)]):
            return results.returned(*getter)
        return making.within(
            value, lambda: making.bearing(getter, results.returned(*getter)), getter
        )

    def _may_vary(self, exprs: list[tuple[UnitId, Expr]]) -> bool:
        """Whether what callers give may decide what expressions are, where that is asked."""
        if self._evaluator.frames is None:
            return False
        return any(self._evaluator.may_vary(unit, expr) for unit, expr in exprs)

    def _each(self, exprs: list[tuple[UnitId, Expr]]) -> list[Values]:
        return [self._evaluator.values(unit, expr) for unit, expr in exprs]

    def _is_guessed(self, unit: UnitId, found: Values) -> bool:
        """Whether an attribute is one of an external base that the catalogue does not know."""
        language = self._evaluator.units.units[unit].language
        outside = all(isinstance(value, External) for value in found.all)
        return outside and not self._evaluator.known_external(language, found.all)

    def _of_literal(self, value: Known | Display, name: str) -> Values:
        if isinstance(value, Display) and self._is_python(value.unit):
            return one(Method(value, name))
        if isinstance(value, Display):
            found = self.held(value, name)
            if found.all or name == "default":  # of what a bundler's helper is given
                return found if found.all else one(value)
            if self.objects.lacks(value, name):
                return one(Known(None))
        elif name == "href":  # of a URL, which is the text that it was made of
            return one(value)
        return one(Method(value, name))

    def held(self, value: Value, name: str) -> Values:
        """What a script's literal object has of a name, of its own or inherited."""
        if not isinstance(value, Display):
            return NOTHING
        later = self.assigned_to(value, name)
        found = self.item(value, name)
        if later.all:  # the last that is assigned counts, if it was by then
            found = self._evaluator.merged([later, found]) if found.all else later
        if not found.all:
            found = self._mixed(value.unit, (OBJECT, value.expr), name)
        return found if found.all else self._evaluator.classes.inherited(value, name)

    def _all(self, unit: UnitId, exprs: list[Expr]) -> Values:
        return self._evaluator.merged([self._evaluator.values(unit, e) for e in exprs])

    def receiver(self, unit: UnitId, function: int, index: int) -> Value | None:
        """What ``self`` or ``cls`` is, when the parameter is one."""
        here = self._evaluator.units.units[unit]
        functions = here.outline.functions
        parent = functions[function].parent
        if index or here.language != PYTHON or parent < 0 or functions[parent].kind != "class":
            return None
        marks = functions[function].marks
        if "static" in marks:
            return None
        if "class" in marks or functions[function].name.endswith(
            (".__new__", ".__init_subclass__")
        ):
            return Own(unit, parent)
        return Object(unit, parent)

    def shift(self, value: Own) -> int:
        """1 when the first parameter is the receiver that a call does not write."""
        unit = self._evaluator.units.units[value.unit]
        function = unit.outline.functions[value.function]
        parent = function.parent
        in_class = parent >= 0 and unit.outline.functions[parent].kind == "class"
        return int(unit.language == PYTHON and in_class and "static" not in function.marks)

    def _function(self, unit: UnitId, function: int) -> Function:
        return self._evaluator.units.units[unit].outline.functions[function]

    # objects by the expression that makes them

    def assigned_to(self, value: Display, name: str) -> Values:
        """``app = {}; app.listen = …``: what an object was given later."""
        stored = self.stores.of_object(value.unit, value.expr).get(name)
        return self._all(value.unit, stored) if stored else NOTHING

    def given_later(self, value: Display) -> list[tuple[str, Value]]:
        """The names that an object is given after it was made, and what they are."""
        names = self.stores.of_object(value.unit, value.expr)
        return [(n, v) for n, exprs in names.items() for v in self._all(value.unit, exprs).all]

    # items

    def item(self, value: Value, key: constants.Folded) -> Values:
        """What ``value[key]`` may be; every element when the key is not known."""
        if isinstance(value, Display) and value.given:
            return self._evaluator.making.part(value, lambda plain: self.item(plain, key))
        match value:
            case Known(literal):
                if key is constants.UNFOLDED and isinstance(literal, tuple):
                    return self.element(value, -1)
                folded = constants.item(literal, key)
                return NOTHING if folded is constants.UNFOLDED else one(Known(folded))
            case Display(unit, expr):
                if value in self._opened:  # a display that spreads or holds itself
                    return NOTHING
                self._opened.add(value)
                found = self.displayed.item(unit, expr, key)
                self._opened.discard(value)
                return found
            case Instance(paths.PATH, maker, text):  # path.parents[1]
                up = key if isinstance(key, int) and 0 <= key < _MOST_PARENTS else 1
                return one(Instance(paths.PATH, maker, paths.parent(text, up)))
            case External("sys.modules") if isinstance(key, str):
                return self._evaluator.modules.own(key) or one(External(key))
            case Module() | External() | Own() | Object() if isinstance(key, str):
                return self.of(value, key)
            case Instance(of) if isinstance(key, str) and self._is_method(of, key):
                return self.of(value, key)  # dll["system"], client["post"]
            case Argument() if isinstance(key, str | int):
                attribute = isinstance(key, str) and self.is_script(value.unit)
                return self.of(value, f"{key}" if attribute else f"{ITEM}{key}")
        return NOTHING

    def step(self, value: Value, name: str) -> Values:
        """What one of the attributes of an `Argument` leads to from what is given for it."""
        if not name.startswith(ITEM) or name in ITERATORS:
            return self.of(value, name)
        key = name.removeprefix(ITEM)
        if key == EACH:
            return self.element(value, -1)
        keys = (int(key), key) if key.isdecimal() else (key,)
        parts = [part for k in keys if (part := self.item(value, k)).all]
        return self._evaluator.merged(parts) if parts else NOTHING

    def is_script(self, unit: UnitId) -> bool:
        return self._evaluator.units.units[unit].language != PYTHON

    def _is_method(self, of: str, name: str) -> bool:
        """Whether the catalogue knows a method of a class by this name."""
        languages = self._evaluator.languages.values()
        return any(language.lookup(f"{of}.{name}") is not None for language in languages)

    def holds(self, value: Value, key: str) -> bool:
        """Whether something surely stands under a name in options, or in what they spread."""
        if isinstance(value, Module):
            exports = self._exports_of(value.unit)
            whole = self._all(value.unit, exports.get("=", [])).all
            return key in exports or any(self.holds(one, key) for one in whole)
        if not isinstance(value, Display) or value in self._opened:
            return False
        unit, exprs = value.unit, self._evaluator.units.units[value.unit].outline.exprs
        node = exprs[value.expr]
        if not isinstance(node, Mapping):
            return False
        keys = [*node.keys, *(k for k, _ in self.stores.put_into(unit, value.expr))]
        if any(key in self._evaluator.folding.alternatives(unit, k) for k in keys):
            return True
        spreads = [s.value for s in map(exprs.__getitem__, node.values) if isinstance(s, Spread)]
        self._opened.add(value)
        inner = any(self.holds(one, key) for s in spreads for one in self._all(unit, [s]).all)
        self._opened.discard(value)
        return inner or key in self.stores.of_object(unit, value.expr)

    def element(self, value: Value, index: int) -> Values:
        """Element ``index`` of an unpacked value; some element for -1."""
        if isinstance(value, Display) and value.given:
            return self._evaluator.making.part(value, lambda plain: self.element(plain, index))
        match value:
            case Instance(of) if index < 0 or (of == NAMESPACE and not index):
                return one(value)  # the catalogue says what such a call gives, one by one
            case Object(unit) if self.is_script(unit):
                return self._evaluator.iterated.element(value, index)
            case Object():
                return self._iterated(value)
            case Argument():
                return self.of(value, f"{ITEM}{index}" if index >= 0 else f"{ITEM}{EACH}")
            case Known(literal):
                every = constants.elements(literal)
                if index >= 0:
                    every = every[index : index + 1]
                kept = tuple(Known(e) for e in every[:MOST_VALUES])
                return Values(kept, len(kept) == 1 and index >= 0, len(every) > len(kept))
            case Display(unit, expr):
                node = self._evaluator.units.units[unit].outline.exprs[expr]
                if isinstance(node, Mapping):
                    if self.is_script(unit) and self._evaluator.iterated.iterators(value):
                        return self._evaluator.iterated.element(value, index)
                    if index >= 0:
                        return NOTHING
                    return self._all(unit, list(node.keys)) if node.keys else NOTHING
                if self.is_script(unit):
                    return self._evaluator.iterated.element(value, index)
                if not isinstance(node, Items):
                    return NOTHING
                return self.displayed.element(value, node, index)
        return NOTHING

    def _iterated(self, value: Object) -> Values:
        """What an object gives one by one: what its iterator yields, or its ``__next__`` gives."""
        parts: list[Values] = []
        for method in self.of(value, "__iter__").all:
            if not isinstance(method, Own):
                continue
            given = self._evaluator.results.returned(method.unit, method.function)
            if "generator" in self._function(method.unit, method.function).marks:
                parts.append(given)
                continue
            for each in given.all:
                if isinstance(each, Object):
                    following = [v for v in self.of(each, "__next__").all if isinstance(v, Own)]
                    parts += [
                        self._evaluator.results.returned(v.unit, v.function) for v in following
                    ]
                else:
                    parts.append(self.element(each, -1))
        return self._evaluator.merged(parts, certain=False) if parts else NOTHING

    def _is_python(self, unit: UnitId) -> bool:
        return self._evaluator.units.units[unit].language == PYTHON

    # JavaScript modules

    def export(self, module: Value, name: str) -> Values:
        """What a module gives under ``name`` ("default" falls back to the whole module)."""
        if isinstance(module, Missing):
            self._evaluator.missing.add(module.member)
            return one(Missing(module.member, name))
        if not isinstance(module, Module):
            return self.of(module, name)
        asked = (module.unit, name)
        if asked in self._asked:  # modules that re-export each other
            return NOTHING
        self._asked.add(asked)
        found = self._export(module, name)
        self._asked.discard(asked)
        return found

    def _export(self, module: Module, name: str) -> Values:
        unit = module.unit
        if self._evaluator.units.units[unit].language == PYTHON:
            return self._evaluator.modules.attribute(unit, name)
        exports = self._exports_of(unit)
        if name in exports:
            return self._all(unit, exports[name][-1:])
        whole = [self._evaluator.values(unit, e) for e in exports.get("=", ())]
        if name == "default":
            return self._evaluator.merged(whole) if whole else one(module)
        parts = [self.of(value, name) for values in whole for value in values.all]
        for expr in exports.get("=", ()):
            later = self.stores.made(unit, expr)
            if later is not None:
                parts.insert(0, self.assigned_to(later, name))
        for expr in exports.get("*", ()):
            parts += [self.export(value, name) for value in self._evaluator.values(unit, expr).all]
        found = [part for part in parts if part.all]
        return self._evaluator.merged(found, certain=len(found) == 1) if found else NOTHING

    def callable_module(self, module: Module) -> list[Value]:
        """What runs when a module itself is called: ``module.exports = function …``."""
        exports = self._exports_of(module.unit)
        chosen = exports.get("=") or exports.get("default") or []
        return list(self._all(module.unit, chosen[-1:]).all) if chosen else []

    def assigned_names(self, value: Own | Object) -> list[str]:
        """Names assigned to a function's prototype, to itself, or to what it makes (``this.x``)."""
        place = (value.unit, value.function)
        stores = self.stores
        tables = (stores.of_prototype(*place), stores.of_function(*place))
        return [name for table in (*tables, stores.of_instance(*place)) for name in table]

    def exported_names(self, unit: UnitId) -> dict[str, list[Expr]]:
        """Everything a JavaScript unit exports, by name."""
        return self._exports_of(unit)

    def _exports_of(self, unit: UnitId) -> dict[str, list[Expr]]:
        if unit not in self._exports:
            table: dict[str, list[Expr]] = {}
            for export in self._evaluator.units.units[unit].outline.exports:
                table.setdefault(export.name, []).append(export.value)
            self._exports[unit] = table
        return self._exports[unit]
