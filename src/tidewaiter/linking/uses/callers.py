"""Which callers give a place of use what it touches: each destination with its own way there."""

from collections import defaultdict, deque
from collections.abc import Iterator

import msgspec

from tidewaiter.linking.calls.graph import Graph, Link, Site
from tidewaiter.linking.uses.meaning import Meaning, Meanings
from tidewaiter.linking.uses.recursion import hands_on
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.narrowing.posix import POSIX
from tidewaiter.linking.values.parameters import Frames, Noted, Parameter
from tidewaiter.linking.values.possible import MOST_VALUES, NOTHING, Values, one
from tidewaiter.linking.values.value import Node, Own, UnitId, Value, Via
from tidewaiter.model.facts import ROOT_BRANCH, UNKNOWN, Call, Expr
from tidewaiter.model.profile import Edge
from tidewaiter.reading.names import encloses

_DEEPEST = 8
"""Callers of callers that are asked."""

_MOST_WAYS = 32
"""Calls that are looked at for one place."""

_MOST_HELPERS = 1024
"""Calls on these ways of which is asked what they, and not others, are returned."""

_MOST_STEPS = 100_000
"""Expressions that are evaluated anew for callers, of one artifact."""

_MOST_STEPS_OF_ONE = 8_000
"""Those of one place, or one edge: in a minified bundle everything seems to call everything."""

_MOST_STEPS_OF_NONE = 500
"""Those of a place that does nothing by what all callers give it taken together."""

_NO_TESTS = frozenset({"try", "loop"})
"""The kinds of branches that no test opens."""


_FORKS = frozenset({"os.fork", "os.fork1", "os.forkpty", "pty.fork"})
"""What no Python on Windows has."""


class Called(msgspec.Struct, frozen=True, gc=False):
    """A function, and the call of it in a unit; no call when something else runs it."""

    node: Node
    unit: UnitId
    call: Expr


class Way(msgspec.Struct, frozen=True, gc=False):
    """What a place does when it is reached from ``top`` by these steps.

    ``open``: what it touches is up to whoever calls ``top``, whose callers in the release have
    ways of their own. ``said``: each of them says what it does, if only that it is nothing;
    ``off``: some of them by a flag that switches the place off.
    """

    top: Node
    steps: tuple[tuple[Node, Link], ...]
    meanings: list[Meaning]
    open: bool = False
    said: bool = False
    off: bool = False

    def helpers(self, site: Site) -> tuple[Via, ...]:
        """What is called from ``top`` on to the place, each with its line that leads on."""
        found: list[Via] = []
        for (_, link), (after, onward) in zip(self.steps, self.steps[1:], strict=False):
            found += [*link.via, Via(after, onward.line)]
        return (*found, *self.steps[-1][1].via, Via(site.node, site.event.line))


class _Chain(msgspec.Struct, frozen=True, gc=False):
    """Calls that follow each other, the outermost first, and the parameters that matter."""

    top: Node
    steps: tuple[tuple[Node, Link], ...]
    calls: tuple[Called, ...]
    wanted: frozenset[Parameter]


