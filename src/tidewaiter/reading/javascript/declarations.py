"""``var``, ``let``, ``const`` and ``using``."""

from collections.abc import Mapping as Table
from typing import TYPE_CHECKING

from tidewaiter.model.facts import UNKNOWN, Attr, Expr, Name
from tidewaiter.reading.javascript.commonjs import is_exports
from tidewaiter.reading.javascript.patterns import bind_pattern
from tidewaiter.reading.javascript.reader import Read, Reader, identifier
from tidewaiter.reading.javascript.webpack import declared

if TYPE_CHECKING:
    from tree_sitter import Node

_SHORT = 2
"""Letters of what a minifier calls a bundle's table."""


def _declarator(reader: Reader, node: "Node") -> Expr:
    parts = node.children
    plain = len(parts) == 3  # no comment, no type
    name, value = parts[0], parts[2] if plain else node.child_by_field_name("value")
    if value is None:
        return _undefined(reader, name)
    if name.kind_id != reader.kinds.identifier:
        bind_pattern(reader, name, reader.path(value), declares=True)
        return UNKNOWN
    spelled = identifier(reader.source(name))
    if (len(spelled) <= _SHORT or spelled.startswith("__w")) and declared(reader, spelled, value):
        return UNKNOWN
    bound = reader.value(value, spelled)
    inner = reader.renames.get(spelled, spelled)
    reader.scopes.declare(inner, bound)
    known = reader.exprs[bound]
    named = known.name if isinstance(known, Attr) else known.id if isinstance(known, Name) else ""
    if named == "exports" and is_exports(reader, bound):
        reader.scopes.export_by(inner)
    return UNKNOWN


def _undefined(reader: Reader, name: "Node") -> Expr:
    if name.kind_id == reader.kinds.identifier:
        spelled = identifier(reader.source(name))
        reader.scopes.frames[-1].declared.add(reader.renames.get(spelled, spelled))
    return UNKNOWN


READERS: Table[str, Read] = {"variable_declarator": _declarator}
