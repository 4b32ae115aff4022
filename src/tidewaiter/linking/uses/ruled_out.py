"""Edges that are not taken on the ways that lead to them: by what the calls on the way give.

``start({"force": True})`` does not come to what ``start`` does ``if options.dev``, though some call
of it may.
"""

from collections.abc import Iterable

from tidewaiter.linking.calls.graph import Link
from tidewaiter.linking.phases import Barred, Phases, Reach, Root
from tidewaiter.linking.uses.callers import Callers, Way
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.value import Node
from tidewaiter.model.facts import ROOT_BRANCH, Attr, Call
from tidewaiter.model.phase import Phase
from tidewaiter.model.profile import Edge

_FURTHEST = 4
"""Calls before an edge that are asked what they give."""

_ROUNDS = 8
"""Searches for other ways, each of which may find one that is not taken either."""

_Steps = tuple[tuple[Node, Link], ...]


class RuledOut:
    """Searches for ways to places of use that are taken. Made when the graph is whole.

    Args:
        tops: The functions to which ways are told.
    """

    def __init__(
        self, evaluator: Evaluator, callers: Callers, phases: Phases, tops: Iterable[Node]
    ) -> None:
        self._evaluator = evaluator
        self._callers = callers
        self._phases = phases
        self._tops = tuple(tops)
        self._known: dict[Barred, tuple[bool, bool]] = {}

    def search(self, phase: Phase, groups: list[list[Root]], *, possible: bool) -> Reach:
        """What a phase reaches, by ways that are not taken only where there is no other."""
        barred: set[Barred] = set()
        for _ in range(_ROUNDS):
            reach = self._phases.search(phase, groups, possible=possible, ruled_out=barred)
            more = self._on_ways(reach) - barred
            if not more:
                break
            barred |= more
        return reach

    def is_taken(self, reach: Reach, way: Way) -> bool:
        """Whether a way may be taken on which a phase comes to its top, and the first time."""
        first = all(self._phases.comes_at_first(node, link.branch) for node, link in way.steps)
        return first and not self.rules_out(reach, way)

    def rules_out(self, reach: Reach, way: Way) -> bool:
        """Whether a phase comes to a way's top by no calls that do not rule out a step of it."""
        if reach.nodes[way.top].never:
            return True
        before = reach.nodes[way.top].steps(_FURTHEST)
        for node, link in way.steps:
            if self._barred(before, node, link):
                return True
            before = (*before, (node, link))[-_FURTHEST:]
        return False

    def _on_ways(self, reach: Reach) -> set[Barred]:
        """The edges on the ways to places of use that are not taken there."""
        found: set[Barred] = set()
        looked: set[int] = set()
        for node in self._tops:
            at = reach.nodes.get(node)
            while at is not None and at.via is not None and at.before is not None:
                if id(at) in looked:
                    break
                looked.add(id(at))
                if self._may_be(*at.via):
                    found.update(self._barred(at.before.steps(_FURTHEST), *at.via))
                at = at.before
        return found

    def _barred(self, before: _Steps, node: Node, link: Link) -> list[Barred]:
        """An edge that is not taken, behind as few of those before it as rule it out."""
        for count in range(1, len(before) + 1) if self._may_be(node, link) else ():
            steps = before[-count:]
            barred = (*(by for _, by in steps), link)
            if barred not in self._known:
                self._known[barred] = self._callers.takes(steps, node, link)
            taken, asks_on = self._known[barred]
            if not taken:
                return [barred]
            if not asks_on:
                break
        return []

    def _may_be(self, node: Node, link: Link) -> bool:
        """Whether callers may say that an edge is not taken: by a test, or the key of a table."""
        unit = node[0]
        narrowing = self._evaluator.narrowing
        if link.branch != ROOT_BRANCH and narrowing.asks_callers(unit, link.branch):
            return True
        if narrowing.may_end(node):
            return True
        exprs = self._evaluator.units.units[unit].outline.exprs
        call = exprs[link.call]
        if link.edge is not Edge.LIKELY or link.via or not isinstance(call, Call):
            return False
        is_method = isinstance(exprs[call.callee], Attr)
        return not is_method and self._evaluator.may_vary(unit, call.callee)
