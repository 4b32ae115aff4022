"""What is touched, as the report shows it: folded constants as text, holes as ``{…}``."""

import shlex
from collections.abc import Sequence

from tidewaiter.linking.values.possible import MOST_VALUES
from tidewaiter.reading.constants import HOLE, Folded, digits

SHOWN_HOLE = "{…}"
_LONGEST = 500

Shown = list[str | None]
"""Destinations, each once; ``None`` stands last if there may be others."""


def united(parts: Sequence[str | None]) -> Shown:
    """Each of several destinations once, a bounded number of them."""
    known: Shown = [text for text in dict.fromkeys(parts) if text is not None]
    others = not known or len(known) > MOST_VALUES or None in parts
    return [*known[:MOST_VALUES], None] if others else known


def joined(glue: str, first: Shown, words: Shown, unknown: str | None = None) -> Shown:
    """Destinations with what belongs to each, of which what is not known is left out.

    Args:
        unknown: What stands for a destination that is not known, before what is known of it.
    """
    return united(
        [
            begin if more is None or begin is None else f"{begin}{glue}{more}"
            for text in first
            for more in words
            for begin in (text or (more and unknown),)
        ]
    )


def words_beside(commands: Shown, words: Shown) -> Shown:
    """The words that commands may have: fewer of them beside several, so that each is told."""
    if len(commands) * len(words) <= MOST_VALUES:
        return words
    return [*words[: max(MOST_VALUES // len(commands) - 1, 0)], SHOWN_HOLE]


def shown(folded: Folded, glue: str = " ") -> str | None:
    """A constant as a destination or argument; ``glue`` stands between the words of several."""
    if isinstance(folded, bytes):
        folded = folded.decode("utf-8", "replace")
    if isinstance(folded, tuple):
        parts = [p for p in folded if isinstance(p, str | int)]
        if glue == " " and parts[:1] == [""] and isinstance(parts[-1], str):
            parts[0] = HOLE  # a program that is not named yet
        folded = glue.join(p if isinstance(p, str) else digits(p) for p in parts)
    if isinstance(folded, int) and not isinstance(folded, bool):
        folded = digits(folded)
    return shown_text(folded) if isinstance(folded, str) else None


def shown_text(text: str) -> str | None:
    """Folded text as a destination: holes shown, cut to a bounded length."""
    found = text.replace(HOLE, SHOWN_HOLE)
    while SHOWN_HOLE * 2 in found:
        found = found.replace(SHOWN_HOLE * 2, SHOWN_HOLE)
    if not found.replace(SHOWN_HOLE, "").strip("/ :.-_"):
        return None
    return found[:_LONGEST]


def command_line(words: object) -> str | None:
    """Words as a shell line, when all of them are known."""
    if isinstance(words, tuple) and words and all(isinstance(word, str) for word in words):
        return " ".join(shlex.quote(str(word)) for word in words)
    return None
