"""What every measurement needs: the corpus on this machine, a work folder, warm compiled data."""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import Pin
from tidewaiter.catalogue import load
from tidewaiter.reading.sieve import Sieve

INTERPRETED = Path(__file__).parents[1] / "src"
"""What Python imports to run the engine as the checkout has it."""

TIDEWAITER = (sys.executable, "-P", "-m", "tidewaiter")


@dataclass(frozen=True)
class Bench:
    """What is measured, where, and how often.

    Attributes:
        archives: The pinned artifacts and where they lie.
        small: The wheel that `startup` inspects.
        work: A folder that goes away afterwards.
        rounds: How often `speed` measures all of the corpus.
        scripts: Further tarballs of npm, for the speed of JavaScript alone.
        minified: Tarballs whose minified files are measured one by one.
        engine: What Python imports to run the engine: compiled, if it can be compiled here.
        plots: Where plots are kept, if they are.
    """

    archives: tuple[tuple[Pin, Path], ...]
    small: Path
    work: Path
    rounds: int
    scripts: tuple[Path, ...] = ()
    minified: tuple[Path, ...] = ()
    engine: Path = INTERPRETED
    plots: Path | None = None

    @property
    def is_compiled(self) -> bool:
        """Whether the engine is."""
        return self.engine != INTERPRETED

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

    def environment(self, cache: Path) -> dict[str, str]:
        """What the command runs in, with this cache."""
        return environment(cache, self.engine)

    def cache(self, name: str) -> Path:
        """A fresh cache folder that holds only what is compiled from the engine's own data."""
        folder = self.work / f"cache-{name}"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.compiled, folder / "compiled")
        return folder


def environment(cache: Path, engine: Path | None = None) -> dict[str, str]:
    """The process's own, without the user's settings of Tidewaiter.

    Args:
        engine: What Python imports to run the engine; ``None`` leaves it at what is installed.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TIDEWAITER_")}
    if engine is not None:
        kept["PYTHONPATH"] = str(engine)
    return {**kept, "TIDEWAITER_CACHE_DIR": str(cache)}


def say(what: str) -> None:
    """Progress, on standard error."""
    line = f"\r\x1b[2K{what[:78]}" if sys.stderr.isatty() else f"{what}\n"
    sys.stderr.write(line)
    sys.stderr.flush()
