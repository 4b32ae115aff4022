"""What anybody may call: the public functions of a release."""

from collections.abc import Callable, Iterator

from tidewaiter.linking.calls.passing import ONE_BY_ONE
from tidewaiter.linking.never_taken import NeverTaken
from tidewaiter.linking.phases import Root
from tidewaiter.linking.units import JAVASCRIPT, PYTHON, Unit, Units
from tidewaiter.linking.uses.conditions import definitions
from tidewaiter.linking.uses.shown import SHOWN_HOLE
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.value import (
    Display,
    External,
    Module,
    Node,
    Object,
    Own,
    UnitId,
    Value,
)
from tidewaiter.model.facts import (
    GETTER,
    MAKES,
    Attr,
    Call,
    Expr,
    Imported,
    Mapping,
    Name,
    property_name,
)
from tidewaiter.model.phase import Phase
from tidewaiter.reading.names import reaching

_DEEPEST = 4
_WHOLE = ("=", "default", "*")
"""Exports that go by the module's own name."""

_SOURCES = (".ts", ".tsx", ".mts", ".cts")
"""What users' scripts are made of, and not what they load."""

_CALL_NO_HOOK = ("builtins.", "typing.", "typing_extensions.", "abc.", "enum.", "collections.abc.")
"""Bases that have no private methods to be overridden."""


def public_roots(
    units: Units, evaluator: Evaluator, role: Callable[[str], str], never_taken: NeverTaken
) -> list[Root]:
    """Roots of the call phase, those with the shortest names first."""
    roots: list[Root] = []
    for index, unit in enumerate(units.units):
        if unit.site is not None or unit.first_line or role(unit.member) != "library":
            continue
        if unit.language == PYTHON and unit.module:
            roots += _python(index, unit, never_taken)
            roots += _given_on(index, unit, evaluator)
        elif unit.language == JAVASCRIPT and _importable(unit, units):
            roots += _javascript(index, unit, units, evaluator)
    return sorted(roots, key=_shortest)


def hidden_roots(units: Units, evaluator: Evaluator, role: Callable[[str], str]) -> list[Root]:
    """What scripts export that package.json gives nobody, if it only gives the package itself.

    What that one makes of theirs may be more than is known.
    """
    roots: list[Root] = []
    if units.closed and set(units.exports) <= {"."}:
        for index, unit in enumerate(units.units):
            if unit.site is not None or unit.first_line or role(unit.member) != "library":
                continue
            if unit.language != JAVASCRIPT or unit.member.endswith(_SOURCES):
                continue
            if not _importable(unit, units):
                roots += _javascript(index, unit, units, evaluator)
    return sorted(roots, key=_shortest)


def _shortest(root: Root) -> tuple[int, str, Node]:
    return root.entry.count("."), root.entry, root.node


def _python(index: int, unit: Unit, never_taken: NeverTaken) -> list[Root]:
    if _is_private(unit.module):
        return []
    functions = unit.outline.functions
    absent = {f for f, branch in definitions(unit.outline) if never_taken(index, branch)}
    roots = []
    for number, function in enumerate(functions):
        if function.parent in absent:
            absent.add(number)
        if function.kind != "function" or "<" in function.name or number in absent:
            continue
        parts = function.name.split(".")
        if all(not p.startswith("_") or (p.startswith("__") and p.endswith("__")) for p in parts):
            shown = function.name.removesuffix(".__init__")
            roots.append(Root((index, number), Phase.CALL, f"{unit.module}.{shown}()"))
    return roots


def _given_on(index: int, unit: Unit, evaluator: Evaluator) -> Iterator[Root]:
    """What a package, the ``__all__`` or an ``import *`` of a module gives of private modules."""
    if _is_private(unit.module):
        return
    units = evaluator.units.units
    is_package = unit.member.endswith("__init__.py")
    listed = () if is_package else _listed(index, evaluator)
    imported = [name for name in _imported(unit) if is_package or name in listed]
    for name in dict.fromkeys([*imported, *_with_stars(index, evaluator, 0)]):
        if name.startswith("_"):
            continue
        for value in evaluator.modules.attribute(index, name).all:
            if not isinstance(value, Own) or not _is_private(units[value.unit].module):
                continue
            shown = f"{unit.module}.{name}"
            if units[value.unit].outline.functions[value.function].kind == "function":
                yield Root((value.unit, value.function), Phase.CALL, f"{shown}()")
                continue
            for owner in evaluator.classes.hierarchy(value.unit, value.function):
                if isinstance(owner, Own) and _is_private(units[owner.unit].module):
                    yield from _methods(owner, units[owner.unit], shown)


