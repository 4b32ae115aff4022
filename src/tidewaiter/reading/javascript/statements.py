"""Statements: blocks, conditions, loops, ``try`` and what leaves a function."""

from collections.abc import Mapping as Table
from typing import TYPE_CHECKING

from tidewaiter.model.facts import (
    MAKES,
    UNKNOWN,
    Call,
    Choice,
    Const,
    Element,
    EventKind,
    Expr,
    Text,
    Unknown,
)
from tidewaiter.reading.javascript.awaited import operation, wait
from tidewaiter.reading.javascript.conditions import enter_test
from tidewaiter.reading.javascript.declared import block_names, declarator_names, pattern_names
from tidewaiter.reading.javascript.functions import read_statements
from tidewaiter.reading.javascript.patterns import bind_pattern
from tidewaiter.reading.javascript.reader import Read, Reader, read_through
from tidewaiter.reading.javascript.tests import case

if TYPE_CHECKING:
    from tree_sitter import Node


def _block(reader: Reader, node: "Node") -> Expr:
    statements = reader.detached(node)
    undo = reader.scopes.rename(block_names(reader, statements))
    read_statements(reader, statements)
    reader.scopes.restore(undo)
    return UNKNOWN


def _arm(reader: Reader, node: "Node | None", kind: str, statement: int, arm: int) -> None:
    if node is None:
        return
    outer = reader.enter(kind, statement, arm)
    reader.read(node)
    reader.builder.current_branch = outer


def _if(reader: Reader, node: "Node") -> Expr:
    statement = reader.builder.new_statement()
    arm = 0
    while True:
        parts = reader.children(node)
        if len(parts) < 2:
            return read_through(reader, node)
        test, yes = parts[:2]
        value = reader.happen(test)
        outer = enter_test(reader, test, statement, arm, value=value)
        reader.read(yes)
        reader.builder.current_branch = outer
        inner = reader.children(parts[2]) if len(parts) > 2 else []
        if not inner:
            return UNKNOWN
        arm += 1
        if inner[0].type != "if_statement":
            break
        node = inner[0]
    outer = enter_test(reader, test, statement, arm, negated=True, value=value)
    reader.read(inner[0])
    reader.builder.current_branch = outer
    return UNKNOWN


def _for(reader: Reader, node: "Node") -> Expr:
    start = node.child_by_field_name("initializer")
    names = (
        declarator_names(reader, start)
        if start is not None and start.type == "lexical_declaration"
        else []
    )
    undo = reader.scopes.rename(names)
    if start is not None:
        reader.read(start)
    outer = reader.enter("loop", reader.builder.new_statement(), 0)
    for test in node.children_by_field_name("condition"):
        reader.happen(test)
    body = node.child_by_field_name("body")
    if body is not None:
        reader.read(body)
    if (step := node.child_by_field_name("increment")) is not None:
        reader.happen(step)
    reader.builder.current_branch = outer
    reader.scopes.restore(undo)
    return UNKNOWN


def _for_in(reader: Reader, node: "Node") -> Expr:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return read_through(reader, node)
    value = reader.read(right)
    word = node.child_by_field_name("kind")
    lexical = word is not None and word.type != "var"
    undo = reader.scopes.rename(pattern_names(reader, left)) if lexical else []
    row, column = right.start_point
    outer = reader.enter("loop", reader.builder.new_statement(), 0)
    reader.builder.event(EventKind.ITERATE, row + 1, column, value=value)
    bind_pattern(reader, left, _iterated(reader, node, value), declares=word is not None)
    body = node.child_by_field_name("body")
    if body is not None:
        reader.read(body)
    reader.builder.current_branch = outer
    reader.scopes.restore(undo)
    return UNKNOWN


def _iterated(reader: Reader, node: "Node", value: Expr) -> Expr:
    """Some element; the keys that ``for … in`` gives are not known."""
    operator = node.child_by_field_name("operator")
    if operator is not None and operator.type == "in":
        return UNKNOWN
    return reader.builder.add(Element(value, -1))


def _while(reader: Reader, node: "Node") -> Expr:
    outer = reader.enter("loop", reader.builder.new_statement(), 0)
    for part in node.named_children:
        reader.happen(part)
    reader.builder.current_branch = outer
    return UNKNOWN


