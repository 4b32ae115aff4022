"""The sentences that a comparison opens with: what matters, most serious first."""

from collections.abc import Callable, Iterator

import msgspec

from tidewaiter.catalogue import Catalogue
from tidewaiter.model.changes import Change, ChangeKind, Comparison, Severity
from tidewaiter.model.profile import Json
from tidewaiter.model.report import Report
from tidewaiter.reading import layers
from tidewaiter.reports.capabilities import shortest
from tidewaiter.reports.escape import shown
from tidewaiter.reports.sentence import joined, when

_MATTERS = Severity.MEDIUM
_NAMED = 3
_BUNDLED = "bundled"
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six")
_NO_ACCESS = {"net": "network access", "process": "way to start programs"}
"""What is worth saying of a release that had nothing of a group."""


def headline(comparison: Comparison, catalogue: Catalogue) -> list[str]:
    """A sentence for each change that matters; of new destinations of one kind one sentence."""
    said = _Sentences(comparison, catalogue)
    return [said.sentence(change) for change in _grouped(comparison.changes)]


def summary(comparison: Comparison, catalogue: Catalogue) -> list[str]:
    """The headline; when nothing matters, the sentence that says so."""
    found = headline(comparison, catalogue)
    if found:
        return found
    old, new = name(comparison.old), version(comparison.new)
    smaller = len(comparison.changes)
    if not smaller:
        return [f"Nothing changed between {old} and {new}."]
    ones = "smaller difference" if smaller == 1 else "smaller differences"
    return [f"Nothing that matters changed between {old} and {new} ({smaller} {ones})."]


def name(report: Report) -> str:
    """Name and version, or whatever of them is known."""
    return shown(f"{report.release.name} {report.release.version}".strip(), 120)


def version(report: Report) -> str:
    """The version alone, or the name of what has none."""
    return shown(report.release.version or report.release.name, 60)


def _grouped(changes: tuple[Change, ...]) -> Iterator[Change]:
    """The changes that matter; destinations of one capability and phase are one change.

    What is new in several phases is said of the earliest.
    """
    groups: dict[object, list[Change]] = {}
    told: set[object] = set()
    for change in changes:
        if change.severity.rank < _MATTERS.rank:
            continue
        key: object = id(change)
        if change.kind is ChangeKind.DESTINATION_ADDED:
            known = (change.capability, msgspec.json.encode(change.after))
            if known in told:
                continue
            told.add(known)
            key = (change.capability, change.phase, change.severity)
        elif change.kind is ChangeKind.DEPENDENCY_ADDED:
            key = (change.kind, change.severity, scope(change.after) == _BUNDLED)
        groups.setdefault(key, []).append(change)
    for group in groups.values():
        uses = tuple(use for change in group for use in change.uses)
        after = group[0].after if len(group) == 1 else [change.after for change in group]
        yield msgspec.structs.replace(group[0], uses=uses, after=after)