class Callers:
    """Follows what places of use touch to the callers that say it.

    Made when the graph is whole.
    """

    def __init__(self, evaluator: Evaluator, meanings: Meanings, graph: Graph) -> None:
        self._evaluator = evaluator
        self._meanings = meanings
        self._graph = graph
        self._by_key = meanings.by_key
        self._into: dict[Node, list[tuple[Node, Link]]] = {}
        self._last_step = evaluator.steps + _MOST_STEPS
        self._platform: str | None = None
        """Where alone the place that is looked at is reached."""
        self._ruled_out = False
        """Whether some call of the place that is looked at passes no test around it."""
        self._off = False
        """Whether some call of it gives a flag that switches it off."""

    def ways(self, site: Site) -> list[Way]:
        """The ways to a place by which it does something, that of anybody's call before others."""
        self._limit(_MOST_STEPS_OF_ONE)
        meanings, varies = self._evaluator.varying(lambda: self._meanings.of(site))
        narrowing = self._evaluator.narrowing
        asks = narrowing.asks_callers(site.node[0], site.event.branch)
        self._platform = POSIX if self._is_forked(site) else None
        asks = asks or narrowing.may_end(site.node) or self._platform is not None
        asks = asks or self._by_key.may_vary(site.node[0], site.event.expr)
        if not (varies or asks) or self._evaluator.steps >= self._last_step:
            return [Way(site.node, (), meanings)] if meanings else []
        if not meanings:
            self._limit(_MOST_STEPS_OF_NONE)
        found: list[Way] = []
        pending = deque([_Chain(site.node, (), (), frozenset())])
        looked = 0
        self._ruled_out = self._off = False
        plain: set[Node] = set()
        while pending and (found or self._evaluator.steps < self._evaluator.last_step):
            chain = pending.popleft()
            meanings, asked = self._told(site, chain)
            called, again = self._onward(site, chain, asked)
            onward = self._apart(called, pending, plain)
            room = _MOST_WAYS - looked if len(chain.steps) < _DEEPEST else 0
            if self._evaluator.steps >= self._evaluator.last_step:
                room = 0
            pending += onward[:room]
            looked += len(onward[:room])
            followed = bool(called) and len(onward) <= room and not again
            if meanings:
                found.append(Way(chain.top, chain.steps, meanings, followed))
        if found and found[0].open and not (found[0].steps or self._ruled_out):
            found[0] = msgspec.structs.replace(found[0], said=True, off=self._off)
        return found

    def _apart(
        self, onward: list[_Chain], pending: deque[_Chain], plain: set[Node]
    ) -> list[_Chain]:
        """The chains of which none says the same as one from its function that is surely run.

        Args:
            pending: Those that still wait, without what one of these says as well.
            plain: Where the chains begin so far that are surely run and bind no parameter.
        """
        kept: list[_Chain] = []
        for chain in onward:
            if self._binds(chain):
                kept.append(chain)
            elif chain.top not in plain:
                if all(self._is_surely_run(caller[0], link) for caller, link in chain.steps):
                    plain.add(chain.top)
                    for other in [c for c in pending if c.top == chain.top and not self._binds(c)]:
                        pending.remove(other)
                kept.append(chain)
        return kept

    def _binds(self, chain: _Chain) -> bool:
        """Whether it matters what the calls of a chain give."""
        called = {called.node for called in chain.calls}
        return any(parameter[:2] in called for parameter in chain.wanted)

    def _is_surely_run(self, unit: UnitId, link: Link) -> bool:
        """Whether every phase takes an edge where it comes to it, under no test."""
        if link.edge is not Edge.EXACT or link.via or link.imports or link.asked or link.later:
            return False
        branches = self._evaluator.units.units[unit].outline.branches
        branch = link.branch
        while branch > ROOT_BRANCH:
            if branches[branch].kind not in _NO_TESTS:
                return False
            branch = branches[branch].parent
        return True

    def _is_forked(self, site: Site) -> bool:
        """Whether its function has forked when a place is reached: there is no Windows then."""
        branches = self._evaluator.units.units[site.node[0]].outline.branches
        return any(
            other.api in _FORKS
            and other.event.order < site.event.order
            and encloses(branches, other.event.branch, site.event.branch)
            for other in self._graph.sites[site.node]
        )

    def _limit(self, most: int) -> None:
        """Say how much may be evaluated anew from now on for what is asked."""
        self._evaluator.helpers_left = _MOST_HELPERS
        self._evaluator.last_step = min(self._last_step, self._evaluator.steps + most)

    def _told(self, site: Site, chain: _Chain) -> tuple[list[Meaning], frozenset[Parameter]]:
        """What the place does by a chain, and the parameters that matter to it.

        If that depends on the platform, or on the class of an object whose method ``top`` is, it
        is what it does on each, or with each, all told.
        """
        found, noted = self._told_on(site, chain, self._platform)
        wanted = chain.wanted | noted.asked
        called = {called.node for called in chain.calls}
        if any(parameter[:2] in called for parameter in wanted - chain.wanted):
            chain = msgspec.structs.replace(chain, wanted=wanted)  # it says more of these
            found, noted = self._told_on(site, chain, self._platform)
            wanted |= noted.asked
        meanings: list[Meaning] = []
        for platform in (*sorted(noted.platforms), "") if noted.platforms else ():
            there, noted_there = self._told_on(site, chain, platform)
            wanted |= noted_there.asked
            if not noted_there.unsupported:
                meanings += [meaning for meaning in there if meaning not in meanings]
        receiver = (*chain.top, 0)
        for own in self._classes_of(chain.top) if receiver in noted.asked else ():
            given = one(self._evaluator.making.just_of(own))
            there, noted_there = self._told_on(site, chain, self._platform, {receiver: given})
            wanted |= noted_there.asked
            meanings += [meaning for meaning in there if meaning not in meanings]
        return meanings or found, wanted

    def _classes_of(self, method: Node) -> list[Own]:
        """The classes of whose objects each tells what a method does."""
        called = bool(self._callers(method))
        return self._evaluator.making.classes_of(method, called)[:MOST_VALUES]

    def _told_on(
        self,
        site: Site,
        chain: _Chain,
        platform: str | None,
        whose: dict[Parameter, Values] | None = None,
    ) -> tuple[list[Meaning], Noted]:
        """What it does on one platform, or on any, and what was looked at for that.

        Args:
            whose: The object whose method ``top`` is.
        """
        return self._evaluator.noting(lambda: self._told_in(site, chain, platform, whose or {}))

    def _told_in(
        self, site: Site, chain: _Chain, platform: str | None, whose: dict[Parameter, Values]
    ) -> list[Meaning]:
        frames = self._frames(chain, platform, whose)
        if not self._evaluator.under(frames, lambda: self._happens(site, chain)):
            off = self._evaluator.under(frames, lambda: self._is_off(site, chain))
            self._off = self._off or off
            self._ruled_out = self._ruled_out or not off
            return []
        return self._evaluator.under(frames, lambda: self._meanings.of(site))

    def _frames(
        self, chain: _Chain, platform: str | None, whose: dict[Parameter, Values]
    ) -> Frames:
        """What the functions of a chain are given, the outermost first."""
        nodes = frozenset({chain.top, *(called.node for called in chain.calls)})
        around = frozenset(n for node in nodes for n in self._around(node)) - nodes
        bound = dict(whose)
        for called in chain.calls:
            frames = Frames(nodes, around, dict(bound), platform)
            for parameter in sorted(p for p in chain.wanted if p[:2] == called.node):
                given = self._given(frames, parameter, called)
                if given is not None:
                    bound[parameter] = given
            call = self._evaluator.units.units[called.unit].outline.exprs[called.call]
            if isinstance(call, Call) and chain.wanted:
                bound.update(self._evaluator.parameters.left_empty(called.node, called.unit, call))
        return Frames(nodes, around, bound, platform)

    def takes(
        self, steps: tuple[tuple[Node, Link], ...], node: Node, link: Link
    ) -> tuple[bool, bool]:
        """Whether a function may take an edge of its own that is called by these steps.

        Returns:
            That, and whether it depends on who calls the first of them.
        """
        if self._evaluator.steps >= self._last_step:
            return True, False
        self._limit(_MOST_STEPS_OF_ONE)
        calls = tuple(called for caller, by in steps for called in self._calls(caller, by))
        chain, taken = _Chain(steps[0][0], steps, calls, frozenset()), True
        for _ in range(len(calls) + 1):
            taken, wanted = self._takes(chain, node, link)
            if wanted == chain.wanted:
                break
            chain = msgspec.structs.replace(chain, wanted=wanted)
        around = self._around(chain.top)
        return taken, any(parameter[:2] in around for parameter in chain.wanted)

    def _takes(self, chain: _Chain, node: Node, link: Link) -> tuple[bool, frozenset[Parameter]]:
        """Whether it takes it by a chain, and the parameters that matter to that."""

        def ask() -> bool:
            frames = self._frames(chain, None, {})
            return self._evaluator.under(frames, lambda: self._leads(node, link))

        self._evaluator.parameters.defaults_decide = True
        taken, noted = self._evaluator.noting(ask)
        self._evaluator.parameters.defaults_decide = False
        return taken, chain.wanted | noted.asked

    def _leads(self, node: Node, link: Link) -> bool:
        """Whether a call of a function is made, and may be of what an edge leads to."""
        if not self._comes_to(node, link.branch, link.call):
            return False
        call = self._evaluator.units.units[node[0]].outline.exprs[link.call]
        if link.via or not isinstance(call, Call):
            return True
        if not self._finds(node, link):
            return False
        callee = self._evaluator.values(node[0], call.callee)
        if callee.open or not callee.all:
            return True
        return any(not self._is_other(value, link.to) for value in callee.all)

    def _is_other(self, value: Value, node: Node) -> bool:
        """Whether a call of a value surely does not run a function."""
        if not isinstance(value, Own) or (value.unit, value.function) == node:
            return False
        return (
            self._evaluator.units.units[value.unit].outline.functions[value.function].kind
            != "class"
        )

    def _happens(self, site: Site, chain: _Chain) -> bool:
        """Whether the place is reached with what a chain gives."""
        if not all(self._comes_to(*point) for point in self._points(site, chain)):
            return False
        unit, expr = site.node[0], site.event.expr
        if self._by_key.may_vary(unit, expr) and not self._by_key.reaches(unit, expr):
            return False
        return all(self._finds(caller, link) for caller, link in chain.steps)

    def _finds(self, caller: Node, link: Link) -> bool:
        """Whether a call may find in a table what an edge leads to, called as the frames say."""
        if link.via or not self._by_key.may_vary(caller[0], link.call):
            return True
        return self._by_key.leads(caller[0], link.call, link.to)

    def _comes_to(self, node: Node, branch: int, expr: Expr) -> bool:
        """Whether a function comes to what it does in a branch, called as the frames say."""
        narrowing = self._evaluator.narrowing
        return narrowing.happens(node[0], branch) and not narrowing.has_ended(node, branch, expr)

    def _is_off(self, site: Site, chain: _Chain) -> bool:
        """Whether a chain switches the place off: by a flag, not by what a text looks like."""
        is_off = self._evaluator.narrowing.is_off
        return any(is_off(node[0], branch) for node, branch, _ in self._points(site, chain))

    def _points(self, site: Site, chain: _Chain) -> list[tuple[Node, int, Expr]]:
        """The place and the calls of a chain, each with its function and branch."""
        steps = [(caller, link.branch, link.call) for caller, link in chain.steps]
        return [(site.node, site.event.branch, site.event.expr), *steps]

    def _given(self, frames: Frames, parameter: Parameter, called: Called) -> Values | None:
        """What a call gives for a parameter; ``None`` if it does not say whose method it runs."""
        call = self._evaluator.units.units[called.unit].outline.exprs[called.call]
        if self._evaluator.making.is_receiver(parameter):
            whose = self._evaluator.making.whose
            if not isinstance(call, Call):
                return None
            return self._evaluator.under(
                frames, lambda: whose(called.node, called.unit, called.call, call)
            )
        if not isinstance(call, Call):
            return NOTHING
        given_by = self._evaluator.parameters.given_by

        def ask() -> Values:
            turns = self._by_key.turns_to(called.unit, called.call, called.node) or [call]
            return self._evaluator.merged([given_by(parameter, called.unit, t) for t in turns])

        return self._evaluator.under(frames, ask)

    def _onward(
        self, site: Site, chain: _Chain, asked: frozenset[Parameter]
    ) -> tuple[list[_Chain], bool]:
        """The calls of the outermost function, if what they give or who they are matters.

        Returns:
            They, and whether the chain also calls itself with something else.
        """
        found: list[_Chain] = []
        again = False
        unsaid = self._around(chain.top).difference(called.node for called in chain.calls)
        asks = sorted(parameter for parameter in asked if parameter[:2] in unsaid)
        passed = {chain.top, *(node for node, _ in chain.steps)}
        for caller, link in self._callers(chain.top) if asks else ():
            itself = caller in passed or chain.top in self._around(caller)
            own = [p for p in asks if itself and p[:2] == chain.top]
            new = [p for p in own if self._gives(site, p, caller[0], link)]
            gives = not itself or bool(new)
            if caller in passed:
                again = again or gives
            elif gives:
                steps = ((caller, link), *chain.steps)
                calls = (*self._calls(caller, link), *chain.calls)
                found.append(_Chain(caller, steps, calls, asked))
        return found, again

    def _gives(self, site: Site, parameter: Parameter, unit: UnitId, link: Link) -> bool:
        """Whether a call gives a place by a parameter more than its caller was given itself."""
        call = self._evaluator.units.units[unit].outline.exprs[link.call]
        if not isinstance(call, Call) or link.via:
            return True
        parameters = self._evaluator.parameters
        given = parameters.argument(parameter, unit, call)
        if given is None or parameters.plain(unit, given) is not None:
            return False
        return not hands_on(self._evaluator.units, site, parameter, unit, given)

    def _callers(self, node: Node) -> list[tuple[Node, Link]]:
        if not self._into:
            self._into = defaultdict(list)
            for caller, links in self._graph.calls.items():
                for link in links:
                    self._into[link.to].append((caller, link))
        surest: dict[tuple[Node, Link], Link] = {}
        for caller, link in self._into.get(node, ()):
            key = caller, msgspec.structs.replace(link, edge=Edge.EXACT)
            known = surest.setdefault(key, link)
            if known.edge is Edge.POSSIBLE:
                surest[key] = link
        return [(caller, link) for (caller, _), link in surest.items()]

    def _calls(self, caller: Node, link: Link) -> Iterator[Called]:
        """The calls that an edge stands for: one, or that of a helper and what the helper does."""
        node, call = (
            caller,
            link.call or self._graph.made.get((caller, link.to, link.line), UNKNOWN),
        )
        for via in link.via:
            yield Called(via.node, node[0], call)
            node, call = via.node, via.call
        yield Called(link.to, node[0], call)

    def _around(self, node: Node) -> frozenset[Node]:
        """A function and those that it is written in."""
        functions = self._evaluator.units.units[node[0]].outline.functions
        found = set()
        scope = node[1]
        while scope > 0:
            found.add((node[0], scope))
            scope = functions[scope].parent
        return frozenset(found)
