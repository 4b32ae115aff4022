"""hexora, the peer that the reading of Python is measured beside."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers import Peer
from benchmarks.texts import texts


class Hexora:
    """The newest hexora; reads Python as files of a folder."""

    def __init__(self, work: Path) -> None:
        self._peer = Peer("hexora", work)
        self._texts = work / "python"
        self._report = work / "hexora.json"
        self.version = self._peer.version

    def write(self, archives: Sequence[Path]) -> None:
        """Lay the Python texts of these artifacts down as data, each digest once."""
        self._texts.mkdir()
        for text in texts(archives):
            if text.language == "python":
                (self._texts / f"{text.digest}.py").write_bytes(text.data)

    def seconds(self) -> float:
        """Processor seconds of one audit of all the texts."""
        options = ("--output-format", "json", "--output-path", str(self._report))
        done = self._peer.run("audit", *options, str(self._texts))
        if done.status:
            raise SystemExit(f"hexora ended with status {done.status}")
        return done.cpu
