"""Reads ``match`` and binds the names in its patterns to parts of the subject (PEP 634)."""

from collections.abc import Callable

from librt.internal import read_tag

from tidewaiter.model.facts import UNKNOWN, Attr, Element, Expr, Item
from tidewaiter.reading.python import tags
from tidewaiter.reading.python.wire import WireReader, statement


@statement(tags.MATCH)
def _match(reader: WireReader) -> None:
    subject = reader.value()
    number = reader.new_statement()
    for arm in range(reader.number()):
        outer = reader.enter("if", number, arm)
        anything = _pattern(reader, subject)
        if reader.flag():
            reader.value()
            anything = False
        if anything:
            reader.tell_otherwise(reader.current_branch)
        reader.block()
        reader.leave(outer)
    reader.end()


def _pattern(reader: WireReader, subject: Expr) -> bool:
    """Bind a pattern's names to parts of the subject; true when it matches anything."""
    return PATTERNS[read_tag(reader.data)](reader, subject)


def _capture(reader: WireReader, value: Expr) -> None:
    """Bind the name of a pattern, when it has one."""
    if reader.flag():
        name = reader.identifier()
        reader.located()
        reader.give(name, value)


def _as_pattern(reader: WireReader, subject: Expr) -> bool:
    anything = _pattern(reader, subject) if reader.flag() else True
    _capture(reader, subject)
    reader.end()
    return anything


def _or_pattern(reader: WireReader, subject: Expr) -> bool:
    matched = [_pattern(reader, subject) for _ in range(reader.number())]
    reader.end()
    return any(matched)


def _value_pattern(reader: WireReader, _subject: Expr) -> bool:
    reader.value()
    reader.end()
    return False


def _singleton_pattern(reader: WireReader, _subject: Expr) -> bool:
    read_tag(reader.data)
    reader.end()
    return False


def _sequence_pattern(reader: WireReader, subject: Expr) -> bool:
    for index in range(reader.number()):
        _pattern(reader, reader.add(Element(subject, index)))
    reader.end()
    return False


def _starred_pattern(reader: WireReader, subject: Expr) -> bool:
    _capture(reader, subject)
    reader.end()
    return False


def _mapping_pattern(reader: WireReader, subject: Expr) -> bool:
    for _ in range(reader.number()):
        key = reader.value()
        _pattern(reader, reader.add(Item(subject, key)))
    _capture(reader, subject)
    reader.end()
    return False


def _class_pattern(reader: WireReader, subject: Expr) -> bool:
    reader.value()
    for _ in range(reader.number()):
        _pattern(reader, UNKNOWN)
    for _ in range(reader.number()):
        _pattern(reader, reader.add(Attr(subject, reader.identifier())))
    reader.end()
    return False


PATTERNS: dict[int, Callable[[WireReader, Expr], bool]] = {
    tags.AS_PATTERN: _as_pattern,
    tags.OR_PATTERN: _or_pattern,
    tags.VALUE_PATTERN: _value_pattern,
    tags.SINGLETON_PATTERN: _singleton_pattern,
    tags.SEQUENCE_PATTERN: _sequence_pattern,
    tags.STARRED_PATTERN: _starred_pattern,
    tags.MAPPING_PATTERN: _mapping_pattern,
    tags.CLASS_PATTERN: _class_pattern,
}
