"""Zip containers (wheels, eggs, zipped sdists): members in the order of the central directory."""

import bz2
import lzma
import stat
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from tidewaiter.model.anomalies import AnomalyKind
from tidewaiter.sources.archives.interface import HEAD, Entry
from tidewaiter.sources.archives.ledger import Exhausted, Ledger
from tidewaiter.sources.archives.stream import Decompressor, Inflate
from tidewaiter.sources.archives.zip_directory import Row, read_directory

_LOCAL = struct.Struct("<4s5H3L2H")
_LOCAL_MAGIC = b"PK\3\4"
_STORED, _DEFLATED, _BZIP2, _LZMA = 0, 8, 12, 14
_ENCRYPTED = 0x1 | 0x40
_DESCRIPTOR = 0x8  # sizes and checksum follow the data
_FULL = 0xFFFFFFFF
_SLACK = 65_536  # bytes that packing may add to a member that cannot be packed
_ERRORS = (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, MemoryError)


class Zip:
    """A zip in a seekable file, which stays open and belongs to the caller.

    Raises:
        NotAZip: It has no central directory.
    """

    def __init__(self, file: BinaryIO, scratch: Ledger) -> None:
        self._file = file
        self._notes = scratch.aside()
        self._directory = read_directory(file, self._notes)

    def names(self) -> Iterator[str]:
        return (row.name for row in self._directory.rows if not row.name.endswith("/"))

    def entries(self, ledger: Ledger) -> Iterator[Entry]:
        ledger.adopt(self._notes)
        spans: list[tuple[int, int, str]] = []
        for row in self._directory.rows:
            ledger.count_entry()
            body = self._body(row, ledger)
            if body is None:
                continue
            spans.append((row.offset, body + row.packed, row.name))
            if not row.name.endswith("/"):
                entry = self._read(row, body, ledger)
                if entry:
                    yield entry
        self._check_spans(spans, ledger)

    def find(self, name: str) -> bytes | None:
        """The bytes of the last member called ``name``, b"" when they cannot be read."""
        aside = self._notes.aside()
        for row in reversed(self._directory.rows):
            if row.name == name:
                body = self._body(row, aside)
                try:
                    entry = self._read(row, body, aside) if body is not None else None
                except Exhausted:
                    entry = None  # the pass that counts will meet and tell it
                return entry.data if entry and entry.size is None else b""
        return None

    def _body(self, row: Row, ledger: Ledger) -> int | None:
        """Where the member's data starts, after its local header was compared with ``row``."""
        self._file.seek(row.offset)
        block = self._file.read(_LOCAL.size)
        if len(block) < _LOCAL.size or block[:4] != _LOCAL_MAGIC:
            ledger.note(AnomalyKind.HEADER_MISMATCH, row.name, "no local header at its offset")
            ledger.skip(row.name, "its data is not where the directory says")
            return None
        fields = _LOCAL.unpack(block)
        name = self._file.read(fields[9])
        differing = _differences(row, name, fields)
        if differing:
            detail = f"directory and local header differ in {', '.join(differing)}"
            ledger.note(AnomalyKind.HEADER_MISMATCH, row.name, detail)
        body = row.offset + _LOCAL.size + fields[9] + fields[10]
        if body + row.packed > self._directory.end:
            ledger.note(AnomalyKind.OVERLAPPING_MEMBERS, row.name, "runs into the directory")
        return int(body)

    def _read(self, row: Row, body: int, ledger: Ledger) -> Entry | None:
        most = ledger.budget.member.read
        reason = _refusal(row, ledger)
        if reason:
            ledger.skip(row.name, reason)
            return None
        if row.size > most or row.packed > most + _SLACK:
            ledger.skip(row.name, f"over {most:,} bytes")
            return self._beginning(row, body)
        if stat.S_ISLNK(row.mode):
            # Installers that use zipfile write a file with the target's name in it.
            ledger.note(AnomalyKind.SYMBOLIC_LINK, row.name)
        self._file.seek(body)
        packed = self._file.read(row.packed)
        data = _unpack(row, packed, ledger)
        ledger.count_bytes(len(data))
        if len(data) > most:
            ledger.skip(row.name, f"over {most:,} bytes")
            return Entry(row.name, data[:HEAD], bool(row.mode & 0o111), len(data))
        _check(row, data, ledger)
        return Entry(row.name, data, bool(row.mode & 0o111))

    def _beginning(self, row: Row, body: int) -> Entry:
        """What tells the kind of a member that is too large to be read."""
        self._file.seek(body)
        packed = self._file.read(min(row.packed, _SLACK))
        data = packed[:HEAD]
        if row.method != _STORED:
            try:
                unpack, packed = _decompressor(row, packed)
                data = unpack.decompress(packed, HEAD)
            except _ERRORS:
                data = b""
        return Entry(row.name, data, bool(row.mode & 0o111), row.size)

    def _check_spans(self, spans: list[tuple[int, int, str]], ledger: Ledger) -> None:
        """Members must lie side by side, with nothing but data descriptors between them."""
        end = self._directory.start
        for start, stop, name in sorted(spans):
            if start < end:
                ledger.note(AnomalyKind.OVERLAPPING_MEMBERS, name)
            elif start > end:
                self._check_gap(end, start, ledger)
            end = max(end, stop)
        if end < self._directory.end:
            self._check_gap(end, self._directory.end, ledger)

    def _check_gap(self, start: int, stop: int, ledger: Ledger) -> None:
        self._file.seek(start)
        gap = self._file.read(min(stop - start, _SLACK))
        if gap.count(0) == stop - start:
            return  # alignment
        descriptor = gap.removeprefix(b"PK\7\x08")
        if stop - start <= 24 and len(descriptor) in (12, 20):
            return
        found = "a local header among it" if _LOCAL_MAGIC in gap else "no local header seen"
        detail = f"{stop - start:,} bytes at {start:,} belong to no member, {found}"
        ledger.note(AnomalyKind.HIDDEN_DATA, detail=detail)


