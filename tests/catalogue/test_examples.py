"""Every example of the catalogue is inspected: what it wants is found, and nothing else.

An example is a whole program with its expectations in ``want`` comments; a look-alike is one in
which nothing is to be told.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet
from tests.support.snippets import catalogue, uses_in
from tests.support.wants import complaints

_ECHO = "a callback that runs at import is told again as called"

KNOWN = {
    "javascript-child_process.ChildProcess.on-1": _ECHO,
    "javascript-http.ClientRequest.on-1": _ECHO,
    "javascript-net.Socket.on-1": _ECHO,
    "javascript-process.on-1": _ECHO,
    "javascript-process.nextTick-1": _ECHO,
    "javascript-globalThis.WebSocket.addEventListener-1": _ECHO,
    "javascript-globalThis.queueMicrotask-1": _ECHO,
    "javascript-globalThis.Array.from-1": _ECHO,
}
"""Examples that the engine fails, each with the reason; one that passes has to leave."""


def programs() -> Iterator[ParameterSet]:
    for language in ("python", "javascript", "shell"):
        for entry in getattr(catalogue(), language).entries:
            name = f"{language}-{entry.names[0]}" + ("" if entry.on == "call" else f"-{entry.on}")
            for kind, examples in (("", entry.example), ("look-alike-", entry.look_alike)):
                for number, example in enumerate(examples, 1):
                    id = f"{name}-{kind}{number}"
                    reason = KNOWN.get(id, "")
                    marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
                    yield pytest.param(language, example.code, id=id, marks=marks)


PROGRAMS = list(programs())


def test_the_known_failures_are_examples() -> None:
    assert set(KNOWN) <= {program.id for program in PROGRAMS}


@pytest.mark.parametrize(("language", "code"), PROGRAMS)
def test_an_example_tells_what_it_wants(tmp_path: Path, language: str, code: str) -> None:
    told = complaints(code, uses_in(tmp_path, language, code))
    assert not told, "\n".join([code, *told])
