"""``var``, ``let``, ``const`` and ``using``."""

from collections.abc import Mapping as Table
from typing import TYPE_CHECKING

from tidewaiter.model.facts import UNKNOWN, Expr
from tidewaiter.reading.javascript.patterns import bind_pattern, named_value
from tidewaiter.reading.javascript.reader import Read, Reader, identifier

if TYPE_CHECKING:
    from tree_sitter import Node


def _declarator(reader: Reader, node: "Node") -> Expr:
    name = node.child_by_field_name("name")
    value = node.child_by_field_name("value")
    if name is None:
        return UNKNOWN
    if value is None:
        if name.type == "identifier":
            spelled = identifier(reader.source(name))
            reader.scopes.frames[-1].declared.add(reader.renames.get(spelled, spelled))
        return UNKNOWN
    hint = identifier(reader.source(name)) if name.type == "identifier" else ""
    bind_pattern(reader, name, named_value(reader, value, hint), declares=True)
    return UNKNOWN


READERS: Table[str, Read] = {"variable_declarator": _declarator}
