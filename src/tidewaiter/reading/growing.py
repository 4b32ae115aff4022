"""Lists that are changed where they are: ``cmd.append(x)`` gives the name a longer list.

A name that its function binds to a list that is written out is bound again where a method changes
the list, as ``cmd = [*cmd, x]`` would bind it: what it holds is then asked of a point in the text.
What is put under a condition is there or not; of what a loop puts, or a second condition, only
that there may be `SOME` of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tidewaiter.model.facts import (
    ANY_TIME,
    GROWN,
    SOME,
    Binary,
    Binding,
    Choice,
    Const,
    Expr,
    Items,
    Name,
    Spread,
)
from tidewaiter.model.facts import Node as Expression
from tidewaiter.reading.names import encloses, exclusive

if TYPE_CHECKING:
    from tidewaiter.reading.builder import Builder

_PUTS_ONE = frozenset({"append", "push"})
_PUTS_LIST = "extend"
_PUTS_FIRST = "unshift"
_INSERTS = "insert"
_SHRINKS = frozenset({"pop", "shift", "splice", "remove", "clear", "reverse", "sort"})
GROWS_IN_FRONT = frozenset({_PUTS_FIRST, _INSERTS})
"""Methods that put something before what a list has, ``insert`` mostly."""

GROWS = _PUTS_ONE | GROWS_IN_FRONT | {_PUTS_LIST}
CHANGES = GROWS | _SHRINKS
"""Methods that change the list they are called on."""

SETS = "[]"
"""What stands for ``words[key] = value``, with the key and the value as arguments."""

DELETES = "pop"
"""What stands for ``del words[key]``."""

_LISTS = frozenset({"list", "array", GROWN})
_WRITTEN = _LISTS | {"tuple"}

_MOST_ITEMS = 64
"""Elements of which the order is kept."""

_MOST_ARMS = 4
"""Arms of one statement that each put something, of which each is told."""


class Growing:
    """Notes for a builder what the lists of the function that it reads are given."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._spread: dict[Expr, Expr] = {}
        """By list that is not written out whole, what stands for all of its elements."""

    def change(self, base: Expr, method: str, args: Sequence[Expr]) -> None:
        """A method of `CHANGES` is called on something, or what stands at an index is set."""
        name = self._builder.exprs[base]
        if not isinstance(name, Name):
            return
        scope = name.scope
        functions = self._builder.functions
        while scope >= 0 and name.id not in functions[scope].bindings:
            scope = functions[scope].parent
        if scope == self._builder.scope:
            self._change_own(name.id, method, args)
        elif scope >= 0:
            self._change_outer(name.id, scope)

    def extend(self, name: str, added: Expr) -> bool:
        """``name += added``; false if the function has no list of that name that is written out."""
        if name not in self._builder.functions[self._builder.scope].bindings:
            return False
        return self._change_own(name, _PUTS_LIST, (added,))

    def _change_outer(self, name: str, scope: int) -> None:
        """A function changes a list of words of one around it, who knows when."""
        exprs, bindings = self._builder.exprs, self._builder.functions[scope].bindings[name]
        node = exprs[bindings[0].value]
        if len(bindings) > 1 or not _is_written(node) or not isinstance(node, Items):
            return
        if node.items and isinstance(exprs[node.items[0]], Const):
            more = (*node.items, self._some(()))
            self._builder.bind(name, self._builder.add(Items(GROWN, more)), scope)

    def _change_own(self, name: str, method: str, args: Sequence[Expr]) -> bool:
        """Bind a name again; false if it is not known to be a list."""
        builder = self._builder
        bindings = builder.functions[builder.scope].bindings[name]
        here, branches = builder.current_branch, builder.branches
        since: list[Binding] = []
        base: Binding | None = None
        for binding in reversed(bindings):
            if binding.order >= ANY_TIME:
                continue
            if not self._is_list(binding.value):
                return False
            if encloses(branches, binding.branch, here):
                base = binding
                break
            since.append(binding)
        if base is None:
            return False
        if self._is_full(base.value, method):
            return True
        maybe = [b for b in since if not exclusive(branches, b.branch, here)]
        top = self._around_loops(base.branch)
        if top < 0 and here != base.branch and (maybe or len(since) >= _MOST_ARMS):
            longer = self._changed(method, args, base, [], looped=False)
            value, top = self._maybe(base, [*[b.value for b in since], longer]), base.branch
        else:
            value = self._changed(method, args, base, maybe, looped=top >= 0)
        builder.bind(name, value)
        if top >= 0:
            self._bind_at(name, value, top)
        return True

    def _is_full(self, value: Expr, method: str) -> bool:
        """Whether a change is not noted any more: what it could put or take is open anyhow."""
        items = self._items(value)
        behind, before = self._some_in(items[-1:]), self._some_in(items[:1])
        if method in _PUTS_ONE or method == _PUTS_LIST:
            return len(items) > _MOST_ITEMS or len(behind) == _MOST_ITEMS
        if len(items) == 1 and before and (method in _SHRINKS or method == SETS):
            return True
        return len(before) == _MOST_ITEMS

    def _bind_at(self, name: str, value: Expr, branch: int) -> None:
        """What the name is bound to behind the statement of a branch, whatever ran in it."""
        outer = self._builder.current_branch
        self._builder.current_branch = branch
        self._builder.bind(name, value)
        self._builder.current_branch = outer

    def _around_loops(self, branch: int) -> int:
        """The branch around the outermost loop between here and one around it, -1 for no loop."""
        branches, around = self._builder.branches, -1
        inner = self._builder.current_branch
        while inner > branch:
            if branches[inner].kind == "loop":
                around = branches[inner].parent
            inner = branches[inner].parent
        return around

    def _changed(
        self,
        method: str,
        args: Sequence[Expr],
        base: Binding,
        maybe: list[Binding],
        *,
        looped: bool,
    ) -> Expr:
        """The list that a method makes of the one that there was, or of one of several."""
        put = self._put(method, args)
        items = self._items(base.value) if looped else self._before(base, maybe)
        if method in _PUTS_ONE or method == _PUTS_LIST:
            value = self._list((*items, *put))
        elif method == _PUTS_FIRST or (method == _INSERTS and self._is_first(args)):
            value = self._list((*put, *items))
        elif method == SETS and (at := self._index(items, args[0])) >= 0:
            value = self._list((*items[:at], *put, *items[at + 1 :]))
        else:
            value = self._list((self._some((*items, *put)),))
        return self._maybe(base, [*[b.value for b in maybe], value]) if looped else value

    def _is_first(self, args: Sequence[Expr]) -> bool:
        """Whether something is inserted before all others."""
        return bool(args) and self._builder.exprs[args[0]] == Const(0)

    def _index(self, items: tuple[Expr, ...], key: Expr) -> int:
        """The place of a list that a key says, -1 if it is not known."""
        exprs = self._builder.exprs
        node = exprs[key]
        at = node.value if isinstance(node, Const) else None
        if type(at) is not int or any(isinstance(exprs[item], Spread) for item in items):
            return -1
        at = at + len(items) if at < 0 else at
        return at if at < len(items) else -1

    def _put(self, method: str, args: Sequence[Expr]) -> tuple[Expr, ...]:
        """What a call puts into a list, in its order."""
        if method in _SHRINKS or not args:
            return ()
        if method in (_INSERTS, SETS):
            return tuple(args[1:2])
        if method == _PUTS_LIST:
            return self._items(args[0])
        return tuple(args)

    def _before(self, base: Binding, maybe: list[Binding]) -> tuple[Expr, ...]:
        """The elements that a list has so far, of which those put under a condition are open."""
        items = self._items(base.value)
        if not maybe:
            return items
        exprs = self._builder.exprs
        options = [b.value for b in maybe]
        for item in items:
            node = exprs[item]
            if isinstance(node, Spread) and isinstance(exprs[node.value], Choice):
                return self._items(self._maybe(base, options))
        either = self._builder.add(Choice("if", (*options, base.value)))
        return (self._builder.add(Spread(either)),)

    def _maybe(self, base: Binding, longer: Sequence[Expr]) -> Expr:
        """A list, and some of what longer lists have before and behind it."""
        items = self._items(base.value)
        size = len(items)
        before = self._some_in(items[:1])
        behind = self._some_in(items[-1:]) if size > 1 else ()
        sure = items[bool(before) : size - bool(behind)]
        for value in longer:
            every = self._items(value)
            if every[:size] == items:
                behind += every[size:]
            elif every[len(every) - size :] == items:
                before += every[: len(every) - size]
            else:
                return self._list((self._some([*items, *before, *behind, *every]),))
        first = (self._some(before),) if before else ()
        last = (self._some(behind),) if behind else ()
        return self._list((*first, *sure, *last))

    def _some_in(self, items: tuple[Expr, ...]) -> tuple[Expr, ...]:
        """What there may be some of, if that is all that a part of a list says."""
        exprs = self._builder.exprs
        spread = exprs[items[0]] if len(items) == 1 else None
        some = exprs[spread.value] if isinstance(spread, Spread) else None
        return some.items if isinstance(some, Items) and some.kind == SOME else ()

    def _items(self, value: Expr) -> tuple[Expr, ...]:
        """The elements of a list, spread where they are not written out one by one."""
        node = self._builder.exprs[value]
        if isinstance(node, Items) and node.kind in _WRITTEN:
            return node.items
        if value not in self._spread:
            self._spread[value] = self._builder.add(Spread(value))
        return (self._spread[value],)

    def _list(self, items: tuple[Expr, ...]) -> Expr:
        kept = items[:_MOST_ITEMS]
        more = (self._some(items[_MOST_ITEMS:]),) if len(items) > _MOST_ITEMS else ()
        return self._builder.add(Items(GROWN, (*kept, *more)))

    def _some(self, items: Sequence[Expr]) -> Expr:
        """Any number of elements, in any order; some among them are no list of their own."""
        every: dict[Expr, None] = {}
        for item in items:
            every.update(dict.fromkeys(self._some_in((item,)) or (item,)))
        some = tuple(every)[:_MOST_ITEMS]
        return self._builder.add(Spread(self._builder.add(Items(SOME, some))))

    def _is_list(self, value: Expr) -> bool:
        """Whether a list is written out, or something is added to such a list."""
        exprs = self._builder.exprs
        node = exprs[value]
        if isinstance(node, Binary) and node.op == "+":
            return any(_is_written(exprs[side]) for side in (node.left, node.right))
        return _is_written(node)


def _is_written(node: Expression) -> bool:
    """Whether a list is written out."""
    if isinstance(node, Const):
        return type(node.value) is tuple
    return isinstance(node, Items) and node.kind in _LISTS
