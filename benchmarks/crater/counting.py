"""Counts what came of all releases, for RESULTS.md and for the page on blind spots."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from benchmarks.crater import Ran
from benchmarks.crater.blind_spots import BLIND_SPOTS, read
from benchmarks.tables import Row, Table

_MOST_INCOMPLETE = 0.02
_FEWEST = 500
_ELSEWHERE = frozenset({"not-found", "network", "authentication", "offline"})
"""Kinds of failure that are the registry's: nothing was inspected."""

_CRASHES = frozenset({"internal", "worker-lost"})
_ENDS = (0, 3)
"""Exit statuses of an inspection: all was well, or something could not be read."""


@dataclass
class Tally:
    """What came of the releases, their bytes and members, and each blind spot in them.

    ``odd`` names each release that was not read whole, and why; ``again`` are their targets.
    """

    whole: int = 0
    incomplete: int = 0
    crashed: int = 0
    slow: int = 0
    refused: int = 0
    absent: int = 0
    bytes: int = 0
    members: int = 0
    unread_bytes: Counter[str] = field(default_factory=Counter)
    unread_members: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    commits: Counter[str] = field(default_factory=Counter)
    releases_with: Counter[str] = field(default_factory=Counter)
    times: Counter[str] = field(default_factory=Counter)
    odd: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)

    @property
    def releases(self) -> int:
        """Those that could be fetched."""
        return self.whole + self.incomplete + self.crashed + self.slow + self.refused

    @property
    def engines(self) -> str:
        """Which engines inspected how many releases: an older one tells less."""
        listed = self.commits.most_common()
        return ", ".join(f"{count} by {commit}" for commit, count in listed)

    def add(self, ran: Ran, outcome: dict[str, Any]) -> None:
        """Count one release."""
        kind = outcome.get("error", {}).get("kind", "")
        if kind in _ELSEWHERE:
            self.absent += 1
            return
        self.seconds.append(ran.cpu)
        self.commits[ran.commit] += 1
        if "artifacts" in outcome:
            self._count(outcome)
        why = list(_why(outcome, ran))
        if ran.status not in _ENDS or kind in _CRASHES:
            self.crashed += 1
        elif kind == "timeout":
            self.slow += 1
        elif "artifacts" in outcome and not why:
            self.whole += 1
            return
        elif "artifacts" in outcome:
            self.incomplete += 1
        else:
            self.refused += 1
        self.odd += [f"{ran.target}: {one}" for one in why]
        self.again.append(ran.target)

    def _count(self, report: dict[str, Any]) -> None:
        for artifact in read(report):
            self.bytes += artifact["bytes"]
            self.members += artifact["members"]
            for row in artifact["unread"]:
                self.unread_bytes[row["kind"]] += row["bytes"]
                self.unread_members[row["kind"]] += row["members"]
        for spot in BLIND_SPOTS:
            times = spot.count(report)
            self.times[spot.name] += times
            self.releases_with[spot.name] += bool(times)


def _why(outcome: dict[str, Any], ran: Ran) -> Iterator[str]:
    """Why a release was not inspected whole; nothing for one that was."""
    error = outcome.get("error", {})
    if ran.status not in _ENDS or not outcome:
        yield f"ended with status {ran.status}: {ran.said[-300:]}"
    elif error:
        yield error["message"]
    for artifact in read(outcome):
        if not artifact["complete"]:
            yield f"{artifact['filename']}: " + "; ".join(
                f"{row['member'] or 'the artifact'}: {row['reason']}" for row in artifact["skipped"]
            )


def table(tally: Tally) -> Table:
    """The bars, and beside them what was not looked at."""
    result = Table("Crater: popular releases, inspected without supervision")
    whole = tally.releases
    missed = tally.incomplete + tally.refused
    enough = whole >= _FEWEST
    result.rows += [
        Row("releases inspected", f"≥ {_FEWEST}", str(whole), enough),
        Row("crashes", "none", str(tally.crashed), enough and not tally.crashed),
        Row("time-outs", "none", str(tally.slow), enough and not tally.slow),
        Row(
            "not read whole, or refused",
            f"≤ {_MOST_INCOMPLETE:.0%}",
            _share(missed, whole),
            enough and missed <= _MOST_INCOMPLETE * whole,
        ),
        Row("bytes that are `unread`", "", _share(tally.unread_bytes.total(), tally.bytes)),
        Row("members likewise", "", _share(tally.unread_members.total(), tally.members)),
    ]
    for kind, size in tally.unread_bytes.most_common():
        members = _share(tally.unread_members[kind], tally.members)
        said = f"{_share(size, tally.bytes)} of bytes, {members} of members"
        result.rows.append(Row(f"– {kind}", "", said))
    result.notes += [
        f"`tidewaiter inspect --jobs 1` with its own budgets; the newest release of each name: "
        f"the artifacts that an installer would choose. {tally.absent} could not be had.",
        f"{sum(tally.seconds):,.0f} s of processors, "
        f"{sorted(tally.seconds)[len(tally.seconds) // 2] if tally.seconds else 0:.1f} s at the "
        f"median, {max(tally.seconds, default=0):.0f} s at most; downloads included.",
        "How often each blind spot occurs stands in `docs/blind-spots.md`.",
        *(f"Odd: {one}" for one in tally.odd),
    ]
    return result


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%} ({part:,} of {whole:,})" if whole else "nothing"
