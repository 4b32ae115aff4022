"""Code that is read from one of the release's own files and run: that file, not unknown code.

So is a shell script that the release copies elsewhere, for whoever finds it there to run.
"""

import posixpath

from tidewaiter.linking.units import SHELL
from tidewaiter.linking.uses.meaning import Meaning
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.value import External, Own, UnitId
from tidewaiter.model.facts import UNKNOWN, Attr, Call, Entered, EventKind, Expr, Name
from tidewaiter.reading import names
from tidewaiter.reading.constants import HOLE

_GIVEN_TEXT = frozenset({"builtins.exec", "builtins.eval", "builtins.compile", "globalThis.eval"})
_GIVEN_PATH = frozenset({"builtins.execfile", "runpy.run_path"})
_OPENED_BY_PATH = frozenset(
    {
        *("builtins.open", "io.open", "codecs.open", "tokenize.open", "builtins.file"),
        "fs.readFileSync",
    }
)
_COPY = frozenset(
    {
        *("fs.copyFile", "fs.copyFileSync", "fs.promises.copyFile", "fs.cp", "fs.cpSync"),
        *("fs.promises.cp", "fs-extra.copy", "fs-extra.copySync", "cp-file", "cp-file.sync"),
        *("shutil.copy", "shutil.copy2", "shutil.copyfile"),
    }
)
_SAME_TEXT = frozenset({"builtins.compile", "builtins.str"})
_SAME_METHODS = frozenset(
    {
        *("read", "readlines", "read_text", "read_bytes", "open", "toString"),
        *("encode", "decode", "strip", "replace", "joinpath", "resolve"),
    }
)
_DEPTH = 10


class OwnFiles:
    """Finds the member whose code a use runs."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units

    def run_by(self, meaning: Meaning) -> str | None:
        """The member, or ``None`` when the code comes from elsewhere or nobody knows whence."""
        site = meaning.site
        unit = site.node[0]
        call = self._units.units[unit].outline.exprs[site.expr]
        if not isinstance(call, Call) or not call.args:
            return None
        if site.api in _GIVEN_PATH:
            return self._member(unit, self._evaluator.constant(unit, call.args[0]))
        if site.api in _GIVEN_TEXT and not meaning.texts:
            return self._read_from(unit, call.args[0], _DEPTH)
        return None

    def copied_by(self, meaning: Meaning) -> str | None:
        """The shell script beside the code that a use copies, ``None`` if it is anything else."""
        site = meaning.site
        unit = site.node[0]
        call = self._units.units[unit].outline.exprs[site.expr]
        if site.api not in _COPY or not isinstance(call, Call) or not call.args:
            return None
        path = self._evaluator.constant(unit, call.args[0])
        member = self._member(unit, path)
        if member is None or not isinstance(path, str) or not path.startswith(HOLE):
            return None
        source = self._units.sources[member]
        return member if source.dialect == SHELL else None

    def _read_from(self, unit: UnitId, expr: Expr, depth: int) -> str | None:
        """The member whose text an expression is, perhaps compiled or decoded since."""
        if expr == UNKNOWN or not depth:
            return None
        outline = self._units.units[unit].outline
        node = outline.exprs[expr]
        if isinstance(node, Name):
            found, _ = names.reaching(outline, node)
            return self._first(unit, found, depth - 1)
        if isinstance(node, Entered):
            return self._read_from(unit, node.value, depth - 1)
        if isinstance(node, Call):
            return self._of_call(unit, node, depth - 1)
        return None

    def _of_call(self, unit: UnitId, call: Call, depth: int) -> str | None:
        outline = self._units.units[unit].outline
        for value in self._evaluator.values(unit, call.callee).all:
            if isinstance(value, Own):
                events = self._units.units[value.unit].outline.functions[value.function].events
                returned = [e.value for e in events if e.kind == EventKind.RETURN]
                return self._first(value.unit, returned, depth)
            if isinstance(value, External) and call.args:
                if value.name in _OPENED_BY_PATH:
                    return self._member(unit, self._evaluator.constant(unit, call.args[0]))
                if value.name in _SAME_TEXT:
                    return self._read_from(unit, call.args[0], depth)
        callee = outline.exprs[call.callee]
        if isinstance(callee, Attr) and callee.name in _SAME_METHODS:
            path = self._evaluator.constant(unit, callee.base)
            return self._member(unit, path) or self._read_from(unit, callee.base, depth)
        return None

    def _first(self, unit: UnitId, exprs: list[Expr], depth: int) -> str | None:
        found = (self._read_from(unit, expr, depth) for expr in exprs)
        return next((member for member in found if member), None)

    def _member(self, unit: UnitId, path: object) -> str | None:
        """The member that a path means; what is not known of it is its beginning."""
        if not isinstance(path, str):
            return None
        known = path.rpartition(HOLE)[2].replace("\\", "/").lstrip("/")
        if not known:
            return None
        beside = posixpath.dirname(self._units.units[unit].member)
        for base in (beside, ""):
            candidate = posixpath.normpath(posixpath.join(base, known))
            if candidate in self._units.sources:
                return candidate
        ends = [member for member in self._units.sources if member.endswith(f"/{known}")]
        return ends[0] if len(ends) == 1 else None
