"""The names of one language: which entry a qualified name belongs to."""

from collections.abc import Iterator, Set
from functools import cached_property

import msgspec

from tidewaiter.catalogue.entry import Entry, Invoke, Library, On

_MOST_SPELLED = 20_000
_GLOBAL = "globalThis."


class Language(msgspec.Struct, frozen=True, dict=True):
    """All libraries of one language. A library given later wins over one given earlier."""

    libraries: tuple[Library, ...]

    @property
    def entries(self) -> Iterator[Entry]:
        """Every entry, in the order of the files."""
        return (entry for library in self.libraries for entry in library.api)

    @cached_property
    def modules(self) -> frozenset[str]:
        """Import names of all libraries."""
        return frozenset(name for library in self.libraries for name in library.modules)

    @cached_property
    def strong(self) -> frozenset[str]:
        """Those whose import is by itself worth a closer look."""
        return frozenset(m for library in self.libraries if library.strong for m in library.modules)

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Other spellings of names and prefixes."""
        return {a: name for library in self.libraries for a, name in library.aliases.items()}

    @cached_property
    def bases(self) -> dict[str, str]:
        """Classes and the class whose entries they inherit."""
        return {sub: base for library in self.libraries for sub, base in library.bases.items()}

    @cached_property
    def fixtures(self) -> dict[str, str]:
        """Names of parameters, and the class of what a test gets for them."""
        return {n: given for library in self.libraries for n, given in library.fixtures.items()}

    @cached_property
    def watched(self) -> frozenset[str]:
        """Last segments of what is worth seeing when it is merely read."""
        names = (name for entry in self.entries if entry.on == "read" for name in entry.names)
        return frozenset(name.removesuffix(".*").rpartition(".")[2] for name in names)

    @cached_property
    def segments(self) -> frozenset[str]:
        """Every segment of every name, and of what stands for one."""
        return frozenset(part for name in self._every_name() for part in name.split("."))

    @cached_property
    def last_segments(self) -> frozenset[str]:
        """The last segments of these names: what a call of one ends with."""
        return frozenset(name.rpartition(".")[2] for name in self._every_name())

    @cached_property
    def assigned(self) -> frozenset[str]:
        """Every segment of what is worth seeing when it is assigned."""
        entries = [entry for entry in self.entries if entry.on == "assign"]
        names = [name for entry in entries for name in entry.names]
        return frozenset(p for name in (*names, *self.aliases) for p in name.split("."))

    @cached_property
    def told_when_read(self) -> frozenset[str]:
        """Last segments of what is a use when it is merely read."""
        entries = [entry for entry in self.entries if entry.on == "read" and entry.capabilities]
        return frozenset(name.rpartition(".")[2] for entry in entries for name in entry.names)

    def opened_by(self, mentioned: Set[str]) -> bool:
        """Whether texts that mention these names could hold what anything of counts: ``Client.*``.

        They have to spell it, another spelling of it, or something that gives it.
        """
        return any(self._is_spelled(name, mentioned, frozenset()) for name in self._wide)

    def _is_spelled(self, name: str, mentioned: Set[str], asked: frozenset[str]) -> bool:
        """Whether all parts of a name are mentioned, or of what stands for it or gives it."""
        if all(part in mentioned for part in self._parts(name)):
            return True
        for prefix in _prefixes(name):
            rest = name[len(prefix) :]
            others = [other for other in self._givers.get(prefix, ()) if other not in asked]
            if others and all(part in mentioned for part in rest.split(".") if part):
                seen = asked.union(others)
                if any(self._is_spelled(other, mentioned, seen) for other in others):
                    return True
        return False

    def _parts(self, name: str) -> list[str]:
        """What a text mentions that asks for a name: the module's parts, then what is below."""
        spelled = _prefixes(name) if "/" in name else ()
        module = next((prefix for prefix in spelled if prefix in self.modules), "")
        rest = name.removeprefix(_GLOBAL)[len(module) :].split(".")
        return [part for part in (module, *rest) if part]

    @cached_property
    def _wide(self) -> tuple[str, ...]:
        """The names of which anything below counts."""
        every = (name for entry in self.entries for name in entry.names)
        return tuple(dict.fromkeys(n.removesuffix(".*") for n in every if n.endswith(".*")))

    @cached_property
    def _givers(self) -> dict[str, list[str]]:
        """By name what else stands for it: other spellings, classes below it, what returns it."""
        found: dict[str, list[str]] = {}
        for other, name in (*self.aliases.items(), *self.bases.items()):
            found.setdefault(name, []).append(other)
        for entry in self.entries:
            if entry.returns is not None:
                found.setdefault(entry.returns, []).extend(entry.names)
        return found

    def _every_name(self) -> Iterator[str]:
        for entry in self.entries:
            yield from entry.names
        yield from self.aliases
        yield from self.bases

    def canonical(self, name: str) -> str:
        """``name`` with its longest aliased prefix replaced, until it is an entry's or has none."""
        known = self._spelled.get(name)
        if known is None:
            if len(self._spelled) > _MOST_SPELLED:
                self._spelled.clear()
            known = self._spelled[name] = self._replaced(name)
        return known

    @cached_property
    def _spelled(self) -> dict[str, str]:
        """Names that `canonical` was asked for; the same few hundred come again and again."""
        return {}

    def _replaced(self, name: str) -> str:
        for _ in range(len(self.aliases) + 1):
            if name in self._named:
                break
            prefix = next((p for p in _prefixes(name) if p in self.aliases), None)
            if prefix is None:
                break
            name = self.aliases[prefix] + name[len(prefix) :]
        return name

    def lookup(self, name: str, on: On = "call") -> Entry | None:
        """The entry of a qualified name: its own, a wildcard's, an alias's or a base class's."""
        asked = self._asked[on]
        if name not in asked:
            if len(asked) > _MOST_SPELLED:
                asked.clear()
            asked[name] = self._table[on].get(name) or self._inherited(self.canonical(name), on)
        return asked[name]

    def names(self, name: str) -> bool:
        """Whether there is an entry of any kind for a qualified name."""
        return any(self.lookup(name, on) for on in self._table)

    def returns(self, name: str, on: On = "call") -> str | None:
        """The class that the value of this call or read belongs to."""
        entry = self.lookup(name, on)
        return entry.returns if entry else None

    def invokes(self, name: str) -> tuple[Invoke, ...]:
        """The arguments that this call runs."""
        entry = self.lookup(name)
        return entry.invokes if entry else ()

    def members(self, module: str) -> dict[str, Entry]:
        """The entries of calls of what a reflected module has, by the last part of the name."""
        return self._members.get(self.canonical(module), {})

    @cached_property
    def _members(self) -> dict[str, dict[str, Entry]]:
        modules = {module for library in self.libraries for module in library.reflected}
        found: dict[str, dict[str, Entry]] = {module: {} for module in modules}
        for name, entry in self._table["call"].items():
            module, _, member = name.rpartition(".")
            if module in modules and entry.capabilities:
                found[module][member] = entry
        return found

    def knows_prefix(self, name: str) -> bool:
        """Whether ``name`` is a module or class that has catalogued names below it."""
        return name in self._above or self.canonical(name) in self._above

    @cached_property
    def _asked(self) -> dict[On, dict[str, Entry | None]]:
        """What `lookup` was asked for; the same few hundred names come again and again."""
        return {"call": {}, "read": {}, "assign": {}}

    @cached_property
    def _table(self) -> dict[On, dict[str, Entry]]:
        table: dict[On, dict[str, Entry]] = {"call": {}, "read": {}, "assign": {}}
        for entry in self.entries:
            table[entry.on].update(dict.fromkeys(entry.names, entry))
        return table

    @cached_property
    def _named(self) -> frozenset[str]:
        """The names of entries as they stand: ``fs-extra.copy``, though ``fs-extra`` is ``fs``."""
        return frozenset(name for entry in self.entries for name in entry.names)

    @cached_property
    def given(self) -> frozenset[str]:
        """What the values of catalogued calls belong to."""
        return frozenset(entry.returns for entry in self.entries if entry.returns)

    @cached_property
    def _above(self) -> frozenset[str]:
        names = [n for entry in self.entries for n in entry.names]
        names += [f"{sub}.*" for sub in self.bases]
        return frozenset(p for name in names for p in _prefixes(name) if p != name)

    def _inherited(self, name: str, on: On) -> Entry | None:
        table = self._table[on]
        owner, _, member = name.rpartition(".")
        for _ in range(len(self.bases) + 1):
            found = table.get(f"{owner}.{member}" if owner else member) or table.get(f"{owner}.*")
            if found or owner not in self.bases:
                return found
            owner = self.bases[owner]
        return None


def _prefixes(name: str) -> Iterator[str]:
    """``a.b.c``, ``a.b``, ``a``."""
    while name:
        yield name
        name = name.rpartition(".")[0]
