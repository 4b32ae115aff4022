"""What the two readers of Python share: how a binding, a store or a call is put on record.

Both readers call these in the same order, so that they give the same outline for the same code.
"""

import builtins
from typing import NamedTuple

from msgspec.structs import replace

from tidewaiter.model.facts import (
    DECORATES,
    MAKES,
    UNKNOWN,
    Attr,
    Binary,
    Call,
    Closure,
    Const,
    Element,
    EventKind,
    Expr,
    Imported,
    Item,
    Items,
    Name,
    Text,
)
from tidewaiter.reading.python.conditions import Condition, told_kind
from tidewaiter.reading.python.fields import Fields

DATA_LENGTH = 16
"""A display of more constants than this is one constant."""

DEEP_SUM = 32
"""A sum of more terms than this is recorded as a balanced tree, since ``+`` is associative."""

MARKS = {
    "staticmethod": "static",
    "classmethod": "class",
    "property": "property",
    "cached_property": "property",
    "abstractproperty": "property",
    "getter": "getter",
    "setter": "setter",
}
_EXCEPTIONS = frozenset(
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, BaseException)
)
_EXITS = frozenset({"sys.exit", "os._exit", "exit", "quit"})
LARGEST = (1 << 63) - 1
"""Larger integers cannot be stored with the facts."""


class Place(NamedTuple):
    """An attribute or item to be assigned, and where it is written."""

    expr: Expr
    line: int
    column: int


Point = tuple[int, int]
"""Line and column."""


class Starred(NamedTuple):
    """``*target``"""

    target: "Target"


Target = str | Place | Starred | list["Target"]
"""What an assignment can give a value to; "" is something that cannot be assigned."""


class Mark(NamedTuple):
    """A point in what has been recorded so far."""

    exprs: int
    events: int
    order: int


