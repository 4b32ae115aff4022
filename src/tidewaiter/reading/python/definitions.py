"""Reads functions, lambdas and classes, their parameters, and comprehensions."""

from librt.internal import read_int, read_str, read_tag

from tidewaiter.model.facts import UNKNOWN, EventKind, Expr, Items, Parameter
from tidewaiter.reading.python import tags
from tidewaiter.reading.python.annotations import annotation, annotations, optional_annotation
from tidewaiter.reading.python.paths import target
from tidewaiter.reading.python.wire import WireReader, expression, statement

PARAMETER_KINDS = (0, 0, 2, 1, 3, 1)
Decorator = tuple[Expr, int, int]
"""An expression, and the line and column where it stands."""

# functions


@statement(tags.DECORATED)
def _decorated(reader: WireReader) -> None:
    decorators = _decorators(reader)
    reader.number()
    reader.number()
    read_tag(reader.data)
    _define(reader, decorators)
    read_tag(reader.data)


@statement(tags.FUNCTION)
def _function(reader: WireReader) -> None:
    _define(reader, [])


def _define(reader: WireReader, decorators: list[Decorator]) -> None:
    name = reader.identifier()
    index = reader.enter_scope(name, "function", _parameters(reader))
    reader.block()
    function = reader.leave_scope()
    if reader.flag():
        function.marks = (*function.marks, "async")
    _type_parameters(reader)
    optional_annotation(reader)
    reader.end()
    reader.define(name, index, *reader.place(), decorators)


def _decorators(reader: WireReader) -> list[Decorator]:
    return [(reader.alias(), *reader.place()) for _ in range(reader.number())]


@expression(tags.LAMBDA)
def _lambda(reader: WireReader) -> Expr:
    index = reader.enter_scope("<lambda>", "lambda", _parameters(reader))
    reader.block()
    function = reader.leave_scope()
    reader.end()
    function.line, function.column = reader.place()
    return reader.closure(index)


# parameters


def _parameters(reader: WireReader) -> tuple[Parameter, ...]:
    """Parameters with their annotations and defaults, which the outer scope evaluates."""
    return tuple([_parameter(reader) for _ in range(reader.number())])


def _parameter(reader: WireReader) -> Parameter:
    data = reader.data
    read_tag(data)
    name = reader.names[read_str(data)]
    read_tag(data)
    kind = PARAMETER_KINDS[read_int(data)]
    cls = reader.dotted(annotation(reader)) if read_tag(data) == tags.TRUE else UNKNOWN
    default = reader.value() if read_tag(data) == tags.TRUE else UNKNOWN
    read_tag(data)
    reader.located()
    return Parameter(name, kind, default, cls)


def _type_parameters(reader: WireReader) -> None:
    if reader.flag():
        _type_parameter_list(reader)


def _type_parameter_list(reader: WireReader) -> None:
    for _ in range(read_int(reader.data)):
        reader.number()
        reader.text()
        optional_annotation(reader)
        annotations(reader)
        optional_annotation(reader)


@statement(tags.TYPE_ALIAS)
def _type_alias(reader: WireReader) -> None:
    named = target(reader)
    _type_parameter_list(reader)
    reader.value()
    reader.end()
    reader.give(named, UNKNOWN)


# classes


@statement(tags.CLASS)
def _class(reader: WireReader) -> None:
    name = reader.identifier()
    index = reader.enter_scope(name, "class")
    reader.block()
    function = reader.leave_scope()
    function.bases = tuple(reader.values())
    decorators = _decorators(reader)
    _type_parameters(reader)
    function.keywords = tuple([_keyword(reader) for _ in range(reader.number())])
    reader.end()
    place = reader.place()
    reader.construct(index, tuple([expr for expr, _, _ in decorators]), *place)
    reader.event(EventKind.BODY, *place, function=index)
    reader.define(name, index, *place, decorators)


def _keyword(reader: WireReader) -> tuple[str, Expr]:
    return reader.identifier(), reader.value()


# comprehensions


@expression(tags.GENERATOR, tags.LIST_COMPREHENSION, tags.SET_COMPREHENSION)
def _generator(reader: WireReader) -> Expr:
    expr = _comprehension(reader)
    reader.end()
    return expr


@expression(tags.DICT_COMPREHENSION)
def _dict_comprehension(reader: WireReader) -> Expr:
    _comprehension(reader, pairs=True)
    reader.end()
    return UNKNOWN


def _comprehension(reader: WireReader, *, pairs: bool = False) -> Expr:
    start = reader.mark()
    outer = reader.enter("loop", reader.new_statement(), 0)
    loop = reader.current_branch
    if pairs and reader.flag():
        reader.value()
    each = reader.value()
    end = reader.mark()
    targets = [target(reader) for _ in range(reader.number())]
    reader.leave(outer)
    iterables = []
    for part in targets:
        iterables.append(reader.value())
        reader.current_branch = loop
        reader.iterate(part, iterables[-1], *reader.place())
    tests = [reader.values() for _ in targets]
    reader.leave(outer)
    for _ in targets:
        read_tag(reader.data)
    reader.postpone(start, end)
    if any(tests):
        iterables = []
    return reader.add(Items("each", (each, *iterables)))
