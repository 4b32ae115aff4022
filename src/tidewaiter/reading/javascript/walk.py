"""One text to its outline: parse, walk, say what was broken or left out."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tidewaiter.model.facts import Outline
from tidewaiter.reading.builder import Builder
from tidewaiter.reading.javascript.grammar import DEEPEST, Dialect, Parsed, broken, parse
from tidewaiter.reading.javascript.reader import Reader, kinds_of
from tidewaiter.reading.javascript.text import parsed_form

_FRAMES_PER_LEVEL = 4
_ERRORS = 20


def read_outline(text: str, watched: frozenset[str], dialect: Dialect) -> Outline:
    """See `tidewaiter.reading.javascript.outline`."""
    parsed = parse(parsed_form(text), dialect)
    builder = Builder(watched)
    builder.errors = _errors(parsed)
    builder.lost = parsed.lost
    reader = Reader(text, builder, kinds_of(parsed.dialect))
    with _deep_recursion():
        reader.read(parsed.tree.root_node)
    reader.decide_tests()
    return builder.outline(f"tree-sitter-{parsed.dialect}")


def _errors(parsed: Parsed) -> list[tuple[int, str]]:
    return [
        (node.start_point[0] + 1, f"missing {node.type}" if node.is_missing else "syntax error")
        for node in broken(parsed)[:_ERRORS]
    ]


@contextmanager
def _deep_recursion() -> Iterator[None]:
    """Frames for a tree of `DEEPEST` levels; calls between our functions use no C stack."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(before + (DEEPEST + 250) * _FRAMES_PER_LEVEL)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
