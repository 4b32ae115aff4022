"""What literals mean: strings, templates and numbers, escapes decoded exactly."""

import re

_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,8})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3][0-7]{0,2}|[4-7][0-7]?)"
    r"|(\r\n|[\n\r\u2028\u2029])|(.))",
    re.DOTALL,
)
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}
_SURROGATES = re.compile(r"[\ud800-\udbff][\udc00-\udfff]")
_RADIX = {"0x": 16, "0o": 8, "0b": 2}


def unescape(text: str) -> str:
    """The value of a string's inside (ECMA-262, 12.9.4 and B.1.2); cost O(n)."""
    if "\\" not in text:
        return text
    value = _ESCAPE.sub(_escaped, text)
    return _SURROGATES.sub(_joined, value)


def _escaped(match: re.Match[str]) -> str:
    braced, four, two, octal, newline, single = match.groups()
    if digits := braced or four or two:
        point = int(digits, 16)
        return chr(point) if point <= 0x10FFFF else "\ufffd"
    if octal:
        return chr(int(octal, 8))
    return "" if newline else _SINGLE.get(single, single)


def _joined(pair: re.Match[str]) -> str:
    high, low = pair.group()[0], pair.group()[1]
    return chr(0x10000 + ((ord(high) - 0xD800) << 10) + (ord(low) - 0xDC00))


def number(text: str) -> int | float | None:
    """The value of a numeric literal, `None` when it is none or has over 300 digits."""
    digits = text.replace("_", "").rstrip("n").lower()
    if len(digits) > 300:
        return None
    try:
        if radix := _RADIX.get(digits[:2]):
            return int(digits[2:], radix)
        if len(digits) > 1 and digits[0] == "0" and digits.isdigit():
            return int(digits, 10 if "8" in digits or "9" in digits else 8)
        return int(digits) if digits.isdigit() else float(digits)
    except ValueError:
        return None
