"""What the hosts of plugins run: hooks by their names, and what a plugin hands back to them."""

from collections.abc import Iterator, Sequence

from tidewaiter.linking.units import PYTHON
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.value import Node, Object, Own, UnitId
from tidewaiter.model.facts import Attr, Call, EventKind

_PYTEST = "pytest_"
_REGISTERS = "register"


def hooks(unit: UnitId, evaluator: Evaluator) -> Iterator[Node]:
    """The functions of a plugin that pytest calls by their names, and the hooks of its objects.

    Source: docs.pytest.org, "Writing hook functions".
    """
    named = [
        (unit, number)
        for number, function in enumerate(evaluator.units.units[unit].outline.functions)
        if function.kind == "function" and function.name.startswith(_PYTEST)
    ]
    yield from named
    for node in named:
        yield from _of_registered(node, evaluator)


def _of_registered(node: Node, evaluator: Evaluator) -> Iterator[Node]:
    """The hooks of the objects that a hook registers: ``pluginmanager.register(Plugin())``."""
    outline = evaluator.units.units[node[0]].outline
    for event in outline.functions[node[1]].events:
        call = outline.exprs[event.expr] if event.kind == EventKind.CALL else None
        if not isinstance(call, Call) or not call.args:
            continue
        callee = outline.exprs[call.callee]
        if isinstance(callee, Attr) and callee.name == _REGISTERS:
            for value in evaluator.values(node[0], call.args[0]).all:
                if isinstance(value, Object):
                    yield from _methods(value, evaluator)


def _methods(value: Object, evaluator: Evaluator) -> Iterator[Node]:
    """The methods of an object that are hooks, its bases' among them."""
    names: dict[str, None] = {}
    for owner in evaluator.classes.hierarchy(value.unit, value.function):
        if isinstance(owner, Own):
            bound = evaluator.units.units[owner.unit].outline.functions[owner.function].bindings
            names.update(dict.fromkeys(name for name in bound if name.startswith(_PYTEST)))
    for name in names:
        for method in evaluator.attributes.of(value, name).all:
            if isinstance(method, Own):
                yield (method.unit, method.function)


def handed_back(nodes: Sequence[Node], evaluator: Evaluator) -> Iterator[Node]:
    """What a plugin's function gives to its host, which calls it, and nobody else can have.

    A function made within it, an object of a private class. What is public is told as called.
    """
    for node in nodes:
        if evaluator.units.units[node[0]].language != PYTHON:
            continue
        for value in evaluator.results.returned(*node).all:
            if not isinstance(value, Own | Object):
                continue
            function = evaluator.units.units[value.unit].outline.functions[value.function]
            if isinstance(value, Own):
                if function.kind != "class" and "<locals>" in function.name:
                    yield (value.unit, value.function)
            elif function.name.startswith("_"):
                for method in evaluator.attributes.of(value, "__call__").all:
                    if isinstance(method, Own):
                        yield (method.unit, method.function)
