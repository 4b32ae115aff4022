"""Layers: code in strings and shell lines that a use runs, read like a member of their own."""

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence

from tidewaiter.linking import make_run, npm_run
from tidewaiter.linking.calls.graph import Graph, Link, Site
from tidewaiter.linking.shell_words import text_of
from tidewaiter.linking.units import JAVASCRIPT, PYTHON, SHELL, Unit
from tidewaiter.linking.units import Site as HostSite
from tidewaiter.linking.uses.callers import Way
from tidewaiter.linking.uses.meaning import Meaning
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.value import Node, UnitId
from tidewaiter.model.facts import Call, Const, Expr, Name, Outline
from tidewaiter.model.profile import Edge
from tidewaiter.reading.constants import HOLE
from tidewaiter.reading.layers import decoder_for
from tidewaiter.reading.shell import windows
from tidewaiter.reading.shell.variables import UNKNOWN_NAME

_DEPTH = 12
_MOST = 64
_MOST_LINES = 1_024
"""Lines for a shell in one member: one helper that runs git may be given a hundred."""

_LINE = 1_000
"""Characters of what counts as a line."""

_LARGEST = 1 << 24
_EVALUATES = frozenset({"code.eval"})
_RUNS_COMMANDS = frozenset({"process.shell", "process.spawn"})
_RUN = frozenset({"command", "file"})
"""Kinds of destinations that are run, unlike what ``pip.main`` is asked for."""

_INTERPRETERS = {
    "python": PYTHON,
    "python2": PYTHON,
    "python3": PYTHON,
    "node": JAVASCRIPT,
    "bun": JAVASCRIPT,
    "sh": SHELL,
    "bash": SHELL,
    "dash": SHELL,
    "zsh": SHELL,
    "source": SHELL,
    ".": SHELL,
}
_PIPED, _DECODED = "|", "|base64"
"""Options under which a call in shell holds what it is piped: as it is, or decoded on the way."""

_TRANSLATED: dict[str, Callable[[str], str]] = {
    windows.POWERSHELL_OPTION: windows.powershell,
    windows.CMD_OPTION: windows.batch,
}
"""Options that hold code for other shells, and what says it anew for ours."""

_BATCH = (".bat", ".cmd")
"""Endings that a line may give a command and that are no part of its name."""

_RUN_THEIR_WORD = frozenset({"eval", "trap"})
_QUOTED_HOLE = re.compile(rf"'([^'\"$`\\]*{HOLE}[^'\"$`\\]*)'")
_HOLE_IN_NAME = re.compile(rf"{HOLE}(?=\w)")
_CODE_OPTIONS = {PYTHON: ("-c",), JAVASCRIPT: ("-e", "--eval", "-p"), SHELL: ("-c",)}


