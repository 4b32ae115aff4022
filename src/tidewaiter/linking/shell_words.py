"""The words of a shell's commands, as far as a script says them itself."""

from tidewaiter.model.facts import Call, Const, Expr, Name, Outline


def text_of(outline: Outline, expr: Expr) -> str:
    """The text of a word, "" when it is not known."""
    node = outline.exprs[expr]
    return node.value if isinstance(node, Const) and isinstance(node.value, str) else ""


def command_of(outline: Outline, call: Call) -> str:
    """The name of a command, "" when it is not known."""
    callee = outline.exprs[call.callee]
    return callee.id if isinstance(callee, Name) else ""


def operands_of(outline: Outline, call: Call) -> list[str]:
    """The operands of a command, "" for one that is not known."""
    given = call.args[: len(call.args) - len(call.names)]
    return [text_of(outline, operand) for operand in given]
