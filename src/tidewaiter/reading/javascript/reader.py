"""The state of reading one text, and the dispatch from a node's kind to what reads it."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from tidewaiter.model.facts import UNKNOWN, Attr, Branch, Expr, Name
from tidewaiter.reading.builder import Builder
from tidewaiter.reading.javascript.grammar import Dialect, language
from tidewaiter.reading.javascript.scopes import Scopes

if TYPE_CHECKING:
    from tree_sitter import Node

Read = Callable[["Reader", "Node"], Expr]

_PATH = re.compile(r"[\w$]++(?:\.[\w$]++)++")
_LONGEST_PATH = 120


class Kinds(dict[int, Read]):
    """What reads each kind of node; a kind without a reader of its own is read through."""

    def __init__(self, dialect: Dialect, handlers: Mapping[str, Read]) -> None:
        grammar = language(dialect)
        super().__init__(
            (number, read)
            for kind, read in handlers.items()
            if (number := grammar.id_for_node_kind(kind, True)) is not None
        )
        self.identifier = grammar.id_for_node_kind("identifier", True)
        self.member = grammar.id_for_node_kind("member_expression", True)
        self.subscript = grammar.id_for_node_kind("subscript_expression", True)
        self.parenthesized = grammar.id_for_node_kind("parenthesized_expression", True)
        self.extras = frozenset(
            grammar.id_for_node_kind(kind, True) for kind in ("comment", "html_comment")
        )

    def __missing__(self, _kind: int) -> Read:
        return read_through


class Reader:
    """Walks one tree in evaluation order and tells the builder what it meets."""

    def __init__(self, text: str, builder: Builder, kinds: Kinds) -> None:
        self.text = text
        self.builder = builder
        self.kinds = kinds
        self.scopes = Scopes(builder)
        self.renames = self.scopes.renames
        self.exported: list[tuple[str, str]] = []
        self.namespaces: dict[str, list[tuple[str, Expr]]] = {}
        self._paths: dict[str, tuple[str, ...]] = {}

    def read(self, node: "Node") -> Expr:
        """Everything that happens in a node, and its value."""
        return self.kinds[node.kind_id](self, node)

    def children(self, node: "Node") -> "list[Node]":
        """The named children, comments aside."""
        extras = self.kinds.extras
        return [child for child in node.named_children if child.kind_id not in extras]

    def field(self, node: "Node", name: str) -> Expr:
        """The value of a field, read; `UNKNOWN` when it is absent."""
        child = node.child_by_field_name(name)
        return UNKNOWN if child is None else self.read(child)

    def source(self, node: "Node") -> str:
        """The text of a node."""
        return self.text[node.start_byte : node.end_byte]

    def path(self, node: "Node") -> Expr:
        """The value of a node that is called, aliased or the base of a path: no load of its own."""
        kind = node.kind_id
        kinds = self.kinds
        if kind == kinds.identifier:
            return self.name(node)
        if kind == kinds.member:
            return member_path(self, node)
        if kind == kinds.subscript:
            return subscript_path(self, node)
        if kind == kinds.parenthesized and len(inner := self.children(node)) == 1:
            return self.path(inner[0])
        return kinds[kind](self, node)

    def name(self, node: "Node") -> Expr:
        """A name read here, in the spelling of the block that declares it."""
        return self.named(identifier(self.text[node.start_byte : node.end_byte]))

    def named(self, spelled: str) -> Expr:
        """The same for a name whose text is known."""
        return self.builder.name(self.renames.get(spelled, spelled))

    def this(self, word: str) -> Expr:
        """``this`` or ``super``: of the nearest function that is no arrow."""
        builder = self.builder
        scope = self.scopes.frames[-1].this
        return builder.add(Name(word, scope, builder.order, builder.current_branch))

    def simple_path(self, node: "Node") -> tuple[str, ...]:
        """The names of ``a.b.c`` when a node is spelled like that, else nothing."""
        start, end = node.start_byte, node.end_byte
        if end - start > _LONGEST_PATH:
            return ()
        text = self.text[start:end]
        known = self._paths.get(text)
        if known is None:
            known = tuple(text.split(".")) if _PATH.fullmatch(text) else ()
            self._paths[text] = known
        return known

    def load(self, expr: Expr, node: "Node") -> None:
        """A maximal path is read here."""
        row, column = node.start_point
        self.builder.load(expr, row + 1, column)

    def enter(
        self,
        kind: str,
        statement: int,
        arm: int,
        test: "Node | None" = None,
        negated: bool = False,
    ) -> int:
        """Enter a branch; gives the branch to return to."""
        builder = self.builder
        outer = builder.current_branch
        start = end = (0, 0)
        if test is not None:
            row, column = test.start_point
            start = (row + 1, column)
            row, column = test.end_point
            end = (row + 1, column)
        builder.branches.append(Branch(outer, kind, statement, arm, start, end, negated))
        builder.current_branch = len(builder.branches) - 1
        return outer


def identifier(text: str) -> str:
    """A name with its Unicode escapes decoded."""
    if "\\" not in text:
        return text
    from tidewaiter.reading.javascript.literals import unescape

    return unescape(text)


def read_through(reader: Reader, node: "Node") -> Expr:
    """A node of no interest by itself: what is in it happens, its value is not known."""
    kinds = reader.kinds
    for child in node.named_children:
        kinds[child.kind_id](reader, child)
    return UNKNOWN


def member_path(reader: Reader, node: "Node") -> Expr:
    """``a.b.c``, its base read but not loaded."""
    builder = reader.builder
    if segments := reader.simple_path(node):
        first = segments[0]
        expr = reader.this(first) if first in ("this", "super") else reader.named(first)
        exprs = builder.exprs
        for segment in segments[1:]:
            exprs.append(Attr(expr, segment))
            expr = len(exprs) - 1
        return expr
    parts = reader.children(node)
    if not parts:
        return UNKNOWN
    base = reader.path(parts[0])
    return builder.add(Attr(base, identifier(reader.source(parts[-1]))))


def subscript_path(reader: Reader, node: "Node") -> Expr:
    """``a[k]``; a literal key makes it ``a.k``."""
    from tidewaiter.model.facts import Const, Item

    parts = reader.children(node)
    if len(parts) < 2:
        return read_through(reader, node)
    base = reader.path(parts[0])
    key = reader.read(parts[-1])
    value = reader.builder.exprs[key]
    if isinstance(value, Const) and isinstance(value.value, str):
        return reader.builder.add(Attr(base, value.value))
    return reader.builder.add(Item(base, key))


@cache
def kinds_of(dialect: Dialect) -> Kinds:
    """The table of a dialect; made once."""
    from tidewaiter.reading.javascript import (
        calls,
        classes,
        declarations,
        expressions,
        functions,
        jsx,
        modules,
        statements,
        typescript,
    )

    rooms = (
        expressions,
        calls,
        functions,
        classes,
        declarations,
        statements,
        modules,
        jsx,
        typescript,
    )
    return Kinds(dialect, {kind: read for room in rooms for kind, read in room.READERS.items()})
