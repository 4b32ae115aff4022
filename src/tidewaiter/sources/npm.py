"""npm registries: packuments, tags and ranges → what ``npm install`` would choose."""

import base64
import binascii
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec

from tidewaiter.model.outcome import Failure, FailureKind, TargetFailed
from tidewaiter.model.release import ArtifactKind, Ecosystem, Release
from tidewaiter.sources.http import Http
from tidewaiter.sources.interface import Listed, Resolved, Settings, no_earlier
from tidewaiter.sources.npm_settings import read_npm_settings
from tidewaiter.sources.pages import Page, Pages
from tidewaiter.sources.targets import Target

_OFFERED = 5
_ALGORITHMS = ("sha512", "sha384", "sha256", "sha1")


class _Dist(msgspec.Struct):
    """What a version says about its tarball; only these fields are trusted to have a type."""

    tarball: str
    integrity: str | None = None
    shasum: str | None = None


class _Version(msgspec.Struct):
    dist: _Dist
    deprecated: Any = None
    user: Any = msgspec.field(name="_npmUser", default=None)


class _Packument(msgspec.Struct):
    """All versions of a package; a broken version is only found when it is chosen."""

    versions: dict[str, msgspec.Raw] = {}
    tags: dict[str, str] = msgspec.field(name="dist-tags", default_factory=dict)
    time: dict[str, Any] = {}


class Npm:
    """The registries of the user's npm configuration."""

    def __init__(self, settings: Settings) -> None:
        self._npm = read_npm_settings(settings.environ)
        pages = Pages(settings.cache_dir / "pages" if settings.cache_dir else None)
        self.http = Http(self._npm.connection, pages, offline=settings.offline)

    def resolve(self, target: Target) -> Resolved:
        packument = self._packument(target)
        version = _choose_version(packument, target)
        listed = _listed(packument, version, target)
        name = quote(target.name, safe="/")
        purl = f"pkg:npm/{name.replace('@', '%40')}@{quote(version, safe='')}"
        publisher = _publisher(packument.versions[version])
        release = Release(purl, Ecosystem.NPM, target.name, version, listed.published, publisher)
        return Resolved(release, (listed,))

    def before(self, target: Target) -> str:
        packument = self._packument(target)
        version = _choose_version(packument, target)
        limit = _whole_seconds(packument.time.get(version))
        earlier = []
        for one in packument.versions:
            published = _whole_seconds(packument.time.get(one))
            if _is_below(one, version) and (not limit or not published or published <= limit):
                earlier.append(one)
        if not earlier:
            raise no_earlier(target, version)
        return _highest(earlier, "*") or _last(earlier)

    def _packument(self, target: Target) -> _Packument:
        registry = self._npm.registry_for(target.name) or _default_registry()
        url = f"{registry.rstrip('/')}/{quote(target.name, safe='@')}"
        page = self.http.page(url, "application/json", target.text)
        if page is None:
            raise _unknown(target)
        return _parse(page, target)


def _default_registry() -> str:
    """npm's public registry, as packageurl knows it."""
    from packageurl.contrib import purl2url

    url = purl2url.get_download_url("pkg:npm/npm@1.0.0")  # type: ignore[no-untyped-call]
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _parse(page: Page, target: Target) -> _Packument:
    try:
        return msgspec.json.decode(page.body, type=_Packument)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _no_packument(target) from error


def _choose_version(packument: _Packument, target: Target) -> str:
    """A tag, an exact version, or the highest in a range that ``latest`` does not already fit."""
    wanted = target.version or "latest"
    tagged = packument.tags.get(wanted, wanted)
    if tagged in packument.versions:
        return tagged
    found = _highest(list(packument.versions), "*" if target.version is None else wanted)
    if found is None:
        raise _missing_version(packument, target)
    latest = packument.tags.get("latest", "")
    return latest if latest in packument.versions and _fits(latest, wanted) else found


def _highest(versions: list[str], wanted: str) -> str | None:
    import nodesemver

    sound = [one for one in versions if nodesemver.valid(one, loose=True)]
    try:
        found = nodesemver.max_satisfying(sound, wanted, loose=True)
    except (ValueError, IndexError, KeyError, AttributeError):
        return None  # no range at all
    return str(found) if found else None


def _is_below(one: str, version: str) -> bool:
    import nodesemver

    try:
        return bool(nodesemver.lt(one, version, loose=True))
    except (ValueError, IndexError, KeyError, AttributeError):
        return False


def _last(versions: list[str]) -> str:
    """The highest version, though it be none that npm would choose by itself."""
    import nodesemver

    return str(nodesemver.sort(versions, loose=True)[-1])


def _fits(version: str, wanted: str) -> bool:
    return _highest([version], wanted) is not None


def _listed(packument: _Packument, version: str, target: Target) -> Listed:
    try:
        dist = msgspec.json.decode(packument.versions[version], type=_Version).dist
        parts = urlsplit(dist.tarball)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise _no_packument(target) from error
    if parts.scheme not in ("http", "https"):
        raise _no_packument(target)
    filename = f"{target.name.rpartition('/')[2]}-{version}.tgz"
    time = packument.time.get(version)
    return Listed(
        filename, ArtifactKind.NPM, dist.tarball, _digests(dist), None, _whole_seconds(time)
    )


def _publisher(version: msgspec.Raw) -> str | None:
    """The account that npm says published a version; with trusted publishing a service's."""
    user = msgspec.json.decode(version, type=_Version).user
    name = user.get("name") if isinstance(user, dict) else None
    return name if isinstance(name, str) and name else None


def _digests(dist: _Dist) -> dict[str, str]:
    """Hex digests from Subresource Integrity (W3C SRI) and the older ``shasum``."""
    found: dict[str, str] = {}
    for part in (dist.integrity or "").split():
        algorithm, _, value = part.partition("?")[0].partition("-")
        if algorithm in _ALGORITHMS:
            try:
                found[algorithm] = base64.b64decode(value, validate=True).hex()
            except (binascii.Error, ValueError):
                found[algorithm] = "not base64"  # agrees with nothing
    if dist.shasum:
        found.setdefault("sha1", dist.shasum.lower())
    return found


def _whole_seconds(time: Any) -> str | None:
    """``2024-01-02T03:04:05.678Z`` without its fraction; anything else is not known."""
    from datetime import UTC, datetime

    try:
        return datetime.fromisoformat(time).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (TypeError, ValueError, OverflowError):
        return None


def _unknown(target: Target) -> TargetFailed:
    what = f"{target.text}: the registry of your npm settings has no package of this name."
    hint = "Check the spelling and the scope."
    if not target.name.startswith("@"):
        hint = f"Check the spelling; Python packages are pypi:{target.name}."
    return TargetFailed(Failure(target.text, FailureKind.NOT_FOUND, what, hint))


def _no_packument(target: Target) -> TargetFailed:
    what = f"{target.text}: the registry answered with something that describes no package."
    hint = "Check the registry in your npm settings."
    return TargetFailed(Failure(target.text, FailureKind.NETWORK, what, hint))


def _missing_version(packument: _Packument, target: Target) -> TargetFailed:
    what = f"{target.text}: there is no version, tag or range {target.version} of {target.name}."
    newest = ", ".join(list(packument.versions)[: -_OFFERED - 1 : -1])
    tags = ", ".join(sorted(packument.tags)[:_OFFERED])
    hint = f"The last ones are {newest or 'none'}; its tags are {tags or 'none'}."
    return TargetFailed(Failure(target.text, FailureKind.NOT_FOUND, what, hint))
