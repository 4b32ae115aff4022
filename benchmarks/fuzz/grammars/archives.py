"""Archives with all that their formats know, and folders; sound ones and nearly sound ones."""

import base64
import bz2
import gzip
import hashlib
import io
import lzma
import tarfile
import warnings
import zipfile
import zlib
from collections.abc import Callable
from random import Random
from typing import Literal

FOLDER = "folder"

_NAMES = (
    *(
        "a.py",
        "p/a.py",
        "package/index.js",
        "package/package.json",
        "acme-1.0/PKG-INFO",
        "setup.py",
    ),
    *(
        "acme-1.0.dist-info/RECORD",
        "acme-1.0.dist-info/WHEEL",
        "acme-1.0.dist-info/METADATA",
        "A.py",
    ),
    *(
        "../x",
        "/etc/x",
        "C:\\x",
        "p/../../x",
        "p\\x",
        "a//b",
        "./a",
        ".",
        "",
        "aux.py",
        "p/",
        "x" * 300,
    ),
    *(
        "é.py",
        "e\u0301.py",
        "\u202egnp.py",
        "a\x1b[2J",
        "a\nb",
        "p/a.py/b",
        "x" * 5_000,
        "a/" * 500 + "a",
    ),
    *(
        "a.zip",
        "a.tar.gz",
        "lib.so",
        "a.pth",
        "bin/run",
        "image.png",
        "EGG-INFO/PKG-INFO",
        "\udcff.py",
    ),
)
_BODIES = (
    *(
        b"",
        b"x = 1\n",
        b"#!/bin/sh\nid\n",
        b"\x7fELF\2\1\1",
        b"PK\3\4",
        b"\x1f\x8b\x08",
        b"BZh9",
        bytes(600),
    ),
    *(
        b"Metadata-Version: 2.1\nName: acme\n",
        b"{}",
        b"\0asm",
        b"\x80\4",
        b"GIF89a",
        b"\xfd7zXZ\0",
        b"a,b\n",
    ),
    b"x" * 3_000,
)
_TYPES = (
    *(tarfile.REGTYPE,) * 6,
    *(tarfile.AREGTYPE, tarfile.LNKTYPE, tarfile.SYMTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE),
    *(
        tarfile.FIFOTYPE,
        tarfile.CONTTYPE,
        tarfile.GNUTYPE_SPARSE,
        b"g",
        b"x",
        b"L",
        b"K",
        b"Z",
        b"V",
    ),
)
_FORMATS: tuple[Literal[0, 1, 2], ...] = (0, 1, 2)  # ustar, GNU, pax
_METHODS = (0, 8, 8, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_PACKERS: tuple[Callable[[bytes], bytes], ...] = (
    lambda data: data,
    lambda data: gzip.compress(data, 1, mtime=0),
    lambda data: bz2.compress(data, 1),
    lambda data: lzma.compress(data, preset=0),
    lambda data: gzip.compress(data[:600], mtime=0) + gzip.compress(data[600:], mtime=0),
    lambda data: lzma.compress(data, lzma.FORMAT_ALONE, preset=0),
    zlib.compress,
)
WORDS = (
    *(
        b"PK\1\2",
        b"PK\3\4",
        b"PK\5\6",
        b"PK\6\6",
        b"PK\6\7",
        b"PK\7\x08",
        b"ustar\x0000",
        b"ustar  \0",
    ),
    *(
        b"\x1f\x8b\x08",
        b"BZh9",
        b"1AY&SY",
        b"\xfd7zXZ\0",
        b"\x28\xb5\x2f\xfd",
        b"GNU.sparse.map",
        bytes(512),
    ),
    *(
        b"17 path=../../x\n",
        b"11 size=-1\n",
        b"18 linkpath=/etc\n",
        b"\xff\xff\xff\xff",
        b"\x80" + bytes(11),
    ),
)


def make(variant: str, chance: Random, most: int) -> bytes:
    """An archive as the variant's name promises, or another; of a folder its listing."""
    if variant == FOLDER:
        return _listing(chance)[:most]
    makes_zip = variant.endswith((".whl", ".zip", ".egg")) != (chance.random() < 0.1)
    data = _zip(chance, 0) if makes_zip else _tar(chance, 0)
    if chance.random() < 0.05:
        data += _zip(chance, 1) if chance.random() < 0.5 else _tar(chance, 1)
    return data[:most]


def _name(chance: Random) -> str:
    return chance.choice(_NAMES)


def _body(chance: Random, depth: int) -> bytes:
    kind = chance.random()
    if kind < 0.12 and depth < 5:
        return _zip(chance, depth + 1) if chance.random() < 0.5 else _tar(chance, depth + 1)
    if kind < 0.15:
        return bytes((chance.randrange(256),)) * chance.choice((70_000, 300_000))
    if kind < 0.2:
        return _record(chance)
    return chance.choice(_BODIES)


def _record(chance: Random) -> bytes:
    rows = []
    for _ in range(chance.randrange(5)):
        digest = base64.urlsafe_b64encode(hashlib.sha256(chance.choice(_BODIES)).digest())
        named = chance.choice(("sha256", "md5", "sha512", "", "SHA256"))
        rows.append(
            f'"{_name(chance)}",{named}={digest.decode().rstrip("=")},{chance.randrange(9)}'
        )
    return "\n".join(rows).encode("utf-8", "surrogateescape")


def _zip(chance: Random, depth: int) -> bytes:
    out = io.BytesIO(b"#!/bin/sh\n" if chance.random() < 0.05 else b"")
    out.seek(0, 2)
    with zipfile.ZipFile(out, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # duplicates, on purpose
        for _ in range(chance.choice((0, 1, 2, 5))):
            name = _name(chance).encode("utf-8", "replace").decode()
            info = zipfile.ZipInfo(name or "x")
            info.compress_type = chance.choice(_METHODS)
            info.external_attr = chance.choice((0, 0o100755 << 16, 0o120777 << 16, 0o040755 << 16))
            info.flag_bits = chance.choice((0, 0, 0, 8, 0x800))
            info.extra = chance.choice(
                (b"", b"\1\0\x08\0" + b"\1" * 8, b"\1\0\xff\xff", b"up\5\0\1")
            )
            force = chance.random() < 0.1
            with archive.open(info, "w", force_zip64=force) as member:
                member.write(_body(chance, depth))
        archive.comment = chance.choice((b"", b"x" * 40, b"PK\5\6" + bytes(18)))
    return out.getvalue()


def _tar(chance: Random, depth: int) -> bytes:
    blocks = [_entry(chance, depth) for _ in range(chance.choice((0, 1, 2, 5)))]
    end = chance.choice((bytes(1024), bytes(1024), bytes(512), b"", bytes(10_240)))
    return chance.choice(_PACKERS)(b"".join(blocks) + end)


def _entry(chance: Random, depth: int) -> bytes:
    info = tarfile.TarInfo(_name(chance))
    body = _body(chance, depth)
    info.type = chance.choice(_TYPES)
    if info.type in (b"x", b"g"):
        body = _pax(chance)
    elif info.type in (b"L", b"K"):
        body = _name(chance).encode("utf-8", "surrogateescape") + b"\0"
    info.size = (
        len(body) if chance.random() < 0.9 else chance.choice((0, 1, 1 << 33, len(body) * 2))
    )
    info.linkname = _name(chance) if chance.random() < 0.7 else ""
    info.mode = chance.choice((0o644, 0o755, 0o4755))
    if chance.random() < 0.2:
        info.pax_headers = {
            chance.choice(("path", "size", "linkpath", "mtime", "GNU.sparse.size", "hdrcharset")): (
                chance.choice(("1", "x", "-1", "9" * 40, _name(chance)))
            )
            for _ in range(2)
        }
    try:
        header = info.tobuf(chance.choice(_FORMATS), "utf-8", "surrogateescape")
    except (ValueError, UnicodeError):  # more than this format can say
        header = tarfile.TarInfo("x").tobuf()
    return header + body + bytes(-len(body) % 512)


def _pax(chance: Random) -> bytes:
    rows = []
    for _ in range(chance.choice((1, 3, 100))):
        key = chance.choice(
            ("path", "size", "linkpath", "GNU.sparse.map", "comment", "charset", "")
        )
        value = chance.choice(("1", "-1", "9" * 30, "../x", "", "é", "1,2,3", "x" * 500))
        rest = f" {key}={value}\n".encode()
        length = len(rest) + 2 + (len(rest) > 97)
        rows.append(
            b"%d" % (length if chance.random() < 0.9 else chance.choice((0, 1, 99_999))) + rest
        )
    return b"".join(rows)


def _listing(chance: Random) -> bytes:
    """What `readers` makes a folder of: a path, a kind of entry and a content, each on a line."""
    rows = []
    for _ in range(chance.randrange(9)):
        name = chance.choice(
            (*_NAMES, ".git/config", "node_modules/a/b.js", "build/x.py", "yarn.lock")
        )
        kind = chance.choice(("file", "file", "file", "link", "folder", "pipe", "program"))
        content = chance.choice((*_NAMES, "..", "/", "a.py", "x = 1"))
        rows.append("\t".join((name, kind, content)))
    return "\0".join(rows).encode("utf-8", "surrogateescape")
