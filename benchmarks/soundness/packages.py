"""Installs a package into a throw-away folder and records what its modules do when imported."""

import json
import os
import random
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import msgspec

from benchmarks.soundness import Recording

_HERE = Path(__file__).parent
_SECONDS = 240
_MOST_MODULES = 40
_LARGEST = 60_000_000
_ASIDE = frozenset(
    {
        *("test", "tests", "testing", "_test", "_tests", "conftest", "setup", "__main__"),
        *("example", "examples", "docs", "doc", "benchmark", "benchmarks", "demo", "demos"),
    }
)


class Recorded(msgspec.Struct):
    """One package: its artifact's file name, and what its modules did."""

    target: str
    filename: str
    recordings: list[Recording]


class Unfit(Exception):
    """A package that cannot be installed or has nothing to import here."""


def record(target: str, keep: Path) -> Recorded:
    """Install and import a package, or read what was kept of the last time.

    The artifact is kept beside the recording, so that another engine is held against the same.

    Raises:
        Unfit: It cannot be installed, or has nothing to import; that is kept too.
    """
    place = keep / target.replace("/", "__").replace(":", "-")
    kept = place / "recorded.json"
    if not kept.is_file():
        place.mkdir(parents=True, exist_ok=True)
        ecosystem, name = target.split(":", 1)
        try:
            found = (_pypi if ecosystem == "pypi" else _npm)(target, name, place)
        except (Unfit, subprocess.SubprocessError, OSError) as error:
            found = Recorded(target, "", [])
            (place / "unfit.txt").write_text(f"{error}\n")
        kept.write_bytes(msgspec.json.encode(found))
    recorded = msgspec.json.decode(kept.read_bytes(), type=Recorded)
    if not recorded.recordings:
        raise Unfit(target)
    return recorded


def artifact(recorded: Recorded, keep: Path) -> Path:
    """Where the artifact of a recording lies."""
    return keep / recorded.target.replace("/", "__").replace(":", "-") / recorded.filename


def _run(*command: str, cwd: Path, given: str = "") -> str:
    done = subprocess.run(
        command, cwd=cwd, input=given, capture_output=True, text=True, timeout=_SECONDS
    )
    if done.returncode:
        raise Unfit(f"{command[:3]}: {done.stderr[-300:]}")
    return done.stdout


# Python


def _pypi(target: str, name: str, place: Path) -> Recorded:
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "-q")
    only = ("--only-binary", ":all:")
    _run(*pip, "download", "--no-deps", *only, "-d", str(place), name, cwd=place)
    wheel = next(place.glob("*.whl"))
    if wheel.stat().st_size > _LARGEST:
        wheel.unlink()
        raise Unfit("too large")
    folder = place / "installed"
    try:
        options = ("--no-compile", "--target", str(folder))
        _run(*pip, "install", *only, *options, str(wheel), cwd=place)
        own = _own_files(wheel)
        modules = _modules(own)
        listed = place / "own.txt"
        listed.write_text("\n".join(own))
        recorder = (sys.executable, "-I", "-S", str(_HERE / "record_python.py"))
        home = {**os.environ, "HOME": str(place), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            (*recorder, str(folder.resolve()), str(listed)),
            input="\n".join(modules),
            capture_output=True,
            text=True,
            timeout=_SECONDS * 3,
            env=home,
            cwd=folder,
        )
    finally:
        _remove(folder)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    said = [msgspec.json.decode(line, type=Recording) for line in lines]
    return Recorded(target, wheel.name, said)


def _own_files(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return [name for name in archive.namelist() if not name.endswith("/")]


def _modules(own: list[str]) -> list[str]:
    """The modules that are imported, the top-level ones first; of many some, by a fixed seed."""
    found: list[str] = []
    for path in own:
        parts = list(PurePosixPath(path).parts)
        if not path.endswith(".py") or any(part.endswith(".data") for part in parts):
            continue
        parts[-1] = parts[-1].removesuffix(".py")
        if _ASIDE.intersection(parts) or not all(part.isidentifier() for part in parts):
            continue
        if any(part.startswith("test_") for part in parts):
            continue
        found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    top = sorted({name for name in found if name and "." not in name})
    below = sorted({name for name in found if "." in name})
    random.Random(0).shuffle(below)
    return [*top, *below[:_MOST_MODULES]]


# npm


def _npm(target: str, name: str, place: Path) -> Recorded:
    _run("npm", "pack", "--silent", name, cwd=place)
    tarball = next(place.glob("*.tgz"))
    folder = place / "installed"
    folder.mkdir(exist_ok=True)
    (folder / "package.json").write_text("{}")
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--silent", "--omit", "dev")
    try:
        _run("npm", "install", *options, str(tarball), cwd=folder)
        said = list(_required(name, folder, tarball))
    finally:
        _remove(folder)
    return Recorded(target, tarball.name, said)


def _required(name: str, folder: Path, tarball: Path) -> Iterator[Recording]:
    with tarfile.open(tarball) as archive:
        root = archive.getnames()[0].partition("/")[0]
        manifest = json.load(archive.extractfile(f"{root}/package.json"))  # type: ignore[arg-type]
    entries = [name]
    exports = manifest.get("exports")
    if isinstance(exports, dict):
        below = sorted(e for e in exports if e.startswith("./") and "*" not in e)
        entries += [name + e[1:] for e in below if not e.endswith(".json")][:_MOST_MODULES]
    for entry in entries:
        command = ("node", str(_HERE / "record_node.cjs"), str(folder.resolve()), name, entry)
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=60, cwd=folder, check=False
            )
        except subprocess.TimeoutExpired:
            yield Recording(entry, "", [], "no end")
            continue
        lines = [line for line in done.stdout.splitlines() if line.startswith('{"module"')]
        if lines:
            yield msgspec.json.decode(lines[-1], type=Recording)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
