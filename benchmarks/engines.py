"""The engine of this checkout as its wheel installs it: compiled."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from compileall import compile_dir
from pathlib import Path
from zipfile import ZipFile

from benchmarks.bench import INTERPRETED, say

_ROOT = Path(__file__).parents[1]


def compiled(folder: Path) -> Path | None:
    """What Python imports to run the compiled engine, or ``None`` when it cannot be built here.

    Args:
        folder: Where built ones are kept, each by the digest of its sources: a build takes minutes.
    """
    site = folder / f"engine-{_digest()}"
    if not site.is_dir():
        say("compiling the engine, which takes minutes")
        made = folder / f"{site.name}.part"
        try:
            wheel(made)
        except subprocess.CalledProcessError as failed:
            say(f"It cannot be compiled here: {failed}.")
            return None
        (built,) = made.glob("*.whl")
        with ZipFile(built) as archive:
            archive.extractall(made)
        built.unlink()
        compile_dir(made, quiet=1)  # as an installer does
        made.rename(site)
    return site


def wheel(folder: Path) -> None:
    """Build the compiled wheel of this checkout into a folder that is made anew.

    Raises:
        subprocess.CalledProcessError: There is no C compiler, or it failed.
    """
    shutil.rmtree(folder, ignore_errors=True)
    command = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    environ = {**os.environ, "HATCH_BUILD_HOOKS_ENABLE": "1"}
    subprocess.run(command, cwd=_ROOT, env=environ, check=True, stdout=subprocess.DEVNULL)


def _digest() -> str:
    """Of all that a wheel is made of, and of the Python that it is made for."""
    state = hashlib.sha256(sys.version.encode())
    for path in _sources():
        state.update(path.relative_to(_ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return state.hexdigest()[:16]


def _sources() -> Iterator[Path]:
    yield _ROOT / "hatch_build.py"
    for path in sorted(INTERPRETED.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path
