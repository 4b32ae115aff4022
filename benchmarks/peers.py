"""A peer that ours is measured beside: its newest version, in an environment of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.bench import say
from benchmarks.processes import Cost, cost


class Peer:
    """A tool of the package index, installed anew.

    Attributes:
        home: Its environment, which is its current folder too.
        version: What was installed.
    """

    def __init__(self, name: str, work: Path) -> None:
        self.home = work / name
        self._name = name
        self._bin = self.home / ("Scripts" if sys.platform == "win32" else "bin")
        say(f"installing {name}")
        self._call(sys.executable, "-m", "venv", str(self.home))
        pip = (str(self._bin / "python"), "-m", "pip", "--disable-pip-version-check")
        self._call(*pip, "install", "-q", name)
        shown = self._call(*pip, "list", "--format", "json")
        self.version = next(p["version"] for p in json.loads(shown) if p["name"] == name)

    def run(self, *arguments: str) -> Cost:
        """What one run of it costs."""
        environ = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        return cost((str(self._bin / self._name), *arguments), environ, self.home)

    def _call(self, *command: str) -> str:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