def _differences(row: Row, name: bytes, local: tuple[int, ...]) -> list[str]:
    found = []
    if name != row.spelling:
        found.append("name")
    if local[3] != row.method:
        found.append("method")
    if (local[2] ^ row.flags) & _ENCRYPTED:
        found.append("encryption")
    if not local[2] & _DESCRIPTOR and _FULL not in (local[7], local[8]):
        if local[6] != row.crc:
            found.append("checksum")
        if (local[7], local[8]) != (row.packed, row.size):
            found.append("size")
    return found


def _refusal(row: Row, ledger: Ledger) -> str:
    if row.flags & _ENCRYPTED:
        ledger.note(AnomalyKind.ENCRYPTED_MEMBER, row.name)
        return "encrypted"
    if row.method not in (_STORED, _DEFLATED, _BZIP2, _LZMA):
        ledger.note(AnomalyKind.UNKNOWN_COMPRESSION, row.name, f"method {row.method}")
        return f"compression method {row.method} is not known"
    return ""


def _unpack(row: Row, packed: bytes, ledger: Ledger) -> bytes:
    """The member's bytes, at most one more than the budget; what damage leaves of them."""
    if row.method == _STORED:
        return packed
    most = ledger.budget.member.read + 1
    out: list[bytes] = []
    try:
        unpack, packed = _decompressor(row, packed)
        out.append(unpack.decompress(packed, most))
        while not unpack.eof and not unpack.needs_input and sum(map(len, out)) < most:
            out.append(unpack.decompress(b"", most - sum(map(len, out))))
    except _ERRORS as error:
        return _damaged(row, str(error), out, ledger)
    if unpack.eof and unpack.unused_data:
        detail = f"{len(unpack.unused_data):,} bytes behind its packed data"
        ledger.note(AnomalyKind.HIDDEN_DATA, row.name, detail)
    if not unpack.eof and unpack.needs_input and sum(map(len, out)) < row.size:
        return _damaged(row, "its packed data ends early", out, ledger)
    return out[0] if len(out) == 1 else b"".join(out)


def _decompressor(row: Row, packed: bytes) -> tuple[Decompressor, bytes]:
    if row.method == _DEFLATED:
        return Inflate(-15), packed
    if row.method == _BZIP2:
        return bz2.BZ2Decompressor(), packed
    # APPNOTE 5.8.8: version, length of the properties, properties; then raw LZMA.
    length = int.from_bytes(packed[2:4], "little")
    if length < 5 or len(packed) < 9:
        raise ValueError("lzma properties are missing")
    bits, dictionary = packed[4], int.from_bytes(packed[5:9], "little")
    lzma_filter = {
        "id": lzma.FILTER_LZMA1,
        "lc": bits % 9,
        "lp": bits // 9 % 5,
        "pb": bits // 45,
        # No more than the member can refer back to: the whole dictionary is allocated.
        "dict_size": min(dictionary, max(row.size, 4096)),
    }
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[lzma_filter]), packed[4 + length :]


def _damaged(row: Row, why: str, out: list[bytes], ledger: Ledger) -> bytes:
    ledger.note(AnomalyKind.DAMAGED_DATA, row.name, why)
    ledger.skip(row.name, "its packed data is damaged")
    return b"".join(out)


def _check(row: Row, data: bytes, ledger: Ledger) -> None:
    if len(data) != row.size:
        detail = f"{row.size:,} bytes announced, {len(data):,} found"
        ledger.note(AnomalyKind.SIZE_MISMATCH, row.name, detail)
    if zlib.crc32(data) != row.crc:
        ledger.note(AnomalyKind.BAD_CHECKSUM, row.name, "CRC-32")
        ledger.skip(row.name, "its checksum is wrong")
