"""PyPI and every other index of the Simple API (PEP 503, 691, 700): what pip would choose."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from tidewaiter.model.outcome import Failure, FailureKind, TargetFailed
from tidewaiter.model.release import ArtifactKind, Ecosystem, Release
from tidewaiter.sources.http import Http
from tidewaiter.sources.interface import Listed, Resolved, Settings, no_earlier
from tidewaiter.sources.listings import Listings
from tidewaiter.sources.pages import Pages
from tidewaiter.sources.pip_settings import read_pip_settings
from tidewaiter.sources.targets import Target

if TYPE_CHECKING:
    from packaging.tags import Tag
    from packaging.version import Version
    from pypi_simple import DistributionPackage

_OFFERED = 5  # versions named when the wanted one does not exist
_KINDS = {"sdist": ArtifactKind.SDIST, "wheel": ArtifactKind.WHEEL}


class _Candidate(msgspec.Struct, frozen=True):
    """A file of the project; ``rank`` is smallest for what pip likes best, ``None`` for never."""

    file: "DistributionPackage"
    version: "Version"
    kind: ArtifactKind
    rank: int | None


class PyPI:
    """The indexes and find-links of the user's pip configuration."""

    def __init__(self, settings: Settings) -> None:
        pip = read_pip_settings(settings.environ)
        pages = Pages(settings.cache_dir / "pages" if settings.cache_dir else None)
        self.http = Http(pip.connection, pages, offline=settings.offline)
        self._listings = Listings(pip, self.http)
        self._all = settings.all_artifacts

    def resolve(self, target: Target) -> Resolved:
        candidates = list(_candidates(self._listings.files(target), target.name))
        if not candidates:
            raise _unknown(target)
        version = _choose_version(candidates, target)
        chosen = [one for one in candidates if one.version == version]
        inspected = chosen if self._all else _choose_files(chosen)
        listed = (_listed(one, one in inspected) for one in chosen)
        artifacts = tuple(sorted(listed, key=lambda one: one.filename))
        times = [one.published for one in artifacts if one.published]
        purl = f"pkg:pypi/{target.name}@{version}"
        published = min(times, default=None)
        release = Release(purl, Ecosystem.PYPI, target.name, str(version), published)
        return Resolved(release, artifacts)

    def before(self, target: Target) -> str:
        candidates = list(_candidates(self._listings.files(target), target.name))
        if not candidates:
            raise _unknown(target)
        version = _choose_version(candidates, target)
        published = _published(candidates)
        limit = published.get(version)
        earlier = [
            one.version
            for one in candidates
            if one.version < version
            and not one.file.is_yanked
            and (limit is None or published.get(one.version, limit) <= limit)
        ]
        if not earlier:
            raise no_earlier(target, str(version))
        return str(max([one for one in earlier if not one.is_prerelease] or earlier))


def _published(candidates: list[_Candidate]) -> "dict[Version, datetime]":
    """When the first file of each version was uploaded, where the index says it."""
    found: dict[Version, datetime] = {}
    for one in candidates:
        time = one.file.upload_time
        if time is not None:
            found[one.version] = min(time, found.get(one.version, time))
    return found


def _candidates(files: "Iterable[DistributionPackage]", name: str) -> Iterator[_Candidate]:
    from packaging.tags import sys_tags
    from packaging.utils import canonicalize_name
    from packaging.version import InvalidVersion, Version

    tags = {tag: place for place, tag in enumerate(sys_tags())}
    for file in files:
        kind = _KINDS.get(file.package_type or "")
        if kind is None or canonicalize_name(file.project or "") != name:
            continue
        try:
            version = Version(file.version or "")
        except InvalidVersion:
            continue  # pip passes over legacy versions too
        yield _Candidate(file, version, kind, _rank(file, kind, tags))


def _rank(file: "DistributionPackage", kind: ArtifactKind, tags: "dict[Tag, int]") -> int | None:
    """Place among the files of a version, best first; sdists come after every wheel."""
    from packaging.utils import InvalidWheelFilename, parse_wheel_filename

    if not _python_fits(file.requires_python):
        return None
    if kind is ArtifactKind.SDIST:
        return len(tags)
    try:
        its_tags = parse_wheel_filename(file.filename)[3]
    except InvalidWheelFilename:
        return None
    return min((tags[tag] for tag in its_tags if tag in tags), default=None)


def _python_fits(requires: str | None) -> bool:
    import platform

    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        return not requires or SpecifierSet(requires).contains(
            platform.python_version(), prereleases=True
        )
    except InvalidSpecifier:
        return True  # as pip does


def _choose_version(candidates: list[_Candidate], target: Target) -> "Version":
    from packaging.version import Version

    if target.version is not None:
        wanted = Version(target.version)
        if any(one.version == wanted for one in candidates):
            return wanted
        raise _missing_version(target, {one.version for one in candidates})
    # Each step keeps what the one before left, unless nothing would be left.
    preferences: tuple[Callable[[_Candidate], bool], ...] = (
        lambda one: not one.file.is_yanked,
        lambda one: one.rank is not None,
        lambda one: not one.version.is_prerelease,
    )
    for keep in preferences:
        candidates = [one for one in candidates if keep(one)] or candidates
    return max(one.version for one in candidates)


def _choose_files(candidates: list[_Candidate]) -> list[_Candidate]:
    """The sdist, and the wheel pip would take; without one that fits, the first by name."""
    sdists = [one for one in candidates if one.kind is ArtifactKind.SDIST]
    wheels = [one for one in candidates if one.kind is ArtifactKind.WHEEL]
    fitting = [one for one in wheels if one.rank is not None]
    if fitting:
        best = min(fitting, key=lambda one: (one.rank, -_build(one), one.file.filename))
        return [*sdists, best]
    if sdists:
        return sdists
    return sorted(wheels, key=lambda one: one.file.filename)[:1]


def _build(candidate: _Candidate) -> int:
    """The build number, of which a higher one wins (PEP 427); -1 without one."""
    match = re.match(r"[^-]+-[^-]+-(\d{1,18})[^-]*-[^-]+-[^-]+-", candidate.file.filename)
    return int(match[1]) if match else -1


def _listed(candidate: _Candidate, inspected: bool) -> Listed:
    file = candidate.file
    time = file.upload_time
    return Listed(
        filename=file.filename,
        kind=candidate.kind,
        url=file.url.partition("#")[0],
        digests={name.lower(): value.lower() for name, value in file.digests.items()},
        size=file.size,
        published=time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if time else None,
        inspected=inspected,
    )


def _unknown(target: Target) -> TargetFailed:
    what = f"{target.text}: no index of your pip settings has a package of this name."
    hint = f"Check the spelling; npm packages are npm:{target.name}."
    return TargetFailed(Failure(target.text, FailureKind.NOT_FOUND, what, hint))


def _missing_version(target: Target, versions: "set[Version]") -> TargetFailed:
    newest = ", ".join(str(one) for one in sorted(versions, reverse=True)[:_OFFERED])
    what = f"{target.text}: there is no version {target.version} of {target.name}."
    return TargetFailed(
        Failure(target.text, FailureKind.NOT_FOUND, what, f"The newest ones are {newest}.")
    )
