"""Rules as one hyperscan database: compiled once, stored, and asked of texts."""

import contextlib
import hashlib
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec

from tidewaiter.reading.sieve.names import Rule

_IMPORT = re.compile(
    rb"\bimport\b[\s\\]*(?:\((?:[^)#]|#[^\n]*\n)*|[^\n;#(\\]*(?:\\\r?\n[^\n;#(\\]*)*)"
)
_WORD = re.compile(rb"\w+")
_DIGEST = hashlib.sha256().digest_size


class Stored(msgspec.Struct, frozen=True, array_like=True):
    """What lies in the compiled file, behind the sha-256 of it.

    Attributes:
        key: What it was made for.
        database: Serialised by hyperscan.
        decisive: Ids of the expressions that make a hit alone.
        together: Ids that make a hit when all of them match, and the word that must be imported.
    """

    key: str
    database: bytes
    decisive: frozenset[int]
    together: tuple[tuple[frozenset[int], str], ...]


class Database:
    """The rules of one language, ready to be asked."""

    def __init__(self, stored: Stored) -> None:
        import hyperscan

        self._database = hyperscan.loadb(stored.database, hyperscan.HS_MODE_BLOCK)
        self._database.scratch = hyperscan.Scratch(self._database)
        self._done: type[Exception] = hyperscan.ScanTerminated
        self._decisive = stored.decisive
        self._plain = [ids for ids, word in stored.together if not word]
        self._importing = [(ids, word.encode()) for ids, word in stored.together if word]

    def hit(self, text: bytes) -> bool:
        """Whether one of the rules holds. Cost: O(n), and it ends at what decides."""
        seen: set[int] = set()
        decisive = self._decisive

        def matched(id: int, _from: int, _to: int, _flags: int, _context: object) -> bool:
            seen.add(id)
            return id in decisive

        with contextlib.suppress(self._done):
            self._database.scan(text, match_event_handler=matched)
        if not seen.isdisjoint(decisive) or any(ids <= seen for ids in self._plain):
            return True
        wanted = {word for ids, word in self._importing if ids <= seen}
        return bool(wanted) and not wanted.isdisjoint(_imported(text))


def opened(path: Path | None, key: str, rules: Callable[[], Iterable[Rule]]) -> Database:
    """The database for ``key``: the stored one if it is sound, else made anew and stored.

    Args:
        path: Where the compiled form lies; a place that cannot be written costs only time.
        rules: Gives the rules when they must be compiled, which takes about a second.
    """
    import hyperscan

    stored = _read(path, key) if path else None
    if stored is not None:
        with contextlib.suppress(hyperscan.HyperscanError):  # made by or for another machine
            return Database(stored)
    stored = _compiled(key, rules())
    if path:
        _write(path, stored)
    return Database(stored)


def _compiled(key: str, rules: Iterable[Rule]) -> Stored:
    import hyperscan

    made = set(rules)
    alone = {e for rule in made if _decides(rule) for e in rule.expressions}
    # What holds when a part of it holds alone need not be asked.
    wanted = [rule for rule in made if _decides(rule) or alone.isdisjoint(rule.expressions)]
    expressions = sorted({e for rule in wanted for e in rule.expressions})
    ids = {expression: id for id, expression in enumerate(expressions)}
    database: Any = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[expression.encode() for expression in expressions],
        ids=list(range(len(expressions))),
        elements=len(expressions),
        flags=hyperscan.HS_FLAG_SINGLEMATCH | hyperscan.HS_FLAG_MULTILINE,
    )
    return Stored(
        key,
        hyperscan.dumpb(database),
        frozenset(ids[e] for e in alone),
        tuple(
            sorted(
                (
                    (frozenset(ids[e] for e in rule.expressions), rule.imported)
                    for rule in wanted
                    if not _decides(rule)
                ),
                key=lambda pair: (sorted(pair[0]), pair[1]),
            )
        ),
    )


def _decides(rule: Rule) -> bool:
    return len(rule.expressions) == 1 and not rule.imported


def _imported(text: bytes) -> set[bytes]:
    """Every word that an import statement of Python could bind."""
    return {word for match in _IMPORT.finditer(text) for word in _WORD.findall(match[0])}


def _read(path: Path, key: str) -> Stored | None:
    try:
        data = path.read_bytes()
        # Damage must never look like a text without a hit.
        if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
            return None
        stored = msgspec.msgpack.decode(data[_DIGEST:], type=Stored)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return stored if stored.key == key else None


def _write(path: Path, stored: Stored) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    data = msgspec.msgpack.encode(stored)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(hashlib.sha256(data).digest() + data)
        draft.replace(path)
