"""Links one artifact: from the facts of its members to its profile."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from tidewaiter.catalogue.taxonomy import Catalogue
from tidewaiter.linking.calls.builder import GraphBuilder
from tidewaiter.linking.calls.graph import Graph, Site
from tidewaiter.linking.command_line import CommandLine, words_of
from tidewaiter.linking.declared import declared
from tidewaiter.linking.demand import Demand
from tidewaiter.linking.entry_points import (
    CodeTarget,
    Layout,
    MemberTarget,
    ShellTarget,
    Start,
    is_for_users,
    native_modules,
    npm_bundled,
    npm_exports,
    npm_offers,
    role,
    starts,
)
from tidewaiter.linking.hosted import handed_back, hooks
from tidewaiter.linking.layered import Layers
from tidewaiter.linking.never_taken import NeverTaken
from tidewaiter.linking.npm_run import Scripts
from tidewaiter.linking.own_files import OwnFiles
from tidewaiter.linking.phases import HANDED_RUNS, IMPORTING, Phases, Reach, Root
from tidewaiter.linking.public import hidden_roots, hook_roots, public_roots
from tidewaiter.linking.units import JAVASCRIPT, PYTHON, SHELL, Source, Unit, Units
from tidewaiter.linking.uses.asking import Asking
from tidewaiter.linking.uses.callers import Callers, Way
from tidewaiter.linking.uses.conditions import Conditions
from tidewaiter.linking.uses.meaning import Meaning, Meanings
from tidewaiter.linking.uses.ruled_out import RuledOut
from tidewaiter.linking.uses.told import told, unreached
from tidewaiter.linking.uses.writing import UseWriter
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.value import Node, Object, Own
from tidewaiter.model.facts import Call, Const, EventKind, Outline
from tidewaiter.model.phase import Phase
from tidewaiter.model.profile import EntryPoint, Profile, Use
from tidewaiter.model.release import Requirement

_ROUNDS = 8
_ASIDE = ("test", "docs")
_AFTERTHOUGHT = frozenset({Phase.TEST, Phase.BUILD})
_REPORTED = frozenset({Phase.INSTALL, Phase.STARTUP, Phase.PLUGIN, Phase.BIN, Phase.BUILD})


class Texts(Protocol):
    """What linking asks of the members' texts; `inspection` keeps them."""

    def outline(self, source: Source) -> Outline:
        """The outline of a member, made now or remembered."""

    def layer(self, text: str, dialect: str) -> Outline:
        """The outline of code found inside data."""

    def lose(self, member: str, reason: str) -> None:
        """Note that something in a member is left out."""

    def line(self, member: str, number: int) -> str:
        """One line of a member, without its end; "" when there is none."""


@dataclass(slots=True)
class Material:
    """Everything that is linked: the layout, the sources that hold code, and their texts."""

    layout: Layout
    sources: dict[str, Source]
    texts: Texts


def _npm_name(layout: Layout) -> str:
    manifest = layout.npm
    return manifest.name if manifest is not None else ""


def link(material: Material, catalogue: Catalogue) -> Profile:
    """The profile of one artifact.

    What is outlined is known from the scans, but for members whose names only the linking itself
    finds out (``import_module(PREFIX + name)``): if there are such, it is done again with them.
    """
    outlined = _Outlined(material.texts)
    asked: set[str] = set()
    for _ in range(_ROUNDS):
        linker = _Linker(material, catalogue, outlined, asked)
        linker.read()
        late = linker.missing - asked
        if not late:
            break
        asked |= late
    else:
        for member in late:
            outlined.lose(member, f"found out only after {_ROUNDS} rounds that it is imported")
    return linker.profile()


