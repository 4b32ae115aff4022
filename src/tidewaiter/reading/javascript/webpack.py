"""Modules in a table, as webpack writes them: ``require(3)`` runs the function under 3."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tidewaiter.model.facts import UNKNOWN, Attr, Const, EventKind, Expr, Mapping, Name
from tidewaiter.reading.javascript.commonjs import as_bundled, returned
from tidewaiter.reading.javascript.functions import NAMED, read_function
from tidewaiter.reading.javascript.reader import Reader, identifier

if TYPE_CHECKING:
    from tree_sitter import Node

_RUNS = re.compile(
    r"\](?:\.call\(\s*[\w$]+\.exports\s*,|\()"
    r"\s*([\w$]+)\s*,\s*\1\.exports\s*,\s*(?P<require>[\w$]+)\s*\)"
)
"""How a module's function is given ``module``, its exports and what it requires others with."""

_BEGINS = re.compile(
    r"(?P<require>[\w$]+)\(\s*(?:(?P=require)\.s\s*=\s*)?"
    r"(?:\"(?P<name>[^\"]*)\"|(?P<number>\d+))\s*\)(?:[;\s}]|/\*+/)*$"
)
_REQUIRE = "__webpack_require__"
"""What a text goes by that has no table, because it is one module: ``d`` says what it exports."""
_TABLE = "__webpack_modules__"
_TABLES = frozenset({"array", "object"})
_LONGEST = 12_000
"""Characters of what runs the modules."""


def bundle(reader: Reader, node: "Node", runner: "Node", arguments: "Node") -> Expr:
    """``(function (modules) {… return require(3)})([…])`` as what module 3 gives."""
    given = arguments.named_children
    if len(given) != 1 or given[0].type not in _TABLES:
        return UNKNOWN
    text = reader.source(runner).rstrip(")\n ") if _is_short(runner) else ""
    runs, begins = _RUNS.search(text), _BEGINS.search(text, max(0, len(text) - 400))
    if not runs or not begins or runs["require"] != begins["require"]:
        return UNKNOWN
    table = _read(reader, given[0])
    row, column = node.start_point
    key = begins["name"] if begins["number"] is None else begins["number"]
    module = reader.builder.name(f"{table}{key}")
    return reader.builder.call(module, (), (), row + 1, column)


def declared(reader: Reader, name: str, value: "Node") -> bool:
    """``var __webpack_modules__ = {…}``: whether a name was given such a table, which is read."""
    table = _bare(value)
    if table.type not in _TABLES or not table.named_child_count:
        return False
    if name != _TABLE and not _is_numbered(table):
        return False
    end = table.end_byte
    runs = _RUNS.search(reader.text[end : end + _LONGEST])
    if runs is None:
        return False
    frame = reader.scopes.frames[-1]
    frame.requires = (runs["require"], f"<{table.start_byte}>")
    _read(reader, table)
    return True


def required(reader: Reader, node: "Node", callee: Expr, args: tuple[Expr, ...]) -> Expr:
    """``require(3)`` in a bundle as the call of module 3, ``require.d(exports, …)`` as exports."""
    known = reader.exprs[callee]
    base = reader.exprs[known.base] if isinstance(known, Attr) else known
    table = reader.scopes.table(base.id) if isinstance(base, Name) else ""
    if not args or not (table or (isinstance(base, Name) and base.id == _REQUIRE)):
        return UNKNOWN
    if isinstance(known, Attr):
        return _define(reader, args) if known.name == "d" else UNKNOWN
    key = reader.exprs[args[0]]
    if not table or not isinstance(key, Const) or not isinstance(key.value, str | int):
        return UNKNOWN
    row, column = node.start_point
    return reader.builder.call(reader.builder.name(f"{table}{key.value}"), (), (), row + 1, column)


def _define(reader: Reader, args: tuple[Expr, ...]) -> Expr:
    """``d(exports, {a: () => a})`` and ``d(exports, "a", () => a)``."""
    exprs = reader.exprs
    named = exprs[args[1]] if len(args) > 1 else None
    pairs: list[tuple[Expr, Expr]] = []
    if isinstance(named, Mapping):
        pairs = list(zip(named.keys, named.values, strict=True))
    elif len(args) > 2:
        pairs = [(args[1], args[2])]
    for key, getter in pairs:
        name = exprs[key]
        if isinstance(name, Const) and isinstance(name.value, str):
            target = reader.builder.add(Attr(args[0], name.value))
            value = returned(reader, getter)
            reader.builder.event(EventKind.STORE, 0, 0, expr=target, value=value)
    return UNKNOWN


def _read(reader: Reader, table: "Node") -> str:
    """Read each module as a function that gives what it exports; gives the table's name."""
    name = f"<{table.start_byte}>"
    reader.bundled = True
    for key, value in _entries(reader, table):
        body = _bare(value)
        if body.type in NAMED:
            made = read_function(reader, body, "", table=name)
            reader.scopes.declare(f"{name}{key}", as_bundled(reader, made))
        else:
            reader.read(value)
    return name


def _entries(reader: Reader, table: "Node") -> Iterator[tuple[str, "Node"]]:
    """The modules of a table, each with its key; places of an array may be empty."""
    if table.type == "object":
        for child in table.named_children:
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            if key is not None and value is not None:
                spelled = reader.source(key)
                yield spelled[1:-1] if spelled[:1] in "\"'" else identifier(spelled), value
        return
    place = 0
    for child in table.children:
        if child.type == ",":
            place += 1
        elif child.is_named and child.type != "comment":
            yield f"{place}", child


def _is_numbered(table: "Node") -> bool:
    """Whether the first entry of a table is a function under a number."""
    first = table.named_children[0]
    key, value = first.child_by_field_name("key"), first.child_by_field_name("value")
    if key is None or value is None or key.type != "number":
        return False
    return _bare(value).type in NAMED


def _bare(node: "Node") -> "Node":
    """What stands in parentheses."""
    while node.type == "parenthesized_expression" and node.named_child_count == 1:
        node = node.named_children[0]
    return node


def _is_short(node: "Node") -> bool:
    return node.end_byte - node.start_byte <= _LONGEST
