"""Hostile archives, built by code: each with what must be said about it.

Nothing here does anything when run; the sizes fit the budget of `SMALL`.
"""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.model.anomalies import AnomalyKind as Kind

SMALL = load_budget().scaled(0.02)
"""A fiftieth of every size, so that building what exceeds it is quick."""

END = bytes(1024)


@dataclass(frozen=True)
class Hostile:
    """One archive.

    Attributes:
        name: The idea it guards.
        filename: As an attacker would call it.
        build: Makes its bytes.
        anomalies: Kinds that must be among those reported.
        whole: Whether all of it could be read, so that nothing is skipped.
        members: Paths that must be among those yielded.
    """

    name: str
    filename: str
    build: Callable[[], bytes]
    anomalies: frozenset[Kind] = frozenset()
    whole: bool = False
    members: tuple[str, ...] = ()


def header(name: str, size: int = 0, kind: bytes = b"0", target: str = "") -> bytearray:
    """A GNU tar header of 512 bytes (more for long names) that announces ``size`` bytes."""
    info = tarfile.TarInfo(name)
    info.size, info.type, info.linkname = size, kind, target
    return bytearray(info.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape"))


def signed(block: bytearray) -> bytes:
    """``block`` with the checksum its bytes now need."""
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block[:512])
    return bytes(block)


def member(name: str, data: bytes = b"x = 1\n", kind: bytes = b"0") -> bytes:
    """A tar header and its body, padded to whole blocks."""
    return bytes(header(name, len(data), kind)) + padded(data)


def link(name: str, target: str, kind: bytes = b"2") -> bytes:
    """A tar header without a body."""
    return bytes(header(name, 0, kind, target))


def padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 512)


def pax(records: Iterable[tuple[str, str]], kind: bytes = b"x") -> bytes:
    """An extended header of POSIX.1-2001 with these records."""
    body = b"".join(_pax_record(key, value) for key, value in records)
    return member("pax", body, kind)


def _pax_record(key: str, value: str) -> bytes:
    rest = f" {key}={value}\n".encode()
    length = len(rest) + 1
    while len(str(length)) + len(rest) != length:
        length += 1
    return str(length).encode() + rest


def tgz(*parts: bytes) -> bytes:
    return gzip.compress(b"".join(parts) + END, 1, mtime=0)


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An honest zip, duplicates allowed."""
    import warnings

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # duplicates, on purpose
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def patched(data: bytes, magic: bytes, offset: int, value: bytes) -> bytes:
    """``data`` with bytes replaced, counted from the first ``magic``."""
    at = data.index(magic) + offset
    return data[:at] + value + data[at + len(value) :]


def wheel(record: str | None, *extra: tuple[str, bytes]) -> bytes:
    """A wheel of one module whose RECORD is ``record``."""
    members = [
        ("acme.py", b"x = 1\n"),
        ("acme-1.0.dist-info/METADATA", b"Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n"),
        ("acme-1.0.dist-info/WHEEL", b"Wheel-Version: 1.0\n"),
        *extra,
    ]
    if record is not None:
        members.append(("acme-1.0.dist-info/RECORD", record.encode()))
    return zipped(*members)


def encrypted_record() -> bytes:
    """A wheel whose RECORD alone has the encryption flag, in both of its headers."""
    data = wheel(RECORD)
    for magic, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data = _last_patched(data, magic, flags, b"\1")
    return data


def _last_patched(data: bytes, magic: bytes, offset: int, value: bytes) -> bytes:
    at = data.rindex(magic) + offset
    return data[:at] + value + data[at + len(value) :]


RECORD = """acme.py,sha256=1NzAUiwMB9CYfWMFX_p3yGOxCxXhmzC8VPXfmJqmXgc,6
acme-1.0.dist-info/METADATA,,
acme-1.0.dist-info/WHEEL,,
acme-1.0.dist-info/RECORD,,
"""


def many_zip(number: int) -> bytes:
    """A zip of ``number`` stored members, made quickly."""
    local, directory, at = [], [], 0
    crc = zlib.crc32(b"x")
    for count in range(number):
        name = b"d%d/m%d.py" % (count % 100, count)
        fields = (20, 0, 0, 0, 0, crc, 1, 1, len(name), 0)
        local.append(struct.pack("<4s5H3L2H", b"PK\3\4", *fields) + name + b"x")
        row = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, *fields, 0, 0, 0, 0, at)
        directory.append(row + name)
        at += len(local[-1])
    rows = b"".join(directory)
    most = min(number, 0xFFFF)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, most, most, len(rows), at, 0)
    return b"".join(local) + rows + end


def overlapping_zip() -> bytes:
    """Two directory rows that share one body, as in David Fifield's zip bombs."""
    return _shared(zipped(("a.py", b"x = 1\n")))


