"""Compressed data, inflated up to the budget and no further."""

import bz2
import lzma
import zlib

from tidewaiter.reading.layers.interface import EXPANSION, LARGEST, Decoder

_FREE = 1 << 16


def _most(data: bytes) -> int:
    return min(LARGEST, max(_FREE, len(data) * EXPANSION))


def _zlib(window: int) -> Decoder:
    def inflate(data: str | bytes, option: str) -> bytes | None:
        if isinstance(data, str):
            return None
        try:
            return zlib.decompressobj(window).decompress(data, _most(data))
        except zlib.error:
            return None

    return Decoder("gzip" if window > zlib.MAX_WBITS else "zlib", inflate)


def _bz2(data: str | bytes, option: str) -> bytes | None:
    if isinstance(data, str):
        return None
    try:
        return bz2.BZ2Decompressor().decompress(data, _most(data))
    except OSError:
        return None


def _lzma(data: str | bytes, option: str) -> bytes | None:
    if isinstance(data, str):
        return None
    try:
        return lzma.LZMADecompressor(memlimit=1 << 27).decompress(data, _most(data))
    except lzma.LZMAError:
        return None


_ZLIB, _GZIP, _RAW = _zlib(zlib.MAX_WBITS), _zlib(zlib.MAX_WBITS | 16), _zlib(-zlib.MAX_WBITS)

DECODERS = {
    "zlib.decompress": _ZLIB,
    "gzip.decompress": _GZIP,
    "zlib.inflateSync": _ZLIB,
    "zlib.inflateRawSync": _RAW,
    "zlib.gunzipSync": _GZIP,
    "zlib.unzipSync": _zlib(zlib.MAX_WBITS | 32),
    "bz2.decompress": Decoder("bz2", _bz2),
    "lzma.decompress": Decoder("lzma", _lzma),
}
