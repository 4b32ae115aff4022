"""The facts cache: what was found out about bytes that were seen before, in one SQLite file."""

import contextlib
import hashlib
import sqlite3
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

import msgspec

from tidewaiter.inspection.protocol import Inspected, packed
from tidewaiter.model.facts import Outline, Scan

TABLES = ("scans", "outlines", "profiles")
FORMAT = 1
"""Number of the file's layout; a file with another one is moved aside."""

_BOUND = 2_000_000_000  # bytes of the file
_PENDING = 32_000_000  # bytes that wait for `commit`, at most
_SQUEEZED = 4_096  # bytes from which on a value is compressed
_PATIENCE = 5_000  # milliseconds to wait for another process
_DAY = 86_400

_Value = TypeVar("_Value")


class FactsStore(Protocol):
    """What the chain asks of a cache. Keys are digests of a member's bytes and its dialect."""

    def get_scan(self, key: bytes) -> Scan | None: ...

    def put_scan(self, key: bytes, scan: Scan) -> None: ...

    def get_outline(self, key: bytes) -> Outline | None: ...

    def put_outline(self, key: bytes, outline: Outline) -> None: ...


class NoFacts:
    """The store of ``--no-cache``: it keeps nothing."""

    def get_scan(self, key: bytes) -> Scan | None:
        return None

    def put_scan(self, key: bytes, scan: Scan) -> None:
        pass

    def get_outline(self, key: bytes) -> Outline | None:
        return None

    def put_outline(self, key: bytes, outline: Outline) -> None:
        pass


