"""Behind a fork there is no Windows: what modules bind for it alone is not used there."""

from pathlib import Path

from tests.support.inspected import uses_of

SPAWN = """
import os, sys

if sys.platform != "win32":
    SERVICE = False
else:
    SERVICE = sys.executable.lower().endswith("service.exe")

if SERVICE:
    program = os.path.join(sys.exec_prefix, "python.exe")
else:
    program = "/usr/bin/python"

if os.name == "nt":
    shell = "cmd.exe"
else:
    shell = "/bin/sh"

def get():
    return program
"""
COMPAT = """
import os
import spawn

def run(path):
{body}

def start():
    run(spawn.get())

def shell():
    run(spawn.shell)
"""


def started(folder: Path, body: str) -> set[str | None]:
    """What is run in place of the interpreter."""
    text = COMPAT.format(body="\n".join(f"    {line}" for line in body.split("\n")))
    uses = uses_of(folder, "p-1.0.tar.gz", {"spawn.py": SPAWN, "compat.py": text})
    return {use.destination for use in uses if use.api == "os.execv"} - {None, "{…}"}


def test_what_is_bound_on_windows_only_is_not_run_behind_a_fork(tmp_path: Path) -> None:
    body = "if not os.fork():\n    os.execv(path, [path])"
    assert started(tmp_path, body) == {"/usr/bin/python", "/bin/sh"}


def test_without_a_fork_that_has_happened_it_may_be(tmp_path: Path) -> None:
    for body in (
        "os.execv(path, [path])",
        "if path:\n    os.fork()\nos.execv(path, [path])",
        "os.execv(path, [path])\nos.fork()",
    ):
        found = started(tmp_path, body)
        assert {"/usr/bin/python", "{…}/python.exe", "/bin/sh", "cmd.exe"} <= found, body
