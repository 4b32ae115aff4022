"""Access paths: names, ``a.b.c``, ``a[k]``, and what is read when one is not called."""

import re
from collections.abc import Mapping as Table
from typing import TYPE_CHECKING

from tidewaiter.model.facts import UNKNOWN, Attr, Const, Expr, Item, Name
from tidewaiter.reading.javascript.patterns import well_known
from tidewaiter.reading.javascript.reader import Read, Reader, identifier, read_through

if TYPE_CHECKING:
    from tree_sitter import Node

_SEGMENTS = re.compile(r"(?!\d)[\w$]++(?:\??\.#?[\w$]++)++")
_LONGEST = 120
_NONE: tuple[str, ...] = ()


def _name(reader: Reader, node: "Node") -> Expr:
    spelled = reader.text[node.start_byte : node.end_byte]
    if "\\" in spelled:
        spelled = identifier(spelled)
    builder, exprs = reader.builder, reader.exprs
    name = reader.renames.get(spelled, spelled)
    exprs.append(Name(name, builder.scope, builder.order, builder.current_branch))
    return len(exprs) - 1


def _member(reader: Reader, node: "Node") -> Expr:
    """``a.b.c``, its base read but not loaded."""
    segments = _segments(reader, node)
    return _joined(reader, segments) if segments else _long_member(reader, node)


def _joined(reader: Reader, segments: tuple[str, ...]) -> Expr:
    first = segments[0]
    expr = reader.this(first) if first == "this" or first == "super" else reader.named(first)
    exprs = reader.exprs
    for segment in segments[1:]:
        exprs.append(Attr(expr, segment))
        expr = len(exprs) - 1
    return expr


def _segments(reader: Reader, node: "Node") -> tuple[str, ...]:
    """The names of a path that is spelled without anything else, else nothing."""
    start, end = node.start_byte, node.end_byte
    if end - start > _LONGEST:
        return _NONE
    text = reader.text[start:end]
    known = reader.segments.get(text)
    if known is None:
        if "(" in text or _SEGMENTS.fullmatch(text) is None:
            return _NONE
        known = tuple(text.replace("?.", ".").split("."))
        reader.segments[text] = known
    return known


def _long_member(reader: Reader, node: "Node") -> Expr:
    parts = node.named_children
    if not parts:
        return UNKNOWN
    base = reader.path(reader.children(node)[0])
    exprs = reader.exprs
    exprs.append(Attr(base, identifier(reader.source(parts[-1]))))
    return len(exprs) - 1


def _subscript(reader: Reader, node: "Node") -> Expr:
    """``a[k]``; a literal key makes it ``a.k``."""
    parts = reader.children(node)
    if len(parts) < 2:
        return read_through(reader, node)
    base = reader.path(parts[0])
    key = well_known(reader, parts[-1]) or reader.read(parts[-1])
    value = reader.exprs[key]
    if isinstance(value, Const) and isinstance(value.value, str):
        return reader.builder.add(Attr(base, value.value))
    return reader.builder.add(Item(base, key))


def _parenthesized(reader: Reader, node: "Node") -> Expr:
    inner = node.children
    if len(inner) != 3:
        inner = [inner[0], *reader.children(node)]
    return reader.path(inner[1]) if len(inner) > 1 else UNKNOWN


def _read_name(reader: Reader, node: "Node") -> Expr:
    expr = _name(reader, node)
    if reader.exprs[expr].id in reader.builder.watched:  # type: ignore[union-attr]
        reader.load(expr, node)
    return expr


def _read_member(reader: Reader, node: "Node") -> Expr:
    segments = _segments(reader, node)
    if not segments:
        expr = _long_member(reader, node)
        reader.load(expr, node)
        return expr
    expr = _joined(reader, segments)
    builder = reader.builder
    if (
        not builder.watched.isdisjoint(segments)
        or reader.renames.get(segments[0]) in builder.watched
        or segments[0] in builder.foreign
        or not builder.accessors.isdisjoint(segments)
    ):
        reader.load(expr, node)
    return expr


def _read_subscript(reader: Reader, node: "Node") -> Expr:
    expr = _subscript(reader, node)
    reader.load(expr, node)
    return expr


PATHS: Table[str, Read] = {
    "identifier": _name,
    "member_expression": _member,
    "subscript_expression": _subscript,
    "parenthesized_expression": _parenthesized,
}

READERS: Table[str, Read] = {
    "identifier": _read_name,
    "shorthand_property_identifier": _read_name,
    "member_expression": _read_member,
    "subscript_expression": _read_subscript,
}
