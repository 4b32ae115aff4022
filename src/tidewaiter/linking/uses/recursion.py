"""Whether a function that calls itself gives a place of use anything new."""

from tidewaiter.linking.calls.graph import Site
from tidewaiter.linking.units import Units
from tidewaiter.linking.values.parameters import Parameter
from tidewaiter.linking.values.parts import parts_of
from tidewaiter.linking.values.value import UnitId
from tidewaiter.model.facts import (
    UNKNOWN,
    Attr,
    Const,
    Expr,
    Mapping,
    Name,
    Outline,
    Param,
)
from tidewaiter.reading.names import reaching

_MOST = 64
"""Expressions that are looked at below the one of a place."""


def hands_on(units: Units, site: Site, parameter: Parameter, unit: UnitId, given: Expr) -> bool:
    """Whether an object has all that a place asks of a parameter from that parameter itself.

    ``get({ url: next, place })`` within ``get({ url, place })`` gives nothing new to what is done
    with ``place``.
    """
    target, function, index = parameter
    outline = units.units[unit].outline
    written = outline.exprs[given]
    if unit != target or site.node[0] != target or not isinstance(written, Mapping):
        return False
    whole = Param(function, index)
    fields = _fields(outline, site.expr, whole)
    return bool(fields) and all(_is_same(outline, written, field, whole) for field in fields)


def _is_same(outline: Outline, written: Mapping, field: str, whole: Param) -> bool:
    """Whether an object has under a name what a parameter has under it."""
    values = [
        value
        for key, value in zip(written.keys, written.values, strict=True)
        if key == UNKNOWN or outline.exprs[key] == Const(field)
    ]
    named = outline.exprs[values[0]] if len(values) == 1 else None
    found, certain = reaching(outline, named) if isinstance(named, Name) else ([], False)
    part = outline.exprs[found[0]] if certain else None
    return isinstance(part, Attr) and part.name == field and outline.exprs[part.base] == whole


def _fields(outline: Outline, expr: Expr, whole: Param) -> set[str]:
    """The fields of a parameter that an expression is made of; none if that is not all."""
    fields: set[str] = set()
    pending, seen = [expr], {expr}
    while pending:
        node = outline.exprs[pending.pop()]
        if node == whole or len(seen) > _MOST:
            return set()
        if isinstance(node, Attr) and outline.exprs[node.base] == whole:
            fields.add(node.name)
            continue
        parts = reaching(outline, node)[0] if isinstance(node, Name) else parts_of(node)
        pending += [part for part in parts if part not in seen]
        seen.update(parts)
    return fields
