"""Tests as expressions, where they only ask for fields or compare with text.

``info && !info.stable``, ``platform === "win32"``, ``case "linux":`` of what a ``switch`` asks.
They are read from their characters: that they are asked is no event.
"""

import re
from typing import TYPE_CHECKING

from tidewaiter.model.facts import DEFINED, UNKNOWN, Attr, Binary, Call, Choice, Expr, Param
from tidewaiter.reading.javascript.beginnings import beginnings
from tidewaiter.reading.javascript.reader import Reader

if TYPE_CHECKING:
    from tree_sitter import Node

_PATH = r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*(?:\(\))?"
_FIELD = re.compile(rf"(!?)\s*({_PATH})")
_COMPARED = re.compile(rf"({_PATH})\s*([!=]==?)\s*([\"'])([\w.-]*)\3")
_DEFINED = re.compile(rf"({_PATH})\s*([!=])==?\s*(?:void 0|undefined)")
_NAME = r"!?\s*[A-Za-z_$][\w$]*"
_NAMES = re.compile(rf"\(?\s*{_NAME}(?:\s*&&\s*{_NAME})*\s*\)?")
_TEXT = re.compile(r"([\"'])([\w.-]*)\1")
_LITERAL = r"([\"'])([\w. -]*)\1"
_REGEX = r"/(\^(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)/([a-z]*)"
_MATCHED = re.compile(
    rf"({_PATH})\.match\({_REGEX}\)|{_REGEX}\.test\(({_PATH})\)"
    rf"|({_PATH})\.(startsWith|endsWith)\(([\"'])([^\"'\\]*)\9\)"
)
_BEGINS = {"": "begins", "i": "begins-any-case"}
_MARK = re.compile(r"(!?)\s*@(\d+)")
_OTHERWISE = re.compile(r"\|\||\?|//|/\*")
_QUOTED = re.compile("[\"'`/]")
_NO_NAMES = frozenset({"super", "true", "false", "null", "undefined"})


def asked(reader: Reader, text: str) -> Expr:
    """A test whose operands all have to hold; `UNKNOWN` if it is another.

    What a name alone stands for is asked of a parameter, or of what is taken out of one with a
    default: for another its operand is `UNKNOWN`.
    """
    if "." not in text and "==" not in text and not _NAMES.fullmatch(text):
        return UNKNOWN
    matches: list[re.Match[str]] = []
    if "@" not in text and _MATCHED.search(text):  # a mark for each, without its quotes and signs
        matches = list(_MATCHED.finditer(text))
        counted = iter(range(len(matches)))
        text = _MATCHED.sub(lambda _: f"@{next(counted)}", text)
    if _OTHERWISE.search(text):
        return UNKNOWN
    parts = [_bare(part) for part in _bare(text).split("&&")]
    if any(part.count("(") != part.count(")") for part in parts):
        return UNKNOWN
    operands = [_operand(reader, part, matches) for part in parts]
    if len(operands) == 1:
        return operands[0]
    unread = [p for p, o in zip(parts, operands, strict=True) if o == UNKNOWN]
    if len(unread) == len(parts) or any(_QUOTED.search(part) for part in unread):
        return UNKNOWN
    return reader.builder.add(Choice("and", tuple(operands)))


def case(reader: Reader, subject: "Node", value: Expr, test: "Node") -> Expr:
    """The comparison that a case with a text is, with a name or with what a call gives."""
    text = re.fullmatch(_LITERAL, reader.source(test))
    if text and _is_call(reader, value):
        return reader.builder.add(Binary("==", value, reader.constant(text[2])))
    text = _TEXT.fullmatch(reader.source(test))
    path = re.fullmatch(_PATH, _bare(reader.source(subject)))
    base = _path(reader, path[0]) if path and text else UNKNOWN
    if base == UNKNOWN or not text:
        return UNKNOWN
    return reader.builder.add(Binary("==", base, reader.constant(text[2])))


def _is_call(reader: Reader, value: Expr) -> bool:
    """Whether a value is what a function gives for something: ``switch (kindOf(name))``."""
    node = reader.exprs[value]
    return isinstance(node, Call) and bool(node.args) and not node.kind


def _bare(text: str) -> str:
    """A text without one pair of parentheses around it."""
    text = text.strip()
    if not text.startswith("(") or not text.endswith(")"):
        return text
    inner, depth = text[1:-1], 0
    for sign in inner:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return text
    return inner.strip()


def _operand(reader: Reader, text: str, matches: list[re.Match[str]]) -> Expr:
    if mark := _MARK.fullmatch(text):
        found = _matched(reader, matches[int(mark[2])])
        return reader.builder.add(Binary("not", found, UNKNOWN)) if found and mark[1] else found
    compared = _COMPARED.fullmatch(text)
    if compared:
        base = _path(reader, compared[1])
        op = "==" if compared[2].startswith("=") else "!="
        other = reader.constant(compared[4])
        return reader.builder.add(Binary(op, base, other)) if base != UNKNOWN else UNKNOWN
    defined = _DEFINED.fullmatch(text)
    if defined:
        base = _path(reader, defined[1]) if "." in defined[1] else UNKNOWN
        found = reader.builder.add(Binary(DEFINED, base, UNKNOWN)) if base else UNKNOWN
        negated = found and defined[2] == "="
        return reader.builder.add(Binary("not", found, UNKNOWN)) if negated else found
    field = _FIELD.fullmatch(text)
    if not field or not ("." in field[2] or _is_given(reader, field[2])):
        return UNKNOWN
    expr = _path(reader, field[2])
    if expr == UNKNOWN or not field[1]:
        return expr
    return reader.builder.add(Binary("not", expr, UNKNOWN))


def _is_given(reader: Reader, text: str) -> bool:
    """Whether a name is a parameter of the function that it is read in, or one of its options."""
    builder = reader.builder
    bound = builder.functions[builder.scope].bindings.get(reader.renames.get(text, text))
    first = reader.exprs[bound[0].value] if bound else None
    return isinstance(first, Param) or (isinstance(first, Choice) and first.op == "??")


def _matched(reader: Reader, match: re.Match[str]) -> Expr:
    """With what a text has to begin or end, as a call of a method that is asked of it."""
    path = match[1] or match[6] or match[7]
    if match[8]:
        method, words, whole = match[8].lower(), [match[10]], True
    else:
        method = _BEGINS.get(match[3] or match[5] or "", "")
        words, whole = beginnings(match[2] or match[4])
    base = _path(reader, path) if method and words else UNKNOWN
    if base == UNKNOWN:
        return UNKNOWN
    args = tuple([reader.constant(word) for word in (words if match[8] else [whole, *words])])
    return reader.builder.add(Call(reader.builder.add(Attr(base, method)), args, (), 0, 0))


def _path(reader: Reader, text: str) -> Expr:
    """``a.b`` or ``a.b()`` as an expression, as it stands here."""
    name, *fields = text.removesuffix("()").split(".")
    if name in _NO_NAMES or (name == "this" and not fields):
        return UNKNOWN
    expr = reader.this(name) if name == "this" else reader.named(name)
    for field in fields:
        expr = reader.builder.add(Attr(expr, field))
    return reader.builder.add(Call(expr, (), (), 0, 0)) if text.endswith("()") else expr
