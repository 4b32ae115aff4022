"""Archives and folders on this machine: which release they say they are."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tidewaiter.catalogue.budgets import Budget
from tidewaiter.model.member import Member, MemberPath
from tidewaiter.model.outcome import Failure, FailureKind, TargetFailed
from tidewaiter.model.release import ArtifactKind, Ecosystem, Release
from tidewaiter.sources.archives import open_artifact
from tidewaiter.sources.interface import Fetched, FetchedArtifact
from tidewaiter.sources.targets import is_name

_HEADERS = 64 * 1024  # bytes of a metadata file that may hold name and version
_FIELD = re.compile(r"^(name|version):[ \t]*(\S{1,200})[ \t]*\r?$", re.I | re.M)
_PYTHON = (ArtifactKind.SDIST, ArtifactKind.WHEEL, ArtifactKind.EGG)


class _Manifest(msgspec.Struct):
    name: str = ""
    version: str = ""


def fetch_local(path: Path, budget: Budget, target: str) -> Fetched:
    """Describe what lies at ``path``; nothing is copied and no network is used.

    Raises:
        TargetFailed: As `open_artifact` does.
    """
    if not path.exists():
        what = f"{target}: there is no such file or folder."
        hint = "Check the path; packages of registries are pypi:NAME and npm:NAME."
        raise TargetFailed(Failure(target, FailureKind.UNREADABLE, what, hint))
    kind = open_artifact(path, budget).kind
    filename = path.resolve().name
    ecosystem, name, version = _identify(path, budget, kind, filename)
    release = Release(_purl(ecosystem, name, version), ecosystem, name, version)
    sha256, size = ("", 0) if path.is_dir() else _digest(path)
    return Fetched(release, (FetchedArtifact(filename, kind, sha256, size, path),))


def _identify(
    path: Path, budget: Budget, kind: ArtifactKind, filename: str
) -> tuple[Ecosystem, str, str]:
    """Ecosystem, name and version, from the cheapest thing that says them."""
    found = _from_filename(filename) if kind in _PYTHON else None
    if found is None:
        for member in _metadata(path, budget, kind):
            found = _from_member(member)
            if found:
                break
    return found or (Ecosystem.GENERIC, _plain(filename), "")


def _from_filename(filename: str) -> tuple[Ecosystem, str, str] | None:
    from packaging.utils import (
        InvalidSdistFilename,
        InvalidWheelFilename,
        parse_sdist_filename,
        parse_wheel_filename,
    )

    try:
        if filename.endswith(".whl"):
            name, version, _, _ = parse_wheel_filename(filename)
        else:
            name, version = parse_sdist_filename(filename)
    except (InvalidSdistFilename, InvalidWheelFilename):
        return None
    return Ecosystem.PYPI, name, str(version)


def _metadata(path: Path, budget: Budget, kind: ArtifactKind) -> Iterator[Member]:
    """The members that say what a release is, in the order of the artifact."""
    if path.is_dir():
        for name in ("PKG-INFO", "package.json", *_dist_infos(path)):
            if (path / name).is_file():
                yield Member(MemberPath(name), name, _head(path / name))
        return
    if kind is not ArtifactKind.ARCHIVE:
        for member in open_artifact(path, budget, kind):
            if _says_what(member.path):
                yield member


def _dist_infos(path: Path) -> list[str]:
    return sorted(f"{one.name}/METADATA" for one in path.glob("*.dist-info"))[:1]


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4 * _HEADERS)


def _says_what(name: str) -> bool:
    return name in ("PKG-INFO", "EGG-INFO/PKG-INFO", "package.json") or (
        name.endswith(".dist-info/METADATA") and name.count("/") == 1
    )


def _from_member(member: Member) -> tuple[Ecosystem, str, str] | None:
    if member.path == "package.json":
        try:
            manifest = msgspec.json.decode(member.data, type=_Manifest)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None
        return _checked(Ecosystem.NPM, manifest.name, manifest.version)
    text = member.data[:_HEADERS].decode("utf-8", "replace").partition("\n\n")[0]
    fields = {key.lower(): value for key, value in reversed(_FIELD.findall(text))}
    return _checked(Ecosystem.PYPI, fields.get("name", ""), fields.get("version", ""))


def _checked(ecosystem: Ecosystem, name: str, version: str) -> tuple[Ecosystem, str, str] | None:
    if not is_name(ecosystem, name):
        return None
    if ecosystem is Ecosystem.PYPI:
        from packaging.utils import canonicalize_name

        name = canonicalize_name(name)
    sound = version.isprintable() and len(version) <= 200
    return ecosystem, name, version if sound else ""


def _purl(ecosystem: Ecosystem, name: str, version: str) -> str:
    from packageurl import PackageURL

    namespace, _, last = name.rpartition("/")
    return PackageURL(ecosystem.value, namespace or None, last, version or None).to_string()


def _plain(filename: str) -> str:
    printable = "".join(char for char in filename if char.isprintable())
    return printable or "unnamed"


def _digest(path: Path) -> tuple[str, int]:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size