class _Sentences:
    """Words for the changes between two releases."""

    def __init__(self, comparison: Comparison, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._old, self._new = version(comparison.old), version(comparison.new)
        self._groups = {use.capability.partition(".")[0] for use in comparison.old.uses}
        self._kinds: dict[ChangeKind, Callable[[Change], str]] = {
            ChangeKind.CAPABILITY_ADDED: self._capability,
            ChangeKind.PHASE_ESCALATED: self._escalated,
            ChangeKind.DESTINATION_ADDED: self._newly,
            ChangeKind.USE_ADDED: self._again,
            ChangeKind.INSTALL_HOOK_ADDED: self._entry,
            ChangeKind.ENTRY_POINT_ADDED: self._entry,
            ChangeKind.NATIVE_ADDED: lambda c: f"brings native code: {_list(c.after)}",
            ChangeKind.MEMBER_ADDED: lambda c: f"brings {_list(c.after)}",
            ChangeKind.OBFUSCATION_ADDED: lambda c: (
                f"newly hides code behind {_list(c.after)}{_place(c)}"
            ),
            ChangeKind.DEPENDENCY_ADDED: _needs,
            ChangeKind.DEPENDENCY_SOURCE_CHANGED: lambda c: (
                f"takes {required(c.after)}, {self._old} took {required(c.before)}"
            ),
            ChangeKind.ARTIFACT_DIFFERS: self._artifact,
        }

    def sentence(self, change: Change) -> str:
        """Such as "1.2.1 newly connects to 203.0.113.7 at import (acme/core.py:14)."."""
        return f"{self._new} {self._kinds.get(change.kind, _other)(change)}."

    def _capability(self, change: Change) -> str:
        group = (change.capability or "").partition(".")[0]
        lacked = _NO_ACCESS.get(group) if group not in self._groups else None
        return self._newly(change) + (f"; {self._old} had no {lacked}" if lacked else "")

    def _newly(self, change: Change) -> str:
        return f"newly {self._does(change)} {_when(change)}{_place(change)}"

    def _escalated(self, change: Change) -> str:
        return f"{self._does(change)} already {_when(change)}{_place(change)}, {self._old} did not"

    def _again(self, change: Change) -> str:
        title = self._catalogue.capabilities[change.capability or ""].title
        more = len(change.uses)
        places = "one more place" if more == 1 else f"{_number(more)} more places"
        return f"{title} in {places} {_when(change)}{_place(change)}"

    def _does(self, change: Change) -> str:
        """The verb, with the destinations where some are known."""
        capability = self._catalogue.capabilities[change.capability or ""]
        found = sorted({use.destination for use in change.uses if use.destination}, key=_clear)
        if not found or found[0] == _UNKNOWN:
            return capability.title
        return f"{capability.touches} {_few([shown(text, 100) for text in found])}"

    def _entry(self, change: Change) -> str:
        moment = when(change.phase) if change.phase else "by itself"
        if change.before is not None:
            return f"runs another thing {moment}: {_text(change.after)}, not {_text(change.before)}"
        return f"newly runs {_text(change.after)} {moment}"

    def _artifact(self, change: Change) -> str:
        before, after = _list(change.before), _list(change.after)
        return f"is published as {after or 'nothing'}, {self._old} as {before or 'nothing'}"


_UNKNOWN = "{…}"


def _other(change: Change) -> str:
    return f"differs ({change.kind}): {_list(change.after) or 'nothing any more'}"


def _clear(destination: str) -> tuple[bool, str]:
    """What is known whole comes before what is not."""
    return _UNKNOWN in destination, destination


def _when(change: Change) -> str:
    gates = {use.gate for use in change.uses}
    return when(change.phase, gates) if change.phase else ""


def _place(change: Change) -> str:
    """Where it is seen best, and how well it is hidden."""
    if not change.uses:
        return ""
    use = shortest(list(change.uses))
    hidden = [layer for layer in use.layers if layer in layers.NAMES]
    words = f"{shown(use.member, 160)}:{use.line}"
    return f" ({words}, {_hidden(hidden)})" if hidden else f" ({words})"


def _hidden(found: list[str]) -> str:
    kinds = joined(list(dict.fromkeys(found)))
    ones = "layer" if len(found) == 1 else "layers"
    return f"hidden in {_number(len(found))} {kinds} {ones}"


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _few(texts: list[str]) -> str:
    more = len(texts) - _NAMED
    return joined([*texts[:_NAMED], f"{more} more"] if more > 0 else texts)


def _list(value: Json) -> str:
    return _few([_text(item) for item in value]) if isinstance(value, list) else _text(value)


def _text(value: Json) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{shown(key, 40)} {_text(item)}" for key, item in value.items())
    return "" if value is None else shown(str(value), 120)


def _needs(change: Change) -> str:
    """``newly depends on requests >=2``, ``newly bundles six``"""
    rows = change.after if isinstance(change.after, list) else [change.after]
    verb = "bundles" if scope(rows[0]) == _BUNDLED else "depends on"
    return f"newly {verb} {_few([required(row) for row in rows])}"


def scope(value: Json) -> str:
    """What a dependency is needed for, "" when the value is none."""
    found = value.get("scope") if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


def required(value: Json) -> str:
    """A dependency as a person writes it: ``requests >=2``."""
    row = value if isinstance(value, dict) else {}
    package = _text(row.get("purl") or row.get("name"))
    package = package.removeprefix("pkg:pypi/").removeprefix("pkg:npm/").replace("%40", "@")
    return f"{package} {_text(row.get('range'))}".strip()
