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


def programs() -> Iterator[ParameterSet]:
    for language in ("python", "javascript", "shell"):
        for entry in getattr(catalogue(), language).entries:
            name = f"{language}-{entry.names[0]}" + ("" if entry.on == "call" else f"-{entry.on}")
            for kind, examples in (("", entry.example), ("look-alike-", entry.look_alike)):
                for number, example in enumerate(examples, 1):
                    yield pytest.param(language, example.code, id=f"{name}-{kind}{number}")


PROGRAMS = list(programs())


@pytest.mark.parametrize(("language", "code"), PROGRAMS)
def test_an_example_tells_what_it_wants(tmp_path: Path, language: str, code: str) -> None:
    told = complaints(code, uses_in(tmp_path, language, code))
    assert not told, "\n".join([code, *told])
