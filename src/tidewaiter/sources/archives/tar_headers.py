"""Headers of a tar (POSIX.1-2017 pax, ustar, GNU, v7): blocks of 512 bytes → what they announce."""

import struct
from collections.abc import Iterator

import msgspec

from tidewaiter.model.anomalies import AnomalyKind
from tidewaiter.sources.archives.ledger import Ledger
from tidewaiter.sources.archives.stream import Unpacked

BLOCK = 512
_ZERO = bytes(BLOCK)
_FIELDS = struct.Struct("100s8x16x12s12x8s1s100s6s82x155s12x")
_MODE = slice(100, 108)
_SIGNED = struct.Struct("148b8x356b")
_LONGEST_EXTENSION = 256 * 1024  # bytes of one pax header or GNU long name
_MOST_RECORDS = 1_000  # per pax header
_MOST_EXTENSIONS = 16  # in a row before one member

REGULAR = frozenset({b"0", b"\0", b"7"})
FOLDER = b"5"
HARD_LINK = b"1"
SYMBOLIC_LINK = b"2"
SPECIAL = frozenset({b"3", b"4", b"6"})
SPARSE = b"S"
_EXTENSIONS = frozenset({b"x", b"X", b"g", b"L", b"K"})
_NO_BODY = frozenset({FOLDER, HARD_LINK, SYMBOLIC_LINK, *SPECIAL})


class Header(msgspec.Struct):
    """One entry; its body of ``size`` bytes comes next in the stream."""

    name: str
    kind: bytes
    size: int
    mode: int
    target: str


class _Extension(msgspec.Struct):
    """What pax and GNU headers said about the entry to come."""

    name: str | None = None
    target: str | None = None
    size: int | None = None
    sparse: bool = False


def read_headers(stream: Unpacked, ledger: Ledger) -> Iterator[Header]:
    """The entries of a tar; the consumer may read up to ``size`` bytes between two of them.

    Follows CPython's ``tarfile`` in what a header means, and unlike it goes on behind the
    end-of-archive mark, since other readers do. What is odd is told to ``ledger``.
    """
    zeros, extensions, common, own = 0, 0, _Extension(), _Extension()
    while len(block := stream.read(BLOCK)) == BLOCK:
        if block == _ZERO:
            zeros += 1
            continue
        header = _parse(block)
        if header is None or extensions > _MOST_EXTENSIONS:
            return _give_up(stream, ledger, after_end=zeros > 0)
        if zeros:
            ledger.note(AnomalyKind.MEMBERS_AFTER_END, header.name)
            zeros = 0
        if header.kind in _EXTENSIONS:
            extensions += 1
            end = _end(header, stream)
            _extend(common if header.kind == b"g" else own, header, stream, ledger)
        else:
            _apply(header, common, own, ledger)
            if header.kind == SPARSE:
                _pass_sparse_map(block, stream)
            end = _end(header, stream)
            yield header
            extensions, own = 0, _Extension()
        if stream.position + stream.skip(end - stream.position) < end and stream.intact:
            return _truncated(stream, ledger)
    return _finish(stream, ledger, zeros, len(block))


def is_header(block: bytes) -> bool:
    """Whether a block of 512 bytes starts a member: its checksum and numbers are right."""
    return len(block) == BLOCK and block != _ZERO and _parse(block) is not None


