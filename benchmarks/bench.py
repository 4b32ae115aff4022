"""What every measurement needs: the corpus on this machine, a work folder, warm compiled data."""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import Pin
from tidewaiter.catalogue import load
from tidewaiter.reading.sieve import Sieve

TIDEWAITER = (sys.executable, "-P", "-m", "tidewaiter")


@dataclass(frozen=True)
class Bench:
    """What is measured, where, and how often.

    Attributes:
        archives: The pinned artifacts and where they lie.
        small: The wheel that `startup` inspects.
        work: A folder that goes away afterwards.
        rounds: How often `speed` measures all of the corpus.
    """

    archives: tuple[tuple[Pin, Path], ...]
    small: Path
    work: Path
    rounds: int

    @property
    def compiled(self) -> Path:
        """The catalogue and the sieve, compiled; made once, as an installed command has them."""
        folder = self.work / "compiled"
        if not folder.is_dir():
            say("compiling the catalogue and the sieve")
            sieve = Sieve(load(folder), folder)
            for language in ("python", "javascript", "shell"):
                sieve.hit(language, b"")
        return folder

    def cache(self, name: str) -> Path:
        """A fresh cache folder that holds only what is compiled from the engine's own data."""
        folder = self.work / f"cache-{name}"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.compiled, folder / "compiled")
        return folder


def environment(cache: Path) -> dict[str, str]:
    """The process's own, without the user's settings of Tidewaiter."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TIDEWAITER_")}
    return {**kept, "TIDEWAITER_CACHE_DIR": str(cache)}


def say(what: str) -> None:
    """Progress, on standard error."""
    line = f"\r\x1b[2K{what[:78]}" if sys.stderr.isatty() else f"{what}\n"
    sys.stderr.write(line)
    sys.stderr.flush()
