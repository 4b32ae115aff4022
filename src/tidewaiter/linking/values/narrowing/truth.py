"""Whether the test of a branch is true when a name or attribute in it is a certain constant.

What it is compared with has to stand in the test, or be a name that a module binds once: what other
names mean elsewhere could have changed.
"""

from collections.abc import Callable, Iterator

from tidewaiter.model.facts import Attr, Binary, Call, Choice, Const, Constant, Expr, Items, Name
from tidewaiter.model.facts import Node as Expression
from tidewaiter.reading.constants import HOLE

_DEEPEST = 6
"""How far down in a test is looked."""

_EQUAL = frozenset({"==", "!="})
_ENDS = frozenset({"startswith", "endswith"})
_LISTED = frozenset({"begins", "begins-any-case", "ends", "ends-any-case"})
"""What a regular expression or a list of a script asks: with one of these a text begins or ends."""

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "in": "", "not in": ""}

_OF_NONE = frozenset({"object", "Hashable", "NoneType"})
"""The classes that None is of."""

_CLASSES: dict[str, type] = {"str": str, "bytes": bytes, "int": int, "float": float, "bool": bool}
_GATHER = frozenset({"list", "tuple", "dict", "set", "frozenset"})
"""Python's own: what constants may be of, and what is no constant or written as several."""

Named = Callable[[Name], Const | None]
"""Gives the constant that a name of a module always stands for."""

Subject = tuple[str, str]
"""A name that is asked for, and the attribute of it, "" for the name itself."""


def subjects(
    exprs: list[Expression], test: Expr, depth: int = _DEEPEST
) -> Iterator[tuple[Subject, Expr]]:
    """What a test asks, each with the expression of the name in it."""
    node = exprs[test]
    if isinstance(node, Name):
        yield (node.id, ""), test
    elif isinstance(node, Attr):
        base = exprs[node.base]
        if isinstance(base, Name):
            yield (base.id, node.name), node.base
    elif depth:
        for part in _parts(exprs, node):
            yield from subjects(exprs, part, depth - 1)


def _parts(exprs: list[Expression], node: Expression) -> tuple[Expr, ...]:
    if isinstance(node, Binary):
        return node.left, node.right
    if isinstance(node, Choice) and node.op in ("and", "or"):
        return node.options
    if isinstance(node, Call):
        callee = exprs[node.callee]
        if isinstance(callee, Attr):
            return (callee.base,) if callee.name in _ENDS | _LISTED else ()
        if asks_class(exprs, node):
            return node.args[:1] if _is_of(exprs, node.args[1], None) is False else ()
        return node.args if _asks_callable(exprs, node) else ()
    return ()


def _asks_callable(exprs: list[Expression], node: Call) -> bool:
    """``callable(subject)``"""
    callee = exprs[node.callee]
    return isinstance(callee, Name) and callee.id == "callable" and len(node.args) == 1


def asks_class(exprs: list[Expression], node: Expression) -> bool:
    """``isinstance(subject, Class)``"""
    if not isinstance(node, Call):
        return False
    callee = exprs[node.callee]
    return isinstance(callee, Name) and callee.id == "isinstance" and len(node.args) == 2


def holds(
    exprs: list[Expression],
    test: Expr,
    subject: Subject,
    value: Constant,
    depth: int = _DEEPEST,
    named: Named | None = None,
) -> bool | None:
    """Whether a test is true when its subject is this constant, ``None`` if that is not known.

    Args:
        named: Tells the constant that a name stands for wherever it is read.
    """
    node = exprs[test]
    if _is(exprs, test, subject):  # of a text some part is known, so it is not empty
        return None if value == HOLE else bool(value)
    if isinstance(node, Binary) and node.op == "not" and depth:
        inner = holds(exprs, node.left, subject, value, depth - 1, named)
        return None if inner is None else not inner
    if isinstance(node, Choice) and node.op in ("and", "or") and depth:
        decisive = node.op == "or"
        found = [holds(exprs, each, subject, value, depth - 1, named) for each in node.options]
        if decisive in found:
            return decisive
        return None if None in found else not decisive
    if isinstance(node, Binary):
        return _compared(exprs, node, subject, value, named)
    if isinstance(node, Call):
        if _asks_callable(exprs, node) and _is(exprs, node.args[0], subject):
            return False  # no constant is
        if asks_class(exprs, node) and _is(exprs, node.args[0], subject):
            return _is_of(exprs, node.args[1], value)
        return _ends(exprs, node, subject, value)
    return None


