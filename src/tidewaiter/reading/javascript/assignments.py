"""Assignments as expressions: ``=``, ``+=``, ``??=``, ``++``, ``delete``."""

from collections.abc import Mapping as Table
from typing import TYPE_CHECKING

from tidewaiter.model.facts import UNKNOWN, Binary, Choice, Expr
from tidewaiter.reading.javascript.expressions import CHOICES, OPERATORS
from tidewaiter.reading.javascript.patterns import bind_pattern, last_name, store, store_target
from tidewaiter.reading.javascript.reader import Read, Reader, read_through

if TYPE_CHECKING:
    from tree_sitter import Node


def _assignment(reader: Reader, node: "Node") -> Expr:
    parts = reader.sides(node)
    if len(parts) != 2:
        return read_through(reader, node)
    left, right = parts
    if left.kind_id in reader.kinds.patterns:
        value = reader.path(right)
        bind_pattern(reader, left, value, declares=False)
        return value
    target = reader.path(left)
    value = reader.value(right, last_name(reader, target))
    store_target(reader, left, target, value)
    return value


def _augmented(reader: Reader, node: "Node") -> Expr:
    parts = reader.sides(node)
    if len(parts) != 2:
        return read_through(reader, node)
    left, right = parts
    spelled = reader.text[left.end_byte : right.start_byte].strip()[:-1]
    target = reader.path(left)
    value = reader.read(right)
    if choice := CHOICES.get(spelled):
        value = reader.builder.add(Choice(choice, (target, value)))
    else:
        value = reader.builder.add(Binary(OPERATORS.get(spelled, spelled), target, value))
    store(reader, left, target, value)
    return value


def _update(reader: Reader, node: "Node") -> Expr:
    for argument in reader.children(node)[:1]:
        store(reader, argument, reader.path(argument), UNKNOWN)
    return UNKNOWN


READERS: Table[str, Read] = {
    "assignment_expression": _assignment,
    "augmented_assignment_expression": _augmented,
    "update_expression": _update,
}
