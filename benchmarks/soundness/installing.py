"""Fetches an artifact, and installs it with what it needs for as long as it is recorded."""

import json
import os
import shutil
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from benchmarks.corpus.draw import obtained
from benchmarks.soundness.running import Ended, run
from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.model.release import ArtifactKind
from tidewaiter.sources import Releases, Settings

_SECONDS = 120
_UNFIT = "unfit.txt"


class Unfit(Exception):
    """A package that cannot be installed or has nothing to run here."""


@dataclass(frozen=True)
class Package:
    """A package with its artifact, and the folder that it and what it needs are installed in."""

    target: str
    artifact: Path

    @property
    def ecosystem(self) -> str:
        return self.target.partition(":")[0]

    @property
    def name(self) -> str:
        return self.target.partition(":")[2]

    @property
    def place(self) -> Path:
        return self.artifact.parent

    @property
    def folder(self) -> Path:
        return self.place / "installed"

    def files(self) -> list[str]:
        """The files of a wheel, as they are installed; those of a tarball below its root."""
        if self.ecosystem == "pypi":
            with zipfile.ZipFile(self.artifact) as archive:
                return [name for name in archive.namelist() if not name.endswith("/")]
        with tarfile.open(self.artifact) as archive:
            return [one.name.partition("/")[2] for one in archive if one.isfile()]

    def manifest(self) -> dict[str, Any]:
        """A tarball's package.json."""
        with tarfile.open(self.artifact) as archive:
            root = archive.getnames()[0].partition("/")[0]
            found = archive.extractfile(f"{root}/package.json")
            said: dict[str, Any] = json.load(found) if found else {}
        return said

    def unfit(self, why: str) -> Unfit:
        """Keep why it cannot be used."""
        (self.place / _UNFIT).write_text(f"{why}\n", "utf-8")
        return Unfit(self.target)


class Packages:
    """Fetches artifacts, and keeps them below a folder."""

    def __init__(self, keep: Path) -> None:
        self._keep = keep

    @cached_property
    def _releases(self) -> Releases:
        return Releases(Settings(environ=os.environ, budget=load_budget()))

    def place(self, target: str) -> Path:
        """The folder of a package."""
        return self._keep / target.replace("/", "__").replace(":", "-")

    def fetched(self, target: str) -> Package:
        """The package with the artifact that was fetched, now or once.

        Raises:
            Unfit: It has none, or could not be installed before.
        """
        place = self.place(target)
        if (place / _UNFIT).is_file():
            raise Unfit(target)
        if found := [*place.glob("*.whl"), *place.glob("*.tgz")]:
            return Package(target, found[0])
        place.mkdir(parents=True, exist_ok=True)
        kind = ArtifactKind.WHEEL if target.startswith("pypi:") else ArtifactKind.NPM
        drawn = obtained(self._releases, target, kind)
        if drawn is None:
            raise Package(target, place / "none").unfit("no artifact")
        pin, path = drawn
        shutil.copyfile(path, place / pin.filename)
        return Package(target, place / pin.filename)


@contextmanager
def installed(package: Package) -> Iterator[None]:
    """Install it, and remove it when it is done with: many take more room than a machine has.

    Raises:
        Unfit: It cannot be installed; that is kept too.
    """
    folder = package.folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        done = _install(package)
        if done.code:
            raise package.unfit(done.errors[-300:] or f"ended with {done.code}")
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _install(package: Package) -> Ended:
    folder, artifact = package.folder, str(package.artifact.resolve())
    if package.ecosystem == "npm":
        (folder / "package.json").write_text("{}")
        npm = ("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
        return run((*npm, "--omit", "dev", "--prefer-offline", artifact), folder, _SECONDS)
    wheels = ("--only-binary", ":all:", "--target", str(folder), artifact)
    if uv := shutil.which("uv"):
        command = (uv, "pip", "install", "-q", "--no-config", "--python", sys.executable, *wheels)
        return run(command, folder, _SECONDS)
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", "install")
    return run((*pip, "--no-compile", *wheels), folder, _SECONDS)
