"""Lexical scopes: which bindings a name may mean at the point where it is read."""

from tidewaiter.model.facts import (
    ANY_TIME,
    REBOUND,
    ROOT_BRANCH,
    TOLD_KINDS,
    Binding,
    Branch,
    Expr,
    Name,
    Outline,
)

_LEFT_WITHIN = frozenset({"loop", "try", "except"})
_EXCLUSIVE = TOLD_KINDS | {"if", "main", "publish", "typing"}


def reaching(outline: Outline, name: Name) -> tuple[list[Expr], bool]:
    """The values a name may have at a point, and whether it is certain.

    In the name's own scope the last binding before the point that must have run hides the
    earlier ones; bindings on branches that may have run are further possibilities, those on
    other arms of a statement the point lies in are not. In an enclosing scope, which has run
    to its end by then, the point is its end.

    Returns:
        Expressions, the most recent first, and true when there is exactly one that must be.
        An empty list when no scope binds the name: it is a built-in, a global or a star import.
    """
    functions, branches = outline.functions, outline.branches
    scope, order, branch = name.scope, name.order, name.branch
    own = True
    found: list[Expr] = []
    while scope >= 0:
        function = functions[scope]
        bindings = function.bindings.get(name.id)
        if bindings and (own or function.kind != "class"):
            if own and order < ANY_TIME - 1:
                decided = _before(bindings, branches, order, branch, found)
            else:
                decided = _at_end(bindings, branches, found, order)
            if decided:
                return found, len(found) == 1
        scope = function.parent
        own = False
    return found, False


def bindings_of(outline: Outline, name: Name) -> list[Binding]:
    """All bindings of a name in the function that it is read in, none if another binds it."""
    return outline.functions[name.scope].bindings.get(name.id, [])


def _before(
    bindings: list[Binding], branches: list[Branch], order: int, branch: int, found: list[Expr]
) -> bool:
    """Collect what reaches a point of the same scope; whether one of them must have run."""
    if len(bindings) == 1:
        only = bindings[0]
        if only.order <= order and (
            only.branch in (ROOT_BRANCH, branch) or encloses(branches, only.branch, branch)
        ):
            found.append(only.value)
            return True
    point = _arms(branches, branch)
    arms: dict[int, set[int]] = {}
    bound: set[int] = set()
    for binding in reversed(bindings):
        if binding.order > order:
            continue
        if encloses(branches, binding.branch, branch):
            found.append(binding.value)
            found += _later(bindings, branches, order, branch, binding.branch)
            return True
        if point and _exclude(branches, binding.branch, point):
            continue
        if binding.branch in bound and _runs_through(branches, binding.branch, branch):
            continue  # bound again in the same arm
        bound.add(binding.branch)
        found.append(binding.value)
        if _covers(branches, binding.branch, branch, arms):
            found += _later(bindings, branches, order, branch, binding.branch)
            return True
    found += _later(bindings, branches, order, branch, ROOT_BRANCH)
    return False


def _runs_through(branches: list[Branch], branch: int, point: int) -> bool:
    """Whether a point behind a branch is reached from its end only, never from within."""
    while not encloses(branches, branch, point):
        if branches[branch].kind in _LEFT_WITHIN or branches[branch].subject:
            return False
        branch = branches[branch].parent
    return not _loops(branches, point)


def _later(
    bindings: list[Binding], branches: list[Branch], order: int, branch: int, sure: int
) -> list[Expr]:
    """What is bound at any time, or later in a loop that comes to the point again.

    Not in a loop in which the name is surely bound before the point, under the branch ``sure``.
    """
    loops = _loops(branches, branch)
    if loops:
        loops -= _loops(branches, sure)
    return [
        b.value
        for b in bindings
        if b.order >= ANY_TIME or (order < b.order and loops and _within(branches, b.branch, loops))
    ]


def _at_end(bindings: list[Binding], branches: list[Branch], found: list[Expr], order: int) -> bool:
    """Collect what a scope that has run may have left; whether one of them must be."""
    arms: dict[int, set[int]] = {}
    for binding in reversed(bindings):
        if order == REBOUND and binding.order < ANY_TIME:
            continue
        found.append(binding.value)
        if binding.order >= ANY_TIME:
            continue
        if binding.branch == ROOT_BRANCH:
            return True
        if _covers(branches, binding.branch, ROOT_BRANCH, arms):
            return True
    # No binding must have run, yet code that reads the name expects that one has.
    return True


def encloses(branches: list[Branch], outer: int, inner: int) -> bool:
    """Whether what runs in ``inner`` has ``outer`` around it (or is it)."""
    while inner > outer:
        inner = branches[inner].parent
    return inner == outer


def exclusive(branches: list[Branch], one: int, other: int) -> bool:
    """Whether two branches lie in arms of one statement of which only one runs."""
    arms = _arms(branches, other)
    return bool(arms) and _exclude(branches, one, arms)


def _arms(branches: list[Branch], branch: int) -> dict[int, int]:
    """The arm that a point lies in, of each statement of which only one arm runs."""
    arms: dict[int, int] = {}
    while branch > ROOT_BRANCH:
        here = branches[branch]
        if here.kind in _EXCLUSIVE:
            arms[here.statement] = here.arm
        branch = here.parent
    return arms


def _exclude(branches: list[Branch], branch: int, arms: dict[int, int]) -> bool:
    """Whether a branch lies in another arm of one of these statements."""
    while branch > ROOT_BRANCH:
        here = branches[branch]
        if here.kind in _EXCLUSIVE and arms.get(here.statement, here.arm) != here.arm:
            return True
        branch = here.parent
    return False


def _covers(branches: list[Branch], branch: int, point: int, arms: dict[int, set[int]]) -> bool:
    """Whether with this binding every arm of an if-with-else around it has bound the name."""
    here = branches[branch]
    if not encloses(branches, here.parent, point) or here.kind == "loop":
        return False
    seen = arms.setdefault(here.statement, set())
    seen.add(here.arm)
    if here.negated:
        seen.add(-1)
    return -1 in seen and seen >= set(range(max(seen) + 1))


def _loops(branches: list[Branch], branch: int) -> set[int]:
    """The loops around a point."""
    loops: set[int] = set()
    while branch > ROOT_BRANCH:
        if branches[branch].kind == "loop":
            loops.add(branch)
        branch = branches[branch].parent
    return loops


def _within(branches: list[Branch], branch: int, loops: set[int]) -> bool:
    """Whether a branch lies in one of these loops, so that what comes later runs before again."""
    while branch > ROOT_BRANCH:
        if branch in loops:
            return True
        branch = branches[branch].parent
    return False
