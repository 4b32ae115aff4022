"""The central directory of a zip (APPNOTE.TXT 6.3): where each member says it lies."""

import struct
from typing import BinaryIO

import msgspec

from tidewaiter.model.anomalies import AnomalyKind
from tidewaiter.sources.archives.ledger import Ledger

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_ROW = struct.Struct("<4s6H3L5H2L")
_END_MAGIC, _LOCATOR_MAGIC, _END64_MAGIC = b"PK\5\6", b"PK\6\7", b"PK\6\6"
_ROW_MAGIC = b"PK\1\2"
_LONGEST_COMMENT = 65_535
_FULL = 0xFFFFFFFF
_MOST_DIRECTORY = 128 * 1024 * 1024  # bytes; 200,000 rows with ordinary names need 30 MB
_UTF8 = 0x800


class Row(msgspec.Struct, frozen=True, gc=False):
    """One member as the directory tells it; ``offset`` is from the start of the file."""

    name: str
    spelling: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    mode: int
    offset: int


class Directory(msgspec.Struct, frozen=True):
    """The rows, and where the members' area starts and ends in the file."""

    rows: list[Row]
    start: int
    end: int


class NotAZip(Exception):
    """There is no end record, or it points nowhere."""


def read_directory(file: BinaryIO, ledger: Ledger) -> Directory:
    """Find and read the central directory the way CPython's ``zipfile`` does.

    Raises:
        NotAZip: It cannot be found.
    """
    at, end, count, size, offset = _find_end(file, ledger)
    start = end - size
    prefix = start - offset
    if size < 0 or start < 0 or prefix < 0:
        raise NotAZip("the directory would start before the file")
    file.seek(start)
    data = file.read(min(size, _MOST_DIRECTORY))
    if size and data[:4] != _ROW_MAGIC:
        raise NotAZip("there is no directory where the end record says")
    if prefix:
        ledger.note(AnomalyKind.PREFIX_DATA, detail=f"{prefix:,} bytes before the zip")
    rows = _rows(data, prefix, ledger)
    if len(rows) != count:
        detail = f"the end record counts {count:,} members, the directory has {len(rows):,}"
        ledger.note(AnomalyKind.HEADER_MISMATCH, detail=detail)
    _check_tail(file, at, ledger)
    return Directory(rows, prefix, start)


def _find_end(file: BinaryIO, ledger: Ledger) -> tuple[int, int, int, int, int]:
    """Position of the end record, end of the directory, rows, directory bytes and offset."""
    total = file.seek(0, 2)
    base = max(0, total - _LONGEST_COMMENT - _END.size)
    file.seek(base)
    tail = file.read(total - base)
    at = tail.rfind(_END_MAGIC)
    if at < 0 or at + _END.size > len(tail):
        raise NotAZip("there is no end record")
    if tail.endswith(b"\0\0") and tail[-_END.size :].startswith(_END_MAGIC):
        at = len(tail) - _END.size  # zipfile looks here first
    _, _, _, _, count, size, offset, _ = _END.unpack_from(tail, at)
    at += base
    end64 = _find_end64(file, at, ledger)
    if end64:
        return at, *end64
    return at, at, count, size, offset


def _find_end64(file: BinaryIO, at: int, ledger: Ledger) -> tuple[int, int, int, int] | None:
    if at < _LOCATOR.size + _END64.size:
        return None
    file.seek(at - _LOCATOR.size)
    magic, _, offset, _ = _LOCATOR.unpack(file.read(_LOCATOR.size))
    if magic != _LOCATOR_MAGIC:
        return None
    place = at - _LOCATOR.size - _END64.size
    file.seek(place)
    fields = _END64.unpack(file.read(_END64.size))
    if fields[0] != _END64_MAGIC:
        ledger.note(AnomalyKind.HEADER_MISMATCH, detail="a zip64 locator that points nowhere")
        return None
    if offset > place:
        ledger.note(AnomalyKind.HEADER_MISMATCH, detail="a zip64 locator that points elsewhere")
    return place, fields[7], fields[8], fields[9]


def _rows(data: bytes, prefix: int, ledger: Ledger) -> list[Row]:
    rows: list[Row] = []
    at = 0
    while at + _ROW.size <= len(data):
        fields = _ROW.unpack_from(data, at)
        if fields[0] != _ROW_MAGIC:
            break
        if len(rows) > ledger.budget.artifact.members:
            return rows  # whoever reads them meets the budget
        name_at = at + _ROW.size
        extra_at = name_at + fields[10]
        after = extra_at + fields[11] + fields[12]
        if after > len(data):
            break
        rows.append(_row(fields, data[name_at:extra_at], data[extra_at:after], prefix))
        at = after
    if at < len(data):
        ledger.note(AnomalyKind.DAMAGED_DATA, detail=f"the directory breaks off at byte {at:,}")
        ledger.skip("", "the rest of a damaged directory")
    return rows


def _row(fields: tuple[int, ...], name: bytes, extra: bytes, prefix: int) -> Row:
    flags, method, crc, packed, size = fields[3], fields[4], fields[7], fields[8], fields[9]
    offset = fields[16]
    if _FULL in (packed, size, offset):
        size, packed, offset = _zip64(extra, size, packed, offset)
    text = name.decode("utf-8" if flags & _UTF8 or name.isascii() else "cp437", "replace")
    return Row(text, name, flags, method, crc, packed, size, fields[15] >> 16, offset + prefix)


def _zip64(extra: bytes, *values: int) -> list[int]:
    """``values`` with the saturated ones taken from the zip64 extra field, in its order."""
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, at)
        if tag == 1:
            field = extra[at + 4 : at + 4 + length]  # which may end before it says
            wide = iter(struct.iter_unpack("<Q", field[: len(field) // 8 * 8]))
            return [next(wide, (v,))[0] if v == _FULL else v for v in values]
        at += 4 + length
    return list(values)


def _check_tail(file: BinaryIO, at: int, ledger: Ledger) -> None:
    file.seek(at)
    tail = file.read()
    comment = _END.unpack_from(tail)[-1]
    rest = len(tail) - _END.size - comment
    if rest > 0:
        ledger.note(AnomalyKind.TRAILING_DATA, detail=f"{rest:,} bytes behind the zip")
    elif rest < 0:
        ledger.note(AnomalyKind.TRUNCATED, detail="the comment of the zip ends early")
