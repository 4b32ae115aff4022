"""The tolerant reader: tree-sitter recovers from what is broken, old, or nested very deeply."""

import re
import sys
from bisect import bisect_right
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from tidewaiter.model.facts import Outline
from tidewaiter.reading import trees
from tidewaiter.reading.damage import broken_nodes
from tidewaiter.reading.python.properties import property_names
from tidewaiter.reading.python.tree_expressions import DEEPEST
from tidewaiter.reading.python.tree_statements import TreeStatements

if TYPE_CHECKING:
    from tree_sitter import Language, Node, Tree

MOST_ERRORS = 20
FRAMES_PER_LEVEL = 6
_SPACES = re.compile("[^\\S\x00-\x7f]|\x00|\ufeff")
_OTHERS = re.compile("[^\x00-\x7f]")
_LAZY = re.compile(r"^([ \t]*)lazy([ \t]+)(import|from)\b", re.MULTILINE)
_RETURNS = re.compile(r"\r(?!\n)")
_NEWLINE = re.compile(rb"\n")


@cache
def _language() -> "Language":
    import tree_sitter_python
    from tree_sitter import Language

    return Language(tree_sitter_python.language())


def read(text: str, watched: frozenset[str]) -> Outline:
    """The outline of any text; ``errors`` says where it was broken, ``lost`` what was left out."""
    source = parsed_form(text)
    lines = [0, *(found.end() for found in _NEWLINE.finditer(source))]
    kept: list[Tree] = []
    whole = True

    def within(start: int, end: int) -> "Node":
        nonlocal whole
        tree = _parse(source, lines, start, max(start, end))  # quotes may never be closed
        whole = whole and tree is not None
        kept.append(tree or trees.empty(_language()))
        return kept[-1].root_node

    root = within(0, len(source))
    reader = TreeStatements(text, watched, within)
    reader.accessors = property_names(text)
    reader.errors = _errors(root)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(limit + DEEPEST * FRAMES_PER_LEVEL)
    try:
        reader.block(root)
    except RecursionError:
        reader.lost = "nested too deeply"
    finally:
        sys.setrecursionlimit(limit)
    reader.lost = reader.lost if whole else trees.GAVE_UP
    return reader.outline("tree-sitter")


def parsed_form(text: str) -> bytes:
    """The text as ASCII in which every offset and column still counts code points.

    ``lazy import a`` (PEP 810) becomes ``import      a``, which starts at the same place.
    """
    text = _RETURNS.sub("\n", _SPACES.sub(" ", text))
    text = _OTHERS.sub("_", text)
    return _LAZY.sub(r"\1\3\2    ", text).encode("ascii")


def _parse(source: bytes, lines: list[int], start: int, end: int) -> "Tree | None":
    """The tree of a stretch of the source, with the offsets of the whole."""
    from tree_sitter import Range

    if (start, end) == (0, len(source)):
        return trees.parse(_language(), source)
    stretch = Range(_point(lines, start), _point(lines, end), start, end)
    return trees.parse(_language(), source, [stretch])


def _point(lines: list[int], offset: int) -> tuple[int, int]:
    """The row and column of an offset, by where the lines start."""
    row = bisect_right(lines, offset) - 1
    return row, offset - lines[row]


def _errors(root: "Node") -> list[tuple[int, str]]:
    found = islice(broken_nodes(root), MOST_ERRORS)
    return [(node.start_point[0] + 1, "syntax error") for node in found]
