"""Folds text, bytes and numbers without running anything: every operation is ours and bounded.

A folded value is a `Constant` of the facts, or `UNFOLDED`. Text may contain `HOLE` where a part
is not known: it survives joining and formatting, and is never decoded.
"""

from __future__ import annotations

import operator
import posixpath
import re
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

from tidewaiter.model.facts import Constant

HOLE = "\ufffc"
"""Stands in folded text for a part that is not known."""

NAMED = {
    "os.curdir": ".",
    "os.pardir": "..",
    "os.extsep": ".",
    "os.devnull": "/dev/null",
    "os.path.devnull": "/dev/null",
    "os.devNull": "/dev/null",
    "os.sep": "/",
    "os.path.sep": "/",
    "path.sep": "/",
    "path.posix.sep": "/",
}
"""Constants of standard libraries, by their qualified names; separators as paths are told."""

LIMIT = 1 << 20
"""Characters, bytes or elements of one folded value."""

_LONGEST_NUMBER = 1 << 12
"""Bits of a number that is written in digits."""


_CONVERSION = re.compile(r"%(?:\((\w+)\))?[-+ #0]*\d*(?:\.\d+)?([a-zA-Z%])")
_FIELD = re.compile(r"\{\{|\}\}|\{([^{}!:.\[]*)([^{}]*)\}")


class _Unfolded(Enum):
    UNFOLDED = "unfolded"


UNFOLDED = _Unfolded.UNFOLDED
"""Not a constant, or one that would be too large."""

Folded = Constant | _Unfolded


def text(parts: Sequence[Folded]) -> Folded:
    """The parts joined as an f-string or template joins them; unknown ones become `HOLE`."""
    joined = _joined("", [shown(part) for part in parts])
    return joined if isinstance(joined, str) and joined.strip(HOLE) else UNFOLDED


def _joined(separator: str, parts: Sequence[str]) -> Folded:
    """The parts as one text, which is not made when it would be too large."""
    size = sum(map(len, parts)) + len(separator) * len(parts)
    return separator.join(parts) if size <= LIMIT else UNFOLDED


def shown(part: Folded) -> str:
    """A part of a text as it stands in it, `HOLE` where it is not known."""
    if isinstance(part, str):
        return part
    if isinstance(part, int):
        return digits(part)
    if part is None or isinstance(part, float):
        return str(part)
    return HOLE


def digits(number: int) -> str:
    """A number as text; one of so many digits that Python refuses to write them is not known."""
    return str(number) if number.bit_length() <= _LONGEST_NUMBER else HOLE


def sequence(parts: Sequence[Folded]) -> Folded:
    """A tuple of constants, with `HOLE` for unknown elements when the others are text."""
    if all(not isinstance(p, _Unfolded | tuple | bool) for p in parts):
        return tuple(parts)  # type: ignore[arg-type]
    if any(isinstance(p, str) for p in parts):
        return tuple(p if isinstance(p, str) else HOLE for p in parts)
    return UNFOLDED


def unary(op: str, value: Folded) -> Folded:
    """``-x``, ``+x``, ``~x``, ``not x`` of numbers."""
    if isinstance(value, bool | int | float):
        if op == "-":
            return -value
        if op in ("not", "!"):
            return not value
        if op == "~" and isinstance(value, int):
            return ~value
    return UNFOLDED


def binary(op: str, left: Folded, right: Folded) -> Folded:
    """``left op right`` for text, bytes, tuples and numbers."""
    if op == "+":
        return _add(left, right)
    if op == "%" and isinstance(left, str):
        return percent(left, right)
    if op == "/" and isinstance(left, str):
        return path_join([left, right])
    if op == "*":
        return _repeat(left, right)
    if isinstance(left, int) and isinstance(right, int):
        return _arithmetic(op, left, right)
    return UNFOLDED


def _add(left: Folded, right: Folded) -> Folded:
    if isinstance(left, str) or isinstance(right, str):
        return text([left, right])
    if isinstance(left, bytes) and isinstance(right, bytes):
        return _bounded(left + right)
    if isinstance(left, tuple) and isinstance(right, tuple):
        return _bounded(left + right)
    if isinstance(left, int | float) and isinstance(right, int | float):
        return safely(operator.add, left, right)  # a float holds no number of 400 digits
    return UNFOLDED


