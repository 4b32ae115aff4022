"""What differs in the artifacts themselves and in what they say of themselves."""

from collections.abc import Iterator

from tidewaiter.model.changes import Change, ChangeKind
from tidewaiter.model.profile import Json
from tidewaiter.model.release import ArtifactKind
from tidewaiter.model.report import ArtifactReport, Report

_LICENCE = "licence"
_PUBLISHER = "publisher"


def differing(old: Report, new: Report) -> Iterator[Change]:
    """Differences that are their own inverse: before and after change places."""
    yield from _artifacts(old, new)
    yield from _publisher(old, new)
    before, after = _metadata(old), _metadata(new)
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) == after.get(name):
            continue
        if name == _LICENCE:
            yield Change(
                kind=ChangeKind.LICENCE_CHANGED, before=before.get(name), after=after.get(name)
            )
        else:
            yield Change(
                kind=ChangeKind.METADATA_CHANGED,
                before=_field(name, before),
                after=_field(name, after),
            )


def _publisher(old: Report, new: Report) -> Iterator[Change]:
    """Another account published it; nothing is said where one of the two is not known."""
    before, after = old.release.publisher, new.release.publisher
    if before and after and before != after:
        yield Change(
            kind=ChangeKind.METADATA_CHANGED,
            before={_PUBLISHER: before},
            after={_PUBLISHER: after},
        )


def _artifacts(old: Report, new: Report) -> Iterator[Change]:
    """Which kinds there are, whether they could be read whole, and what is odd about them."""
    before, after = _described(old), _described(new)
    if before != after:
        yield Change(kind=ChangeKind.ARTIFACT_DIFFERS, before=[*before], after=[*after])


def _described(report: Report) -> list[str]:
    return [_description(artifact) for artifact in _inspected(report)]


def _description(artifact: ArtifactReport) -> str:
    """``wheel``, ``sdist (not read whole; duplicate-member)``"""
    odd = sorted({anomaly.kind for anomaly in artifact.anomalies})
    notes = ([] if artifact.complete else ["not read whole"]) + odd
    return f"{artifact.kind} ({'; '.join(notes)})" if notes else str(artifact.kind)


def _inspected(report: Report) -> list[ArtifactReport]:
    found = [artifact for artifact in report.artifacts if artifact.inspected]
    return sorted(found, key=lambda artifact: artifact.kind)


def _metadata(report: Report) -> dict[str, str]:
    """What the wheel says, and what only the others say."""
    ordered = sorted(_inspected(report), key=lambda a: a.kind is ArtifactKind.WHEEL)
    return {name: text for artifact in ordered for name, text in artifact.metadata.items()}


def _field(name: str, said: dict[str, str]) -> Json:
    return {name: said[name]} if name in said else None
