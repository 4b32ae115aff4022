"""The ledger of one artifact: what was counted, what was odd, what could not be read."""

from collections import Counter

from tidewaiter.catalogue.budgets import Budget
from tidewaiter.model.anomalies import AnomalyKind
from tidewaiter.model.member import Anomaly, Skipped

# A report with a hundred thousand equal lines helps nobody: past these, only a count is kept.
_LISTED_PER_KIND = 100
_LISTED_SKIPPED = 1_000
_SHOWN = 240


class Exhausted(Exception):
    """A budget of the artifact is used up; the message is the reason for ``Skipped``."""


def shorten(text: str, limit: int = _SHOWN) -> str:
    """``text`` in at most ``limit`` code points, an ellipsis standing for what was cut."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


class _Tally:
    """The numbers that an artifact shares with the archives inside it."""

    def __init__(self) -> None:
        self.anomalies: list[Anomaly] = []
        self.skipped: list[Skipped] = []
        self.entries = 0
        self.unpacked = 0
        self.kinds: Counter[str] = Counter()
        self.skips = 0


class Ledger:
    """Notes for one container; ``within`` gives the ledger of an archive inside it.

    Args:
        budget: The bounds of the whole artifact.
        packed: Bytes of the artifact's file, the base of the ratio; 0 switches the ratio off.
    """

    def __init__(
        self, budget: Budget, packed: int, prefix: str = "", tally: _Tally | None = None
    ) -> None:
        self.budget = budget
        self.prefix = prefix
        self._packed = packed
        self._tally = tally or _Tally()
        bounds = budget.artifact
        allowed = max(bounds.ratio_free, bounds.ratio * packed)
        self._most = min(bounds.unpacked, allowed) if packed else bounds.unpacked

    def within(self, prefix: str) -> "Ledger":
        """A ledger with the same counts whose notes are about members under ``prefix``."""
        return Ledger(self.budget, self._packed, prefix, self._tally)

    def aside(self) -> "Ledger":
        """A ledger with the same bounds that starts at zero, for a pass nobody reports on."""
        return Ledger(self.budget, self._packed)

    @property
    def anomalies(self) -> list[Anomaly]:
        """What was odd so far, in the order of discovery."""
        return self._tally.anomalies

    @property
    def skipped(self) -> list[Skipped]:
        """What could not be read whole so far, in the order of discovery."""
        return self._tally.skipped

    def note(self, kind: AnomalyKind, member: str = "", detail: str = "") -> None:
        """Record an anomaly; both texts are shortened, so a hostile name costs nothing."""
        self._tally.kinds[kind] += 1
        if self._tally.kinds[kind] <= _LISTED_PER_KIND:
            name = shorten(self.prefix + member)
            self._tally.anomalies.append(Anomaly(kind, name, shorten(detail)))

    def skip(self, member: str, reason: str) -> None:
        """Record that ``member`` ("" for the rest of the container) was not read whole."""
        self._tally.skips += 1
        if self._tally.skips <= _LISTED_SKIPPED:
            name = shorten(self.prefix + member)
            self._tally.skipped.append(Skipped(name, shorten(reason)))

    def adopt(self, other: "Ledger") -> None:
        """Take over the notes of a pass that was made aside."""
        for anomaly in other.anomalies:
            self.note(AnomalyKind(anomaly.kind), anomaly.member, anomaly.detail)
        for skipped in other.skipped:
            self.skip(skipped.member, skipped.reason)

    def count_entry(self) -> None:
        """Count one entry of any type.

        Raises:
            Exhausted: The artifact has more entries than the budget allows.
        """
        self._tally.entries += 1
        if self._tally.entries > self.budget.artifact.members:
            raise Exhausted(f"more than {self.budget.artifact.members:,} members")

    def count_bytes(self, number: int) -> None:
        """Count unpacked bytes, whether or not they are kept.

        Raises:
            Exhausted: The artifact unpacks to more than the size or ratio budget allows.
        """
        self._tally.unpacked += number
        if self._tally.unpacked > self._most:
            self._refuse()

    def _refuse(self) -> None:
        bounds = self.budget.artifact
        if self._most == bounds.unpacked:
            reason = f"unpacks to more than {bounds.unpacked:,} bytes"
        else:
            reason = f"unpacks to more than {bounds.ratio} times its size"
        self.note(AnomalyKind.COMPRESSION_BOMB, detail=reason)
        raise Exhausted(reason)

    def close(self) -> None:
        """Add one line per kind whose list was cut; called once, when all is read."""
        for kind, number in sorted(self._tally.kinds.items()):
            if number > _LISTED_PER_KIND:
                rest = f"and {number - _LISTED_PER_KIND:,} more of this kind"
                self._tally.anomalies.append(Anomaly(kind, "", rest))
        if self._tally.skips > _LISTED_SKIPPED:
            rest = f"and {self._tally.skips - _LISTED_SKIPPED:,} more members"
            self._tally.skipped.append(Skipped("", rest))
