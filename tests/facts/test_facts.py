"""Every snippet of this folder is inspected: what it wants is found, and nothing else.

A file is a construct, a line ``--- idea`` begins a snippet of it, which is a package of its own.
A line ``member path`` says what follows is another member; the first one is the module that is
imported. Lines keep their numbers. JSON has no comments: there they are taken away.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from _pytest.mark.structures import ParameterSet
from tests.support.inspected import catalogue, uses_of
from tests.support.wants import complaints

HERE = Path(__file__).parent
IDEA = re.compile(r"(?:#|//) --- (.+)")
MEMBER = re.compile(r"(?:#|//) member (\S+)")
COMMENT = re.compile(r" *// want.*")
FIRST = {"python": "acme/__init__.py", "javascript": "index.js", "shell": "go.sh"}
MANIFESTS = {
    "python": {"PKG-INFO": "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"},
    "javascript": {"package.json": '{"name": "acme", "version": "1.0.0", "main": "index.js"}'},
    "shell": {
        "package.json": '{"name": "acme", "version": "1.0.0", "scripts": {"install": "./go.sh"}}'
    },
}


class Snippet(NamedTuple):
    """A package: its members, and the text that all of them stand in."""

    text: str
    members: dict[str, str]


def snippets(path: Path, language: str) -> Iterator[tuple[str, Snippet]]:
    """Each idea of a file with its snippet."""
    lines = path.read_text(encoding="utf-8").splitlines()
    starts = [number for number, line in enumerate(lines) if IDEA.fullmatch(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        idea = IDEA.fullmatch(lines[start])
        if idea:
            yield idea[1], snippet(lines[:end], start, language)


def snippet(lines: list[str], start: int, language: str) -> Snippet:
    """The lines from ``start`` on, split into members that keep the numbers of their lines."""
    members: dict[str, list[str]] = {}
    member = FIRST[language]
    for number, line in enumerate(lines[start + 1 :], start + 1):
        if found := MEMBER.fullmatch(line):
            member = found[1]
        else:
            said = COMMENT.sub("", line) if member.endswith(".json") else line
            members.setdefault(member, [""] * number).append(said)
    texts = {name: "\n".join(rows) + "\n" for name, rows in members.items()}
    text = "\n".join([""] * start + lines[start:])
    return Snippet(text, {**MANIFESTS[language], FIRST[language]: "", **texts})


def every() -> Iterator[ParameterSet]:
    for language in FIRST:
        for path in sorted((HERE / language).iterdir()):
            for idea, found in snippets(path, language):
                id = f"{language}-{path.stem}-{idea.replace(' ', '_')}"
                yield pytest.param(found, id=id)


SNIPPETS = list(every())


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_a_snippet_tells_what_it_wants(tmp_path: Path, snippet: Snippet) -> None:
    uses = uses_of(tmp_path, "acme-1.tgz", snippet.members, catalogue())
    told = complaints(snippet.text, uses)
    assert not told, "\n".join(told)
