"""JavaScript and TypeScript: text, imports, labels and outline of one member."""

from tidewaiter.model.facts import Outline
from tidewaiter.reading.javascript.grammar import Dialect
from tidewaiter.reading.javascript.imports import imports
from tidewaiter.reading.javascript.labels import labels
from tidewaiter.reading.javascript.text import decode

__all__ = ["Dialect", "decode", "imports", "labels", "outline"]


def outline(text: str, watched: frozenset[str], *, dialect: Dialect) -> Outline:
    """Everything linking may ask of a text, whatever it is; never raises.

    Args:
        text: The member's text, as `decode` gives it.
        watched: Last segments of what the catalogue wants seen when it is merely read.
        dialect: The grammar that its name promises; another is taken when it explains more.
    """
    from tidewaiter.reading.javascript.walk import read_outline

    return read_outline(text, watched, dialect)
