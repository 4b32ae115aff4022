"""Imports: which modules of the release they run, and what is native that they load."""

from tidewaiter.linking.calls.graph import Graph, Link, Site
from tidewaiter.linking.units import PYTHON
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.value import Node
from tidewaiter.model.facts import UNKNOWN, Call, Const, Event, Imported
from tidewaiter.model.profile import Edge

_REQUIRE = "globalThis.require"
_EXTENSION_LOADER = "importlib.machinery.ExtensionFileLoader"


class Importing:
    """Adds to a graph what imports run."""

    def __init__(self, evaluator: Evaluator, graph: Graph) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._graph = graph

    def read(self, node: Node, event: Event) -> None:
        """An import runs modules of the release, or loads what is native."""
        here = self._units.units[node[0]]
        imported = here.outline.exprs[event.expr]
        if not isinstance(imported, Imported) or self._units.aside(here.member):
            return
        if here.language == PYTHON:
            dotted = self._units.absolute(here, imported)
            inner = f"{dotted}.{imported.name}" if imported.name else dotted
            module = self._units.host_module(here)
            for name in sorted({dotted, inner} & self._units.natives.keys()):
                self._load_extension(node, event, name, self._units.natives[name])
            members = set(self._units.run_by_import(here, module, dotted))
            members.update(self._units.run_by_import(here, module, inner))
        else:
            script = self._units.script(here.member, imported.module)
            members = {script} if script else set()
            if imported.module.endswith(".node"):
                self._load_native(node, event, imported.module)
        for member in sorted(members):
            unit = self._units.by_member.get(member)
            if unit is None:
                self._evaluator.missing.add(member)
            elif unit != node[0]:
                self._graph.add(
                    node, Link((unit, 0), event.line, Edge.EXACT, event.branch, imports=True)
                )

    def _load_native(self, node: Node, event: Event, module: str) -> None:
        """``require("./x.node")`` as the call that it is: what it loads is no module of ours."""
        self._load_as(node, event, _REQUIRE, module)

    def _load_extension(self, node: Node, event: Event, name: str, member: str) -> None:
        """``import acme._speedups`` as the call of the loader that it is."""
        self._load_as(node, event, _EXTENSION_LOADER, name, member)

    def _load_as(self, node: Node, event: Event, api: str, *given: str) -> None:
        here = self._units.units[node[0]]
        entry = self._evaluator.languages[here.language].lookup(api)
        if entry is not None:
            exprs = here.outline.exprs
            args = tuple(range(len(exprs), len(exprs) + len(given)))
            exprs += [Const(word) for word in given]
            exprs.append(Call(UNKNOWN, args, (), event.line, event.column))
            site = Site(node, event, api, entry, len(exprs) - 1, certain=True)
            self._graph.sites[node].append(site)
