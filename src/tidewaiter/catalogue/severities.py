"""How much a change matters: ``severities.toml``, a table capability × phase × kind of change."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec

from tidewaiter.catalogue.entry import Row
from tidewaiter.model.changes import Change, ChangeKind, Severity
from tidewaiter.model.phase import Gate, Phase

_FILE = Path(__file__).with_name("severities.toml")


class SeverityRow(Row, frozen=True, kw_only=True):
    """One ``[[severity]]``: what is left out may be anything.

    Attributes:
        capabilities: Ids, or ``group.*`` for every id of a group.
        gate: All uses of the change wait at this gate of an installer.
        scopes: What a dependency is needed for.
        reason: Why it matters this much, in a sentence.
    """

    kinds: tuple[ChangeKind, ...] = ()
    phases: tuple[Phase, ...] = ()
    capabilities: tuple[str, ...] = ()
    gate: Gate | None = None
    scopes: tuple[str, ...] = ()
    severity: Severity
    reason: str

    def fits(self, change: Change) -> bool:
        """Whether the row speaks of this change."""
        return (
            (not self.kinds or change.kind in self.kinds)
            and (not self.phases or change.phase in self.phases)
            and (not self.capabilities or self._names(change.capability))
            and (self.gate is None or {use.gate for use in change.uses} == {self.gate})
            and (not self.scopes or _scope(change) in self.scopes)
        )

    def _names(self, capability: str | None) -> bool:
        if capability is None:
            return False
        return not {capability, f"{capability.partition('.')[0]}.*"}.isdisjoint(self.capabilities)


def _scope(change: Change) -> str:
    scope = change.after.get("scope") if isinstance(change.after, dict) else None
    return scope if isinstance(scope, str) else ""


class Severities(Row, frozen=True, kw_only=True):
    """The table; its last row fits everything."""

    severity: tuple[SeverityRow, ...]

    def row(self, change: Change) -> SeverityRow:
        """The first row that fits, which says the severity and why."""
        return next(row for row in self.severity if row.fits(change))


@cache
def load_severities() -> Severities:
    """The table, decoded strictly."""
    return msgspec.convert(tomllib.loads(_FILE.read_text("utf-8")), Severities)
