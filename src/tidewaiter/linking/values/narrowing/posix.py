"""What names of Python modules are bound to where there is no Windows, as behind ``os.fork()``.

``SERVICE = False`` stands under ``if sys.platform != "win32"``, and the interpreter of a Windows
service under ``if SERVICE``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidewaiter.linking.values.value import External, Known, UnitId
from tidewaiter.model.facts import ROOT_BRANCH, Binary, Const, Expr, Name

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

POSIX = "posix"
"""The platform of frames in which functions run anywhere but on Windows."""

_WINDOWS = {"sys.platform": "win32", "os.name": "nt"}
"""What tells the platform, and what it is on Windows."""


class Posix:
    """Asks an `Evaluator` which branches only Windows takes."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator

    def bound(self, unit: UnitId, node: Name, found: list[Expr]) -> list[Expr]:
        """What a name may be bound to, without what its module binds on Windows only."""
        functions = self._evaluator.units.units[unit].outline.functions
        never = [
            binding.value
            for binding in functions[0].bindings.get(node.id, ())
            if binding.value in found and self._is_for_windows(unit, binding.branch)
        ]
        return [expr for expr in found if expr not in never] or found

    def _is_for_windows(self, unit: UnitId, branch: int) -> bool:
        """Whether a branch of a module is taken on Windows only."""
        branches = self._evaluator.units.units[unit].outline.branches
        while branch > ROOT_BRANCH:
            here = branches[branch]
            held = self._holds(unit, here.test)
            if held is not None and held is here.negated:
                return True
            branch = here.parent
        return False

    def _holds(self, unit: UnitId, test: Expr) -> bool | None:
        """Whether a test holds where there is no Windows, ``None`` if that is not known."""
        exprs = self._evaluator.units.units[unit].outline.exprs
        node = exprs[test]
        if isinstance(node, Binary) and node.op == "not":
            held = self._holds(unit, node.left)
            return None if held is None else not held
        if isinstance(node, Binary) and node.op in ("==", "!="):
            asked = self._evaluator.values(unit, node.left)
            only, other = asked.all[0] if asked.certain else None, exprs[node.right]
            if not isinstance(only, External) or not isinstance(other, Const):
                return None
            return node.op == "!=" if _WINDOWS.get(only.name) == other.value else None
        if not isinstance(node, Name):
            return None
        found = self._evaluator.values(unit, test)
        held_by = {bool(v.value) if isinstance(v, Known) else None for v in found.all}
        return held_by.pop() if len(held_by) == 1 and not found.open else None
