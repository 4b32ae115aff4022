"""What tests leave out wherever they call their own helpers is what the helpers say by default.

``Server(handler)`` of ``def __init__(self, handler=None, port=0)`` listens at port 0 if no test
says ``port``, gives ``Server`` more, or hands the class on. Only tests call what tests define.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tidewaiter.linking.units import PYTHON, Source, Unit
from tidewaiter.linking.values.value import UnitId
from tidewaiter.model.facts import (
    Attr,
    Call,
    Closure,
    Const,
    Expr,
    Function,
    Imported,
    Mapping,
    Name,
    Outline,
    Param,
    Spread,
)
from tidewaiter.model.facts import Node as Expression
from tidewaiter.reading.names import reaching

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

_KEYWORD_ONLY = 1
_KEYWORDS = 3
_CONSTRUCTOR = "__init__"
_SPREAD = "**"
_OWN_CLASS = frozenset({"cls", "__class__"})
"""What a class is called in its own methods."""

_TYPE = "type"

_ANY = 1 << 30
"""How many arguments are given where nobody knows."""

_RUN_BY_FRAMEWORKS = ("pytest_", "Test", "test")
"""How the names of what test runners call by themselves begin."""

_TEST = "Test"
"""What stands in the name of a class whose heirs test runners make."""


class Unsaid:
    """Looks through all tests of a release for whoever gives a parameter."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._units = evaluator.units
        self._known: dict[tuple[UnitId, int, int], bool] = {}
        self._tests: _Tests | None = None
        self._imported: dict[str, bool] = {}

    def is_default(self, parameter: tuple[UnitId, int, int]) -> bool:
        """Whether what a helper of tests gets for a parameter is always its default."""
        known = self._known.get(parameter)
        if known is None:
            known = self._known[parameter] = self._find(*parameter)
        return known

    def _find(self, unit: UnitId, function: int, index: int) -> bool:
        here = self._units.units[unit]
        params = here.outline.functions[function].params
        if here.language != PYTHON or not 0 <= index < len(params) or not here.module:
            return False
        declared = params[index]
        default = here.outline.exprs[declared.default]
        if declared.kind > _KEYWORD_ONLY or not _says(default):
            return False
        if here.site is not None or not self._units.aside(here.member):
            return False
        called = _called(here.outline, function)
        if not called or called.startswith(_RUN_BY_FRAMEWORKS):
            return False
        if self._tests is None:
            self._tests = _Tests(unit for unit in self._units.units if self._is_test(unit))
        constructor = int(_short(here.outline.functions[function]) == _CONSTRUCTOR)
        most = len(params) if declared.kind else index - constructor
        if not self._tests.leave_out(declared.name, default, called, most):
            return False
        if here.module not in self._imported:
            self._imported[here.module] = self._is_imported(here.module)
        return not self._imported[here.module]

    def _is_test(self, unit: Unit) -> bool:
        return unit.language == PYTHON and self._units.aside(unit.member)

    def _is_imported(self, module: str) -> bool:
        """Whether a module may be imported by what is no test, or by a test that is not read."""
        modules = [module]
        sources = [each for each in self._units.sources.values() if each.language == PYTHON]
        for known in modules:
            named = _ways_to_name(known)
            for source in sources:
                imports = source.scan.imports
                if named.isdisjoint(imports) and not _is_beside(source, imports, known):
                    continue
                if source.module in modules:
                    continue
                read = source.member in self._units.by_member and bool(source.module)
                if not read or not self._units.aside(source.member):
                    return True
                modules.append(source.module)
        return False