def _shared(one: bytes) -> bytes:
    start = one.index(b"PK\1\2")
    end = one.index(b"PK\5\6")
    row = one[start:end]
    tail = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2, 2, 2 * len(row), start, 0)
    return one[:start] + row + row.replace(b"a.py", b"b.py") + tail


def hidden_zip() -> bytes:
    """A local member that the directory does not list: streaming readers would install it."""
    whole = zipped(("hidden.py", b"x = 2\n"), ("seen.py", b"x = 1\n"))
    first = whole.index(b"PK\1\2")
    second = whole.index(b"PK\1\2", first + 4)
    end = whole.index(b"PK\5\6")
    row = whole[second:end]
    tail = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(row), first, 0)
    return whole[:first] + row + tail


def nested_zips(depth: int) -> bytes:
    data = zipped(("core.py", b"x = 1\n"))
    for level in range(depth):
        data = zipped((f"level{level}.zip", data), method=zipfile.ZIP_STORED)
    return data


def wrong_tar_checksum() -> bytes:
    broken = header("p/b.py", 0)
    broken[0:1] = b"q"
    return tgz(member("p/a.py"), bytes(broken), member("p/c.py"))


def lying_tar_size() -> bytes:
    return tgz(bytes(header("p/a.py", 10**9)), padded(b"x = 1\n"))


def negative_tar_size() -> bytes:
    block = header("p/b.py")
    block[124:136] = b"\xff" * 12
    return tgz(_GOOD, signed(block))


def raw_name(name: bytes) -> bytes:
    block = header("x", 6)
    block[: len(name)] = name
    return tgz(signed(block), padded(b"x = 1\n"))


def sparse() -> bytes:
    return tgz(member("p/a.py", b"x" * 512, b"S"), member("p/b.py"))


def second_stream() -> bytes:
    tar = member("p/a.py") + member("p/b.py") + END
    return gzip.compress(tar[:1024], mtime=0) + gzip.compress(tar[1024:], mtime=0)


def polyglot() -> bytes:
    # pip asks for a zip first, which it finds from its end; others see a tar.
    return tgz(member("p/from_tar.py")) + zipped(("from_zip.py", b"x = 1\n"))


_GOOD = member("p/a.py")
_ZIP = zipped(("a.py", b"x = 1\n" * 50), ("b.py", b"y = 1\n" * 50))
_BOMB = SMALL.artifact.ratio_free * 30


def _case(
    name: str,
    filename: str,
    build: Callable[[], bytes],
    *kinds: Kind,
    whole: bool = False,
    members: tuple[str, ...] = (),
) -> Hostile:
    return Hostile(name, filename, build, frozenset(kinds), whole, members)


