"""Data in which code hides, and what folds constants: a few operations on a few values."""

import base64
import bz2
import codecs
import gzip
import json
import lzma
import zlib
from collections.abc import Callable
from random import Random
from urllib.parse import quote

from benchmarks.fuzz.grammars import javascript, python

FOLDING = "folding"

_ENCODERS: tuple[Callable[[bytes], bytes], ...] = (
    base64.b64encode, base64.b32encode, base64.b85encode, base64.a85encode, base64.b16encode,
    base64.urlsafe_b64encode, zlib.compress, gzip.compress, bz2.compress, lzma.compress,
    lambda data: lzma.compress(data, lzma.FORMAT_ALONE),
    lambda data: zlib.compress(data)[2:-4],
    lambda data: quote(data).encode(),
    lambda data: codecs.encode(data.decode("latin-1"), "rot13").encode("latin-1"),
    lambda data: data.hex().encode(),
)  # fmt: skip

WORDS = (
    *(
        b"=",
        b"==",
        b"%u0041",
        b"%zz",
        b"<~",
        b"~>",
        b"z",
        b"\x78\x9c",
        b"\x1f\x8b",
        b"BZh9",
        b"\xfd7zXZ\0",
    ),
    *(
        b'"+"',
        b'"%"',
        b'"*"',
        b'"join"',
        b'"%s%(a)s"',
        b'"{0}{}{a.b}"',
        b"1e999",
        b"99999999999999999999",
    ),
)

_TEXTS = (
    *(
        "",
        "a",
        "é",
        "\ufffc",
        "a\ufffcb",
        "%s",
        "%(a)s",
        "%",
        "%99999999d",
        "{}",
        "{0:>9}",
        "{{",
        "{a[b]}",
    ),
    *(
        "https://example.com/a?b#c",
        "//[",
        "http://[::1",
        "../x",
        "/",
        "\ud800",
        "0x1f",
        "aWQ=",
        "1" * 5_000,
    ),
    *(
        "utf-8",
        "rot13",
        "hex",
        "base64",
        "idna",
        "zlib",
        "undefined",
        ",",
        "ab" * 400,
        "+",
        "\0",
        "ignore",
    ),
)
_NUMBERS = (0, 1, -1, 2, 16, 36, 255, 256, 1 << 31, 1 << 64, 1_114_111, 1_114_112)
_LARGE = ("0x1" + "0" * 4_000, "-0x1" + "0" * 9_000, "0x" + "f" * 64)
_FLOATS = (0.0, -0.5, 1e308, float("inf"), float("nan"))


def make(variant: str, chance: Random, most: int) -> bytes:
    """Encoded data, wound up a few times; or values and operations as JSON."""
    if variant == FOLDING:
        return json.dumps([_step(chance) for _ in range(chance.choice((1, 3, 8)))]).encode()[:most]
    kind = chance.random()
    if kind < 0.1:
        data = bytes((chance.randrange(256),)) * chance.choice((100, 100_000, 5_000_000))
    elif kind < 0.55:
        data = python.make(chance, 5_000)
    else:
        data = javascript.make(chance, 5_000)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        if len(data) > 100_000 and chance.random() < 0.9:
            data = zlib.compress(data)
        else:
            data = chance.choice(_ENCODERS)(data)
    return data[:most]


def _step(chance: Random) -> list[object]:
    """An operation, its name by number, and what it is given; "" stands for the last result."""
    operation = chance.choice(
        ("binary", "method", "call", "text", "slice", "item", "unary", "percent")
    )
    return [operation, chance.randrange(200), [_value(chance) for _ in range(chance.randrange(5))]]


def _value(chance: Random, depth: int = 3) -> object:
    kind = chance.random()
    if kind < 0.1 and depth:
        return [_value(chance, depth - 1) for _ in range(chance.randrange(4))]
    if kind < 0.35:
        return chance.choice(_NUMBERS)
    if kind < 0.38:
        return chance.choice(_FLOATS)
    if kind < 0.4:
        return {"int": chance.choice(_LARGE)}
    if kind < 0.5:
        return {"bytes": chance.choice(_TEXTS).encode("utf-8", "replace").hex()}
    if kind < 0.6:
        return {"last": True}
    if kind < 0.65:
        return chance.choice((None, True, False))
    return chance.choice(_TEXTS)
