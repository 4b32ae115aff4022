"""Functions of every spelling: parameters, hoisting, bodies."""

from collections.abc import Mapping as Table
from typing import TYPE_CHECKING

from tidewaiter.model.facts import UNKNOWN, Closure, EventKind, Expr, Param, Parameter
from tidewaiter.reading.javascript.reader import Read, Reader, identifier
from tidewaiter.reading.javascript.scopes import block_names, hoisted_names, pattern_names

if TYPE_CHECKING:
    from tree_sitter import Node

ANONYMOUS = "<anonymous>"
_LONGEST_NAME = 200

_EXPRESSIONS = frozenset(("function_expression", "arrow_function", "generator_function", "class"))
HOISTED = frozenset(("function_declaration", "generator_function_declaration"))


def closure(reader: Reader, node: "Node", hint: str) -> Expr:
    """The value of a function or class expression, 0 when the node is none.

    Args:
        hint: The name it gets from where it stands, when it has none of its own.
    """
    if node.type not in _EXPRESSIONS:
        return UNKNOWN
    if node.type == "class":
        from tidewaiter.reading.javascript.classes import read_class

        return read_class(reader, node, hint)
    return read_function(reader, node, hint)


def qualified(reader: Reader, name: str) -> str:
    """A function's name after that of the function it stands in."""
    outer = reader.builder.functions[reader.builder.scope].name
    if not name or outer.startswith("<") or len(outer) > _LONGEST_NAME:
        return name or ANONYMOUS
    return f"{outer}.{name}"


def read_function(
    reader: Reader,
    node: "Node",
    hint: str,
    marks: tuple[str, ...] = (),
    before: "tuple[tuple[str, Node | None], ...]" = (),
    decorators: tuple[Expr, ...] = (),
) -> Expr:
    """A function's closure; its body is read in a scope of its own.

    Args:
        before: Fields of a class, as (name, value), that a constructor sets first.
    """
    own = node.child_by_field_name("name")
    is_method = node.type == "method_definition"
    spelled = identifier(reader.source(own)) if own is not None and not is_method else ""
    arrow = node.type == "arrow_function"
    row, column = node.start_point
    marks += _marks(reader, node)
    builder, scopes = reader.builder, reader.scopes
    patterns = _parameters(reader, node)
    index = builder.open_function(
        qualified(reader, spelled or hint),
        "lambda" if arrow else "function",
        row + 1,
        column,
        params=tuple(_parameter(reader, pattern) for pattern in patterns),
        marks=marks,
        decorators=decorators,
    )
    frame = scopes.open(index, arrow=arrow)
    body = node.child_by_field_name("body")
    undo = scopes.hide(_own_names(reader, patterns, body)) if reader.renames else []
    if spelled and node.type not in HOISTED:
        scopes.declare(spelled, builder.add(Closure(index)))
    _bind_parameters(reader, patterns, index)
    for name, value in before:
        set_field(reader, name, value)
    _read_body(reader, body)
    scopes.close()
    builder.close_function()
    scopes.restore(undo)
    assert frame.function == index
    return builder.add(Closure(index))


def _marks(reader: Reader, node: "Node") -> tuple[str, ...]:
    marks = []
    head = reader.text[node.start_byte : node.start_byte + 200]
    if "async" in head and any(child.type == "async" for child in node.children):
        marks.append("async")
    if "generator" in node.type or ("*" in head and any(c.type == "*" for c in node.children)):
        marks.append("generator")
    return tuple(marks)


def _parameters(reader: Reader, node: "Node") -> "list[Node]":
    single = node.child_by_field_name("parameter")
    if single is not None:
        return [single]
    several = node.child_by_field_name("parameters")
    if several is None:
        return []
    return [child for child in reader.children(several) if reader.source(child) != "this"]


def _target(pattern: "Node") -> "tuple[Node, Node | None]":
    """What a parameter binds, and its default."""
    if pattern.type in ("required_parameter", "optional_parameter"):
        inner = pattern.child_by_field_name("pattern") or pattern.child_by_field_name("name")
        return inner or pattern, pattern.child_by_field_name("value")
    if pattern.type == "assignment_pattern":
        left = pattern.child_by_field_name("left")
        return left or pattern, pattern.child_by_field_name("right")
    return pattern, None


def _parameter(reader: Reader, pattern: "Node") -> Parameter:
    target, _ = _target(pattern)
    kind = 0
    if target.type == "rest_pattern":
        kind = 2
        target = next(iter(reader.children(target)), target)
    name = identifier(reader.source(target)) if target.type == "identifier" else ""
    return Parameter(name, kind)


