"""JSX: a component is a call of it, a plain tag only holds expressions."""

from collections.abc import Mapping as Table
from typing import TYPE_CHECKING

from tidewaiter.model.facts import UNKNOWN, Const, Expr, Mapping
from tidewaiter.reading.javascript.displays import spread_member
from tidewaiter.reading.javascript.expressions import transparent
from tidewaiter.reading.javascript.reader import Read, Reader, read_through

if TYPE_CHECKING:
    from tree_sitter import Node


def _element(reader: Reader, node: "Node") -> Expr:
    opening = node.child_by_field_name("open_tag")
    value = _tag(reader, opening) if opening is not None else UNKNOWN
    for child in reader.children(node):
        if child.type not in ("jsx_opening_element", "jsx_closing_element"):
            reader.read(child)
    return value


def _tag(reader: Reader, node: "Node") -> Expr:
    keys: list[Expr] = []
    values: list[Expr] = []
    for attribute in node.children_by_field_name("attribute"):
        parts = reader.children(attribute)
        spread = attribute.type != "jsx_attribute" or not parts
        keys.append(UNKNOWN if spread else reader.builder.add(Const(reader.source(parts[0]))))
        if spread and parts and parts[0].type == "spread_element":
            values.append(spread_member(reader, parts[0])[1])
        else:
            values.append(reader.read(attribute if spread else parts[-1]))
    name = node.child_by_field_name("name")
    if name is None or (name.type == "identifier" and reader.source(name)[:1].islower()):
        return UNKNOWN
    if name.type == "jsx_namespace_name":
        return UNKNOWN
    row, column = node.start_point
    given = reader.builder.add(Mapping(tuple(keys), tuple(values)))
    return reader.builder.call(reader.path(name), (given,), (), row + 1, column)


def _nothing(_reader: Reader, _node: "Node") -> Expr:
    return UNKNOWN


READERS: Table[str, Read] = {
    "jsx_element": _element,
    "jsx_self_closing_element": _tag,
    "jsx_expression": transparent,
    "jsx_attribute": read_through,
    "jsx_text": _nothing,
    "jsx_closing_element": _nothing,
    "html_character_reference": _nothing,
}
