"""From declarations to names as code spells them: who declares what, and how one gets there."""

from collections import deque
from collections.abc import Iterable, Iterator

from benchmarks.coverage.declarations import GLOBAL, Declarations, Owner
from benchmarks.coverage.names import Name

_DEEPEST = 5
"""Segments of a path by which code gets to an object."""


class Spellings:
    """The public names of some declarations.

    A class's members are named by the class. An interface that is no class exists for checkers
    only: its members are named by the shortest path of a value of that type (``process.cwd``),
    else by the one class that extends it, else by the interface.

    Args:
        declarations: What the platform's files declare.
        called: What code calls a namespace or class (``Electron`` is the module ``electron``),
            by its declared name; "" leaves it out.
    """

    def __init__(self, declarations: Declarations, called: dict[str, str]) -> None:
        self._called = {**called, **_handed_out(declarations)}
        self._owners: dict[str, Owner] = {}
        self._itself: dict[str, set[str]] = {}
        """The types of what modules hand out as themselves."""
        for owner in declarations.owners.values():
            self._merge(owner)
        self._bases = {name: self._resolved(o, o.bases) for name, o in self._owners.items()}
        self._paths = self._found_paths()

    def names(self) -> Iterator[Name]:
        """Every name that is there when a program runs; what is inherited spells the base's."""
        for owner in filter(self._is_api, self._owners.values()):
            spelled = self._spelled(owner.name)
            within = "" if _is_module(spelled) else spelled
            inherited = {} if owner.name == GLOBAL else self._inherited(owner.name)
            for member in {**owner.members, **inherited}:
                name, spells = f"{spelled}.{member}", inherited.get(member, "")
                yield Name(_module(spelled), name, within, spells if spells != name else "")

    def _rename(self, name: str) -> str:
        """What code calls a declared name: the longest prefix that has another name decides."""
        prefix, rest = name, ""
        while prefix:
            if prefix in self._called:
                called = self._called[prefix]
                return f"{called}{rest}" if called else ""
            prefix, dot, last = prefix.rpartition(".")
            rest = f"{dot}{last}{rest}"
        return name

    def _merge(self, owner: Owner) -> None:
        """Add an owner under the name that code has for it, where another may be already."""
        name = self._rename(owner.name)
        if not name or "*" in name:  # a file that is imported, by its ending
            return
        known = self._owners.setdefault(name, Owner(name, owner.kind))
        if owner.kind == "module" or name == GLOBAL:
            known.kind = "module"
        elif owner.kind == "class" and known.kind == "interface":
            known.kind = "class"
        known.has_methods |= owner.has_methods
        known.bases |= owner.bases
        known.imported |= owner.imported
        for member, types in owner.members.items():
            spelled = self._rename(f"{owner.name}.{member}")
            if spelled == f"{name}.{member}":
                known.members.setdefault(member, set()).update(types)
            elif spelled == name:
                self._itself.setdefault(name, set()).update(types)

    def _resolved(self, owner: Owner, types: Iterable[str]) -> set[str]:
        """The owners that these types, as written in ``owner``, mean."""
        return {found for text in types if (found := self._type(owner.name, text))}

    def _type(self, scope: str, text: str, seen: tuple[str, ...] = ()) -> str:
        """The owner that a type means within ``scope``, from the inside out, or ""."""
        first, dot, rest = text.partition(".")
        while scope:
            owner = self._owners.get(scope)
            if owner and first in owner.imported:
                moved = self._rename(f"{owner.imported[first]}{dot}{rest}")
                return moved if moved in self._owners else ""
            if (found := self._rename(f"{scope}.{text}")) in self._owners:
                return found
            if owner and not dot and first in owner.members and first not in seen:  # a value
                types = sorted(owner.members[first])
                return next(filter(None, (self._type(scope, t, (*seen, first)) for t in types)), "")
            scope = scope.rpartition(".")[0]
        named = (self._rename(name) for name in (f"{GLOBAL}.{text}", text))
        return next((name for name in named if name in self._owners), "")

    def _above(self, name: str, seen: frozenset[str] = frozenset()) -> set[str]:
        """All that an owner inherits from."""
        bases = self._bases[name] - seen - {name}
        return bases.union(*(self._above(base, seen | bases) for base in bases))

    def _inherited(self, name: str) -> dict[str, str]:
        """What an owner has from others, with the name that it has there."""
        found: dict[str, str] = {}
        for base in sorted(self._above(name)):
            spelled = self._spelled(base)
            for member in self._owners[base].members if spelled != GLOBAL else ():
                found.setdefault(member, f"{spelled}.{member}")
        return found

    def _is_api(self, owner: Owner) -> bool:
        """Whether it is more than a record that is handed over."""
        if owner.kind != "interface" or owner.has_methods or owner.name in self._paths:
            return True
        below = (self._owners[sub] for sub, bases in self._bases.items() if owner.name in bases)
        return any(self._is_api(sub) for sub in below if sub is not owner)

    def _found_paths(self) -> dict[str, str]:
        """Interfaces that are no class, with the shortest path of a value of that type."""
        found = dict.fromkeys(self._bases.get(GLOBAL, ()), GLOBAL)
        for name, types in self._itself.items():
            found.update(dict.fromkeys(self._resolved(self._owners[name], types), name))
        starts = sorted(o.name for o in self._owners.values() if o.kind != "interface")
        waiting = deque([*found.items(), *zip(starts, starts, strict=True)])
        while waiting:
            name, path = waiting.popleft()
            owner = self._owners[name]
            for member, types in sorted(owner.members.items()):
                reached = f"{path}.{member}"
                for type in sorted(self._resolved(owner, types)):
                    is_new = type not in found and self._owners[type].kind == "interface"
                    if is_new and reached.count(".") < _DEEPEST:
                        found[type] = reached
                        waiting.append((type, reached))
        return found

    def _spelled(self, name: str) -> str:
        """What code calls an owner, as the class says."""
        if self._owners[name].kind != "interface":
            return name
        if name in self._paths:
            return self._paths[name]
        below = [sub for sub, bases in self._bases.items() if name in bases]
        return self._spelled(below[0]) if len(below) == 1 and below[0] != name else name


def _is_module(name: str) -> bool:
    return "." not in name


def _module(name: str) -> str:
    """Where the tables count a name."""
    return name.partition(".")[0]


def _handed_out(declarations: Declarations) -> dict[str, str]:
    """What a module hands out as itself (``export = assert``) is called as the module is."""
    return {
        f"{owner.name}.{owner.same_as}": owner.name
        for owner in declarations.owners.values()
        if owner.same_as in owner.members
    }
