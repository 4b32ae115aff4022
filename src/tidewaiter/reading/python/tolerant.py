"""The tolerant reader: tree-sitter recovers from what is broken, old, or nested very deeply."""

import re
import sys
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from tidewaiter.model.facts import Outline
from tidewaiter.reading.damage import broken_nodes
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


@cache
def _language() -> "Language":
    import tree_sitter_python
    from tree_sitter import Language

    return Language(tree_sitter_python.language())


def read(text: str, watched: frozenset[str]) -> Outline:
    """The outline of any text; ``errors`` says where it was broken, ``lost`` what was left out."""
    source = parsed_form(text)
    trees: list[Tree] = []

    def within(start: int, end: int) -> "Node":
        trees.append(_parse(source, start, max(start, end)))  # quotes may never be closed
        return trees[-1].root_node

    root = within(0, len(source))
    reader = TreeStatements(text, watched, within)
    reader.errors = _errors(root)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(limit + DEEPEST * FRAMES_PER_LEVEL)
    try:
        reader.block(root)
    except RecursionError:
        reader.lost = "nested too deeply"
    finally:
        sys.setrecursionlimit(limit)
    return reader.outline("tree-sitter")


def parsed_form(text: str) -> bytes:
    """The text as ASCII in which every offset and column still counts code points.

    ``lazy import a`` (PEP 810) becomes ``import      a``, which starts at the same place.
    """
    text = _RETURNS.sub("\n", _SPACES.sub(" ", text))
    text = _OTHERS.sub("_", text)
    return _LAZY.sub(r"\1\3\2    ", text).encode("ascii")


def _parse(source: bytes, start: int, end: int) -> "Tree":
    """The tree of a stretch of the source, with the offsets of the whole."""
    from tree_sitter import Parser, Range

    if (start, end) == (0, len(source)):
        return Parser(_language()).parse(source)
    stretch = Range(_point(source, start), _point(source, end), start, end)
    return Parser(_language(), included_ranges=[stretch]).parse(source)


def _point(source: bytes, offset: int) -> tuple[int, int]:
    return source.count(b"\n", 0, offset), offset - source.rfind(b"\n", 0, offset) - 1


def _errors(root: "Node") -> list[tuple[int, str]]:
    found = islice(broken_nodes(root), MOST_ERRORS)
    return [(node.start_point[0] + 1, "syntax error") for node in found]
