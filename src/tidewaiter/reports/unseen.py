"""What a screen says of the artifacts: what was read, and what could not be looked at."""

from collections import Counter

from tidewaiter.model.phase import Phase
from tidewaiter.model.report import ArtifactReport, Report, SkippedMember, Unread
from tidewaiter.reports.escape import shown
from tidewaiter.reports.interface import Options
from tidewaiter.reports.page import Page

_FEW = 5
_UNREAD = {
    "native": "native code",
    "wasm": "WebAssembly",
    "bytecode": "compiled bytecode",
    "pickle": "pickles",
    "notebook": "notebooks",
    "vbscript": "VBScript",
    "script": "scripts in other languages",
    "markup": "pages and components with scripts",
    "archive": "archives that cannot be opened",
    "source": "sources that are compiled",
    "rules": "rules of CMake and Meson",
    "workflow": "workflows",
    "broken": "lines of no valid syntax",
}
_TRIED = frozenset({"archive", "broken"})
"""Kinds that were tried and could not be read."""


def show_unseen(page: Page, report: Report, options: Options) -> None:
    """Members that were not read, and what an honest artifact does not have."""
    artifacts = [artifact for artifact in report.artifacts if artifact.inspected]
    unread = list(dict.fromkeys(unread for a in artifacts for unread in a.unread))
    skipped = list(dict.fromkeys(skipped for a in artifacts for skipped in a.skipped))
    if unread or skipped:
        page.blank()
        page.line(("Could not be looked at", "heading"))
        for group in sorted(unread, key=lambda unread: (_rank(unread.could_run), unread.kind)):
            page.line((_unread(group), ""), indent=2)
        _show_skipped(page, skipped, options)
    _show_anomalies(page, artifacts, options)


def _show_skipped(page: Page, skipped: list[SkippedMember], options: Options) -> None:
    ordered = sorted(skipped, key=lambda s: (_rank(s.could_run), s.member, s.reason))
    listed = ordered if options.verbose else ordered[:_FEW]
    for member in listed:
        name = shown(member.member, 160) or "the rest of the artifact"
        reason = f"{shown(member.reason)}{_could_run(member.could_run)}"
        page.line((f"{name}:", ""), (reason, "note"), indent=2)
    if len(ordered) > len(listed):
        page.line((f"and {len(ordered) - len(listed)} more (-v shows them)", "dim"), indent=2)


def _show_anomalies(page: Page, artifacts: list[ArtifactReport], options: Options) -> None:
    """Each kind once with its first member, or (verbose) all of them."""
    anomalies = sorted({anomaly for artifact in artifacts for anomaly in artifact.anomalies})
    if not anomalies:
        return
    page.blank()
    page.line(("Out of the ordinary", "heading"))
    counts = Counter(anomaly.kind for anomaly in anomalies)
    told: set[str] = set()
    for anomaly in anomalies:
        if options.verbose or anomaly.kind not in told:
            more = 0 if options.verbose else counts[anomaly.kind] - 1
            told.add(anomaly.kind)
            page.line(
                (f"{shown(anomaly.kind)}:", "note"),
                *[
                    (text, "")
                    for text in (shown(anomaly.member, 160), shown(anomaly.detail))
                    if text
                ],
                *([(f"and {more} more", "dim")] if more else []),
                indent=2,
            )


def show_artifacts(page: Page, report: Report) -> None:
    """One dim line for each artifact that was read, and one for all others."""
    page.blank()
    for artifact in sorted(report.artifacts, key=lambda artifact: artifact.filename):
        if artifact.inspected:
            whole = "read whole" if artifact.complete else "not read whole"
            members = f"{artifact.members:,} {'member' if artifact.members == 1 else 'members'}"
            name = shown(artifact.filename, 120)
            page.line((f"{name} ({artifact.kind}, {members}, {whole})", "dim"), hang=2)
    if left := sum(not artifact.inspected for artifact in report.artifacts):
        files = "other file was" if left == 1 else "other files were"
        page.line((f"{left} {files} not looked at (--all-artifacts does)", "dim"))


def _unread(unread: Unread) -> str:
    what = _UNREAD.get(unread.kind, shown(unread.kind, 40))
    files = "file" if unread.members == 1 else "files"
    why = "" if unread.kind in _TRIED else f", no reader yet{_could_run(unread.could_run)}"
    return f"{what}: {unread.members:,} {files}, {size(unread.bytes)}{why}"


def _could_run(phase: Phase | None) -> str:
    return f" (could run at {phase})" if phase else ""


def _rank(phase: Phase | None) -> int:
    return phase.rank if phase else len(Phase)


def size(count: int) -> str:
    """Bytes in the unit that a person would choose; 1 kB is 1,000 bytes."""
    if count < 1_000:
        return f"{count} bytes"
    if count < 1_000_000:
        return f"{count / 1_000:.0f} kB"
    return f"{count / 1_000_000:.1f} MB"
