"""The state of reading one text, and the dispatch from a node's kind to what reads it."""

import re
from collections.abc import Callable, Set
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from tidewaiter.model.facts import (
    TOLD_KINDS,
    UNKNOWN,
    Attr,
    Branch,
    Const,
    Constant,
    Expr,
    Item,
    Name,
    Param,
)
from tidewaiter.reading.builder import Builder
from tidewaiter.reading.javascript.accessors import accessor_names
from tidewaiter.reading.javascript.bundles import renamed
from tidewaiter.reading.javascript.grammar import Dialect
from tidewaiter.reading.javascript.kinds import Kinds, Read
from tidewaiter.reading.javascript.literals import unescape
from tidewaiter.reading.javascript.scopes import Scopes
from tidewaiter.reading.outside import HOSTS, TYPE_OF, asks, name_made_of

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Kinds", "Read", "Reader", "identifier", "kinds_of", "read_through"]

# Only names, literals and operators that assign nothing. An opening parenthesis is a call's
# unless it comes first or an operator stands right before it; ``f!(x)`` is a call of TypeScript.
_QUIET = re.compile(
    r"\(?+(?:[\w$.\s&|?:,'\"%^~*)\[\]#]++|!=?=?|===?|<=|>=|<{1,2}+(?!=)|>{1,3}+(?!=)"
    r"|\+(?!\+)|-(?!-)|(?<=[(&|])\(|(?<=[&|] )\(|(?<=[(&|]!)\(|(?<=[&|] !)\()*+"
)
_ACTS = re.compile(r"\b(?:new|delete|yield|class|await)\b")
_WORD = re.compile(r"[\w$]++")
_TELLING = (
    *("process", "main", "argv", "npm_", "os.", "Deno", "Bun", "import.meta"),
    *("TTY", "isatty", "existsSync", *(f"{TYPE_OF} {name}" for name in sorted(HOSTS))),
)
ARGUMENTS_NAME = "arguments"
MODULE = "module"
"""What Node gives each script, by which it exports."""
_NOBODY: Set[str] = frozenset()
_LONGEST_QUIET = 400
_SHORT_LITERAL = 80


class _Test(NamedTuple):
    """A test of which only names could tell who takes its branch."""

    branch: int
    scope: int
    names: tuple[str, ...]
    start: tuple[int, int]
    end: tuple[int, int]
    subject: tuple[tuple[int, int], tuple[int, int]] | None


