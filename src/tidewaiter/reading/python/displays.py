"""Reads literals, f-strings and displays."""

from librt.internal import read_float, read_int, read_str, read_tag

from tidewaiter.model.facts import UNKNOWN, Const, Expr, Mapping, Slice, Spread, Text
from tidewaiter.reading.python import tags
from tidewaiter.reading.python.wire import WireReader, expression

PLAIN = ("", "!s")
"""Conversions in an f-string that leave a text as it is."""

# literals


@expression(tags.STR_EXPR)
def _string(reader: WireReader) -> Expr:
    data = reader.data
    read_tag(data)
    text = reader.restored(read_str(data))
    read_tag(data)
    read_tag(data)
    reader.loc = (read_int(data), read_int(data), read_int(data), read_int(data))
    read_tag(data)
    exprs = reader.exprs
    exprs.append(Const(text))
    return len(exprs) - 1


@expression(tags.BYTES)
def _bytes(reader: WireReader) -> Expr:
    text = reader.text()
    if "\\" in text:
        text = text.encode("latin-1", "replace").decode("unicode_escape")
    reader.end()
    return reader.add(Const(text.encode("latin-1", "replace")))


@expression(tags.INT_EXPR)
def _integer(reader: WireReader) -> Expr:
    value = reader.number()
    reader.end()
    return reader.integer(value)


@expression(tags.BIG_INT)
def _big_integer(reader: WireReader) -> Expr:
    reader.text()
    reader.end()
    return UNKNOWN


@expression(tags.FLOAT)
def _float(reader: WireReader) -> Expr:
    read_tag(reader.data)
    value = read_float(reader.data)
    reader.end()
    return reader.add(Const(value))


@expression(tags.COMPLEX)
def _complex(reader: WireReader) -> Expr:
    for _ in range(2):
        read_tag(reader.data)
        read_float(reader.data)
    reader.end()
    return UNKNOWN


@expression(tags.ELLIPSIS)
def _ellipsis(reader: WireReader) -> Expr:
    reader.end()
    return UNKNOWN


@expression(tags.NOTHING)
def _nothing(reader: WireReader) -> Expr:
    read_tag(reader.data)
    return -1


# displays


@expression(tags.TUPLE)
def _tuple(reader: WireReader) -> Expr:
    items = reader.values()
    reader.end()
    return reader.display("tuple", items)


@expression(tags.LIST)
def _list(reader: WireReader) -> Expr:
    items = reader.values()
    reader.end()
    return reader.display("list", items)


@expression(tags.SET)
def _set(reader: WireReader) -> Expr:
    items = reader.values()
    reader.end()
    return reader.display("set", items)


@expression(tags.DICT)
def _dict(reader: WireReader) -> Expr:
    keys = [reader.value() if reader.flag() else -1 for _ in range(reader.number())]
    values = reader.values()
    for i, key in enumerate(keys):
        if key < 0:
            keys[i], values[i] = UNKNOWN, reader.add(Spread(values[i]))
    reader.end()
    return reader.add(Mapping(tuple(keys), tuple(values)))


@expression(tags.SLICE)
def _slice(reader: WireReader) -> Expr:
    absent = 0
    bounds = [UNKNOWN] * 3
    for i in range(3):
        if reader.flag():
            bounds[i] = reader.value()
        else:
            absent |= 1 << i
    reader.end()
    return reader.add(Slice(bounds[0], bounds[1], bounds[2], absent))


# f-strings


@expression(tags.FSTRING)
def _fstring(reader: WireReader) -> Expr:
    parts: list[Expr] = []
    for _ in range(reader.number()):
        if reader.flag():
            parts.extend([_part(reader) for _ in range(reader.number())])
        else:
            read_tag(reader.data)
            parts.append(_piece(reader))
    read_tag(reader.data)
    reader.end()
    return reader.joined(parts)


@expression(tags.TSTRING)
def _template(reader: WireReader) -> Expr:
    parts = []
    for _ in range(reader.number()):
        if reader.flag():
            expr = reader.value()
            reader.text()
            parts.append(expr if _is_plain(reader) else reader.converted(expr))
        else:
            read_tag(reader.data)
            parts.append(_piece(reader))
    read_tag(reader.data)
    reader.end()
    return reader.add(Text(tuple(parts)))


def _part(reader: WireReader) -> Expr:
    return _piece(reader) if read_tag(reader.data) == tags.STR else _interpolation(reader)


def _piece(reader: WireReader) -> Expr:
    text = reader.restored(read_str(reader.data))
    reader.located()
    return reader.add(Const(text))


def _interpolation(reader: WireReader) -> Expr:
    expr = reader.value()
    plain = _is_plain(reader)
    read_tag(reader.data)
    return expr if plain else reader.converted(expr)


def _is_plain(reader: WireReader) -> bool:
    plain = not reader.flag() or reader.text() in PLAIN
    if reader.flag():
        _format_spec(reader)
        return False
    return plain


def _format_spec(reader: WireReader) -> None:
    for _ in range(reader.number()):
        if read_tag(reader.data) == tags.STR:
            read_str(reader.data)
            reader.located()
        else:
            _interpolation(reader)
    reader.located()
