"""What a parsed command line has under a name: what its parser makes of words, or is told.

``add_argument("--out", type=Path)`` lets ``args.out`` be a path, ``set_defaults(func=run)`` lets
``args.func`` be a function. Which parser read the words is not asked: tests and examples have
their own, all others count together.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tidewaiter.linking.units import PYTHON
from tidewaiter.linking.values import paths
from tidewaiter.linking.values.possible import NOTHING, Values, one
from tidewaiter.linking.values.value import External, Instance, Object, Own, UnitId, Value
from tidewaiter.model.facts import Attr, Call, Const, EventKind, Expr, Outline
from tidewaiter.reading.constants import HOLE

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

NAMESPACE = "argparse.Namespace"
_MODULE = "argparse"
_ADD = "add_argument"
_TYPE = "type"
_DEFAULTS = "set_defaults"
_DESTINATION = "dest"


class Parsed:
    """Asks an `Evaluator` what options are made of."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._parses: bool | None = None
        self._read = 0
        self._converted: dict[tuple[bool, str], list[tuple[UnitId, Expr]]] = defaultdict(list)
        """By whether they are of tests, and name: what words are given to."""
        self._told: dict[tuple[bool, str], list[tuple[UnitId, Expr]]] = defaultdict(list)
        """The same of what parsers are told to give."""

    def of(self, namespace: Instance, name: str) -> Values:
        """What a parsed command line may have under a name, apart from words."""
        self._take_up()
        aside = namespace.maker is not None and self._is_aside(namespace.maker[0])
        parts = [
            self._made(unit, value)
            for unit, expr in self._converted.get((aside, name), ())
            for value in self._evaluator.values(unit, expr).all
        ]
        parts += [self._evaluator.values(*told) for told in self._told.get((aside, name), ())]
        found = [part for part in parts if part.all]
        return self._evaluator.merged(found, certain=False, more=True) if found else NOTHING

    def names(self) -> frozenset[str]:
        """The names under which parsers are told to give something."""
        self._take_up()
        return frozenset(name for _, name in self._told)

    def _made(self, unit: UnitId, convert: Value) -> Values:
        """What a type makes of a word."""
        if isinstance(convert, Own):
            function = self._units.units[convert.unit].outline.functions[convert.function]
            if function.kind == "class":
                return one(Object(convert.unit, convert.function))
            return self._evaluator.results.returned(convert.unit, convert.function)
        if not isinstance(convert, External):
            return NOTHING
        language = self._evaluator.languages[PYTHON]
        of = language.returns(convert.name)
        if of is None and language.knows_prefix(convert.name):
            of = language.canonical(convert.name)
        return one(Instance(of, None, HOLE if of in paths.HOLD_PATHS else "")) if of else NOTHING

    def _is_aside(self, unit: UnitId) -> bool:
        return self._units.aside(self._units.units[unit].member)

    def _take_up(self) -> None:
        """Look through the texts that came since this was last asked, if one makes a parser."""
        if self._parses is None:
            sources = self._units.sources.values()
            self._parses = any(_MODULE in source.scan.imports for source in sources)
        for unit in range(self._read, len(self._units.units) if self._parses else 0):
            here = self._units.units[unit]
            if here.language == PYTHON:
                self._index(unit, here.outline)
        self._read = len(self._units.units)

    def _index(self, unit: UnitId, outline: Outline) -> None:
        calls = [e.expr for f in outline.functions for e in f.events if e.kind == EventKind.CALL]
        for expr in calls:
            node = outline.exprs[expr]
            if not isinstance(node, Call) or not node.names:
                continue
            callee = outline.exprs[node.callee]
            if not isinstance(callee, Attr) or callee.name not in (_ADD, _DEFAULTS):
                continue
            aside = self._is_aside(unit)
            count = len(node.args) - len(node.names)
            named = dict(zip(node.names, node.args[count:], strict=True))
            if callee.name == _DEFAULTS:
                for name, expr in named.items():
                    self._told[aside, name].append((unit, expr))
            elif _TYPE in named:
                name = _destination(outline, node, named)
                if name:
                    self._converted[aside, name].append((unit, named[_TYPE]))


def _destination(outline: Outline, call: Call, named: dict[str, Expr]) -> str:
    """The name under which an option is kept, "" if it is not known.

    Source: https://docs.python.org/3/library/argparse.html#dest
    """
    if _DESTINATION in named:
        node = outline.exprs[named[_DESTINATION]]
        return node.value if isinstance(node, Const) and isinstance(node.value, str) else ""
    words: list[str] = []
    for arg in call.args[: len(call.args) - len(call.names)]:
        node = outline.exprs[arg]
        if not isinstance(node, Const) or not isinstance(node.value, str):
            return ""
        words.append(node.value)
    long = [word for word in words if word.startswith("--")]
    return (long or words or [""])[0].lstrip("-").replace("-", "_")
