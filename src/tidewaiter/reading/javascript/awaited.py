"""Async functions as compilers write them: what a helper runs step by step is the function's body.

``f(...args) { return __awaiter(this, [...args], void 0, function* (a = {}) { yield g(a); }); }``
is read as ``async f(a = {}) { await g(a); }``. For old engines the steps are cases of one
``switch``: ``return [4, g(a)]`` waits, ``state.sent()`` is what was waited for, ``return [2, x]``
returns.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from tidewaiter.model.facts import UNKNOWN, Attr, Expr, Name
from tidewaiter.reading.javascript.reader import Reader

if TYPE_CHECKING:
    from tree_sitter import Node

AWAITERS = ("__awaiter", "__async")
"""Helpers of TypeScript and esbuild that run a generator: their last argument."""

MAKERS = ("_asyncToGenerator", "_asyncToGenerator2", "_async_to_generator")
"""Helpers of Babel and swc that make a function of a generator."""

_HELPER = re.compile(r"(?:\(0,\s*)?(?:[\w$]+\.)?(?:__awaiter|__async)\)?")
_STEPPER = re.compile(r"(?:\(0,\s*)?(?:[\w$]+\.)?(?:__generator|_ts_generator)\)?")
GENERATORS = frozenset({"generator_function", "function_expression"})
"""How a generator is spelled that such a helper is handed."""

_RETURNS, _WAITS = frozenset({"2"}), frozenset({"4", "5"})


class Awaited(NamedTuple):
    """What a helper runs: the statements, and the parameters where they are not the function's."""

    statements: "list[Node]"
    parameters: "Node | None"
    state: str


def awaited(reader: Reader, body: "Node", statements: "list[Node]") -> Awaited | None:
    """What a function hands to a helper and does nothing after, ``None`` if it is another function.

    Args:
        statements: Those of the body, if it is a block.
    """
    last = _returned(reader, statements[-1]) if statements else body
    arguments = _arguments(reader, last, _HELPER) if last is not None else []
    if len(arguments) < 3 or arguments[-1].type not in GENERATORS:
        return None
    given = arguments[1].type
    own = None if given in ("unary_expression", "null", "undefined") else arguments[-1]
    if own is not None and len(statements) > 1:
        return None
    before = list(statements[:-1])
    inner = arguments[-1].child_by_field_name("body")
    steps, state = stepped(reader, reader.detached(inner) if inner is not None else [])
    return Awaited([*before, *steps], own and own.child_by_field_name("parameters"), state)


def stepped(reader: Reader, statements: "list[Node]") -> "tuple[list[Node], str]":
    """The statements of a generator in the order in which they run, and the name of its state."""
    last = _returned(reader, statements[-1]) if statements else None
    arguments = _arguments(reader, last, _STEPPER) if last is not None else []
    if len(arguments) != 2:
        return statements, ""
    parameters = arguments[1].child_by_field_name("parameters")
    body = arguments[1].child_by_field_name("body")
    named = reader.children(parameters) if parameters is not None else []
    if body is None or len(named) != 1:
        return statements, ""
    steps: list[Node] = []
    for statement in reader.children(body):
        cases = statement.child_by_field_name("body")
        if statement.type != "switch_statement" or cases is None:
            steps.append(statement)
            continue
        for case in reader.children(cases):
            label = case.child_by_field_name("value")
            steps += [c for c in reader.children(case) if label is None or c.id != label.id]
    return [*statements[:-1], *steps], reader.source(named[0])


def operation(reader: Reader, parts: "list[Node]") -> "tuple[list[Node], bool]":
    """What a step returns or waits for, and whether it waits: ``[4 /*yield*/, value]``."""
    told = reader.children(parts[0]) if parts and parts[0].type == "array" else []
    code = reader.source(told[0]) if told else ""
    if code in _RETURNS | _WAITS:
        return told[1:2], code in _WAITS
    return [], True


def sent(reader: Reader, callee: Expr) -> Expr:
    """What ``state.sent()`` gives; `UNKNOWN` if it is another function."""
    state, value = reader.sent.get(reader.builder.scope, ("", UNKNOWN))
    known = reader.exprs[callee]
    base = reader.exprs[known.base] if isinstance(known, Attr) else None
    return value if isinstance(base, Name) and base.id == state else UNKNOWN


def wait(reader: Reader, value: Expr) -> None:
    """Remember what a step waits for."""
    state, _ = reader.sent[reader.builder.scope]
    reader.sent[reader.builder.scope] = (state, value)


def _returned(reader: Reader, statement: "Node") -> "Node | None":
    if statement.type != "return_statement":
        return None
    parts = reader.children(statement)
    return parts[0] if parts else None


def _arguments(reader: Reader, node: "Node", helper: re.Pattern[str]) -> "list[Node]":
    """The arguments of a call of a helper; none if it is no such call."""
    while node.type == "parenthesized_expression" and node.named_child_count == 1:
        node = node.named_children[0]
    function, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if node.type != "call_expression" or function is None or given is None:
        return []
    return reader.children(given) if helper.fullmatch(reader.source(function)) else []
