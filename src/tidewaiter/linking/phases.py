"""When each function runs, and the shortest path by which it is reached."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from tidewaiter.linking.calls.graph import Graph, Link
from tidewaiter.linking.command_line import CommandLine
from tidewaiter.linking.units import JAVASCRIPT, Units
from tidewaiter.linking.values.value import Node
from tidewaiter.model.facts import CONDITIONAL, ROOT_BRANCH
from tidewaiter.model.phase import Gate, Phase
from tidewaiter.model.profile import Edge

_FOLLOWS_IMPORTS = frozenset({Phase.INSTALL, Phase.STARTUP, Phase.IMPORT, Phase.TEST, Phase.BUILD})
"""Phases of which the module code they import is worth telling again: the import phase leads."""

HANDED_RUNS = frozenset({Phase.INSTALL, Phase.BIN})
"""Phases in which a script's functions that are handed to a library are likely to run."""

_IMPORTING = frozenset({Phase.STARTUP, Phase.IMPORT})

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
    """Where a phase's search came by: the root, and the step that led there."""

    root: Root
    via: tuple[Node, Link] | None


@dataclass(slots=True)
class Reach:
    """What one phase reaches, each node with the step before it on a shortest path."""

    phase: Phase
    nodes: dict[Node, Reached] = field(default_factory=dict)
    words: frozenset[str] | None = None
    """Of the command lines that begin the phase, when all of all are known."""

    def path(self, node: Node) -> tuple[Root, list[tuple[Node, Link | None]]]:
        """The root, and the nodes from it to ``node``, each with the link that leaves it."""
        steps: list[tuple[Node, Link | None]] = [(node, None)]
        reached = self.nodes[node]
        while reached.via is not None:
            caller, link = reached.via
            steps.append((caller, link))
            reached = self.nodes[caller]
        return reached.root, steps[::-1]


class Phases:
    """Searches the call graph from the roots of a phase."""

    def __init__(self, units: Units, graph: Graph, command_line: CommandLine) -> None:
        self._units = units
        self._graph = graph
        self._command_line = command_line
        self._around: dict[tuple[int, int], frozenset[str]] = {}

    def search(self, phase: Phase, groups: Iterable[list[Root]], *, possible: bool) -> Reach:
        """Breadth first from each group of roots in turn; the first group to reach a node wins.

        Ways that are taken whatever the platform, the command line and the environment are, and
        without an error, come before all others, however long: a condition that is told holds on
        every way.

        Args:
            possible: Follow edges that are only possible as well.
        """
        groups = list(groups)
        reach = Reach(phase, words=_words([root for roots in groups for root in roots]))
        for roots in groups:
            queue: deque[Node] = deque()
            conditional: deque[tuple[Node, Link]] = deque()
            for root in roots:
                if root.node not in reach.nodes:
                    reach.nodes[root.node] = Reached(root, None)
                    queue.append(root.node)
            while queue or conditional:
                if not queue:
                    self._step(reach, *conditional.popleft(), queue)
                    continue
                node = queue.popleft()
                for link in self._surest(node):
                    if link.to not in reach.nodes and self.runs(reach, node, link, possible):
                        if self.conditions(node, link.branch).isdisjoint(CONDITIONAL):
                            self._step(reach, node, link, queue)
                        else:
                            conditional.append((node, link))
        return reach

    @staticmethod
    def _step(reach: Reach, node: Node, link: Link, queue: deque[Node]) -> None:
        if link.to not in reach.nodes:
            reach.nodes[link.to] = Reached(reach.nodes[node].root, (node, link))
            queue.append(link.to)

    def runs(self, reach: Reach, node: Node, link: Link, possible: bool) -> bool:
        """Whether a reached node takes an edge in that phase."""
        if link.edge is Edge.POSSIBLE and not (possible and self._is_taken(reach, node)):
            return False
        if link.imports and reach.phase not in _FOLLOWS_IMPORTS:
            return False
        if link.asked and reach.phase is not Phase.BUILD:
            return False
        if link.later and reach.phase in _IMPORTING:
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

    def _surest(self, node: Node) -> list[Link]:
        """The links of a node in order; for one under a test, one of its kind that is under none.

        ``if (dev) return run(); return run();``: the second is told.
        """
        links = self._graph.calls.get(node, [])
        if len(links) < 2 or all(link.branch == ROOT_BRANCH for link in links):
            return links
        anyway: dict[tuple[Node, Edge, bool, bool, bool], Link] = {}
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

    def conditions(self, node: Node, branch: int) -> frozenset[str]:
        """The kinds of the branches around a point."""
        key = (node[0], branch)
        found = self._around.get(key)
        if found is None:
            branches = self._units.units[node[0]].outline.branches
            kinds: set[str] = set()
            while branch > 0:
                kinds.add(branches[branch].kind)
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


def _kind(link: Link) -> tuple[Node, Edge, bool, bool, bool]:
    """What decides which phases follow a link."""
    return link.to, link.edge, link.imports, link.asked, link.later
