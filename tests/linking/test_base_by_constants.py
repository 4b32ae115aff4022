"""A base class that a helper gives for constants is the one that this call asks for."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of

SERVER = """
import os

def _original(module, name):
    return getattr(__import__(module), name)

_LOCK = _original("_thread", "allocate_lock")
_THREAD = _original("threading", "Thread")
_EVENT = _original("threading", "Event")
_SLEEP = _original("time", "sleep")
_SOCKET = _original("socket", "socket")
_TIME = _original("time", "time")

class _Server(_THREAD):
    def start(self):
        super().start()
    def run(self):
        os.remove("a.sock")

def serve():
    _Server().start()
"""


@pytest.mark.parametrize(
    ("base", "runs"),
    [
        ("_THREAD", True),
        ('_original("threading", "Thread")', True),
        ("_EVENT", False),
        ('_original("socket", "socket")', False),
    ],
)
def test_start_runs_what_a_thread_runs(tmp_path: Path, base: str, runs: bool) -> None:
    text = SERVER.replace("_Server(_THREAD)", f"_Server({base})")
    uses = uses_of(tmp_path, "p-1.0.tar.gz", {"p.py": text})
    deleted = [use for use in uses if use.capability == "fs.delete"]
    assert [use.entry for use in deleted] == (["p.serve()"] if runs else [""])
