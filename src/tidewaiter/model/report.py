"""The report on one target: everything the formats write, and nothing they compute."""

import msgspec

from tidewaiter.model.member import Anomaly, Content
from tidewaiter.model.outcome import Failure
from tidewaiter.model.phase import Phase
from tidewaiter.model.profile import EntryPoint, Use
from tidewaiter.model.release import ArtifactKind, Dependency, Release


class Unread(msgspec.Struct, frozen=True):
    """Members of one kind that no reader exists for, and the earliest phase they could run in.

    Of the kind "broken" are texts that are read but for stretches of no valid syntax; ``bytes``
    are the characters of the lines at which these begin.
    """

    kind: str
    members: int
    bytes: int
    could_run: Phase | None


class SkippedMember(msgspec.Struct, frozen=True):
    """A member (or, with "" as ``member``, the rest of the artifact) that was not read whole."""

    member: str
    reason: str
    could_run: Phase | None


class ArtifactReport(msgspec.Struct, frozen=True, kw_only=True):
    """One artifact of the release; when not ``inspected`` all counts are 0."""

    filename: str
    kind: ArtifactKind
    sha256: str
    size: int
    inspected: bool
    members: int = 0
    bytes: int = 0
    complete: bool = False
    anomalies: tuple[Anomaly, ...] = ()
    unread: tuple[Unread, ...] = ()
    skipped: tuple[SkippedMember, ...] = ()
    contents: tuple[Content, ...] = ()
    """Its members in order of their paths, without those of archives inside that are read."""
    metadata: dict[str, str] = {}
    """What its manifest says of it: ``licence``, ``author``, ``repository`` …"""


class Engine(msgspec.Struct, frozen=True):
    """What produced a report: our version and the digest of the catalogue."""

    version: str
    catalogue: str


class Stats(msgspec.Struct, frozen=True):
    """What differs from run to run: wall time in seconds, and artifacts taken from the cache."""

    seconds: float
    cached_artifacts: int


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One inspected release or file. ``uses`` are sorted by capability, phase, member, line."""

    engine: Engine
    release: Release
    artifacts: tuple[ArtifactReport, ...]
    uses: tuple[Use, ...]
    entry_points: tuple[EntryPoint, ...]
    dependencies: tuple[Dependency, ...]
    stats: Stats | None = None
    """Shown only when asked for, so that the rest is the same byte for byte."""

    @property
    def complete(self) -> bool:
        """Whether every inspected artifact could be read whole."""
        return all(a.complete for a in self.artifacts if a.inspected)


Outcome = Report | Failure
"""What became of one target."""
