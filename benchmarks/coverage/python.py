"""The public names of Python's standard library, as typeshed's stubs declare them.

The stubs are those that mypy brings. They speak of all supported versions and platforms at
once, in branches of ``if sys.version_info >= …``: every branch is taken.
"""

import ast
import importlib.util
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from benchmarks.coverage.names import Name

ONLY_FOR_CHECKERS = {"_typeshed", "typing_extensions"}
"""Stubs beside the standard library's: the first is no module, the second not part of it."""


@dataclass
class Class:
    """A class: the names in its body, the classes within it, and those it derives from."""

    members: set[str] = field(default_factory=set)
    bases: list[str] = field(default_factory=list)
    classes: dict[str, "Class"] = field(default_factory=dict)


@dataclass
class Module(Class):
    """A module, which also hands on names of others.

    Attributes:
        name: Qualified.
        exported: What ``__all__`` holds in any branch.
        imported: Local names by the module and name that they stand for.
        starred: Modules of which it hands on everything.
        chosen: Imported names that it hands on though ``__all__`` does not hold them.
    """

    name: str = ""
    exported: set[str] = field(default_factory=set)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)
    starred: list[str] = field(default_factory=list)
    chosen: set[str] = field(default_factory=set)


def declared() -> Iterator[Name]:
    """Every public name: where it is declared, and where it is handed on."""
    return names_of(_stdlib())


def names_of(folder: Path) -> Iterator[Name]:
    """Every public name of the stubs below ``folder``."""
    modules = {module.name: module for module in _modules(folder)}
    for module in modules.values():
        yield from _members(module.name, module.name, module)
    for module in modules.values():
        for local, (origin, name) in sorted(_handed_on(module, modules).items()):
            yield from _spellings(module.name, local, modules[origin], name)
    for module in modules.values():
        for name in filter(_public, module.classes):
            yield from _inherited(module, name, modules)


def _stdlib() -> Path:
    spec = importlib.util.find_spec("mypy")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("The stubs come with mypy: install tidewaiter[test].")
    return Path(spec.origin).parent / "typeshed" / "stdlib"


def _modules(folder: Path) -> Iterator[Module]:
    for path in sorted(folder.rglob("*.pyi")):
        parts = path.relative_to(folder).with_suffix("").parts
        package = parts[-1] == "__init__"
        parts = parts[:-1] if package else parts
        if parts[0] not in ONLY_FOR_CHECKERS:
            module = Module(name=".".join(parts))
            within = parts if package else parts[:-1]
            _read_module(module, within, ast.parse(path.read_text(encoding="utf-8")).body)
            yield module


def _branches(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements, those of every branch among them."""
    for statement in body:
        if isinstance(statement, ast.If):
            yield from _branches(statement.body)
            yield from _branches(statement.orelse)
        else:
            yield statement


def _read_module(module: Module, package: tuple[str, ...], body: list[ast.stmt]) -> None:
    for statement in _branches(body):
        if isinstance(statement, ast.ImportFrom):
            _read_import(module, package, statement)
        elif "__all__" in _targets(statement):
            module.exported.update(_texts(statement))
        else:
            _read_member(module, statement)


def _read_import(module: Module, package: tuple[str, ...], statement: ast.ImportFrom) -> None:
    above = package[: len(package) - statement.level + 1] if statement.level else ()
    source = ".".join([*above, *filter(None, [statement.module])])
    for alias in statement.names:
        if alias.name == "*":
            module.starred.append(source)
            continue
        module.imported[alias.asname or alias.name] = (source, alias.name)
        if alias.asname == alias.name:
            module.chosen.add(alias.name)


def _read_member(owner: Class, statement: ast.stmt) -> None:
    if isinstance(statement, ast.ClassDef):
        owner.members.add(statement.name)
        inner = owner.classes.setdefault(statement.name, Class())
        inner.bases.extend(ast.unparse(base).partition("[")[0] for base in statement.bases)
        for member in _branches(statement.body):
            _read_member(inner, member)
    elif isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        owner.members.add(statement.name)
    else:
        owner.members.update(_targets(statement))


def _targets(statement: ast.stmt) -> list[str]:
    """Names that the statement assigns to."""
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign | ast.AugAssign):
        targets = [statement.target]
    else:
        return []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _texts(statement: ast.stmt) -> Iterator[str]:
    for node in ast.walk(statement):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _public(name: str) -> bool:
    return not name.startswith("_")


def _members(module: str, owner: str, inner: Class, within: str = "") -> Iterator[Name]:
    for member in sorted(filter(_public, inner.members)):
        name = f"{owner}.{member}"
        yield Name(module, name, within)
        if member in inner.classes:
            yield from _members(module, name, inner.classes[member], name)


def _handed_on(module: Module, modules: dict[str, Module]) -> dict[str, tuple[str, str]]:
    """Names of other modules that are names of this one too, with where they are declared."""

    @cache
    def exports(name: str) -> frozenset[str]:
        """What ``from name import *`` gives."""
        source = modules.get(name)
        if source is None:
            return frozenset()
        starred = {local for other in source.starred for local in exports(other)}
        return frozenset(
            source.exported or filter(_public, source.members | source.chosen | starred)
        )

    given = {local for other in module.starred for local in exports(other)}
    given |= module.chosen | (module.exported & module.imported.keys())
    found = {local: _origin(module.name, local, modules) for local in filter(_public, given)}
    return {local: place for local, place in found.items() if place and place[0] != module.name}


def _origin(name: str, local: str, modules: dict[str, Module]) -> tuple[str, str] | None:
    """Where the local name of a module is declared, if that is in the stubs."""
    source = modules.get(name)
    if source is None or local in source.members:
        return (name, local) if source else None
    if local in source.imported:
        place = source.imported[local]
        return None if ".".join(place) in modules else _origin(*place, modules)
    places = (_origin(other, local, modules) for other in source.starred)
    return next(filter(None, places), None)


def _inherited(module: Module, name: str, modules: dict[str, Module]) -> Iterator[Name]:
    """What a class has from those above it, as second spellings of their members."""
    owner, seen = f"{module.name}.{name}", set(module.classes[name].members)
    for place in _above(module, name, modules):
        above = modules[place[0]].classes[place[1]]
        for member in sorted(filter(_public, above.members - seen)):
            yield Name(module.name, f"{owner}.{member}", owner, spells=".".join([*place, member]))
        seen |= above.members


def _above(module: Module, name: str, modules: dict[str, Module]) -> Iterator[tuple[str, str]]:
    """Module and name of each class above, as far as the stubs have it, the nearest first."""
    for base in module.classes[name].bases:
        before, _, last = base.rpartition(".")
        place = _origin(_module(module, before) if before else module.name, last, modules)
        if place and place[1] in modules[place[0]].classes and place != (module.name, name):
            yield place
            yield from _above(modules[place[0]], place[1], modules)


def _module(module: Module, local: str) -> str:
    """The module that a local name stands for: ``import a.b``, or ``from a import b``."""
    return ".".join(module.imported[local]) if local in module.imported else local


def _spellings(module: str, local: str, source: Module, name: str) -> Iterator[Name]:
    """The name as ``module`` spells it, and its members."""
    spelled, origin = f"{module}.{local}", f"{source.name}.{name}"
    yield Name(module, spelled, spells=origin)
    if name in source.classes:
        for member in _members(module, origin, source.classes[name]):
            yield Name(module, spelled + member.name[len(origin) :], spells=member.name)
