"""Uses as every format wants them: by capability, in order, with an id that stays."""

import hashlib
from collections import Counter
from collections.abc import Iterable

from tidewaiter.model.profile import Use


def by_capability(uses: Iterable[Use]) -> dict[str, list[Use]]:
    """The uses of each capability id, ids sorted."""
    groups: dict[str, list[Use]] = {}
    for use in uses:
        groups.setdefault(use.capability, []).append(use)
    return dict(sorted(groups.items()))


def in_order(uses: Iterable[Use]) -> list[Use]:
    """Sorted by member, line, column; uses of one place by phase, earliest first."""
    return sorted(uses, key=lambda use: (*_place(use), use.phase.rank, *_tie(use)))


def earliest(uses: Iterable[Use], limit: int) -> list[Use]:
    """The first ``limit`` uses by phase, then by place."""
    return sorted(uses, key=lambda use: (use.phase.rank, *_place(use), *_tie(use)))[:limit]


def destinations(uses: Iterable[Use]) -> list[str]:
    """The distinct destinations that are known, sorted."""
    return sorted({use.destination for use in uses if use.destination is not None})


def count(uses: Iterable[Use]) -> int:
    """Places times phases: a place counts once in a phase, however much it may touch."""
    return len({(use.phase, *_place(use), use.layers, use.layer_line) for use in uses})


def fingerprint(use: Use) -> str:
    """16 hexadecimal digits that survive an edit elsewhere in the file.

    Of capability, member, API and destination; no line, no phase.
    """
    text = "\0".join((use.capability, use.member, use.api, use.destination or ""))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def identified(uses: Iterable[Use]) -> dict[int, str]:
    """For ``id(use)`` of each use its id in the report: fingerprint and ordinal."""
    seen: Counter[str] = Counter()
    identities = {}
    for use in sorted(uses, key=lambda use: (use.phase.rank, *_place(use), *_tie(use))):
        mark = fingerprint(use)
        seen[mark] += 1
        identities[id(use)] = f"{mark}-{seen[mark]}"
    return identities


def _place(use: Use) -> tuple[str, int, int]:
    return use.member, use.line, use.column


def _tie(use: Use) -> tuple[str, str, int, str, str]:
    layer_line = use.layer_line or 0
    return use.api, use.destination or "", layer_line, use.entry, use.snippet
