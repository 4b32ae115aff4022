"""Targets: what an assignment, a declaration, a parameter or a loop gives a value to."""

from typing import TYPE_CHECKING

from tidewaiter.model.facts import (
    UNKNOWN,
    Attr,
    Choice,
    Const,
    Element,
    EventKind,
    Expr,
    Item,
    Items,
    Mapping,
    Name,
    Slice,
    Spread,
)
from tidewaiter.reading.javascript.commonjs import export_assigned
from tidewaiter.reading.javascript.reader import Reader, identifier

if TYPE_CHECKING:
    from tree_sitter import Node

_SYMBOL = "Symbol."


_NO_END = 6
"""Of a slice only its beginning is written."""


def property_key(reader: Reader, key: "Node") -> Expr:
    """The key of a pair, a pattern or a method as an expression."""
    kind = key.type
    if kind == "property_identifier" or kind == "private_property_identifier":
        return reader.literal(reader.source(key), identifier)
    if kind == "computed_property_name":
        inner = reader.children(key)
        if inner and (symbol := well_known(reader, inner[0])):
            return symbol
        return reader.read(inner[0]) if inner else UNKNOWN
    return reader.read(key)


def well_known(reader: Reader, key: "Node") -> Expr:
    """``Symbol.iterator`` as the name "[Symbol.iterator]"; `UNKNOWN` for another key."""
    if key.type != "member_expression" or not reader.source(key).startswith(_SYMBOL):
        return UNKNOWN
    return reader.constant(f"[{reader.source(key)}]")


def last_name(reader: Reader, target: Expr) -> str:
    """The last name of a path, without what tells block-scoped names apart."""
    known = reader.exprs[target]
    if isinstance(known, Attr):
        return known.name
    return known.id.partition("#")[0] if isinstance(known, Name) else ""


def store(reader: Reader, node: "Node", target: Expr, value: Expr) -> None:
    """A name is bound, an attribute or item stored."""
    known = reader.exprs[target]
    if isinstance(known, Name):
        reader.scopes.assign(known.id, value)
    elif isinstance(known, Attr | Item):
        row, column = node.start_point
        if isinstance(known, Attr) and isinstance(reader.exprs[value], Attr | Choice | Name):
            reader.builder.watch(known.name, value)
        reader.builder.event(EventKind.STORE, row + 1, column, expr=target, value=value)


def store_target(reader: Reader, node: "Node", target: Expr, value: Expr) -> None:
    """As `store`; an attribute or item may be an export."""
    store(reader, node, target, value)
    if isinstance(reader.exprs[target], Attr | Item):
        export_assigned(reader, target, value)


def bind_pattern(reader: Reader, pattern: "Node", value: Expr, *, declares: bool) -> None:
    """Give every part of a pattern its part of the value; defaults happen in a branch."""
    if pattern.kind_id in reader.kinds.leaves:
        _bind_name(reader, identifier(reader.source(pattern)), value, declares)
        return
    kind = pattern.type
    if kind == "object_pattern":
        taken: list[Expr] = []
        for child in reader.children(pattern):
            if child.type == "rest_pattern":
                _bind_rest(reader, child, value, taken, declares)
            else:
                taken.append(_bind_property(reader, child, value, declares))
    elif kind == "array_pattern":
        _bind_elements(reader, pattern, value, declares)
    elif kind in ("assignment_pattern", "object_assignment_pattern"):
        _bind_default(reader, pattern, value, declares)
    elif kind == "rest_pattern":
        for child in reader.children(pattern)[:1]:
            bind_pattern(reader, child, value, declares=declares)
    elif kind in ("member_expression", "subscript_expression", "non_null_expression"):
        store_target(reader, pattern, reader.path(pattern), value)


def _bind_name(reader: Reader, name: str, value: Expr, declares: bool) -> None:
    spelled = reader.renames.get(name, name)
    if declares:
        reader.scopes.declare(spelled, value)
    else:
        reader.scopes.assign(spelled, value)


