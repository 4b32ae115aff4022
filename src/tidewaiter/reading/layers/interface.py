"""What a decoder promises: bounded output, and never an exception."""

import binascii
from collections.abc import Callable
from dataclasses import dataclass

LARGEST = 1 << 24
"""Bytes of one decoded layer."""

EXPANSION = 100
"""Decoded bytes for one encoded byte, past the first 64 KB."""


@dataclass(frozen=True, slots=True)
class Decoder:
    """One way of hiding code. ``name`` is what reports call the layer."""

    name: str
    apply: Callable[[str | bytes, str], str | bytes | None]

    def decode(self, data: str | bytes, *, option: str = "") -> str | bytes | None:
        """The decoded data, or ``None`` when it is not of this form or too large."""
        if len(data) > LARGEST:
            return None
        try:
            decoded = self.apply(data, option)
        except (ValueError, TypeError, LookupError, OverflowError, EOFError, binascii.Error):
            return None
        return decoded if decoded is None or len(decoded) <= LARGEST else None
