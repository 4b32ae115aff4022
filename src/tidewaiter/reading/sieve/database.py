"""Rules as one hyperscan database: compiled once, stored, and asked of texts."""

import contextlib
import os
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec

from tidewaiter.reading.sieve.names import Rule

_IMPORT = re.compile(
    rb"import\b[\s\\]*+(?:\((?:[^)#]++|#[^\n]*+\n)*+|[^\n;#(\\]*+(?:\\\r?\n[^\n;#(\\]*+)*+)"
)
_WORD = re.compile(rb"\w+")
_CHECKSUM = 4  # bytes


class Stored(msgspec.Struct, frozen=True, array_like=True):
    """What lies in the compiled file, behind its checksum.

    Attributes:
        key: What it was made for.
        alone: Expressions that make a hit alone, serialised by hyperscan.
        joined: The others, by their ids.
        rules: By the rarest id of a rule, all its ids and the word that must be imported.
    """

    key: str
    alone: bytes
    joined: bytes
    rules: dict[int, list[tuple[frozenset[int], bytes]]]


class Database:
    """The rules of one language, ready to be asked.

    What decides alone is asked first: most texts that are hits end there, after a few lines.
    """

    def __init__(self, stored: Stored) -> None:
        import hyperscan

        self._alone = _ready(stored.alone)
        self._joined = _ready(stored.joined) if stored.joined else None
        self._ended: type[Exception] = hyperscan.ScanTerminated
        self._rules = stored.rules

    def hit(self, text: bytes) -> bool:
        """Whether one of the rules holds. Cost: O(n), and it ends at what decides."""
        try:
            self._alone.scan(text, match_event_handler=_end)
        except self._ended:
            return True
        if self._joined is None:
            return False
        seen: set[int] = set()
        self._joined.scan(text, match_event_handler=lambda id, *_: seen.add(id))
        held = [word for id in seen for ids, word in self._rules.get(id, ()) if ids <= seen]
        return b"" in held or (bool(held) and not _imported(text).isdisjoint(held))


def _end(*_: object) -> bool:
    return True


def _ready(serialised: bytes) -> Any:
    import hyperscan

    database = hyperscan.loadb(serialised, hyperscan.HS_MODE_BLOCK)
    database.scratch = hyperscan.Scratch(database)
    return database


def stored(path: Path, key: str) -> Database | None:
    """The database that lies at a path, if it is sound and was made for ``key`` on this machine."""
    import hyperscan

    found = _read(path, key)
    if found is not None:
        with contextlib.suppress(hyperscan.HyperscanError):  # made by or for another machine
            return Database(found)
    return None


def made(path: Path | None, key: str, rules: Callable[[], Iterable[Rule]]) -> Database:
    """A new database for ``key``, which takes seconds.

    Args:
        path: Where to store it; a place that cannot be written costs only time.
    """
    found = _compiled(key, rules())
    if path:
        _write(path, found)
    return Database(found)


def _compiled(key: str, rules: Iterable[Rule]) -> Stored:
    made = set(rules)
    alone = {e for rule in made if _decides(rule) for e in rule.expressions}
    # What holds when a part of it holds alone need not be asked.
    joined = [rule for rule in made if alone.isdisjoint(rule.expressions)]
    ids = {e: id for id, e in enumerate(sorted({e for rule in joined for e in rule.expressions}))}
    often = Counter(e for rule in joined for e in rule.expressions)
    rules_by_id: dict[int, list[tuple[frozenset[int], bytes]]] = {}
    for rule in sorted(joined, key=lambda rule: (sorted(rule.expressions), rule.imported)):
        rarest = min(rule.expressions, key=lambda e: (often[e], e))
        part = frozenset(ids[e] for e in rule.expressions), rule.imported.encode()
        rules_by_id.setdefault(ids[rarest], []).append(part)
    return Stored(key, _serialised(sorted(alone)), _serialised(list(ids)), rules_by_id)


def _serialised(expressions: list[str]) -> bytes:
    import hyperscan

    if not expressions:
        return b""
    database: Any = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[expression.encode() for expression in expressions],
        ids=list(range(len(expressions))),
        elements=len(expressions),
        flags=hyperscan.HS_FLAG_SINGLEMATCH | hyperscan.HS_FLAG_MULTILINE,
    )
    data: bytes = hyperscan.dumpb(database)
    return data


def _decides(rule: Rule) -> bool:
    return len(rule.expressions) == 1 and not rule.imported


def _imported(text: bytes) -> set[bytes]:
    """Every word that an import statement of Python could bind."""
    return {word for match in _IMPORT.finditer(text) for word in _WORD.findall(match[0])}


def _read(path: Path, key: str) -> Stored | None:
    try:
        data = path.read_bytes()
        # Damage must never look like a text without a hit.
        if zlib.crc32(data[_CHECKSUM:]).to_bytes(_CHECKSUM) != data[:_CHECKSUM]:
            return None
        found = msgspec.msgpack.decode(data[_CHECKSUM:], type=Stored)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return found if found.key == key else None


def _write(path: Path, content: Stored) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    data = msgspec.msgpack.encode(content)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(zlib.crc32(data).to_bytes(_CHECKSUM) + data)
        draft.replace(path)
