"""Conditions that tell who takes their branch: a platform, the main script, the maintainer."""

import re
from typing import TYPE_CHECKING

from tidewaiter.reading.javascript.reader import Reader

if TYPE_CHECKING:
    from tree_sitter import Node

_TELLING = (
    (
        "main",
        re.compile(
            r"require\.main\s*===?\s*module|module\s*===?\s*require\.main|import\.meta\.main"
        ),
    ),
    (
        "publish",
        re.compile(
            r"\b(?:argv|npm_lifecycle_event|npm_command)\b.*['\"](?:publish|prepublishOnly)['\"]",
            re.DOTALL,
        ),
    ),
    (
        "platform",
        re.compile(
            r"\bprocess\.(?:platform|arch|versions?\b)|\bos\.(?:platform|type|arch|release)\("
            r"|\bDeno\.build\b"
        ),
    ),
)
_TEST = 400


def condition_kind(reader: Reader, test: "Node") -> str:
    """The kind of branch that a test opens; its first 400 characters count."""
    start = test.start_byte
    text = reader.text[start : min(test.end_byte, start + _TEST)]
    for hint in reader.hints:
        if hint in text:
            return next((kind for kind, telling in _TELLING if telling.search(text)), "if")
    return "if"
