"""Reads shell scripts and shell lines: every command is a call."""

from tidewaiter.model.facts import Outline
from tidewaiter.reading.builder import Builder

__all__ = ["decode", "outline"]


def decode(data: bytes) -> tuple[str, str]:
    """The text of a script, and what was wrong with its encoding ("" when nothing was)."""
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return data.decode("latin-1"), "not UTF-8: read as latin-1"


def outline(text: str, watched: frozenset[str], *, dialect: str) -> Outline:
    """The outline of a script; never raises, and says in ``lost`` what it left out.

    Args:
        dialect: "shell", or "batch" and "powershell", which are said anew line by line.
    """
    from tidewaiter.reading.shell import windows
    from tidewaiter.reading.shell.reader import read

    if dialect == "batch":
        text = windows.batch(text)
    elif dialect == "powershell":
        text = windows.powershell(text)
    builder = Builder(watched)
    read(text, builder)
    return builder.outline("tree-sitter")
