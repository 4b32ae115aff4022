"""Renders what an outline holds as text that a person can compare with the source."""

from collections.abc import Callable
from typing import Any

from tidewaiter.model import facts
from tidewaiter.model.facts import EventKind, Expr, Outline

KINDS = {
    EventKind.CALL: "call",
    EventKind.LOAD: "load",
    EventKind.STORE: "store",
    EventKind.DELETE: "delete",
    EventKind.RETURN: "return",
    EventKind.ENTER: "enter",
    EventKind.BODY: "body",
    EventKind.IMPORT: "import",
    EventKind.ITERATE: "iterate",
    EventKind.YIELD: "yield",
    EventKind.THROW: "throw",
    EventKind.READ: "read",
}


def dump(outline: Outline, expr: Expr) -> str:
    """An expression as text, such as ``requests.get(url, timeout=5)``; ``?`` is unknown."""
    node = outline.exprs[expr]
    return RENDERERS[type(node)](lambda index: dump(outline, index), node, outline)


def events(outline: Outline, function: int = 0) -> list[str]:
    """What happens in a function, one line an event: kind, place, expression, branch kind."""
    lines = []
    for event in outline.functions[function].events:
        parts = [dump(outline, index) for index in (event.expr, event.value) if index]
        if event.function >= 0:
            parts.append(outline.functions[event.function].name)
        branch = outline.branches[event.branch]
        where = f" [{branch.kind}]" if branch.parent >= 0 else ""
        lines.append(f"{KINDS[event.kind]} {' = '.join(parts)}{where}")
    return lines


def bindings(outline: Outline, function: int = 0) -> dict[str, list[str]]:
    """What each name of a function is bound to, in order."""
    found = outline.functions[function].bindings
    return {name: [dump(outline, b.value) for b in bound] for name, bound in found.items()}


Show = Callable[[Expr], str]


def _call(show: Show, node: facts.Call, _outline: Outline) -> str:
    plain = len(node.args) - len(node.names)
    args = [show(arg) for arg in node.args[:plain]]
    for name, arg in zip(node.names, node.args[plain:], strict=True):
        args.append(f"**{show(arg)}" if name == "**" else f"{name}={show(arg)}")
    sign = ("", "new ", "@")[node.kind]
    return f"{sign}{show(node.callee)}({', '.join(args)})"


def _imported(_show: Show, node: facts.Imported, _outline: Outline) -> str:
    module = "." * node.level + node.module
    return f"<{module}:{node.name}>" if node.name else f"<{module}>"


def _binary(show: Show, node: facts.Binary, _outline: Outline) -> str:
    if node.right == facts.UNKNOWN and node.op in ("not", "-", "+", "~", "!", "typeof", "void"):
        return f"({node.op} {show(node.left)})"
    return f"({show(node.left)} {node.op} {show(node.right)})"


def _choice(show: Show, node: facts.Choice, _outline: Outline) -> str:
    return "(" + f" |{node.op}| ".join(show(option) for option in node.options) + ")"


def _items(show: Show, node: facts.Items, _outline: Outline) -> str:
    return f"{node.kind}[{', '.join(show(item) for item in node.items)}]"


def _mapping(show: Show, node: facts.Mapping, _outline: Outline) -> str:
    pairs = zip(node.keys, node.values, strict=True)
    return "{" + ", ".join(f"{show(key)}: {show(value)}" for key, value in pairs) + "}"


def _slice(show: Show, node: facts.Slice, _outline: Outline) -> str:
    bounds = (node.lower, node.upper, node.step)
    return ":".join("" if node.absent >> i & 1 else show(b) for i, b in enumerate(bounds))


RENDERERS: dict[Any, Callable[[Show, Any, Outline], str]] = {
    facts.Unknown: lambda _show, _node, _outline: "?",
    facts.Const: lambda _show, node, _outline: repr(node.value),
    facts.Name: lambda _show, node, _outline: node.id,
    facts.Attr: lambda show, node, _outline: f"{show(node.base)}.{node.name}",
    facts.Item: lambda show, node, _outline: f"{show(node.base)}[{show(node.key)}]",
    facts.Slice: _slice,
    facts.Call: _call,
    facts.Text: lambda show, node, _outline: "text[" + ", ".join(map(show, node.parts)) + "]",
    facts.Binary: _binary,
    facts.Choice: _choice,
    facts.Items: _items,
    facts.Mapping: _mapping,
    facts.Spread: lambda show, node, _outline: f"*{show(node.value)}",
    facts.Closure: lambda _show, node, outline: f"<{outline.functions[node.function].name}>",
    facts.Imported: _imported,
    facts.Param: lambda _show, node, outline: (
        f"param {outline.functions[node.function].params[node.index].name}"
    ),
    facts.Element: lambda show, node, _outline: f"{show(node.value)}#{node.index}",
    facts.Entered: lambda show, node, _outline: f"entered {show(node.value)}",
}
