"""Makefiles that lines of shell have make read: ``make -C src all``.

Source: GNU Make Manual, "How to Run make" and "Options Summary".
"""

import posixpath

from tidewaiter.linking.shell_words import command_of, operands_of, text_of
from tidewaiter.linking.units import SHELL, Units
from tidewaiter.linking.values.value import Node, UnitId
from tidewaiter.model.facts import Call, Closure
from tidewaiter.reading.shell.makefile import DEFAULT_GOAL

PROGRAMS = frozenset({"make", "gmake"})
_NAMES = ("GNUmakefile", "makefile", "Makefile")
_GOES = frozenset({"cd", "pushd"})
_MOST = 64
"""Changes of the folder in one line that are looked at."""

_FOLDER = ("-C", "--directory")
_FILE = ("-f", "--file", "--makefile")


class MakeRun:
    """Finds the makefiles that the lines of units have make read, and the recipes they ask for."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._gone: dict[UnitId, dict[int, list[Call]]] = {}

    def read(self) -> set[str]:
        """The members that lines of shell have make read."""
        found: set[str] = set()
        for number, unit in enumerate(self._units.units):
            exprs = unit.outline.exprs if unit.language == SHELL else []
            for call in exprs:
                if isinstance(call, Call) and command_of(unit.outline, call) in PROGRAMS:
                    found.update(self._members(number, call))
        return found

    def by(self, number: UnitId, call: Call) -> list[Node]:
        """What a call of make runs: the makefile, as it is read, and the recipes asked for."""
        found = [m for m in self._members(number, call) if m in self._units.by_member]
        if not found:
            return []
        target = self._units.by_member[found[0]]
        asked = operands_of(self._units.units[number].outline, call)
        goals = [f"{goal}:" for goal in asked if goal and "=" not in goal] or [DEFAULT_GOAL]
        makefile = self._units.units[target].outline
        bound = makefile.functions[0].bindings
        values = [makefile.exprs[b.value] for goal in goals for b in bound.get(goal, ())]
        recipes = [(target, v.function) for v in values if isinstance(v, Closure)]
        return [(target, 0), *recipes]

    def _members(self, number: UnitId, call: Call) -> list[str]:
        """The makefile that a call reads if it is a member, the likeliest first."""
        unit = self._units.units[number]
        options = dict(zip(call.names, call.args[len(call.args) - len(call.names) :], strict=True))
        folder = next(
            (text_of(unit.outline, options[name]) for name in _FOLDER if name in options), "."
        )
        gone = self._gone_to(number, call)
        if not folder or not gone:
            return []
        named = next(
            (text_of(unit.outline, options[name]) for name in _FILE if name in options), None
        )
        names = _NAMES if named is None else [named] if named else []
        bases = (posixpath.dirname(unit.member), "")
        paths = [posixpath.join(base, gone, folder, name) for base in bases for name in names]
        return [m for m in map(posixpath.normpath, paths) if m in self._units.sources]

    def _gone_to(self, number: UnitId, call: Call) -> str:
        """Where a line went before a command, "" if nobody knows: ``(cd docs; make html)``."""
        unit = self._units.units[number]
        if number not in self._gone:
            lines = self._gone[number] = {}
            for before in unit.outline.exprs:
                if isinstance(before, Call) and command_of(unit.outline, before) in _GOES:
                    lines.setdefault(before.line, []).append(before)
        folder = "."
        for before in self._gone[number].get(call.line, ())[:_MOST]:
            if before.column < call.column:
                operands = operands_of(unit.outline, before)
                folder = operands[0] if operands else ""
        return folder
