"""When each function runs, and the shortest path by which it is reached."""

from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from tidewaiter.linking.calls.graph import Graph, Link
from tidewaiter.linking.command_line import CommandLine
from tidewaiter.linking.never_taken import NeverTaken
from tidewaiter.linking.units import JAVASCRIPT, Units
from tidewaiter.linking.uses.asking import Asking
from tidewaiter.linking.values.value import Node
from tidewaiter.model.facts import (
    ANY_TIME,
    CONDITIONAL,
    ROOT_BRANCH,
    Binary,
    Const,
    Name,
    Outline,
)
from tidewaiter.model.phase import UNASKED, Gate, Phase
from tidewaiter.model.profile import Edge

_FOLLOWS_IMPORTS = frozenset({Phase.INSTALL, Phase.STARTUP, Phase.IMPORT, Phase.TEST, Phase.BUILD})
"""Phases of which the module code they import is worth telling again: the import phase leads."""

HANDED_RUNS = frozenset({Phase.INSTALL, Phase.BIN})
"""Phases in which a script's functions that are handed to a library are likely to run."""

IMPORTING = frozenset({Phase.STARTUP, Phase.IMPORT})
"""Phases that only import modules."""

_AGAIN = "again"
_AFTERWARDS = CONDITIONAL | {_AGAIN}
"""The kinds of branches that come after all others."""

_NO_TESTS = frozenset({"loop"})
"""The kinds of branches that no test opens."""


@dataclass(slots=True)
class Root:
    """A node that something runs by itself.

    ``as_script``: what stands under ``__name__ == "__main__"`` runs too; ``only_script``:
    nothing else counts, because the rest runs at import already.
    """

    node: Node
    phase: Phase
    entry: str
    gate: Gate | None = None
    as_script: bool = False
    only_script: bool = False
    words: frozenset[str] | None = None
    """Of the command line that runs it, when all are known."""


@dataclass(slots=True)
class Reached:
    """Where a phase's search came by: the root, the step that led there, and how that came by.

    ``never``: some step of the way is ruled out by the calls before it.
    """

    root: Root
    via: tuple[Node, Link] | None
    before: "Reached | None" = None
    never: bool = False

    def steps(self, most: int) -> tuple[tuple[Node, Link], ...]:
        """The last steps that led there, at most so many."""
        found: list[tuple[Node, Link]] = []
        at: Reached | None = self
        while at is not None and at.via is not None and len(found) < most:
            found.append(at.via)
            at = at.before
        return tuple(found[::-1])

    def links(self, most: int) -> tuple[Link, ...]:
        """Their edges."""
        return tuple([link for _, link in self.steps(most)])


@dataclass(slots=True)
class Reach:
    """What one phase reaches, each node with the step before it on a shortest path."""

    phase: Phase
    nodes: dict[Node, Reached] = field(default_factory=dict)
    words: frozenset[str] | None = None
    """Of the command lines that begin the phase, when all of all are known."""

    def widen(self, other: "Reach") -> None:
        """Take up what another search reached besides, behind what was reached here."""
        for node, reached in other.nodes.items():
            known = self.nodes.get(node)
            if known is not None and not known.never:
                continue
            if reached.via is not None:
                before = self.nodes[reached.via[0]]
                never = reached.never or before.never
                reached = Reached(before.root, reached.via, before, never)
            if known is None or not reached.never:
                self.nodes[node] = reached

    def path(self, node: Node) -> tuple[Root, list[tuple[Node, Link | None]]]:
        """The root, and the nodes from it to ``node``, each with the link that leaves it."""
        steps: list[tuple[Node, Link | None]] = [(node, None)]
        reached: Reached | None = self.nodes[node]
        root = self.nodes[node].root
        while reached is not None and reached.via is not None:
            steps.append(reached.via)
            reached = reached.before
        return root, steps[::-1]


Barred = tuple[Link, ...]
"""An edge that is not taken behind the edges before it, which say how its function is called."""


