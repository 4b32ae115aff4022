"""Scripts of package.json that its other lines run by name: ``npm run build``, ``run-s a b``."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator

from tidewaiter.linking.shell_words import command_of, operands_of
from tidewaiter.linking.units import SHELL, Unit, Units
from tidewaiter.linking.values.value import UnitId
from tidewaiter.model.facts import Call, EventKind, Expr, Function, Name, Outline
from tidewaiter.reading.manifests.interface import Command, Manifest

_MANAGERS = frozenset({"npm", "yarn", "pnpm", "bun"})
_ALL = frozenset({"npm-run-all", "npm-run-all2", "run-s", "run-p"})
_BY_LINES = frozenset({"concurrently"})
"""Commands of which every operand is a line, or ``npm:NAME``."""

_RUN = frozenset({"run", "run-script", "rum", "urn"})
_NAMED = {"t": "test", "tst": "test", **{n: n for n in ("test", "start", "stop", "restart")}}
"""What npm takes for the name of a script without being told to run one; its peers take any."""

_NO_SCRIPT = frozenset(
    {
        *("add", "audit", "create", "dlx", "exec", "global", "info", "init", "install", "link"),
        *("list", "outdated", "pack", "publish", "remove", "unlink", "up", "update", "upgrade"),
        *("version", "why", "workspace", "workspaces", "x"),
    }
)
"""Commands of these peers, whatever scripts there are."""

_ELSEWHERE = frozenset(
    {
        *("-w", "--workspace", "--workspaces", "-ws", "-F", "--filter", "-r", "--recursive"),
        *("-C", "--prefix", "--cwd", "--dir", "-g", "--global"),
    }
)
"""Options with which the script of another package is meant."""

_OTHER_PACKAGE = frozenset({"-p", "--package"})
_FOLDER_CHANGES = frozenset({"cd", "pushd", "popd"})
_MOST = 200
"""Scripts of an artifact that are followed; real ones have some dozens."""


class Scripts:
    """The scripts of the manifests as units of their own, each made when a line asks for it.

    Only lines of a manifest are asked, for they run in its folder; a program that is told to
    ``npm run build`` runs the script of whoever called it.

    Source: npm's documentation, "npm run"; that of npm-run-all and concurrently.
    """

    def __init__(
        self,
        units: Units,
        manifests: dict[str, Manifest],
        outline: Callable[[str, str], Outline],
        lose: Callable[[str, str], None],
    ) -> None:
        self._units = units
        self._manifests = manifests
        self._outline = outline
        self._lose = lose
        self._made: dict[tuple[str, str], UnitId] = {}

    def take_up(self) -> None:
        """Make the units of all scripts that lead on from the lines that are there."""
        pending = list(self._units.units)
        while pending:
            unit = pending.pop()
            before = len(self._units.units)
            for function in unit.outline.functions:
                for event in function.events:
                    call = unit.outline.exprs[event.expr]
                    if event.kind == EventKind.CALL and isinstance(call, Call):
                        self.run_by(unit, function, call)
            pending += self._units.units[before:]

    def run_by(self, unit: Unit, function: Function, call: Call) -> list[UnitId]:
        """The units of the scripts that a command runs, in the order in which it does."""
        manifest = self._manifests.get(unit.member)
        if unit.language != SHELL or manifest is None or not manifest.scripts:
            return []
        words = _words(unit.outline, call)
        if not words or not _ELSEWHERE.isdisjoint(call.names):
            return []
        scripts = {script.name: script for script in manifest.scripts}
        found = list(dict.fromkeys(_asked(words, call.names, scripts)))
        if not found or _changes_folder(unit.outline, function, call):
            return []
        units = (self._unit(manifest.path, scripts[name]) for name in found)
        return [number for number in units if number is not None]

    def finds_installed(self, unit: Unit, call: Call) -> bool:
        """Whether ``npx`` runs what the package itself depends on, and so fetches nothing.

        Source: npm's documentation, "npx". A scope's ``cli`` mostly has the scope's name.
        """
        manifest = self._manifests.get(unit.member)
        words = _words(unit.outline, call)
        if manifest is None or words[:1] != ["npx"] or len(words) < 2 or not words[1]:
            return False
        if not _OTHER_PACKAGE.isdisjoint(call.names):
            return False
        has = {required.text for required in manifest.requirements}
        return not has.isdisjoint((words[1], f"@{words[1]}/cli", f"{words[1]}-cli"))

    def _unit(self, path: str, script: Command) -> UnitId | None:
        key = (path, script.name)
        if key not in self._made:
            if len(self._made) >= _MOST:
                self._lose(path, f"over {_MOST} scripts")
                return None
            outline = self._outline(script.text, SHELL)
            unit = Unit(
                path, SHELL, outline, layers=(SHELL,), first_line=script.line, text=script.text
            )
            self._units.units.append(unit)
            self._made[key] = len(self._units.units) - 1
        return self._made[key]


def lines_of(unit: Unit, call: Call) -> list[Expr]:
    """The operands of a command that are lines to run by themselves."""
    words = _words(unit.outline, call)
    if not words or words[0] not in _BY_LINES:
        return []
    return list(call.args[: len(call.args) - len(call.names)])


def _words(outline: Outline, call: Call) -> list[str]:
    """The command and its operands, "" for what is not known."""
    command = command_of(outline, call)
    return [posixpath.basename(command), *operands_of(outline, call)] if command else []


def _asked(words: list[str], options: Iterable[str], scripts: Iterable[str]) -> Iterator[str]:
    """The names of the scripts that a command runs, with what npm runs before and after each."""
    program, *given = words
    if program in _ALL:
        for pattern in given:
            for name in _matching(pattern, scripts):
                yield from _with_hooks(name, scripts)
    elif program in _BY_LINES:
        for line in given:
            for name in _matching(line[4:], scripts) if line.startswith("npm:") else ():
                yield from _with_hooks(name, scripts)
    elif program in _MANAGERS and given:
        name = _NAMED.get(given[0], "")
        if given[0] in _RUN:
            name = given[1] if len(given) > 1 else ""
        elif program != "npm" and not name and given[0] not in _NO_SCRIPT:
            name = given[0]
        yield from _with_hooks(name, scripts)
    elif program == "node" and "--run" in options and given:
        yield from (name for name in given[:1] if name in scripts)


def _with_hooks(name: str, scripts: Iterable[str]) -> Iterator[str]:
    if name and name in scripts:
        yield from (one for one in (f"pre{name}", name, f"post{name}") if one in scripts)


def _matching(pattern: str, scripts: Iterable[str]) -> list[str]:
    """Scripts that a pattern names; ``*`` stops at a colon, ``**`` does not; arguments may follow.

    Source: npm-run-all's documentation, "Glob-like pattern matching for script names".
    """
    name = pattern.partition(" ")[0]
    parts = re.split(r"(\*\*?)", name)
    wanted = "".join({"*": "[^:]*", "**": ".*"}.get(part, re.escape(part)) for part in parts)
    return [script for script in scripts if re.fullmatch(wanted, script)]


def _changes_folder(outline: Outline, function: Function, call: Call) -> bool:
    """Whether a line goes elsewhere before a command: ``cd app && npm run build``."""
    for event in function.events:
        before = outline.exprs[event.expr]
        if before is call:
            return False
        callee = outline.exprs[before.callee] if isinstance(before, Call) else None
        if isinstance(callee, Name) and callee.id in _FOLDER_CHANGES:
            return True
    return False
