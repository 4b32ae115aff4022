"""What was put under a key just before it is read."""

from tidewaiter.linking.values.narrowing.asked import is_same
from tidewaiter.model.facts import (
    Attr,
    Call,
    Const,
    Constant,
    EventKind,
    Expr,
    Item,
    Mapping,
    Name,
    Outline,
)
from tidewaiter.model.facts import Node as Expression
from tidewaiter.reading.names import encloses


def last_put(outline: Outline, node: Item) -> Expr | None:
    """What was put under a key just before it is read: nothing else ran in between."""
    root, keys = _steps(outline, node)
    if root is None:
        return None
    for event in reversed(outline.functions[root.scope].events):
        if event.order > root.order or event.kind == EventKind.LOAD:
            continue
        if not encloses(outline.branches, event.branch, root.branch):
            return None
        if event.kind == EventKind.CALL:
            return _updated(outline, outline.exprs[event.expr], root, keys)
        target = outline.exprs[event.expr]
        if event.kind != EventKind.STORE or not isinstance(target, Item):
            return None
        base, put = _steps(outline, target)
        if base is None or not is_same(outline, base, root):
            return None
        if put == keys:
            return event.value
    return None


def _steps(outline: Outline, node: Expression) -> tuple[Name | None, list[Constant]]:
    """The name that an item of items is read of, and the constants that it is read by."""
    keys: list[Constant] = []
    while isinstance(node, Item):
        key = outline.exprs[node.key]
        if not isinstance(key, Const):
            return None, []
        keys.append(key.value)
        node = outline.exprs[node.base]
    return (node if isinstance(node, Name) else None), keys


def _updated(outline: Outline, call: Expression, root: Name, keys: list[Constant]) -> Expr | None:
    """What ``table.update({key: value})`` puts under a key."""
    callee = outline.exprs[call.callee] if isinstance(call, Call) else None
    if not isinstance(call, Call) or not isinstance(callee, Attr) or callee.name != "update":
        return None
    base, put = _steps(outline, outline.exprs[callee.base])
    given = outline.exprs[call.args[0]] if call.args else None
    if base is None or not is_same(outline, base, root) or not isinstance(given, Mapping):
        return None
    for key, value in zip(given.keys, given.values, strict=True):
        named = outline.exprs[key]
        if isinstance(named, Const) and [named.value, *put] == keys:
            return value
    return None
