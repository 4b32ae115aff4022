"""Walks tree-sitter-bash's tree: commands in order, with their words, pipes and redirections."""

import re
from collections.abc import Iterator
from functools import cache

import tree_sitter_bash
from tree_sitter import Language, Node, Tree

from tidewaiter.model.facts import (
    UNKNOWN,
    Choice,
    Closure,
    Const,
    Element,
    Expr,
    Items,
    Param,
    Parameter,
    Text,
)
from tidewaiter.reading import trees
from tidewaiter.reading.builder import Builder
from tidewaiter.reading.shell import makefile, operands, windows, words
from tidewaiter.reading.shell.piped import Piped, document, written
from tidewaiter.reading.shell.statements import TANGLED, is_tangled
from tidewaiter.reading.shell.variables import Variables

_DEPTH = 200
_WRAPPED = 16
"""Commands that wrap each other in one line."""

_ARMS = frozenset({"elif_clause", "else_clause", "case_item"})
_LOOPS = frozenset({"for_statement", "while_statement", "c_style_for_statement"})
_BUILT_IN = frozenset({"declaration_command", "unset_command"})
_CONDITIONAL = frozenset({"if_statement", "elif_clause", "case_statement", "list"})
_EXPANSIONS = frozenset({"simple_expansion", "expansion"})
_LITERAL = frozenset({"word", "number", "raw_string", "ansi_c_string", "extglob_pattern"})

_PARAMETER = re.compile(rb"\$\{?([1-9])")
_DEFAULT = frozenset({":-", "-", ":=", "="})
_NO_FILE = re.compile(r"\d+|-|/dev/(null|std\w+|tty|fd/\d+)")
_NETWORK = re.compile(r"/dev/(?:tcp|udp)/([^/]+)/([^/]+)")

_READS, _SETS = "$", "="
"""Under these names the catalogue speaks of a variable that is read, or set without `export`."""

_EXPORTED = frozenset({"PATH", "HOME"})
"""Variables that every program is given anyway (POSIX.1-2024, XBD 8.3)."""

Word = tuple[Expr, str, str]
"""A word as an expression, what it says by itself ("" when that is not known), and as written."""


@cache
def _language() -> Language:
    return Language(tree_sitter_bash.language())


def read(text: str, builder: Builder, *, anew: bool = False) -> None:
    """Record every command of a script in the builder; ``anew``: its member says it otherwise."""
    data = text.replace("\0", "").encode("utf-8", "replace")  # shells drop them too
    tree = _parsed(data, builder)
    if tree is None:
        return
    broken = tree.root_node.has_error
    if broken:
        builder.errors.append((tree.root_node.start_point[0] + 1, "not all of it is shell"))
    reader = _Reader(data, builder, (0, 0), Variables(text, broken), anew=anew)
    reader.visit(tree.root_node, 0)


def read_makefile(text: str, builder: Builder) -> None:
    """Record the commands of a makefile: each rule is a function, called as its target and ":"."""
    found = makefile.parsed(text)
    for line in found.run:
        _read_line(line, builder)
    functions = {name for rule in found.rules for name in rule.names}
    bound: set[str] = set()
    for rule in found.rules:
        shown = rule.names[0] if rule.names else "<anonymous>"
        index = builder.open_function(shown, "function", rule.row + 1, 0)
        for need in dict.fromkeys(rule.needs):
            if need in functions and need not in rule.names:
                builder.call(builder.name(f"{need}:"), (), (), rule.row + 1, 0)
        for line in rule.commands:
            _read_line(line, builder)
        builder.close_function()
        for name in rule.names:
            if name not in bound or rule.commands:
                builder.bind(f"{name}:", builder.add(Closure(index)))
                if name == found.default:
                    builder.bind(makefile.DEFAULT_GOAL, builder.add(Closure(index)))
            bound.add(name)


def _read_line(line: makefile.Line, builder: Builder) -> None:
    data = line.text.replace("\0", "").encode("utf-8", "replace")
    tree = _parsed(data, builder)
    if tree is not None:
        variables = Variables(line.text, tree.root_node.has_error)
        reader = _Reader(data, builder, (line.row, line.column), variables, anew=line.filled)
        reader.visit(tree.root_node, 0)


def _parsed(data: bytes, builder: Builder) -> Tree | None:
    """The tree of a script, or ``None`` when it is lost, which is said."""
    if is_tangled(data):
        builder.lost = TANGLED
        return None
    tree = trees.parse(_language(), data)
    if tree is None:
        builder.lost = trees.GAVE_UP
    return tree


