"""Entry points that came: hooks of installers, startup lines, plugins, commands."""

from collections.abc import Iterator

from tidewaiter.catalogue import Catalogue
from tidewaiter.model.changes import Change, ChangeKind
from tidewaiter.model.phase import Phase
from tidewaiter.model.profile import EntryPoint
from tidewaiter.model.report import Report

_Key = tuple[Phase, str, str]


def added(old: Report, new: Report, _catalogue: Catalogue) -> Iterator[Change]:
    """What is run in the new release and was not in the old one."""
    before = {_key(entry, old): entry for entry in old.entry_points}
    for entry in new.entry_points:
        phase, name, _ = key = _key(entry, new)
        if key in before or phase is Phase.TEST:
            continue
        replaced = sorted(e.target for k, e in before.items() if k[:2] == (phase, name))
        is_hook = phase is Phase.INSTALL
        yield Change(
            kind=ChangeKind.INSTALL_HOOK_ADDED if is_hook else ChangeKind.ENTRY_POINT_ADDED,
            phase=phase,
            before=replaced[0] if replaced else None,
            after=_said(entry),
            uses=tuple(u for u in new.uses if u.phase is phase and u.member == entry.target),
        )


def _key(entry: EntryPoint, report: Report) -> _Key:
    """What runs; the release's own version in its name or target is none."""
    version = report.release.version
    target = entry.target.replace(version, "{version}") if len(version) > 1 else entry.target
    return entry.phase, entry.name, target


def _said(entry: EntryPoint) -> str:
    return entry.target if entry.name in ("", entry.target) else f"{entry.name}: {entry.target}"
