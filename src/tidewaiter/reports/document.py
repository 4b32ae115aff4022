"""The JSON object of a report; every key is written by hand, so that none moves by accident."""

from collections.abc import Iterable

from tidewaiter.model.member import Anomaly
from tidewaiter.model.outcome import Failure
from tidewaiter.model.profile import EntryPoint, Json, Use
from tidewaiter.model.release import Dependency, Release
from tidewaiter.model.report import (
    ArtifactReport,
    Engine,
    Outcome,
    Report,
    SkippedMember,
    Stats,
    Unread,
)
from tidewaiter.reports.escape import exchanged, exchanged_value
from tidewaiter.reports.interface import Options
from tidewaiter.reports.uses import (
    by_capability,
    count,
    destinations,
    earliest,
    identified,
    in_order,
)

REPORT_SCHEMA = "tidewaiter.report/1"
ERROR_SCHEMA = "tidewaiter.error/1"


def document(outcome: Outcome, options: Options) -> dict[str, Json]:
    """The object of `schema/report.json`, or of `schema/error.json` for a failure."""
    return _error(outcome) if isinstance(outcome, Failure) else _report(outcome, options)


def _error(failure: Failure) -> dict[str, Json]:
    return {
        "schema": ERROR_SCHEMA,
        "target": exchanged(failure.target),
        "error": {
            "kind": str(failure.kind),
            "message": exchanged(failure.message),
            "hint": exchanged(failure.hint),
        },
    }


def _report(report: Report, options: Options) -> dict[str, Json]:
    identities = identified(report.uses)
    found: dict[str, Json] = {
        "schema": REPORT_SCHEMA,
        "engine": engine_object(report.engine),
        "release": release_object(report.release),
        "artifacts": [_artifact(a) for a in sorted(report.artifacts, key=lambda a: a.filename)],
        "capabilities": [
            _capability(name, uses, identities, options.limit_uses)
            for name, uses in by_capability(report.uses).items()
        ],
        "entry_points": [
            _entry_point(e)
            for e in sorted(report.entry_points, key=lambda e: (e.phase.rank, e.name, e.target))
        ],
        "dependencies": [_dependency(d) for d in sorted(report.dependencies)],
        "findings": [],
        "assessment": None,
    }
    if options.stats and report.stats:
        found["stats"] = _stats(report.stats)
    return found


def engine_object(engine: Engine) -> Json:
    """What produced a report."""
    return {"version": engine.version, "catalogue": engine.catalogue}


def release_object(release: Release) -> Json:
    """A release, as every schema has it."""
    return {
        "purl": exchanged(release.purl),
        "ecosystem": str(release.ecosystem),
        "name": exchanged(release.name),
        "version": exchanged(release.version),
        "published": exchanged(release.published) if release.published else None,
    }


def _artifact(artifact: ArtifactReport) -> Json:
    return {
        "filename": exchanged(artifact.filename),
        "kind": str(artifact.kind),
        "sha256": artifact.sha256,
        "size": artifact.size,
        "inspected": artifact.inspected,
        "members": artifact.members,
        "bytes": artifact.bytes,
        "complete": artifact.complete,
        "anomalies": [_anomaly(a) for a in sorted(artifact.anomalies)],
        "unread": [_unread(u) for u in sorted(artifact.unread, key=lambda u: u.kind)],
        "skipped": [
            _skipped(s) for s in sorted(artifact.skipped, key=lambda s: (s.member, s.reason))
        ],
    }


def _anomaly(anomaly: Anomaly) -> Json:
    return {
        "kind": exchanged(anomaly.kind),
        "member": exchanged(anomaly.member),
        "detail": exchanged(anomaly.detail),
    }


def _unread(unread: Unread) -> Json:
    return {
        "kind": exchanged(unread.kind),
        "members": unread.members,
        "bytes": unread.bytes,
        "could_run": str(unread.could_run) if unread.could_run else None,
    }


def _skipped(skipped: SkippedMember) -> Json:
    return {
        "member": exchanged(skipped.member),
        "reason": exchanged(skipped.reason),
        "could_run": str(skipped.could_run) if skipped.could_run else None,
    }


def _capability(name: str, uses: list[Use], identities: dict[int, str], limit: int) -> Json:
    phases = sorted({use.phase for use in uses}, key=lambda phase: phase.rank)
    listed = in_order(earliest(uses, limit) if limit else uses)
    return {
        "id": name,
        "phases": [str(phase) for phase in phases],
        "count": count(uses),
        "destinations": [exchanged(text) for text in destinations(uses)],
        "uses": [use_object(use, identities[id(use)]) for use in listed],
    }


def use_object(use: Use, identity: str) -> Json:
    """A use under its id in the report, as every schema has it."""
    return {
        "id": identity,
        "phase": str(use.phase),
        "api": exchanged(use.api),
        "entry": exchanged(use.entry),
        "artifacts": [
            {"filename": exchanged(place.filename), "member": exchanged(place.member)}
            for place in sorted(use.places)
        ],
        "member": exchanged(use.member),
        "line": use.line,
        "column": use.column,
        "snippet": exchanged(use.snippet),
        "arguments": exchanged_value(use.arguments),
        "destination": None if use.destination is None else exchanged(use.destination),
        "layers": _texts(use.layers),
        "layer_line": use.layer_line,
        "path": [
            {
                "function": exchanged(step.function),
                "member": exchanged(step.member),
                "line": step.line,
                "edge": str(step.edge),
            }
            for step in use.path
        ],
        "condition": None if use.condition is None else exchanged(use.condition),
        "origin": _texts(use.origin),
    }


def _texts(texts: Iterable[str]) -> list[Json]:
    return [exchanged(text) for text in texts]


def _entry_point(entry: EntryPoint) -> Json:
    return {
        "phase": str(entry.phase),
        "name": exchanged(entry.name),
        "target": exchanged(entry.target),
        "gate": str(entry.gate) if entry.gate else None,
    }


def _dependency(dependency: Dependency) -> Json:
    return {
        "purl": exchanged(dependency.purl),
        "range": exchanged(dependency.range),
        "scope": exchanged(dependency.scope),
    }


def _stats(stats: Stats) -> Json:
    return {"seconds": round(stats.seconds, 3), "cached_artifacts": stats.cached_artifacts}