class Recorder(Fields):
    """A builder that knows how Python assigns, imports and defines."""

    # targets

    def give(self, target: Target, value: Expr) -> None:
        """Assign ``value`` to a target, taking it apart as the target asks."""
        if isinstance(target, str):
            if target:
                self.bind(target, value, self.redirected.get(target))
        elif isinstance(target, Place):
            self.event(EventKind.STORE, target.line, target.column, expr=target.expr, value=value)
        elif isinstance(target, Starred):
            self.give(target.target, self.add(Element(value, -1)))
        else:
            self._unpack(target, value)

    def augment(self, target: Target, op: str, current: Expr, value: Expr) -> None:
        """``target op= value``, which makes a list longer where it is."""
        if op != "+" or not isinstance(target, str) or not self.growing.extend(target, value):
            self.give(target, self.add(Binary(op, current, value)))

    def _unpack(self, targets: list[Target], value: Expr) -> None:
        node = self.exprs[value]
        starred = any(isinstance(target, Starred) for target in targets)
        if isinstance(node, Items) and len(node.items) == len(targets) and not starred:
            for target, item in zip(targets, node.items, strict=True):
                self.give(target, item)
            return
        for index, target in enumerate(targets):
            if isinstance(target, Starred):
                self.give(target, value)
            else:
                self.give(target, self.add(Element(value, -1 if starred and index else index)))

    def take(self, target: Target) -> None:
        """Record ``del`` of a target."""
        if isinstance(target, Place):
            self.event(EventKind.DELETE, target.line, target.column, expr=target.expr)
        elif isinstance(target, list):
            for part in target:
                self.take(part)

    # imports

    def import_module(self, module: str, alias: str, line: int, column: int) -> None:
        """``import a.b.c`` binds a, ``import a.b.c as d`` binds d; the module runs either way."""
        whole = self.add(Imported(module, "", 0))
        self.event(EventKind.IMPORT, line, column, expr=whole)
        if alias or "." not in module:
            self.give(alias or module, whole)
        else:
            first = module.partition(".")[0]
            self.give(first, self.add(Imported(first, "", 0)))

    def import_member(
        self, module: str, member: str, name: str, level: int, line: int, column: int
    ) -> None:
        """``from module import member as name``, or "*" for both."""
        expr = self.add(Imported(module, member, level))
        self.event(EventKind.IMPORT, line, column, expr=expr)
        self.give(name, expr)

    # expressions

    def display(self, kind: str, items: list[Expr]) -> Expr:
        """A list, tuple or set; a long one of constants only is a constant."""
        if len(items) > DATA_LENGTH and kind != "set":
            values = [self.exprs[item] for item in items]
            if all(node.__class__ is Const for node in values):
                first = items[0]
                if items[-1] - first == len(items) - 1 == len(self.exprs) - 1 - first:
                    del self.exprs[first:]
                plain = tuple(node.value for node in values)  # type: ignore[union-attr]
                return self.add(Const(plain))  # type: ignore[arg-type]
        return self.add(Items(kind, tuple(items)))

    def operation(self, op: str, terms: list[Expr]) -> Expr:
        """``a op b op c``, from the left; a long sum is balanced to stay shallow."""
        if len(terms) > DEEP_SUM and op == "+":
            half = len(terms) // 2
            left = self.operation(op, terms[:half])
            return self.add(Binary(op, left, self.operation(op, terms[half:])))
        expr = terms[0]
        for term in terms[1:]:
            expr = self.add(Binary(op, expr, term))
        return expr

    def compared(self, op: str, left: Expr, right: Expr) -> Expr:
        """``left op right``; whether a name is in a mapping is a read of that name."""
        if op in ("in", "not in"):
            events = self.functions[self.scope].events
            if events and events[-1].kind == EventKind.LOAD and events[-1].expr == right:
                events[-1] = replace(events[-1], expr=self.add(Item(right, left)))
        return self.add(Binary(op, left, right))

    def enter_operand(self, op: str, before: Expr, start: Point, end: Point) -> int:
        """Open the branch of an operand that is looked at if those before it were true, or false.

        Args:
            before: The operand right before it.
            start: Where the first operand begins.
            end: Where the one before it ends.
        """
        kind = told_kind(self, before)
        if not kind:
            return self.enter("if", self.new_statement(), 0)
        condition = Condition(kind, kind, start, end, UNKNOWN)
        if op == "and":
            return self.enter(kind, self.new_statement(), 0, condition)
        return self.enter_otherwise(self.new_statement(), 1, condition)

    def signed(self, op: str, operand: Expr) -> Expr:
        """A unary operator; ``-1`` is a constant."""
        node = self.exprs[operand]
        if op == "-" and isinstance(node, Const) and type(node.value) in (int, float):
            self.exprs[operand] = Const(-node.value)  # type: ignore[operator]
            return operand
        return self.add(Binary(op, operand, UNKNOWN))

    def integer(self, value: int) -> Expr:
        """An integer; one that no serialiser takes is not known."""
        return self.add(Const(value)) if -LARGEST <= value <= LARGEST else UNKNOWN

    def joined(self, parts: list[Expr]) -> Expr:
        """An f-string, or neighbouring literals: one constant when all parts are."""
        nodes = [self.exprs[part] for part in parts]
        if all(isinstance(node, Const) for node in nodes):
            return self.add(Const("".join(str(node.value) for node in nodes)))  # type: ignore[union-attr]
        return self.add(Text(tuple(parts)))

    def converted(self, value: Expr) -> Expr:
        """``{value!r}`` and ``{value:>8}``: a text that is not known, made of a value."""
        return self.add(Call(UNKNOWN, (value,), (), 0, 0))

    def closure(self, function: int) -> Expr:
        """A function, lambda or class as a value."""
        return self.add(Closure(function))

    # what happens

    def iterate(self, target: Target, iterable: Expr, line: int, column: int) -> None:
        """A loop takes its next element."""
        self.event(EventKind.ITERATE, line, column, value=iterable)
        self.give(target, self.add(Element(iterable, -1)))

    def returned(self, value: Expr, line: int, column: int) -> None:
        """The function gives a value."""
        if value:
            self.event(EventKind.RETURN, line, column, value=value)

    def raised(self, value: Expr, line: int, column: int) -> None:
        """``raise Failed`` calls the class; what has no name of a class (PEP 8) is an object."""
        node = self.exprs[value]
        name = node.id if isinstance(node, Name) else node.name if isinstance(node, Attr) else ""
        if name[:1].isupper() and name not in _EXCEPTIONS:
            self.call(value, (), (), line, column, MAKES)

    def evaluated(self, value: Expr) -> None:
        """An expression is a statement: ``sys.exit()`` ends all that is running."""
        node = self.exprs[value]
        called = self.exprs[node.callee] if isinstance(node, Call) else node
        if isinstance(called, Attr):
            base = self.exprs[called.base]
            if isinstance(base, Name) and f"{base.id}.{called.name}" in _EXITS:
                self.leaves()
        elif isinstance(called, Name) and called.id in _EXITS and isinstance(node, Call):
            self.leaves()

    def yielded(self, value: Expr, line: int, column: int) -> None:
        """``yield``: the function gives a value and is a generator."""
        function = self.functions[self.scope]
        self.rebound.clear()  # whoever goes on may bind the names again
        if "generator" not in function.marks:
            function.marks = (*function.marks, "generator")
        self.event(EventKind.RETURN, line, column, value=value)

    # order

    def mark(self) -> Mark:
        """Remember this point for `postpone`."""
        return Mark(len(self.exprs), len(self.functions[self.scope].events), self.order)

    def postpone(self, start: Mark, end: Mark) -> None:
        """What was read between the marks is written first but runs after all that followed.

        ``[f(x) for x in y]`` and ``a if test else b`` are read from left to right.
        """
        shift = self.order - start.order
        exprs, scope = self.exprs, self.scope
        for index in range(start.exprs, end.exprs):
            node = exprs[index]
            if node.__class__ is Name and node.scope == scope:
                exprs[index] = Name(node.id, scope, node.order + shift, node.branch)
        self._postpone_events(start, end, shift)
        self.order += end.order - start.order

    def _postpone_events(self, start: Mark, end: Mark, shift: int) -> None:
        events = self.functions[self.scope].events
        moved = events[start.events : end.events]
        del events[start.events : end.events]
        events += [replace(event, order=event.order + shift) for event in moved]

    # definitions

    def define(
        self,
        name: str,
        index: int,
        line: int,
        column: int,
        decorators: list[tuple[Expr, int, int]],
    ) -> None:
        """Bind a finished function or class, decorated from the inside out."""
        function = self.functions[index]
        function.line, function.column = line, column
        function.decorators = tuple([expr for expr, _, _ in decorators])
        value = self.closure(index)
        for expr, deco_line, deco_column in reversed(decorators):
            mark = MARKS.get(self.last_name(expr))
            if mark:
                function.marks = (*function.marks, mark)
            self._called_in_class(expr)
            value = self.call(expr, (value,), (), deco_line, deco_column, DECORATES)
        self.give(name, value)

    def _called_in_class(self, decorator: Expr) -> None:
        """A function that decorates in the class body it stands in gets no object first."""
        here = self.functions[self.scope]
        node = self.exprs[decorator]
        if isinstance(node, Call):
            node = self.exprs[node.callee]
        if here.kind != "class" or not isinstance(node, Name):
            return
        for binding in here.bindings.get(node.id, ()):
            made = self.exprs[binding.value]
            if isinstance(made, Closure) and "static" not in self.functions[made.function].marks:
                helper = self.functions[made.function]
                helper.marks = (*helper.marks, "static")