class Reader:
    """Walks one tree in evaluation order and tells the builder what it meets.

    Attributes:
        exported: What ``export {…}`` gives: pairs of exported and local name.
        namespaces: For each object that a compiler fills with getters, what it gives.
        helpers: Names of the text that mean a bundler's or compiler's helper, and which.
        watching: Whether the text can hold a watched word, or an accessor's name, at all.
        hints: The words in the text by which a condition may tell who takes its branch.
        hands_module: Whether the function that is read next is called with the text's ``module``.
        asks: Whether a name could stand for something of the command line or the environment.
        bundled: Whether the text has modules in a table.
        awaits: Whether the text may have async functions as compilers write them.
        sent: By function of such steps as old engines need, what their state is called, and what
            was waited for last.
        interop: By function the helpers of its own, around what is required, that it calls.
    """

    def __init__(self, text: str, builder: Builder, kinds: Kinds) -> None:
        self.text = text
        self.builder = builder
        self.exprs = builder.exprs
        self.kinds = kinds
        self.readers = kinds.readers
        self.paths = kinds.paths
        self.scopes = Scopes(builder)
        self.renames = self.scopes.renames
        self.exported: list[tuple[str, str]] = []
        self.namespaces: dict[str, list[tuple[str, Expr]]] = {}
        self.helpers = renamed(text)
        self.segments: dict[str, tuple[str, ...]] = {}
        builder.accessors = accessor_names(text)
        self.watching = (
            "\\u" in text
            or bool(builder.accessors)
            or any(word in text for word in builder.watched)
        )
        self.hints = tuple(word for word in _TELLING if word in text)
        self.asks = asks(text)
        self._has_arguments = ARGUMENTS_NAME in text
        self.awaits = "__awaiter" in text or "__async" in text
        self.bundled = False
        self.hands_module = False
        self.sent: dict[int, tuple[str, Expr]] = {}
        self.interop: set[tuple[int, str]] = set()
        self.literals: dict[str, Expr] = {}
        self._tests: list[_Test] = []
        self._known = 0
        self._spelled = builder.accessors

    def read(self, node: "Node") -> Expr:
        """Everything that happens in a node, and its value."""
        return self.readers[node.kind_id](self, node)

    def path(self, node: "Node") -> Expr:
        """The value of a node that is called, aliased or the base of a path: no load of its own."""
        return self.paths[node.kind_id](self, node)

    def value(self, node: "Node", hint: str) -> Expr:
        """What a name is given; a function or class without a name of its own gets ``hint``."""
        kind = node.kind_id
        named = self.kinds.named.get(kind)
        if named is not None:
            return named(self, node, hint)
        expr = self.paths[kind](self, node)
        given = self.exprs[expr]
        if given.__class__ is Item or (
            given.__class__ is Attr and given.name not in self.builder.watched
        ):  # ``const env = process.env`` is a name for it, ``env.X`` is read
            self.load(expr, node)
        return expr

    def happen(self, node: "Node") -> Expr:
        """Everything that happens in a node whose value nobody uses, and it, if anything does."""
        kind = node.kind_id
        if kind not in self.kinds.silent or not self._is_quiet(node.start_byte, node.end_byte):
            return self.readers[kind](self, node)
        return UNKNOWN

    def _is_quiet(self, start: int, end: int) -> bool:
        """Nothing is called, assigned or watched there, judging from its characters."""
        if end - start > _LONGEST_QUIET:
            return False
        text = self.text
        if _QUIET.fullmatch(text, start, end) is None or _ACTS.search(text, start, end):
            return False
        foreign = self.builder.foreign if text.find(".", start, end) >= 0 else _NOBODY
        if not self.watching and not foreign:
            return True
        words = _WORD.findall(text, start, end)
        return self._watched_words().isdisjoint(words) and foreign.isdisjoint(words)

    def _watched_words(self) -> frozenset[str]:
        """What is watched as the text spells it, without what tells block-scoped names apart."""
        watched = self.builder.watched
        if len(watched) != self._known:
            self._known = len(watched)
            spelled = {name.partition("#")[0] for name in watched}
            self._spelled = self.builder.accessors | spelled
        return self._spelled

    def asks_arguments(self, body: "Node") -> bool:
        """Whether a function, or one within it, may ask for all that it is given."""
        if not self._has_arguments:
            return False
        return self.text.find(ARGUMENTS_NAME, body.start_byte, body.end_byte) >= 0

    def children(self, node: "Node") -> "list[Node]":
        """The named children, comments aside."""
        found = node.named_children
        extras = self.kinds.extras
        for child in found:
            if child.kind_id in extras:
                return [child for child in found if child.kind_id not in extras]
        return found

    def detached(self, node: "Node") -> "list[Node]":
        """The named children, held only by this list: a node holds its own until it is freed.

        What takes them out one by one keeps no node of what was read: memory stays small, and
        is used again while it is warm.
        """
        again = node.walk().node
        return again.named_children if again is not None else []

    def sides(self, node: "Node", left: str = "left", right: str = "right") -> "list[Node]":
        """The two sides of what is spelled ``left sign right``; fewer when one is missing."""
        found = node.children
        if len(found) == 3:
            return found[::2]
        fields = (node.child_by_field_name(left), node.child_by_field_name(right))
        return [field for field in fields if field is not None]

    def field(self, node: "Node", name: str) -> Expr:
        """The value of a field, read; `UNKNOWN` when it is absent."""
        child = node.child_by_field_name(name)
        return UNKNOWN if child is None else self.read(child)

    def source(self, node: "Node") -> str:
        """The text of a node."""
        return self.text[node.start_byte : node.end_byte]

    def constant(self, value: Constant) -> Expr:
        """A literal's expression."""
        self.exprs.append(Const(value))
        return len(self.exprs) - 1

    def literal(self, spelled: str, value: Callable[[str], Constant]) -> Expr:
        """The expression of a literal, one for all of the same spelling; none has no value."""
        known = self.literals.get(spelled)
        if known is None:
            found = value(spelled)
            known = UNKNOWN if found is None else self.constant(found)
            if len(spelled) < _SHORT_LITERAL:
                self.literals[spelled] = known
        return known

    def named(self, spelled: str) -> Expr:
        """A name read here, in the spelling of the block that declares it."""
        builder = self.builder
        self.exprs.append(
            Name(
                self.renames.get(spelled, spelled),
                builder.scope,
                builder.order,
                builder.current_branch,
            )
        )
        return len(self.exprs) - 1

    def this(self, word: str) -> Expr:
        """``this`` or ``super``: of the nearest function that is no arrow."""
        builder = self.builder
        scope = self.scopes.frames[-1].this
        return builder.add(Name(word, scope, builder.order, builder.current_branch))

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
        subject: "Node | None" = None,
        asked: Expr = UNKNOWN,
    ) -> int:
        """Enter a branch; gives the branch to return to."""
        builder = self.builder
        outer = builder.current_branch
        start = end = (0, 0)
        if test is not None and kind in TOLD_KINDS:
            start, end = _stretch(test)
        compared = None if subject is None else _stretch(subject)
        builder.branches.append(
            Branch(outer, kind, statement, arm, start, end, negated, compared, asked)
        )
        builder.current_branch = len(builder.branches) - 1
        return outer

    def postpone_test(self, names: tuple[str, ...], test: "Node", subject: "Node | None") -> None:
        """Remember by which names the branch entered last may be told: they may be bound later."""
        builder = self.builder
        compared = None if subject is None else _stretch(subject)
        self._tests.append(
            _Test(builder.current_branch, builder.scope, names, *_stretch(test), compared)
        )

    def decide_tests(self) -> None:
        """Give the branches their kinds that are decided by what names in their tests mean.

        Of an ordinary one it is kept which parameter it asks for: who calls may decide it.
        """
        branches = self.builder.branches
        for test in self._tests:
            kind, given = "", UNKNOWN
            for name in test.names:
                kind = name_made_of(self.builder, name, test.scope)
                if kind:
                    break
                given = given or self._parameter(name, test.scope)
            if kind or given:
                before = branches[test.branch]
                branches[test.branch] = replace(
                    before,
                    kind=kind or before.kind,
                    start=test.start,
                    end=test.end,
                    subject=test.subject,
                    given=UNKNOWN if kind else given,
                )

    def _parameter(self, name: str, scope: int) -> Expr:
        """The parameter that a name is at first where a test has it."""
        functions = self.builder.functions
        while scope > 0:
            bound = functions[scope].bindings.get(name)
            if bound:
                first = bound[0].value
                return first if isinstance(self.exprs[first], Param) else UNKNOWN
            scope = functions[scope].parent
        return UNKNOWN


