"""The catalogued names that make a use, in all their spellings, sorted by what must be in the text.

Regular expressions here are hyperscan's: no look-around, and ``\\b`` knows ASCII only.
"""

import string
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tidewaiter.catalogue.entry import Entry
from tidewaiter.catalogue.language import Language


class Rule(NamedTuple):
    """What makes a text a hit.

    Attributes:
        expressions: All of them match somewhere.
        imported: This word stands in a Python import, unless it is "".
    """

    expressions: frozenset[str]
    imported: str = ""


Spelled = tuple[str, Entry]

_TOGETHER = 64
"""Words of one expression."""


_PLAIN = frozenset(string.ascii_letters + string.digits + "_/ ")


def either(words: Iterable[str]) -> str:
    """An expression for any of some literal words."""
    return "(?:" + "|".join(escaped(word) for word in sorted(words)) + ")"


def escaped(word: str) -> str:
    """The word as an expression; `re.escape` writes what hyperscan does not read."""
    return "".join(chr(byte) if chr(byte) in _PLAIN else f"\\x{byte:02x}" for byte in word.encode())


def grouped(words: Iterable[str]) -> Iterator[list[str]]:
    """The words in groups, of which each makes one expression: many small ones compile slowly."""
    ordered = sorted(words)
    for start in range(0, len(ordered), _TOGETHER):
        yield ordered[start : start + _TOGETHER]


def rule(*expressions: str, imported: str = "") -> Rule:
    """See `Rule`."""
    return Rule(frozenset(expressions), imported)


def spelled(language: Language) -> list[Spelled]:
    """Every name that makes a use or gives an instance, in each spelling that aliases allow.

    An entry that only runs an argument makes no use by itself: what it runs is found where
    that is written.
    """
    known = [
        (name.removesuffix(".*"), entry)
        for entry in language.entries
        if entry.capability or entry.when or entry.returns
        for name in entry.names
    ]
    inherited = [
        (sub + name[len(base) :], entry)
        for sub, base in language.bases.items()
        for name, entry in known
        if _below(name, base)
    ]
    return list(
        {f"{n} {e.on}": (n, e) for n, e in _aliased([*known, *inherited], language)}.values()
    )


def _aliased(names: list[Spelled], language: Language) -> Iterator[Spelled]:
    """The names, and what up to two aliases make of each; one inside its target comes first."""
    yield from names
    for inside in (True, False):
        names = [
            (alias + name[len(target) :], entry)
            for name, entry in names
            for alias, target in language.aliases.items()
            if _below(name, target) and (inside or not _below(alias, target))
        ]
        yield from names


def _below(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(prefix + ".")


def module_of(name: str, modules: frozenset[str]) -> str:
    """The longest prefix of a name that is a module, "" when there is none."""
    prefix = name
    while prefix and prefix not in modules:
        prefix = prefix.rpartition(".")[0]
    return prefix


def keys(names: Iterable[str], modules: frozenset[str]) -> dict[str, set[str]]:
    """For each module the segments right below it; of a name that is a module, none."""
    found: dict[str, set[str]] = {}
    for name in names:
        module = module_of(name, modules)
        found.setdefault(module, set())
        if name != module:
            found[module].add(name[len(module) :].lstrip(".").partition(".")[0])
    return found
