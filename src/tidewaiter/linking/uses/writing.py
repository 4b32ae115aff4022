"""Writes uses: a meaning and the path that a phase found to it, as the report has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidewaiter.linking.calls.graph import Link
from tidewaiter.linking.entry_points import origin
from tidewaiter.linking.phases import HANDED_RUNS, Reach
from tidewaiter.linking.units import Unit, Units
from tidewaiter.linking.uses.asking import Asking
from tidewaiter.linking.uses.callers import Way
from tidewaiter.linking.uses.conditions import Conditions, Point, definitions
from tidewaiter.linking.uses.meaning import Meaning
from tidewaiter.linking.uses.shown import SHOWN_HOLE
from tidewaiter.linking.values.value import Node, UnitId
from tidewaiter.model.facts import ROOT_BRANCH, Call, Event, Imported, Name
from tidewaiter.model.phase import UNASKED, Gate, Phase
from tidewaiter.model.profile import Edge, Step, Use
from tidewaiter.reading.constants import HOLE

if TYPE_CHECKING:
    from tidewaiter.linking.link import Material

_SNIPPET = 160
_OPEN, _CLOSE = "([{", ")]}"


class UseWriter:
    """Turns meanings into uses of one artifact."""

    def __init__(self, units: Units, material: Material, asking: Asking) -> None:
        self._units = units
        self._material = material
        self._conditions = Conditions(units.units, material.texts.line, asking)
        self._branches: dict[UnitId, dict[int, int]] = {}
        """By unit and function the branch under which it is defined."""

    def use(self, meaning: Meaning, reach: Reach, way: Way) -> Use:
        """The use in one phase, with the shortest path to where its way begins, and that way."""
        node = meaning.site.node
        root, steps = reach.path(way.top)
        steps = [*steps[:-1], *way.steps, (node, None)]
        entry = root.entry
        here = self._units.units[node[0]]
        in_class = here.outline.functions[node[1]].kind == "class"
        if meaning.site.entry.later and in_class and reach.phase is Phase.CALL:
            # the default of a field is made with each object
            entry, steps = f"{here.module}.{here.outline.functions[node[1]].name}()", steps[-1:]
        path = []
        points = []
        for (unit, function), link in steps:
            event = meaning.site.event if link is None else link
            points += self._defined((unit, function))
            points += [] if link is None else self._imported(unit, link)
            column = self._column(unit, event)
            once = "" if link is None else link.once
            points.append(Point((unit, function), event.line, event.branch, column, once))
            line = event.line
            edge = link.edge if link is not None else self._edge(meaning)
            if edge is Edge.POSSIBLE and reach.phase in HANDED_RUNS:
                edge = Edge.LIKELY
            path.append(self._step((unit, function), line, edge))
            for helper in () if link is None else link.via:
                path.append(self._step(helper.node, helper.line, edge))
        told = self._conditions.told(points, unasked=reach.phase in UNASKED)
        return self._write(node, meaning, reach.phase, entry, tuple(path), (), root.gate, told)

    def unreached(self, meaning: Meaning, phase: Phase) -> Use:
        """A use in a function that nothing public was found to reach."""
        node = meaning.site.node
        event = meaning.site.event
        point = Point(node, event.line, event.branch, event.column)
        told = self._conditions.told([*self._defined(node), point])
        return self._write(node, meaning, phase, "", (), ("unreached",), None, told)

    def _column(self, unit: UnitId, event: Event | Link) -> int:
        """Where in its line something happens, 0 for a link that is no call."""
        if isinstance(event, Event):
            return event.column
        call = self._units.units[unit].outline.exprs[event.call]
        return call.column if isinstance(call, Call) and call.line == event.line else 0

    def _defined(self, node: Node) -> list[Point]:
        """Where a function, and those around it, are defined."""
        unit, function = node
        outline = self._units.units[unit].outline
        if unit not in self._branches:
            self._branches[unit] = dict(definitions(outline))
        found: list[Point] = []
        while function > 0:
            here = outline.functions[function]
            branch = self._branches[unit].get(function, ROOT_BRANCH)
            found.insert(0, Point((unit, here.parent), here.line, branch))
            function = here.parent
        return found

    def _imported(self, unit: UnitId, link: Link) -> list[Point]:
        """Where the name was imported by which another module's function is called.

        ``if os.name == "nt": from ._windows import f``, ``else: from ._posix import f``.
        """
        outline = self._units.units[unit].outline
        call = outline.exprs[link.call]
        callee = outline.exprs[call.callee] if isinstance(call, Call) else None
        if link.to[0] == unit or not isinstance(callee, Name):
            return []
        bound = outline.functions[0].bindings.get(callee.id, [])
        module = self._units.units[link.to[0]].module.rpartition(".")[2]
        found = [
            binding.branch
            for binding in bound
            if isinstance(node := outline.exprs[binding.value], Imported)
            and node.module.rpartition(".")[2] == module
        ]
        if len(found) != 1 or found[0] == ROOT_BRANCH:
            return []
        return [Point((unit, 0), outline.functions[0].line, found[0])]

    def order(self, use: Use) -> tuple[object, ...]:
        """The order of uses in a profile."""
        return (
            use.capability,
            use.phase.rank,
            use.member,
            use.line,
            use.column,
            use.api,
            use.layer_line or 0,
            use.destination or "",
            use.entry,
        )

    @staticmethod
    def _edge(meaning: Meaning) -> Edge:
        return Edge.EXACT if meaning.site.certain else Edge.LIKELY

    def _step(self, node: Node, line: int, edge: Edge) -> Step:
        unit = self._units.units[node[0]]
        outer, _ = self._outer(unit, line, 0)
        return Step(unit.outline.functions[node[1]].name, unit.member, outer, edge)

    def _outer(self, unit: Unit, line: int, column: int) -> tuple[int, int]:
        """A place of a layer as a place of the member that holds it."""
        while unit.site is not None:
            line, column = unit.site.line, unit.site.column
            unit = self._units.units[unit.site.node[0]]
        if unit.first_line:
            return unit.first_line, 0
        return line, column

    def _write(
        self,
        node: Node,
        meaning: Meaning,
        phase: Phase,
        entry: str,
        path: tuple[Step, ...],
        labels: tuple[str, ...],
        gate: Gate | None,
        condition: str | None,
    ) -> Use:
        unit = self._units.units[node[0]]
        event = meaning.site.event
        line, column = self._outer(unit, event.line, event.column)
        layered = unit.site is not None or bool(unit.first_line)
        return Use(
            capability=meaning.capability,
            phase=phase,
            api=meaning.site.api.replace(HOLE, SHOWN_HOLE),
            entry=entry,
            member=unit.member,
            line=line,
            column=column,
            snippet=self._snippet(unit, line, column, event.line, event.column),
            arguments=meaning.arguments,
            destination=meaning.destination,
            destination_kind=meaning.destination_kind,
            layers=unit.layers,
            layer_line=event.line if layered else None,
            path=path,
            condition=condition,
            origin=tuple(sorted({*self._labels(unit), *labels})),
            gate=gate,
        )

    def _labels(self, unit: Unit) -> tuple[str, ...]:
        source = self._material.sources.get(unit.member)
        return (*origin(unit.member), *(source.scan.labels if source else ()))

    def _snippet(
        self, unit: Unit, line: int, column: int, inner_line: int, inner_column: int
    ) -> str:
        if unit.text:
            lines = unit.text.split("\n")
            text = lines[inner_line - 1] if 0 < inner_line <= len(lines) else ""
            return expression(text, inner_column)
        return expression(self._material.texts.line(unit.member, line), column)


def expression(line: str, column: int) -> str:
    """The expression that starts at a column, to its last closing bracket in the line."""
    depth, end, seen = 0, len(line), False
    for index in range(column, min(len(line), column + _SNIPPET * 2)):
        character = line[index]
        if character in _OPEN:
            depth += 1
            seen = True
        elif character in _CLOSE:
            depth -= 1
            if depth < 0 or (depth == 0 and seen and line[index + 1 : index + 2] not in "([."):
                end = index + (1 if depth == 0 else 0)
                break
        elif depth == 0 and character in ";,":
            end = index
            break
    return line[column : min(end, column + _SNIPPET)].strip()
