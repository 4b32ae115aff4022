"""Conditions that tell who takes their branch: a platform, the main script, the command line."""

import re
from typing import TYPE_CHECKING

from tidewaiter.model.facts import TOLD_KINDS, UNKNOWN, Const, Expr
from tidewaiter.reading.javascript.listed import listed
from tidewaiter.reading.javascript.reader import Reader
from tidewaiter.reading.javascript.tests import asked
from tidewaiter.reading.outside import HOSTS, TYPE_OF

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
            rf"|\bDeno\.build\b|\b{TYPE_OF}\s+(?:{'|'.join(sorted(HOSTS))})\b"
        ),
    ),
    ("command-line", re.compile(r"\b(?:process|Bun)\.argv\b|\bDeno\.args\b")),
    (
        "environment",
        re.compile(
            r"\b(?:process|Bun|Deno|import\.meta)\.env\b"
            r"|[iI]sTTY\b|\bisatty\(|\bexistsSync\)?\("
        ),
    ),
)
_NAME = re.compile(r"(?<![\w$.'\"`#])[A-Za-z_$][\w$]*+(?!\s*:)")
_CONSTANT = re.compile(r"\(?\s*(!*)(true|false|\d+)\s*\)?")
_LONGEST_CONSTANT = 16
_TEST = 400
"""Characters of a test that count."""


def enter_test(
    reader: Reader,
    test: "Node",
    statement: int,
    arm: int,
    *,
    negated: bool = False,
    only_told: bool = False,
    subject: "Node | None" = None,
    known: Expr = UNKNOWN,
    value: Expr = UNKNOWN,
) -> int:
    """Enter the branch that a test opens; gives the branch to return to.

    Args:
        only_told: Who takes the branch may be told, but a test of this form decides no phase.
        subject: What a ``switch`` compares with ``test``.
        known: The test as an expression, where it does not stand there by itself.
        value: What it gave where it was read.
    """
    first = subject or test
    start = first.start_byte
    text = reader.text[start : min(first.end_byte, start + _TEST)]
    kind = _kind(reader, text)
    if only_told and kind not in TOLD_KINDS:
        kind = ""
    if not only_told and first.end_byte - start <= _TEST:
        known = asked(reader, text) or (listed(reader, value) if value else UNKNOWN)
        if not known and len(text) <= _LONGEST_CONSTANT and (said := _CONSTANT.fullmatch(text)):
            held = said[2] == "true" or (said[2] != "false" and int(said[2]) != 0)
            known = reader.builder.add(Const(held is (len(said[1]) % 2 == 0)))
    outer = reader.enter(kind or "if", statement, arm, test, negated, subject, known)
    if not kind and reader.asks:
        names = tuple([reader.renames.get(name, name) for name in _NAME.findall(text)])
        if names:
            reader.postpone_test(names, test, subject)
    return outer


def _kind(reader: Reader, text: str) -> str:
    """The kind that a test is by its words, "" when they do not tell."""
    for hint in reader.hints:
        if hint in text:
            return next((kind for kind, telling in _TELLING if telling.search(text)), "")
    return ""