class _Tests:
    """What the tests of a release say: names of arguments, words, and whom they call how."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._outlines = [unit.outline for unit in units]
        self._texts: set[str] = set()
        self._arguments: set[str] = set()
        self._handed_on: dict[str, list[Expression]] = {}
        """By name of an argument the defaults of the parameters that are just handed on as it."""
        self._spread_into: set[str] = set()
        """Whom they give tables of which nobody knows what is in them."""
        self._given: dict[str, int] = {}
        self._forwarders: set[str] = set()
        """The functions that hand on named arguments that they do not know."""
        for outline in self._outlines:
            for node in outline.exprs:
                if isinstance(node, Const) and isinstance(node.value, str):
                    self._texts.add(node.value)
                elif isinstance(node, Call) and node.names:
                    self._take(outline, node)

    def _take(self, outline: Outline, call: Call) -> None:
        """Note the names by which a call gives something."""
        named = zip(call.names, call.args[-len(call.names) :], strict=True)
        for name, arg in named:
            given = _param(outline, arg)
            function = outline.functions[given.function] if given is not None else None
            param = None if given is None or function is None else function.params[given.index]
            if name == _SPREAD:
                if param is not None and function is not None and param.kind == _KEYWORDS:
                    self._forwarders.add(_short(function))
                elif not isinstance(outline.exprs[arg], Mapping):
                    self._spread_into.add(_last(outline.exprs, call.callee))
            elif param is not None and param.name == name and param.kind == _KEYWORD_ONLY:
                self._handed_on.setdefault(name, []).append(outline.exprs[param.default])
            else:
                self._arguments.add(name)

    def leave_out(self, name: str, default: Expression, called: str, most: int) -> bool:
        """Whether no call of a function or class gives a parameter.

        Args:
            called: The name of the function or class.
            most: The positional arguments that stand before the parameter.
        """
        if name in self._texts or name in self._arguments:
            return False
        if any(other != default for other in self._handed_on.get(name, ())):
            return False
        if called not in self._given:
            self._given[called] = self._most_given(self._with_heirs(called))
        return self._given[called] <= most

    def _most_given(self, names: frozenset[str]) -> int:
        """How many positional arguments they give functions or classes at most."""
        tables = names | _OWN_CLASS | {_CONSTRUCTOR} | self._forwarders
        if not self._spread_into.isdisjoint(tables) or not names.isdisjoint(self._named()):
            return _ANY
        return max([_most_given(outline, names) for outline in self._outlines], default=0)

    def _named(self) -> set[str]:
        """What texts of the tests may name: "tests.server:Server"."""
        return {text.rpartition(".")[2].rpartition(":")[2] for text in self._texts}

    def _with_heirs(self, called: str) -> frozenset[str]:
        """The name of a class, and those of all that inherit from it."""
        names = {called}
        found = True
        while found:
            found = False
            for outline in self._outlines:
                for function in outline.functions:
                    bases = [_last(outline.exprs, base) for base in function.bases]
                    if not names.isdisjoint(bases) and _short(function) not in names:
                        names.add(_short(function))
                        found = True
        return frozenset(names)


def _most_given(outline: Outline, names: frozenset[str]) -> int:
    """How many positional arguments a text gives functions or classes, if it just calls them."""
    exprs, functions = outline.exprs, outline.functions
    used: set[Expr] = set()
    most = 0
    for function in functions:
        used.update(function.bases)
        if function.decorators and _short(function) in names:
            return _ANY
        for bound, bindings in function.bindings.items():
            for value in [exprs[binding.value] for binding in bindings]:
                if isinstance(value, Call) and _last(exprs, value.callee) == _TYPE:
                    return _ANY
                given = value.name if isinstance(value, Imported) else bound
                made = _short(functions[value.function]) if isinstance(value, Closure) else bound
                if bound not in (given, made) and not names.isdisjoint((given, made)):
                    return _ANY  # under another name
    wanted = names | _OWN_CLASS
    mentioned: set[Expr] = set()
    for expr, node in enumerate(exprs):
        if isinstance(node, Name):
            if node.id in wanted:
                mentioned.add(expr)
        elif isinstance(node, Attr):
            used.add(node.base)
            if node.name in wanted:
                mentioned.add(expr)
        elif isinstance(node, Call):
            used.add(node.callee)
            if _may_run(exprs, node.callee, names):
                most = max(most, _given(exprs, node))
    return most if mentioned <= used else _ANY


def _may_run(exprs: list[Expression], callee: Expr, names: frozenset[str]) -> bool:
    """Whether a call may be one of functions or constructors of these names."""
    node = exprs[callee]
    if isinstance(node, Call):  # type(self)(…)
        return _last(exprs, node.callee) == _TYPE
    name = _last(exprs, callee)
    return name in names or name in _OWN_CLASS or name == _CONSTRUCTOR


def _given(exprs: list[Expression], call: Call) -> int:
    """How many positional arguments a call gives."""
    positional = call.args[: len(call.args) - len(call.names)]
    return _ANY if any(isinstance(exprs[arg], Spread) for arg in positional) else len(positional)


def _ways_to_name(module: str) -> set[str]:
    """How imports may spell a module or what holds it, wherever its folder is looked for."""
    parts = module.split(".")
    found: set[str] = set()
    for start in range(len(parts)):
        for end in range(start, len(parts)):
            found.add(".".join(parts[start : end + 1]))
    return found


def _is_beside(source: Source, imports: tuple[str, ...], module: str) -> bool:
    """Whether one of the relative imports of a text may be of a module, or of what holds it."""
    for spelled in imports:
        if not spelled.startswith("."):
            continue
        name = spelled.lstrip(".")
        parts = source.module.split(".")
        base = parts[: len(parts) - len(spelled) + len(name) + source.is_package]
        dotted = ".".join([*base, name] if name else base)
        if f"{module}.".startswith(f"{dotted}."):
            return True
    return False


def _says(default: Expression) -> bool:
    """Whether a default tells what may be touched: a text, or a number such as a port."""
    return isinstance(default, Const) and type(default.value) in (str, bytes, int)


def _called(outline: Outline, function: int) -> str:
    """What a function of a module is called by, a constructor by its class, "" for no such."""
    here = outline.functions[function]
    name, parent = _short(here), outline.functions[here.parent]
    if here.decorators or function == 0:
        return ""
    if here.parent == 0:
        return name
    if name != _CONSTRUCTOR or parent.parent != 0:
        return ""
    of_framework = any(_TEST in _last(outline.exprs, base) for base in parent.bases)
    return "" if of_framework else _short(parent)


def _short(function: Function) -> str:
    return function.name.rpartition(".")[2]


def _last(exprs: list[Expression], expr: Expr) -> str:
    """The last name of an access path."""
    node = exprs[expr]
    if isinstance(node, Name):
        return node.id
    return node.name if isinstance(node, Attr) else ""


def _param(outline: Outline, expr: Expr) -> Param | None:
    """The parameter that an expression plainly is."""
    node = outline.exprs[expr]
    found, certain = reaching(outline, node) if isinstance(node, Name) else ([], False)
    param = outline.exprs[found[0]] if certain else None
    return param if isinstance(param, Param) else None
