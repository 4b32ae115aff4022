"""How foreign text is shown: the only place that decides it.

Nothing from an inspected package may steer a terminal, hide in a line, flood a report or leave a
secret in it.
"""

import hashlib
import re
import unicodedata
from typing import NewType

from tidewaiter.model.profile import Json

EscapedText = NewType("EscapedText", str)
"""Text that may be printed: one line, visible characters only, no secrets, bounded."""

TEXT_LIMIT = 2_000
"""Characters of one text in the machine formats."""

DEPTH_LIMIT = 8
ITEMS_LIMIT = 100
"""Nesting and length of one folded argument in the machine formats."""

# Blank or invisible although their category says letter, mark or symbol.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MARKS_IN_A_ROW = 3

# Published shapes of tokens; each quantifier is bounded, so that no text is slow to search.
_SECRET = re.compile(
    "|".join(
        (
            r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
            r"[^-]{0,20000}(?:-----END [A-Z ]{0,60}-----)?",
            r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b",
            r"\b(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{22,255})",
            r"\bglpat-[A-Za-z0-9_-]{20,64}",
            r"\bnpm_[A-Za-z0-9]{36}",
            r"\bpypi-[A-Za-z0-9_-]{50,500}",
            r"\bxox[abeoprs]-[A-Za-z0-9-]{10,250}",
            r"\bhooks\.slack\.com/services/[A-Za-z0-9/_-]{20,100}",
            r"\bdiscord(?:app)?\.com/api/webhooks/[0-9]{5,25}/[A-Za-z0-9_-]{20,100}",
            r"\b[0-9]{8,10}:AA[A-Za-z0-9_-]{32,34}",
            r"\bsk-[A-Za-z0-9_-]{20,250}",
            r"\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,250}",
            r"\bAIza[A-Za-z0-9_-]{35}",
            r"\bya29\.[A-Za-z0-9_-]{20,500}",
            r"\bhf_[A-Za-z0-9]{30,60}",
            r"\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}",
            r"\bdop_v1_[a-f0-9]{64}",
            r"\beyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,2000}",
            r"(?<=://)[^\s/@:'\"]{0,200}:[^\s/@'\"]{1,200}(?=@)",
        )
    )
)


def shown(text: str, limit: int = 300) -> EscapedText:
    """The text as a person may see it: one line, nothing invisible, no secret, ``limit`` long.

    Control, bidirectional, zero-width, private and unassigned characters, lone surrogates,
    unusual spaces and more than three combining marks in a row become escapes such as
    ``\\x1b`` or ``\\u202e``.

    >>> shown("\\x1b[31mred\\u202e")
    '\\\\x1b[31mred\\\\u202e'
    """
    text = cut(redacted(text[: max(limit, TEXT_LIMIT) * 2]), limit)
    if not (text.isascii() and text.isprintable()):
        text = cut("".join(_visible(text)), limit)
    return EscapedText(text)


def cut(text: str, limit: int) -> str:
    """At most ``limit`` characters; what is missing is shown by an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def redacted(text: str) -> str:
    """The text with each secret cut to its first four characters and a hash of the whole.

    >>> redacted("key=AKIAIOSFODNN7EXAMPLE")
    'key=AKIA…[redacted 1a5d44a2]'
    """
    return _SECRET.sub(_redact, text)


def _redact(match: re.Match[str]) -> str:
    secret = match[0]
    digest = hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{secret[:4]}…[redacted {digest[:8]}]"


def _visible(text: str) -> list[str]:
    """Each character, or its escape."""
    characters = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        hidden = _is_hidden(character) or marks > _MARKS_IN_A_ROW
        characters.append(_escape(character) if hidden else character)
    return characters


def _is_hidden(character: str) -> bool:
    category = unicodedata.category(character)
    if category in _HIDDEN_CATEGORIES or (category == "Zs" and character != " "):
        return True
    selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return selector or character in _INVISIBLE


def _escape(character: str) -> str:
    """The escape that Python's and JavaScript's readers know."""
    short = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character)
    code = ord(character)
    if short or code < 0x100:
        return short or f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def exchanged(text: str, limit: int = TEXT_LIMIT) -> str:
    """The text as a program may get it: no secret, no lone surrogate, ``limit`` long.

    Everything else stays, since a JSON string can hold it and its reader needs the true name.
    """
    text = cut(redacted(text[: limit * 2]), limit)
    return text if text.isascii() else "".join(map(_paired, text))


def _paired(character: str) -> str:
    return _escape(character) if "\ud800" <= character <= "\udfff" else character


def exchanged_value(value: Json, depth: int = DEPTH_LIMIT) -> Json:
    """A folded argument as a program may get it: bounded, and only what JSON can hold."""
    if isinstance(value, str):
        return exchanged(value)
    if isinstance(value, float):
        return value if abs(value) < float("inf") else str(value)
    if isinstance(value, int):
        return value if -(2**53) < value < 2**53 else cut(hex(value), TEXT_LIMIT)
    if value is None:
        return None
    if depth == 0:
        return "…"
    if isinstance(value, list):
        return [exchanged_value(item, depth - 1) for item in value[:ITEMS_LIMIT]]
    pairs = list(value.items())[:ITEMS_LIMIT]
    return {exchanged(key): exchanged_value(item, depth - 1) for key, item in pairs}
