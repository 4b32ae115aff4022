"""Modules for every loader (UMD): a wrapper hands the body what the module exports."""

import re
from typing import TYPE_CHECKING

from tidewaiter.reading.javascript.reader import Reader

if TYPE_CHECKING:
    from tree_sitter import Node

_TAKES = re.compile(r"\(?\s*(?:function\s*[\w$]*\s*)?\(([\w$\s,]*)\)")
_HANDS = re.compile(r"(?<![\w$.])([\w$]+)\(\s*((?:[\w$]+\s*,\s*)*)exports\s*[,)]")
_NEEDS = ("typeof exports", "typeof module.exports")
_LONGEST = 2_000
"""Characters of a wrapper: what is longer is a program."""


def given_exports(reader: Reader, wrapper: "Node") -> tuple[int, int] | None:
    """Which argument of a wrapper is the body, and as which parameter that gets ``exports``."""
    if wrapper.end_byte - wrapper.start_byte > _LONGEST:
        return None
    text = reader.source(wrapper)
    taken = _TAKES.match(text)
    if taken is None or not any(need in text for need in _NEEDS):
        return None
    names = [name.strip() for name in taken[1].split(",")]
    for handed in _HANDS.finditer(text, taken.end()):
        if handed[1] in names:
            return names.index(handed[1]), handed[2].count(",")
    return None
