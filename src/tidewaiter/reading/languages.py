"""The languages of reading: one door to decode, scan and outline a text by its dialect."""

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

from tidewaiter.catalogue.language import Language
from tidewaiter.catalogue.taxonomy import Catalogue
from tidewaiter.model.anomalies import AnomalyKind
from tidewaiter.model.facts import Outline, Scan
from tidewaiter.reading.builder import Builder
from tidewaiter.reading.sieve import Sieve

_LANGUAGES = {
    "python": "python",
    "javascript": "javascript",
    "typescript": "javascript",
    "tsx": "javascript",
    "shell": "shell",
    "batch": "shell",
    "powershell": "shell",
    "makefile": "shell",
    "json": "javascript",
}

_NO_CODE = frozenset({"json"})
"""What is read as data that a script asks for, not as code."""

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Controls that show text in another order than it is read (CVE-2021-42574)."""


@cache
def _reader(language: str) -> Any:
    """The reader of a language; a release of one ecosystem never loads the other's."""
    return import_module(f"tidewaiter.reading.{language}")


def reads(dialect: str) -> bool:
    """Whether there is a reader of code for this dialect."""
    return dialect in _LANGUAGES and dialect not in _NO_CODE


def of(dialect: str) -> str:
    """The language whose catalogue and names a dialect uses."""
    return _LANGUAGES[dialect]


def decode(data: bytes, dialect: str) -> tuple[str, str]:
    """The text of a member, and what was wrong with its encoding ("" when nothing was)."""
    text, problem = _reader(_LANGUAGES.get(dialect, "shell")).decode(data)
    return str(text), str(problem)


def scan(data: bytes, dialect: str, sieve: Sieve, most: int) -> Scan:
    """The first look at a member.

    Args:
        most: Bytes that are parsed of one text; a longer one is lost.
    """
    text, problem = decode(data, dialect)
    language = _LANGUAGES[dialect]
    anomalies = tuple(_odd(text, problem))
    if len(data) > most:
        return Scan(False, (), anomalies=anomalies, lost=f"over {most:,} bytes of text")
    lost = ""
    imports: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    if language == "python":
        reader = _reader(language)
        try:
            imports = reader.imports(text)
        except reader.Overlapping:
            lost = "its imports hold each other"
    elif language == "javascript":
        reader = _reader(language)
        imports, labels = reader.imports(text), reader.labels(text)
    hit = sieve.hit(language, text.encode("utf-8", "replace"))
    return Scan(hit, imports, labels, anomalies, lost)


def _odd(text: str, problem: str) -> Iterator[tuple[str, str]]:
    """What an honest text does not have, as kind and detail."""
    if problem:
        yield AnomalyKind.SOURCE_ENCODING, problem
    turn = None if text.isascii() else _TURNS.search(text)
    if turn:
        line = text.count("\n", 0, turn.start()) + 1
        yield AnomalyKind.TURNED_TEXT, f"U+{ord(turn[0]):04X} in line {line}"


def outline(text: str, dialect: str, catalogue: Catalogue, *, strikes: int, most: int) -> Outline:
    """The outline of a text; never raises.

    Args:
        strikes: How often reading it cost a process: 1 asks for the tolerant reader, 2 for none.
        most: Characters that are parsed.
    """
    if strikes > 1 or len(text) > most:
        builder = Builder(frozenset())
        builder.lost = (
            "its reader died twice" if strikes > 1 else f"over {most:,} characters of text"
        )
        return builder.outline("none")
    language = _LANGUAGES[dialect]
    known: Language = getattr(catalogue, language)
    watched = known.watched
    reader = _reader(language)
    found: Outline
    if language == "python":
        found = reader.outline(text, watched, tolerant=strikes > 0)
    elif language == "javascript":
        found = reader.outline(text, watched, dialect=dialect)
    else:
        found = reader.outline(text, watched, dialect=dialect)
    return found
