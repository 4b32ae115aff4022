"""TypeScript: what of it runs (enums, namespaces, parameter properties), and what does not."""

from collections.abc import Mapping as Table
from typing import TYPE_CHECKING

from tidewaiter.model.facts import (
    ANY_TIME,
    ROOT_BRANCH,
    UNKNOWN,
    Attr,
    Closure,
    Const,
    EventKind,
    Expr,
    Mapping,
    Name,
)
from tidewaiter.reading.javascript.declared import block_names
from tidewaiter.reading.javascript.functions import qualified, read_statements
from tidewaiter.reading.javascript.patterns import property_key
from tidewaiter.reading.javascript.reader import Read, Reader, identifier

if TYPE_CHECKING:
    from tree_sitter import Node

_MODIFIERS = ("accessibility_modifier", "override_modifier", "readonly")


def parameter_property(reader: Reader, parameter: "Node", target: "Node") -> None:
    """``constructor(private x)`` also sets ``this.x``; a parameter's decorators are called."""
    words = {child.type for child in parameter.children}
    for decorator in parameter.children_by_field_name("decorator"):
        row, column = decorator.start_point
        callee = reader.path(reader.children(decorator)[0])
        reader.builder.call(callee, (UNKNOWN,), (), row + 1, column, 2)
    if target.type == "identifier" and not words.isdisjoint(_MODIFIERS):
        row, column = target.start_point
        name = identifier(reader.source(target))
        field = reader.builder.add(Attr(reader.this("this"), name))
        value = reader.named(name)
        reader.builder.event(EventKind.STORE, row + 1, column, expr=field, value=value)


def _enum(reader: Reader, node: "Node") -> Expr:
    keys: list[Expr] = []
    values: list[Expr] = []
    body = node.child_by_field_name("body")
    for member in reader.children(body) if body is not None else ():
        name = member.child_by_field_name("name") or member
        value = member.child_by_field_name("value")
        keys.append(property_key(reader, name))
        values.append(reader.read(value) if value is not None else UNKNOWN)
    _declare(reader, node, reader.builder.add(Mapping(tuple(keys), tuple(values))))
    return UNKNOWN


def _declare(reader: Reader, node: "Node", value: Expr) -> None:
    name = node.child_by_field_name("name")
    if name is not None:
        spelled = identifier(reader.source(name)).partition(".")[0]
        reader.scopes.declare(reader.renames.get(spelled, spelled), value)


def _namespace(reader: Reader, node: "Node") -> Expr:
    body = node.child_by_field_name("body")
    name = node.child_by_field_name("name")
    if body is None or name is None or name.type == "string":
        return UNKNOWN
    builder, scopes = reader.builder, reader.scopes
    row, column = node.start_point
    statements = reader.children(body)
    index = builder.open_function(
        qualified(reader, reader.source(name)), "function", row + 1, column
    )
    scopes.open(index, arrow=False)
    undo = scopes.hide(block_names(reader, statements))
    outer, reader.exported = reader.exported, []
    read_statements(reader, statements)
    exported, reader.exported = reader.exported, outer
    scopes.restore(undo)
    scopes.close()
    builder.close_function()
    keys = [builder.add(Const(spelled)) for spelled, _ in exported]
    values = [builder.add(Name(one, index, ANY_TIME, ROOT_BRANCH)) for _, one in exported]
    builder.call(builder.add(Closure(index)), (), (), row + 1, column)
    _declare(reader, node, builder.add(Mapping(tuple(keys), tuple(values))))
    return UNKNOWN


def _import_alias(reader: Reader, node: "Node") -> Expr:
    parts = reader.children(node)
    if len(parts) == 2:
        value = reader.path(parts[1])
        reader.scopes.declare(identifier(reader.source(parts[0])), value)
    return UNKNOWN


def _first(reader: Reader, node: "Node") -> Expr:
    parts = reader.children(node)
    return reader.path(parts[0]) if parts else UNKNOWN


def _assertion(reader: Reader, node: "Node") -> Expr:
    """``<T>value``"""
    parts = reader.children(node)
    return reader.read(parts[-1]) if parts else UNKNOWN


def _nothing(_reader: Reader, _node: "Node") -> Expr:
    return UNKNOWN


_SILENT = (
    "ambient_declaration",
    "function_signature",
    "interface_declaration",
    "type_alias_declaration",
    "type_annotation",
    "type_arguments",
    "type_parameters",
    "implements_clause",
    "method_signature",
    "abstract_method_signature",
    "index_signature",
    "predefined_type",
    "type_identifier",
    "generic_type",
)

READERS: Table[str, Read] = {
    **dict.fromkeys(_SILENT, _nothing),
    "enum_declaration": _enum,
    "internal_module": _namespace,
    "module": _namespace,
    "import_alias": _import_alias,
    "as_expression": _first,
    "satisfies_expression": _first,
    "non_null_expression": _first,
    "instantiation_expression": _first,
    "type_assertion": _assertion,
}