class Phases:
    """Searches the call graph from the roots of a phase."""

    def __init__(
        self,
        units: Units,
        graph: Graph,
        command_line: CommandLine,
        asking: Asking,
        never_taken: NeverTaken,
    ) -> None:
        self._units = units
        self._graph = graph
        self._command_line = command_line
        self._asking = asking
        self._around: dict[tuple[int, int], frozenset[str]] = {}
        self._never_taken = never_taken

    def search(
        self,
        phase: Phase,
        groups: Iterable[list[Root]],
        *,
        possible: bool,
        ruled_out: Collection[Barred] = (),
    ) -> Reach:
        """Breadth first from each group of roots in turn; the first group to reach a node wins.

        Ways that are taken whatever the platform, the command line and the environment are,
        without an error and the first time, come before all others, however long: a condition
        that is told holds on every way.

        Args:
            possible: Follow edges that are only possible as well.
            ruled_out: Edges, each behind those by which its function is called in such a way that
                it is not taken: followed last of all.
        """
        groups = list(groups)
        reach = Reach(phase, words=_words([root for roots in groups for root in roots]))
        search = _Search(self, reach, possible, ruled_out)
        for roots in groups:
            search.start(roots)
        search.finish()
        return reach

    def runs(self, reach: Reach, node: Node, link: Link, possible: bool) -> bool:
        """Whether a reached node takes an edge in that phase."""
        if link.edge is Edge.POSSIBLE and not (possible and self._is_taken(reach, node)):
            return False
        if link.imports and reach.phase not in _FOLLOWS_IMPORTS:
            return False
        if link.asked and reach.phase is not Phase.BUILD:
            return False
        if link.later and reach.phase in IMPORTING:
            return False
        return self.happens(reach, node, link.branch)

    def _is_taken(self, reach: Reach, node: Node) -> bool:
        """Whether what a function hands over to who knows what is taken as run.

        A script that runs by itself hands its parts to libraries that run them: tasks, commands.
        """
        language = self._units.units[node[0]].language
        return reach.phase not in HANDED_RUNS or language == JAVASCRIPT

    def happens(self, reach: Reach, node: Node, branch: int) -> bool:
        """Whether what stands under ``branch`` of a reached node runs in that phase."""
        if self._never_taken(node[0], branch):
            return False
        kinds = self.conditions(node, branch)
        if "publish" in kinds:
            return reach.phase is Phase.BUILD
        reached = reach.nodes[node]
        words = reach.words if "command-line" in kinds else None
        if words is not None and self._command_line.excludes(words, node[0], branch):
            return False
        is_root = reached.via is None
        if "main" in kinds:
            return is_root and reached.root.as_script
        return not (is_root and reached.root.only_script)

    def surest(self, node: Node) -> list[Link]:
        """The links of a node in order; for one under a test, one of its kind that is under none.

        ``if (dev) return run(); return run();``: the second is told.
        """
        links = self._graph.calls.get(node, [])
        if len(links) < 2 or all(link.branch == ROOT_BRANCH for link in links):
            return links
        anyway: dict[_Kind, Link] = {}
        for link in links:
            if self.conditions(node, link.branch) <= _NO_TESTS:
                known = anyway.setdefault(_kind(link), link)
                if known.branch != ROOT_BRANCH and link.branch == ROOT_BRANCH:
                    anyway[_kind(link)] = link
        if not anyway:
            return links
        return [
            link if link.branch == ROOT_BRANCH else anyway.get(_kind(link), link) for link in links
        ]

    def comes_at_first(self, node: Node, branch: int) -> bool:
        """Whether a branch is not only taken once its statement has made something."""
        return _AGAIN not in self.conditions(node, branch)

    def is_afterwards(self, phase: Phase, node: Node, link: Link) -> bool:
        """Whether a link is only taken under a condition that is told, or later than others."""
        branch = link.branch
        if link.once or not self.conditions(node, branch).isdisjoint(_AFTERWARDS):
            return True
        return branch != ROOT_BRANCH and phase in UNASKED and self._asking.around(node, branch)

    def conditions(self, node: Node, branch: int) -> frozenset[str]:
        """The kinds of the branches around a point, `_AGAIN` for what is not taken at first."""
        key = (node[0], branch)
        found = self._around.get(key)
        if found is None:
            branches = self._units.units[node[0]].outline.branches
            kinds: set[str] = set()
            while branch > 0:
                kinds.add(branches[branch].kind)
                if _is_again(self._units.units[node[0]].outline, branch):
                    kinds.add(_AGAIN)
                branch = branches[branch].parent
            found = self._around[key] = frozenset(kinds)
        return found


