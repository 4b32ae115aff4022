"""A packed stream read forwards: never more than asked for, never past a budget."""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import BinaryIO, Protocol

from tidewaiter.model.anomalies import AnomalyKind
from tidewaiter.sources.archives.ledger import Exhausted, Ledger

_PIECE = 256 * 1024
_MOST_STREAMS = 10_000  # parallel bzip2 makes one per 900 kB; more is made to waste time
_LZMA_MEMORY = 128 * 1024 * 1024  # `xz -9` needs 65 MiB
_ERRORS = (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, MemoryError)


class Packing(StrEnum):
    """How a tar is compressed."""

    PLAIN = "plain"
    GZIP = "gzip"
    BZIP2 = "bzip2"
    XZ = "xz"


MAGIC = {Packing.GZIP: b"\x1f\x8b\x08", Packing.BZIP2: b"BZh", Packing.XZ: b"\xfd7zXZ\0"}


class Decompressor(Protocol):
    """What bz2 and lzma offer, and `Inflate` for zlib."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes: ...


class Inflate:
    """zlib with the interface of bz2 and lzma; ``wbits`` 31 is gzip, -15 raw deflate.

    Damage is raised by the call after the one that returned what lies before it.
    """

    def __init__(self, wbits: int) -> None:
        self._zlib = zlib.decompressobj(wbits)
        self._tail = b""
        self._damage: zlib.error | None = None

    @property
    def eof(self) -> bool:
        return self._zlib.eof

    @property
    def needs_input(self) -> bool:
        return not (self._tail or self._zlib.eof or self._damage)

    @property
    def unused_data(self) -> bytes:
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        if self._damage:
            raise self._damage
        data = self._tail + data if self._tail else data
        most = max(max_length, 0)
        before = self._zlib.copy()
        try:
            out = self._zlib.decompress(data, most)
        except zlib.error as error:
            self._damage = error
            return _before_damage(before, data, most)
        self._tail = self._zlib.unconsumed_tail
        return out


def _before_damage(unpack: "zlib._Decompress", data: bytes, most: int) -> bytes:
    """What the longest sound part of ``data`` unpacks to; zlib drops it with its error.

    An installer may never look at a wrong checksum, and so has what lies before it.
    """
    good, sound, damaged = b"", 0, len(data)
    while damaged - sound > 1:
        middle = (sound + damaged) // 2
        try:
            good = unpack.copy().decompress(data[:middle], most)
            sound = middle
        except zlib.error:
            damaged = middle
    return good


_MAKERS: dict[Packing, Callable[[], Decompressor]] = {
    Packing.GZIP: lambda: Inflate(31),
    Packing.BZIP2: bz2.BZ2Decompressor,
    Packing.XZ: lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_LZMA_MEMORY),
}


class _Packed:
    """The packed streams of a file as pieces of at most ``most`` unpacked bytes."""

    def __init__(self, file: BinaryIO, packing: Packing, ledger: Ledger, most: int) -> None:
        file.seek(0)
        self._file = file
        self._packing = packing
        self._ledger = ledger
        self._most = most
        self.intact = True

    def pieces(self) -> Iterator[bytes]:
        """All that can be unpacked, from the start of the file.

        Raises:
            Exhausted: There are more streams in a row than anybody packs honestly.
        """
        if self._packing is Packing.PLAIN:
            yield from iter(lambda: self._file.read(self._most), b"")
            return
        rest = b""
        for number in range(_MOST_STREAMS):
            unpack = _MAKERS[self._packing]()
            yield from self._one_stream(unpack, rest)
            if not unpack.eof:
                return
            rest = self._after(unpack.unused_data)
            if not rest.startswith(MAGIC[self._packing]):
                if rest:
                    self._ledger.note(AnomalyKind.TRAILING_DATA, detail="after the packed stream")
                return
            if number == 0:
                self._ledger.note(AnomalyKind.MULTIPLE_STREAMS, detail=self._packing.value)
        raise Exhausted(f"more than {_MOST_STREAMS:,} packed streams in a row")

    def _one_stream(self, unpack: Decompressor, data: bytes) -> Iterator[bytes]:
        """The bytes of one stream whose first bytes are ``data``, up to damage."""
        while not unpack.eof:
            if unpack.needs_input and not data:
                data = self._file.read(_PIECE)
                if not data:
                    return self._damaged(AnomalyKind.TRUNCATED, "the packed data ends early")
            try:
                piece = unpack.decompress(data, self._most)
            except _ERRORS as error:
                return self._damaged(AnomalyKind.DAMAGED_DATA, f"{self._packing}: {error}")
            data = b""
            if piece:
                yield piece
        return None

    def _after(self, rest: bytes) -> bytes:
        """What follows a stream, without the zero bytes that tapes pad with."""
        while not (rest := rest.lstrip(b"\0")):
            rest = self._file.read(_PIECE)
            if not rest:
                break
        if 0 < len(rest) < 6:
            rest += self._file.read(_PIECE)
        return rest

    def _damaged(self, kind: AnomalyKind, detail: str) -> None:
        self.intact = False
        self._ledger.note(kind, detail=detail)
        self._ledger.skip("", detail)


class Unpacked:
    """The unpacked bytes of ``file`` from its start.

    Damage ends the stream early: it is told to ``ledger`` and ``intact`` becomes false.
    Reading may raise `Exhausted`. Memory: two pieces beside what `read` returns, each of at
    most ``most`` unpacked bytes.
    """

    def __init__(
        self, file: BinaryIO, packing: Packing, ledger: Ledger, most: int = _PIECE
    ) -> None:
        # Two objects, since one that holds its own generator would only go with the collector.
        self._packed = _Packed(file, packing, ledger, most)
        self._pieces = self._packed.pieces()
        self._ledger = ledger
        self._piece = b""
        self._at = 0
        self.position = 0

    @property
    def intact(self) -> bool:
        return self._packed.intact

    def read(self, size: int) -> bytes:
        """The next ``size`` bytes, fewer only at the end of the stream."""
        end = self._at + size
        if end <= len(self._piece):
            data = self._piece[self._at : end]
            self._at = end
            self.position += size
            return data
        return b"".join(self._take(size))

    def skip(self, size: int) -> int:
        """Pass over ``size`` bytes; returns how many there were."""
        return sum(map(len, self._take(size)))

    def drain(self) -> None:
        """Read to the end, so that checksums and what trails are looked at."""
        while self._advance():
            self.position += len(self._piece)
            self._at = len(self._piece)

    def _take(self, size: int) -> Iterator[memoryview]:
        while size > 0:
            if self._at == len(self._piece) and not self._advance():
                return
            part = memoryview(self._piece)[self._at : self._at + size]
            self._at += len(part)
            self.position += len(part)
            size -= len(part)
            yield part

    def _advance(self) -> bool:
        self._piece = next(self._pieces, b"")
        self._at = 0
        self._ledger.count_bytes(len(self._piece))
        return bool(self._piece)
