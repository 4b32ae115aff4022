"""Properties that calls describe: ``Object.defineProperty(shop, "open", { get() {…} })``.

They are assigned, as ``shop.open = …`` is; a function that reads or sets one under the name of an
accessor. Such an assignment has no line: where it stands the call is told.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tidewaiter.model.facts import (
    GETTER,
    SETTER,
    UNKNOWN,
    Attr,
    Const,
    EventKind,
    Expr,
    Mapping,
    Name,
)
from tidewaiter.reading.javascript.commonjs import is_exports
from tidewaiter.reading.javascript.reader import Reader

if TYPE_CHECKING:
    from tree_sitter import Node

PROTO = "__proto__"
_PARTS = {"value": "", "get": GETTER, "set": SETTER}
_BY_NAME = {"__defineGetter__": GETTER, "__defineSetter__": SETTER}
_CREATE = "create"
_SET_PROTOTYPE = "setPrototypeOf"
_INHERITS = frozenset({"inherits", "__extends", "_inherits", "_inheritsLoose", "_inherits_loose"})
"""Functions by which one constructor inherits from another, as Node and compilers call them."""

_USUAL = frozenset({"constructor"})
"""What an object is given that becomes the prototype of a function."""

DESCRIBERS = frozenset(
    ("defineProperty", "defineProperties", _CREATE, _SET_PROTOTYPE, *_BY_NAME, *_INHERITS),
)


def describe(
    reader: Reader, node: "Node", called: str, callee: Expr, args: tuple[Expr, ...]
) -> Expr:
    """Assign what a call describes.

    Returns:
        The object that ``Object.create`` makes of it, `UNKNOWN` for what a call gives anyway.
    """
    if called == _CREATE:
        return _create(reader, node, callee, args)
    if called == _SET_PROTOTYPE and len(args) > 1:
        set_prototype(reader, args[0], args[1])
    elif called in _INHERITS and len(args) > 1:
        add = reader.builder.add
        set_prototype(reader, add(Attr(args[0], "prototype")), add(Attr(args[1], "prototype")))
        set_prototype(reader, args[0], args[1])
    elif called in _BY_NAME:
        owner = reader.exprs[callee]
        if isinstance(owner, Attr) and len(args) == 2:
            _assign(reader, owner.base, _text(reader, args[0]), _BY_NAME[called], args[1])
    elif called == "defineProperty" and len(args) == 3 and not is_exports(reader, args[0]):
        for part, value in _parts(reader, args[2]):
            _assign(reader, args[0], _text(reader, args[1]), part, value)
    elif called == "defineProperties" and len(args) == 2:
        for name, part, value in _described(reader, args[1]):
            _assign(reader, args[0], name, part, value)
    return UNKNOWN


def _create(reader: Reader, node: "Node", callee: Expr, args: tuple[Expr, ...]) -> Expr:
    """``Object.create(base, { open: { value: f } })`` as the literal with ``base`` behind it."""
    if len(args) != 2 or not _is_object(reader, callee):
        return UNKNOWN
    described = list(_described(reader, args[1]))
    if {name for name, _, _ in described} <= _USUAL:
        return UNKNOWN
    row, column = node.start_point
    reader.builder.call(callee, args, (), row + 1, column)
    plain = [(name, value) for name, part, value in described if not part]
    keys = tuple([reader.constant(name) for name, _ in plain])
    made = reader.builder.add(Mapping(keys, tuple([value for _, value in plain])))
    for name, part, value in described:
        if part:
            _assign(reader, made, name, part, value)
    if reader.exprs[args[0]] != Const(None):
        set_prototype(reader, made, args[0])
    return made


def _is_object(reader: Reader, callee: Expr) -> bool:
    known = reader.exprs[callee]
    owner = reader.exprs[known.base] if isinstance(known, Attr) else None
    return isinstance(owner, Name) and owner.id == "Object"


def _described(reader: Reader, table: Expr) -> Iterator[tuple[str, str, Expr]]:
    """The names in a table of descriptors, each with what one says of it."""
    known = reader.exprs[table]
    if isinstance(known, Mapping):
        for key, descriptor in zip(known.keys, known.values, strict=True):
            if name := _text(reader, key):
                for part, value in _parts(reader, descriptor):
                    yield name, part, value


def _parts(reader: Reader, descriptor: Expr) -> Iterator[tuple[str, Expr]]:
    """What a descriptor says: the value, or the functions that read and set it."""
    known = reader.exprs[descriptor]
    if isinstance(known, Mapping):
        for key, value in zip(known.keys, known.values, strict=True):
            part = _PARTS.get(_text(reader, key))
            if part is not None:
                yield part, value
    elif isinstance(known, Name | Attr):
        for word, part in _PARTS.items():
            yield part, reader.builder.add(Attr(descriptor, word))


def _assign(reader: Reader, owner: Expr, name: str, part: str, value: Expr) -> None:
    if name and value != UNKNOWN:
        target = reader.builder.add(Attr(owner, part + name))
        reader.builder.event(EventKind.STORE, 0, 0, expr=target, value=value)


def _text(reader: Reader, key: Expr) -> str:
    known = reader.exprs[key]
    return known.value if isinstance(known, Const) and isinstance(known.value, str) else ""


def set_prototype(reader: Reader, owner: Expr, base: Expr) -> None:
    """``Object.setPrototypeOf(shop, base)`` as the assignment of ``shop.__proto__``."""
    target = reader.builder.add(Attr(owner, PROTO))
    reader.builder.event(EventKind.STORE, 0, 0, expr=target, value=base)
