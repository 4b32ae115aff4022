"""The call graph of the outlined units, and where a catalogued API is exercised in them."""

from collections import defaultdict
from dataclasses import dataclass, field

import msgspec

from tidewaiter.catalogue.entry import Entry
from tidewaiter.linking.values.value import Node, Via
from tidewaiter.model.facts import UNKNOWN, Event, Expr
from tidewaiter.model.profile import Edge


class Link(msgspec.Struct, frozen=True, gc=False):
    """An edge: what is called, from which line, how surely; an import runs a module.

    ``via`` is the helper that was called there, those that it hands on to, and the lines in them
    that hand on or run what was given. ``call`` is the call, if
    it is one.
    ``asked``: it happens only where a maintainer asks for it. ``later``: a library that was
    handed a function runs it, but hardly while modules are still being imported. ``once`` says
    what has to come first.
    """

    to: Node
    line: int
    edge: Edge
    branch: int
    imports: bool = False
    via: tuple[Via, ...] = ()
    asked: bool = False
    later: bool = False
    call: Expr = UNKNOWN
    once: str = ""


class Site(msgspec.Struct, frozen=True, gc=False):
    """A place where a catalogued API is exercised."""

    node: Node
    event: Event
    api: str
    entry: Entry
    expr: Expr
    certain: bool


@dataclass(slots=True)
class Graph:
    """Edges by caller, and the places of use, of all units looked at so far."""

    calls: dict[Node, list[Link]] = field(default_factory=lambda: defaultdict(list))
    sites: dict[Node, list[Site]] = field(default_factory=lambda: defaultdict(list))
    made: dict[tuple[Node, Node, int], Expr] = field(default_factory=dict)
    """By caller, function and line the call that a library makes of what it is handed there."""

    def add(self, caller: Node, link: Link) -> None:
        """Take up an edge."""
        self.calls[caller].append(link)
