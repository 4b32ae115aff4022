"""Decoders of data in which code hides; bounded, and pure."""

from tidewaiter.reading.layers import compressed, textual
from tidewaiter.reading.layers.interface import Decoder

__all__ = ["NAMES", "Decoder", "decoder_for"]

_BY_API: dict[str, Decoder] = {**textual.DECODERS, **compressed.DECODERS}

NAMES = frozenset(decoder.name for decoder in _BY_API.values())
"""What the layers are called that a decoder was peeled for."""


def decoder_for(api: str) -> Decoder | None:
    """The decoder that a call of this qualified name applies to its first argument."""
    return _BY_API.get(api)
