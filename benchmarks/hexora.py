"""hexora, the peer that speed is measured beside: installed anew, its newest version."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.bench import environment, say
from benchmarks.processes import cost
from benchmarks.texts import texts


class Hexora:
    """The newest hexora, in an environment of its own; reads Python as files of a folder."""

    def __init__(self, work: Path) -> None:
        self._home = work / "hexora"
        self._texts = work / "python"
        self._report = work / "hexora.json"
        self._bin = self._home / ("Scripts" if sys.platform == "win32" else "bin")
        say("installing hexora")
        self._call(sys.executable, "-m", "venv", str(self._home))
        pip = (str(self._bin / "python"), "-m", "pip", "--disable-pip-version-check")
        self._call(*pip, "install", "-q", "hexora")
        shown = self._call(*pip, "list", "--format", "json")
        self.version = next(p["version"] for p in json.loads(shown) if p["name"] == "hexora")

    def write(self, archives: Sequence[Path]) -> None:
        """Lay the Python texts of these artifacts down as data, each digest once."""
        self._texts.mkdir()
        for text in texts(archives):
            if text.language == "python":
                (self._texts / f"{text.digest}.py").write_bytes(text.data)

    def seconds(self) -> float:
        """Processor seconds of one audit of all the texts."""
        options = ("--output-format", "json", "--output-path", str(self._report))
        command = (str(self._bin / "hexora"), "audit", *options, str(self._texts))
        done = cost(command, environment(self._home), self._home)
        if done.status:
            raise SystemExit(f"hexora ended with status {done.status}")
        return done.cpu

    def _call(self, *command: str) -> str:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
