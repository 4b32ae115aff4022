"""The releases, pinned by digest: what they are, why, and how their archives come here."""

import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.cli.choices import cache_dir
from tidewaiter.model.outcome import Failure, FailureKind, TargetFailed
from tidewaiter.model.release import ArtifactKind, Release
from tidewaiter.sources import Fetched, Releases, Settings, Target
from tidewaiter.sources.interface import Listed, Resolved

HOME = Path(__file__).parent
RELEASES = HOME / "releases.json"


class File(msgspec.Struct, frozen=True, kw_only=True):
    """One artifact; ``digests`` hold the strongest that the registry names, in hex."""

    filename: str
    kind: ArtifactKind
    digests: dict[str, str]
    size: int


class Pin(msgspec.Struct, frozen=True, kw_only=True):
    """One release.

    Attributes:
        target: As the command line names it, with its version.
        kind: ``drawn``, or what it was chosen for.
        why: For a person, in a sentence.
        release: As the registry told it when it was pinned, upload time included, which some
            mirrors do not tell.
        files: The artifacts that are inspected; further wheels of the release are left out.
    """

    target: str
    kind: str
    why: str
    release: Release
    files: tuple[File, ...]

    def golden(self, suffix: str) -> Path:
        """Where its golden of that suffix lies; a scope's slash becomes two underscores."""
        name = f"{self.release.name.replace('/', '__')}-{self.release.version}{suffix}"
        return HOME / str(self.release.ecosystem) / name


class Pins(msgspec.Struct, frozen=True, kw_only=True):
    """All pins, the drawn ones first; ``seed`` ordered the popular names on that day."""

    seed: int
    drawn: str
    releases: tuple[Pin, ...]


def load_pins() -> Pins:
    """The committed pins."""
    return msgspec.json.decode(RELEASES.read_bytes(), type=Pins)


class PinnedReleases(Releases):
    """The user's registries, asked for exactly these files.

    An archive that the download cache holds is taken by its digest alone; for the others the
    registry says where they are, never what they are.
    """

    def __init__(self, pins: Sequence[Pin], settings: Settings) -> None:
        super().__init__(settings)
        self._pins = {pin.target: pin for pin in pins}
        self._kept = Releases(msgspec.structs.replace(settings, offline=True))

    @classmethod
    def of_user(cls) -> Self:
        """All pinned releases, by the user's configuration, kept in the user's cache."""
        settings = Settings(environ=os.environ, budget=load_budget(), cache_dir=cache_dir())
        return cls(load_pins().releases, settings)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._kept.__exit__(kind, error, trace)
        super().__exit__(kind, error, trace)

    def fetch(self, target: Target) -> Fetched:
        """The pinned files, verified. Raises TargetFailed when one cannot be had."""
        pin = self._pins[target.text]
        try:
            return self._kept.obtain(
                _resolved(pin, {file.filename: "" for file in pin.files}), target
            )
        except TargetFailed:
            urls = {listed.filename: listed.url for listed in self.resolve(target).artifacts}
            return self.obtain(_resolved(pin, urls), target)


def _resolved(pin: Pin, urls: dict[str, str]) -> Resolved:
    """The pinned files, at their addresses by file name."""
    missing = [file.filename for file in pin.files if file.filename not in urls]
    if missing:
        what = f"{pin.target}: the registry has no {', '.join(missing)}."
        hint = "Ask a registry that has it, or pin another release."
        raise TargetFailed(Failure(pin.target, FailureKind.NOT_FOUND, what, hint))
    artifacts = tuple(
        Listed(
            filename=file.filename,
            kind=file.kind,
            url=urls[file.filename],
            digests=file.digests,
            size=file.size,
        )
        for file in pin.files
    )
    return Resolved(pin.release, artifacts)
