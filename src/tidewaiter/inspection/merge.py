"""Several artifacts of one release → one report: what is the same in them is said once."""

from collections.abc import Iterable, Sequence

import msgspec

from tidewaiter.inspection.protocol import Inspected
from tidewaiter.model.phase import Phase
from tidewaiter.model.profile import EntryPoint, Profile, Use
from tidewaiter.model.release import ArtifactKind, Release
from tidewaiter.model.report import ArtifactReport, Engine, Report, Stats

_Key = tuple[object, ...]


def merge(
    engine: Engine,
    release: Release,
    parts: Iterable[Inspected],
    listed_only: Iterable[ArtifactReport],
    stats: Stats | None = None,
) -> Report:
    """The report on a release.

    Args:
        parts: Inspected artifacts with what each can do by itself, and needs.
        listed_only: Artifacts that were not inspected.

    Returns:
        Each use once, under its path in the wheel where it is in one, with every place it was
        seen in; entry points and dependencies united; everything sorted.
    """
    ordered = sorted(parts, key=_wheels_first)
    artifacts = [*(part.artifact for part in ordered), *listed_only]
    profiles = [part.profile for part in ordered]
    return Report(
        engine=engine,
        release=release,
        artifacts=tuple(sorted(artifacts, key=lambda artifact: artifact.filename)),
        uses=tuple(sorted(_united(profiles), key=_use_order)),
        entry_points=tuple(sorted(_entries(profiles), key=_entry_order)),
        dependencies=tuple(sorted({needed for part in ordered for needed in part.dependencies})),
        stats=stats,
    )


def _wheels_first(part: Inspected) -> tuple[bool, str]:
    return part.artifact.kind is not ArtifactKind.WHEEL, part.artifact.filename


def _united(profiles: Sequence[Profile]) -> list[Use]:
    found: dict[_Key, list[Use]] = {}
    known: dict[str, str] = {}
    for profile in profiles:
        members = {member for use in profile.uses for member in _members(use)}
        same = {member: _same_member(member, known) for member in members}
        for use in profile.uses:
            found.setdefault(_key(use, same), []).append(use)
        known.update((member, member) for member in members)
    return [_with_places(uses) for uses in found.values()]


def _entries(profiles: Sequence[Profile]) -> set[EntryPoint]:
    """Each start once, with its target as the wheel calls it."""
    found: set[EntryPoint] = set()
    for profile in profiles:
        targets: dict[_Key, dict[str, str]] = {}
        for entry in found:
            targets.setdefault(_start(entry), {})[entry.target] = entry.target
        for entry in profile.entry_points:
            target = _same_member(entry.target, targets.get(_start(entry), {}))
            found.add(msgspec.structs.replace(entry, target=target))
    return found


def _start(entry: EntryPoint) -> _Key:
    return entry.phase, entry.name, entry.gate


def _members(use: Use) -> set[str]:
    return {use.member, *(step.member for step in use.path)}


def _same_member(member: str, known: dict[str, str]) -> str:
    """How an earlier artifact calls it: an sdist often has ``src/`` before a wheel's path."""
    rest = member
    while rest:
        if rest in known:
            return rest
        rest = rest.partition("/")[2]
    return member


def _key(use: Use, same: dict[str, str]) -> _Key:
    """What makes two uses the same, whichever artifact they are in."""
    path = tuple((s.function, same[s.member], s.line, s.edge) for s in use.path)
    place = (same[use.member], use.line, use.column, use.layers, use.layer_line)
    return use.capability, use.phase, use.api, use.destination, use.snippet, place, path


def _with_places(uses: list[Use]) -> Use:
    places = tuple(sorted({place for use in uses for place in use.places}))
    return msgspec.structs.replace(uses[0], places=places)


def _use_order(use: Use) -> tuple[object, ...]:
    place = (use.member, use.line, use.column, use.layer_line or 0)
    return use.capability, use.phase.rank, *place, use.api, use.destination or "", use.entry


def _entry_order(entry: EntryPoint) -> tuple[int, str, str, str]:
    return Phase(entry.phase).rank, entry.name, entry.target, entry.gate or ""
