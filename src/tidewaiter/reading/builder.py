"""Builds an outline: the one door through which every language's reader speaks.

A reader walks its parse in the order in which the code would run and calls the builder; the
builder keeps the current function, order and branch, so that every expression knows its point.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from msgspec.structs import replace

from tidewaiter.model.facts import (
    ANY_TIME,
    ROOT_BRANCH,
    TOLD_KINDS,
    UNKNOWN,
    Attr,
    Binding,
    Branch,
    Call,
    Choice,
    Event,
    EventKind,
    Export,
    Expr,
    Function,
    Imported,
    Item,
    Name,
    Node,
    Outline,
    Parameter,
    Unknown,
)
from tidewaiter.reading.growing import CHANGES, DELETES, SETS, Growing

_CALL = EventKind.CALL
_SETTING = (EventKind.STORE, EventKind.DELETE)
TELLING = TOLD_KINDS | {"if"}
"""The kinds of branches whose test may be told: that of a script may be known only at its end."""

_NAMED = frozenset({Attr, Choice, Imported, Name})
"""What has a name that could be watched, or is one of several that have."""


class Builder:
    """Collects the outline of one text.

    Args:
        watched: Last segments of what the catalogue wants seen when it is merely read
            (``environ``, ``env``, ``cookie``); other reads are not recorded.

    Attributes:
        outside: What values are made of, as `reading.outside` found out.
        accessors: Names of which a text has an accessor or property, so that reading them is told.
        foreign: Names of what a script has from another member, which may have accessors, and how
            it spells such members.
        growing: What lists that are changed where they are hold then.
    """

    def __init__(self, watched: frozenset[str]) -> None:
        self.exprs: list[Node] = [Unknown()]
        self.functions: list[Function] = [
            Function("<module>", "module", 1, 0, -1, bindings={}, events=[])
        ]
        self.branches: list[Branch] = [Branch(-1, "root", 0, 0)]
        self.exports: list[Export] = []
        self.errors: list[tuple[int, str]] = []
        self.lost = ""
        self.scope = 0
        self.order = 0
        self.current_branch = ROOT_BRANCH
        self._statements = 0
        self.watched = set(watched)
        self.accessors: frozenset[str] = frozenset()
        self.foreign: set[str] = set()
        self.outside: dict[Expr, str] = {}
        self._outer: list[tuple[int, int, int]] = []
        self.growing = Growing(self)

    # expressions

    def add(self, node: Node) -> Expr:
        """Put an expression into the table and give its index."""
        self.exprs.append(node)
        return len(self.exprs) - 1

    def name(self, identifier: str) -> Expr:
        """A name read here and now."""
        self.exprs.append(Name(identifier, self.scope, self.order, self.current_branch))
        return len(self.exprs) - 1

    def leaves(self) -> None:
        """Say that nothing runs any more behind the branch, if it is taken."""
        here = self.branches[self.current_branch]
        if here.kind in TELLING and here.left < 0:
            self.branches[self.current_branch] = replace(here, left=self.scope)

    def call(
        self,
        callee: Expr,
        args: tuple[Expr, ...],
        names: tuple[str, ...],
        line: int,
        column: int,
        kind: int = 0,
    ) -> Expr:
        """A call that happens here; its arguments were added before it."""
        expr = len(self.exprs)
        self.exprs.append(Call(callee, args, names, line, column, kind))
        self.order = order = self.order + 1
        self.functions[self.scope].events.append(
            Event(_CALL, order, self.current_branch, line, column, expr)
        )
        called = self.exprs[callee]
        if isinstance(called, Attr) and called.name in CHANGES:
            self.growing.change(called.base, called.name, args)
        return expr

    # what happens

    def event(
        self,
        kind: int,
        line: int,
        column: int,
        *,
        expr: Expr = UNKNOWN,
        value: Expr = UNKNOWN,
        function: int = -1,
    ) -> None:
        """Something happens here, after all that was recorded before."""
        self.order += 1
        self.functions[self.scope].events.append(
            Event(kind, self.order, self.current_branch, line, column, expr, value, function)
        )
        if kind in _SETTING:
            target = self.exprs[expr]
            if isinstance(target, Item):
                method = SETS if kind == EventKind.STORE else DELETES
                self.growing.change(target.base, method, (target.key, value))

    def returns(self, function: int, value: Expr) -> None:
        """A function that was read already gives a value when it has run."""
        line = self.functions[function].line
        event = Event(EventKind.RETURN, ANY_TIME - 2, ROOT_BRANCH, line, 0, UNKNOWN, value)
        self.functions[function].events.append(event)

    def load(self, expr: Expr, line: int, column: int) -> None:
        """A maximal access path (or bare name) is read; kept only when it is watched."""
        if self.accessors or self.foreign:
            self.read_by_accessors(expr, line, column)
        if self._is_watched(expr):
            self.event(EventKind.LOAD, line, column, expr=expr)

    def _is_watched(self, expr: Expr) -> bool:
        """Whether a path has a watched name, or begins with one of several of which one has."""
        node = self.exprs[expr]
        while True:
            if isinstance(node, Attr):
                if node.name in self.watched:
                    return True
                node = self.exprs[node.base]
            elif isinstance(node, Item):
                node = self.exprs[node.base]
            elif isinstance(node, Choice):  # (process.env || {}).A
                return any(self._is_watched(option) for option in node.options)
            else:
                return isinstance(node, Name) and node.id in self.watched

    def read_by_accessors(self, expr: Expr, line: int, column: int) -> None:
        """Tell the reads of a path that may run a function."""
        path: list[tuple[Expr, str]] = []
        node = self.exprs[expr]
        while isinstance(node, Attr | Item):
            if isinstance(node, Attr):
                path.append((expr, node.name))
            expr = node.base
            node = self.exprs[expr]
        foreign = self._is_foreign(expr)
        for read, name in path:
            if foreign or name in self.accessors:
                self.event(EventKind.READ, line, column, expr=read)

    def _is_foreign(self, expr: Expr) -> bool:
        """Whether an expression is, or lies below, what a script has from another member."""
        node = self.exprs[expr]
        while isinstance(node, Attr):
            node = self.exprs[node.base]
        if isinstance(node, Name):
            return node.id in self.foreign
        return isinstance(node, Imported) and node.module in self.foreign

    def bind(self, name: str, value: Expr, scope: int | None = None) -> None:
        """A name gets a value, here or (``scope``) in another function's scope at any time."""
        if self.exprs[value].__class__ in _NAMED:
            self.watch(name, value)
            if self.foreign and self._is_foreign(value):
                self.foreign.add(name)
        if scope is None or scope == self.scope:
            scope = self.scope
            self.order = order = self.order + 1
            binding = Binding(order, self.current_branch, value)
        else:
            binding = Binding(ANY_TIME, ROOT_BRANCH, value)
        bindings = self.functions[scope].bindings
        if name in bindings:
            bindings[name].append(binding)
        else:
            bindings[name] = [binding]

    def watch(self, name: str, value: Expr) -> None:
        """A name that stands for something watched is watched too."""
        node = self.exprs[value]
        if isinstance(node, Choice):
            for option in node.options:
                self.watch(name, option)
        elif (isinstance(node, Attr | Imported) and node.name in self.watched) or (
            isinstance(node, Name) and node.id in self.watched
        ):
            self.watched.add(name)

    def export(self, name: str, value: Expr) -> None:
        """A JavaScript module gives ``value`` under ``name``."""
        self.exports.append(Export(name, value))

    # where it happens

    def new_statement(self) -> int:
        """A number that the arms of one statement share."""
        self._statements += 1
        return self._statements

    @contextmanager
    def branch(
        self,
        kind: str,
        statement: int,
        arm: int,
        start: tuple[int, int] = (0, 0),
        end: tuple[int, int] = (0, 0),
        negated: bool = False,
    ) -> Iterator[None]:
        """What is recorded inside may not run, or run often (see `Branch`)."""
        outer = self.current_branch
        self.branches.append(Branch(outer, kind, statement, arm, start, end, negated))
        self.current_branch = len(self.branches) - 1
        yield
        self.current_branch = outer

    def open_function(
        self,
        name: str,
        kind: str,
        line: int,
        column: int,
        *,
        params: tuple[Parameter, ...] = (),
        bases: tuple[Expr, ...] = (),
        keywords: tuple[tuple[str, Expr], ...] = (),
        decorators: tuple[Expr, ...] = (),
        marks: tuple[str, ...] = (),
    ) -> int:
        """Enter a function's body; defaults, bases and decorators were added outside it."""
        index = len(self.functions)
        self.functions.append(
            Function(
                name,
                kind,
                line,
                column,
                self.scope,
                params,
                bases,
                keywords,
                decorators,
                marks,
                bindings={},
                events=[],
            )
        )
        self._outer.append((self.scope, self.order, self.current_branch))
        self.scope, self.order, self.current_branch = index, 0, ROOT_BRANCH
        return index

    def close_function(self) -> None:
        """Leave the body that was entered last."""
        self.scope, self.order, self.current_branch = self._outer.pop()

    def outline(self, reader: str) -> Outline:
        """The finished outline; ``reader`` names the parser that was used."""
        return Outline(
            self.exprs,
            self.functions,
            self.branches,
            self.exports,
            reader,
            self.errors,
            self.lost,
        )
