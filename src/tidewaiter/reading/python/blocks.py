"""Reads the statements that hold blocks: conditions, loops, ``with`` and ``try``."""

from librt.internal import read_tag

from tidewaiter.model.facts import UNKNOWN, Element, Entered, EventKind
from tidewaiter.reading.python import tags
from tidewaiter.reading.python.conditions import Condition
from tidewaiter.reading.python.paths import target
from tidewaiter.reading.python.wire import WireReader, statement


@statement(tags.IF)
def _if(reader: WireReader) -> None:
    number = reader.new_statement()
    condition = reader.condition()
    _arm(reader, number, 0, condition)
    others = reader.number()
    for arm in range(1, others + 1):
        condition = reader.condition()
        _arm(reader, number, arm, condition)
    if reader.flag():
        _else(reader, number, others + 1, condition)
    reader.end()


def _arm(reader: WireReader, number: int, arm: int, condition: Condition) -> None:
    outer = reader.enter(condition.kind, number, arm, condition)
    reader.block()
    reader.leave(outer)


def _else(reader: WireReader, number: int, arm: int, condition: Condition) -> None:
    outer = reader.enter_otherwise(number, arm, condition)
    if not reader.block():  # the parser adds it after a test that it believes to be always true
        reader.branches.pop()
    reader.leave(outer)


@statement(tags.FOR)
def _for(reader: WireReader) -> None:
    each = target(reader)
    iterable = reader.value()
    outer = reader.enter("loop", reader.new_statement(), 0)
    reader.iterate(each, iterable, *reader.place())
    reader.block()
    reader.leave(outer)
    reader.block(optional=True)
    read_tag(reader.data)
    reader.end()


@statement(tags.WHILE)
def _while(reader: WireReader) -> None:
    reader.value()
    outer = reader.enter("loop", reader.new_statement(), 0)
    reader.block()
    reader.leave(outer)
    reader.block(optional=True)
    reader.end()


@statement(tags.WITH)
def _with(reader: WireReader) -> None:
    for _ in range(reader.number()):
        manager = reader.value()
        reader.event(EventKind.ENTER, *reader.place(), value=manager)
        if reader.flag():
            reader.give(target(reader), reader.add(Entered(manager)))
    reader.block()
    read_tag(reader.data)
    reader.end()


@statement(tags.TRY)
def _try(reader: WireReader) -> None:
    number = reader.new_statement()
    outer = reader.enter("try", number, 0)
    reader.block()
    reader.leave(outer)
    _handlers(reader, number)
    if reader.flag():
        outer = reader.enter("try", reader.new_statement(), 0)
        reader.block()
        reader.leave(outer)
    if reader.flag():
        reader.block()
    read_tag(reader.data)
    reader.end()


def _handlers(reader: WireReader, number: int) -> None:
    count = reader.number()
    caught = [_caught(reader) for _ in range(count)]
    names = [_handler_name(reader) for _ in range(count)]
    for arm, (condition, name) in enumerate(zip(caught, names, strict=True), 1):
        outer = reader.enter_handler(number, arm, condition)
        reader.give(name, reader.add(Element(condition.test, -1)))
        reader.block()
        reader.leave(outer)


def _caught(reader: WireReader) -> Condition:
    if not reader.flag():
        return Condition("except", "except", (0, 0), (0, 0), UNKNOWN)
    expr = reader.value()
    return Condition("except", "except", reader.place(), reader.end_place(), expr)


def _handler_name(reader: WireReader) -> str:
    if not reader.flag():
        return ""
    name = reader.identifier()
    reader.located()
    return name
