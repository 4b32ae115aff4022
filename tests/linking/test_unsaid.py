"""What tests leave out wherever they call their own helpers is what the helpers say by default."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of

SERVER = """
import socket

class Server:
    def __init__(self, handler=None, host="localhost", port=0):
        self.handler = handler
        self.address = (host, port)

    def listen(self):
        socket.socket().bind(self.address)

    @classmethod
    def of(cls, text, **options):
        return Server(text, **options)

class Secure(Server):
    def __init__(self, *, handler=None, port=0):
        super().__init__(handler, port=port)
"""


def bound(folder: Path, test: str, **more: str) -> set[str | None]:
    """Where tests listen that have this helper and this text."""
    members = {
        "setup.py": "from setuptools import setup\nsetup(name='p')\n",
        "p/__init__.py": "",
        "tests/__init__.py": "",
        "tests/server.py": SERVER,
        "tests/test_it.py": f"import socket\nfrom tests.server import Server, Secure\n{test}",
        **{f"{name}.py": text for name, text in more.items()},
    }
    uses = uses_of(folder, "p-1.0.tar.gz", members)
    return {use.destination for use in uses if use.capability == "net.listen"} - {None}


def test_what_no_test_gives_is_the_default(tmp_path: Path) -> None:
    test = "def test():\n    Server(print).listen()\n    Server.of('a').listen()\n    Secure()"
    assert bound(tmp_path, test) == {"localhost:0"}


@pytest.mark.parametrize(
    "test",
    [
        "Server(port=80)",
        "Server(print, 'a', 80)",
        "Server.of('a', port=80)",
        "Server(**{'port': 80})",
        "Server(*given)",
        "Server(**given)",
        "Secure(port=80)",
        "make(Server, print, 'a', 80)",
        "made = Server\nmade(print, 'a', 80)",
        "load('tests.server.Server')(print, 'a', 80)",
        "class Other(Server): pass\nOther(print, 'a', 80)",
        "class Other(Server):\n    def get(self): return type(self)(print, 'a', 80)",
    ],
)
def test_any_other_call_may_give_it(tmp_path: Path, test: str) -> None:
    assert bound(tmp_path, test) > {"localhost:0"}


def test_a_helper_that_others_import_may_be_given_anything(tmp_path: Path) -> None:
    assert bound(tmp_path, "", **{"p/other": "import tests.server"}) > {"localhost:0"}
    unread = "from tests.server import Server\nserver = Server(None, 'a', 80)"
    assert bound(tmp_path, "", **{"tests/test_other": unread}) > {"localhost:0"}


def test_what_a_package_has_is_called_by_anybody(tmp_path: Path) -> None:
    uses = uses_of(tmp_path, "p-1.0.tar.gz", {"p/__init__.py": SERVER})
    assert len({use.destination for use in uses if use.capability == "net.listen"}) > 1
