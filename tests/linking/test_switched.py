"""Calls that a flag makes two of: what they mean and what they touch goes together."""

from pathlib import Path

from tests.support.inspected import uses_of

STARTS = """
import subprocess, sys

def start(setup=()):
    command = [sys.executable, "-m", "p"]
    ask = bool(setup)
{body}
    subprocess.Popen(command, shell=ask)
"""


def started(folder: Path, body: str) -> set[tuple[str, str | None]]:
    """What is run by these lines, and whether in a shell."""
    text = STARTS.format(body="\n".join(f"    {line}" for line in body.split("\n")))
    uses = uses_of(folder, "p-1.0.tar.gz", {"p.py": text})
    return {(use.capability, use.destination) for use in uses}


def test_what_runs_in_a_shell_is_what_the_same_flag_has_made_of_it(tmp_path: Path) -> None:
    found = started(tmp_path, 'if ask:\n    command = "go && " + setup')
    assert found == {("process.shell", "go && {…}"), ("process.spawn", "{…} -m p")}


def test_the_other_arm_is_for_the_other_value(tmp_path: Path) -> None:
    for body in (
        'if ask:\n    command = "a"\nelse:\n    command = "b"',
        'if not ask:\n    command = "b"\nelse:\n    command = "a"',
        'command = "a"\nif not ask:\n    command = "b"',
    ):
        found = started(tmp_path, body)
        assert found == {("process.shell", "a"), ("process.spawn", "b")}, body


def test_both_may_be_run_in_a_shell_where_the_flag_does_not_say(tmp_path: Path) -> None:
    for body in (
        'if setup:\n    command = "a"',  # another name
        'if ask and setup:\n    command = "a"',  # more than the flag
        'if ask:\n    command = "a"\nask = more()',  # a new value since
        'for each in setup:\n    if ask:\n        command = "a"',
    ):
        found = started(tmp_path, body)
        assert found >= {("process.shell", "a"), ("process.shell", "{…} -m p")}, body
