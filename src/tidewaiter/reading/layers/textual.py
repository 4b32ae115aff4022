"""Encodings of bytes as text: base64 and its kin, hexadecimal, percent escapes, rotation."""

import base64
import codecs
from urllib.parse import unquote

from tidewaiter.reading.layers.interface import Decoder


def _ascii(data: str | bytes) -> bytes:
    return data.encode("ascii", "ignore") if isinstance(data, str) else data


def _base64(data: str | bytes, option: str) -> bytes:
    packed = b"".join(_ascii(data).split()).replace(b"-", b"+").replace(b"_", b"/")
    return base64.b64decode(packed.rstrip(b"=") + b"=" * (-len(packed.rstrip(b"=")) % 4))


def _hex(data: str | bytes, option: str) -> bytes:
    return bytes.fromhex(_ascii(data).decode("ascii"))


def _percent(data: str | bytes, option: str) -> str:
    return unquote(data if isinstance(data, str) else data.decode("latin-1"))


def _named(data: str | bytes, option: str) -> str | bytes | None:
    """``codecs.decode(data, "rot13")`` and ``Buffer.from(data, "hex")``."""
    option = option.lower().replace("-", "").replace("_", "")
    if option in ("base64", "base64url"):
        return _base64(data, "")
    if option in ("hex", "hexcodec"):
        return _hex(data, "")
    if option == "rot13" and isinstance(data, str):
        return codecs.decode(data, "rot13")
    if option in ("", "utf8", "ascii", "latin1", "binary"):
        return data.encode() if isinstance(data, str) else data
    return None


def _binary_text(data: str | bytes, option: str) -> str:
    return _base64(data, "").decode("latin-1")


_BASE64 = Decoder("base64", _base64)
_HEX = Decoder("hex", _hex)
_NAMED = Decoder("encoded", _named)
_PERCENT = Decoder("percent", _percent)

DECODERS = {
    "base64.b64decode": _BASE64,
    "base64.standard_b64decode": _BASE64,
    "base64.urlsafe_b64decode": _BASE64,
    "base64.decodebytes": _BASE64,
    "binascii.a2b_base64": _BASE64,
    "base64.b32decode": Decoder("base32", lambda d, _: base64.b32decode(_ascii(d))),
    "base64.b85decode": Decoder("base85", lambda d, _: base64.b85decode(_ascii(d))),
    "base64.a85decode": Decoder("ascii85", lambda d, _: base64.a85decode(_ascii(d))),
    "base64.b16decode": _HEX,
    "binascii.unhexlify": _HEX,
    "binascii.a2b_hex": _HEX,
    "builtins.bytes.fromhex": _HEX,
    "codecs.decode": _NAMED,
    "urllib.parse.unquote": _PERCENT,
    "globalThis.atob": Decoder("base64", _binary_text),
    "globalThis.Buffer.from": _NAMED,
    "buffer.Buffer.from": _NAMED,
    "globalThis.decodeURIComponent": _PERCENT,
    "globalThis.decodeURI": _PERCENT,
    "globalThis.unescape": _PERCENT,
}