def _imported(unit: Unit) -> Iterator[str]:
    """The names that a module imports from others, one by one."""
    outline = unit.outline
    for name, bindings in outline.functions[0].bindings.items():
        bound = [outline.exprs[binding.value] for binding in bindings]
        if any(isinstance(node, Imported) and node.name not in ("", "*") for node in bound):
            yield name


def _listed(index: UnitId, evaluator: Evaluator) -> list[str]:
    """The names of a module's ``__all__``, none when there is none or it is not known."""
    bindings = evaluator.units.units[index].outline.functions[0].bindings.get("__all__", ())
    found = [evaluator.constant(index, binding.value) for binding in bindings]
    names = [name for names in found if isinstance(names, tuple) for name in names]
    return [name for name in names if isinstance(name, str)]


def _with_stars(index: UnitId, evaluator: Evaluator, depth: int) -> Iterator[str]:
    """The names that ``from module import *`` brings into a module, of the release's own."""
    unit = evaluator.units.units[index]
    for binding in unit.outline.functions[0].bindings.get("*", ()) if depth < _DEEPEST else ():
        for value in evaluator.values(index, binding.value).all:
            if isinstance(value, Module):
                bound = evaluator.units.units[value.unit].outline.functions[0].bindings
                yield from _listed(value.unit, evaluator) or bound
                yield from _with_stars(value.unit, evaluator, depth + 1)


def _methods(value: Own, unit: Unit, shown: str) -> Iterator[Root]:
    """The public methods of a class."""
    functions = unit.outline.functions
    for number, function in enumerate(functions):
        if function.parent == value.function and function.kind == "function":
            name = function.name.rpartition(".")[2]
            if name == "__init__":
                yield Root((value.unit, number), Phase.CALL, f"{shown}()")
            elif not name.startswith("_") or name.endswith("__"):
                yield Root((value.unit, number), Phase.CALL, f"{shown}.{name}()")


def hook_roots(units: Units, evaluator: Evaluator, role: Callable[[str], str]) -> list[Root]:
    """Private methods of public classes with a base of another package, which may call them.

    ``class Chat(BaseChatModel): def _generate`` runs when somebody calls what it inherits.
    """
    roots: list[Root] = []
    for index, unit in enumerate(units.units):
        if unit.site is not None or unit.first_line or role(unit.member) != "library":
            continue
        if unit.language == PYTHON and unit.module and not _is_private(unit.module):
            roots += _hooks(index, unit, evaluator)
    return sorted(roots, key=lambda root: (root.entry, root.node))


def _hooks(index: int, unit: Unit, evaluator: Evaluator) -> Iterator[Root]:
    functions = unit.outline.functions
    for number, function in enumerate(functions):
        owner, _, name = function.name.rpartition(".")
        above = functions[function.parent] if function.parent > 0 else None
        if above is None or above.kind != "class" or function.kind != "function":
            continue
        if not name.startswith("_") or name.startswith("__") or not above.bases:
            continue
        if any(part.startswith("_") or "<" in part for part in owner.split(".")):
            continue
        bases = evaluator.classes.hierarchy(index, function.parent)
        if any(isinstance(b, External) and not b.name.startswith(_CALL_NO_HOOK) for b in bases):
            yield Root((index, number), Phase.CALL, f"{unit.module}.{owner}()")


def _is_private(module: str) -> bool:
    return any(part.startswith("_") and part != "__init__" for part in module.split("."))


def _javascript(index: int, unit: Unit, units: Units, evaluator: Evaluator) -> list[Root]:
    path = f"{units.package}/{unit.member}" if units.package else unit.member
    base = units.offers.get(unit.member, path)
    found: dict[Node, str] = {}
    for name, exprs in sorted(evaluator.attributes.exported_names(index).items()):
        for expr in exprs:
            shown = base if name in _WHOLE else f"{base}.{property_name(name)}"
            for value in _values(index, expr, evaluator):
                if name == "*" and isinstance(value, Module):
                    _all_of(value, shown, found, units, evaluator, 0, default=False)
                else:
                    _callable(value, shown, found, units, evaluator, 0, held=name)
    return [Root(node, Phase.CALL, f"{entry}()") for node, entry in found.items()]


def _importable(unit: Unit, units: Units) -> bool:
    return unit.member in units.offers or not units.closed


