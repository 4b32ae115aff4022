"""Expressions that are no calls: literals, paths, operators, displays, assignments."""

import re
from collections.abc import Mapping as Table
from typing import TYPE_CHECKING

from tidewaiter.model.facts import (
    UNKNOWN,
    Attr,
    Binary,
    Choice,
    Const,
    EventKind,
    Expr,
    Item,
    Items,
    Mapping,
    Name,
    Spread,
    Text,
)
from tidewaiter.reading.javascript.functions import closure, method
from tidewaiter.reading.javascript.literals import number, unescape
from tidewaiter.reading.javascript.patterns import assign
from tidewaiter.reading.javascript.reader import (
    Read,
    Reader,
    identifier,
    member_path,
    read_through,
    subscript_path,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_CONSTANT = re.compile(
    r"\s*+(?:'((?:[^'\\\n]|\\.)*+)'|\"((?:[^\"\\\n]|\\.)*+)\""
    r"|([-+]?[0-9.][\w.]*+(?:(?<=[eE])[-+][0-9]++)?)|(true|false|null|undefined))?+\s*+(?:,|$)",
    re.DOTALL,
)
_LONG = 16
_WORDS = {"true": True, "false": False}
_OPERATORS = {
    **{
        op: op
        for op in [
            "+",
            "-",
            "*",
            "%",
            "^",
            "&",
            "|",
            "<<",
            ">>",
            "==",
            "!=",
            "<",
            ">",
            "<=",
            ">=",
            "in",
            "instanceof",
        ]
    },
    "===": "==",
    "!==": "!=",
    ">>>": ">>",
    "/": "/",
    "**": "**",
}
_CHOICES = {"&&": "and", "||": "or", "??": "??"}


def constant(reader: Reader, value: "str | int | float | bool | None") -> Expr:
    """A literal's expression."""
    reader.builder.exprs.append(Const(value))
    return len(reader.builder.exprs) - 1


def _string(reader: Reader, node: "Node") -> Expr:
    return constant(reader, unescape(reader.text[node.start_byte + 1 : node.end_byte - 1]))


def _number(reader: Reader, node: "Node") -> Expr:
    value = number(reader.source(node))
    return UNKNOWN if value is None else constant(reader, value)


def _true(reader: Reader, _node: "Node") -> Expr:
    return constant(reader, True)


def _false(reader: Reader, _node: "Node") -> Expr:
    return constant(reader, False)


def _null(reader: Reader, _node: "Node") -> Expr:
    return constant(reader, None)


def _nothing(_reader: Reader, _node: "Node") -> Expr:
    return UNKNOWN


def _identifier(reader: Reader, node: "Node") -> Expr:
    expr = reader.name(node)
    if reader.text[node.start_byte : node.end_byte] in reader.builder.watched or reader.renames:
        reader.load(expr, node)
    return expr


def _member(reader: Reader, node: "Node") -> Expr:
    expr = member_path(reader, node)
    segments = reader.simple_path(node)
    if not segments or reader.renames or not reader.builder.watched.isdisjoint(segments):
        reader.load(expr, node)
    return expr


def _subscript(reader: Reader, node: "Node") -> Expr:
    expr = subscript_path(reader, node)
    reader.load(expr, node)
    return expr


def _this(reader: Reader, _node: "Node") -> Expr:
    return reader.this("this")


def _super(reader: Reader, _node: "Node") -> Expr:
    return reader.this("super")


def _meta(reader: Reader, node: "Node") -> Expr:
    first, _, last = reader.source(node).partition(".")
    return reader.builder.add(Attr(reader.builder.name(first.strip()), last.strip()))


def transparent(reader: Reader, node: "Node") -> Expr:
    """A wrapper whose value is that of its first child: parentheses, await, ``as``, ``!``."""
    parts = reader.children(node)
    return reader.read(parts[0]) if parts else UNKNOWN


def sequence(reader: Reader, node: "Node") -> Expr:
    """``a, b``: all happen, the last is the value."""
    parts = reader.children(node)
    for part in parts[:-1]:
        reader.read(part)
    return reader.path(parts[-1]) if parts else UNKNOWN


def _template(reader: Reader, node: "Node") -> Expr:
    exprs = reader.builder.exprs
    parts: list[Expr] = []
    at = node.start_byte + 1
    for child in node.named_children:
        if child.type != "template_substitution":
            continue
        if child.start_byte > at:
            parts.append(constant(reader, unescape(reader.text[at : child.start_byte])))
        parts.append(transparent(reader, child))
        at = child.end_byte
    if node.end_byte - 1 > at or not parts:
        parts.append(constant(reader, unescape(reader.text[at : node.end_byte - 1])))
    if len(parts) == 1 and isinstance(exprs[parts[0]], Const):
        return parts[0]
    return reader.builder.add(Text(tuple(parts)))


def _binary(reader: Reader, node: "Node") -> Expr:
    left = node.child_by_field_name("left")
    right = node.child_by_field_name("right")
    if left is None or right is None:
        return read_through(reader, node)
    spelled = reader.text[left.end_byte : right.start_byte].strip()
    first = reader.read(left)
    if choice := _CHOICES.get(spelled):
        outer = reader.enter("if", reader.builder.new_statement(), 0)
        second = reader.read(right)
        reader.builder.current_branch = outer
        return reader.builder.add(Choice(choice, (first, second)))
    second = reader.read(right)
    operator = _OPERATORS.get(spelled)
    if operator is None or (first == UNKNOWN and second == UNKNOWN):
        return UNKNOWN
    return reader.builder.add(Binary(operator, first, second))


def _unary(reader: Reader, node: "Node") -> Expr:
    argument = node.child_by_field_name("argument")
    if argument is None:
        return UNKNOWN
    operator = reader.text[node.start_byte : argument.start_byte].strip()
    if operator == "delete":
        target = reader.path(argument)
        row, column = node.start_point
        if isinstance(reader.builder.exprs[target], Attr | Item):
            reader.builder.event(EventKind.DELETE, row + 1, column, expr=target)
        return UNKNOWN
    value = reader.read(argument)
    if operator == "void":
        return UNKNOWN
    known = reader.builder.exprs[value]
    if operator == "-" and isinstance(known, Const) and isinstance(known.value, int | float):
        return constant(reader, -known.value)
    return reader.builder.add(Binary("not" if operator == "!" else operator, value, UNKNOWN))


def _ternary(reader: Reader, node: "Node") -> Expr:
    parts = reader.children(node)
    if len(parts) != 3:
        return read_through(reader, node)
    test, yes, no = parts
    reader.read(test)
    statement = reader.builder.new_statement()
    kind = condition_kind(reader, test)
    outer = reader.enter(kind, statement, 0, test)
    first = reader.read(yes)
    reader.builder.current_branch = outer
    reader.enter(kind, statement, 1, test, negated=True)
    second = reader.read(no)
    reader.builder.current_branch = outer
    return reader.builder.add(Choice("if", (first, second)))


_TELLING = (
    (
        "main",
        re.compile(
            r"require\.main\s*===?\s*module|module\s*===?\s*require\.main|import\.meta\.main"
        ),
    ),
    (
        "publish",
        re.compile(
            r"\b(?:argv|npm_lifecycle_event|npm_command)\b.*['\"](?:publish|prepublishOnly)['\"]",
            re.DOTALL,
        ),
    ),
    (
        "platform",
        re.compile(
            r"\bprocess\.(?:platform|arch|versions?\b)|\bos\.(?:platform|type|arch|release)\(|\bDeno\.build\b"
        ),
    ),
)
_TEST = 400


def condition_kind(reader: Reader, test: "Node") -> str:
    """What a condition tells about who takes its branch; its first 400 characters count."""
    start = test.start_byte
    text = reader.text[start : min(test.end_byte, start + _TEST)]
    if "process" in text or "main" in text or "argv" in text or "os." in text or "Deno" in text:
        return next((kind for kind, telling in _TELLING if telling.search(text)), "if")
    return "if"


def _spread(reader: Reader, node: "Node") -> Expr:
    return reader.builder.add(Spread(transparent(reader, node)))


def _array(reader: Reader, node: "Node") -> Expr:
    size = node.named_child_count
    if size > _LONG or (not size and node.end_byte - node.start_byte > _LONG):
        values = constants(reader.text[node.start_byte + 1 : node.end_byte - 1])
        if values is not None:
            return reader.builder.add(Const(values))
    return reader.builder.add(
        Items("array", tuple([reader.read(child) for child in reader.children(node)]))
    )


def constants(inside: str) -> "tuple[str | int | float | None, ...] | None":
    """The values between an array's brackets when all are literals, else `None`."""
    values: list[str | int | float | None] = []
    at, end = 0, len(inside)
    while at < end:
        match = _CONSTANT.match(inside, at)
        if match is None:
            return None
        single, double, digits, word = match.groups()
        if single is not None or double is not None:
            values.append(unescape(single if double is None else double))
        elif digits:
            values.append(number(digits.lstrip("+-")))
            if digits[0] == "-" and values[-1] is not None:
                values[-1] = -values[-1]  # type: ignore[operator]
        elif word or match.end() < end:
            values.append(_WORDS.get(word))
        at = match.end()
    return tuple(values)


def _object(reader: Reader, node: "Node") -> Expr:
    keys: list[Expr] = []
    values: list[Expr] = []
    for child in reader.children(node):
        kind = child.type
        if kind == "pair":
            key, value = _pair(reader, child)
        elif kind == "method_definition":
            key, value = method(reader, child)
        elif kind == "spread_element":
            key, value = UNKNOWN, _spread(reader, child)
        elif kind == "shorthand_property_identifier":
            key, value = (
                constant(reader, identifier(reader.source(child))),
                _identifier(reader, child),
            )
        else:
            reader.read(child)
            continue
        keys.append(key)
        values.append(value)
    return reader.builder.add(Mapping(tuple(keys), tuple(values)))


def _pair(reader: Reader, node: "Node") -> tuple[Expr, Expr]:
    key = node.child_by_field_name("key")
    value = node.child_by_field_name("value")
    if key is None or value is None:
        return UNKNOWN, read_through(reader, node)
    expr = property_key(reader, key)
    known = reader.builder.exprs[expr]
    hint = known.value if isinstance(known, Const) and isinstance(known.value, str) else ""
    return expr, closure(reader, value, hint) or reader.read(value)


def property_key(reader: Reader, key: "Node") -> Expr:
    """The key of a pair, a pattern or a method as an expression."""
    if key.type in ("property_identifier", "private_property_identifier"):
        return constant(reader, identifier(reader.source(key)))
    if key.type == "computed_property_name":
        return transparent(reader, key)
    return reader.read(key)


def _assignment(reader: Reader, node: "Node") -> Expr:
    parts = reader.children(node)
    if len(parts) != 2:
        return read_through(reader, node)
    return assign(reader, parts[0], parts[1])


_AUGMENTED = {"&&=": "and", "||=": "or", "??=": "??"}


def _augmented(reader: Reader, node: "Node") -> Expr:
    left = node.child_by_field_name("left")
    right = node.child_by_field_name("right")
    if left is None or right is None:
        return read_through(reader, node)
    spelled = reader.text[left.end_byte : right.start_byte].strip()
    target = reader.path(left)
    value = reader.read(right)
    if choice := _AUGMENTED.get(spelled):
        value = reader.builder.add(Choice(choice, (target, value)))
    else:
        value = reader.builder.add(
            Binary(_OPERATORS.get(spelled[:-1], spelled[:-1]), target, value)
        )
    store(reader, left, target, value)
    return value


def store(reader: Reader, node: "Node", target: Expr, value: Expr) -> None:
    """A target that was read as a path gets a value."""
    known = reader.builder.exprs[target]
    if isinstance(known, Name):
        reader.scopes.assign(known.id, value)
    elif isinstance(known, Attr | Item):
        row, column = node.start_point
        reader.builder.event(EventKind.STORE, row + 1, column, expr=target, value=value)


def _update(reader: Reader, node: "Node") -> Expr:
    argument = node.child_by_field_name("argument")
    if argument is not None:
        store(reader, argument, reader.path(argument), UNKNOWN)
    return UNKNOWN


def _yield(reader: Reader, node: "Node") -> Expr:
    value = transparent(reader, node)
    row, column = node.start_point
    reader.builder.event(EventKind.RETURN, row + 1, column, value=value)
    return UNKNOWN


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
    "identifier": _identifier,
    "shorthand_property_identifier": _identifier,
    "member_expression": _member,
    "subscript_expression": _subscript,
    "this": _this,
    "super": _super,
    "meta_property": _meta,
    "parenthesized_expression": transparent,
    "await_expression": transparent,
    "sequence_expression": sequence,
    "template_string": _template,
    "binary_expression": _binary,
    "unary_expression": _unary,
    "ternary_expression": _ternary,
    "spread_element": _spread,
    "array": _array,
    "object": _object,
    "assignment_expression": _assignment,
    "augmented_assignment_expression": _augmented,
    "update_expression": _update,
    "yield_expression": _yield,
}