class Cache:
    """The cache in one file; several processes may use it at once, and one may be killed.

    A damaged file is moved aside and begun anew. When it cannot be used at all (read-only,
    disk full) everything goes on without it.

    Args:
        path: The file; it and its folder are made when something is first looked up.
        digest: Of the engine; part of every key.
        notice: Is told, in a sentence, when a damaged file was moved aside.
        bound: Bytes of the file, past which the values that lay longest go.
    """

    def __init__(
        self,
        path: Path,
        digest: bytes,
        notice: Callable[[str], None] = lambda _: None,
        bound: int = _BOUND,
    ) -> None:
        self._path = path
        self._digest = digest
        self._notice = notice
        self._bound = bound
        self._pending: dict[tuple[str, bytes], bytes] = {}
        self._waiting = 0
        self._read: set[tuple[str, bytes]] = set()
        self._db: sqlite3.Connection | None = None
        self._guarded(self._open)

    def get_scan(self, key: bytes) -> Scan | None:
        return self._get("scans", key, Scan)

    def put_scan(self, key: bytes, scan: Scan) -> None:
        self._put("scans", key, scan)

    def get_outline(self, key: bytes) -> Outline | None:
        return self._get("outlines", key, Outline)

    def put_outline(self, key: bytes, outline: Outline) -> None:
        self._put("outlines", key, outline)

    def get_profile(self, key: bytes) -> Inspected | None:
        """What an earlier inspection of the same artifact, with the same options, found."""
        return self._get("profiles", key, Inspected)

    def put_profile(self, key: bytes, inspected: Inspected) -> None:
        self._keep("profiles", key, packed(inspected))

    def commit(self) -> None:
        """Write, in one transaction, what was put and which values were of use."""
        pending, self._pending, self._waiting = self._pending, {}, 0
        if pending or self._read:
            self._guarded(lambda db: self._write(db, pending))

    def close(self) -> None:
        """Commit, make room if the file has grown too large, and let go of it."""
        self.commit()
        self._guarded(self._make_room)
        if self._db:
            with contextlib.suppress(sqlite3.Error):
                self._db.close()
            self._db = None

    def _get(self, table: str, key: bytes, kind: type[_Value]) -> _Value | None:
        full = self._key(key)
        data = self._pending.get((table, full)) or self._guarded(lambda db: _find(db, table, full))
        try:
            value = msgspec.msgpack.decode(_loose(data), type=kind) if data else None
        except (msgspec.DecodeError, UnicodeDecodeError, zlib.error):
            return None
        if value is not None:
            self._read.add((table, full))
        return value

    def _put(self, table: str, key: bytes, value: Any) -> None:
        # What msgpack cannot hold (lone surrogates, huge numbers) is found out anew each time.
        with contextlib.suppress(UnicodeEncodeError, OverflowError, RecursionError):
            self._keep(table, key, msgspec.msgpack.encode(value))

    def _keep(self, table: str, key: bytes, data: bytes) -> None:
        if self._db:
            data = _tight(data)
            self._pending[table, self._key(key)] = data
            self._waiting += len(data)
            if self._waiting > _PENDING:
                self.commit()

    def _key(self, key: bytes) -> bytes:
        return hashlib.sha256(self._digest + key).digest()

    def _write(self, db: sqlite3.Connection, pending: dict[tuple[str, bytes], bytes]) -> None:
        now = int(time.time())
        read, self._read = self._read, set()
        with db:
            for (table, key), data in pending.items():
                db.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", (key, now, data))
            for table, key in sorted(read):
                db.execute(
                    f"UPDATE {table} SET used = ? WHERE key = ? AND used < ?",
                    (now, key, now - _DAY),
                )

    def _make_room(self, db: sqlite3.Connection) -> None:
        """Quarter by quarter, until four fifths of the bound are left."""
        if _occupied(db) <= self._bound:
            return
        while _occupied(db) > self._bound * 4 // 5:
            with db:
                gone = sum(_forget_quarter(db, table) for table in TABLES)
            if not gone:
                return

    def _guarded(self, work: Callable[[sqlite3.Connection], _Value]) -> _Value | None:
        """``work``'s result, or ``None`` when the file does not allow it."""
        try:
            if self._db is None and work != self._open:
                return None
            return work(self._db) if self._db else work(self._connect())
        except sqlite3.OperationalError:
            self._leave()
        except (sqlite3.DatabaseError, OSError) as error:
            self._leave()
            if isinstance(error, sqlite3.DatabaseError):
                self._begin_anew()
        return None

    def _connect(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Threads of a run take turns behind a lock of their own.
        db = sqlite3.connect(self._path, timeout=_PATIENCE / 1_000, check_same_thread=False)
        self._db = db
        return db

    def _open(self, db: sqlite3.Connection) -> None:
        if _ours(db):
            return
        _share(db)
        with db:
            db.execute("BEGIN IMMEDIATE")
            if _ours(db):  # another process was first
                return
            for table in TABLES:
                db.execute(
                    f"CREATE TABLE {table} "
                    "(key BLOB PRIMARY KEY, used INTEGER NOT NULL, data BLOB NOT NULL)"
                )
            db.execute(f"PRAGMA user_version = {FORMAT}")

    def _leave(self) -> None:
        if self._db:
            with contextlib.suppress(sqlite3.Error):
                self._db.close()
        self._db = None

    def _begin_anew(self) -> None:
        """Move the file aside, once, and start an empty one."""
        aside = self._path.with_suffix(".damaged")
        if self._notice is _silent:
            return
        notice, self._notice = self._notice, _silent
        try:
            self._path.replace(aside)
            for suffix in ("-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        except OSError:
            return
        notice(f"The facts cache was damaged; it is now {aside} and a new one was begun.")
        self._guarded(self._open)


def _ours(db: sqlite3.Connection) -> bool:
    """Whether the file holds our tables; an empty one does not yet.

    Raises:
        sqlite3.DatabaseError: It holds something else.
    """
    # One statement sees one state of the file, whatever other processes do meanwhile.
    number, tables = db.execute(
        "SELECT (SELECT user_version FROM pragma_user_version), count(*) FROM sqlite_master"
    ).fetchone()
    if number == FORMAT:
        db.execute("SELECT 1 FROM scans, outlines, profiles LIMIT 1")
        return True
    if number or tables:
        raise sqlite3.DatabaseError("another program's file, or another version's")
    return False


def _share(db: sqlite3.Connection) -> None:
    """Let several processes read while one writes; waits for one that is just doing this."""
    until = time.monotonic() + _PATIENCE / 1_000
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:  # this change does not heed the timeout
            if time.monotonic() > until:
                raise
            time.sleep(0.01)


def _silent(_: str) -> None:
    """The notice of a cache that already told one."""


def _find(db: sqlite3.Connection, table: str, key: bytes) -> bytes | None:
    row = db.execute(f"SELECT data FROM {table} WHERE key = ?", (key,)).fetchone()
    return bytes(row[0]) if row else None


def _tight(data: bytes) -> bytes:
    """The value behind a byte that says whether it is compressed."""
    return b"z" + zlib.compress(data, 1) if len(data) > _SQUEEZED else b"-" + data


def _loose(data: bytes) -> bytes:
    return zlib.decompress(data[1:]) if data[:1] == b"z" else data[1:]


def _occupied(db: sqlite3.Connection) -> int:
    """Bytes of the file that hold something."""
    pages, free, size = (
        db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _forget_quarter(db: sqlite3.Connection, table: str) -> int:
    """Remove the quarter of a table that lay unused the longest; how many rows that were."""
    (rows,) = db.execute(f"SELECT count(*) FROM {table}").fetchone()
    oldest = f"SELECT rowid FROM {table} ORDER BY used, rowid LIMIT ?"
    return db.execute(f"DELETE FROM {table} WHERE rowid IN ({oldest})", ((rows + 3) // 4,)).rowcount
