"""What the two readers of Python share: names in their scopes, and stretches under conditions."""

from msgspec.structs import replace

from tidewaiter.model.facts import (
    ANY_TIME,
    REBOUND,
    ROOT_BRANCH,
    UNKNOWN,
    Attr,
    Binding,
    Branch,
    Const,
    Expr,
    Function,
    Name,
    Param,
    Parameter,
)
from tidewaiter.reading.builder import Builder
from tidewaiter.reading.python.conditions import Condition


class Scopes(Builder):
    """A builder that knows Python's scopes and branches."""

    def __init__(self, watched: frozenset[str]) -> None:
        super().__init__(watched)
        self.redirected: dict[str, int] = {}
        """Names that ``global`` and ``nonlocal`` give to another scope, in the current one."""
        self.rebound: dict[str, set[int]] = {}
        """Under which branches the current scope has bound them."""
        self._outer_redirected: list[tuple[dict[str, int], dict[str, set[int]]]] = []

    # names

    def here(self, identifier: str) -> Expr:
        """A name read here, in the scope that a ``global`` or ``nonlocal`` says."""
        if identifier in self.redirected:
            scope = self.redirected[identifier]
            order = REBOUND if self._is_rebound(identifier) else ANY_TIME
            return self.add(Name(identifier, scope, order, ROOT_BRANCH))
        return self.name(identifier)

    def bind(self, name: str, value: Expr, scope: int | None = None) -> None:
        """A name gets a value; of one of another scope it is kept where that happens."""
        if scope is not None and scope != self.scope:
            self.rebound.setdefault(name, set()).add(self.current_branch)
        super().bind(name, value, scope)

    def _is_rebound(self, name: str) -> bool:
        """Whether the current scope must have bound another's name before this point."""
        branches = self.rebound.get(name)
        inner = self.current_branch if branches else -1
        while branches and inner >= ROOT_BRANCH:
            if inner in branches:
                return True
            inner = self.branches[inner].parent
        return False

    def dotted(self, path: str) -> Expr:
        """``a.b.c`` as an expression; `UNKNOWN` for ""."""
        if not path:
            return UNKNOWN
        first, *rest = path.split(".")
        if first == "None":
            return self.add(Const(None))
        expr = self.here(first)
        for name in rest:
            expr = self.add(Attr(expr, name))
        return expr

    def declare_global(self, name: str) -> None:
        """``global name``"""
        if self.scope:
            self.redirected[name] = 0

    def declare_nonlocal(self, name: str) -> None:
        """``nonlocal name``: the nearest function around that binds it."""
        functions = self.functions
        scope = functions[self.scope].parent
        nearest = -1
        while scope > 0:
            if functions[scope].kind != "class":
                if nearest < 0:
                    nearest = scope
                if name in functions[scope].bindings:
                    nearest = scope
                    break
            scope = functions[scope].parent
        if nearest > 0:
            self.redirected[name] = nearest

    # scopes

    def qualified(self, name: str) -> str:
        """The qualified name (PEP 3155) of what is defined here as ``name``."""
        parent = self.functions[self.scope]
        if parent.kind == "module":
            return name
        return (
            f"{parent.name}.{name}" if parent.kind == "class" else f"{parent.name}.<locals>.{name}"
        )

    def enter_scope(self, name: str, kind: str, params: tuple[Parameter, ...] = ()) -> int:
        """Open a function, lambda or class body; its line comes with `leave_scope`."""
        index = self.open_function(self.qualified(name), kind, 0, 0, params=params)
        self._outer_redirected.append((self.redirected, self.rebound))
        self.redirected, self.rebound = {}, {}
        exprs, bindings = self.exprs, self.functions[index].bindings
        for position, parameter in enumerate(params):
            binding = Binding(position + 1, ROOT_BRANCH, len(exprs))
            exprs.append(Param(index, position))
            bindings.setdefault(parameter.name, []).append(binding)
        self.order = len(params)
        return index

    def leave_scope(self) -> Function:
        """Close the body that was opened last, and give it to be completed."""
        function = self.functions[self.scope]
        self.close_function()
        self.redirected, self.rebound = self._outer_redirected.pop()
        return function

    # branches

    def enter(self, kind: str, statement: int, arm: int, condition: Condition | None = None) -> int:
        """Open a branch without a ``with``; give the result to `leave`."""
        outer = self.current_branch
        if condition is None:
            branch = Branch(outer, kind, statement, arm)
        else:
            branch = Branch(
                outer, kind, statement, arm, condition.start, condition.end, test=condition.test
            )
        self.branches.append(branch)
        self.current_branch = len(self.branches) - 1
        return outer

    def enter_handler(self, statement: int, arm: int, caught: Condition) -> int:
        """Open an ``except``, which is no test of what it catches."""
        return self.enter("except", statement, arm, caught._replace(test=UNKNOWN))

    def enter_otherwise(self, statement: int, arm: int, condition: Condition) -> int:
        """Open the ``else`` arm of a statement."""
        outer = self.enter(condition.otherwise, statement, arm, condition)
        self.tell_otherwise(self.current_branch)
        return outer

    def tell(self, branch: int, condition: Condition) -> None:
        """Say under which condition a branch stands that was opened before its test was read."""
        self.branches[branch] = replace(
            self.branches[branch],
            kind=condition.kind,
            start=condition.start,
            end=condition.end,
            test=condition.test,
        )

    def tell_otherwise(self, branch: int) -> None:
        """Say that a branch is taken when no earlier arm of its statement was."""
        self.branches[branch] = replace(self.branches[branch], negated=True)

    def leave(self, outer: int) -> None:
        """Close the branch that `enter` opened."""
        self.current_branch = outer
