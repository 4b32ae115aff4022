"""Objects that calls make of others: ``Object.assign({}, a, { b })`` is ``{ ...a, b }``."""

from typing import TYPE_CHECKING

from tidewaiter.model.facts import UNKNOWN, Attr, Const, Expr, Items, Mapping, Spread
from tidewaiter.reading.javascript.reader import Reader

if TYPE_CHECKING:
    from tree_sitter import Node

PICK, OMIT = "pick", "omit"
_FIRST_WINS = "defaults"
_IN_LIBRARIES = frozenset({"extend", "merge"})
"""What others call a method that makes a class, or merges something else than objects."""

MERGERS = _IN_LIBRARIES | {
    *("assign", "assignIn", "__assign", "_extends", "_extends2", "_objectSpread", "_objectSpread2"),
    *("_object_spread", _FIRST_WINS),
}
"""Names of functions that give their first argument what the others have, and hand it back."""


def picked(reader: Reader, node: "Node", callee: Expr, args: tuple[Expr, ...]) -> Expr:
    """``_.pick(object, "a", "b")`` as a new object; `UNKNOWN` if it is another call."""
    words = args[1:]
    if len(words) == 1 and isinstance(listed := reader.exprs[words[0]], Items):
        words = listed.items
    texts = [reader.exprs[word] for word in words]
    names = [t.value for t in texts if isinstance(t, Const) and isinstance(t.value, str)]
    if not names or len(names) < len(texts) or isinstance(reader.exprs[args[0]], Const):
        return UNKNOWN
    row, column = node.start_point
    reader.builder.call(callee, args, (), row + 1, column)
    values = tuple([reader.builder.add(Attr(args[0], name)) for name in names])
    return reader.builder.add(Mapping(tuple(words), values))


def omitted(reader: Reader, node: "Node", callee: Expr, args: tuple[Expr, ...]) -> Expr:
    """``_.omit(object, "a")`` as ``{ ...object, a: undefined }``; `UNKNOWN` if it is another."""
    texts = [reader.exprs[word] for word in args[1:]]
    if not texts or not all(isinstance(t, Const) and isinstance(t.value, str) for t in texts):
        return UNKNOWN
    row, column = node.start_point
    reader.builder.call(callee, args, (), row + 1, column)
    values = (reader.builder.add(Spread(args[0])), *[reader.constant(None) for _ in texts])
    return reader.builder.add(Mapping((UNKNOWN, *args[1:]), values))


def merged(reader: Reader, node: "Node", called: str, callee: Expr, args: tuple[Expr, ...]) -> Expr:
    """What a call makes that merges others into a new object; `UNKNOWN` if it does not."""
    into = reader.exprs[args[0]] if len(args) > 1 else None
    if not isinstance(into, Mapping) or any(_is_spread(reader, arg) for arg in args):
        return UNKNOWN
    if called in _IN_LIBRARIES and (into.keys or not isinstance(reader.exprs[callee], Attr)):
        return UNKNOWN
    row, column = node.start_point
    reader.builder.call(callee, args, (), row + 1, column)
    ordered = args[::-1] if called == _FIRST_WINS else args
    keys: list[Expr] = []
    values: list[Expr] = []
    for arg in ordered:
        part = reader.exprs[arg]
        if not isinstance(part, Mapping):
            part = Mapping((UNKNOWN,), (reader.builder.add(Spread(arg)),))
        keys += part.keys
        values += part.values
    return reader.builder.add(Mapping(tuple(keys), tuple(values)))


def _is_spread(reader: Reader, expr: Expr) -> bool:
    return isinstance(reader.exprs[expr], Spread)