class Layers:
    """Peels what uses run into units of their own and ties them to their hosts."""

    def __init__(
        self,
        evaluator: Evaluator,
        outline: Callable[[str, str], Outline],
        lose: Callable[[str, str], None],
        graph: Graph,
        scripts: npm_run.Scripts,
    ) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._outline = outline
        self._lose = lose
        self._graph = graph
        self._scripts = scripts
        self._makes = make_run.MakeRun(self._units)
        self._peeled: dict[tuple[Node, int, int, str], UnitId | None] = {}
        self._run: set[tuple[Node, int, int, str]] = set()
        self._made: dict[tuple[str, bool], int] = {}

    def peel(self, meaning: Meaning, way: Way) -> None:
        """Read the code or command that a use runs, when it is known, as a layer.

        What leads to the layer is the way by which the use runs that code.
        """
        language = self._units.units[meaning.site.node[0]].language
        if language == SHELL:
            return
        for text in meaning.texts:
            self._peel(meaning, text, language, way)

    def _peel(self, meaning: Meaning, run: str | bytes, language: str, way: Way) -> None:
        site = meaning.site
        text = run.decode("utf-8", "replace") if isinstance(run, bytes) else run
        if not 0 < len(text) <= _LARGEST:
            return
        if meaning.capability in _EVALUATES:
            # What is not known of it stands as a name that nothing binds.
            decoders = self._evaluator.external.peeled.get(run, ())
            self._add(site, text.replace(HOLE, "_"), language, decoders, way)
        elif meaning.capability in _RUNS_COMMANDS and meaning.destination_kind in _RUN:
            # Within single quotes what stands for the unknown would be a name like any other.
            open_text = _QUOTED_HOLE.sub(r'"\1"', text)
            open_text = _HOLE_IN_NAME.sub(f"${{{UNKNOWN_NAME}}}", open_text)
            self._add(site, open_text.replace(HOLE, f"${UNKNOWN_NAME}"), SHELL, (), way)

    def _add(
        self, site: Site, text: str, dialect: str, decoders: tuple[str, ...], way: Way
    ) -> None:
        key = (site.node, site.event.line, site.event.column, text)
        if key not in self._peeled:
            self._peeled[key] = self._layer(site, text, dialect, decoders)
        index = self._peeled[key]
        if index is None:
            return
        if way.steps:
            node, first = way.steps[0]
            via = way.helpers(site)
            link = Link((index, 0), first.line, Edge.LIKELY, first.branch, via=via)
        else:
            node, event = site.node, site.event
            edge = Edge.EXACT if site.certain else Edge.LIKELY
            link = Link((index, 0), event.line, edge, event.branch)
        if link not in self._graph.calls[node]:
            self._graph.add(node, link)

    def _layer(
        self, site: Site, text: str, dialect: str, decoders: tuple[str, ...]
    ) -> UnitId | None:
        """A unit of its own, ``None`` when there are too many."""
        host = self._units.units[site.node[0]]
        is_line = dialect == SHELL and len(text) <= _LINE
        most = _MOST_LINES if is_line else _MOST
        made = self._made.get((host.member, is_line), 0)
        if len(host.layers) >= _DEPTH or made >= most:
            self._lose(host.member, f"over {most:,} layers, or over {_DEPTH} in each other")
            return None
        self._made[host.member, is_line] = made + 1
        unit = Unit(
            host.member,
            dialect,
            self._outline(text, dialect),
            layers=(*host.layers, *decoders, dialect),
            site=HostSite(site.node, site.event.line, site.event.column),
            text=text,
        )
        return self._units.add(unit)

    def run_members(self) -> None:
        """``node x.js``, ``python -c …``, ``./x.sh`` in shell lines: edges to what they run."""
        for index, unit in enumerate(tuple(self._units.units)):
            if unit.language != SHELL:
                continue
            for number, function in enumerate(unit.outline.functions):
                for event in function.events:
                    call = unit.outline.exprs[event.expr] if event.expr else None
                    if isinstance(call, Call):
                        self._named((index, number), unit, call, event.branch)
                        self._command((index, number), unit, call, event.branch)

    def _named(self, node: Node, unit: Unit, call: Call, branch: int) -> None:
        """``npm run build``, ``concurrently "npm:a" "tsc"``: scripts and lines of their own."""
        for script in self._scripts.run_by(unit, unit.outline.functions[node[1]], call):
            link = Link((script, 0), call.line, Edge.EXACT, branch)
            if link not in self._graph.calls[node]:
                self._graph.add(node, link)
        for line in npm_run.lines_of(unit, call):
            self._code(node, call, text_of(unit.outline, line), SHELL, branch)

    def _command(self, node: Node, unit: Unit, call: Call, branch: int) -> None:
        exprs = unit.outline.exprs
        callee = exprs[call.callee]
        command = callee.id if isinstance(callee, Name) else ""
        if isinstance(callee, Const) and isinstance(callee.value, str):
            command = callee.value
        positional = call.args[: len(call.args) - len(call.names)]
        options = dict(zip(call.names, call.args[len(positional) :], strict=True))
        program = windows.program(command)
        for option, translate in _TRANSLATED.items():
            if option in options:
                text = text_of(unit.outline, options[option])
                if len(text) > windows.MOST:
                    self._lose(unit.member, windows.TOO_LONG)
                self._code(node, call, translate(text), SHELL, branch, name=option[1:])
                return
        if command in _RUN_THEIR_WORD and positional:
            self._code(node, call, text_of(unit.outline, positional[0]), SHELL, branch)
            return
        language = _INTERPRETERS.get(program)
        if program in make_run.PROGRAMS:
            for to in self._makes.by(node[0], call):
                link = Link(to, call.line, Edge.EXACT, branch)
                if link not in self._graph.calls[node]:
                    self._graph.add(node, link)
            return
        if language is None:
            for path in _scripts_named(unit, command, positional):
                self._edge(node, unit, path, call, branch)
            return
        for option in _CODE_OPTIONS[language]:
            if option in options:
                self._code(node, call, text_of(unit.outline, options[option]), language, branch)
                return
        if _PIPED in options:
            self._code(node, call, text_of(unit.outline, options[_PIPED]), language, branch)
        elif _DECODED in options:
            text, decoders = _decoded(text_of(unit.outline, options[_DECODED]))
            self._code(node, call, text, language, branch, decoders)
        if "-m" in options:
            member = self._units.python_module(text_of(unit.outline, options["-m"]))
            self._edge(node, unit, member or "", call, branch)
        elif positional:
            self._edge(node, unit, text_of(unit.outline, positional[0]), call, branch)

    def _code(
        self,
        node: Node,
        call: Call,
        text: str,
        language: str,
        branch: int,
        decoders: tuple[str, ...] = (),
        name: str = "",
    ) -> None:
        key = (node, call.line, call.column, text)
        if not text or key in self._run:
            return
        self._run.add(key)
        host = self._units.units[node[0]]
        layers = (*host.layers, *decoders, name or language)
        outline = self._outline(text, language)
        place = HostSite(node, call.line, call.column)
        index = self._units.add(
            Unit(host.member, language, outline, layers=layers, site=place, text=text)
        )
        self._graph.add(node, Link((index, 0), call.line, Edge.EXACT, branch))

    def _edge(self, node: Node, unit: Unit, path: str, call: Call, branch: int) -> None:
        if member := self._member(unit, path):
            self.run(node, member, call.line, branch)

    def run(self, node: Node, member: str, line: int, branch: int, *, later: bool = False) -> None:
        """Take up that a node runs a member of the release, or leads to that it runs later."""
        target = self._units.by_member.get(member)
        if target is None:
            self._evaluator.missing.add(member)
            return
        edge = Edge.LIKELY if later else Edge.EXACT
        link = Link((target, 0), line, edge, branch, later=later)
        if link not in self._graph.calls[node]:
            self._graph.add(node, link)

    def _member(self, unit: Unit, path: str) -> str | None:
        for base in ("", posixpath.dirname(unit.member)):
            candidate = posixpath.normpath(posixpath.join(base, path)) if path else ""
            for ending in ("", ".js", "/index.js"):
                if candidate + ending in self._units.sources:
                    return candidate + ending
        return None

    def run_by_lines(self) -> set[str]:
        """Members that the shell lines read so far could run."""
        members = {
            self._member(unit, expr.value)
            for unit in self._units.units
            if unit.language == SHELL
            for expr in unit.outline.exprs
            if isinstance(expr, Const) and isinstance(expr.value, str)
        }
        return {member for member in members if member} | self._makes.read()


def _scripts_named(unit: Unit, command: str, operands: Sequence[Expr]) -> Iterator[str]:
    """What a command may be as a member: itself, a batch file, or a script for PowerShell."""
    yield command
    in_batch = unit.member.lower().endswith(_BATCH)
    yield from (
        f"{command}{ending}" for ending in _BATCH if in_batch or f"{command}{ending}" in unit.text
    )
    if command in windows.POWERSHELL:
        yield from (text_of(unit.outline, operand).replace("\\", "/") for operand in operands)


def _decoded(text: str) -> tuple[str, tuple[str, ...]]:
    """A text as ``base64 -d`` gives it, "" when it does not, and the decoder's name."""
    decoder = decoder_for("base64.b64decode")
    data = decoder.decode(text, option="") if decoder is not None else None
    if decoder is None or data is None:
        return "", ()
    shown = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
    return shown, (decoder.name,)
