"""Reads what grows to the left: names, access paths, calls and arithmetic; and what is assigned."""

from librt.internal import read_int, read_str, read_tag

from tidewaiter.model.facts import Attr, Const, Expr, Item, Name, Spread
from tidewaiter.reading.python import tags
from tidewaiter.reading.python.recorder import Place, Starred, Target
from tidewaiter.reading.python.wire import (
    EXPRESSIONS,
    WORDS,
    ExpressionReader,
    WireReader,
    expression,
)

SPINE = frozenset({tags.MEMBER, tags.CALL, tags.INDEX, tags.OPERATION})
PATHS = frozenset({tags.NAME, tags.MEMBER, tags.INDEX})
SPREAD_ARGUMENT, NAMED_ARGUMENT = 2, 3


@expression(tags.NAME)
def name(reader: WireReader, loaded: bool = True) -> Expr:
    """A name; unless ``loaded`` is false, it is read here."""
    data = reader.data
    read_tag(data)
    identifier = reader.names[read_str(data)]
    read_tag(data)
    reader.loc = (read_int(data), read_int(data), read_int(data), read_int(data))
    read_tag(data)
    if identifier in reader.telling or reader.redirected:
        return _telling_name(reader, identifier, loaded)
    exprs = reader.exprs
    exprs.append(Name(identifier, reader.scope, reader.order, reader.current_branch))
    return len(exprs) - 1


def _telling_name(reader: WireReader, identifier: str, loaded: bool) -> Expr:
    if identifier in WORDS:
        return reader.add(Const(WORDS[identifier]))
    expr = reader.told = reader.here(identifier)
    if loaded:
        reader.load(expr, *reader.place())
    return expr


def unread(reader: WireReader, tag: int) -> Expr:
    """An expression; when it is an access path, it is only named here, not read."""
    if tag == tags.NAME:
        return name(reader, loaded=False)
    return spine(reader, tag, loaded=False) if tag in SPINE else EXPRESSIONS[tag](reader)


def spine(reader: WireReader, tag: int, loaded: bool = True) -> Expr:
    """``a.b(c)[d] + e`` without recursion, since it can be very long."""
    data, exprs = reader.data, reader.exprs
    steps: list[int] = []
    while tag in SPINE:
        if tag == tags.OPERATION:
            read_tag(data)
            steps.append(-1 - read_int(data))
        else:
            steps.append(tag)
        tag = read_tag(data)
    base = expr = name(reader, loaded=False) if tag == tags.NAME else EXPRESSIONS[tag](reader)
    while steps:
        step = steps.pop()
        if step == tags.MEMBER:
            read_tag(data)
            identifier = reader.names[read_str(data)]
            read_tag(data)
            reader.loc = (read_int(data), read_int(data), read_int(data), read_int(data))
            read_tag(data)
            if identifier in reader.telling:
                reader.told = len(exprs)
            exprs.append(Attr(expr, identifier))
            expr = len(exprs) - 1
        elif step == tags.CALL:
            expr = _call(reader, expr)
        elif step == tags.INDEX:
            key = reader.value()
            expr = reader.add(Item(expr, key))
            reader.end()
        else:
            _load(reader, expr, tag)
            expr = _operation(reader, expr, step, steps)
        tag = step
    if loaded and reader.told >= base:
        _load(reader, expr, tag)
    return expr


def _load(reader: WireReader, expr: Expr, tag: int) -> None:
    if tag in PATHS:
        reader.load(expr, *reader.place())


def _from(tag: int) -> ExpressionReader:
    return lambda reader: spine(reader, tag)


for _tag in SPINE:
    EXPRESSIONS[_tag] = _from(_tag)


def _operation(reader: WireReader, left: Expr, step: int, steps: list[int]) -> Expr:
    line, column, _, _ = reader.loc
    terms = [left, reader.value()]
    read_tag(reader.data)
    while steps and steps[-1] == step == -1:
        steps.pop()
        terms.append(reader.value())
        read_tag(reader.data)
    end_line, end_column, lines, columns = reader.loc
    reader.loc = (line, column, end_line + lines - line, end_column + columns - column)
    return reader.operation(tags.BINARY[-1 - step], terms)


def _call(reader: WireReader, callee: Expr) -> Expr:
    data = reader.data
    args = reader.values()
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


def _argument_name(reader: WireReader) -> str:
    data = reader.data
    return reader.names[read_str(data)] if read_tag(data) == tags.STR else "**"


def _call_by_name(reader: WireReader, callee: Expr, args: list[Expr], kinds: list[int]) -> Expr:
    names = [_argument_name(reader) for _ in args]
    reader.end()
    positional = [
        reader.add(Spread(arg)) if kind == SPREAD_ARGUMENT else arg
        for arg, kind in zip(args, kinds, strict=True)
        if kind < NAMED_ARGUMENT
    ]
    named = [i for i, kind in enumerate(kinds) if kind >= NAMED_ARGUMENT]
    everything = (*positional, *[args[i] for i in named])
    return reader.call(callee, everything, tuple([names[i] for i in named]), *reader.place())


# what is assigned


def alias(reader: WireReader) -> Expr:
    """The right side of an assignment to a name: a path there is not read, but bound."""
    return unread(reader, read_tag(reader.data))


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
    expr = unread(reader, tag) if tag in SPINE else EXPRESSIONS[tag](reader)
    if tag in SPINE and reader.exprs[expr].__class__ in (Attr, Item):
        return Place(expr, *reader.place())
    return ""
