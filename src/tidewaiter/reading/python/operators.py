"""Reads comparisons, logic, conditional expressions, and what stands before one operand."""

from librt.internal import read_int, read_tag

from tidewaiter.model.facts import UNKNOWN, Choice, Element, Expr, Spread
from tidewaiter.reading.python import tags
from tidewaiter.reading.python.paths import target
from tidewaiter.reading.python.wire import EXPRESSIONS, WireReader, expression


@expression(tags.OPERATION)
def _operation(reader: WireReader) -> Expr:
    """``a - b + c`` from the left without recursion, since it can be very long."""
    data = reader.data
    ops = [reader.number()]
    while (tag := read_tag(data)) == tags.OPERATION:
        ops.append(reader.number())
    expr = EXPRESSIONS[tag](reader)
    while ops:
        line, column, _, _ = reader.loc
        expr = _operated(reader, expr, ops)
        end_line, end_column, lines, columns = reader.loc
        reader.loc = (line, column, end_line + lines - line, end_column + columns - column)
    return expr


def _operated(reader: WireReader, left: Expr, ops: list[int]) -> Expr:
    op = ops.pop()
    terms = [left, reader.value()]
    read_tag(reader.data)
    while ops and ops[-1] == op == tags.PLUS:
        ops.pop()
        terms.append(reader.value())
        read_tag(reader.data)
    return reader.operation(tags.BINARY[op], terms)


@expression(tags.COMPARISON)
def _comparison(reader: WireReader) -> Expr:
    data = reader.data
    left = reader.value()
    read_tag(data)
    ops = [read_int(data) for _ in range(read_int(data))]
    rights = reader.values()
    reader.end()
    if len(ops) != 1:
        return UNKNOWN
    return reader.compared(tags.COMPARE[ops[0]], left, rights[0])


@expression(tags.BOOL_OP)
def _boolean(reader: WireReader) -> Expr:
    op = tags.BOOLEAN[reader.number()]
    count = reader.number()
    start = len(reader.exprs)
    options = [reader.value()]
    place = reader.place()
    for _ in range(count - 1):
        if reader.asks or reader.told >= start:
            outer = reader.enter_operand(op, options[-1], place, reader.end_place())
        else:
            outer = reader.enter("if", reader.new_statement(), 0)
        start = len(reader.exprs)
        options.append(reader.value())
        reader.leave(outer)
    reader.end()
    return reader.add(Choice(op, tuple(options)))


@expression(tags.UNARY)
def _unary(reader: WireReader) -> Expr:
    op = tags.UNARY_SIGNS[reader.number()]
    operand = reader.value()
    reader.end()
    return reader.signed(op, operand)


@expression(tags.CONDITIONAL)
def _conditional(reader: WireReader) -> Expr:
    start, statement = reader.mark(), reader.new_statement()
    outer = reader.enter("if", statement, 0)
    chosen, arm = reader.value(), reader.current_branch
    reader.leave(outer)
    end = reader.mark()
    condition = reader.condition()
    reader.tell(arm, condition)
    outer = reader.enter_otherwise(statement, 1, condition)
    other = reader.value()
    reader.leave(outer)
    reader.postpone(start, end)
    reader.end()
    return reader.add(Choice("if", (chosen, other)))


@expression(tags.WALRUS)
def _walrus(reader: WireReader) -> Expr:
    named = target(reader)
    value = reader.value()
    reader.give(named, value)
    reader.end()
    return value


@expression(tags.STAR)
def _spread(reader: WireReader) -> Expr:
    value = reader.value()
    reader.end()
    return reader.add(Spread(value))


@expression(tags.AWAIT)
def _await(reader: WireReader) -> Expr:
    value = reader.value()
    reader.end()
    return value


@expression(tags.YIELD)
def _yield(reader: WireReader) -> Expr:
    value = reader.optional()
    reader.end()
    reader.yielded(value, *reader.place())
    return UNKNOWN


@expression(tags.YIELD_FROM)
def _yield_from(reader: WireReader) -> Expr:
    value = reader.add(Element(reader.value(), -1))
    reader.end()
    reader.yielded(value, *reader.place())
    return UNKNOWN