HOSTILE = (
    # Names
    _case("climbing-name", "a.tgz", lambda: tgz(_GOOD, member("p/../../x.py")),
          Kind.TRAVERSAL_NAME, whole=True, members=("x.py",)),
    _case("absolute-name", "a.tgz", lambda: tgz(_GOOD, member("/etc/x.py")),
          Kind.ABSOLUTE_NAME, whole=True),
    _case("drive-letter", "a.zip", lambda: zipped(("C:/x.py", b"")),
          Kind.ABSOLUTE_NAME, whole=True, members=("x.py",)),
    _case("backslashes", "a.zip", lambda: zipped(("p\\..\\x.py", b"")),
          Kind.BACKSLASH_NAME, Kind.TRAVERSAL_NAME, whole=True, members=("x.py",)),
    _case("escape-in-name", "a.tgz", lambda: tgz(member("p/\x1b[2J\x07.py")),
          Kind.CONTROL_NAME, whole=True),
    _case("nul-in-name", "a.tgz", lambda: tgz(pax([("path", "p/x.py\0.txt")]), _GOOD),
          Kind.CONTROL_NAME, whole=True, members=("x.py",)),
    _case("bidi-in-name", "a.zip", lambda: zipped(("x\u202egnp.py", b"")),
          Kind.INVISIBLE_NAME, whole=True),
    _case("name-that-is-no-text", "a.tgz", lambda: raw_name(b"p/\xff\xfe.py"),
          Kind.UNDECODABLE_NAME, whole=True),
    _case("device-name-of-windows", "a.zip", lambda: zipped(("p/aux.py", b"")),
          Kind.WINDOWS_NAME, whole=True),
    _case("endless-name", "a.tgz", lambda: tgz(pax([("path", "p/" + "x" * 9000)]), _GOOD),
          Kind.LONG_NAME),
    _case("thousands-of-folders-deep", "a.tgz",
          lambda: tgz(pax([("path", "a/" * 2000 + "x.py")]), _GOOD), whole=True),
    _case("nameless", "a.tgz", lambda: tgz(_GOOD, member("..")), Kind.TRAVERSAL_NAME),
    _case("duplicates", "a.zip", lambda: zipped(("a.py", b"1"), ("a.py", b"2")),
          Kind.DUPLICATE_MEMBER, whole=True, members=("a.py",)),
    _case("case-clash", "a.zip", lambda: zipped(("a.py", b"1"), ("A.py", b"2")),
          Kind.CASE_CLASH, whole=True),
    _case("unicode-clash", "a.zip", lambda: zipped(("é.py", b"1"), ("e\u0301.py", b"2")),
          Kind.CASE_CLASH, whole=True),
    _case("file-and-folder", "a.zip", lambda: zipped(("a", b"1"), ("a/b.py", b"2")),
          Kind.FILE_FOLDER_CLASH, whole=True),
    # Links and devices
    _case("link-as-alias", "a.tgz",
          lambda: tgz(member("p/data.txt"), link("p/setup.py", "data.txt")),
          Kind.SYMBOLIC_LINK, whole=True, members=("setup.py",)),
    _case("hard-link-as-alias", "a.tgz",
          lambda: tgz(member("p/data.txt"), link("p/setup.py", "p/data.txt", b"1")),
          Kind.HARD_LINK, whole=True, members=("setup.py",)),
    _case("linked-folder", "a.tgz",
          lambda: tgz(member("p/real/x.py"), link("p/alias", "real")),
          Kind.SYMBOLIC_LINK, whole=True, members=("alias/x.py",)),
    _case("link-out", "a.tgz", lambda: tgz(_GOOD, link("p/x", "../../etc/passwd")),
          Kind.LINK_OUTSIDE, whole=True),
    _case("link-to-root", "a.tgz", lambda: tgz(_GOOD, link("p/x", "/etc/passwd")),
          Kind.LINK_OUTSIDE, whole=True),
    _case("links-in-a-circle", "a.tgz",
          lambda: tgz(_GOOD, link("p/x", "y"), link("p/y", "x"), link("p/z", ".")),
          Kind.LINK_DANGLING, whole=True),
    _case("device", "a.tgz", lambda: tgz(_GOOD, link("p/null", "", b"3")),
          Kind.SPECIAL_FILE, whole=True),
    _case("pipe", "a.tgz", lambda: tgz(_GOOD, link("p/pipe", "", b"6")),
          Kind.SPECIAL_FILE, whole=True),
    _case("sparse", "a.tgz", sparse, Kind.SPARSE_MEMBER, members=("b.py",)),
    _case("unknown-type", "a.tgz", lambda: tgz(member("p/a.py", kind=b"Z")),
          Kind.UNKNOWN_MEMBER_TYPE, whole=True, members=("a.py",)),
    # Tar structure
    _case("truncated-gzip", "a.tgz",
          lambda: tgz(_GOOD, member("p/b.py", bytes(range(256)) * 99))[:-40],
          Kind.TRUNCATED),
    _case("truncated-tar", "a.tar", lambda: (_GOOD + member("p/b.py", b"x" * 900))[:-600],
          Kind.TRUNCATED, members=("a.py",)),
    _case("tar-cut-between-members", "a.tar", lambda: _GOOD + _GOOD, Kind.MISSING_END),
    _case("wrong-gzip-checksum", "a.tgz",
          lambda: tgz(_GOOD)[:-8] + bytes(8), Kind.DAMAGED_DATA, members=("a.py",)),
    _case("damaged-gzip", "a.tgz",
          lambda: tgz(_GOOD, member("p/b.py", bytes(range(256)) * 99))[:-60] + b"\xff" * 60,
          Kind.DAMAGED_DATA, members=("a.py",)),
    _case("wrong-header-checksum", "a.tgz", wrong_tar_checksum,
          Kind.BAD_CHECKSUM, members=("a.py",)),
    _case("lying-size", "a.tgz", lying_tar_size, Kind.TRUNCATED),
    _case("negative-size", "a.tgz", negative_tar_size, Kind.BAD_CHECKSUM),
    _case("two-sizes", "a.tgz", lambda: tgz(pax([("size", "512")]), member("p/a.py", b"x" * 1024)),
          Kind.HEADER_MISMATCH),
    _case("size-that-is-no-number", "a.tgz", lambda: tgz(pax([("size", "many")]), _GOOD),
          Kind.HEADER_MISMATCH, whole=True),
    _case("malformed-pax", "a.tgz", lambda: tgz(member("pax", b"99999 path=x\n", b"x"), _GOOD),
          Kind.HEADER_MISMATCH),
    _case("giant-pax", "a.tgz", lambda: tgz(pax([("comment", "x" * 300_000)]), _GOOD),
          Kind.OVERSIZED_HEADER),
    _case("thousands-of-pax-records", "a.tgz",
          lambda: tgz(pax([(f"k{count}", "") for count in range(2000)]), _GOOD),
          Kind.OVERSIZED_HEADER),
    _case("pax-after-pax", "a.tgz", lambda: tgz(_GOOD, *[pax([("path", "p/x")])] * 5000, _GOOD),
          Kind.BAD_CHECKSUM),
    _case("members-after-the-end", "a.tgz", lambda: tgz(_GOOD, END, member("p/late.py")),
          Kind.MEMBERS_AFTER_END, whole=True, members=("late.py",)),
    _case("data-after-the-end", "a.tgz", lambda: tgz(_GOOD, END, b"y" * 512),
          Kind.TRAILING_DATA, whole=True),
    _case("data-after-gzip", "a.tgz", lambda: tgz(_GOOD) + b"more",
          Kind.TRAILING_DATA, whole=True),
    _case("two-gzip-streams", "a.tgz", second_stream,
          Kind.MULTIPLE_STREAMS, whole=True, members=("b.py",)),
    _case("thousands-of-gzip-streams", "a.tgz",
          lambda: tgz(_GOOD) + gzip.compress(b"", mtime=0) * 10_001, Kind.MULTIPLE_STREAMS),
    # Bombs
    _case("gzip-bomb", "a.tgz", lambda: tgz(_GOOD, member("p/b.py", bytes(_BOMB))),
          Kind.COMPRESSION_BOMB, members=("a.py",)),
    _case("bzip2-bomb", "a.tar.bz2",
          lambda: bz2.compress(_GOOD + member("p/b.py", bytes(_BOMB)) + END),
          Kind.COMPRESSION_BOMB),
    _case("xz-bomb", "a.tar.xz",
          lambda: lzma.compress(_GOOD + member("p/b.py", bytes(_BOMB)) + END),
          Kind.COMPRESSION_BOMB),
    _case("zip-bomb", "a.zip",
          lambda: zipped(*((f"{count}.py", bytes(1_000_000)) for count in range(12))),
          Kind.COMPRESSION_BOMB),
    _case("one-large-member", "a.zip", lambda: zipped(("a.py", bytes(SMALL.member.read + 1)))),
    _case("nested-too-deeply", "a.zip", lambda: nested_zips(6), members=("level5.zip",)),
    _case("too-many-members", "a.zip", lambda: many_zip(SMALL.artifact.members + 5)),
    # Zip structure
    _case("wrong-crc", "a.zip", lambda: patched(_ZIP, b"PK\1\2", 16, b"\1\2\3\4"),
          Kind.BAD_CHECKSUM, Kind.HEADER_MISMATCH, members=("a.py",)),
    _case("lying-zip-size", "a.zip", lambda: patched(_ZIP, b"PK\1\2", 24, b"\1\0\0\0"),
          Kind.SIZE_MISMATCH, whole=True, members=("a.py",)),
    _case("two-names", "a.zip", lambda: patched(_ZIP, b"PK\3\4", 30, b"z"),
          Kind.HEADER_MISMATCH, whole=True),
    _case("encrypted", "a.zip",
          lambda: patched(patched(_ZIP, b"PK\1\2", 8, b"\1"), b"PK\3\4", 6, b"\1"),
          Kind.ENCRYPTED_MEMBER, members=("b.py",)),
    _case("unknown-method", "a.zip",
          lambda: patched(patched(_ZIP, b"PK\1\2", 10, b"\x63"), b"PK\3\4", 8, b"\x63"),
          Kind.UNKNOWN_COMPRESSION, members=("b.py",)),
    _case("damaged-deflate", "a.zip", lambda: patched(_ZIP, b"a.py", 4, b"\xff" * 6),
          Kind.DAMAGED_DATA, members=("b.py",)),
    _case("offset-to-nowhere", "a.zip", lambda: patched(_ZIP, b"PK\1\2", 42, b"\xf0\xff\xff\x0f"),
          Kind.HEADER_MISMATCH, members=("b.py",)),
    _case("directory-breaks-off", "a.zip",
          lambda: patched(_ZIP, b"PK\1\2", 28, b"\xff\xff"), Kind.DAMAGED_DATA),
    _case("overlapping", "a.zip", overlapping_zip, Kind.OVERLAPPING_MEMBERS,
          whole=True, members=("a.py", "b.py")),
    _case("hidden-member", "a.zip", hidden_zip, Kind.HIDDEN_DATA, whole=True),
    _case("data-before-zip", "a.zip", lambda: b"#!/bin/sh\n" + _ZIP,
          Kind.PREFIX_DATA, whole=True, members=("a.py",)),
    _case("data-after-zip", "a.zip", lambda: _ZIP + b"more", Kind.TRAILING_DATA, whole=True),
    # Names and contents that disagree
    _case("polyglot", "a.tar.gz", polyglot, Kind.POLYGLOT, whole=True,
          members=("from_zip.py",)),
    _case("zip-called-tgz", "a.tgz", lambda: _ZIP, Kind.WRONG_EXTENSION, whole=True),
    _case("tar-called-wheel", "a-1-py3-none-any.whl", lambda: tgz(_GOOD),
          Kind.WRONG_EXTENSION, whole=True),
    # RECORD
    _case("no-record", "acme-1.0-py3-none-any.whl", lambda: wheel(None),
          Kind.RECORD_MISSING, whole=True),
    _case("unlisted-member", "acme-1.0-py3-none-any.whl",
          lambda: wheel(RECORD, ("evil.py", b"")), Kind.RECORD_ROW_MISSING, whole=True),
    _case("row-without-member", "acme-1.0-py3-none-any.whl",
          lambda: wheel(RECORD + "gone.py,,\n"), Kind.RECORD_ROW_EXTRA, whole=True),
    _case("other-digest", "acme-1.0-py3-none-any.whl",
          lambda: wheel(RECORD.replace("=1", "=2")), Kind.RECORD_MISMATCH, whole=True),
    _case("no-digest", "acme-1.0-py3-none-any.whl", lambda: wheel(RECORD),
          Kind.RECORD_WEAK, whole=True),
    _case("record-that-is-no-table", "acme-1.0-py3-none-any.whl",
          lambda: wheel("\x00\x00,\n\"" + "x" * 150_000), Kind.RECORD_MALFORMED, whole=True),
    _case("record-that-is-a-bomb", "acme-1.0-py3-none-any.whl",
          lambda: wheel("x" * SMALL.member.read), Kind.RECORD_MALFORMED, Kind.COMPRESSION_BOMB,
          members=("acme.py",)),
    _case("record-that-is-encrypted", "acme-1.0-py3-none-any.whl", encrypted_record,
          Kind.RECORD_MALFORMED, Kind.ENCRYPTED_MEMBER, members=("acme.py",)),
)  # fmt: skip