def _end(header: Header, stream: Unpacked) -> int:
    """Where the body that starts here ends, in whole blocks."""
    return stream.position + -(-header.size // BLOCK) * BLOCK


def _pass_sparse_map(block: bytes, stream: Unpacked) -> None:
    """Step over the blocks that follow an old GNU sparse header, before its body."""
    more = block[482] if block[156:157] == SPARSE else 0
    while more and len(block := stream.read(BLOCK)) == BLOCK:
        more = block[504]


def _parse(block: bytes) -> Header | None:
    """The fields of a header block, or ``None`` when its checksum or a number is wrong."""
    name, size, checksum, kind, target, magic, prefix = _FIELDS.unpack(block)
    try:
        total = _number(checksum)
        if total != sum(block) - sum(block[148:156]) + 256 and not _signed_sum(block, total):
            return None
        size, mode = _number(size), _number(block[_MODE])
    except ValueError:
        return None
    if size < 0:
        return None
    text = _text(name)
    if magic == b"ustar\0" and prefix[0]:
        text = f"{_text(prefix)}/{text}"
    if kind == b"\0" and text.endswith("/"):
        kind = FOLDER
    return Header(text, kind, size, mode, _text(target))


def _signed_sum(block: bytes, total: int) -> bool:
    # Some old tars summed signed bytes.
    return bool(total == sum(_SIGNED.unpack(block)) + 256)


def _number(field: bytes) -> int:
    if field[0] in (0o200, 0o377):  # GNU base-256
        value = int.from_bytes(field[1:], "big")
        return value - 256 ** (len(field) - 1) if field[0] == 0o377 else value
    digits = field.partition(b"\0")[0].strip()
    return int(digits, 8) if digits else 0


def _text(field: bytes) -> str:
    return field.partition(b"\0")[0].decode("utf-8", "replace")


def _extend(extension: _Extension, header: Header, stream: Unpacked, ledger: Ledger) -> None:
    if header.size > _LONGEST_EXTENSION:
        reason = f"an extended header of {header.size:,} bytes"
        ledger.note(AnomalyKind.OVERSIZED_HEADER, header.name, reason)
        return ledger.skip("", reason)
    body = stream.read(header.size)
    if header.kind == b"L":
        extension.name = _text(body)
    elif header.kind == b"K":
        extension.target = _text(body)
    else:
        _apply_pax(extension, body, ledger)
    return None


def _apply_pax(extension: _Extension, body: bytes, ledger: Ledger) -> None:
    for key, value in _pax_records(body, ledger):
        if key == b"path":
            extension.name = value.decode("utf-8", "replace")
        elif key == b"linkpath":
            extension.target = value.decode("utf-8", "replace")
        elif key == b"size" and value.isdigit() and len(value) < 20:
            extension.size = int(value)
        elif key == b"size":
            ledger.note(AnomalyKind.HEADER_MISMATCH, detail="a pax size that is no number")
        elif key.startswith(b"GNU.sparse."):
            extension.sparse = True


def _pax_records(body: bytes, ledger: Ledger) -> Iterator[tuple[bytes, bytes]]:
    """Records of the form ``"%d %s=%s\\n" % (length, key, value)``, until one is malformed."""
    at = 0
    for _ in range(_MOST_RECORDS):
        if at >= len(body) or body[at] == 0:
            return
        space = body.find(b" ", at, at + 8)
        digits = body[at:space]
        length = int(digits) if space > 0 and digits.isdigit() else 0
        key, equals, value = body[space + 1 : at + length - 1].partition(b"=")
        if not equals or at + length > len(body) or body[at + length - 1] != 0x0A:
            ledger.note(AnomalyKind.HEADER_MISMATCH, detail="a malformed pax record")
            return ledger.skip("", "a malformed extended header")
        yield key, value
        at += length
    ledger.note(AnomalyKind.OVERSIZED_HEADER, detail=f"more than {_MOST_RECORDS:,} pax records")
    return ledger.skip("", "an extended header with too many records")


def _apply(header: Header, common: _Extension, own: _Extension, ledger: Ledger) -> None:
    name = own.name if own.name is not None else common.name
    target = own.target if own.target is not None else common.target
    size = own.size if own.size is not None else common.size
    if name is not None:
        header.name = name
    if target is not None:
        header.target = target
    if size is not None and size != header.size:
        # Readers disagree about which of the two counts (CVE-2025-62518).
        if header.size and header.size < 8**11 - 1:
            detail = f"{header.size:,} bytes in the header, {size:,} in the pax record"
            ledger.note(AnomalyKind.HEADER_MISMATCH, header.name, detail)
        header.size = size
    if header.kind in _NO_BODY:
        header.size = 0
    if own.sparse and header.kind in REGULAR:
        header.kind = SPARSE


def _give_up(stream: Unpacked, ledger: Ledger, *, after_end: bool) -> None:
    if after_end:
        ledger.note(AnomalyKind.TRAILING_DATA, detail="behind the end of the tar")
    else:
        ledger.note(
            AnomalyKind.BAD_CHECKSUM, detail=f"tar header at byte {stream.position - BLOCK:,}"
        )
        ledger.skip("", "everything behind a damaged tar header")
    stream.drain()


def _truncated(stream: Unpacked, ledger: Ledger) -> None:
    ledger.note(
        AnomalyKind.TRUNCATED, detail=f"the tar ends inside a member at {stream.position:,}"
    )
    ledger.skip("", "the tar ends early")


def _finish(stream: Unpacked, ledger: Ledger, zeros: int, rest: int) -> None:
    if not stream.intact:
        return
    if rest:
        kind = AnomalyKind.TRAILING_DATA if zeros else AnomalyKind.TRUNCATED
        ledger.note(kind, detail=f"{rest} bytes that are no tar block")
    if not zeros:
        # Without the mark nobody can tell a whole tar from one cut between two members.
        ledger.note(AnomalyKind.MISSING_END)
        ledger.skip("", "the tar has no end mark")
