"""What an expression is made of, and the same expression made of something else."""

import msgspec

from tidewaiter.model.facts import (
    Attr,
    Binary,
    Call,
    Choice,
    Expr,
    Item,
    Items,
    Mapping,
    Spread,
    Text,
)
from tidewaiter.model.facts import Node as Expression


def parts_of(node: Expression) -> tuple[Expr, ...]:
    """The expressions that one is made of, a mapping's keys left out; none of a name."""
    if isinstance(node, Call):
        return (node.callee, *node.args)
    if isinstance(node, Attr):
        return (node.base,)
    if isinstance(node, Text):
        return node.parts
    if isinstance(node, Binary):
        return (node.left, node.right)
    if isinstance(node, Choice):
        return node.options
    if isinstance(node, Item):
        return (node.base, node.key)
    if isinstance(node, Items):
        return node.items
    if isinstance(node, Mapping):
        return node.values
    return (node.value,) if isinstance(node, Spread) else ()


def with_parts(node: Expression, parts: tuple[Expr, ...]) -> Expression:
    """An expression that is made of others, as many as `parts_of` gives."""
    if isinstance(node, Call):
        return msgspec.structs.replace(node, callee=parts[0], args=parts[1:])
    if isinstance(node, Attr):
        return Attr(parts[0], node.name)
    if isinstance(node, Text):
        return Text(parts)
    if isinstance(node, Binary):
        return Binary(node.op, parts[0], parts[1])
    if isinstance(node, Choice):
        return msgspec.structs.replace(node, options=parts)
    if isinstance(node, Item):
        return Item(parts[0], parts[1])
    if isinstance(node, Items):
        return Items(node.kind, parts)
    if isinstance(node, Mapping):
        return Mapping(node.keys, parts)
    return Spread(parts[0]) if isinstance(node, Spread) else node