def _bind_parameters(reader: Reader, patterns: "list[Node]", index: int) -> None:
    from tidewaiter.reading.javascript.patterns import bind_pattern, default_value
    from tidewaiter.reading.javascript.typescript import parameter_property

    for position, pattern in enumerate(patterns):
        target, default = _target(pattern)
        value = reader.builder.add(Param(index, position))
        bind_pattern(reader, target, value, declares=True)
        if default is not None:
            outer = reader.enter("if", reader.builder.new_statement(), 0)
            bind_pattern(
                reader,
                target,
                default_value(reader, default, reader.source(target)),
                declares=True,
            )
            reader.builder.current_branch = outer
        if pattern.type.endswith("_parameter"):
            parameter_property(reader, pattern, target)


def _own_names(reader: Reader, patterns: "list[Node]", body: "Node | None") -> list[str]:
    names = [name for p in patterns for name in pattern_names(_target(p)[0], reader.text)]
    if body is not None and body.type == "statement_block":
        names += block_names(body.named_children, reader.text)
        if reader.text.find("var", body.start_byte, body.end_byte) >= 0:
            names += hoisted_names(body, reader.text)
    return names


def set_field(reader: Reader, name: str, value: "Node | None") -> None:
    """A field of a new object gets its value."""
    from tidewaiter.model.facts import Attr
    from tidewaiter.reading.javascript.patterns import named_value

    if value is None:
        return
    expr = named_value(reader, value, name)
    target = reader.builder.add(Attr(reader.this("this"), name))
    row, column = value.start_point
    reader.builder.event(EventKind.STORE, row + 1, column, expr=target, value=expr)


def _read_body(reader: Reader, body: "Node | None") -> None:
    if body is None:
        return
    if body.type == "statement_block":
        read_statements(reader, reader.children(body))
        return
    row, column = body.start_point
    value = closure(reader, body, "") or reader.read(body)
    reader.builder.event(EventKind.RETURN, row + 1, column, value=value)


def read_statements(reader: Reader, statements: "list[Node]") -> None:
    """Statements in order, the functions declared among them first."""
    for node in statements:
        if node.type in HOISTED:
            declare_function(reader, node)
        elif node.type == "export_statement":
            inner = node.child_by_field_name("declaration")
            if inner is not None and inner.type in HOISTED:
                declare_function(reader, inner)
    for node in statements:
        if node.type not in HOISTED:
            reader.read(node)


def declare_function(reader: Reader, node: "Node") -> None:
    """A function declaration; in a block, old code sees it outside too (ECMA-262, B.3.2)."""
    name = node.child_by_field_name("name")
    spelled = identifier(reader.source(name)) if name is not None else ""
    value = read_function(reader, node, spelled or "default")
    if spelled:
        inner = reader.renames.get(spelled, spelled)
        reader.scopes.declare(inner, value)
        if inner != spelled:
            reader.scopes.declare(spelled, value)


def method(reader: Reader, node: "Node") -> tuple[Expr, Expr]:
    """A method of an object literal: its key and its closure."""
    from tidewaiter.reading.javascript.expressions import property_key

    name = node.child_by_field_name("name")
    key = property_key(reader, name) if name is not None else UNKNOWN
    return key, read_function(reader, node, method_name(reader, node), accessor_marks(node))


def method_name(reader: Reader, node: "Node") -> str:
    """How a method or field is called; a computed name keeps its brackets."""
    name = node.child_by_field_name("name") or node.child_by_field_name("property")
    if name is None:
        return ""
    if name.type == "string":
        return reader.source(name)[1:-1]
    return identifier(reader.source(name))[:_LONGEST_NAME]


def accessor_marks(node: "Node") -> tuple[str, ...]:
    """``static``, ``get`` and ``set`` as marks."""
    words = {child.type for child in node.children if not child.is_named}
    marks = {"static": "static", "get": "getter", "set": "setter"}
    return tuple(mark for word, mark in marks.items() if word in words)


def _read_expression(reader: Reader, node: "Node") -> Expr:
    return read_function(reader, node, "")


def _read_declaration(reader: Reader, node: "Node") -> Expr:
    declare_function(reader, node)
    return UNKNOWN


READERS: Table[str, Read] = {
    "function_expression": _read_expression,
    "arrow_function": _read_expression,
    "generator_function": _read_expression,
    "function_declaration": _read_declaration,
    "generator_function_declaration": _read_declaration,
}