class _Outlined:
    """The outlines of one artifact, each made once."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._members: dict[str, Outline] = {}
        self._layers: dict[tuple[str, str], Outline] = {}

    def member(self, source: Source) -> Outline:
        if source.member not in self._members:
            self._members[source.member] = self._texts.outline(source)
        return self._members[source.member]

    def layer(self, text: str, dialect: str) -> Outline:
        key = (text, dialect)
        if key not in self._layers:
            self._layers[key] = self._texts.layer(text, dialect)
        return self._layers[key]

    def lose(self, member: str, reason: str) -> None:
        self._texts.lose(member, reason)


class _Linker:
    """One linking of an artifact.

    Args:
        asked: Members to outline, whatever the scans say of them.
    """

    def __init__(
        self, material: Material, catalogue: Catalogue, outlined: _Outlined, asked: set[str]
    ) -> None:
        self._material = material
        self._outlined = outlined
        self._roles: dict[str, str] = {}
        self._asked = asked
        self._units = Units(
            material.sources,
            self._aside,
            _npm_name(material.layout),
            npm_exports(material.layout),
            npm_offers(material.layout),
            material.layout.given_files is not None,
            native_modules(material.layout),
            npm_bundled(material.layout),
        )
        languages = {
            PYTHON: catalogue.python,
            JAVASCRIPT: catalogue.javascript,
            SHELL: catalogue.shell,
        }
        self._evaluator = Evaluator(self._units, languages)
        self._graph = Graph()
        self._meanings = Meanings(self._evaluator, catalogue)
        self._starts = starts(material.layout)
        self._scripts = Scripts(
            self._units, material.layout.manifests, outlined.layer, outlined.lose
        )
        self._layers = Layers(
            self._evaluator, outlined.layer, outlined.lose, self._graph, self._scripts
        )
        self._own_files = OwnFiles(self._evaluator)
        self._start_units: dict[Start, int] = {}
        self._meant: dict[Node, list[list[Way]]] = {}
        self._asking = Asking(self._evaluator)

    @property
    def missing(self) -> set[str]:
        """Members that could have told more, had they been outlined."""
        return self._evaluator.missing & self._material.sources.keys()

    def read(self) -> None:
        """Outline what is needed and read it into the call graph and the places of use."""
        for start in self._starts:
            self._add_start_unit(start)
        self._scripts.take_up()
        self._units.outline(self._needed(), self._outlined.member)
        self._starts = [start for start in self._starts if not self._is_read_only(start)]
        pending = range(len(self._units.units))
        self._evaluator.accessors.take_up(pending)
        builder = GraphBuilder(self._evaluator, self._graph)
        while pending:
            self._evaluator.attributes.stores.take_up(pending)
            told = self._evaluator.parameters.told_before(pending.start)
            for unit in pending:
                builder.read(unit)
            builder.settle()
            apart = pending.start > 0 and self._stand_apart(pending, told)
            if not apart:
                self._evaluator.forget()  # parameters are known better now
                self._meant.clear()
            builder.read_given()
            meant = [node for node in self._graph.sites if not apart or node[0] in pending]
            before = len(self._units.units)
            self._mean(sorted(meant))
            pending = range(before, len(self._units.units))
            self._evaluator.accessors.take_up(pending)

    def profile(self) -> Profile:
        """What the artifact can do, by what was read."""
        reaches = self._search()
        writer = UseWriter(self._units, self._material, self._asking)
        uses = list(self._uses(reaches, writer))
        return Profile(
            uses=tuple(sorted(uses, key=writer.order)),
            entry_points=tuple(self._entry_points()),
            requirements=tuple(self._requirements()),
        )

    # outlines

    def _needed(self) -> set[str]:
        sources = self._material.sources
        uses = {member for member, source in sources.items() if source.scan.hit}
        for start in self._starts:
            if isinstance(start.target, MemberTarget) and start.phase is not Phase.IMPORT:
                uses.add(start.target.member)
        uses |= self._layers.run_by_lines()
        demand = Demand(self._units)
        return demand.of(uses | demand.loading_natives() | self._asked)

    def _add_start_unit(self, start: Start) -> None:
        """A line of a manifest that runs is a unit of its own."""
        target = start.target
        if isinstance(target, ShellTarget):
            dialect, text = SHELL, target.text
        elif isinstance(target, CodeTarget):
            dialect, text = target.dialect, target.text
        else:
            return
        unit = Unit(
            target.member,
            dialect,
            self._outlined.layer(text, dialect),
            layers=(dialect,),
            first_line=target.line,
            text=text,
        )
        self._units.units.append(unit)
        self._start_units[start] = len(self._units.units) - 1

    def _is_read_only(self, start: Start) -> bool:
        """Whether the attribute that a start asks for stands there as a literal: nothing runs."""
        if not start.unless_literal or not isinstance(start.target, MemberTarget):
            return False
        unit = self._units.by_member.get(start.target.member)
        if unit is None:
            return False
        outline = self._units.units[unit].outline
        bound = outline.functions[0].bindings.get(start.target.function, ())
        return any(isinstance(outline.exprs[binding.value], Const) for binding in bound)

    def _stand_apart(self, layers: range, told: int) -> bool:
        """Whether layers give nothing to what was read before them, which so stays as it was.

        Args:
            told: How often that was passed something before the layers were read.
        """
        first = layers.start
        if self._evaluator.parameters.told_before(first) != told:
            return False
        calls = self._graph.calls.items()
        links = [link for node, links in calls if node[0] >= first for link in links]
        if any(link.to[0] < first and link.to[1] for link in links):
            return False
        return not any(self._changes(self._units.units[unit]) for unit in layers)

    def _changes(self, layer: Unit) -> bool:
        """Whether a layer may change what its host has."""
        if layer.language == SHELL:
            return False
        events = [event.kind for function in layer.outline.functions for event in function.events]
        return EventKind.STORE in events or EventKind.DELETE in events

    def _mean(self, nodes: list[Node]) -> None:
        """Take up what places of use in functions do, and the layers that they run."""
        callers = Callers(self._evaluator, self._meanings, self._graph)
        for node in nodes:
            sites = self._graph.sites[node]
            every = [callers.ways(site) for site in sites if not self._is_installed(site)]
            found = [w for w in every if w and not self._runs_own_file(w[0].meanings[0])]
            if found:
                self._meant[node] = found
            for way in (way for ways in found for way in ways):
                for meaning in way.meanings:
                    self._layers.peel(meaning, way)
                    self._run_copied(meaning)
        self._layers.run_members()

    def _is_installed(self, site: Site) -> bool:
        """``npx husky`` of a package that depends on husky."""
        unit = self._units.units[site.node[0]]
        call = unit.outline.exprs[site.expr] if site.api == "npx" else None
        return isinstance(call, Call) and self._scripts.finds_installed(unit, call)

    def _runs_own_file(self, meaning: Meaning) -> bool:
        """``exec(open("version.py").read())``: an edge to that file, which is read by itself."""
        member = self._own_files.run_by(meaning)
        if member is None:
            return False
        self._layers.run(
            meaning.site.node, member, meaning.site.event.line, meaning.site.event.branch
        )
        return True

    def _run_copied(self, meaning: Meaning) -> None:
        """``copyFileSync(new URL("hook.sh", import.meta.url), …)``: the script runs there."""
        member = self._own_files.copied_by(meaning)
        if member is not None:
            site = meaning.site
            event = site.event
            self._layers.run(site.node, member, event.line, event.branch, later=True)

    # phases

    def _search(self) -> list[Reach]:
        tests = Conditions(self._units.units, self._material.texts.line)
        line = CommandLine(self._evaluator, tests.text, self._requirements())
        never_taken = NeverTaken(self._units.units)
        phases = Phases(self._units, self._graph, line, self._asking, never_taken)
        self._phases = phases
        callers = Callers(self._evaluator, self._meanings, self._graph)
        tops = sorted({w.top for places in self._meant.values() for ways in places for w in ways})
        ways = self._ruled_out = RuledOut(self._evaluator, callers, phases, tops)
        reaches: list[Reach] = []
        for phase in Phase:
            groups = self._roots(phase)
            if phase is Phase.CALL:
                public = public_roots(self._units, self._evaluator, self._role, never_taken)
                asked = phases.search(phase, [public], possible=False)
                hooks = [
                    root
                    for root in hook_roots(self._units, self._evaluator, self._role)
                    if not any(root.node in reach.nodes for reach in (asked, *reaches))
                ]
                hidden = hidden_roots(self._units, self._evaluator, self._role)
                reaches.append(ways.search(phase, [public, hooks, hidden], possible=False))
                groups = [public, hooks, hidden, self._import_roots(phase)]
            else:
                reaches.append(ways.search(phase, groups, possible=False))
            if phase is Phase.CALL or phase in HANDED_RUNS:
                reaches[-1].widen(ways.search(phase, groups, possible=True))
        return reaches

    def _roots(self, phase: Phase) -> list[list[Root]]:
        chosen = [s for s in self._starts if s.phase is phase]
        primary = [r for s in chosen if s.primary for r in self._root(s)]
        other = [r for s in chosen if not s.primary for r in self._root(s)]
        if phase is Phase.BIN:
            other += self._script_blocks()
        groups = [primary, other]
        if phase in (Phase.TEST, Phase.BUILD):
            groups += self._whole_members(phase)
        return groups

    def _import_roots(self, phase: Phase) -> list[Root]:
        return [
            Root(root.node, phase, root.entry)
            for group in self._roots(Phase.IMPORT)
            for root in group
        ]

    def _root(self, start: Start) -> list[Root]:
        script = start.phase is not Phase.IMPORT
        if start in self._start_units:
            number = self._start_units[start]
            words = words_of(self._units.units[number])
            return [Root((number, 0), start.phase, start.entry, start.gate, script, words=words)]
        target = start.target
        if not isinstance(target, MemberTarget):
            return []
        unit = self._units.by_member.get(target.member)
        if unit is None:
            return []
        nodes = [(unit, 0)]
        if start.phase is Phase.PLUGIN:
            nodes += hooks(unit, self._evaluator)
        if target.function:
            nodes = [] if start.unless_literal else self._functions(unit, target.function)
            if start.phase is Phase.PLUGIN:
                nodes += handed_back(nodes, self._evaluator)
            elif start.phase is not Phase.BIN:
                nodes.append((unit, 0))
        runs = script and not target.function
        return [Root(n, start.phase, start.entry, start.gate, as_script=runs) for n in nodes]

    def _functions(self, unit: int, dotted: str) -> list[Node]:
        first, *rest = dotted.split(".")
        values = list(self._evaluator.modules.attribute(unit, first).all)
        for name in rest:
            values = [v for value in values for v in self._evaluator.attributes.of(value, name).all]
        nodes = []
        for value in values:
            if isinstance(value, Own | Object):
                kind = self._units.units[value.unit].outline.functions[value.function].kind
                if kind != "class":
                    nodes.append((value.unit, value.function))
                else:
                    called = self._evaluator.attributes.of(
                        Object(value.unit, value.function),
                        "__init__" if isinstance(value, Own) else "__call__",
                    )
                    nodes += [(v.unit, v.function) for v in called.all if isinstance(v, Own)]
        return nodes

    def _script_blocks(self) -> list[Root]:
        """``if __name__ == "__main__"`` of library modules: ``python -m acme.tool``."""
        roots = []
        for index, unit in enumerate(self._units.units):
            branches = unit.outline.branches
            if unit.site is None and any(b.kind == "main" for b in branches):
                if unit.first_line or self._role(unit.member) != "library":
                    continue
                entry = f"python -m {unit.module}" if unit.module else unit.member
                roots.append(Root((index, 0), Phase.BIN, entry, as_script=True, only_script=True))
        return roots

    def _whole_members(self, phase: Phase) -> list[list[Root]]:
        """The modules that run in a phase, then whatever else is in them."""
        roles = _ASIDE if phase is Phase.TEST else ("build",)
        roots: list[list[Root]] = [[], []]
        for index, unit in enumerate(self._units.units):
            if unit.site is None and not unit.first_line and self._role(unit.member) in roles:
                for function in range(len(unit.outline.functions)):
                    root = Root((index, function), phase, unit.member, as_script=True)
                    roots[function > 0].append(root)
        return roots

    def _role(self, member: str) -> str:
        found = self._roles.get(member)
        if found is None:
            found = self._roles[member] = role(member, self._material.layout)
        return found

    def _aside(self, member: str) -> bool:
        return self._role(member) in _ASIDE

    # writing

    def _uses(self, reaches: list[Reach], writer: UseWriter) -> Iterable[Use]:
        for node, places in sorted(self._meant.items()):
            for ways in places:
                site = ways[0].meanings[0].site
                branch = site.event.branch
                hits = [
                    r for r in reaches if node in r.nodes and self._phases.happens(r, node, branch)
                ]
                hits = [r for r in hits if any(way.top in r.nodes for way in ways)]
                if site.entry.later:
                    hits = [r for r in hits if r.phase not in IMPORTING]
                    hits = [r for r in hits if r.phase is Phase.CALL] or hits
                hits = [r for r in hits if r.phase not in _AFTERTHOUGHT] or hits
                hits = [r for r in hits if not r.nodes[node].never] or hits
                hits = self._without_echo(node, hits)
                unit = self._units.units[node[0]]
                is_script = unit.language == SHELL and unit.site is None
                is_script = is_script and not is_for_users(unit.member, self._material.layout)
                aside = is_script or "publish" in self._phases.conditions(node, branch)
                found = [
                    writer.use(meaning, reach, way)
                    for reach in hits
                    for meaning, way in told(ways, reach, self._phases, self._ruled_out)
                ]
                yield from found
                # what every call switches off a computed one may switch on
                lost = not hits or (ways[0].off and not found)
                for meaning in unreached(ways) if lost else ():
                    yield writer.unreached(meaning, Phase.BUILD if aside else Phase.CALL)

    def _without_echo(self, node: Node, hits: list[Reach]) -> list[Reach]:
        """What runs at import is not told again as called because a module leads to it."""
        if not any(r.phase is Phase.IMPORT for r in hits):
            return hits
        return [r for r in hits if r.phase is not Phase.CALL or r.nodes[node].root.node[1] != 0]

    def _entry_points(self) -> Iterable[EntryPoint]:
        seen = {
            EntryPoint(s.phase, s.name, str(s.target), s.gate)
            for s in self._starts
            if s.phase in _REPORTED
        }
        return sorted(seen, key=lambda e: (e.phase.rank, e.name, e.target))

    def _requirements(self) -> Iterable[Requirement]:
        """What the release itself declares; not what it bundles, tests with or shows by example."""
        layout = self._material.layout
        own = [*layout.project, *([layout.npm] if layout.npm else [])]
        found = {required for manifest in own for required in manifest.requirements}
        setup = self._units.by_member.get("setup.py") if layout.built else None
        if setup is not None:
            found.update(declared(self._evaluator, setup))
        return sorted(found)
