"""Calls that a flag makes two of: it decides what they mean, and by a test before what they touch.

``Popen(command, shell=ask)`` behind ``if ask: command = " && ".join(setup)`` runs that line in a
shell, and what ``command`` was before without one.
"""

import msgspec

from tidewaiter.catalogue.entry import Where
from tidewaiter.linking.calls.graph import Site
from tidewaiter.linking.units import PYTHON
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.value import UnitId
from tidewaiter.model.facts import (
    ANY_TIME,
    ROOT_BRANCH,
    Binary,
    Binding,
    Call,
    Choice,
    Const,
    Expr,
    Name,
    Outline,
)
from tidewaiter.reading.names import encloses, reaching


class Switched:
    """Reads such calls once with the flag and once without."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._known: dict[tuple[UnitId, Expr], list[Expr]] = {}

    def each(self, site: Site) -> list[Site]:
        """A place of use, or the two that it is."""
        here = self._evaluator.units.units[site.node[0]]
        call = here.outline.exprs[site.expr]
        if not site.entry.when or here.language != PYTHON or not isinstance(call, Call):
            return [site]
        key = (site.node[0], site.expr)
        if key not in self._known:
            self._known[key] = self._find(site, call, here.outline)
        found = self._known[key]
        return [msgspec.structs.replace(site, expr=expr) for expr in found] if found else [site]

    def _find(self, site: Site, call: Call, outline: Outline) -> list[Expr]:
        """Both calls as expressions of their own, none where the flag decides nothing else."""
        flag = next((arg for when in site.entry.when if (arg := _given(call, when))), None)
        name = outline.exprs[flag] if flag is not None else None
        if flag is None or not isinstance(name, Name):
            return []
        tests = _tests_of(outline, name)
        for arg in call.args if tests else ():
            read = outline.exprs[arg]
            if not isinstance(read, Name) or arg == flag or read.scope != name.scope:
                continue
            kept = [_bound(outline, read, tests, held) for held in (True, False)]
            if kept[0] != kept[1] and all(kept):
                return [
                    _with(outline, call, {flag: Const(held), arg: Choice("if", tuple(bound))})
                    for held, bound in zip((True, False), kept, strict=True)
                ]
        return []


def _given(call: Call, where: Where) -> Expr | None:
    """The argument itself that a row speaks of."""
    if where.property or where.receiver or where.key or where.argument not in call.names:
        return None
    return call.args[call.names.index(where.argument) - len(call.names)]


def _tests_of(outline: Outline, name: Name) -> dict[int, bool]:
    """By branch whether a name is true there, of the branches before a read of it that ask that.

    Only of names that their own function sets, and not again between the test and the read.
    """
    bound = outline.functions[name.scope].bindings.get(name.id) or []
    if not bound or any(b.order >= ANY_TIME for b in bound):
        return {}
    last = max([b.order for b in bound if b.order <= name.order], default=name.order)
    found: dict[int, bool] = {}
    for number, branch in enumerate(outline.branches):
        truth, tested = True, outline.exprs[branch.test]
        if isinstance(tested, Binary) and tested.op == "not":
            truth, tested = False, outline.exprs[tested.left]
        if not isinstance(tested, Name) or branch.kind != "if" or branch.arm > branch.negated:
            continue
        same = (tested.id, tested.scope) == (name.id, name.scope)
        if same and last <= tested.order <= name.order:
            found[number] = truth is not branch.negated
    return found


def _bound(outline: Outline, read: Name, tests: dict[int, bool], held: bool) -> list[Expr]:
    """What a name may be bound to where it is read, if the flag is true, or if it is not."""
    found = reaching(outline, read)[0]
    bindings = outline.functions[read.scope].bindings.get(read.id, ())
    mine = [b for b in bindings if b.value in found]
    if len(mine) != len(found) or any(b.order >= ANY_TIME for b in mine):
        return found
    mine = [b for b in mine if not _is_ruled_out(outline, b, tests, held)]
    sure = [
        b.order
        for b in mine
        if tests.get(b.branch) is held
        and b.order <= read.order
        and encloses(outline.branches, outline.branches[b.branch].parent, read.branch)
    ]
    return [b.value for b in mine if b.order >= max(sure, default=0)]


def _is_ruled_out(outline: Outline, binding: Binding, tests: dict[int, bool], held: bool) -> bool:
    """Whether a binding stands where the flag has to be the other way."""
    branch = binding.branch
    while branch > ROOT_BRANCH:
        if tests.get(branch, held) is not held:
            return True
        branch = outline.branches[branch].parent
    return False


def _with(outline: Outline, call: Call, instead: dict[Expr, Const | Choice]) -> Expr:
    """A call with other expressions as some of its arguments."""
    args = list(call.args)
    for place, arg in enumerate(call.args):
        if arg in instead:
            outline.exprs.append(instead[arg])
            args[place] = len(outline.exprs) - 1
    outline.exprs.append(msgspec.structs.replace(call, args=tuple(args)))
    return len(outline.exprs) - 1
