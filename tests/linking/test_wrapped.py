"""Commands that run another command are told as both."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of


def capabilities(folder: Path, line: str) -> set[str]:
    """What an installation does by one line."""
    text = f'{{"name": "p", "version": "1.0.0", "scripts": {{"preinstall": "{line}"}}}}'
    uses = uses_of(folder, "p-1.0.0.tgz", {"package.json": text})
    return {use.capability for use in uses}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("python3 -m pip install x", "net.connect"),
        ("venv/bin/python -I -m twine upload dist/*", "registry.publish"),
        ("py -m pip install x", "net.connect"),
        ("$PYTHON -m pip install x", "net.connect"),
        ("sudo python -m pip install x", "net.connect"),
        ("nohup curl http://a.example", "net.connect"),
    ],
)
def test_the_inner_command_is_told(tmp_path: Path, line: str, expected: str) -> None:
    assert expected in capabilities(tmp_path, line)


@pytest.mark.parametrize(
    "line",
    [
        "python3 setup.py -m pip install x",
        "python3 -m",
        "python3 -c 'pip install x'",
        "echo python -m pip install x",
        "pythonx -m pip install x",
    ],
)
def test_words_of_another_command_are_none(tmp_path: Path, line: str) -> None:
    assert "net.connect" not in capabilities(tmp_path, line)


def test_a_module_that_python_starts_is_told_too(tmp_path: Path) -> None:
    setup = (
        "import subprocess, sys\nsubprocess.check_call([sys.executable, '-m', 'pip', 'install'])\n"
    )
    members = {"PKG-INFO": "Name: p\nVersion: 1\n", "setup.py": setup}
    uses = uses_of(tmp_path, "p-1.tar.gz", members)
    assert {"process.spawn", "net.connect"} <= {use.capability for use in uses}
