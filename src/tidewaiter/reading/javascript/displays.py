"""Arrays and object literals; a long array of literals is one constant."""

import re
from collections.abc import Mapping as Table
from typing import TYPE_CHECKING

from tidewaiter.model.facts import UNKNOWN, Const, EventKind, Expr, Items, Mapping, Spread
from tidewaiter.reading.javascript.descriptors import PROTO, set_prototype
from tidewaiter.reading.javascript.functions import method
from tidewaiter.reading.javascript.literals import number, unescape
from tidewaiter.reading.javascript.patterns import property_key
from tidewaiter.reading.javascript.reader import Read, Reader, identifier, read_through

if TYPE_CHECKING:
    from tree_sitter import Node

_CONSTANT = re.compile(
    r"\s*+(?:'((?:[^'\\\n]|\\.)*+)'|\"((?:[^\"\\\n]|\\.)*+)\""
    r"|([-+]?[0-9.][\w.]*+(?:(?<=[eE])[-+][0-9]++)?)|(true|false|null|undefined))?+\s*+(?:,|$)",
    re.DOTALL,
)
_LONG = 16
_PROTO = Const(PROTO)
_WORDS = {"true": True, "false": False}


def _array(reader: Reader, node: "Node") -> Expr:
    size = node.named_child_count
    if size > _LONG or (not size and node.end_byte - node.start_byte > _LONG):
        values = constants(reader.text[node.start_byte + 1 : node.end_byte - 1])
        if values is not None:
            return reader.constant(values)
    items = [reader.read(child) for child in reader.children(node)]
    return reader.builder.add(Items("array", tuple(items)))


def constants(inside: str) -> "tuple[str | int | float | None, ...] | None":
    """The values between an array's brackets when all are literals, else `None`."""
    values: list[str | int | float | None] = []
    at, end = 0, len(inside)
    while at < end:
        match = _CONSTANT.match(inside, at)
        if match is None:
            return None
        at = match.end()
        single, double, digits, word = match.groups()
        if single is not None or double is not None:
            values.append(unescape(single if double is None else double))
        elif digits:
            values.append(_signed(digits))
        elif word or at < end:
            values.append(_WORDS.get(word))
    return tuple(values)


def _signed(digits: str) -> int | float | None:
    value = number(digits.lstrip("+-"))
    return -value if digits[0] == "-" and value is not None else value


def _object(reader: Reader, node: "Node") -> Expr:
    keys: list[Expr] = []
    values: list[Expr] = []
    for child in reader.children(node):
        member = _MEMBERS.get(child.type)
        if member is None:
            reader.read(child)
            continue
        key, value = member(reader, child)
        keys.append(key)
        values.append(value)
    made = reader.builder.add(Mapping(tuple(keys), tuple(values)))
    for key, value in zip(keys, values, strict=True):
        if value != UNKNOWN and reader.exprs[key] == _PROTO:
            set_prototype(reader, made, value)
    return made


def _pair(reader: Reader, node: "Node") -> tuple[Expr, Expr]:
    parts = reader.sides(node, "key", "value")
    if len(parts) != 2:
        return UNKNOWN, read_through(reader, node)
    key = property_key(reader, parts[0])
    named = reader.kinds.named.get(parts[1].kind_id)
    if named is None:
        return key, reader.read(parts[1])
    known = reader.exprs[key]
    hint = known.value if isinstance(known, Const) and isinstance(known.value, str) else ""
    return key, named(reader, parts[1], hint)


def _shorthand(reader: Reader, node: "Node") -> tuple[Expr, Expr]:
    return reader.literal(reader.source(node), identifier), reader.read(node)


def _spread(reader: Reader, node: "Node") -> Expr:
    parts = reader.children(node)
    value = reader.read(parts[0]) if parts else UNKNOWN
    if value != UNKNOWN:
        row, column = node.start_point
        reader.builder.event(EventKind.ITERATE, row + 1, column, value=value)
    return reader.builder.add(Spread(value))


def spread_member(reader: Reader, node: "Node") -> tuple[Expr, Expr]:
    """What an object takes over from another, as key and value: nothing is gone through."""
    parts = reader.children(node)
    value = reader.read(parts[0]) if parts else UNKNOWN
    return UNKNOWN, reader.builder.add(Spread(value))


_MEMBERS = {
    "pair": _pair,
    "method_definition": method,
    "shorthand_property_identifier": _shorthand,
    "spread_element": spread_member,
}

READERS: Table[str, Read] = {"array": _array, "object": _object, "spread_element": _spread}
