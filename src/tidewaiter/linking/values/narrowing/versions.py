"""What tests for the version of Python give under Python 3, and which names only Python 2 binds.

``if sys.version_info >= (3,): u = str`` followed by ``else: u = unicode``: nobody runs a release
under Python 2 any more, so ``u`` is ``str``. What the other branch does is told all the same.
"""

from __future__ import annotations

from tidewaiter.model.facts import (
    ROOT_BRANCH,
    UNKNOWN,
    Attr,
    Binary,
    Branch,
    Const,
    Expr,
    Imported,
    Item,
    Items,
    Name,
    Outline,
)
from tidewaiter.model.facts import Node as Expression
from tidewaiter.reading.names import reaching

_OLDEST = (3, 0)
_NEWEST = (3, 99)
"""What is true of both is true of every Python 3."""

_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_VERSION = "version_info"
_FLAGS = {"PY2": False, "PY3": True}
"""What ``six`` and its like call what they find out."""

Version = tuple[int, ...]


def under_python3(outline: Outline, test: Expr) -> bool | None:
    """Whether a test for the version holds under every Python 3; ``None`` for any other test."""
    node = outline.exprs[test]
    if isinstance(node, Attr) and node.name in _FLAGS:
        return _FLAGS[node.name]
    if not isinstance(node, Binary):
        return None
    if node.op == "not":
        held = under_python3(outline, node.left)
        return None if held is None else not held
    if node.op not in _COMPARISONS:
        return None
    asked, other = outline.exprs[node.left], _number(outline, node.right)
    if isinstance(other, int):
        if _is_major(outline, asked):
            return _compared(node.op, _OLDEST[:1], (other,))
    elif other is not None and _is_version(outline, asked):
        held = _compared(node.op, _OLDEST, other)
        return held if held == _compared(node.op, _NEWEST, other) else None
    return None


def _is_major(outline: Outline, node: Expression) -> bool:
    """``sys.version_info[0]``, ``sys.version_info.major``"""
    if isinstance(node, Attr):
        return node.name == "major" and _is_version(outline, outline.exprs[node.base])
    if not isinstance(node, Item) or outline.exprs[node.key] != Const(0):
        return False
    return _is_version(outline, outline.exprs[node.base])


def _is_version(outline: Outline, node: Expression) -> bool:
    """``sys.version_info``, also as another name that was given it."""
    if isinstance(node, Attr):
        base = outline.exprs[node.base]
        return node.name == _VERSION and isinstance(base, Name) and base.id == "sys"
    if not isinstance(node, Name):
        return False
    found, certain = reaching(outline, node)
    bound = outline.exprs[found[0]] if certain else None
    if isinstance(bound, Imported):
        return bound.module == "sys" and bound.name == _VERSION
    return isinstance(bound, Attr) and _is_version(outline, bound)


def _number(outline: Outline, expr: Expr) -> int | Version | None:
    """A whole number, or a version written as a tuple of such."""
    node = outline.exprs[expr]
    if isinstance(node, Items):
        parts = [outline.exprs[item] for item in node.items]
        values = [part.value for part in parts if isinstance(part, Const)]
        numbers = tuple([value for value in values if type(value) is int])
        return numbers if numbers and len(numbers) == len(parts) else None
    if not isinstance(node, Const):
        return None
    if type(node.value) is int:
        return node.value
    if isinstance(node.value, tuple):
        numbers = tuple([value for value in node.value if type(value) is int])
        return numbers if numbers and len(numbers) == len(node.value) else None
    return None


def _compared(op: str, left: Version, right: Version) -> bool:
    if op in ("==", "!="):
        return (left == right) == (op == "==")
    if op in ("<", ">="):
        return (left < right) == (op == "<")
    return (left > right) == (op == ">")


class Python2:
    """The branches of one text that only Python 2 takes."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._branches = self._find(outline.branches)

    def _find(self, branches: list[Branch]) -> frozenset[int]:
        found: set[int] = set()
        sure: dict[int, int] = {}
        """By statement the first arm that every Python 3 takes."""
        for number, branch in enumerate(branches):
            if branch.kind == "platform" and branch.test != UNKNOWN:
                held = under_python3(self._outline, branch.test)
                if held is not None and held is not branch.negated:
                    sure.setdefault(branch.statement, branch.arm)
                elif held is not None:
                    found.add(number)
            if sure and branch.arm > sure.get(branch.statement, branch.arm):
                found.add(number)
            if found and branch.parent in found:
                found.add(number)
        found.discard(ROOT_BRANCH)
        return frozenset(found)

    def without(self, name: Name, found: list[Expr]) -> list[Expr]:
        """What a name may be bound to, without what only Python 2 binds it to."""
        if not self._branches:
            return found
        functions, scope = self._outline.functions, name.scope
        never: set[Expr] = set()
        while scope >= 0:
            for binding in functions[scope].bindings.get(name.id, ()):
                if binding.branch in self._branches:
                    never.add(binding.value)
            scope = functions[scope].parent
        return [expr for expr in found if expr not in never] or found