def _switch(reader: Reader, node: "Node") -> Expr:
    value = reader.field(node, "value")
    subject, body = node.child_by_field_name("value"), node.child_by_field_name("body")
    if body is None:
        return UNKNOWN
    cases = reader.children(body)
    inside = [child for case in cases for child in case.named_children]
    undo = reader.scopes.rename(block_names(reader, inside))
    statement = reader.builder.new_statement()
    known: list[Expr] = []
    for arm, child in enumerate(cases):
        test = child.child_by_field_name("value")
        if test is not None:
            reader.read(test)
        falls = arm > 0 and not _leaves(reader.children(cases[arm - 1]))
        known = _known(reader, subject, value, test, known if falls else [])
        outer = _enter_case(reader, statement, arm, subject, None if falls else test, known)
        skip = () if test is None else (test.id,)
        read_statements(reader, [c for c in reader.children(child) if c.id not in skip])
        reader.builder.current_branch = outer
    reader.scopes.restore(undo)
    return UNKNOWN


_MOST_TESTS = 50
"""Of cases that fall into one; of more it is not known what has to hold."""


def _known(
    reader: Reader, subject: "Node | None", value: Expr, test: "Node | None", before: list[Expr]
) -> list[Expr]:
    """The tests of a case and of those before that fall into it, one of which has to hold."""
    if len(before) >= _MOST_TESTS:
        return [UNKNOWN]
    if subject is None or test is None:
        return [*before, UNKNOWN]
    return [*before, case(reader, subject, value, test)]


def _enter_case(
    reader: Reader,
    statement: int,
    arm: int,
    subject: "Node | None",
    test: "Node | None",
    known: list[Expr],
) -> int:
    """The arm of a case; of one into which another falls, only what is compared is told."""
    if subject is None:
        return reader.enter("if", statement, arm)
    several = len(known) > 1
    asked = reader.builder.add(Choice("or", tuple(known))) if several else known[0]
    if test is None:
        return enter_test(reader, subject, statement, arm, only_told=True, known=asked)
    return enter_test(reader, test, statement, arm, only_told=True, subject=subject, known=asked)


def _leaves(statements: "list[Node]") -> bool:
    """Whether the last of these statements is one that goes elsewhere."""
    last = statements[-1] if statements else None
    while last is not None and last.type == "statement_block":
        inner = last.named_children
        last = inner[-1] if inner else None
    return last is not None and last.type in _LEAVING


def _try(reader: Reader, node: "Node") -> Expr:
    statement = reader.builder.new_statement()
    _arm(reader, node.child_by_field_name("body"), "try", statement, 0)
    _arm(reader, node.child_by_field_name("handler"), "except", statement, 1)
    reader.field(node, "finalizer")
    return UNKNOWN


def _catch(reader: Reader, node: "Node") -> Expr:
    parameter = node.child_by_field_name("parameter")
    undo = []
    if parameter is not None:
        undo = reader.scopes.rename(pattern_names(reader, parameter))
        bind_pattern(reader, parameter, UNKNOWN, declares=True)
    reader.field(node, "body")
    reader.scopes.restore(undo)
    return UNKNOWN


def _return(reader: Reader, node: "Node") -> Expr:
    parts = reader.children(node)
    if reader.builder.scope in reader.sent:
        parts, waits = operation(reader, parts)
        if waits:
            wait(reader, reader.read(parts[0]) if parts else UNKNOWN)
            return UNKNOWN
    if parts:
        value = reader.read(parts[0])
        row, column = node.start_point
        reader.builder.event(EventKind.RETURN, row + 1, column, value=value)
    reader.builder.leaves()
    return UNKNOWN


def _throw(reader: Reader, node: "Node") -> Expr:
    parts = reader.children(node)
    value = reader.read(parts[0]) if parts else UNKNOWN
    thrown = reader.exprs[value]
    made = isinstance(thrown, Call) and thrown.kind == MAKES
    if not made and not isinstance(thrown, Const | Text | Unknown):
        row, column = node.start_point
        reader.builder.event(EventKind.THROW, row + 1, column, value=value)
    reader.builder.leaves()
    return UNKNOWN


_LEAVING = frozenset(
    {"break_statement", "return_statement", "throw_statement", "continue_statement"}
)

READERS: Table[str, Read] = {
    "statement_block": _block,
    "if_statement": _if,
    "for_statement": _for,
    "for_in_statement": _for_in,
    "while_statement": _while,
    "do_statement": _while,
    "switch_statement": _switch,
    "try_statement": _try,
    "catch_clause": _catch,
    "return_statement": _return,
    "throw_statement": _throw,
}
