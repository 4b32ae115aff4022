"""The grammars: which one reads a text, its kinds of nodes by number, and how deep it may nest."""

import re
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from tidewaiter.reading import trees
from tidewaiter.reading.damage import broken_nodes

if TYPE_CHECKING:
    from tree_sitter import Language, Node, Tree

Dialect = Literal["javascript", "typescript", "tsx"]

_OTHERS: dict[Dialect, tuple[Dialect, ...]] = {
    "javascript": ("tsx",),  # annotations of Flow
    "typescript": ("tsx", "javascript"),
    "tsx": ("typescript", "javascript"),
}

DEEPEST = 2_000
"""Levels of the tree: a call inside a call takes two, so 1,000 of those."""

_STRIDE = 250
_VISIBLE = re.compile(rb"[^\r\n]")


@cache
def language(dialect: Dialect) -> "Language":
    """The compiled grammar of a dialect."""
    import tree_sitter_javascript
    import tree_sitter_typescript
    from tree_sitter import Language

    if dialect == "javascript":
        return Language(tree_sitter_javascript.language())
    if dialect == "typescript":
        return Language(tree_sitter_typescript.language_typescript())
    return Language(tree_sitter_typescript.language_tsx())


class Parsed(NamedTuple):
    """A tree, the dialect that gave it, and why some of it or all was left out."""

    tree: "Tree"
    dialect: Dialect
    lost: str


def parse(source: bytes, dialect: Dialect) -> Parsed:
    """The tree that explains most of the source.

    Args:
        source: ASCII, one byte for each code point (see ``text.parsed_form``).
        dialect: What the member's name promises; others are tried when it does not hold.
    """
    best = _parse(source, dialect)
    damage = _damage(best)
    for other in _OTHERS[dialect] if damage else ():
        parsed = _parse(source, other)
        if parsed.lost != trees.GAVE_UP and (less := _damage(parsed)) < damage:
            best, damage = parsed, less
    return best


def _parse(source: bytes, dialect: Dialect) -> Parsed:
    tree = trees.parse(language(dialect), source)
    if tree is None:
        return Parsed(trees.empty(language(dialect)), dialect, trees.GAVE_UP)
    if not _too_deep(tree):
        return Parsed(tree, dialect, "")
    flat = trees.parse(language(dialect), _flattened(source, tree))
    if flat is None or _too_deep(flat):
        flat = trees.empty(language(dialect))
    return Parsed(flat, dialect, f"nested deeper than {DEEPEST} levels")


def broken(parsed: Parsed) -> "list[Node]":
    """The nodes that recovery skipped or invented, in order."""
    return list(broken_nodes(parsed.tree.root_node))


def _damage(parsed: Parsed) -> int:
    return sum(node.end_byte - node.start_byte + 1 for node in broken(parsed))


def _too_deep(tree: "Tree") -> bool:
    """Whether the tree may nest deeper than `DEEPEST` (never more than 250 levels above it).

    A subtree below depth d holds at least as many nodes as it has levels, and they are numbered
    without a gap: looking at every 250th node meets every subtree that is 250 levels deep.
    """
    cursor = tree.walk()
    for index in range(0, tree.root_node.descendant_count, _STRIDE):
        cursor.goto_descendant(index)
        if cursor.depth > DEEPEST:
            return True
    return False


def _flattened(source: bytes, tree: "Tree") -> bytes:
    """The same source with a number in place of everything deeper than `DEEPEST`."""
    flat = bytearray(source)
    cursor = tree.walk()
    depth = 0
    while True:
        if depth < DEEPEST and cursor.goto_first_child():
            depth += 1
            continue
        if depth == DEEPEST and (node := cursor.node) is not None and node.named_child_count:
            start, end = node.start_byte, node.end_byte
            flat[start:end] = b"0" + _VISIBLE.sub(b" ", source[start + 1 : end])
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return bytes(flat)
            depth -= 1