def _repeat(left: Folded, right: Folded) -> Folded:
    if isinstance(left, str | bytes | tuple) and isinstance(right, int):
        times = min(max(right, 0), LIMIT + 1)  # nothing, too, can be repeated too often for Python
        return left * times if len(left) * times <= LIMIT else UNFOLDED
    if isinstance(right, str | bytes | tuple):
        return _repeat(right, left) if isinstance(left, int) else UNFOLDED
    if isinstance(left, int) and isinstance(right, int) and max(abs(left), abs(right)) < 1 << 64:
        return left * right
    return UNFOLDED


def _arithmetic(op: str, left: int, right: int) -> Folded:
    if max(left.bit_length(), right.bit_length()) > 256:
        return UNFOLDED
    if op in ("//", "%", "/"):
        if not right:
            return UNFOLDED
        return left // right if op != "%" else left % right
    operations: dict[str, Callable[[int, int], int]] = {
        "-": int.__sub__,
        "^": int.__xor__,
        "&": int.__and__,
        "|": int.__or__,
        ">>": lambda a, b: a >> b if 0 <= b < 256 else 0,
        "<<": lambda a, b: a << b if 0 <= b < 256 else 0,
    }
    operation = operations.get(op)
    return operation(left, right) if operation else UNFOLDED


def _bounded(value: Constant) -> Folded:
    size = len(value) if isinstance(value, str | bytes | tuple) else 0
    return value if size <= LIMIT else UNFOLDED


def percent(template: str, values: Folded, named: dict[str, Folded] | None = None) -> Folded:
    """``template % values`` for the plain conversions; ``named`` are the values of a mapping."""
    given = list(values) if isinstance(values, tuple) else [values]
    parts: list[str] = []
    end = 0
    for match in _CONVERSION.finditer(template):
        parts.append(template[end : match.start()])
        end = match.end()
        if match[2] == "%":
            parts.append("%")
        elif match[1] is not None:
            parts.append(shown((named or {}).get(match[1], UNFOLDED)))
        else:
            parts.append(shown(given.pop(0)) if given else HOLE)
    return text([*parts, template[end:]])


def percent_keys(template: str) -> list[str]:
    """The keys that ``template % mapping`` asks for; none when it shows all of the mapping."""
    keys = [match[1] for match in _CONVERSION.finditer(template) if match[2] != "%"]
    return keys if all(keys) else []


