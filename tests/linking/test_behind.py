"""What a method of a parameter gives has methods, which callers may be the first to tell."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of

from tidewaiter.model.profile import Use

BOOK = """
import os
from .a_writer import Writer

class _Sheet:
    def __init__(self, name):
        self.name = name
    def _clear(self):
        os.remove("sheet.xml")

class Book:
    def __init__(self):
        self._sheets = []
    def add(self, name):
        sheet = _Sheet(name)
        self._sheets.append(sheet)
    def sheets(self):
        return self._sheets
    def first(self):
        return _Sheet("first")
    def close(self):
        Writer().write(self)
"""

WRITER = """
class Writer:
    def write(self, book):
        self.book = book
        self._write()
    def _write(self):
        pass
"""


def deleted(folder: Path, does: str) -> list[Use]:
    members = {
        "acme/__init__.py": "",
        "acme/a_writer.py": WRITER.replace("pass", does),
        "acme/book.py": BOOK,
    }
    found = uses_of(folder, "p-1.0.tar.gz", members)
    return [use for use in found if use.capability == "fs.delete"]


@pytest.mark.parametrize(
    "does",
    [
        "for sheet in self.book.sheets(): sheet._clear()",
        "self.book.first()._clear()",
        "sheet = self.book.first(); sheet._clear()",
        "[sheet._clear() for sheet in self.book.sheets()]",
    ],
)
def test_who_hands_the_parameter_over_tells_it(tmp_path: Path, does: str) -> None:
    """The text that hands it over is read after the one that calls the method."""
    steps = [[step.function for step in use.path] for use in deleted(tmp_path, does)]
    assert [step for step in steps if "Writer._write" in step]


def test_a_method_that_it_does_not_have_is_not_run(tmp_path: Path) -> None:
    for use in deleted(tmp_path, "for sheet in self.book.others(): sheet._clear()"):
        assert "Writer._write" not in [step.function for step in use.path]
