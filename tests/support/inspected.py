"""Inspects small packages that a test writes: the chain as a worker runs it, without a cache."""

import atexit
import io
import shutil
import tarfile
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.catalogue.load import load
from tidewaiter.inspection.cache import NoFacts
from tidewaiter.inspection.chain import ChainOptions, inspect_artifact
from tidewaiter.model.profile import Profile, Use
from tidewaiter.model.report import ArtifactReport
from tidewaiter.reading.sieve import Sieve


@cache
def catalogue() -> Path:
    """A folder with the compiled catalogue, which is all that a small release needs."""
    folder = Path(tempfile.mkdtemp(prefix="tidewaiter-catalogue-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    load(folder)
    return folder


@cache
def compiled() -> Path:
    """A folder of compiled data that all tests of this run share; making it takes seconds."""
    folder = tempfile.mkdtemp(prefix="tidewaiter-compiled-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    sieve = Sieve(load(Path(folder)), Path(folder))
    for language in ("python", "javascript", "shell"):
        sieve.hit(language, b"")
    return Path(folder)


def uses_of(
    folder: Path,
    name: str,
    members: Mapping[str, str | bytes],
    made: Path | None = None,
    catalogues: tuple[Path, ...] = (),
) -> tuple[Use, ...]:
    """The uses of an artifact, as `inspected` finds them."""
    return inspected(folder, name, members, made, catalogues)[1].uses


def inspected(
    folder: Path,
    name: str,
    members: Mapping[str, str | bytes],
    made: Path | None = None,
    catalogues: tuple[Path, ...] = (),
) -> tuple[ArtifactReport, Profile]:
    """The report on an artifact ``name`` (``.tgz`` with one root folder) with these members.

    Args:
        made: The folder of compiled data; by default one that holds all of it.
        catalogues: Files with further entries.
    """
    archive = folder / name
    with tarfile.open(archive, "w:gz") as tar:
        for path, text in members.items():
            data = text.encode() if isinstance(text, str) else text
            info = tarfile.TarInfo(f"package/{path}")
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    options = ChainOptions(load_budget(), made or compiled(), catalogues)
    return inspect_artifact(archive, name, None, options, NoFacts(), lambda _: None, ())


def told(uses: tuple[Use, ...]) -> set[tuple[str, str, str | None]]:
    """What a reader is told first: capability, phase, destination."""
    return {(use.capability, use.phase.value, use.destination) for use in uses}
