"""Dependencies that only setup.py knows: what ``setup(install_requires=[…])`` is given."""

from collections.abc import Iterator

from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.value import Display, External, Known, UnitId
from tidewaiter.model.facts import Call, EventKind, Expr, Items, Mapping, Spread
from tidewaiter.model.release import Requirement
from tidewaiter.reading.constants import HOLE
from tidewaiter.reading.manifests.requirements import python_requirement

_SETUP = frozenset({"setuptools.setup", "distutils.core.setup"})
_SCOPES = {"install_requires": "runtime", "setup_requires": "build", "tests_require": "dev"}
_EXTRAS = "extras_require"
_DEPTH = 3
"""Lists in lists, as ``[*BASE, *MORE]`` makes them."""


def declared(evaluator: Evaluator, unit: UnitId) -> Iterator[Requirement]:
    """What the calls of ``setup`` in a unit ask for, as far as it is written out.

    Source: setuptools' documentation, "Keywords".
    """
    outline = evaluator.units.units[unit].outline
    for function in outline.functions:
        for event in function.events:
            call = outline.exprs[event.expr]
            if event.kind == EventKind.CALL and isinstance(call, Call):
                yield from _asked(evaluator, unit, call)


def _asked(evaluator: Evaluator, unit: UnitId, call: Call) -> Iterator[Requirement]:
    given = dict(zip(call.names, call.args[len(call.args) - len(call.names) :], strict=True))
    if _EXTRAS not in given and _SCOPES.keys().isdisjoint(given):
        return
    callee = evaluator.values(unit, call.callee).all
    if not any(isinstance(value, External) and value.name in _SETUP for value in callee):
        return
    for keyword, scope in _SCOPES.items():
        for line in _lines(evaluator, unit, given.get(keyword, 0), _DEPTH):
            yield python_requirement(line, scope)
    for value in evaluator.values(unit, given.get(_EXTRAS, 0)).all:
        node = _node(evaluator, value) if isinstance(value, Display) else None
        if isinstance(value, Display) and isinstance(node, Mapping):
            for expr in node.values:
                for line in _lines(evaluator, value.unit, expr, _DEPTH):
                    yield python_requirement(line, "optional")


def _node(evaluator: Evaluator, value: Display) -> object:
    return evaluator.units.units[value.unit].outline.exprs[value.expr]


def _lines(evaluator: Evaluator, unit: UnitId, expr: Expr, depth: int) -> Iterator[str]:
    """The texts of a list, or of one text with a requirement in each line."""
    if not depth:
        return
    for value in evaluator.values(unit, expr).all:
        if isinstance(value, Known):
            texts = value.value if isinstance(value.value, tuple) else (value.value,)
            for text in texts:
                if isinstance(text, str) and HOLE not in text:
                    yield from _stripped(text)
        elif isinstance(value, Display):
            node = _node(evaluator, value)
            exprs = evaluator.units.units[value.unit].outline.exprs
            for item in node.items if isinstance(node, Items) else ():
                inner = exprs[item]
                inside = inner.value if isinstance(inner, Spread) else item
                yield from _lines(evaluator, value.unit, inside, depth - 1)


def _stripped(text: str) -> Iterator[str]:
    lines = (line.partition(" #")[0].strip() for line in text.splitlines())
    yield from (line for line in lines if line and not line.startswith("#"))
