"""Which events could matter, told by their names alone and before anything is evaluated."""

from collections import defaultdict
from collections.abc import Iterable, Set

from tidewaiter.catalogue.language import Language
from tidewaiter.linking.units import JAVASCRIPT, PYTHON, Unit, Units
from tidewaiter.linking.values.value import UnitId
from tidewaiter.model.facts import (
    GETTER,
    UNKNOWN,
    Attr,
    Binary,
    Call,
    Closure,
    Const,
    EventKind,
    Expr,
    Imported,
    Item,
    Items,
    Mapping,
    Name,
    Outline,
    Param,
    Text,
    Unknown,
)

_INERT_BUILTINS = frozenset(
    {
        *("abs", "all", "any", "ascii", "bin", "bool", "bytearray", "bytes", "callable", "chr"),
        *("complex", "dict", "dir", "divmod", "enumerate", "float", "format", "frozenset"),
        *("hasattr", "hash", "hex", "id", "int", "isinstance", "issubclass", "len", "list"),
        *("object", "oct", "ord", "pow", "print", "range", "repr", "reversed", "round", "set"),
        *("slice", "str", "sum", "super", "tuple", "zip", "unicode", "xrange", "basestring"),
        *("Exception", "TypeError", "ValueError", "KeyError", "AttributeError", "RuntimeError"),
        *("NotImplementedError", "IndexError", "OSError", "AssertionError", "StopIteration"),
    }
)
"""Built-ins of Python that neither run what they are given nor are worth telling."""

_DATA = frozenset({Unknown, Const, Text, Binary, Items, Mapping, Param})
"""What a name is bound to that by itself is no function and nothing external."""

_IDLE = frozenset({Unknown, Const, Closure})


_DISPLAYS = frozenset({Items, Mapping})