def _words(roots: list[Root]) -> frozenset[str] | None:
    words: set[str] = set()
    for root in roots:
        if root.words is None:
            return None
        words |= root.words
    return frozenset(words)


def _is_again(outline: Outline, number: int) -> bool:
    """Whether a branch is for what its function has made before: ``if made is None: made = …``.

    A function that says ``global made``, of a module that begins with ``made = None``.
    """
    branch = outline.branches[number]
    test = outline.exprs[branch.test]
    if not (branch.negated and isinstance(test, Binary) and test.op == "is"):
        return False
    name, nothing = outline.exprs[test.left], Const(None)
    if not isinstance(name, Name) or name.scope or outline.exprs[test.right] != nothing:
        return False
    made = outline.functions[0].bindings.get(name.id, [])
    at_first = [binding.value for binding in made if binding.order < ANY_TIME]
    return len(at_first) == 1 and outline.exprs[at_first[0]] == nothing


_Kind = tuple[Node, Edge, bool, bool, bool, str]


def _kind(link: Link) -> _Kind:
    """What decides which phases follow a link, and when."""
    return link.to, link.edge, link.imports, link.asked, link.later, link.once


class _Search:
    """One search: what it has seen, and what it leaves for later.

    A function that is called in a way which rules out an edge of it is searched once for each way
    in which it is called, others once.
    """

    def __init__(
        self, phases: Phases, reach: Reach, possible: bool, ruled_out: Collection[Barred]
    ) -> None:
        self._phases = phases
        self._reach = reach
        self._possible = possible
        self._ruled_out = frozenset(ruled_out)
        self._told_apart: dict[Node, int] = {}
        """By function how many edges on the way to it matter."""
        self._last: dict[Link, set[int]] = {}
        for barred in self._ruled_out:
            self._last.setdefault(barred[-1], set()).add(len(barred) - 1)
            for count, link in enumerate(barred[:-1], 1):
                self._told_apart[link.to] = max(count, self._told_apart.get(link.to, 0))
        self._seen: set[tuple[Node, tuple[Link, ...]]] = set()
        self._queue: deque[tuple[Node, Reached]] = deque()
        self._barred: deque[tuple[Node, Reached]] = deque()

    def start(self, roots: list[Root]) -> None:
        """Search from a group of roots."""
        for root in roots:
            if root.node not in self._reach.nodes:
                self._add(root.node, Reached(root, None))
        self._go_on()

    def finish(self) -> None:
        """Take the edges that are ruled out as well: what no group reached otherwise."""
        while self._barred:
            self._add(*self._barred.popleft())
            self._go_on()

    def _go_on(self) -> None:
        conditional: deque[tuple[Node, Reached]] = deque()
        while self._queue or conditional:
            if not self._queue:
                self._add(*conditional.popleft())
                continue
            node, reached = self._queue.popleft()
            for link in self._phases.surest(node):
                if link.to in self._reach.nodes and link.to not in self._told_apart:
                    continue
                if not self._phases.runs(self._reach, node, link, self._possible):
                    continue
                onward = Reached(reached.root, (node, link), reached, reached.never)
                if link in self._last and self._is_barred(reached, link):
                    onward.never = True
                    self._barred.append((link.to, onward))
                elif self._phases.is_afterwards(self._reach.phase, node, link):
                    conditional.append((link.to, onward))
                else:
                    self._add(link.to, onward)

    def _add(self, node: Node, reached: Reached) -> None:
        if node in self._told_apart:
            state = node, reached.links(self._told_apart[node])
            if state in self._seen:
                return
            self._seen.add(state)
        elif node in self._reach.nodes:
            return
        self._reach.nodes.setdefault(node, reached)
        self._queue.append((node, reached))

    def _is_barred(self, reached: Reached, link: Link) -> bool:
        return any((*reached.links(count), link) in self._ruled_out for count in self._last[link])
