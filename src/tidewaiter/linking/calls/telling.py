"""Which events could matter, told by their names alone and before anything is evaluated."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set

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
from tidewaiter.model.facts import Node as Expression

_INERT_BUILTINS = frozenset(
    {
        *("abs", "all", "any", "ascii", "bin", "bool", "bytearray", "bytes", "callable", "chr"),
        *("complex", "dict", "dir", "divmod", "enumerate", "float", "format", "frozenset"),
        *("hasattr", "hash", "hex", "id", "int", "isinstance", "issubclass", "len", "list"),
        *("object", "oct", "ord", "pow", "print", "range", "repr", "reversed", "round", "set"),
        *("slice", "str", "sum", "super", "tuple", "zip", "unicode", "xrange", "basestring"),
        *("property", "classmethod", "staticmethod"),
        *("Exception", "TypeError", "ValueError", "KeyError", "AttributeError", "RuntimeError"),
        *("NotImplementedError", "IndexError", "OSError", "AssertionError", "StopIteration"),
    }
)
"""Built-ins of Python that neither run what they are given nor are worth telling."""

_DATA = frozenset({Unknown, Const, Text, Binary, Items, Mapping, Param})
"""What a name is bound to that by itself is no function and nothing external."""

_IDLE = frozenset({Unknown, Const, Closure})


_DISPLAYS = frozenset({Items, Mapping})

_NOT_CALLED = (Unknown, Const, Text, Binary)
"""What is no function, nor holds one."""

_LOADERS = frozenset({"__import__", "import_module", "modules", "require", "getattr"})
"""What loads modules, or takes what they have, by text."""


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
        self._packages = frozenset(name.partition(".")[0] for name in units.modules)
        self._accessors = accessors
        outlines: dict[str, list[Outline]] = defaultdict(list)
        for unit in units.units:
            outlines[unit.language].append(unit.outline)
        self._known = {name: self._know(name, every) for name, every in outlines.items()}

    def _know(self, language: str, outlines: Sequence[Outline]) -> "_Known":
        accessors = self._accessors if language == JAVASCRIPT else frozenset()
        catalogue = self._languages[language]
        return _Known(language, outlines, self._packages, catalogue, self._always, accessors)

    def _of(self, language: str) -> "_Known":
        """What is known of a language, which may come in layers alone."""
        if language not in self._known:
            self._known[language] = self._know(language, ())
        return self._known[language]

    def call(self, unit: UnitId, call: Call) -> bool:
        """Whether what is called could be known."""
        here = self._units.units[unit]
        callee = here.outline.exprs[call.callee]
        aside = self._units.aside(here.member)
        if isinstance(callee, Attr):
            known = self._of(here.language)
            return (
                callee.name in known.called
                or (not aside and callee.name in known.own)
                or known.is_open
            )
        if not isinstance(callee, Name):
            return True
        return not (self._inert(unit, callee.id) or (aside and self._is_idle(unit, callee.id)))

    def may_be_own(self, unit: UnitId, call: Call) -> bool:
        """Whether a method bears a name that the release gives one of its own."""
        here = self._units.units[unit]
        callee = here.outline.exprs[call.callee]
        aside = self._units.aside(here.member)
        return not aside and isinstance(callee, Attr) and callee.name in self._of(here.language).own

    def receiver(self, unit: UnitId, call: Call) -> bool:
        """Whether a method is called on something whose mere reading is catalogued."""
        here = self._units.units[unit]
        exprs, read = here.outline.exprs, self._of(here.language).read
        callee = exprs[call.callee]
        node = exprs[callee.base] if isinstance(callee, Attr) else callee
        while isinstance(node, Attr | Item):
            if isinstance(node, Attr) and node.name in read:
                return True
            node = exprs[node.base]
        return isinstance(callee, Attr) and isinstance(node, Name) and node.id in read

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
        here = self._units.units[unit]
        node = here.outline.exprs[expr]
        if isinstance(node, Attr):
            return self._of(here.language).may_be(node.name)
        return not isinstance(node, Name) or self._is_followed(unit, node.id)

    def store(self, unit: UnitId, expr: Expr) -> bool:
        """Whether a target could lie at or below a name whose assignment is catalogued."""
        here = self._units.units[unit]
        exprs, assigned = here.outline.exprs, self._of(here.language).assigned
        node = exprs[expr]
        while isinstance(node, Attr | Item):
            if isinstance(node, Attr) and node.name in assigned:
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

    def read_of_parameter(self, unit: UnitId, expr: Expr) -> bool:
        """Whether what is read lies below what a function is given: its callers are read first."""
        exprs = self._units.units[unit].outline.exprs
        node = exprs[expr]
        if isinstance(node, Name):  # who gives it takes it whole
            return False
        while isinstance(node, Attr | Item):
            node = exprs[node.base]
        return isinstance(node, Name) and Param in self._bound(unit).get(node.id, ())

    def is_property(self, name: str) -> bool:
        """Whether a class of Python has a property of that name."""
        return name in self._of(PYTHON).properties

    def properties(self, unit: UnitId, exprs: Iterable[Expr]) -> list[Attr]:
        """The reads, in these access paths, of what the release has a property of that name for."""
        found: list[Attr] = []
        here = self._units.units[unit]
        properties = self._of(here.language).properties
        if not properties:
            return found
        every = here.outline.exprs
        for expr in exprs:
            node = every[expr]
            while isinstance(node, Attr | Item):
                if isinstance(node, Attr) and node.name in properties:
                    found.append(node)
                node = every[node.base]
        return found

    def method(self, names: tuple[str, ...]) -> bool:
        """Whether the release defines one of these methods."""
        return any(not known.own.isdisjoint(names) for known in self._known.values())

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
        if isinstance(node, Attr) and not self._of(here.language).may_be(node.name):
            return Unknown
        if aside and isinstance(node, Imported) and not self._is_known(here, node):
            return Unknown
        return type(node)

    def _is_known(self, here: Unit, node: Imported) -> bool:
        if self._of(here.language).is_open or node.name == "*":
            return True
        if node.level or node.module.startswith("."):
            return False
        module = node.module.removeprefix("node:")
        name = module if node.name in ("", "default") else f"{module}.{node.name}"
        language = self._languages[here.language]
        return language.knows_prefix(name) or language.names(name)


class _Known:
    """What the texts of a language define, and what the catalogue has of it.

    ``own`` and ``catalogued`` are names, ``called`` last segments, ``properties`` the names of
    methods that are run by being read. ``assigned`` and ``read`` matter without being called.
    """

    def __init__(
        self,
        name: str,
        outlines: Sequence[Outline],
        packages: frozenset[str],
        language: Language,
        always: frozenset[str],
        accessors: Set[str],
    ) -> None:
        names: set[str] = set()
        for outline in outlines:
            if name == PYTHON:
                _define_attributes(outline, packages, names)
            else:
                _define(outline, names)
        self.own = frozenset(names)
        self.catalogued = language.segments | always
        self.called = language.last_segments | always
        self.assigned = language.assigned
        self.read = language.told_when_read
        self.properties = frozenset(
            function.name.rpartition(".")[2]
            for outline in outlines
            for function in outline.functions
            if "property" in function.marks or "getter" in function.marks
        ).union(accessors)
        self.is_open = language.opened_by(_mentioned(outlines, name))
        """Whether it uses what any method counts of: ``BaseClient.*``."""

    def may_be(self, name: str) -> bool:
        """Whether an attribute of that name may be a function, or something external."""
        return self.is_open or name in self.own or name in self.catalogued


def _mentioned(outlines: Sequence[Outline], language: str) -> set[str]:
    """Every name by which texts ask for something: what they import, read, and read of it.

    Python has nothing external that is not imported; a script has what is global.
    """
    found: set[str] = set()
    names: set[str] = set()
    texts: set[str] = set()
    for outline in outlines:
        for node in outline.exprs:
            if isinstance(node, Attr):
                found.add(node.name)
            elif isinstance(node, Name):
                names.add(node.id)
            elif isinstance(node, Imported) and not node.level:
                found.add(node.name)
                found.add(node.module)
                found.update(node.module.split("."))
            elif isinstance(node, Const) and isinstance(node.value, str):
                texts.add(node.value)
    if language != PYTHON or "*" in found:
        found |= names
    if not _LOADERS.isdisjoint(found) or not _LOADERS.isdisjoint(names):
        found.update(part for text in texts for part in (text, *text.split(".")))
    return found


def _define(outline: Outline, names: set[str]) -> None:
    """Add every name by which what a script holds can be asked for from elsewhere."""
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


def _define_attributes(outline: Outline, packages: frozenset[str], names: set[str]) -> None:
    """Add every name of an attribute, in Python, that may be something of the release to call."""
    exprs = outline.exprs
    for function in outline.functions:
        names.add(function.name.rpartition(".")[2])
        if function.kind in ("class", "module"):
            for name, bindings in function.bindings.items():
                if any(_is_own(exprs[binding.value], packages) for binding in bindings):
                    names.add(name)
        for event in function.events:
            if event.kind == EventKind.STORE:
                target = exprs[event.expr]
                if isinstance(target, Attr) and _is_own(exprs[event.value], packages):
                    names.add(target.name)


def _is_own(node: Expression, packages: frozenset[str]) -> bool:
    """Whether what a name is bound to may be of the release, and no data."""
    if isinstance(node, Imported):
        return bool(node.level) or node.module.partition(".")[0] in packages
    return not isinstance(node, _NOT_CALLED)