class Telling:
    """The names under which anything that matters can be called, stored or iterated.

    Made when all members are outlined. It only spares work: what it lets through is evaluated.

    Args:
        always: Last segments of further names whose calls matter.
        accessors: Names of properties that scripts' functions read.
    """

    def __init__(
        self,
        units: Units,
        languages: dict[str, Language],
        always: frozenset[str],
        accessors: Set[str],
    ) -> None:
        self._units = units
        self._languages = languages
        self._always = always
        self._kinds: dict[UnitId, dict[str, set[type]]] = {}
        self._own = self._find_own()
        self._properties = self._find_properties() | accessors
        self._catalogued = self._find_catalogued()
        self._names = self._own | self._catalogued
        self._called_aside = self._find_called()
        self._called = self._own | self._called_aside
        self._assigned = self._find_assigned()
        self._read = self._find_read()
        self._open = self._find_open()

    def call(self, unit: UnitId, call: Call) -> bool:
        """Whether what is called could be known."""
        exprs = self._units.units[unit].outline.exprs
        callee = exprs[call.callee]
        aside = self._units.aside(self._units.units[unit].member)
        if isinstance(callee, Attr):
            names = self._called_aside if aside else self._called
            return callee.name in names or self._any_name(unit)
        if not isinstance(callee, Name):
            return True
        return not (self._inert(unit, callee.id) or (aside and self._is_idle(unit, callee.id)))

    def receiver(self, unit: UnitId, call: Call) -> bool:
        """Whether a method is called on something whose mere reading is catalogued."""
        exprs = self._units.units[unit].outline.exprs
        callee = exprs[call.callee]
        node = exprs[callee.base] if isinstance(callee, Attr) else callee
        while isinstance(node, Attr | Item):
            if isinstance(node, Attr) and node.name in self._read:
                return True
            node = exprs[node.base]
        return isinstance(callee, Attr) and isinstance(node, Name) and node.id in self._read

    def hands_over(self, unit: UnitId, call: Call) -> bool:
        """Whether what is called could run a function it is given, though it is not known."""
        if self._units.aside(self._units.units[unit].member):
            return False
        callee = self._units.units[unit].outline.exprs[call.callee]
        if isinstance(callee, Attr):
            base = self._units.units[unit].outline.exprs[callee.base]
            return not isinstance(base, Const | Text)
        return not (isinstance(callee, Name) and self._inert(unit, callee.id))

    def function(self, unit: UnitId, expr: Expr) -> bool:
        """Whether an argument could be a function: not if all that binds its name is data."""
        node = self._units.units[unit].outline.exprs[expr]
        if isinstance(node, Attr):
            return self._any_name(unit) or node.name in self._names
        return not isinstance(node, Name) or self._is_followed(unit, node.id)

    def store(self, unit: UnitId, expr: Expr) -> bool:
        """Whether a target could lie at or below a name whose assignment is catalogued."""
        exprs = self._units.units[unit].outline.exprs
        node = exprs[expr]
        while isinstance(node, Attr | Item):
            if isinstance(node, Attr) and node.name in self._assigned:
                return True
            node = exprs[node.base]
        return not isinstance(node, Name) or self._is_followed(unit, node.id)

    def put_into_parameter(self, unit: UnitId, expr: Expr) -> bool:
        """Whether a target is an item of what a script's function is given."""
        here = self._units.units[unit]
        node = here.outline.exprs[expr]
        if here.language != JAVASCRIPT or not isinstance(node, Item):
            return False
        base = here.outline.exprs[node.base]
        return isinstance(base, Name) and Param in self._bound(unit).get(base.id, ())

    def properties(self, unit: UnitId, exprs: Iterable[Expr]) -> list[Attr]:
        """The reads, in these access paths, of what the release has a property of that name for."""
        found: list[Attr] = []
        if not self._properties:
            return found
        every = self._units.units[unit].outline.exprs
        for expr in exprs:
            node = every[expr]
            while isinstance(node, Attr | Item):
                if isinstance(node, Attr) and node.name in self._properties:
                    found.append(node)
                node = every[node.base]
        return found

    def method(self, names: tuple[str, ...]) -> bool:
        """Whether the release defines one of these methods."""
        return not self._own.isdisjoint(names)

    def _inert(self, unit: UnitId, name: str) -> bool:
        here = self._units.units[unit]
        if here.language != PYTHON or name not in _INERT_BUILTINS or here.site is not None:
            return False
        bound = self._bound(unit)
        return name not in bound and "*" not in bound

    def _is_followed(self, unit: UnitId, name: str) -> bool:
        kinds = self._bound(unit).get(name)
        return kinds is None or not kinds.issubset(_DATA)

    def _is_idle(self, unit: UnitId, name: str) -> bool:
        """Whether a name aside stands for its text's own functions, or what is not looked at."""
        kinds = self._bound(unit).get(name)
        return kinds is not None and kinds.issubset(_IDLE)

    def is_display(self, unit: UnitId, name: str) -> bool:
        """Whether a name may stand for a list or an object that its text writes down."""
        return not _DISPLAYS.isdisjoint(self._bound(unit).get(name, ()))

    def is_own(self, unit: UnitId, name: str) -> bool:
        """Whether a name stands for nothing but functions of its own text."""
        return self._bound(unit).get(name) == {Closure}

    def _bound(self, unit: UnitId) -> dict[str, set[type]]:
        """What kinds of expression each name is bound to anywhere in a text."""
        found = self._kinds.get(unit)
        if found is None:
            here = self._units.units[unit]
            exprs = here.outline.exprs
            aside = self._units.aside(here.member)
            found = self._kinds[unit] = defaultdict(set)
            for function in here.outline.functions:
                for name, bindings in function.bindings.items():
                    found[name].update([self._kind(here, exprs[b.value], aside) for b in bindings])
        return found

    def _kind(self, here: Unit, node: object, aside: bool) -> type:
        """The kind of an expression; an attribute of a name that nothing has is as good as data.

        So is, aside, what is imported from the release, or from what the catalogue does not know.
        """
        if isinstance(node, Attr) and node.name not in self._names and not self._is_open(here):
            return Unknown
        if aside and isinstance(node, Imported) and not self._is_known(here, node):
            return Unknown
        return type(node)

    def _is_known(self, here: Unit, node: Imported) -> bool:
        if self._is_open(here) or node.name == "*":
            return True
        if node.level or node.module.startswith("."):
            return False
        module = node.module.removeprefix("node:")
        name = module if node.name in ("", "default") else f"{module}.{node.name}"
        language = self._languages[here.language]
        return language.knows_prefix(name) or language.names(name)

    # what the release and the catalogue define

    def _find_own(self) -> frozenset[str]:
        names: set[str] = set()
        for unit in self._units.units:
            _define(unit.outline, names)
        return frozenset(names)

    def _find_properties(self) -> frozenset[str]:
        return frozenset(
            function.name.rpartition(".")[2]
            for unit in self._units.units
            for function in unit.outline.functions
            if "property" in function.marks or "getter" in function.marks
        )

    def _find_catalogued(self) -> frozenset[str]:
        return self._always.union(*[each.segments for each in self._languages.values()])

    def _find_called(self) -> frozenset[str]:
        """The last segment of everything that is catalogued, and of what stands for it."""
        return self._always.union(*[each.last_segments for each in self._languages.values()])

    def _find_assigned(self) -> frozenset[str]:
        return frozenset().union(*[each.assigned for each in self._languages.values()])

    def _find_read(self) -> frozenset[str]:
        return frozenset().union(*[each.told_when_read for each in self._languages.values()])

    def _find_open(self) -> frozenset[str]:
        """The languages in which the release uses what any method counts of (``BaseClient.*``)."""
        roots = {name: language.open_roots for name, language in self._languages.items()}
        return frozenset(
            unit.language for unit in self._units.units if _names_one(unit, roots[unit.language])
        )

    def _any_name(self, unit: UnitId) -> bool:
        return self._is_open(self._units.units[unit])

    def _is_open(self, here: Unit) -> bool:
        return here.language in self._open


def _names_one(unit: Unit, roots: frozenset[str]) -> bool:
    """Whether a text has one of these names; in a script it may be the global object's."""
    is_script = unit.language == JAVASCRIPT
    for node in unit.outline.exprs:
        if isinstance(node, Name):
            if node.id in roots:
                return True
        elif isinstance(node, Attr):
            if is_script and node.name in roots:
                return True
        elif isinstance(node, Imported) and node.module.partition(".")[0] in roots:
            return True
    return False


def _define(outline: Outline, names: set[str]) -> None:
    """Add every name by which what a text holds can be asked for from elsewhere."""
    exprs = outline.exprs
    for function in outline.functions:
        names.add(function.name.rpartition(".")[2])
        if function.kind in ("class", "module"):
            names.update(function.bindings)
        for event in function.events:
            if event.kind == EventKind.STORE:
                target = exprs[event.expr]
                if isinstance(target, Attr):
                    names.add(target.name.removeprefix(GETTER))
    for export in outline.exports:
        names.add(export.name)
    for node in exprs:
        if isinstance(node, Mapping):
            for key in node.keys:
                name = exprs[key] if key != UNKNOWN else None
                if isinstance(name, Const) and isinstance(name.value, str):
                    names.add(name.value)
