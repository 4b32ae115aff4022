"""Makefiles: the recipe of each target as lines of shell, with make's own variables filled in.

What make decides when it runs is not decided here: both arms of its conditions are read, and of a
variable that is given several values nothing is known. Source: GNU Make Manual, "Recipe Syntax",
"How to Use Variables", "Functions for Transforming Text" and "Implicit Variables".
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tidewaiter.reading.shell.variables import UNKNOWN_NAME

DEFAULT_GOAL = ":"
"""The name of the recipe that make takes when it is told no target."""

_OPEN = f"${UNKNOWN_NAME}"
_LONGEST, _DEEPEST, _MOST = 20_000, 10, 20_000
"""Characters that a text may become, variables in each other, expansions in one file."""

_ASSIGNED = re.compile(
    r"\s*(?:(?:export|override|private)\s+)*([^\s:#=+?!$]+)\s*(:{0,3}=|\?=|\+=|!=)\s*(.*)",
    re.DOTALL,
)
_OF_TARGET = re.compile(
    r"[^:=]+::?\s*(?:(?:export|override|private)\s+)*([^\s:=]+)\s*(:{0,3}=|\?=|\+=)\s*(.*)",
    re.DOTALL,
)
_DIRECTIVE = re.compile(
    r"\s*(?:ifn?eq|ifn?def|else|endif|[-s]?include|vpath|export|unexport|undefine|load)\b"
)
_INCLUDES = re.compile(r"\s*[-s]?include\b")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*", re.DOTALL)
_RULE = re.compile(r"([^:;]*[^:;\s])\s*&?::?(?!=)([^;]*)(?:;(.*))?", re.DOTALL)
_PREFIX = re.compile(r"[\s@+-]*")
_FUNCTION = re.compile(r"[a-z-]+[\s,]")
_SHELL = re.compile(r"shell\s+")
_NAME = re.compile(r"[A-Za-z_]\w*")
_CONTINUED = re.compile(r"(?<!\\)(?:\\\\)*\\$")
_CLOSES = {"(": ")", "{": "}"}

_SPECIAL = re.compile(r"\.[A-Z_]+")
"""Targets that only tell make how to go about it: ``.PHONY``."""

_SET_BY_MAKE = frozenset(
    {"MAKEFILES", "MAKEFILE_LIST", "MAKELEVEL", "MAKE_HOST", "MAKE_VERSION", "SUFFIXES", "VPATH"}
)
_BUILT_IN = {
    "AR": "ar",
    "AS": "as",
    "CC": "cc",
    "CPP": "cc -E",
    "CURDIR": ".",
    "CXX": "g++",
    "FC": "f77",
    "LD": "ld",
    "LEX": "lex",
    "MAKE": "make",
    "RM": "rm -f",
    "SHELL": "/bin/sh",
    "YACC": "yacc",
    **dict.fromkeys(("ARFLAGS", "ASFLAGS", "CFLAGS", "CXXFLAGS", "CPPFLAGS", "FFLAGS"), ""),
    **dict.fromkeys(("LDFLAGS", "LDLIBS", "MAKEFLAGS", "MAKECMDGOALS", "MFLAGS"), ""),
}


class Line(NamedTuple):
    """A command: the row and column, from 0, at which its text begins.

    ``filled``: variables were, so that the file does not have it like this.
    """

    row: int
    column: int
    text: str
    filled: bool = False


class Rule(NamedTuple):
    """What make does for some targets: before it, what it needs that has rules, too."""

    names: tuple[str, ...]
    needs: tuple[str, ...]
    row: int
    commands: tuple[Line, ...]


class Makefile(NamedTuple):
    """The rules of a file, the commands that reading it runs, and the target made by default."""

    rules: tuple[Rule, ...]
    run: tuple[Line, ...]
    default: str


def parsed(text: str) -> Makefile:
    """What a makefile says; never raises."""
    lines = list(_logical(text))
    variables = _Variables(lines)
    rules: dict[tuple[str, ...], Rule] = {}
    for line, recipe in _with_recipes(lines):
        rule = _rule(line, recipe, variables)
        if rule is None or _SPECIAL.fullmatch("".join(rule.names[:1])):
            continue
        before = rules.get(rule.names, rule)
        needs = tuple(dict.fromkeys((*before.needs, *rule.needs)))
        rule = rule if rule.commands else before
        rules[rule.names] = rule._replace(needs=needs)
    every = tuple(rules.values())
    names = [name for rule in every for name in rule.names[:1]]
    first = next((n for n in names if (n[0] != "." or "/" in n) and "%" not in n), "")
    return Makefile(every, tuple(variables.run()), variables.goal() or first)


def _rule(line: Line, recipe: Sequence[Line], variables: "_Variables") -> Rule | None:
    """A rule by its head and the lines below it, ``None`` if the head is none."""
    found = _RULE.fullmatch(_COMMENT.sub("", line.text))
    if found is None:
        return None
    names, needs = (variables.filled(part).split() for part in found.group(1, 2))
    own = {"@": " ".join(names), "<": needs[0] if needs else "", "^": " ".join(needs)}
    open_signs = {sign for sign, value in own.items() if "%" in value or "$(" in value}
    own |= dict.fromkeys(open_signs | ({"@"} if len(names) > 1 else set()), _OPEN)
    behind = [Line(line.row, found.start(3), found[3])] if found[3] else []
    commands = tuple(_commands([*behind, *recipe], variables, own))
    return Rule(tuple(names), tuple(needs), line.row, commands) if names else None


def _logical(text: str) -> Iterator[Line]:
    """Lines with those that continue them; the shell joins those of a recipe itself."""
    parts: list[str] = []
    first = 0
    for row, line in enumerate(text.split("\n")):
        line = line.removesuffix("\r")
        first = first if parts else row
        recipe = (parts or [line])[0].startswith("\t")
        if _CONTINUED.search(line):
            parts.append(line if recipe else line[:-1])
            continue
        yield Line(first, 0, ("\n" if recipe else " ").join([*parts, line]))
        parts = []
    if parts:
        yield Line(first, 0, "\n".join(parts))


def _with_recipes(lines: Sequence[Line]) -> Iterator[tuple[Line, list[Line]]]:
    """Lines that may be heads of rules, each with those of its recipe."""
    head: Line | None = None
    recipe: list[Line] = []
    for line in _outside_definitions(lines):
        if line.text.startswith("\t"):
            recipe.append(line)
        elif line.text.strip() and not _DIRECTIVE.match(line.text) and not _is_assigned(line.text):
            if head is not None:
                yield head, recipe
            head, recipe = line, []
    if head is not None:
        yield head, recipe


def _outside_definitions(lines: Sequence[Line]) -> Iterator[Line]:
    """What does not stand between ``define`` and ``endef``."""
    inside = False
    for line in lines:
        word = line.text.strip().partition(" ")[0]
        inside = inside or (word == "define" and not line.text.startswith("\t"))
        if not inside:
            yield line
        inside = inside and word != "endef"


def _is_assigned(text: str) -> bool:
    return _ASSIGNED.fullmatch(text) is not None or _OF_TARGET.fullmatch(text) is not None


def _commands(
    recipe: Sequence[Line], variables: "_Variables", own: dict[str, str]
) -> Iterator[Line]:
    """Each line of a recipe as the shell is given it."""
    for line in recipe:
        column = _PREFIX.match(line.text)
        start = column.end() if column else 0
        text = line.text[start:].replace("\\\n\t", "\\\n")
        if text:
            filled = variables.filled(text, own)
            yield Line(line.row, line.column + start, filled, filled != text)


class _Variables:
    """The variables of a file, whenever they are set."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._values: dict[str, list[str]] = {}
        self._run: list[Line] = []
        self._left = _MOST
        self._open = False
        for line in _outside_definitions(lines):
            if line.text.startswith("\t"):
                continue
            self._open = self._open or _INCLUDES.match(line.text) is not None
            text = _COMMENT.sub("", line.text)
            found = _ASSIGNED.fullmatch(text)
            of_target = None if found else _OF_TARGET.fullmatch(text)
            if found is not None:
                self._set(line.row, *found.groups())
            elif of_target is not None:  # for other targets it keeps its value
                self._values.setdefault(of_target[1], [""]).append(of_target[3])

    def _set(self, row: int, name: str, how: str, value: str) -> None:
        value = value.strip()
        if how == "!=":
            value = f"$(shell {value})"
        if "$(shell" in value or "${shell" in value:
            self._run.append(Line(row, 0, value))
        known = self._values.setdefault(name, [])
        if how == "+=":
            self._values[name] = [f"{before} {value}".strip() for before in known or [""]]
        elif value not in known:
            known.append(value)

    def run(self) -> Iterator[Line]:
        """The commands that the values of variables are made of."""
        for line in self._run:
            yield line._replace(text=f": {self.filled(line.text)}", filled=True)

    def goal(self) -> str:
        """The target that a file itself names as the one to make by default, "" if it does not."""
        given = self.filled("".join(self._values.get(".DEFAULT_GOAL", ()))).strip()
        return "" if "$" in given else given

    def filled(self, text: str, own: dict[str, str] | None = None, depth: int = _DEEPEST) -> str:
        """A text with what its variables stand for; open where that is not known."""
        parts: list[str] = []
        place = 0
        while (at := text.find("$", place)) >= 0 and at + 1 < len(text):
            parts.append(text[place:at])
            sign = text[at + 1]
            place = at + 2
            if sign == "$":
                parts.append("$")
                continue
            inside = sign
            if sign in _CLOSES:
                place = _end(text, at + 1)
                inside = text[at + 2 : place - 1]
            self._left -= 1
            parts.append(self._value(inside, own or {}, depth) if self._left > 0 else _OPEN)
        filled = "".join([*parts, text[place:]])
        return filled if len(filled) <= _LONGEST else _OPEN

    def _value(self, inside: str, own: dict[str, str], depth: int) -> str:
        """What stands for the inside of ``$(…)``."""
        if inside in own:
            return own[inside]
        command = _SHELL.match(inside)
        if not depth or (command is None and (_FUNCTION.match(inside) or "$" in inside)):
            return _OPEN
        if command is not None:
            if depth < _DEEPEST:  # told where the variable is set
                return _OPEN
            return f"$({self.filled(inside[command.end() :], own, depth - 1)})"
        values = self._values.get(inside, ())
        if len(values) == 1:
            return self.filled(values[0], own, depth - 1)
        if values or self._open or inside in _SET_BY_MAKE or not _NAME.fullmatch(inside):
            return _OPEN
        return _BUILT_IN.get(inside, f"${{{inside}}}")


def _end(text: str, start: int) -> int:
    """Behind the bracket that closes the one at a place, or the end of the text."""
    opens, closes = text[start], _CLOSES[text[start]]
    depth = 0
    for place in range(start, min(len(text), start + _LONGEST)):
        depth += (text[place] == opens) - (text[place] == closes)
        if not depth:
            return place + 1
    return len(text) + 1
