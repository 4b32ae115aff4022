"""Tests of a text by a list: ``ENDINGS.some((ending) => name.toLowerCase().endsWith(ending))``."""

from tidewaiter.model.facts import (
    UNKNOWN,
    Attr,
    Binary,
    Call,
    Choice,
    Closure,
    Const,
    EventKind,
    Expr,
    Function,
    Items,
    Name,
)
from tidewaiter.reading.javascript.reader import Reader

_ASKS = {"startsWith": "begins", "endsWith": "ends"}
_ANY_CASE = frozenset({"toLowerCase", "toLocaleLowerCase"})
_DEEPEST = 4
"""Names and calls that are looked through to the text that is asked."""


def listed(reader: Reader, test: Expr) -> Expr:
    """What such a test asks, as a call of a method with all that is listed; else `UNKNOWN`.

    It is asked of the text that the function around has, whatever the inner one calls it.
    """
    exprs = reader.exprs
    node = exprs[test]
    if isinstance(node, Binary) and node.op in ("not", "!"):
        found = listed(reader, node.left)
        return reader.builder.add(Binary("not", found, UNKNOWN)) if found else UNKNOWN
    callee = exprs[node.callee] if isinstance(node, Call) else None
    if not isinstance(node, Call) or not isinstance(callee, Attr) or callee.name != "some":
        return UNKNOWN
    given = exprs[node.args[0]] if len(node.args) == 1 else None
    words = _texts(reader, callee.base)
    if not isinstance(given, Closure) or not words:
        return UNKNOWN
    inner = reader.builder.functions[given.function]
    asked, whole = _asked(reader, inner)
    if asked is None:
        return UNKNOWN
    method = exprs[asked.callee]
    text, ending = _text(reader, inner, method.base) if isinstance(method, Attr) else (UNKNOWN, "")
    if text == UNKNOWN or not isinstance(method, Attr):
        return UNKNOWN
    args = (reader.constant(whole), *[reader.constant(word) for word in words])
    name = reader.builder.add(Attr(text, _ASKS[method.name] + ending))
    return reader.builder.add(Call(name, args, (), 0, 0))


def _texts(reader: Reader, expr: Expr) -> list[str]:
    """The texts of a list that is written down, where it is asked or once for all."""
    node = reader.exprs[expr]
    if isinstance(node, Name):
        bound = [b for f in reader.builder.functions for b in f.bindings.get(node.id, ())]
        node = reader.exprs[bound[0].value] if len(bound) == 1 else node
    if isinstance(node, Const) and isinstance(node.value, tuple):
        words = [word for word in node.value if isinstance(word, str)]
        return words if len(words) == len(node.value) else []
    items = [reader.exprs[item] for item in node.items] if isinstance(node, Items) else []
    texts = [item.value for item in items if isinstance(item, Const)]
    known = [text for text in texts if isinstance(text, str)]
    return known if len(known) == len(items) else []


def _asked(reader: Reader, function: Function) -> tuple[Call | None, bool]:
    """What a function asks of its first parameter, and whether that is all that it gives."""
    returned = [event.value for event in function.events if event.kind == EventKind.RETURN]
    if len(returned) != 1 or not function.params:
        return None, False
    node = reader.exprs[returned[0]]
    together = isinstance(node, Choice) and node.op == "and"
    operands = node.options if isinstance(node, Choice) and together else (returned[0],)
    for operand in operands:
        call = reader.exprs[operand]
        callee = reader.exprs[call.callee] if isinstance(call, Call) else None
        if isinstance(call, Call) and isinstance(callee, Attr) and callee.name in _ASKS:
            word = reader.exprs[call.args[0]] if len(call.args) == 1 else None
            if isinstance(word, Name) and word.id == function.params[0].name:
                return call, not together
    return None, False


def _text(reader: Reader, inner: Function, expr: Expr) -> tuple[Expr, str]:
    """The name outside of a function of the text that it asks, and what that says of case."""
    ending = ""
    node = reader.exprs[expr]
    for _ in range(_DEEPEST):
        if isinstance(node, Name) and node.id not in inner.bindings:
            builder = reader.builder
            asked = Name(node.id, builder.scope, builder.order, builder.current_branch)
            return builder.add(asked), ending
        if isinstance(node, Name) and len(inner.bindings[node.id]) == 1:
            node = reader.exprs[inner.bindings[node.id][0].value]
            continue
        callee = reader.exprs[node.callee] if isinstance(node, Call) else None
        if not isinstance(callee, Attr) or callee.name not in _ANY_CASE:
            break
        ending = "-any-case"
        node = reader.exprs[callee.base]
    return UNKNOWN, ""
