"""`python -m benchmarks.callgraph --pycg CHECKOUT --jelly CHECKOUT`: marks found, right ways.

Clone the two suites. It fetches nothing but pyan3, where ``--peers`` asks for other tools beside
us. What was measured goes into RESULTS.md.
"""

import argparse
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from benchmarks import results
from benchmarks.callgraph import Planted, Truth, is_decoy, javascript, python, suites
from benchmarks.callgraph.claims import Claims, claims
from benchmarks.callgraph.peers import Peer, peers
from benchmarks.tables import Row, Table, share


class Bars(NamedTuple):
    """Shares that are to be reached, ``None`` where there is no bar."""

    recall: float
    precision: float
    steps: float | None


PYCG = Bars(0.97, 0.98, 0.99)
JELLY = Bars(0.95, 0.95, None)

_HOW = (
    "Of a peer's graph a mark is told if edges lead to it from a module of the snippet, and its "
    "steps are these edges; comprehensions belong to the function around them, and an edge to a "
    "class itself counts as none."
)


@dataclass
class Score:
    """Of one suite: marks reached, said and both; steps said and right; snippets all right."""

    snippets: int = 0
    reached: int = 0
    claimed: int = 0
    both: int = 0
    steps: int = 0
    right: int = 0
    sound: int = 0
    complete: int = 0
    untold: int = 0
    decoys: int = 0
    odd: list[str] = field(default_factory=list)

    def add(self, planted: Planted, truth: Truth, said: Claims) -> None:
        """Count one snippet."""
        own = set(planted.own)
        reached, claimed = truth.reached & own, said.reached & own
        missed, false = reached - claimed, claimed - reached
        called = {mark for _, mark in truth.edges}  # who runs a callback later, no stack tells
        edges = {edge for edge in said.edges if edge[1] in reached & called}
        wrong = edges - truth.edges
        self.snippets += 1
        self.reached += len(reached)
        self.claimed += len(claimed)
        self.both += len(reached & claimed)
        self.steps += len(edges)
        self.right += len(edges) - len(wrong)
        self.sound += not missed
        self.complete += not false
        self.untold += len(own - said.told)
        self.decoys += len(_decoys(planted, said.reached))
        for what, marks in (("missed", missed), ("false", false), ("untold", own - said.told)):
            if marks:
                listed = ", ".join(_named(planted, mark) for mark in sorted(marks))
                self.odd.append(f"{planted.name}: {what} {listed}")
        if wrong:
            listed = ", ".join(
                f"{_named(planted, a)} → {_named(planted, b)}" for a, b in sorted(wrong)
            )
            self.odd.append(f"{planted.name}: wrong step {listed}")


def _decoys(planted: Planted, marks: set[int]) -> set[int]:
    """Functions of the module that nothing imports that are said to run."""
    return {
        mark
        for mark in marks
        if is_decoy(planted.places[mark].member) and planted.places[mark].name
    }


def _named(planted: Planted, mark: int) -> str:
    place = planted.places[mark]
    return f"{place.member}:{place.start[0]}:{place.start[1]} {place.name}"


def main() -> int:
    """Print and keep a table for each suite that was given, and with ``--odd`` what is wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.callgraph", description=__doc__)
    parser.add_argument("--pycg", type=Path, metavar="CHECKOUT", help="of PyCG")
    parser.add_argument("--jelly", type=Path, metavar="CHECKOUT", help="of Jelly")
    parser.add_argument("--peers", action="store_true", help="measure PyCG and pyan3 as well")
    parser.add_argument("--odd", action="store_true", help="name what is missed and what is false")
    options = parser.parse_args()
    measured = results.measured()
    tables = []
    with tempfile.TemporaryDirectory() as work:
        if options.pycg:
            pairs = [(p, _python(p, folder)) for p, folder in suites.pycg(options.pycg)]
            score = _score(pairs, Path(work))
            table = _table("Call graph: PyCG's micro-benchmark", score, PYCG)
            if options.peers:
                for peer in peers(Path(work), options.pycg):
                    _beside(table, peer, pairs)
                table.notes.append(_HOW)
            tables.append(table)
        if options.jelly:
            chosen = suites.jelly(options.jelly)
            pairs = [(planted, javascript.record(planted, entry)) for planted, entry in chosen]
            score = _score(pairs, Path(work))
            tables.append(_table("Call graph: Jelly's micro tests", score, JELLY))
    for table in tables:
        print(table.markdown())
    if options.odd:
        print("\n".join(score.odd))
    results.write(tables, measured)
    return 0


def _python(planted: Planted, folder: Path) -> Truth:
    """What happened; of a snippet that cannot run to its end also what its authors say."""
    truth = python.record(planted)
    if truth.failed:
        said = suites.expected(planted, folder)
        truth.reached |= said.reached
        truth.edges |= said.edges
    return truth


def _score(pairs: list[tuple[Planted, Truth]], work: Path) -> Score:
    said = claims([planted for planted, _ in pairs], work)
    score = Score()
    for planted, truth in pairs:
        if truth.failed:
            score.odd.append(f"{planted.name}: ended with {truth.failed[:100]}")
        score.add(planted, truth, said.get(planted.name, Claims()))
    return score


def _beside(table: Table, peer: Peer, pairs: list[tuple[Planted, Truth]]) -> None:
    """Add what another tool says of the same marks."""
    score = Score()
    failed = 0
    for planted, truth in pairs:
        said = peer.claims(planted)
        failed += said is None
        score.add(planted, truth, said or Claims())
    all_right = f"{score.sound} / {score.complete} of {score.snippets}"
    table.rows += [
        Row(f"{peer.name}: snippets with all found / with nothing false", "", all_right),
        share(f"{peer.name}: marks that ran and are told", score.both, score.reached),
        share(f"{peer.name}: told marks that ran", score.both, score.claimed),
        share(f"{peer.name}: steps that happened", score.right, score.steps),
        Row(f"{peer.name}: decoys told to run", "", str(score.decoys)),
    ]
    if failed:
        table.notes.append(f"{peer.name} came to no end with {failed} snippets.")


def _table(title: str, score: Score, bars: Bars) -> Table:
    table = Table(title)
    all_right = f"{score.sound} / {score.complete} of {score.snippets}"
    table.rows += [
        Row("snippets with all found / with nothing false", "", all_right),
        share("marks that ran and are told", score.both, score.reached, bars.recall),
        share("told marks that ran", score.both, score.claimed, bars.precision),
        share("steps of paths that happened", score.right, score.steps, bars.steps),
        Row("decoys told to run", "none", str(score.decoys), not score.decoys),
        Row("marks that no phase tells", "none", str(score.untold), not score.untold),
    ]
    return table


if __name__ == "__main__":
    sys.exit(main())
