"""Classes of a script that are only ever made without arguments, and by nobody else."""

from __future__ import annotations

from tidewaiter.linking.units import Unit
from tidewaiter.model.facts import Attr, Call, Closure, Name, Outline

_NEW = 1
_CONSTRUCTOR = "constructor"


def only_without_arguments(unit: Unit, function: int) -> bool:
    """Whether a function is the constructor of a class of which all that is done is ``new C()``.

    Nothing hands the class on by its name, inherits from it or exports it.
    """
    outline = unit.outline
    here = outline.functions[function]
    if here.parent < 0 or not here.name.endswith(f".{_CONSTRUCTOR}"):
        return False
    name = _only_name(outline, here.parent)
    if not name or _asks_for_constructors(outline):
        return False
    mentioned = {
        i for i, node in enumerate(outline.exprs) if isinstance(node, Name) and node.id == name
    }
    made = {
        node.callee
        for node in outline.exprs
        if isinstance(node, Call) and node.kind == _NEW and not node.args
    }
    return bool(mentioned) and mentioned <= made


def _only_name(outline: Outline, made: int) -> str:
    """The one name that a class has in its text, "" if it has another or is exported."""
    if outline.functions[made].kind != "class":
        return ""
    closures = {
        i
        for i, node in enumerate(outline.exprs)
        if isinstance(node, Closure) and node.function == made
    }
    names = [
        name
        for function in outline.functions
        for name, bindings in function.bindings.items()
        for binding in bindings
        if binding.value in closures
    ]
    exported = any(export.value in closures for export in outline.exports)
    return names[0] if len(names) == 1 and len(closures) == 1 and not exported else ""


def _asks_for_constructors(outline: Outline) -> bool:
    """Whether a text could find a class by what it made: ``this.constructor``."""
    return any(isinstance(node, Attr) and node.name == _CONSTRUCTOR for node in outline.exprs)
