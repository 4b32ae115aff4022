"""Which branches a known command line cannot take: ``node index.js --exec install``."""

import re
from collections.abc import Callable, Iterable

from tidewaiter.linking.units import Unit
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.value import External, UnitId
from tidewaiter.model.facts import Attr, Branch, Call, Const, EventKind, Item, Name, Outline
from tidewaiter.model.release import Requirement

_PARSERS = frozenset({"minimist", "mri", "yargs-parser"})
"""Libraries whose result holds the words of a command line as they stand there."""

_CHANGE = frozenset({"fill", "pop", "push", "reverse", "shift", "sort", "splice", "unshift"})
_VERSIONS = re.compile(r"[\d^~<>=*x. |-]+")
_COMPARED = re.compile(r"""([\w$]+)(?:\.[\w$]+)+ ===? (["'])([\w-]+)\2""")


def words_of(unit: Unit) -> frozenset[str] | None:
    """The words of a shell line that is one command, ``None`` when not all are known."""
    calls = [
        unit.outline.exprs[event.expr]
        for function in unit.outline.functions
        for event in function.events
        if event.kind == EventKind.CALL
    ]
    if len(calls) != 1 or not isinstance(call := calls[0], Call):
        return None
    words: set[str] = set(call.names)
    for arg in call.args:
        node = unit.outline.exprs[arg]
        if not isinstance(node, Const) or not isinstance(node.value, str):
            return None
        words.add(node.value)
    return frozenset(words)


class CommandLine:
    """Compares the words of a line with the constants that a script asks its arguments for.

    Only where a library that is known reads the arguments, without defaults, and the script does
    nothing with its answer but ask for parts of it: else they may be anything.

    Args:
        text: The source of a branch's test, as it is told.
        requirements: What the release declares; an alias may be any library of that name.
    """

    def __init__(
        self,
        evaluator: Evaluator,
        text: Callable[[Unit, Branch], str],
        requirements: Iterable[Requirement],
    ) -> None:
        self._evaluator = evaluator
        self._text = text
        self._parsers = _PARSERS.intersection(
            r.text for r in requirements if r.scope == "runtime" and _VERSIONS.fullmatch(r.range)
        ).difference(_bundled(evaluator.units.sources))
        self._asked: dict[tuple[UnitId, int], str | None] = {}
        self._changes: bool | None = None

    def excludes(self, words: frozenset[str], unit: UnitId, branch: int) -> bool:
        """Whether a branch asks for a word that the line does not have."""
        branches = self._evaluator.units.units[unit].outline.branches
        while branch > 0:
            word = self._word(unit, branch)
            if word is not None and not any(_gives(w, word) for w in words):
                return True
            branch = branches[branch].parent
        return False

    def _word(self, unit: UnitId, branch: int) -> str | None:
        """The word that has to be among the arguments for a branch to run."""
        key = (unit, branch)
        if key not in self._asked:
            self._asked[key] = self._find(unit, branch)
        return self._asked[key]

    def _find(self, unit: UnitId, number: int) -> str | None:
        here = self._evaluator.units.units[unit]
        branch = here.outline.branches[number]
        if branch.kind != "command-line" or branch.negated:
            return None
        compared = _COMPARED.fullmatch(self._text(here, branch))
        return compared[3] if compared and self._is_parsed(unit, compared[1]) else None

    def _is_parsed(self, unit: UnitId, name: str) -> bool:
        """Whether a name of a module is what a known library made of the command line."""
        outline = self._evaluator.units.units[unit].outline
        bindings = [b for f in outline.functions for b in f.bindings.get(name, ())]
        made = outline.exprs[bindings[0].value] if len(bindings) == 1 else None
        if not isinstance(made, Call) or len(made.args) != 1 or not _only_asked(outline, name):
            return False
        if self._changes is None:
            units = self._evaluator.units.units
            self._changes = any(_changes_arguments(other.outline) for other in units)
        if self._changes:
            return False
        callee = self._evaluator.values(unit, made.callee)
        return len(callee.all) == 1 and all(
            isinstance(v, External) and v.name.partition(".")[0] in self._parsers
            for v in callee.all
        )


def _bundled(members: Iterable[str]) -> set[str]:
    """The libraries that a release brings along, which may be anything."""
    inside = (m.rpartition("node_modules/")[2] for m in members if "node_modules/" in m)
    return {path.partition("/")[0] for path in inside}


def _changes_arguments(outline: Outline) -> bool:
    """Whether a text writes into what every script is given: ``process.argv.push("b")``."""
    exprs = outline.exprs
    given = {i for i, node in enumerate(exprs) if isinstance(node, Attr) and node.name == "argv"}
    if not given:
        return False
    stored = (e.expr for f in outline.functions for e in f.events if e.kind == EventKind.STORE)
    return any(
        index in given or (isinstance(to := exprs[index], Attr | Item) and to.base in given)
        for index in stored
    ) or any(isinstance(n, Attr) and n.base in given and n.name in _CHANGE for n in exprs)


def _only_asked(outline: Outline, name: str) -> bool:
    """Whether a text only reads parts of what a name stands for."""
    exprs = outline.exprs
    asked = {node.base for node in exprs if isinstance(node, Attr)}
    stored = {
        target.base
        for function in outline.functions
        for event in function.events
        if event.kind in (EventKind.STORE, EventKind.DELETE)
        and isinstance(target := exprs[event.expr], Attr | Item)
    }
    named = [i for i, node in enumerate(exprs) if isinstance(node, Name) and node.id == name]
    return all(index in asked and index not in stored for index in named)


def _gives(word: str, asked: str) -> bool:
    return word == asked or word.endswith("=" + asked)
