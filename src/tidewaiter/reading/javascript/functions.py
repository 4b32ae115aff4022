"""Functions of every spelling: parameters, hoisting, bodies."""

import re
from collections.abc import Mapping as Table
from typing import TYPE_CHECKING, NamedTuple

from tidewaiter.model.facts import (
    ARGUMENTS,
    GETTER,
    SETTER,
    UNKNOWN,
    Attr,
    Closure,
    Const,
    EventKind,
    Expr,
    Param,
    Parameter,
)
from tidewaiter.reading.javascript.awaited import awaited, stepped
from tidewaiter.reading.javascript.declared import block_names, hoisted_names, pattern_names
from tidewaiter.reading.javascript.kinds import ReadNamed
from tidewaiter.reading.javascript.parameters import Given, bind_parameters, parameters, plain
from tidewaiter.reading.javascript.patterns import property_key
from tidewaiter.reading.javascript.reader import ARGUMENTS_NAME, MODULE, Read, Reader, identifier

if TYPE_CHECKING:
    from tree_sitter import Node

ANONYMOUS = "<anonymous>"
_LONGEST_NAME = 200
_WRITTEN = re.compile(r"\[\s*([\"'])([\w$]+)\1\s*\]")
"""A computed name that is written down: ``["open"]``."""
_REQUIRES = 2
_VAR = re.compile(r"\bvar\b")
_NOTHING: frozenset[int] = frozenset()


def qualified(reader: Reader, name: str) -> str:
    """A function's name after that of the function it stands in."""
    outer = reader.builder.functions[reader.builder.scope].name
    if not name or outer.startswith("<") or len(outer) > _LONGEST_NAME:
        return name or ANONYMOUS
    return f"{outer}.{name}"


class _Parts(NamedTuple):
    """What a function is spelled with; ``name`` is its own, not that of a method."""

    name: str
    given: list[Given]
    body: "Node | None"
    marks: tuple[str, ...]


def _parts(reader: Reader, node: "Node") -> _Parts:
    kinds = reader.kinds
    name = ""
    marks: tuple[str, ...] = ()
    given: list[Given] = []
    body = None
    for child in node.children:
        kind = child.kind_id
        if kind == kinds.parameters:
            given = parameters(reader, child)
        elif kind == kinds.block:
            body = child
        elif kind == kinds.identifier:
            name = identifier(reader.source(child))
        elif kind in kinds.marks:
            marks += (kinds.marks[kind],)
    return _Parts(name, given, body, marks)


def _arrow_parts(reader: Reader, node: "Node") -> _Parts:
    kinds = reader.kinds
    children = node.children
    marks = ("async",) if kinds.marks.get(children[0].kind_id) == "async" else ()
    first = children[len(marks)]
    if first.kind_id == kinds.identifier:
        return _Parts("", [plain(reader, first)], children[-1], marks)
    several = [child for child in children[:-1] if child.kind_id == kinds.parameters]
    given = parameters(reader, several[0]) if several else []
    return _Parts("", given, children[-1], marks)


def read_function(
    reader: Reader,
    node: "Node",
    hint: str,
    marks: tuple[str, ...] = (),
    before: "tuple[tuple[str, Node | None], ...]" = (),
    decorators: tuple[Expr, ...] = (),
    *,
    stepwise: bool = False,
    exports: int = -1,
    table: str = "",
) -> Expr:
    """A function's closure; its body is read in a scope of its own.

    Args:
        before: Fields of a class, as (name, value), that a constructor sets first.
        stepwise: It is a generator that a compiler's helper runs as an async function.
        exports: The parameter that is what the module exports.
        table: It is a module of this table, and its third parameter requires others of it.
    """
    kinds, builder, scopes = reader.kinds, reader.builder, reader.scopes
    hands_module, reader.hands_module = reader.hands_module, False
    arrow = node.kind_id == kinds.arrow
    name, given, body, own_marks = (_arrow_parts if arrow else _parts)(reader, node)
    block = body if body is not None and body.kind_id == kinds.block else None
    statements = reader.detached(block) if block is not None else []
    state = ""
    if stepwise:
        own_marks = ("async",)
        statements, state = stepped(reader, statements)
    elif reader.awaits and body is not None and (found := awaited(reader, body, statements)):
        own_marks = ("async",)
        statements, own, state = found
        given, block = parameters(reader, own) if own is not None else given, body
    row, column = node.start_point
    params = [Parameter(one.name, one.kind) for one in given]
    asks = not arrow and body is not None and reader.asks_arguments(body)
    if asks:
        params.append(Parameter("", ARGUMENTS))
    index = builder.open_function(
        qualified(reader, name or hint),
        "lambda" if arrow else "function",
        row + 1,
        column,
        params=tuple(params),
        marks=marks + own_marks,
        decorators=decorators,
    )
    frame = scopes.open(index, arrow=arrow)
    if 0 <= exports < len(given):
        frame.exports = given[exports].name
    if table and len(given) > _REQUIRES:
        frame.requires = (given[_REQUIRES].name, table)
    if state:
        reader.sent[index] = (state, UNKNOWN)
    undo = scopes.hide(_own_names(reader, given, body, statements)) if reader.renames else []
    if name and node.kind_id not in kinds.hoisted:
        scopes.declare(name, builder.add(Closure(index)))
    if asks:
        builder.bind(ARGUMENTS_NAME, builder.add(Param(index, len(given))))
    bind_parameters(reader, given, index)
    if hands_module:  # its parameter of that name is no other
        frame.declared.discard(MODULE)
    for field, value in before:
        set_field(reader, field, value)
    if block is not None:
        read_statements(reader, statements, in_steps=bool(state))
    elif body is not None:
        _read_value(reader, body)
    scopes.close()
    builder.close_function()
    scopes.restore(undo)
    return builder.add(Closure(index))


