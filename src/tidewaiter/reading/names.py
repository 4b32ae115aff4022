"""Lexical scopes: which bindings a name may mean at the point where it is read."""

from tidewaiter.model.facts import (
    ANY_TIME,
    ROOT_BRANCH,
    TOLD_KINDS,
    Binding,
    Branch,
    Expr,
    Name,
    Outline,
)

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
                decided = _at_end(bindings, branches, found)
            if decided:
                return found, len(found) == 1
        scope = function.parent
        own = False
    return found, False


def _before(
    bindings: list[Binding], branches: list[Branch], order: int, branch: int, found: list[Expr]
) -> bool:
    """Collect what reaches a point of the same scope; whether one of them must have run."""
    if len(bindings) == 1:
        only = bindings[0]
        if only.order <= order and (
            only.branch in (ROOT_BRANCH, branch) or _encloses(branches, only.branch, branch)
        ):
            found.append(only.value)
            return True
    later = [
        b.value
        for b in bindings
        if b.order >= ANY_TIME or (order < b.order and _share_loop(branches, b.branch, branch))
    ]
    arms: dict[int, set[int]] = {}
    for binding in reversed(bindings):
        if binding.order > order:
            continue
        if _encloses(branches, binding.branch, branch):
            found += [binding.value, *later]
            return True
        if _exclude(branches, binding.branch, branch):
            continue
        found.append(binding.value)
        if _covers(branches, binding.branch, branch, arms):
            found += later
            return True
    found += later
    return False


def _at_end(bindings: list[Binding], branches: list[Branch], found: list[Expr]) -> bool:
    """Collect what a scope that has run may have left; whether one of them must be."""
    arms: dict[int, set[int]] = {}
    for binding in reversed(bindings):
        found.append(binding.value)
        if binding.order >= ANY_TIME:
            continue
        if binding.branch == ROOT_BRANCH:
            return True
        if _covers(branches, binding.branch, ROOT_BRANCH, arms):
            return True
    # No binding must have run, yet code that reads the name expects that one has.
    return True


def _encloses(branches: list[Branch], outer: int, inner: int) -> bool:
    """Whether what runs in ``inner`` has ``outer`` around it (or is it)."""
    while inner > outer:
        inner = branches[inner].parent
    return inner == outer


def _ancestors(branches: list[Branch], branch: int) -> list[int]:
    line = []
    while branch >= 0:
        line.append(branch)
        branch = branches[branch].parent
    return line


def _exclude(branches: list[Branch], one: int, other: int) -> bool:
    """Whether the two lie in different arms of one statement of which only one arm runs."""
    arms = {
        branches[b].statement: branches[b].arm
        for b in _ancestors(branches, one)
        if branches[b].kind in _EXCLUSIVE
    }
    return any(
        arms.get(branches[b].statement, branches[b].arm) != branches[b].arm
        for b in _ancestors(branches, other)
        if branches[b].kind in _EXCLUSIVE
    )


def _covers(branches: list[Branch], branch: int, point: int, arms: dict[int, set[int]]) -> bool:
    """Whether with this binding every arm of an if-with-else around it has bound the name."""
    here = branches[branch]
    if not _encloses(branches, here.parent, point) or here.kind == "loop":
        return False
    seen = arms.setdefault(here.statement, set())
    seen.add(here.arm)
    if here.negated:
        seen.add(-1)
    return -1 in seen and seen >= set(range(max(seen) + 1))


def _share_loop(branches: list[Branch], one: int, other: int) -> bool:
    """Whether both lie in one loop, so that the later one runs before the earlier again."""
    loops = {b for b in _ancestors(branches, one) if branches[b].kind == "loop"}
    return any(b in loops for b in _ancestors(branches, other))
