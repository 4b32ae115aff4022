"""JSON text in ASCII, so that it is the same on every console and invisible text shows itself."""

import re

import msgspec

from tidewaiter.model.profile import Json

_NOT_PLAIN = re.compile(r"[^\n -~]")


def encoded(value: Json, indent: int = -1) -> str:
    """The value as JSON; ``indent`` -1 puts it on one line.

    The value's strings hold no lone surrogate and its numbers fit (`escape.exchanged_value`).
    """
    text = msgspec.json.format(msgspec.json.encode(value), indent=indent).decode()
    return text if text.isascii() and "\x7f" not in text else _NOT_PLAIN.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    """As one or two UTF-16 units (RFC 8259, section 7); such characters stand only in strings."""
    units = match[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
