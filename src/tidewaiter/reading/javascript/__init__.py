"""JavaScript, TypeScript and JSON: text, imports, labels and outline of one member."""

from typing import Literal

from tidewaiter.model.facts import Outline
from tidewaiter.reading.javascript.grammar import Dialect
from tidewaiter.reading.javascript.imports import imports
from tidewaiter.reading.javascript.labels import labels
from tidewaiter.reading.javascript.text import decode

__all__ = ["Dialect", "decode", "imports", "labels", "outline"]


def outline(text: str, watched: frozenset[str], *, dialect: Dialect | Literal["json"]) -> Outline:
    """Everything linking may ask of a text, whatever it is; never raises.

    Args:
        text: The member's text, as `decode` gives it.
        watched: Last segments of what the catalogue wants seen when it is merely read.
        dialect: The grammar that its name promises; another is taken when it explains more.
            JSON is what a script has that requires it: the value that its text writes down.
    """
    from tidewaiter.reading.javascript.walk import read_outline

    if dialect == "json":
        return read_outline(f"module.exports = {text}", watched, "javascript")
    return read_outline(text, watched, dialect)
