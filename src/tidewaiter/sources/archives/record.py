"""A wheel's RECORD (PEP 376, PEP 427) against what the wheel holds."""

import base64
import csv
import hashlib
import io
from collections.abc import Container

from tidewaiter.model.anomalies import AnomalyKind
from tidewaiter.sources.archives.ledger import Ledger

_STRONG = frozenset({"sha256", "sha384", "sha512"})
_UNLISTED = ("RECORD.jws", "RECORD.p7s")


class Record:
    """The rows of one RECORD; each member is held against it, what remains is extra.

    Args:
        name: The RECORD's own path, such as ``acme-1.0.dist-info/RECORD``.
        data: Its bytes; b"" when they cannot be read, ``None`` when the wheel has none.
    """

    def __init__(self, name: str, data: bytes | None, ledger: Ledger) -> None:
        self._ledger = ledger
        self._folder = name.removesuffix("RECORD")
        self._exempt = {name, *(self._folder + unlisted for unlisted in _UNLISTED)}
        self._rows = _rows(name, data or b"", ledger)
        self._missing = not data
        if data is None:
            ledger.note(AnomalyKind.RECORD_MISSING, name)
        elif not data:
            ledger.note(AnomalyKind.RECORD_MALFORMED, name, "nothing can be read of it")

    def check(self, path: str, data: bytes) -> None:
        """Hold one member against its row."""
        row = self._rows.pop(path, None)
        if self._missing or path in self._exempt:
            return
        if row is None:
            self._ledger.note(AnomalyKind.RECORD_ROW_MISSING, path)
            return
        fault = _fault(row, data)
        if fault:
            kind = AnomalyKind.RECORD_WEAK if fault in _WEAK else AnomalyKind.RECORD_MISMATCH
            self._ledger.note(kind, path, fault)

    def finish(self, present: Container[str]) -> None:
        """Note the rows for which there is no member; ``present`` knows the unread ones too."""
        for path in sorted(row for row in self._rows if row not in present):
            self._ledger.note(AnomalyKind.RECORD_ROW_EXTRA, path)


_NO_DIGEST, _WEAK_DIGEST = "without a digest", "with a digest weaker than sha256"
_WEAK = (_NO_DIGEST, _WEAK_DIGEST)


def _rows(name: str, data: bytes, ledger: Ledger) -> dict[str, tuple[str, str]]:
    rows: dict[str, tuple[str, str]] = {}
    try:
        for row in csv.reader(io.StringIO(data.decode("utf-8"), newline="")):
            if len(row) == 3:
                rows[row[0]] = (row[1], row[2])
            elif row:
                ledger.note(AnomalyKind.RECORD_MALFORMED, name, "a row without three columns")
    except (csv.Error, UnicodeDecodeError) as error:
        ledger.note(AnomalyKind.RECORD_MALFORMED, name, str(error))
    return rows


def _fault(row: tuple[str, str], data: bytes) -> str:
    """What is wrong with a row, or ""."""
    digest, size = row
    algorithm, _, wanted = digest.partition("=")
    if size and size != str(len(data)):
        return f"{len(data):,} bytes, the row says another size"
    if not digest:
        return _NO_DIGEST
    if algorithm not in _STRONG:
        return _WEAK_DIGEST
    found = base64.urlsafe_b64encode(hashlib.new(algorithm, data).digest()).rstrip(b"=")
    return "" if found.decode() == wanted.rstrip("=") else f"its {algorithm} is another"
