"""What a thread assigns in ``run`` after it has called a method is not what that method reads."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of

SERVER = """
import os, socket, threading

class Server(threading.Thread):
    def __init__(self):
        self.port = 80
        super().__init__()

    def run(self):
        self.socket = self.make()
        self.port = os.environ["PORT"]  # got

    def make(self):
        made = socket.socket()
        made.bind(("localhost", self.port))
        return made
"""


def bound(folder: Path, text: str) -> set[str | None]:
    """Where it listens."""
    uses = uses_of(folder, "p-1.0.tar.gz", {"p.py": text})
    return {use.destination for use in uses if use.capability == "net.listen"}


def test_a_method_reads_what_was_there_before(tmp_path: Path) -> None:
    assert bound(tmp_path, SERVER) == {"localhost:80"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("threading.Thread", "object"),
        ("        return made", "        return made\n    def again(self):\n        self.make()"),
        ("        return made", "        return made\n    def again(self):\n        self.run()"),
        ("  # got", "\n        self.make()"),
        (
            "self.socket = self.make()",
            "for _ in 1, 2:\n            self.make()\n            self.port = _",
        ),
        (
            "        return made",
            "        return made\n    def move(self, port):\n        self.port = port",
        ),
    ],
)
def test_unless_the_field_may_have_been_assigned_by_then(
    tmp_path: Path, old: str, new: str
) -> None:
    assert bound(tmp_path, SERVER.replace(old, new)) > {"localhost:80"}
