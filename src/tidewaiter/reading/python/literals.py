"""The values of Python's literals as they are written, without evaluating any source."""

import re
import unicodedata

_PREFIX = re.compile(r"[A-Za-z]*")
_NEWLINES = re.compile(r"\r\n?")
_ESCAPE = re.compile(
    r"\\(?:(\n)|([0-7]{1,3})|x([0-9A-Fa-f]{2})"
    r"|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|N\{([^}\n]{1,100})\}|(.))",
    re.DOTALL,
)
_SIMPLE = {
    "\\": "\\",
    "'": "'",
    '"': '"',
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
}
_SURROGATE = re.compile(r"[\ud800-\udfff]")
LONGEST_NUMBER = 400
"""Longer numbers are not known; Python refuses to convert those of over 4,300 digits."""


def prefix(literal: str) -> str:
    """The letters before a string's quotes, in lower case."""
    found = _PREFIX.match(literal)
    return found[0].lower() if found else ""


def unescape(content: str, letters: str) -> str:
    """What stands between the quotes, as text; of bytes every character is one byte.

    Args:
        content: Between the quotes, as written.
        letters: The string's prefix in lower case.
    """
    content = _NEWLINES.sub("\n", content)
    if "r" not in letters and "\\" in content:
        chosen = _byte_escape if "b" in letters else _text_escape
        content = _SURROGATE.sub("\ufffd", _ESCAPE.sub(chosen, content))
    return content


def _text_escape(found: re.Match[str]) -> str:
    newline, octal, two, four, eight, name, other = found.groups()
    if newline:
        return ""
    if octal:
        return chr(int(octal, 8))
    if digits := two or four or eight:
        code = int(digits, 16)
        return chr(code) if code < 0x110000 else "\ufffd"
    if name:
        return _named(name)
    return _SIMPLE.get(other, found[0])


def _byte_escape(found: re.Match[str]) -> str:
    newline, octal, two, _, _, _, other = found.groups()
    if newline:
        return ""
    if octal or two:
        return chr(int(octal, 8) & 0xFF if octal else int(two, 16))
    return _SIMPLE.get(other, found[0]) if other else found[0]


def _named(name: str) -> str:
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return "\ufffd"


def integer(literal: str) -> int | None:
    """An integer of Python 2 or 3; ``None`` when it is malformed or very long."""
    digits = literal.rstrip("lL").replace("_", "")
    if len(digits) > LONGEST_NUMBER:
        return None
    old_octal = len(digits) > 1 and digits[0] == "0" and digits.isdecimal()
    try:
        return int(digits, 8) if old_octal and digits.strip("0") else int(digits, 0)
    except ValueError:
        return None


def floating(literal: str) -> float | None:
    """A floating-point number; ``None`` when it is imaginary or malformed."""
    try:
        return float(literal.replace("_", ""))
    except ValueError:
        return None