def _is_of(exprs: list[Expression], classes: Expr, value: Constant) -> bool | None:
    """Whether a constant is of a class, or of one of several; ``None`` if that is not known."""
    node = exprs[classes]
    if isinstance(node, Items):
        every = [_is_of(exprs, each, value) for each in node.items]
        if True in every:
            return True
        return None if None in every else False
    name = node.name if isinstance(node, Attr) else node.id if isinstance(node, Name) else ""
    if not name or isinstance(value, tuple):
        return None
    if name in _CLASSES:
        return isinstance(value, _CLASSES[name])
    if value is None and (name in _OF_NONE or not _is_class_name(name)):
        return True if name in _OF_NONE else None
    return False if value is None or name in _GATHER else None


def _is_class_name(name: str) -> bool:
    """Whether a name is a class's: of several classes it would be an UPPER_CASE or lower one."""
    return name in _GATHER or (name[0].isupper() and not name.isupper())


def _is(exprs: list[Expression], expr: Expr, subject: Subject) -> bool:
    """Whether an expression is what a subject says."""
    node = exprs[expr]
    name, attribute = subject
    if attribute:
        if not isinstance(node, Attr) or node.name != attribute:
            return False
        node = exprs[node.base]
    return isinstance(node, Name) and node.id == name


def _compared(
    exprs: list[Expression],
    node: Binary,
    subject: Subject,
    value: Constant,
    named: Named | None,
) -> bool | None:
    in_part = _has_hole(value)
    if in_part and node.op not in _EQUAL:
        return None
    if _is(exprs, node.left, subject):
        op, other = node.op, exprs[node.right]
    elif _is(exprs, node.right, subject):
        op, other = _TURNED.get(node.op, node.op), exprs[node.left]
    else:
        return None
    if isinstance(other, Name) and named is not None:
        other = named(other) or other
    if isinstance(other, Const) and in_part:
        return op == "!=" if _surely_differs(value, other.value) else None
    if isinstance(other, Const):
        return _compare(op, value, other.value)
    if not isinstance(other, Items) or op not in ("in", "not in"):
        return None
    items = [exprs[item] for item in other.items]
    among = [item.value for item in items if isinstance(item, Const)]
    if value in among:
        return op == "in"
    return op == "not in" if len(among) == len(items) else None


def _surely_differs(value: Constant, other: Constant) -> bool:
    """Whether a text of which a part is not known begins or ends otherwise than another."""
    if not isinstance(value, str) or not isinstance(other, str):
        return False
    begin, end = value.partition(HOLE)[0], value.rpartition(HOLE)[2]
    return not other.startswith(begin) or not other.endswith(end)


def _compare(op: str, left: Constant, right: Constant) -> bool | None:
    if op in ("==", "!="):
        return (left == right) == (op == "==")
    if op in ("is", "is not"):
        return (left is right) == (op == "is") if left is None or right is None else None
    if op in ("in", "not in"):
        return (left in right) == (op == "in") if isinstance(right, tuple) else None
    if not isinstance(left, int | float) or not isinstance(right, int | float):
        return None
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}.get(op)


def _ends(exprs: list[Expression], node: Call, subject: Subject, value: Constant) -> bool | None:
    """``subject.endswith("…")``"""
    callee = exprs[node.callee]
    if isinstance(callee, Attr) and callee.name in _LISTED and _is(exprs, callee.base, subject):
        return _is_among(exprs, node, value, callee.name)
    if not isinstance(callee, Attr) or callee.name not in _ENDS or len(node.args) != 1:
        return None
    end = exprs[node.args[0]]
    if not _is(exprs, callee.base, subject) or not isinstance(end, Const):
        return None
    if not isinstance(value, str) or not isinstance(end.value, str):
        return None
    at_start = callee.name == "startswith"
    known = value.partition(HOLE)[0] if at_start else value.rpartition(HOLE)[2]
    if known != value and _meets(end.value, known, at_start=at_start):
        return None
    return _meets(known, end.value, at_start=at_start)


def _meets(text: str, part: str, *, at_start: bool) -> bool:
    return text.startswith(part) if at_start else text.endswith(part)


def _is_among(exprs: list[Expression], node: Call, value: Constant, method: str) -> bool | None:
    """Whether a text begins or ends with an argument; the first says if that is all it must."""
    if not isinstance(value, str):
        return False if value is None or isinstance(value, int | float) else None
    at_start = method.startswith("begins")
    known = value.partition(HOLE)[0] if at_start else value.rpartition(HOLE)[2]
    whole, *others = [exprs[arg] for arg in node.args]
    words = [str(word.value) for word in others if isinstance(word, Const)]
    if method.endswith("-any-case"):
        known, words = known.lower(), [word.lower() for word in words]
    if any(_meets(known, word, at_start=at_start) for word in words):
        return True if whole == Const(True) else None
    open_end = HOLE in value and any(_meets(word, known, at_start=at_start) for word in words)
    return None if open_end else False


def _has_hole(value: Constant) -> bool:
    if isinstance(value, tuple):
        return any(isinstance(part, str) and HOLE in part for part in value)
    return isinstance(value, str) and HOLE in value
