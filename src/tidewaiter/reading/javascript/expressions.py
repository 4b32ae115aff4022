"""Literals, templates, operators and wrappers."""

from collections.abc import Mapping as Table
from typing import TYPE_CHECKING

from tidewaiter.model.facts import (
    RETURNED,
    SENT,
    UNKNOWN,
    Attr,
    Binary,
    Choice,
    Const,
    Element,
    EventKind,
    Expr,
    Function,
    Item,
    Param,
    Parameter,
    Text,
)
from tidewaiter.reading.javascript.conditions import enter_test
from tidewaiter.reading.javascript.literals import number, unescape
from tidewaiter.reading.javascript.patterns import last_name
from tidewaiter.reading.javascript.reader import Read, Reader, read_through
from tidewaiter.reading.outside import HOSTS, TYPE_OF

if TYPE_CHECKING:
    from tree_sitter import Node

OPERATORS = {
    **{op: op for op in ("+", "-", "*", "/", "%", "^", "&", "|", "<<", ">>", "**")},
    ">>>": ">>",
}
"""Operators whose value can be folded, as the facts spell them."""

CHOICES = {"&&": "and", "||": "or", "??": "??"}


_COMPARED = 200
"""Characters of a comparison that are looked at."""


def _string(reader: Reader, node: "Node") -> Expr:
    spelled = reader.text[node.start_byte : node.end_byte]
    return reader.literals.get(spelled) or reader.literal(spelled, _unquoted)


def _unquoted(spelled: str) -> str:
    return unescape(spelled[1:-1])


def _number(reader: Reader, node: "Node") -> Expr:
    return reader.literal(reader.text[node.start_byte : node.end_byte], number)


def _true(reader: Reader, _node: "Node") -> Expr:
    return reader.constant(True)


def _false(reader: Reader, _node: "Node") -> Expr:
    return reader.constant(False)


def _null(reader: Reader, _node: "Node") -> Expr:
    return reader.constant(None)


def _nothing(_reader: Reader, _node: "Node") -> Expr:
    return UNKNOWN


def _this(reader: Reader, _node: "Node") -> Expr:
    return reader.this("this")


def _super(reader: Reader, _node: "Node") -> Expr:
    return reader.this("super")


def _meta(reader: Reader, node: "Node") -> Expr:
    first, _, last = reader.source(node).partition(".")
    return reader.builder.add(Attr(reader.builder.name(first.strip()), last.strip()))


def transparent(reader: Reader, node: "Node") -> Expr:
    """A wrapper whose value is that of its first child: parentheses, await, ``as``, ``!``."""
    for child in node.named_children:
        kind = child.kind_id
        if kind not in reader.kinds.extras:
            return reader.readers[kind](reader, child)
    return UNKNOWN


def _sequence(reader: Reader, node: "Node") -> Expr:
    """``a, b``: all happen, the last is the value."""
    parts = reader.children(node)
    for part in parts[:-1]:
        reader.happen(part)
    return reader.path(parts[-1]) if parts else UNKNOWN


def _statement(reader: Reader, node: "Node") -> Expr:
    readers, silent = reader.readers, reader.kinds.silent
    for child in node.named_children:
        kind = child.kind_id
        if kind in silent:
            reader.happen(child)
        else:
            readers[kind](reader, child)
            if reader.text.startswith("process.exit(", child.start_byte):
                reader.builder.leaves()
    return UNKNOWN


def _template(reader: Reader, node: "Node") -> Expr:
    parts: list[Expr] = []
    at = node.start_byte + 1
    for child in node.named_children:
        if child.type != "template_substitution":
            continue
        if child.start_byte > at:
            parts.append(reader.constant(unescape(reader.text[at : child.start_byte])))
        parts.append(transparent(reader, child))
        at = child.end_byte
    if node.end_byte - 1 > at or not parts:
        parts.append(reader.constant(unescape(reader.text[at : node.end_byte - 1])))
    if len(parts) == 1 and isinstance(reader.exprs[parts[0]], Const):
        return parts[0]
    return reader.builder.add(Text(tuple(parts)))


def _binary(reader: Reader, node: "Node") -> Expr:
    parts = reader.sides(node)
    if len(parts) != 2:
        return read_through(reader, node)
    left, right = parts
    spelled = reader.text[left.end_byte : right.start_byte].strip()
    operator = OPERATORS.get(spelled)
    if operator is not None:
        readers = reader.readers
        first = readers[left.kind_id](reader, left)
        second = readers[right.kind_id](reader, right)
        return reader.builder.add(Binary(operator, first, second)) if first or second else UNKNOWN
    if spelled in CHOICES:
        return _choice(reader, CHOICES[spelled], left, right)
    if spelled == "in":
        return _asked_for(reader, left, right)
    stretch = reader.text[left.start_byte : min(right.end_byte, left.start_byte + _COMPARED)]
    if any(hint in stretch for hint in reader.hints):  # it may tell who takes a branch
        return reader.builder.add(Binary(spelled, reader.read(left), reader.read(right)))
    reader.happen(left)  # a comparison: true or false, nobody asks which
    reader.happen(right)
    return UNKNOWN


