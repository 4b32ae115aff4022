"""What differs between two profiles: a closed list of kinds, each with its inverse."""

from enum import StrEnum

import msgspec

from tidewaiter.model.phase import Phase
from tidewaiter.model.profile import Json, Use
from tidewaiter.model.report import Report


class Severity(StrEnum):
    """How much a change matters; the members stand in rising order."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Position in the order, 0 for ``info``."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class ChangeKind(StrEnum):
    """The closed list of ``changes[].kind``."""

    CAPABILITY_ADDED = "capability-added"
    CAPABILITY_REMOVED = "capability-removed"
    PHASE_ESCALATED = "phase-escalated"
    PHASE_DEESCALATED = "phase-deescalated"
    DESTINATION_ADDED = "destination-added"
    DESTINATION_REMOVED = "destination-removed"
    USE_ADDED = "use-added"
    USE_REMOVED = "use-removed"
    INSTALL_HOOK_ADDED = "install-hook-added"
    INSTALL_HOOK_REMOVED = "install-hook-removed"
    ENTRY_POINT_ADDED = "entry-point-added"
    ENTRY_POINT_REMOVED = "entry-point-removed"
    NATIVE_ADDED = "native-added"
    NATIVE_REMOVED = "native-removed"
    OBFUSCATION_ADDED = "obfuscation-added"
    OBFUSCATION_REMOVED = "obfuscation-removed"
    DEPENDENCY_ADDED = "dependency-added"
    DEPENDENCY_REMOVED = "dependency-removed"
    DEPENDENCY_WIDENED = "dependency-widened"
    DEPENDENCY_NARROWED = "dependency-narrowed"
    DEPENDENCY_SOURCE_CHANGED = "dependency-source-changed"
    METADATA_CHANGED = "metadata-changed"
    LICENCE_CHANGED = "licence-changed"
    ARTIFACT_DIFFERS = "artifact-differs"
    MEMBER_ADDED = "member-added"
    MEMBER_REMOVED = "member-removed"

    @property
    def inverse(self) -> "ChangeKind":
        """What it is seen from the other side; some are their own inverse."""
        return _INVERSES.get(self, self)

    @property
    def brings(self) -> bool:
        """Whether something came (or differs), and did not go."""
        return self in _INVERSES and self not in _GOING


_PAIRS = (
    (ChangeKind.CAPABILITY_ADDED, ChangeKind.CAPABILITY_REMOVED),
    (ChangeKind.PHASE_ESCALATED, ChangeKind.PHASE_DEESCALATED),
    (ChangeKind.DESTINATION_ADDED, ChangeKind.DESTINATION_REMOVED),
    (ChangeKind.USE_ADDED, ChangeKind.USE_REMOVED),
    (ChangeKind.INSTALL_HOOK_ADDED, ChangeKind.INSTALL_HOOK_REMOVED),
    (ChangeKind.ENTRY_POINT_ADDED, ChangeKind.ENTRY_POINT_REMOVED),
    (ChangeKind.NATIVE_ADDED, ChangeKind.NATIVE_REMOVED),
    (ChangeKind.OBFUSCATION_ADDED, ChangeKind.OBFUSCATION_REMOVED),
    (ChangeKind.DEPENDENCY_ADDED, ChangeKind.DEPENDENCY_REMOVED),
    (ChangeKind.DEPENDENCY_WIDENED, ChangeKind.DEPENDENCY_NARROWED),
    (ChangeKind.MEMBER_ADDED, ChangeKind.MEMBER_REMOVED),
)
_INVERSES = {**dict(_PAIRS), **{going: coming for coming, going in _PAIRS}}
_GOING = frozenset(going for _, going in _PAIRS)


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One difference.

    Attributes:
        capability: The id it speaks of, where it speaks of one.
        phase: When what came (or went) runs, where it runs.
        before: What stood there in the old release, ``None`` when nothing did.
        after: The same of the new one.
        uses: The places that show it: of the new release, or, when something went, of the old.
    """

    kind: ChangeKind
    capability: str | None = None
    phase: Phase | None = None
    before: Json = None
    after: Json = None
    uses: tuple[Use, ...] = ()
    severity: Severity = Severity.INFO

    @property
    def inverted(self) -> "Change":
        """The same difference, seen from the other side; its severity is to be found anew."""
        return Change(
            kind=self.kind.inverse,
            capability=self.capability,
            phase=self.phase,
            before=self.after,
            after=self.before,
            uses=self.uses,
        )


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two releases and what differs between them, most serious first."""

    old: Report
    new: Report
    changes: tuple[Change, ...]

    @property
    def complete(self) -> bool:
        """Whether both releases could be read whole."""
        return self.old.complete and self.new.complete
