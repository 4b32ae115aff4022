"""Where a syntax tree is broken: what recovery skipped, and what it invented."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node


def broken_nodes(root: "Node") -> "Iterator[Node]":
    """The ERROR and MISSING nodes of a tree in its order; sound subtrees are not looked into.

    Cost: O(n); a query takes quadratic time for a node with many broken children.
    """
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.is_error or node.is_missing:
            yield node
        if node.has_error:
            waiting.extend(reversed(node.children))