def _asked_for(reader: Reader, left: "Node", right: "Node") -> Expr:
    """``"CI" in process.env`` reads one key of what is watched."""
    key = reader.read(left)
    base = reader.path(right)
    if last_name(reader, base) not in reader.builder.watched:
        return UNKNOWN
    known = reader.exprs[key]
    if isinstance(known, Const) and isinstance(known.value, str):
        reader.load(reader.builder.add(Attr(base, known.value)), right)
    else:
        reader.load(reader.builder.add(Item(base, key)), right)
    return UNKNOWN


def _choice(reader: Reader, operator: str, left: "Node", right: "Node") -> Expr:
    builder = reader.builder
    first = reader.read(left)
    outer = _enter_operand(reader, operator, left)
    second = reader.read(right)
    builder.current_branch = outer
    return builder.add(Choice(operator, (first, second))) if first or second else UNKNOWN


def _enter_operand(reader: Reader, operator: str, left: "Node") -> int:
    """What comes second happens when the first was true, or false."""
    statement = reader.builder.new_statement()
    if operator == "??":
        return reader.enter("if", statement, 0)
    other = operator == "or"
    return enter_test(reader, left, statement, int(other), negated=other, only_told=True)


def _unary(reader: Reader, node: "Node") -> Expr:
    parts = reader.children(node)
    if not parts:
        return UNKNOWN
    argument = parts[-1]
    operator = reader.text[node.start_byte : argument.start_byte].strip()
    if operator == "delete":
        return _delete(reader, node, argument)
    if operator == "void" or operator == "typeof":
        reader.happen(argument)
        return reader.constant(None) if operator == "void" else _type_of(reader, argument)
    value = reader.read(argument)
    known = reader.exprs[value]
    if operator == "-" and isinstance(known, Const) and isinstance(known.value, int | float):
        return reader.constant(-known.value)
    if value == UNKNOWN:
        return UNKNOWN
    return reader.builder.add(Binary("not" if operator == "!" else operator, value, UNKNOWN))


def _type_of(reader: Reader, argument: "Node") -> Expr:
    """``typeof window`` asks who runs it; what else ``typeof`` gives is not followed."""
    if argument.type != "identifier":
        return UNKNOWN
    name = reader.text[argument.start_byte : argument.end_byte]
    if name not in HOSTS:
        return UNKNOWN
    return reader.builder.add(Binary(TYPE_OF, reader.named(name), UNKNOWN))


def _delete(reader: Reader, node: "Node", argument: "Node") -> Expr:
    target = reader.path(argument)
    if isinstance(reader.exprs[target], Attr | Item):
        row, column = node.start_point
        reader.builder.event(EventKind.DELETE, row + 1, column, expr=target)
    return UNKNOWN


def _ternary(reader: Reader, node: "Node") -> Expr:
    parts = reader.children(node)
    if len(parts) != 3:
        return read_through(reader, node)
    test, yes, no = parts
    reader.happen(test)
    builder = reader.builder
    statement = builder.new_statement()
    outer = enter_test(reader, test, statement, 0)
    taken = builder.current_branch
    first = reader.read(yes)
    builder.current_branch = outer
    enter_test(reader, test, statement, 1, negated=True)
    other = builder.current_branch
    second = reader.read(no)
    builder.current_branch = outer
    return builder.add(Choice("if", (first, second), (taken, other)))


def _yield(reader: Reader, node: "Node") -> Expr:
    value = transparent(reader, node)
    builder = reader.builder
    function = builder.functions[builder.scope]
    if "generator" not in function.marks:
        return value  # of an async function, as compilers write it
    row, column = node.start_point
    if any(child.type == "*" for child in node.children):
        builder.event(EventKind.ITERATE, row + 1, column, value=value)
        each = builder.add(Element(value, -1))
        builder.event(EventKind.YIELD, row + 1, column, value=each)
        return builder.add(Attr(value, RETURNED))
    builder.event(EventKind.YIELD, row + 1, column, value=value)
    return _sent(reader, function)


def _sent(reader: Reader, function: Function) -> Expr:
    """What ``yield`` gives: what the generator is sent, as a parameter of its own."""
    params = function.params
    if not params or params[-1].kind != SENT:
        function.params = params = (*params, Parameter("", SENT))
    return reader.builder.add(Param(reader.builder.scope, len(params) - 1))


READERS: Table[str, Read] = {
    "string": _string,
    "number": _number,
    "true": _true,
    "false": _false,
    "null": _null,
    "undefined": _null,
    "regex": _nothing,
    "comment": _nothing,
    "html_comment": _nothing,
    "hash_bang_line": _nothing,
    "break_statement": _nothing,
    "continue_statement": _nothing,
    "empty_statement": _nothing,
    "this": _this,
    "super": _super,
    "meta_property": _meta,
    "expression_statement": _statement,
    "parenthesized_expression": transparent,
    "await_expression": transparent,
    "sequence_expression": _sequence,
    "template_string": _template,
    "binary_expression": _binary,
    "unary_expression": _unary,
    "ternary_expression": _ternary,
    "yield_expression": _yield,
}
