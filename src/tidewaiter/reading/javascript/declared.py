"""The names that patterns, blocks and function bodies declare."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tidewaiter.reading.javascript.reader import Reader

if TYPE_CHECKING:
    from tree_sitter import Node

_SIDES = {
    "assignment_pattern": "left",
    "object_assignment_pattern": "left",
    "pair_pattern": "value",
}


def pattern_names(reader: Reader, pattern: "Node") -> list[str]:
    """The names that a pattern binds, defaults and keys aside."""
    names, pending = [], [pattern]
    while pending:
        node = pending.pop()
        if node.kind_id in reader.kinds.leaves:
            names.append(reader.source(node))
        elif side := _SIDES.get(node.type):
            inner = node.child_by_field_name(side)
            pending.extend([inner] if inner else ())
        elif node.type.endswith("pattern"):
            pending.extend(node.named_children)
    return names


def block_names(reader: Reader, statements: "Iterable[Node]") -> list[str]:
    """The names that these statements declare in their own block."""
    names = []
    kinds = reader.kinds
    for node in statements:
        kind = node.kind_id
        if kind not in kinds.scoped:
            continue
        if kind in kinds.lexical:
            names += declarator_names(reader, node)
        elif kind in kinds.declaring:
            if (name := node.child_by_field_name("name")) is not None:
                names.append(reader.source(name))
        elif kind == kinds.exporting and (inner := node.child_by_field_name("declaration")):
            names += block_names(reader, [inner])
    return names


def declarator_names(reader: Reader, declaration: "Node") -> list[str]:
    """The names of ``let a, {b} = …``."""
    names = []
    for declarator in declaration.named_children:
        if declarator.kind_id == reader.kinds.declarator and (parts := declarator.named_children):
            names += pattern_names(reader, parts[0])
    return names


def hoisted_names(reader: Reader, statements: "Iterable[Node]") -> list[str]:
    """The names of every ``var`` in a function's statements, inner functions aside.

    A ``var`` stands among statements: what can hold none is not entered.
    """
    kinds = reader.kinds
    names, pending = [], [one for one in statements if one.kind_id in kinds.holding]
    while pending:
        node = pending.pop()
        kind = node.kind_id
        if kind == kinds.variables:
            names += declarator_names(reader, node)
            continue
        if kind == kinds.for_in and (left := node.child_by_field_name("left")):
            names += pattern_names(reader, left)
        pending.extend(child for child in node.named_children if child.kind_id in kinds.holding)
    return names
