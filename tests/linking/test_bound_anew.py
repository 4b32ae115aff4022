"""What a name surely is by then: bound anew under a test that a call passes, or never false."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of

PYTHON = {"PKG-INFO": "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"}

SUITE = """import os
def _drop(package=None):
    name = "a"
    if package is not None:
        name = package + "/b"
    os.remove(name)
_drop(GIVEN)
"""


def removed(folder: Path, text: str) -> list[str | None]:
    """What is deleted, of each what is said."""
    uses = uses_of(folder, "acme-1.tgz", {**PYTHON, "acme/__init__.py": text})
    return [use.destination for use in uses if use.capability == "fs.delete"]


@pytest.mark.parametrize(
    ("given", "files"),
    [
        ('package="Py"', ["Py/b"]),
        ("package=make()", ["a", "{…}/b"]),
    ],
)
def test_a_name_is_what_a_call_surely_binds_it_to(
    tmp_path: Path, given: str, files: list[str | None]
) -> None:
    assert removed(tmp_path, SUITE.replace("GIVEN", given)) == files


def test_what_a_loop_or_a_handler_binds_is_not_sure(tmp_path: Path) -> None:
    text = """import os
def _drop(package):
    name = "a"
    if package:
        for each in os.listdir(package):
            name = "b"
        try:
            name = os.environ["NAME"] + "/c"
        except KeyError:
            pass
    os.remove(name)
_drop("Py")
"""
    assert removed(tmp_path, text) == ["a", "b", "{…}/c"]


@pytest.mark.parametrize(
    ("first", "files"),
    [
        ("pathlib.Path(__file__).parent / 'a'", ["{…}/a"]),
        ("'a' if os.name else 'c'", ["a", "c"]),
        ("'a' if os.name else ''", ["a", "b"]),
        ("os.environ.get('A')", ["b", "{…}"]),
        ("f'{os.name}'", ["b", "{…}"]),
    ],
)
def test_what_stands_behind_or_is_given_only_where_the_first_may_be_false(
    tmp_path: Path, first: str, files: list[str | None]
) -> None:
    text = f"import os, pathlib\nFIRST = {first}\nos.remove(FIRST or 'b')\n"
    assert removed(tmp_path, text) == files


def test_of_a_comprehension_each_is_what_it_makes(tmp_path: Path) -> None:
    text = """import os
names = [f"x/{name}" for name in os.listdir(".")]
for name in names:
    os.remove(name)
os.remove(names[1])
"""
    assert removed(tmp_path, text) == ["x/{…}", "x/{…}"]