class _Reader:
    """Reads a script that starts at a place (row and column from 0) of the text.

    Args:
        anew: The text is not as it stands there, so that no stretch of it can be shown.
    """

    def __init__(
        self,
        data: bytes,
        builder: Builder,
        origin: tuple[int, int],
        variables: Variables,
        *,
        anew: bool = False,
    ) -> None:
        self._anew = anew
        self._data = data
        self._words = words.Words(data)
        self._builder = builder
        self._origin = origin
        self._variables = variables
        self._piped = Piped()

    def visit(self, node: Node, depth: int) -> None:
        """Record what a node and those below it run."""
        if depth > _DEPTH:
            self._builder.lost = "nested too deeply"
            return
        kind = node.type
        if kind == "command":
            self._command(node, depth)
        elif kind == "redirected_statement":
            self._redirected(node, depth)
        elif kind == "pipeline":
            self._pipeline(node, depth, Piped())
        elif kind == "command_substitution":
            self._substituted(node, depth)
        elif kind == "function_definition":
            self._function(node, depth)
        elif kind == "variable_assignment":
            self._assignment(node, depth)
            name = node.child_by_field_name("name")
            if name is not None and self._words.text(name) in _EXPORTED:
                self._call(_SETS, (self._const(self._words.text(name)),), node)
        elif kind in _BUILT_IN:
            self._built_in(node, depth)
        elif kind in _EXPANSIONS:
            self._expanded(node, depth)
        elif kind in _LOOPS:
            with self._builder.branch("loop", self._builder.new_statement(), 0):
                self._loop(node, depth)
        elif kind in _CONDITIONAL:
            self._conditional(node, depth)
        else:
            self._children(node, depth)

    def _children(self, node: Node, depth: int) -> None:
        for child in node.named_children:
            self.visit(child, depth + 1)

    def _conditional(self, node: Node, depth: int) -> None:
        """The first part runs anyway and, but for a ``case``, decides about the others."""
        statement = self._builder.new_statement()
        kind, start, end = "if", (0, 0), (0, 0)
        for arm, child in enumerate(node.named_children):
            if arm == 0:
                if node.type != "case_statement":
                    kind = self._variables.condition(self._words.text(child), self._in_function)
                    if not self._anew:
                        start, end = self._place(child), self._end(child)
                self.visit(child, depth + 1)
                continue
            told = "if" if child.type == "elif_clause" else kind
            number = arm if child.type in _ARMS else 0
            other = child.type == "else_clause" or any(c.type == "||" for c in node.children)
            with self._builder.branch(told, statement, number, start, end, other):
                self.visit(child, depth + 1)

    def _loop(self, node: Node, depth: int) -> None:
        name = node.child_by_field_name("variable")
        body = node.child_by_field_name("body")
        if node.type != "for_statement" or name is None or body is None:
            self._children(node, depth)
            return
        values = [self._word(child, depth) for child in node.children_by_field_name("value")]
        listed = self._builder.add(Items("list", tuple(values)))
        self._variables.set(self._words.text(name))
        self._builder.bind(self._words.text(name), self._builder.add(Element(listed, -1)))
        self.visit(body, depth + 1)

    def _substituted(self, node: Node, depth: int) -> None:
        script = self._words.back_quoted(node)
        if script is None:
            self._children(node, depth)
            return
        line, column = self._place(node)
        tree = _parsed(script, self._builder)
        if tree is None:
            return
        origin = (line - 1, column + 1)
        inner = _Reader(script, self._builder, origin, self._variables, anew=self._anew)
        inner.visit(tree.root_node, depth + 1)

    # what goes in and out

    def _redirected(self, node: Node, depth: int) -> None:
        """A command, what it is given, and where it writes."""
        if any(child.type == "heredoc_redirect" for child in node.named_children):
            self._piped = document(node, self._words)
        for child in node.named_children:
            if child.type == "file_redirect":
                self._redirect(child, depth)
            elif child.type == "heredoc_redirect":
                self._behind(child, written(node, Piped(), self._words), depth)
            else:
                self.visit(child, depth + 1)

    def _behind(self, node: Node, given: Piped, depth: int) -> None:
        """What stands behind the word that opens a here-document: ``cat <<END > file``."""
        for child in node.named_children:
            if child.type == "file_redirect":
                self._redirect(child, depth)
            elif child.type == "pipeline":
                self._pipeline(child, depth, given)
            else:
                self.visit(child, depth + 1)

    def _pipeline(self, node: Node, depth: int, given: Piped) -> None:
        """Commands of which each is given what the one before it writes."""
        for child in node.named_children:
            self._piped = given
            self.visit(child, depth + 1)
            given = written(child, given, self._words)

    def _redirect(self, node: Node, depth: int) -> None:
        target = node.child_by_field_name("destination")
        if target is None or _NO_FILE.fullmatch(self._words.text(target)):
            return
        if network := _NETWORK.fullmatch(self._words.unquoted(target)):
            parts = [UNKNOWN if "$" in end else self._const(end) for end in network.groups()]
            self._call("/dev/tcp", tuple(parts), node)
        elif any(">" in self._words.text(child) for child in node.children if child != target):
            self._call("tee", (self._word(target, depth),), node)

    def _call(self, name: str, args: tuple[Expr, ...], node: Node) -> None:
        self._builder.call(self._builder.name(name), args, (), *self._place(node))

    # definitions

    def _function(self, node: Node, depth: int) -> None:
        name = node.child_by_field_name("name")
        body = node.child_by_field_name("body")
        shown = self._words.text(name) if name is not None else "<anonymous>"
        start, end = (body.start_byte, body.end_byte) if body is not None else (0, 0)
        found = _PARAMETER.findall(self._data[start:end])
        params = [str(number) for number in range(1, max(map(int, found), default=0) + 1)]
        index = self._builder.open_function(
            shown, "function", *self._place(node), params=tuple([Parameter(p) for p in params])
        )
        for position, parameter in enumerate(params):
            self._builder.bind(parameter, self._builder.add(Param(index, position)))
        if body is not None:
            self.visit(body, depth + 1)
        self._builder.close_function()
        self._builder.bind(shown, self._builder.add(Closure(index)))

    def _assignment(self, node: Node, depth: int) -> None:
        name = node.child_by_field_name("name")
        value = node.child_by_field_name("value")
        expr = self._word(value, depth) if value is not None else UNKNOWN
        if name is not None:
            self._variables.set(self._words.text(name))
            self._builder.bind(self._words.text(name), expr)

    def _built_in(self, node: Node, depth: int) -> None:
        """``export A=1`` and ``unset A``: a call with the variables' names."""
        found: list[Word] = []
        for child in node.children:
            variable: Node | None = child
            if child.type == "variable_assignment":
                self._assignment(child, depth)
                variable = child.child_by_field_name("name")
            text = "" if variable is None else self._words.text(variable)
            if found and found[0][1] != "export":
                self._variables.set(text)
            found.append((self._const(text), text, text))
        self._record(found, Piped(), node)

    # commands

    def _command(self, node: Node, depth: int) -> None:
        piped, self._piped = self._piped, Piped()
        found: list[Word] = []
        for child in node.named_children:
            if child.type == "variable_assignment":
                self._assignment(child, depth)
            elif child.type == "file_redirect":
                self._redirect(child, depth)
            elif child.type == "herestring_redirect" and child.named_children:
                piped = Piped(self._words.plain(child.named_children[0]))
                self.visit(child, depth + 1)
            elif child.type == "command_name":
                inner = child.named_children[0] if child.named_children else child
                found.append(self._read(inner, depth))
            elif child.type != "comment":
                found.append(self._read(child, depth))
        if found:
            self._record(found, piped, node)

    def _record(self, found: list[Word], piped: Piped, node: Node) -> None:
        """The call of a command, and of the commands that it wraps."""
        for _ in range(_WRAPPED):
            name = windows.program(found[0][2]) if found[0][1] else words.program(found[0][2])
            self._variables.command(name, [plain for _, plain, _ in found[1:]])
            self._one(name, found, piped, node)
            start = operands.wrapped(name, [plain for _, plain, _ in found[1:]])
            if start is None:
                return
            found = found[start + 1 :]

    def _one(self, name: str, found: list[Word], piped: Piped, node: Node) -> None:
        """The call of one command; one that does the same to each operand is called for each."""
        plain = [word for _, word, _ in found[1:]]
        if (
            name in operands.SLASHED or name in windows.POWERSHELL
        ):  # for these a backslash is no escape
            found = [(self._const(w) if p else e, p, w) for e, p, w in found]
        given = [found[place + 1][0] for place in operands.operands(name, plain)]
        options = self._options(name, found[1:])
        options += self._code(name, [written for _, _, written in found[1:]])
        if piped.text and operands.runs_what_it_is_given(name, plain):
            options.append((piped.option, self._const(piped.text)))
        shared = operands.EACH.get(name, len(given))
        for each in [[expr] for expr in given[shared:]] or [[]]:
            args = (*given[:shared], *each, *(value for _, value in options))
            callee = self._builder.name(name) if name else found[0][0]
            self._builder.call(callee, args, tuple([o for o, _ in options]), *self._place(node))
        for option, value in options:
            if option in operands.WRITES.get(name, ()):
                self._builder.call(self._builder.name("tee"), (value,), (), *self._place(node))

    def _code(self, name: str, written: list[str]) -> Iterator[tuple[str, Expr]]:
        """The lines that PowerShell and cmd are given, under the options that hold such."""
        if name in windows.POWERSHELL and (code := windows.powershell_code(written)):
            yield windows.POWERSHELL_OPTION, self._const(code)
        elif name in windows.CMD and (code := windows.batch_code(written)):
            yield windows.CMD_OPTION, self._const(code)

    def _options(self, name: str, found: list[Word]) -> list[tuple[str, Expr]]:
        """Each option with the word after it."""
        options: list[tuple[str, Expr]] = []
        for place, (_, plain, _) in enumerate(found):
            if operands.is_option(plain, name):
                after = found[place + 1][0] if place + 1 < len(found) else self._const("")
                options += [(letter, after) for letter in operands.letters(plain, name)]
        return options

    # words

    def _read(self, node: Node, depth: int) -> Word:
        return self._word(node, depth), self._words.plain(node), self._words.written(node)

    def _word(self, node: Node, depth: int) -> Expr:
        """A word as an expression; the commands substituted in it run first."""
        if node.type in _LITERAL:
            return self._const(self._words.unquoted(node))
        if node.type in ("string", "concatenation"):
            return self._joined(node, depth)
        if node.type in _EXPANSIONS:
            return self._expanded(node, depth)
        if depth < _DEPTH:
            self.visit(node, depth + 1)
        return UNKNOWN

    def _expanded(self, node: Node, depth: int) -> Expr:
        """``$NAME``, ``${NAME}`` and ``${NAME:-a word}``."""
        name = next((c for c in node.named_children if c.type == "variable_name"), None)
        if name is None:
            return UNKNOWN
        expr = self._builder.name(self._words.text(name))
        if self._variables.from_outside(self._words.text(name), self._in_function):
            self._call(_READS, (self._const(self._words.text(name)),), node)
        if node.named_children[-1] == name or not any(c.type in _DEFAULT for c in node.children):
            return expr
        other = self._word(node.named_children[-1], depth + 1) if depth < _DEPTH else UNKNOWN
        return self._builder.add(Choice("or", (expr, other)))

    def _joined(self, node: Node, depth: int) -> Expr:
        if not node.named_children:
            return self._const(self._words.unquoted(node))
        parts = []
        for child in node.named_children:
            if child.type == "string_content":
                parts.append(self._const(words.in_string(self._words.text(child))))
            elif depth < _DEPTH:
                parts.append(self._word(child, depth + 1))
        values = [self._builder.exprs[part] for part in parts]
        if all(isinstance(value, Const) for value in values):
            return self._const("".join(str(v.value) for v in values if isinstance(v, Const)))
        return self._builder.add(Text(tuple(parts)))

    def _const(self, text: str) -> Expr:
        return self._builder.add(Const(text))

    @property
    def _in_function(self) -> bool:
        return self._builder.scope > 0

    def _place(self, node: Node) -> tuple[int, int]:
        """Line from 1 and column in code points from 0."""
        row, column = node.start_point
        before = self._data[node.start_byte - column : node.start_byte].decode("utf-8", "replace")
        first_row, first_column = self._origin
        return row + first_row + 1, len(before) + (0 if row else first_column)

    def _end(self, node: Node) -> tuple[int, int]:
        """Where a node ends, as `_place` says where it begins."""
        row, column = node.end_point
        before = self._data[node.end_byte - column : node.end_byte].decode("utf-8", "replace")
        first_row, first_column = self._origin
        return row + first_row + 1, len(before) + (0 if row else first_column)
