"""Reads names, access paths and calls, and what can be assigned."""

from librt.internal import read_int, read_str, read_tag

from tidewaiter.model.facts import Attr, Const, Expr, Item, Name, Spread
from tidewaiter.reading.python import tags
from tidewaiter.reading.python.recorder import Place, Starred, Target
from tidewaiter.reading.python.wire import (
    EXPRESSIONS,
    UNREAD,
    WORDS,
    ExpressionReader,
    WireReader,
    expression,
    path,
)

SPREAD_ARGUMENT, NAMED_ARGUMENT, SPREAD_MAPPING = 2, 3, 4

# access paths


def _naming(*, read: bool) -> ExpressionReader:
    def name(reader: WireReader) -> Expr:
        data = reader.data
        read_tag(data)
        identifier = reader.names[read_str(data)]
        read_tag(data)
        reader.loc = (read_int(data), read_int(data), read_int(data), read_int(data))
        read_tag(data)
        if identifier in reader.telling_names:
            return _telling_name(reader, identifier, read)
        exprs = reader.exprs
        exprs.append(Name(identifier, reader.scope, reader.order, reader.current_branch))
        return len(exprs) - 1

    return name


def _telling_name(reader: WireReader, identifier: str, read: bool) -> Expr:
    if identifier in WORDS:
        return reader.add(Const(WORDS[identifier]))
    expr = reader.told = reader.here(identifier)
    if read:
        reader.load(expr, *reader.place())
    return expr


EXPRESSIONS[tags.NAME], UNREAD[tags.NAME] = _naming(read=True), _naming(read=False)


@path(tags.MEMBER)
def _member(reader: WireReader) -> Expr:
    data, exprs = reader.data, reader.exprs
    base = UNREAD[read_tag(data)](reader)
    read_tag(data)
    identifier = reader.names[read_str(data)]
    read_tag(data)
    reader.loc = (read_int(data), read_int(data), read_int(data), read_int(data))
    read_tag(data)
    if identifier in reader.telling_attributes:
        reader.told = len(exprs)
    exprs.append(Attr(base, identifier))
    return len(exprs) - 1


@path(tags.INDEX)
def _item(reader: WireReader) -> Expr:
    base = UNREAD[read_tag(reader.data)](reader)
    key = reader.value()
    reader.end()
    return reader.add(Item(base, key))


# calls


@expression(tags.CALL)
def _call(reader: WireReader) -> Expr:
    data = reader.data
    callee = UNREAD[read_tag(data)](reader)
    args: list[Expr] = []
    read_tag(data)
    for _ in range(read_int(data)):
        args.append(EXPRESSIONS[read_tag(data)](reader))
    kinds: list[int] = []
    read_tag(data)
    for _ in range(read_int(data)):
        kinds.append(read_int(data))
    read_tag(data)
    read_int(data)
    if any(kinds):
        return _call_by_name(reader, callee, args, kinds)
    for _ in args:
        read_tag(data)
    reader.end()
    line, column = reader.place()
    return reader.call(callee, tuple(args), (), line, column)


def _call_by_name(reader: WireReader, callee: Expr, args: list[Expr], kinds: list[int]) -> Expr:
    data = reader.data
    names: list[str] = []
    for index, kind in enumerate(kinds):
        if read_tag(data) == tags.STR:
            names.append(reader.names[read_str(data)])
        elif kind == SPREAD_MAPPING:
            names.append("**")
        elif kind == SPREAD_ARGUMENT:
            args[index] = reader.add(Spread(args[index]))
    if kinds != sorted(kinds):
        named = [kind >= NAMED_ARGUMENT for kind in kinds]
        args = [args[i] for i in sorted(range(len(args)), key=named.__getitem__)]
    reader.end()
    line, column = reader.place()
    return reader.call(callee, tuple(args), tuple(names), line, column)


# what is assigned


def target(reader: WireReader) -> Target:
    """What an assignment, a loop or a ``del`` names."""
    tag = read_tag(reader.data)
    if tag == tags.NAME:
        read_tag(reader.data)
        identifier = reader.names[read_str(reader.data)]
        reader.end()
        return identifier
    if tag in (tags.TUPLE, tags.LIST):
        parts = [target(reader) for _ in range(reader.number())]
        reader.end()
        return parts
    if tag == tags.STAR:
        inner = target(reader)
        reader.end()
        return Starred(inner)
    expr = UNREAD[tag](reader)
    return Place(expr, *reader.place()) if tag in (tags.MEMBER, tags.INDEX) else ""
