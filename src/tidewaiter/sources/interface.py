"""What every source promises, and the values that pass between finding and fetching."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import msgspec

from tidewaiter.catalogue.budgets import Budget
from tidewaiter.model.outcome import Failure, FailureKind, TargetFailed
from tidewaiter.model.release import ArtifactKind, Release
from tidewaiter.sources.http import Http
from tidewaiter.sources.targets import Target


class Settings(msgspec.Struct, frozen=True):
    """What the user decided about fetching.

    Attributes:
        environ: The process's environment; configuration of pip and npm is found through it.
        cache_dir: Where downloads and index pages are kept; ``None`` keeps nothing.
        offline: Answer from the cache alone.
        all_artifacts: Inspect every wheel, not only the one pip would choose here.
    """

    environ: Mapping[str, str]
    budget: Budget
    cache_dir: Path | None = None
    offline: bool = False
    all_artifacts: bool = False


class Listed(msgspec.Struct, frozen=True):
    """An artifact as a registry lists it; ``digests`` are lower-case hex by algorithm."""

    filename: str
    kind: ArtifactKind
    url: str
    digests: dict[str, str]
    size: int | None = None
    published: str | None = None
    inspected: bool = True


class Resolved(msgspec.Struct, frozen=True):
    """One release and its artifacts, sorted by file name."""

    release: Release
    artifacts: tuple[Listed, ...]


class FetchedArtifact(msgspec.Struct, frozen=True):
    """An artifact on this machine; ``path`` is ``None`` when it is only listed.

    ``sha256`` is "" for a folder, and for a listed artifact whose registry names no SHA-256.
    """

    filename: str
    kind: ArtifactKind
    sha256: str
    size: int
    path: Path | None
    published: str | None = None


class Fetched(msgspec.Struct, frozen=True):
    """A release whose artifacts are here, each with its digest verified."""

    release: Release
    artifacts: tuple[FetchedArtifact, ...]


class Source(Protocol):
    """A registry."""

    @property
    def http(self) -> Http:
        """The connection that carries its credentials, for pages and for files."""
        ...

    def resolve(self, target: Target) -> Resolved:
        """Find the release an installer would take, and its artifacts.

        Raises:
            TargetFailed: It does not exist, or the registry cannot be asked.
        """
        ...

    def before(self, target: Target) -> str:
        """The version to compare what ``target`` means with: the highest stable one below it
        that was published before it, or, where no stable one was, the highest one.

        Raises:
            TargetFailed: As for `resolve`; also when it is the first.
        """
        ...


def no_earlier(target: Target, version: str) -> TargetFailed:
    """There is nothing to compare a release with."""
    what = f"{target.text}: no version before {version} was published."
    hint = "Give two targets to compare: tidewaiter diff OLD NEW."
    return TargetFailed(Failure(target.text, FailureKind.NOT_FOUND, what, hint))
