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
FIRST = {"python": "acme/__init__.py", "javascript": "index.js"}
MANIFESTS = {
    "python": {"PKG-INFO": "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"},
    "javascript": {"package.json": '{"name": "acme", "version": "1.0.0", "main": "index.js"}'},
}

_ECHO = "what runs at import is told again as called"

KNOWN = {
    "python-linking-a_helper_without_any_token": _ECHO,
    "python-phases-class_bodies,_defaults_and_decorators_run_with_the_module": _ECHO,
    "python-phases-threads,_timers_and_exit_handlers_run": _ECHO,
    "python-phases-a_background_task_of_the_module": _ECHO,
    "python-phases-generators_run_when_they_are_iterated": _ECHO,
    "python-reads-a_class_attribute_that_is_given_it": _ECHO,
    "python-values-a_decorator_that_wraps": _ECHO,
    "python-values-a_context_manager_made_of_a_generator": _ECHO,
    "javascript-values-forEach_runs_what_it_is_given": _ECHO,
    "javascript-instances-an_inherited_method,_and_super": _ECHO,
    "javascript-instances-a_method_of_a_prototype": _ECHO,
    "javascript-instances-a_static_method": _ECHO,
    "javascript-linking-a_helper_without_any_token": _ECHO,
    "javascript-phases-a_function_that_is_called_where_it_is_written": _ECHO,
    "javascript-phases-timers_and_listeners_run": _ECHO,
    "javascript-phases-a_promise's_callbacks_run": _ECHO,
    "javascript-phases-a_static_block_and_a_field_run_with_the_module": _ECHO,
}
"""Snippets of which too much is told (what is missed, they say themselves); they have to shrink."""


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
                marks = [pytest.mark.xfail(strict=True, reason=KNOWN[id])] if id in KNOWN else []
                yield pytest.param(found, id=id, marks=marks)


SNIPPETS = list(every())


def test_the_known_failures_are_snippets() -> None:
    assert set(KNOWN) <= {snippet.id for snippet in SNIPPETS}


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_a_snippet_tells_what_it_wants(tmp_path: Path, snippet: Snippet) -> None:
    uses = uses_of(tmp_path, "acme-1.tgz", snippet.members, catalogue())
    told = complaints(snippet.text, uses)
    assert not told, "\n".join(told)
