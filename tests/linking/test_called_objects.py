"""An object that is called runs with what made it, and a call that leaves ``*rest`` out says so."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of

COMMAND = """
import subprocess

class Command:
    def __init__(self, words):
        self.words = words
    def __call__(self, *args, **kwargs):
        full = self.words + [str(a) for a in args] + [f"--{k}={v}" for k, v in kwargs.items()]
        subprocess.run(full)

class Runner:
    def start(self):
        Command(self._words())()
    def _words(self):
        raise NotImplementedError

class Cluster(Runner):
    def _words(self):
        return ["sbatch", "job.sh"]
"""


def started(folder: Path, text: str = COMMAND) -> set[str | None]:
    uses = uses_of(folder, "p-1.0.tar.gz", {"p.py": text})
    return {use.destination for use in uses if use.capability == "process.spawn"}


def test_an_object_that_is_called_has_what_it_was_made_of(tmp_path: Path) -> None:
    assert "sbatch job.sh" in started(tmp_path)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ('"a"', "sbatch job.sh a"),
        ("now=1", "sbatch job.sh --now=1"),
        ("*self.more", "sbatch job.sh {…} {…}"),
        ("**self.more", "sbatch job.sh --{…}={…} {…}"),
    ],
)
def test_what_it_is_called_with_is_given_to_it(tmp_path: Path, given: str, told: str) -> None:
    found = started(tmp_path, COMMAND.replace("())()", f"())({given})"))
    assert "sbatch job.sh" not in found
    assert told in found


def test_a_list_that_nobody_gives_is_empty(tmp_path: Path) -> None:
    text = "import subprocess\ndef run(*words):\n    subprocess.run(['git', *words])\n"
    assert started(tmp_path, text + "def a():\n    run()\ndef b():\n    run('log')\n") == {
        "git",
        "git log",
        "git {…}",
    }


def test_what_is_spread_before_it_may_fill_a_list(tmp_path: Path) -> None:
    text = "import subprocess\ndef run(word, *words):\n    subprocess.run(['git', *words])\n"
    text += "def a(given):\n    run(*given)\ndef b():\n    run('x', 'log')\n"
    assert started(tmp_path, text) == {"git log", "git {…}"}


def test_what_a_function_outside_gives_is_not_that_function(tmp_path: Path) -> None:
    text = 'const load = require("proxyquire");\nconst run = load("../run", {});\nrun();\n'
    text += 'require("proxyquire").noCallThru()("../other", {})();\n'
    members = {"package.json": '{"name": "p", "version": "1.0.0"}', "index.js": text}
    uses = [u for u in uses_of(tmp_path, "p-1.0.tgz", members) if u.capability == "code.patch"]
    assert [use.destination for use in uses] == ["../run", "../other"]
