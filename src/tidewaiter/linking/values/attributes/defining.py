"""Functions of a script that put what they are given into an object: ``define(this, "a", f)``.

Compilers write fields of classes with one, and scripts have their own: ``o[k] = v`` or
``Object.defineProperty(o, k, { value: v })`` of three parameters, whatever else they do.
"""

from tidewaiter.model.facts import (
    Attr,
    Call,
    Closure,
    Const,
    EventKind,
    Expr,
    Item,
    Mapping,
    Name,
    Outline,
)
from tidewaiter.reading.names import reaching

_DESCRIBES = ("defineProperty", "defProp")


def defined(outline: Outline, call: Call, known: dict[int, bool]) -> str:
    """The name under which a call puts its third argument into its first, "" for another call.

    Args:
        known: What was found out of functions of the text.
    """
    exprs = outline.exprs
    callee, key = exprs[call.callee], exprs[call.args[1]]
    if not isinstance(callee, Name) or not isinstance(key, Const):
        return ""
    if not isinstance(key.value, str):
        return ""
    found, _ = reaching(outline, callee)
    function = exprs[found[0]] if found else None
    if not isinstance(function, Closure):
        return ""
    number = function.function
    if number not in known:
        known[number] = _puts(outline, number)
    return key.value if known[number] else ""


def _puts(outline: Outline, number: int) -> bool:
    """Whether a function puts its third parameter into its first under its second."""
    function = outline.functions[number]
    names = [param.name for param in function.params[:3]]
    if len(names) < 3 or "" in names:
        return False
    exprs = outline.exprs
    for event in function.events:
        node = exprs[event.expr]
        if event.kind == EventKind.STORE and isinstance(node, Item):
            if _are(outline, (node.base, node.key, event.value), names):
                return True
        elif event.kind == EventKind.CALL and isinstance(node, Call) and len(node.args) > 2:
            value = _value(outline, node.args[2]) if _describes(outline, node) else None
            if value is not None and _are(outline, (node.args[0], node.args[1], value), names):
                return True
    return False


def _are(outline: Outline, given: tuple[Expr, Expr, Expr], names: list[str]) -> bool:
    nodes = [outline.exprs[expr] for expr in given]
    return [node.id if isinstance(node, Name) else "" for node in nodes] == names


def _describes(outline: Outline, call: Call) -> bool:
    callee = outline.exprs[call.callee]
    if isinstance(callee, Attr):
        return callee.name.endswith(_DESCRIBES)
    return isinstance(callee, Name) and callee.id.endswith(_DESCRIBES)


def _value(outline: Outline, descriptor: Expr) -> Expr | None:
    """What a descriptor says that the value is."""
    node = outline.exprs[descriptor]
    if isinstance(node, Mapping):
        for key, value in zip(node.keys, node.values, strict=True):
            if outline.exprs[key] == Const("value"):
                return value
    return None
