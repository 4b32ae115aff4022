"""What a package gives that loads its modules lazily: ``lazy_loader.attach(__name__, …)``.

SPEC 1 of Scientific Python: the package has no imports, its ``__getattr__`` looks names up in its
modules, as a list or a stub file beside it says. Each name is taken to be that of the module of the
package which binds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidewaiter.linking.units import Unit
from tidewaiter.linking.values.value import External, Module, UnitId
from tidewaiter.model.facts import Call, Element, Imported

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

LAZY_LOADER = "lazy_loader"
_ATTACHES = (f"{LAZY_LOADER}.attach", f"{LAZY_LOADER}.attach_stub")
_GETATTR = "__getattr__"


class Attached:
    """Asks an `Evaluator` for the modules in which packages look their names up."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._bound: dict[UnitId, dict[str, list[Module]]] = {}

    def modules(self, unit: UnitId, name: str) -> list[Module]:
        """The modules of a lazy package that bind a name; none of any other package."""
        here = self._evaluator.units.units[unit]
        if not here.module or _GETATTR not in here.outline.functions[0].bindings:
            return []
        bound = self._bound.get(unit)
        if bound is None:
            self._bound[unit] = {}  # for who asks meanwhile
            bound = self._bound[unit] = self._by_name(here) if self._is_lazy(unit, here) else {}
        return bound.get(name, [])

    def _by_name(self, package: Unit) -> dict[str, list[Module]]:
        """By name the modules of a package that have it as their own, not by an import."""
        units = self._evaluator.units
        found: dict[str, list[Module]] = {}
        inside = [units.by_member[m] for m in units.below(package.module) if m in units.by_member]
        for number in inside:
            outline = units.units[number].outline
            for name, bindings in outline.functions[0].bindings.items():
                if any(not isinstance(outline.exprs[b.value], Imported) for b in bindings):
                    found.setdefault(name, []).append(Module(number))
        return found

    def _is_lazy(self, unit: UnitId, here: Unit) -> bool:
        """Whether ``__getattr__`` is the first of what ``lazy_loader`` gives."""
        exprs = here.outline.exprs
        for binding in here.outline.functions[0].bindings[_GETATTR]:
            part = exprs[binding.value]
            call = exprs[part.value] if isinstance(part, Element) else None
            if isinstance(call, Call):
                for value in self._evaluator.values(unit, call.callee).all:
                    if isinstance(value, External) and value.name in _ATTACHES:
                        return True
        return False
