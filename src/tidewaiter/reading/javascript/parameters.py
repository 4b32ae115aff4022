"""Parameters: what each binds, its name and its default."""

import re
from typing import TYPE_CHECKING, NamedTuple

from tidewaiter.model.facts import Expr, Param
from tidewaiter.reading.javascript.patterns import bind_pattern, default_value
from tidewaiter.reading.javascript.reader import Reader, identifier

if TYPE_CHECKING:
    from tree_sitter import Node

_THIS = re.compile(r"this\s*+(?::|$)")


class Given(NamedTuple):
    """A parameter: what it binds, its default, and its name unless it is destructured."""

    pattern: "Node"
    target: "Node"
    default: "Node | None"
    name: str
    kind: int


def parameters(reader: Reader, node: "Node") -> list[Given]:
    """The parameters, without the ``this`` that TypeScript lets one declare."""
    text = reader.text
    return [
        _given(reader, child)
        for child in reader.children(node)
        if not _THIS.match(text, child.start_byte, child.end_byte)
    ]


def plain(reader: Reader, name: "Node") -> Given:
    """A parameter that is only a name."""
    return Given(name, name, None, identifier(reader.source(name)), 0)


def _given(reader: Reader, pattern: "Node") -> Given:
    if pattern.kind_id == reader.kinds.identifier:
        return plain(reader, pattern)
    target, default = _target(pattern)
    rest = target.type == "rest_pattern"
    named = next(iter(reader.children(target)), target) if rest else target
    name = reader.source(named) if named.kind_id == reader.kinds.identifier else ""
    return Given(pattern, target, default, identifier(name), 2 if rest else 0)


def _target(pattern: "Node") -> "tuple[Node, Node | None]":
    if pattern.type in ("required_parameter", "optional_parameter"):
        inner = pattern.child_by_field_name("pattern") or pattern.child_by_field_name("name")
        return inner or pattern, pattern.child_by_field_name("value")
    if pattern.type == "assignment_pattern":
        left = pattern.child_by_field_name("left")
        return left or pattern, pattern.child_by_field_name("right")
    return pattern, None


def bind_parameters(reader: Reader, given: list[Given], index: int) -> None:
    """Give the parameters' names their values; defaults happen in a branch."""
    for position, (pattern, target, default, name, kind) in enumerate(given):
        value = reader.builder.add(Param(index, position))
        if name and not kind:
            reader.scopes.declare(reader.renames.get(name, name), value)
        else:
            bind_pattern(reader, target, value, declares=True)
        if default is not None:
            _bind_default(reader, target, default, value)
        if pattern is not target and pattern.type.endswith("_parameter"):
            from tidewaiter.reading.javascript.typescript import parameter_property

            parameter_property(reader, pattern, target)


def _bind_default(reader: Reader, target: "Node", default: "Node", given: Expr) -> None:
    outer = reader.enter("if", reader.builder.new_statement(), 0, asked=given)
    value = default_value(reader, default, reader.source(target))
    bind_pattern(reader, target, value, declares=True)
    reader.builder.current_branch = outer
