"""Reads simple statements and imports."""

from librt.internal import read_int, read_tag

from tidewaiter.model.facts import UNKNOWN, Attr, Item
from tidewaiter.reading.python import tags
from tidewaiter.reading.python.annotations import annotation
from tidewaiter.reading.python.paths import target
from tidewaiter.reading.python.recorder import Place, Target
from tidewaiter.reading.python.wire import (
    DECIDED_BY_PARSER,
    EXPRESSIONS,
    UNREAD,
    WireReader,
    statement,
)

# simple statements


@statement(tags.PASS)
def _nothing(reader: WireReader) -> None:
    reader.end()


@statement(tags.BREAK, tags.CONTINUE)
def _go_elsewhere(reader: WireReader) -> None:
    reader.leaves()
    reader.end()


@statement(tags.EXPR_STMT)
def _expression(reader: WireReader) -> None:
    data = reader.data
    reader.evaluated(EXPRESSIONS[read_tag(data)](reader))
    read_tag(data)


@statement(tags.ASSIGNMENT)
def _assignment(reader: WireReader) -> None:
    data = reader.data
    read_tag(data)
    targets = []
    plain = True
    for _ in range(read_int(data)):
        part = target(reader)
        targets.append(part)
        plain = plain and part.__class__ is str
    value = UNREAD[read_tag(data)](reader) if plain else reader.value()
    if plain and reader.exprs[value].__class__ is Item:  # ``a = os.environ`` is a name for it
        reader.load(value, *reader.place())
    elif plain and reader.accessors:
        reader.read_by_accessors(value, *reader.place())
    if read_tag(data) == tags.TRUE:
        annotated = annotation(reader)
        if plain:
            reader.field(targets[0], annotated, max(value, UNKNOWN))  # type: ignore[arg-type]
    read_tag(data)
    reader.end()
    if value >= 0:
        for part in targets:
            reader.give(part, value)


@statement(tags.AUGMENTED)
def _augmented(reader: WireReader) -> None:
    op = reader.text()
    tag = read_tag(reader.data)
    current = UNREAD[tag](reader)
    place: Target = ""
    if reader.exprs[current].__class__ in (Attr, Item):
        place = Place(current, *reader.place())
    elif tag == tags.NAME:
        place = reader.exprs[current].id  # type: ignore[union-attr]
    value = reader.value()
    reader.end()
    reader.augment(place, op, current, value)


@statement(tags.DELETE)
def _delete(reader: WireReader) -> None:
    deleted = target(reader)
    reader.end()
    reader.take(deleted)


@statement(tags.RETURN)
def _return(reader: WireReader) -> None:
    value = reader.optional()
    reader.end()
    reader.returned(value, *reader.place())
    reader.leaves()


@statement(tags.RAISE)
def _raise(reader: WireReader) -> None:
    reader.raised(reader.optional(), *reader.place())
    reader.optional()
    reader.end()
    reader.leaves()


@statement(tags.ASSERT)
def _assert(reader: WireReader) -> None:
    start = len(reader.exprs)
    reader.value()
    if reader.told >= start:
        _check_assertion(reader, start)
    if reader.flag():
        outer = reader.enter("if", reader.new_statement(), 0)
        reader.value()
        reader.leave(outer)
    reader.end()


def _check_assertion(reader: WireReader, start: int) -> None:
    # The parser takes some of these as never true, and leaves out all that follows them.
    for node in reader.exprs[start:]:
        name = getattr(node, "id", None) or getattr(node, "name", None)
        if name in DECIDED_BY_PARSER:
            raise ValueError("an assertion that may hide what follows")


@statement(tags.GLOBAL)
def _global(reader: WireReader) -> None:
    for _ in range(reader.number()):
        name = reader.identifier()
        reader.telling_names.add(name)
        reader.declare_global(name)
    reader.end()


@statement(tags.NONLOCAL)
def _nonlocal(reader: WireReader) -> None:
    for _ in range(reader.number()):
        name = reader.identifier()
        reader.telling_names.add(name)
        reader.declare_nonlocal(name)
    reader.end()


# imports


@statement(tags.IMPORT)
def _import(reader: WireReader) -> None:
    names = [_import_name(reader) for _ in range(reader.number())]
    place = _import_end(reader)
    for name, renamed in names:
        reader.import_module(name, renamed, *place)


@statement(tags.IMPORT_FROM)
def _import_from(reader: WireReader) -> None:
    level = reader.number()
    module = reader.identifier()
    names = [_import_name(reader) for _ in range(reader.number())]
    place = _import_end(reader)
    for name, renamed in names:
        reader.import_member(module, name, renamed or name, level, *place)


@statement(tags.IMPORT_ALL)
def _import_all(reader: WireReader) -> None:
    module = reader.identifier()
    level = reader.number()
    reader.import_member(module, "*", "*", level, *_import_end(reader))


def _import_name(reader: WireReader) -> tuple[str, str]:
    name = reader.identifier()
    return name, reader.identifier() if reader.flag() else ""


def _import_end(reader: WireReader) -> tuple[int, int]:
    reader.located()
    place = reader.place()
    reader.number()
    read_tag(reader.data)
    return place
