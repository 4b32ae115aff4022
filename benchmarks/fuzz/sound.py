"""What facts promise by themselves: every index leads somewhere, and nothing leads to itself."""

from collections.abc import Iterator

from tidewaiter.model.facts import (
    Attr,
    Binary,
    Call,
    Choice,
    Closure,
    Element,
    Entered,
    Expr,
    Item,
    Items,
    Mapping,
    Name,
    Node,
    Outline,
    Param,
    Slice,
    Spread,
    Text,
)


class Unsound(Exception):
    """An outline breaks what `model.facts` promises."""


def check(outline: Outline) -> None:
    """Look at every index of an outline.

    Raises:
        Unsound: One leads nowhere.
    """
    exprs, functions, branches = outline.exprs, outline.functions, outline.branches
    for place, node in enumerate(exprs):
        for expr in _parts(node):
            _within(expr, len(exprs), f"{type(node).__name__} {place}")
        if isinstance(node, Closure | Param):
            _within(node.function, len(functions), f"{type(node).__name__} {place}")
        if isinstance(node, Name):
            _within(node.scope, len(functions), f"scope of {node.id!r}")
            _within(node.branch, len(branches), f"branch of {node.id!r}")
    for place, branch in enumerate(branches[1:], 1):
        _within(branch.parent, place, f"parent of branch {place}")
    for place, function in enumerate(functions):
        if place:
            _within(function.parent, place, f"parent of function {place}")
        for name, bindings in function.bindings.items():
            for binding in bindings:
                _within(binding.value, len(exprs), f"binding of {name!r}")
                _within(binding.branch, len(branches), f"binding of {name!r}")
        for event in function.events:
            _within(event.branch, len(branches), f"event in line {event.line}")
            _within(max(event.expr, event.value), len(exprs), f"event in line {event.line}")
            _within(event.function + 1, len(functions) + 1, f"event in line {event.line}")
    for export in outline.exports:
        _within(export.value, len(exprs), f"export {export.name!r}")


def _within(index: int, size: int, what: str) -> None:
    if not 0 <= index < size:
        raise Unsound(f"{what}: {index} of {size}")


def _parts(node: Node) -> Iterator[Expr]:
    if isinstance(node, Attr):
        yield node.base
    elif isinstance(node, Item):
        yield from (node.base, node.key)
    elif isinstance(node, Slice):
        yield from (node.lower, node.upper, node.step)
    elif isinstance(node, Call):
        yield from (node.callee, *node.args)
    elif isinstance(node, Text):
        yield from node.parts
    elif isinstance(node, Binary):
        yield from (node.left, node.right)
    elif isinstance(node, Choice):
        yield from node.options
    elif isinstance(node, Items):
        yield from node.items
    elif isinstance(node, Mapping):
        yield from (*node.keys, *node.values)
    elif isinstance(node, Spread | Element | Entered):
        yield node.value