def _bind_rest(
    reader: Reader, child: "Node", value: Expr, taken: list[Expr], declares: bool
) -> None:
    """``{ a, ...rest }``: an object of its own, without what was taken before."""
    if isinstance(reader.exprs[value], Attr | Name):
        reader.load(value, child)
    spread = reader.builder.add(Spread(value))
    keys = tuple([key for key in taken if key != UNKNOWN])
    rest = reader.builder.add(Mapping((UNKNOWN, *keys), (spread, *[UNKNOWN] * len(keys))))
    bind_pattern(reader, child, rest, declares=declares)


def _bind_property(reader: Reader, child: "Node", value: Expr, declares: bool) -> Expr:
    """Bind one property of a pattern; gives its key."""
    builder = reader.builder
    kind = child.type
    taken = UNKNOWN
    if kind == "pair_pattern":
        key = child.child_by_field_name("key")
        target = child.child_by_field_name("value")
        if key is not None and target is not None:
            taken = property_key(reader, key)
            part = part_of(reader, value, taken)
            _load_part(reader, part, child)
            bind_pattern(reader, target, part, declares=declares)
    else:
        target = child.child_by_field_name("left") or child
        name = identifier(reader.source(target))
        taken = builder.add(Const(name))
        part = part_of(reader, value, taken)
        _load_part(reader, part, child)
        bind_pattern(reader, child, part, declares=declares)
    return taken


def _load_part(reader: Reader, part: Expr, node: "Node") -> None:
    known = reader.exprs[part]
    if isinstance(known, Attr) and (
        not isinstance(reader.exprs[known.base], Name) or known.name in reader.builder.accessors
    ):
        reader.load(part, node)


def part_of(reader: Reader, value: Expr, key: Expr) -> Expr:
    """``value[key]``; directly the part when the value is a display that has it."""
    exprs = reader.exprs
    known = exprs[key]
    if not (isinstance(known, Const) and isinstance(known.value, str)):
        return reader.builder.add(Item(value, key))
    display = exprs[value]
    if isinstance(display, Mapping):
        for at, one in zip(display.keys, display.values, strict=True):
            if exprs[at] == known:
                return one
    return reader.builder.add(Attr(value, known.value))


def _bind_elements(reader: Reader, pattern: "Node", value: Expr, declares: bool) -> None:
    display = reader.exprs[value]
    if value != UNKNOWN and not isinstance(display, Items):
        row, column = pattern.start_point
        reader.builder.event(EventKind.ITERATE, row + 1, column, value=value)
    items = display.items if isinstance(display, Items) else ()
    if any(isinstance(reader.exprs[item], Spread) for item in items):
        items = ()
    index = 0
    for child in pattern.children:
        if child.type == ",":
            index += 1
        elif child.is_named and child.kind_id not in reader.kinds.extras:
            if child.type == "rest_pattern":
                part = _from(reader, value, index)
            elif index < len(items):
                part = items[index]
            else:
                part = reader.builder.add(Element(value, index))
            bind_pattern(reader, child, part, declares=declares)


def _from(reader: Reader, value: Expr, index: int) -> Expr:
    """``value.slice(index)``"""
    add = reader.builder.add
    return add(Item(value, add(Slice(add(Const(index)), UNKNOWN, UNKNOWN, _NO_END))))


def _bind_default(reader: Reader, pattern: "Node", value: Expr, declares: bool) -> None:
    left = pattern.child_by_field_name("left")
    right = pattern.child_by_field_name("right")
    if left is None or right is None:
        return
    default = default_value(reader, right, reader.source(left))
    part = reader.builder.add(Choice("??", (value, default))) if value != UNKNOWN else default
    bind_pattern(reader, left, part, declares=declares)


def default_value(reader: Reader, node: "Node", hint: str) -> Expr:
    """A default: it happens only when no value was given."""
    outer = reader.enter("if", reader.builder.new_statement(), 0)
    value = reader.value(node, hint)
    reader.builder.current_branch = outer
    return value
