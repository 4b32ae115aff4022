"""Chooses what is told of a place in one phase: each of its destinations once, by its best way."""

from dataclasses import replace

from tidewaiter.linking.phases import Phases, Reach
from tidewaiter.linking.uses.callers import Way
from tidewaiter.linking.uses.meaning import Meaning
from tidewaiter.linking.uses.ruled_out import RuledOut
from tidewaiter.linking.uses.shown import SHOWN_HOLE
from tidewaiter.linking.values.possible import MOST_VALUES, in_common
from tidewaiter.model.phase import Phase

Told = tuple[Meaning, Way]

Rank = tuple[bool, int]
"""Of a way: whether it is not taken, and how long it is."""

_NOBODY_CALLS = frozenset({Phase.TEST, Phase.BUILD})
"""Phases in which no function is a root because anybody may call it."""


def told(ways: list[Way], reach: Reach, phases: Phases, ruled_out: RuledOut) -> list[Told]:
    """Each destination of a place with the shortest way to it, what is not known last.

    Args:
        ways: Of which the phase reaches one at least.
    """
    ways = [way for way in ways if way.top in reach.nodes]
    if len(ways) == 1 and len(ways[0].meanings) == 1 and not ways[0].said:
        return [(ways[0].meanings[0], ways[0])]
    taken = _taken(ways, reach, phases)
    if len(taken) > 1:
        taken = [way for way in taken if not ruled_out.rules_out(reach, way)] or taken
    ranked: list[tuple[Rank, Way]] = []
    for way in taken:
        never = len(taken) > 1 and not ruled_out.is_taken(reach, way)
        ranked.append(((never, len(reach.path(way.top)[1]) + len(way.steps)), way))
    return _distinct(ranked)


def unreached(ways: list[Way]) -> list[Meaning]:
    """Each destination of a place that no phase reaches."""
    said = [way for way in ways if not way.open] or ways
    return [meaning for meaning, _ in _distinct([((False, len(way.steps)), way) for way in said])]


def _distinct(ways: list[tuple[Rank, Way]]) -> list[Told]:
    """Each destination with the shortest of the ways; of too many what the rest have in common."""
    best: dict[tuple[str, str | None], tuple[Rank, Meaning, Way]] = {}
    for rank, way in ways:
        for meaning in way.meanings:
            key = (meaning.capability, meaning.destination)
            if key not in best or rank < best[key][0]:
                best[key] = (rank, meaning, way)
    known = sorted((k[1], k[0]) for k in best if k[1] is not None)
    chosen = [best[capability, name][1:] for name, capability in known[:MOST_VALUES]]
    others, common = known[MOST_VALUES:], SHOWN_HOLE
    rest = [best[key][1:] for key in best if key[1] is None][:1]
    if not rest and others:
        rest = [best[others[0][::-1]][1:]]
        common = in_common([name for name, _ in others], SHOWN_HOLE)
    if not chosen:
        return rest
    return chosen + [(replace(meaning, destination=common), way) for meaning, way in rest]


def _taken(ways: list[Way], reach: Reach, phases: Phases) -> list[Way]:
    """The ways that a phase takes: from its roots on, or by calls that say all that matters."""
    for possible, again in ((False, False), (True, False), (True, True)):
        taken = [w for w in ways if _is_taken(w, reach, phases, possible=possible, again=again)]
        if taken:
            return taken
    return [] if _is_said_by_calls(ways[0], reach) else ways[:1]


def _is_said_by_calls(way: Way, reach: Reach) -> bool:
    """Whether a phase comes to a place by calls alone that say all that matters."""
    return way.said and reach.nodes[way.top].via is not None


def _is_taken(way: Way, reach: Reach, phases: Phases, *, possible: bool, again: bool) -> bool:
    """Whether a phase takes a way; ``again`` when it is told as called what import does too."""
    reached = reach.nodes[way.top]
    if way.open and (reached.via or reach.phase in _NOBODY_CALLS):
        return False
    if reach.phase is Phase.CALL and reached.root.node[1] == 0 and not again:
        return False
    return all(
        caller in reach.nodes and phases.runs(reach, caller, link, possible)
        for caller, link in way.steps
    )