def _stretch(node: "Node") -> tuple[tuple[int, int], tuple[int, int]]:
    """Line and column of where a node starts and ends, without parentheses around it."""
    while node.type == "parenthesized_expression" and node.named_child_count == 1:
        node = node.named_children[0]
    (row, column), (last, end) = node.start_point, node.end_point
    return (row + 1, column), (last + 1, end)


def identifier(text: str) -> str:
    """A name with its Unicode escapes decoded."""
    return unescape(text) if "\\" in text else text


def read_through(reader: Reader, node: "Node") -> Expr:
    """A node of no interest by itself: what is in it happens, its value is not known."""
    readers = reader.readers
    for child in node.named_children:
        readers[child.kind_id](reader, child)
    return UNKNOWN


@cache
def kinds_of(dialect: Dialect) -> Kinds:
    """The table of a dialect; made once."""
    from tidewaiter.reading.javascript import (
        assignments,
        calls,
        classes,
        declarations,
        displays,
        expressions,
        functions,
        jsx,
        modules,
        paths,
        statements,
        typescript,
    )

    rooms = (
        paths,
        expressions,
        displays,
        assignments,
        calls,
        functions,
        classes,
        declarations,
        statements,
        modules,
        jsx,
        typescript,
    )
    readers = {kind: read for room in rooms for kind, read in room.READERS.items()}
    named = {**functions.NAMED, **classes.NAMED}
    return Kinds(dialect, readers, paths.PATHS, named, read_through)
