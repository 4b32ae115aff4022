"""Parsing with tree-sitter, in a bounded number of steps: an ambiguous text can take forever."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Language, Range, Tree

GAVE_UP = "its parser takes too many steps"
"""Why a text without a tree is lost."""

_LOOKS, _BYTES_PER_LOOK = 2_000, 8
"""The parser looks up every 100 steps: real texts have 60 bytes and more for that, no sound one
fewer than 15."""

_PIECES, _TIMES = 1_000, 50
"""It is handed pieces, some again and again when it looks far ahead for what a token may be."""

_PIECE = 4_096
"""Bytes."""


def parse(
    language: "Language", source: bytes, ranges: "Sequence[Range] | None" = None
) -> "Tree | None":
    """The tree of a source, or of stretches of it; ``None`` when it takes too many steps.

    Steps are counted, not seconds, so that every machine gives up on the same texts.
    py-tree-sitter 0.26.1 never gives back what it is handed, so that is views of the source which
    are released; what a node's own ``text`` asks for afterwards does stay behind.
    """
    from tree_sitter import Parser

    looks = _LOOKS + len(source) // _BYTES_PER_LOOK
    pieces = _PIECES + len(source) // _PIECE * _TIMES

    whole = memoryview(source)
    handed: list[memoryview] = []
    parsed = False

    def read(offset: int, point: object) -> memoryview | bytes:
        nonlocal pieces
        pieces -= 1
        if parsed:
            return source[offset : offset + _PIECE]
        handed.append(whole[offset : offset + _PIECE])
        return handed[-1]

    def too_many(offset: int, damaged: bool) -> bool:
        nonlocal looks
        looks -= 1
        return looks < 0 or pieces < 0

    parser = Parser(language, included_ranges=ranges)
    try:
        return parser.parse(read, progress_callback=too_many)
    except ValueError:
        return None
    finally:
        parsed = True
        for view in (*handed, whole):
            view.release()


def empty(language: "Language") -> "Tree":
    """The tree of nothing, for whoever needs one."""
    from tree_sitter import Parser

    return Parser(language).parse(b"")