def format_text(template: str, args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    """``template.format(*args, **keywords)`` without conversions."""
    parts: list[str] = []
    end, automatic = 0, 0
    for match in _FIELD.finditer(template):
        parts.append(template[end : match.start()])
        end = match.end()
        if match[0] in ("{{", "}}"):
            parts.append(match[0][0])
            continue
        field = match[1]
        if not field or field.isdigit():
            index = int(field) if field else automatic
            automatic += not field
            value = args[index] if index < len(args) else UNFOLDED
        else:
            value = keywords.get(field, UNFOLDED)
        parts.append(HOLE if match[2].startswith((".", "[")) else shown(value))
    return text([*parts, template[end:]])


def format_fields(template: str) -> list[tuple[str, str]]:
    """The fields of a template of ``str.format``: each name or number, and what follows it."""
    fields: list[tuple[str, str]] = []
    automatic = 0
    for match in _FIELD.finditer(template):
        if match[0] not in ("{{", "}}"):
            fields.append((match[1] or str(automatic), match[2]))
            automatic += not match[1]
    return fields


def field_key(below: str) -> str:
    """The key that follows a field's name (``[A]``), "" when there is none."""
    key, bracket, _ = below.removeprefix("[").partition("]")
    return key if bracket and below.startswith("[") else ""


def path_join(parts: Sequence[Folded]) -> Folded:
    """The parts as one path, as ``os.path.join`` and ``pathlib`` join them."""
    joined = ""
    for part in parts:
        shown = part if isinstance(part, str) else HOLE
        joined = posixpath.join(joined, shown) if joined else shown
        if len(joined) > LIMIT:
            return UNFOLDED
    return joined if joined.strip(HOLE + "/") else UNFOLDED


def sliced(value: Constant, bounds: Sequence[int | None]) -> Folded:
    """``value[lower:upper:step]``"""
    if not isinstance(value, str | bytes | tuple) or bounds[2] == 0:
        return UNFOLDED
    if isinstance(value, str) and HOLE in value:
        return UNFOLDED
    return value[bounds[0] : bounds[1] : bounds[2]]


def item(value: Constant, key: Folded) -> Folded:
    """``value[key]`` of text, bytes or a tuple."""
    if isinstance(value, str | bytes | tuple) and isinstance(key, int):
        return value[key] if -len(value) <= key < len(value) else UNFOLDED
    return UNFOLDED


def elements(value: Constant) -> tuple[Constant, ...]:
    """What iteration over a constant gives."""
    if isinstance(value, tuple | str | bytes):
        return tuple(value)
    return ()


# methods of constants


def method(
    receiver: Folded, name: str, args: Sequence[Folded], keywords: dict[str, Folded]
) -> Folded:
    """``receiver.name(*args)`` for methods of text, bytes and tuples in Python and JavaScript."""
    if isinstance(receiver, str):
        operation = _TEXT_METHODS.get(name)
        if name == "format":
            return format_text(receiver, args, keywords)
        if operation is None or (HOLE in receiver and name not in _HOLE_SAFE):
            return UNFOLDED
        return safely(operation, receiver, args)
    if isinstance(receiver, bytes):
        operation = _BYTES_METHODS.get(name)
        return safely(operation, receiver, args) if operation else UNFOLDED
    if isinstance(receiver, tuple):
        operation = _TUPLE_METHODS.get(name)
        return safely(operation, receiver, args) if operation else UNFOLDED
    if isinstance(receiver, int) and name in ("toString", "to_bytes"):
        return safely(_TUPLE_METHODS[name], receiver, args)
    return UNFOLDED


def safely(operation: Callable[..., Any], *given: object) -> Folded:
    """The operation's result, or `UNFOLDED` when the arguments do not suit it."""
    try:
        value = operation(*given)
    except (ValueError, TypeError, IndexError, LookupError, OverflowError, AttributeError):
        return UNFOLDED
    if isinstance(value, tuple):  # what is unknown cannot be an element
        return sequence(value) if len(value) <= LIMIT else UNFOLDED
    return UNFOLDED if isinstance(value, _Unfolded) else _bounded(value)


def _replace(receiver: str, args: Sequence[Folded]) -> Folded:
    old, new = args[0], args[1]
    if not isinstance(old, str) or not isinstance(new, str):
        return UNFOLDED
    if not old:  # nothing for nothing, by which compilers hide a name from others
        return UNFOLDED if new else receiver
    if receiver.count(old) * len(new) > LIMIT:
        return UNFOLDED
    return receiver.replace(old, new)


def _replace_bytes(receiver: bytes, args: Sequence[Folded]) -> Folded:
    old, new = args[0], args[1]
    if not isinstance(old, bytes) or not isinstance(new, bytes) or not old:
        return UNFOLDED
    if receiver.count(old) * len(new) > LIMIT:
        return UNFOLDED
    return receiver.replace(old, new)


def _join_bytes(receiver: bytes, args: Sequence[Folded]) -> Folded:
    parts = args[0]
    if not isinstance(parts, tuple):
        return UNFOLDED
    known = [part for part in parts if isinstance(part, bytes)]
    size = sum(map(len, known)) + len(receiver) * len(parts)
    return receiver.join(known) if len(known) == len(parts) and size <= LIMIT else UNFOLDED


def _join(receiver: str, args: Sequence[Folded]) -> Folded:
    parts = args[0]
    if isinstance(parts, str):
        parts = tuple(parts)
    if not isinstance(parts, tuple):
        return UNFOLDED
    return _joined(receiver, [p if isinstance(p, str) else HOLE for p in parts])


def _array_join(receiver: tuple[Constant, ...], args: Sequence[Folded]) -> Folded:
    separator = args[0] if args else ","
    if not isinstance(separator, str):
        return UNFOLDED
    return _joined(separator, [shown(p) for p in receiver])


def _split(receiver: str, args: Sequence[Folded]) -> Folded:
    separator = args[0] if args else None
    if separator == "":
        return tuple(receiver)
    if separator is not None and not isinstance(separator, str):
        return UNFOLDED
    return tuple(receiver.split(separator))


def _concat(receiver: str, args: Sequence[Folded]) -> Folded:
    return text([receiver, *args])


def encode(receiver: str, args: Sequence[Folded]) -> Folded:
    """``text.encode(encoding)``"""
    encoding = args[0] if args else "utf-8"
    if encoding not in _TEXT_ENCODINGS:
        return UNFOLDED
    return receiver.encode(str(encoding))


def decode(receiver: bytes, args: Sequence[Folded]) -> Folded:
    """``data.decode(encoding)``"""
    encoding = args[0] if args else "utf-8"
    if encoding not in _TEXT_ENCODINGS:
        return UNFOLDED
    return receiver.decode(str(encoding))


def _substring(receiver: str, args: Sequence[Folded]) -> Folded:
    lower = args[0] if args else 0
    upper = args[1] if len(args) > 1 else None
    if not isinstance(lower, int) or not (upper is None or isinstance(upper, int)):
        return UNFOLDED
    return receiver[lower:upper]


def _code_at(receiver: str, args: Sequence[Folded]) -> Folded:
    return ord(receiver[args[0] if isinstance(args[0], int) else 0])


def _reverse(receiver: tuple[str, ...], args: Sequence[Folded]) -> Folded:
    return receiver[::-1]


def _to_text(receiver: object, args: Sequence[Folded]) -> Folded:
    if args and args[0] == 16 and isinstance(receiver, int):
        return format(receiver, "x")
    return digits(receiver) if isinstance(receiver, int) else UNFOLDED


def _to_bytes(receiver: int, args: Sequence[Folded]) -> Folded:
    length, order = args[0], args[1]
    if isinstance(length, int) and length <= LIMIT and order in ("big", "little"):
        return receiver.to_bytes(length, order)  # type: ignore[arg-type]
    return UNFOLDED


_TEXT_ENCODINGS = frozenset(
    {"utf-8", "utf8", "UTF-8", "ascii", "latin-1", "latin1", "utf-16", "utf-16le", "utf-32"}
)
_HOLE_SAFE = frozenset(
    {"strip", "rstrip", "lstrip", "trim", "lower", "upper", "replace", "concat", "join"}
    | {"toLowerCase", "toUpperCase", "trimEnd", "trimStart", "toString", "encode"}
)
_TEXT_METHODS: dict[str, Callable[..., Folded]] = {
    "join": _join,
    "replace": _replace,
    "replaceAll": _replace,
    "split": _split,
    "concat": _concat,
    "encode": encode,
    "substring": _substring,
    "substr": lambda r, a: r[a[0] : a[0] + a[1]] if len(a) > 1 else r[a[0] :],
    "slice": _substring,
    "charAt": lambda r, a: r[a[0] if a else 0],
    "charCodeAt": _code_at,
    "strip": lambda r, a: r.strip(*a),
    "lstrip": lambda r, a: r.lstrip(*a),
    "rstrip": lambda r, a: r.rstrip(*a),
    "trim": lambda r, _: r.strip(),
    "trimEnd": lambda r, _: r.rstrip(),
    "trimStart": lambda r, _: r.lstrip(),
    "lower": lambda r, _: r.lower(),
    "upper": lambda r, _: r.upper(),
    "toLowerCase": lambda r, _: r.lower(),
    "toUpperCase": lambda r, _: r.upper(),
    "swapcase": lambda r, _: r.swapcase(),
    "title": lambda r, _: r.title(),
    "toString": lambda r, _: r,
    "repeat": lambda r, a: _repeat(r, a[0]),
}
_BYTES_METHODS: dict[str, Callable[..., Folded]] = {
    "decode": decode,
    "toString": lambda r, a: r.decode("utf-8" if not a or a[0] != "latin1" else "latin1"),
    "hex": lambda r, _: r.hex(),
    "strip": lambda r, a: r.strip(*a),
    "replace": _replace_bytes,
    "join": _join_bytes,
    "reverse": lambda r, _: r[::-1],
}
_TUPLE_METHODS: dict[str, Callable[..., Folded]] = {
    "join": _array_join,
    "reverse": _reverse,
    "toReversed": _reverse,
    "slice": lambda r, a: r[a[0] if a else 0 : a[1] if len(a) > 1 else None],
    "concat": lambda r, a: r + (a[0] if isinstance(a[0], tuple) else (a[0],)),
    "toString": _to_text,
    "to_bytes": _to_bytes,
}


# functions
