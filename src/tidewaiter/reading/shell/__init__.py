"""Reads shell scripts and shell lines: every command is a call."""

import codecs

from tidewaiter.model.facts import Outline
from tidewaiter.reading.builder import Builder

__all__ = ["decode", "outline"]


def decode(data: bytes) -> tuple[str, str]:
    """The text of a script, and what was wrong with its encoding ("" when nothing was)."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # as PowerShell writes them
    try:
        return data.decode("utf-16" if wide else "utf-8-sig"), ""
    except UnicodeDecodeError:
        return data.decode("latin-1"), "not UTF-8: read as latin-1"


def outline(text: str, watched: frozenset[str], *, dialect: str) -> Outline:
    """The outline of a script; never raises, and says in ``lost`` what it left out.

    Args:
        dialect: "shell", "makefile", or "batch" and "powershell", which are said anew line by
            line.
    """
    from tidewaiter.reading.shell import windows
    from tidewaiter.reading.shell.reader import read, read_makefile

    builder = Builder(watched)
    if dialect == "batch":
        text = windows.batch(text)
    elif dialect == "powershell":
        if len(text) > windows.MOST:
            builder.lost = windows.TOO_LONG
        text = windows.powershell(text)
    if dialect == "makefile":
        read_makefile(text, builder)
    else:
        read(text, builder, anew=dialect in ("batch", "powershell"))
    return builder.outline("tree-sitter")
