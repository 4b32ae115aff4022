"""Decoders of data in which code hides; bounded, and pure."""

from tidewaiter.reading.layers import compressed, textual
from tidewaiter.reading.layers.interface import Decoder

__all__ = ["Decoder", "decoder_for"]

_BY_API: dict[str, Decoder] = {**textual.DECODERS, **compressed.DECODERS}


def decoder_for(api: str) -> Decoder | None:
    """The decoder that a call of this qualified name applies to its first argument."""
    return _BY_API.get(api)
