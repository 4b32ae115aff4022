"""Installs a package with what it needs into a folder of its own, its artifact beside it."""

import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SECONDS = 240
_LARGEST = 60_000_000
_DONE = "installed.txt"


class Unfit(Exception):
    """A package that cannot be installed or has nothing to run here."""


@dataclass(frozen=True)
class Installed:
    """A package with its artifact, and the folder that it and what it needs are installed in."""

    target: str
    artifact: Path
    folder: Path

    @property
    def ecosystem(self) -> str:
        return self.target.partition(":")[0]

    @property
    def name(self) -> str:
        return self.target.partition(":")[2]

    def own_files(self) -> list[str]:
        """The files of a wheel, as they are installed."""
        with zipfile.ZipFile(self.artifact) as archive:
            return [name for name in archive.namelist() if not name.endswith("/")]

    def manifest(self) -> dict[str, Any]:
        """A tarball's package.json."""
        with tarfile.open(self.artifact) as archive:
            root = archive.getnames()[0].partition("/")[0]
            found = archive.extractfile(f"{root}/package.json")
            said: dict[str, Any] = json.load(found) if found else {}
        return said


def installed(target: str, keep: Path) -> Installed:
    """Install a package, or find it as it was installed the last time.

    Raises:
        Unfit: It cannot be installed; that is kept too.
    """
    place = keep / target.replace("/", "__").replace(":", "-")
    folder, done, unfit = place / "installed", place / _DONE, place / "unfit.txt"
    if unfit.is_file():
        raise Unfit(unfit.read_text("utf-8"))
    if not done.is_file():
        shutil.rmtree(place, ignore_errors=True)
        folder.mkdir(parents=True)
        ecosystem, name = target.split(":", 1)
        try:
            artifact = (_pypi if ecosystem == "pypi" else _npm)(name, place, folder)
        except (Unfit, subprocess.SubprocessError, OSError) as error:
            shutil.rmtree(folder, ignore_errors=True)
            unfit.write_text(f"{error}\n", "utf-8")
            raise Unfit(target) from error
        done.write_text(artifact.name, "utf-8")
    return Installed(target, place / done.read_text("utf-8"), folder)


def _pypi(name: str, place: Path, folder: Path) -> Path:
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "-q")
    only = ("--only-binary", ":all:")
    _run(*pip, "download", "--no-deps", *only, "-d", str(place), name, cwd=place)
    wheel = next(place.glob("*.whl"))
    if wheel.stat().st_size > _LARGEST:
        wheel.unlink()
        raise Unfit("too large")
    options = ("--no-compile", "--target", str(folder))
    _run(*pip, "install", *only, *options, str(wheel), cwd=place)
    return wheel


def _npm(name: str, place: Path, folder: Path) -> Path:
    _run("npm", "pack", "--silent", name, cwd=place)
    tarball = next(place.glob("*.tgz"))
    (folder / "package.json").write_text("{}")
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--silent", "--omit", "dev")
    _run("npm", "install", *options, str(tarball), cwd=folder)
    return tarball


def _run(*command: str, cwd: Path) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=_SECONDS)
    if done.returncode:
        raise Unfit(f"{command[:3]}: {done.stderr[-300:]}")