def _callable(
    value: Value,
    shown: str,
    found: dict[Node, str],
    units: Units,
    evaluator: Evaluator,
    depth: int,
    *,
    held: str = "",
) -> None:
    """Collect what can be called through an exported value; ``held`` is the key it stands under.

    Whoever reads a property has what its accessor gives, without a call.
    """
    if depth > _DEEPEST:
        return
    if isinstance(value, Own | Object):
        outline = units.units[value.unit].outline
        function = outline.functions[value.function]
        if function.kind != "class" and isinstance(value, Own):
            node = (value.unit, value.function)
            if node in found:  # with all that it has
                return
            found[node] = shown
            had = shown if held.startswith(GETTER) else f"{shown}()"
            for given in evaluator.results.returned(*node).all:
                if isinstance(given, Own | Object | Display):
                    _callable(given, had, found, units, evaluator, depth + 1)
        for has, member in _members(value, units, evaluator):
            name = property_name(has)
            entry = shown if name == "constructor" else f"{shown}.{name}"
            if not name.startswith(("_", "#")):
                _callable(member, entry, found, units, evaluator, depth + 1, held=has)
    elif isinstance(value, Display):
        for under, expr in _held_by(value, units, evaluator):
            name = f"{shown}.{property_name(under)}" if under else shown
            for inner in evaluator.values(value.unit, expr).all:
                _callable(inner, name, found, units, evaluator, depth + 1, held=under)
        for stored, member in evaluator.attributes.given_later(value):
            name = property_name(stored)
            if not name.startswith("_"):
                entry = f"{shown}.{name}"
                _callable(member, entry, found, units, evaluator, depth + 1, held=stored)
    elif isinstance(value, Module):
        _all_of(value, shown, found, units, evaluator, depth, default=True)


def _held_by(value: Display, units: Units, evaluator: Evaluator) -> Iterator[tuple[str, Expr]]:
    """The keys and values of an object, also those that are put under a key that is computed."""
    display = units.units[value.unit].outline.exprs[value.expr]
    if isinstance(display, Mapping):
        for key, expr in zip(display.keys, display.values, strict=True):
            text = evaluator.constant(value.unit, key)
            yield text if isinstance(text, str) else "", expr
    for key, expr in evaluator.attributes.stores.put_into(value.unit, value.expr):
        known = evaluator.values(value.unit, key)
        text = evaluator.constant(value.unit, key) if known.certain else None
        yield text if isinstance(text, str) else SHOWN_HOLE, expr


def _all_of(
    value: Module,
    shown: str,
    found: dict[Node, str],
    units: Units,
    evaluator: Evaluator,
    depth: int,
    *,
    default: bool,
) -> None:
    """Collect what can be called of all that a module exports.

    Source: ECMA-262, 16.2.1.7.2.1, GetExportedNames: ``export *`` gives no ``default``.
    """
    for name, exprs in sorted(evaluator.attributes.exported_names(value.unit).items()):
        if depth > _DEEPEST or (name == "default" and not default):
            continue
        for expr in exprs:
            for inner in _values(value.unit, expr, evaluator):
                entry = shown if name in _WHOLE else f"{shown}.{property_name(name)}"
                if name == "*" and isinstance(inner, Module):
                    _all_of(inner, entry, found, units, evaluator, depth + 1, default=False)
                else:
                    _callable(inner, entry, found, units, evaluator, depth + 1, held=name)


def _values(unit: UnitId, expr: Expr, evaluator: Evaluator) -> list[Value]:
    """What is exported; also as the object that is given more after it was made.

    What another package makes of functions is as good as they: ``memoize(() => …)``.
    """
    values = list(evaluator.values(unit, expr).all)
    if not any(isinstance(value, Own | Object | Display | Module) for value in values):
        values += _handed(unit, expr, evaluator)
    made = evaluator.attributes.stores.made(unit, expr)
    return values if made is None or made in values else [made, *values]


def _handed(unit: UnitId, expr: Expr, evaluator: Evaluator) -> Iterator[Value]:
    """The functions that a call is given, by which a value was made."""
    outline = evaluator.units.units[unit].outline
    call = outline.exprs[expr]
    if isinstance(call, Name):
        found, certain = reaching(outline, call)
        call = outline.exprs[found[0]] if certain else call
    if not isinstance(call, Call) or call.kind == MAKES:
        return
    callee = outline.exprs[call.callee]
    script = evaluator.units.units[unit].language == JAVASCRIPT
    if not (script and isinstance(callee, Attr) and callee.name in ONE_BY_ONE):
        for arg in call.args:
            for value in evaluator.values(unit, arg).all:
                if isinstance(value, Own):
                    yield value


def _members(value: Own | Object, units: Units, evaluator: Evaluator) -> list[tuple[str, Value]]:
    outline = units.units[value.unit].outline
    function = outline.functions[value.function]
    names = list(function.bindings) if function.kind == "class" else []
    names += evaluator.attributes.assigned_names(value)
    made = Object(value.unit, value.function)
    return [
        (name, member)
        for name in dict.fromkeys(names)
        for owner in (Own(value.unit, value.function), made)
        for member in evaluator.attributes.of(owner, name).all
        if isinstance(member, Own)
    ]
