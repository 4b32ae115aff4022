"""A page for the terminal: lines of styled words, wrapped at its width, with or without colour."""

import unicodedata
from collections.abc import Iterable
from itertools import groupby

Span = tuple[str, str]
"""Text and the name of its style, "" for none. The text is ours or `escape.shown`."""

_CODES = {"bold": "1", "dim": "2", "note": "33", "heading": "1;36"}
_ASCII = str.maketrans({"→": "->", "…": "...", "·": "-"})
_NARROWEST = 24
_WIDEST = 120


class Page:
    """Collects lines; `text` gives all of them, each at most ``width`` columns.

    Args:
        width: Columns; between 24 and 120, whatever is asked for.
        color: Write ANSI styles (ECMA-48, SGR).
        unicode: When false, everything becomes ASCII.
    """

    def __init__(self, width: int, *, color: bool, unicode: bool) -> None:
        self.width = max(_NARROWEST, min(width, _WIDEST))
        self._color = color
        self._unicode = unicode
        self._lines: list[str] = []

    def __len__(self) -> int:
        return len(self._lines)

    def blank(self) -> None:
        """An empty line."""
        self._lines.append("")

    def line(self, *spans: Span, indent: int = 0, hang: int = 2) -> None:
        """One line of spans; it goes on, when too long, ``hang`` columns further in."""
        lines: list[list[Span]] = [[]]
        column = indent
        for word, style in self._words(spans, self.width - indent - hang):
            gap = 1 if lines[-1] else 0
            if gap and column + gap + columns(word) > self.width:
                lines.append([])
                column, gap = indent + hang, 0
            lines[-1].append((word, style))
            column += gap + columns(word)
        for number, words in enumerate(lines):
            margin = " " * (indent + (hang if number else 0))
            self._lines.append(margin + self._joined(words))

    def columns(self, left: Iterable[Span], right: str, indent: int) -> None:
        """Spans at the left and a dim text at the right edge; two lines when they do not fit."""
        spans = list(left)
        used = indent + columns(" ".join(text for text, _ in spans))
        gap = self.width - used - columns(right)
        if gap < 2:
            self.line(*spans, (right, "dim"), indent=indent)
            return
        end = self._joined([(" " * (gap - 1) + right, "dim")])
        self._lines.append(" " * indent + self._joined(spans) + " " + end)

    def text(self) -> str:
        """Everything so far, with a newline at its end."""
        return "\n".join(self._lines) + "\n"

    def _words(self, spans: Iterable[Span], room: int) -> Iterable[Span]:
        """The words of the spans; what is longer than a line is cut where it must be."""
        for text, style in spans:
            for word in self._spelled(text).split(" "):
                for piece in _pieces(word, room):
                    yield piece, style

    def _spelled(self, text: str) -> str:
        if self._unicode or text.isascii():
            return text
        return text.translate(_ASCII).encode("ascii", "backslashreplace").decode()

    def _joined(self, words: Iterable[Span]) -> str:
        """The words of one line; neighbours of one style share its codes."""
        runs = []
        for style, run in groupby(words, key=lambda word: word[1]):
            text = self._spelled(" ".join(word for word, _ in run))
            runs.append(f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self._color and style else text)
        return " ".join(runs)


def _pieces(word: str, room: int) -> Iterable[str]:
    """A word cut into pieces of which each but the last fills a line."""
    piece, used = "", 0
    for character in word if columns(word) > room else ():
        width = columns(character)
        if used + width > room:
            yield piece
            piece, used = "", 0
        piece, used = piece + character, used + width
    yield piece or word


def columns(text: str) -> int:
    """Columns that a terminal needs for the text: two for wide characters, none for marks."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