def _own_names(
    reader: Reader, given: list[Given], body: "Node | None", statements: "list[Node]"
) -> list[str]:
    names = []
    for one in given:
        names += [one.name] if one.name else pattern_names(reader, one.target)
    names += block_names(reader, statements)
    if body is not None and _VAR.search(reader.text, body.start_byte, body.end_byte):
        names += hoisted_names(reader, statements)
    return names


def set_field(reader: Reader, name: str, value: "Node | None") -> None:
    """A field of a new object gets its value."""
    if value is None:
        return
    expr = reader.value(value, name)
    target = reader.builder.add(Attr(reader.this("this"), name))
    row, column = value.start_point
    reader.builder.event(EventKind.STORE, row + 1, column, expr=target, value=expr)


def _read_value(reader: Reader, body: "Node") -> None:
    """An arrow's body that is an expression."""
    row, column = body.start_point
    value = reader.read(body)
    reader.builder.event(EventKind.RETURN, row + 1, column, value=value)


def read_statements(reader: Reader, statements: "list[Node]", *, in_steps: bool = False) -> None:
    """Statements in order, the functions declared among them first; the list is used up.

    What stands behind one that always goes elsewhere is read as under a test that never holds, but
    for steps of an asynchronous function, which go on behind what they return.
    """
    readers, hoisted = reader.readers, reader.kinds.hoisted
    later = []
    statements.reverse()
    while statements:
        node = statements.pop()
        kind = node.kind_id
        if kind in hoisted:
            declare_function(reader, node)
            continue
        if kind == reader.kinds.exporting:
            inner = node.child_by_field_name("declaration")
            if inner is not None and inner.kind_id in hoisted:
                declare_function(reader, inner)
        later.append(node)
    later.reverse()
    ending = _NOTHING if in_steps else reader.kinds.ending
    builder = reader.builder
    outer = builder.current_branch
    while later:
        node = later.pop()
        known = len(builder.branches)
        readers[node.kind_id](reader, node)
        if later and node.kind_id in ending and _always_leaves(reader, node, known):
            reader.enter("if", builder.new_statement(), 0, asked=builder.add(Const(False)))
            ending = _NOTHING
    builder.current_branch = outer


def _always_leaves(reader: Reader, node: "Node", known: int) -> bool:
    """Whether what follows a statement never runs; ``known`` branches were there before it."""
    if node.kind_id != reader.kinds.condition:
        return True
    here = reader.builder.branches[known]
    test = reader.exprs[here.test]
    return here.left >= 0 and isinstance(test, Const) and bool(test.value) is not here.negated


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
    name = node.child_by_field_name("name")
    key = property_key(reader, name) if name is not None else UNKNOWN
    marks = accessor_marks(node)
    known = reader.exprs[key]
    if marks and isinstance(known, Const) and isinstance(known.value, str):
        key = reader.constant((GETTER if "getter" in marks else SETTER) + known.value)
    return key, read_function(reader, node, method_name(reader, node), marks)


def method_name(reader: Reader, node: "Node") -> str:
    """How a method or field is called; a computed name keeps its brackets."""
    name = node.child_by_field_name("name") or node.child_by_field_name("property")
    if name is None:
        return ""
    if name.type == "string":
        return reader.source(name)[1:-1]
    return identifier(reader.source(name))[:_LONGEST_NAME]


def member_key(reader: Reader, node: "Node") -> str:
    """Under which name a class has a method or field; an accessor's differs from its property's."""
    marks = accessor_marks(node)
    name = method_name(reader, node)
    if name.startswith("[") and (written := _WRITTEN.fullmatch(name)):
        name = written[2]
    if "getter" in marks:
        return GETTER + name
    return SETTER + name if "setter" in marks else name


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


NAMED: Table[str, ReadNamed] = dict.fromkeys(
    ("function_expression", "arrow_function", "generator_function"), read_function
)

READERS: Table[str, Read] = {
    **dict.fromkeys(NAMED, _read_expression),
    "function_declaration": _read_declaration,
    "generator_function_declaration": _read_declaration,
}
