"""binding.gyp: the shell lines that node-gyp runs, from its tokens, without evaluating it."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from tidewaiter.reading.manifests.interface import Command, Manifest
from tidewaiter.reading.shell.variables import UNKNOWN_NAME

_TOKEN = re.compile(
    r"""(?P<skip>\s+|\#[^\n]*)
    |(?P<string>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")
    |(?P<mark>[][{}:,])
    |(?P<other>[^]\s[{}:,'"\#]+|['"])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(\n|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\n": ""}
_EXPANSION = re.compile(r"<!@?(?P<module>\w+)?\(")
_VARIABLE = re.compile(r"[<>^]@?\((\w+)\)")
_PARENTHESIS = re.compile(r"[()]")
_PLAIN = re.compile(r"[\w@%+=:,./-]+")
_OPEN = f"${UNKNOWN_NAME}"
_QUOTED = re.compile(rf"(?!\{_OPEN}\b)[\\$`\"]")
_ESCAPE_SIGN = r"\\\g<0>"

_EXPANSIONS, _LENGTH = 100, 100_000
"""Expansions in one string, and characters of one: bounds, far from real files."""


class _Token(NamedTuple):
    """A mark ("[", ":" …) or a string (``mark`` is "") with its value."""

    mark: str
    value: str
    line: int


def read(text: str, path: str) -> Manifest:
    """Reads the lists under ``action`` and every ``<!(command)`` and ``<!@(command)``.

    The format's structure is not needed for that, so that no nesting and no syntax error can
    hide a command. A variable ``<(name)`` has the value that the file gives it, if it is one.

    Source: "GYP Input Format Reference", sections "Command Expansions", "Actions" and "Variables".
    """
    tokens = list(_tokens(text.removeprefix("\ufeff")))
    strings = (token for token in tokens if not token.mark)
    values = _variables(tokens)
    expansions = (command for token in strings for command in _expansions(token, values))
    actions = _actions(tokens, values)
    commands = sorted({*actions, *expansions}, key=lambda c: (c.line, c.name, c.text))
    return Manifest(format="binding.gyp", path=path, commands=tuple(commands))


def _tokens(text: str) -> Iterator[_Token]:
    """Strings that stand next to each other are one, as in Python."""
    line, pending = 1, None
    for match in _TOKEN.finditer(text):
        kind, value = match.lastgroup, match[0]
        if kind == "string":
            before = pending or _Token("", "", line)
            pending = before._replace(value=before.value + _unescaped(value[1:-1]))
        elif kind != "skip":
            if pending:
                yield pending
            pending = None
            yield _Token(value, value, line)
        line += value.count("\n")
    if pending:
        yield pending


def _variables(tokens: list[_Token]) -> dict[str, str]:
    """Variables that a file gives one text only, whether as a default (``name%``) or not."""
    given: dict[str, set[str]] = {}
    depth, inside = 0, 0
    for place, token in enumerate(tokens):
        depth += (token.mark in ("{", "[")) - (token.mark in ("}", "]"))
        if token.mark in ("}", "]") and depth < inside:
            inside = 0
        after = [one.mark for one in tokens[place + 1 : place + 3]]
        if token.mark or after[:1] != [":"]:
            continue
        name = token.value.rstrip("+=?/%")
        if name == "variables" and after[1:] == ["{"]:
            inside = depth + 1
        elif inside and depth == inside:
            value = tokens[place + 2].value if after[1:] == [""] else "<"
            given.setdefault(name, set()).add(_OPEN if "<" in value else value)
    return {name: min(v) for name, v in given.items() if len(v) == 1 and _OPEN not in v}


def _actions(tokens: list[_Token], values: dict[str, str]) -> Iterator[Command]:
    rest = iter(tokens)
    marks = ["", "", ""]
    line = 0
    for token in rest:
        is_key = not token.mark and token.value.rstrip("+=?/%") == "action"
        line = token.line if is_key else line
        marks = [*marks[1:], "action" if is_key else token.mark]
        if marks == ["action", ":", "["]:
            words = (_word(text, values) for text in _list(rest))
            yield Command("action", " ".join(words), line)


def _list(rest: Iterator[_Token]) -> Iterator[str]:
    """The strings up to the bracket that closes the list, nested ones too."""
    depth = 1
    for token in rest:
        depth += (token.mark == "[") - (token.mark == "]")
        if depth == 0:
            return
        if not token.mark:
            yield token.value


def _expansions(token: _Token, values: dict[str, str]) -> Iterator[Command]:
    for match in islice(_EXPANSION.finditer(token.value), _EXPANSIONS):
        inside = _filled(_balanced(token.value, match.end()), values)
        module = match["module"]
        # "<!pymod_do_main(name args)" imports the Python module and calls its DoMain.
        line = f"python -m {inside}" if module else inside
        if line.strip():
            yield Command("expansion", line.strip(), token.line)


def _balanced(text: str, start: int) -> str:
    """What stands up to the parenthesis that closes the one before ``start``."""
    depth = 1
    for match in _PARENTHESIS.finditer(text, start, start + _LENGTH):
        depth += 1 if match[0] == "(" else -1
        if depth == 0:
            return text[start : match.start()]
    return text[start : start + _LENGTH]


def _filled(text: str, values: dict[str, str]) -> str:
    """A text with its variables; one of which no value is known stays open."""
    return _VARIABLE.sub(lambda match: values.get(match[1], _OPEN), text)


def _word(value: str, values: dict[str, str]) -> str:
    value = _filled(value, values)
    if _OPEN in value:
        return f'"{_QUOTED.sub(_ESCAPE_SIGN, value)}"'
    return value if _PLAIN.fullmatch(value) else "'" + value.replace("'", "'\\''") + "'"


def _unescaped(value: str) -> str:
    return _ESCAPE.sub(lambda m: _ESCAPES.get(m[1], m[1]), value) if "\\" in value else value
