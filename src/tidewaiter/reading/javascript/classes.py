"""Classes: what their body does where they are defined, and what constructing one does."""

from collections.abc import Mapping as Table
from typing import TYPE_CHECKING

from tidewaiter.model.facts import (
    ARGUMENTS,
    UNKNOWN,
    Closure,
    EventKind,
    Expr,
    Param,
    Parameter,
    Spread,
)
from tidewaiter.reading.javascript.expressions import transparent
from tidewaiter.reading.javascript.functions import (
    accessor_marks,
    member_key,
    method_name,
    qualified,
    read_function,
    set_field,
)
from tidewaiter.reading.javascript.kinds import ReadNamed
from tidewaiter.reading.javascript.patterns import property_key
from tidewaiter.reading.javascript.reader import ARGUMENTS_NAME, Read, Reader, identifier

if TYPE_CHECKING:
    from tree_sitter import Node

_FIELDS = ("field_definition", "public_field_definition")
_Field = tuple[str, "Node | None"]


def read_class(reader: Reader, node: "Node", hint: str) -> Expr:
    """A class's value, after its decorators: heritage first, then the body as a scope that runs."""
    builder, scopes = reader.builder, reader.scopes
    own = node.child_by_field_name("name")
    spelled = identifier(reader.source(own)) if own is not None else ""
    row, column = node.start_point
    decorators = _decorators(reader, node)
    bases = _heritage(reader, node)
    undo = scopes.rename([spelled]) if spelled and node.type == "class" else []
    index = builder.open_function(
        qualified(reader, spelled or hint),
        "class",
        row + 1,
        column,
        bases=bases,
        decorators=tuple(decorators),
    )
    scopes.open(index, arrow=False)
    body = node.child_by_field_name("body")
    if body is not None:
        _read_body(reader, body, derived=bool(bases))
    scopes.close()
    builder.close_function()
    value = builder.add(Closure(index))
    builder.event(EventKind.BODY, row + 1, column, function=index)
    if undo:
        builder.bind(reader.renames[spelled], value)
        scopes.restore(undo)
    return _decorated(reader, node, decorators, value)


def _heritage(reader: Reader, node: "Node") -> tuple[Expr, ...]:
    for child in node.named_children:
        if child.type == "class_heritage":
            inner = reader.children(child)
            for clause in inner:
                if clause.type == "extends_clause":
                    value = clause.child_by_field_name("value")
                    return (reader.path(value),) if value is not None else ()
            if inner and inner[0].type != "implements_clause":
                return (reader.path(inner[0]),)
    return ()


def _decorators(reader: Reader, node: "Node") -> list[Expr]:
    outside = (
        node.parent if node.parent is not None and node.parent.type == "export_statement" else None
    )
    found = [c for c in outside.named_children if c.type == "decorator"] if outside else []
    found += [child for child in node.named_children if child.type == "decorator"]
    return [_decorator(reader, decorator) for decorator in found]


def _decorator(reader: Reader, node: "Node") -> Expr:
    parts = reader.children(node)
    return reader.path(parts[0]) if parts else UNKNOWN


def _decorated(reader: Reader, node: "Node", decorators: list[Expr], value: Expr) -> Expr:
    row, column = node.start_point
    for decorator in reversed(decorators):
        value = reader.builder.call(decorator, (value,), (), row + 1, column, 2)
    return value


def _read_body(reader: Reader, body: "Node", *, derived: bool) -> None:
    members = reader.detached(body)
    fields = [
        (method_name(reader, member), member.child_by_field_name("value"))
        for member in members
        if member.type in _FIELDS and "static" not in accessor_marks(member)
    ]
    constructor = False
    pending: list[Expr] = []
    members.reverse()
    while members:
        member = members.pop()
        kind = member.type
        if kind == "decorator":  # TypeScript's grammar puts them before the member
            pending.append(_decorator(reader, member))
        elif kind == "method_definition":
            name = method_name(reader, member)
            constructor |= name == "constructor"
            _read_method(reader, member, name, fields, pending)
            pending = []
        elif kind in _FIELDS:
            _read_field(reader, member, pending)
            pending = []
        elif kind == "class_static_block":
            inner = member.child_by_field_name("body")
            if inner is not None:
                reader.read(inner)
    if fields and not constructor:
        _implied_constructor(reader, body, fields, derived)


def _read_method(
    reader: Reader, member: "Node", name: str, fields: list[_Field], decorators: list[Expr]
) -> None:
    key = member.child_by_field_name("name")
    if key is not None and key.type == "computed_property_name":
        property_key(reader, key)
    decorators = decorators + _decorators(reader, member)
    before = tuple(fields) if name == "constructor" else ()
    value = read_function(reader, member, name, accessor_marks(member), before, tuple(decorators))
    spelled = member_key(reader, member)
    reader.scopes.declare(spelled, _decorated(reader, member, decorators, value))


def _read_field(reader: Reader, member: "Node", decorators: list[Expr]) -> None:
    key = member.child_by_field_name("property") or member.child_by_field_name("name")
    if key is not None and key.type == "computed_property_name":
        property_key(reader, key)
    decorators = decorators + _decorators(reader, member)
    value = member.child_by_field_name("value")
    name = method_name(reader, member)
    expr = UNKNOWN
    if "static" in accessor_marks(member):
        expr = reader.value(value, name) if value is not None else UNKNOWN
        known = reader.exprs[expr]
        if isinstance(known, Closure):
            made = reader.builder.functions[known.function]
            made.marks = (*made.marks, "static")
        reader.scopes.declare(name, expr)
    _decorated(reader, member, decorators, expr)


def _implied_constructor(reader: Reader, body: "Node", fields: list[_Field], derived: bool) -> None:
    """The constructor that a class has when it writes none (ECMA-262, 15.7.14)."""
    builder, scopes = reader.builder, reader.scopes
    row, column = body.start_point
    index = builder.open_function(
        qualified(reader, "constructor"),
        "function",
        row + 1,
        column,
        params=(Parameter("", ARGUMENTS),) if derived else (),
    )
    scopes.open(index, arrow=False)
    if derived:
        builder.bind(ARGUMENTS_NAME, builder.add(Param(index, 0)))
        args = (builder.add(Spread(builder.name(ARGUMENTS_NAME))),)
        builder.call(reader.this("super"), args, (), row + 1, column)
    for name, value in fields:
        set_field(reader, name, value)
    scopes.close()
    builder.close_function()
    scopes.declare("constructor", builder.add(Closure(index)))


def _declaration(reader: Reader, node: "Node") -> Expr:
    name = node.child_by_field_name("name")
    value = read_class(reader, node, "default")
    if name is not None:
        spelled = identifier(reader.source(name))
        reader.scopes.declare(reader.renames.get(spelled, spelled), value)
    return value


def _expression(reader: Reader, node: "Node") -> Expr:
    return read_class(reader, node, "")


NAMED: Table[str, ReadNamed] = {"class": read_class}

READERS: Table[str, Read] = {
    "class": _expression,
    "class_declaration": _declaration,
    "abstract_class_declaration": _declaration,
    "decorator": transparent,
}
