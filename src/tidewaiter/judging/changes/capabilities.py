"""Capabilities that came, run earlier, touch something new, or are exercised once more.

Uses are matched by what they mean (capability, phase, destination, API), never by line or
member: code that moved, was renamed or formatted anew is the same.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from tidewaiter.catalogue import Catalogue
from tidewaiter.judging.changes import destinations
from tidewaiter.model.changes import Change, ChangeKind
from tidewaiter.model.phase import Phase
from tidewaiter.model.profile import Json, Use
from tidewaiter.model.report import Report
from tidewaiter.reading import layers

_ByPhase = dict[Phase, list[Use]]


def added(old: Report, new: Report, catalogue: Catalogue) -> Iterator[Change]:
    """What the new report's uses have that the old one's have not."""
    before = _by_capability(old, catalogue)
    own: dict[str, _ByPhase] = defaultdict(lambda: defaultdict(list))
    for use in _told(new):
        own[use.capability][use.phase].append(use)
    for capability, phases in sorted(own.items()):
        if capability in before:
            yield from _grown(capability, before[capability], phases, old, new)
        else:
            yield _appeared(capability, phases)
    yield from _hidden(old, new)


def _told(report: Report) -> Iterator[Use]:
    return (use for use in report.uses if use.phase is not Phase.TEST)


def _by_capability(report: Report, catalogue: Catalogue) -> dict[str, _ByPhase]:
    """The uses of each id, those of ids that imply it included."""
    found: dict[str, _ByPhase] = defaultdict(lambda: defaultdict(list))
    for use in _told(report):
        for capability in catalogue.implies_closure(use.capability):
            found[capability][use.phase].append(use)
    return found


def _appeared(capability: str, phases: _ByPhase) -> Change:
    """It was nowhere before."""
    uses = [use for phase in sorted(phases, key=_rank) for use in phases[phase]]
    return Change(
        kind=ChangeKind.CAPABILITY_ADDED,
        capability=capability,
        phase=uses[0].phase,
        after=_listed(use.destination for use in uses),
        uses=tuple(uses),
    )


def _grown(
    capability: str, before: _ByPhase, after: _ByPhase, old: Report, new: Report
) -> Iterator[Change]:
    """It was there before; what of it is new in each phase."""
    for phase, uses in sorted(after.items(), key=lambda pair: pair[0].rank):
        later = [p for p in before if p.rank > phase.rank]
        if phase not in before and later:
            yield Change(
                kind=ChangeKind.PHASE_ESCALATED,
                capability=capability,
                phase=phase,
                before=str(min(later, key=_rank)),
                after=str(phase),
                uses=tuple(uses),
            )
            continue
        # What ran earlier before is nothing new in a later phase.
        known = [use for p, held in before.items() if p.rank <= phase.rank for use in held]
        yield from _touching(capability, phase, known, uses, old, new)
        if phase in before:
            yield from _again(capability, phase, before[phase], uses)


def _touching(
    capability: str, phase: Phase, known: list[Use], uses: list[Use], old: Report, new: Report
) -> Iterator[Change]:
    """Destinations that the phase had not."""
    touched = {destinations.key(use, old.release.version) for use in known}
    fresh: dict[str, list[Use]] = defaultdict(list)
    for use in uses:
        place = destinations.key(use, new.release.version)
        if place and place not in touched:
            fresh[place].append(use)
    for place in sorted(fresh):
        yield Change(
            kind=ChangeKind.DESTINATION_ADDED,
            capability=capability,
            phase=phase,
            after=fresh[place][0].destination,
            uses=tuple(fresh[place]),
        )


def _again(capability: str, phase: Phase, before: list[Use], after: list[Use]) -> Iterator[Change]:
    """More places that touch nothing known, or that call what the phase never called."""
    old, new = _places(before), _places(after)
    known = Counter((use.api, use.snippet) for use in old)
    called = {use.api for use in old}
    unmatched = []
    for use in new:
        if known[use.api, use.snippet]:
            known[use.api, use.snippet] -= 1
        else:
            unmatched.append(use)
    more = len(new) > len(old)
    uses = unmatched if more else [use for use in unmatched if use.api not in called]
    if uses:
        yield Change(
            kind=ChangeKind.USE_ADDED,
            capability=capability,
            phase=phase,
            before=len(old),
            after=len(new),
            uses=tuple(uses),
        )


def _places(uses: list[Use]) -> list[Use]:
    """One use of each place that touches nothing known."""
    found: dict[tuple[object, ...], Use] = {}
    for use in uses:
        if not destinations.key(use, ""):
            place = (use.member, use.line, use.column, use.layers, use.layer_line)
            found.setdefault(place, use)
    return list(found.values())


def _hidden(old: Report, new: Report) -> Iterator[Change]:
    """Code behind an encoding that nothing was behind before."""
    known = {layer for use in old.uses for layer in use.layers}
    found: dict[str, list[Use]] = defaultdict(list)
    for use in _told(new):
        for layer in use.layers:
            if layer in layers.NAMES and layer not in known:
                found[layer].append(use)
    if found:
        uses = sorted({id(u): u for held in found.values() for u in held}.values(), key=_use_rank)
        yield Change(
            kind=ChangeKind.OBFUSCATION_ADDED,
            phase=uses[0].phase,
            after=_listed(found),
            uses=tuple(uses),
        )


def _listed(texts: Iterable[str | None]) -> list[Json]:
    return [*sorted({text for text in texts if text is not None})]


def _rank(phase: Phase) -> int:
    return phase.rank


def _use_rank(use: Use) -> tuple[int, str, int, int]:
    return use.phase.rank, use.member, use.line, use.column
