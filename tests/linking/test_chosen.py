"""What was made of a name before a test tells what that name is."""

from pathlib import Path

from tests.support.inspected import uses_of

FREE = """
import os

def free(family):
    if family == "INET":
        return "inet.sock"
    elif family == "PIPE":
        return "pipe.sock"
    return "unix.sock"

def listen(address=None, family=None):
    family = family or os.environ["FAMILY"]
    address = address or free(family)
{body}
"""


def deleted(folder: Path, body: str) -> set[str | None]:
    """What these lines delete."""
    return {told for _, told in deleting(folder, body)}


def deleting(folder: Path, body: str) -> set[tuple[str, str | None]]:
    """The same with what deletes."""
    text = FREE.format(body="\n".join(f"    {line}" for line in body.split("\n")))
    uses = uses_of(folder, "p-1.0.tar.gz", {"p.py": text})
    return {(use.api, use.destination) for use in uses if use.capability == "fs.delete"}


def test_a_call_gives_what_it_gives_for_what_a_test_says_that_it_was_given(tmp_path: Path) -> None:
    body = 'if family == "PIPE":\n    os.remove(address)\nelse:\n    os.rmdir(address)'
    found = deleting(tmp_path, body)
    assert {told for api, told in found if api == "os.remove"} == {"pipe.sock", "{…}"}
    assert {"inet.sock", "unix.sock"} <= {told for api, told in found if api == "os.rmdir"}


def test_it_gives_that_inside_of_the_test_as_well(tmp_path: Path) -> None:
    body = 'if family == "PIPE":\n    path = free(family)\n    os.remove(path)'
    assert deleted(tmp_path, body) == {"pipe.sock"}


def test_it_may_give_anything_where_that_is_not_said(tmp_path: Path) -> None:
    for body in (
        'family = os.environ["OTHER"]\nif family == "PIPE":\n    os.remove(address)',
        'if family == "PIPE":\n    family = "INET"\n    os.remove(address)',
        'if family == "PIPE" or address:\n    os.remove(address)',
        'if family != "PIPE":\n    os.remove(address)',
        'for family in "INET", "PIPE":\n    if family == "PIPE":\n        os.remove(address)',
    ):
        assert {"inet.sock", "pipe.sock", "unix.sock"} <= deleted(tmp_path, body), body


def test_what_was_made_in_another_turn_of_a_loop_is_not_said(tmp_path: Path) -> None:
    body = """
for family in os.listdir():
    if family:
        address = free(family)
    if family == "PIPE":
        os.remove(address)"""
    assert {"inet.sock", "pipe.sock", "unix.sock"} <= deleted(tmp_path, body)
