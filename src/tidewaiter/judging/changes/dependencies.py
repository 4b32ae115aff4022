"""Dependencies that came, that may now be of other versions, or that come from elsewhere."""

import re
from collections.abc import Iterator

from tidewaiter.catalogue import Catalogue
from tidewaiter.judging.changes import ranges
from tidewaiter.model.changes import Change, ChangeKind
from tidewaiter.model.phase import Phase
from tidewaiter.model.profile import Json
from tidewaiter.model.release import Dependency
from tidewaiter.model.report import Report

_PHASES = {"build": Phase.INSTALL, "dev": Phase.BUILD}
"""When what is needed for that runs; what is needed at run time has no phase of its own."""

_ELSEWHERE = re.compile(r"@ |[a-z+]+:|\.{0,2}/|~/|[\w.-]+/[\w.-]+(?:#.*)?$")
"""A range that is an address, a path, or a repository of GitHub."""


def added(old: Report, new: Report, _catalogue: Catalogue) -> Iterator[Change]:
    """What the new release needs and the old one did not."""
    before, after = _by_name(old), _by_name(new)
    for key in sorted(after):
        fresh, held = after[key], before.get(key)
        if held is None:
            yield _change(ChangeKind.DEPENDENCY_ADDED, None, fresh)
        elif _is_wider(held, fresh):
            yield _change(ChangeKind.DEPENDENCY_WIDENED, held, fresh)


def moved(old: Report, new: Report) -> Iterator[Change]:
    """What both need, and take from different places."""
    before, after = _by_name(old), _by_name(new)
    for key in sorted(before.keys() & after.keys()):
        if _source(before[key]) != _source(after[key]):
            yield _change(ChangeKind.DEPENDENCY_SOURCE_CHANGED, before[key], after[key])


def _by_name(report: Report) -> dict[tuple[str, str], Dependency]:
    """By name and scope; of several rows (markers, extras) the ranges are one."""
    found: dict[tuple[str, str], list[Dependency]] = {}
    for dependency in report.dependencies:
        found.setdefault((dependency.purl, dependency.scope), []).append(dependency)
    return {key: _joined(rows) for key, rows in found.items()}


def _joined(rows: list[Dependency]) -> Dependency:
    listed = sorted({row.range for row in rows})
    return Dependency(rows[0].purl, ranges.EITHER.join(listed), rows[0].scope)


def _is_wider(held: Dependency, fresh: Dependency) -> bool:
    from_registry = not (_source(held) or _source(fresh))
    return from_registry and ranges.widened(held.purl, held.range, fresh.range)


def _source(dependency: Dependency) -> str:
    """Where it comes from: "" for the registry, else the address without its fragment."""
    found = [r for r in dependency.range.split(ranges.EITHER) if _ELSEWHERE.match(r)]
    return " ".join(address.partition("#")[0] for address in found)


def _change(kind: ChangeKind, before: Dependency | None, after: Dependency) -> Change:
    return Change(
        kind=kind,
        phase=_PHASES.get(after.scope),
        before=_row(before) if before else None,
        after=_row(after),
    )


def _row(dependency: Dependency) -> Json:
    return {"purl": dependency.purl, "range": dependency.range, "scope": dependency.scope}
