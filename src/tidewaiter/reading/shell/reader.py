"""Walks tree-sitter-bash's tree: commands in order, with their words, pipes and redirections."""

import re
from functools import cache

import tree_sitter_bash
from tree_sitter import Language, Node, Parser

from tidewaiter.model.facts import UNKNOWN, Closure, Const, Expr, Text
from tidewaiter.reading.builder import Builder

_DEPTH = 200
_WRAPPERS = frozenset(
    {"sudo", "env", "exec", "nohup", "time", "xargs", "npx", "cross-env", "command", "nice"}
)
_WRAPPED = 16
"""Commands that wrap each other in one line."""

_CODE = frozenset({"-c", "-e", "--eval"})
_CLUSTER = re.compile(r"-[a-zA-Z]{2,5}")
_ARMS = frozenset({"elif_clause", "else_clause", "case_item"})
_LOOPS = frozenset({"for_statement", "while_statement", "c_style_for_statement"})
_BUILT_IN = frozenset({"declaration_command", "unset_command"})
_CONDITIONAL = frozenset({"if_statement", "case_statement", "list"})


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_bash.language()))


def read(text: str, builder: Builder) -> None:
    """Record every command of a script in the builder."""
    data = text.encode("utf-8", "replace")
    tree = _parser().parse(data)
    if tree.root_node.has_error:
        builder.errors.append((tree.root_node.start_point[0] + 1, "not all of it is shell"))
    _Reader(data, builder).visit(tree.root_node, 0)


class _Reader:
    def __init__(self, data: bytes, builder: Builder) -> None:
        self._data = data
        self._builder = builder

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
        elif kind == "function_definition":
            self._function(node, depth)
        elif kind == "variable_assignment":
            self._assignment(node, depth)
        elif kind in _BUILT_IN:
            self._built_in(node, depth)
        elif kind in _LOOPS:
            with self._builder.branch("loop", self._builder.new_statement(), 0):
                self._children(node, depth)
        elif kind in _CONDITIONAL:
            self._conditional(node, depth)
        else:
            self._children(node, depth)

    def _children(self, node: Node, depth: int) -> None:
        for child in node.named_children:
            self.visit(child, depth + 1)

    def _conditional(self, node: Node, depth: int) -> None:
        statement = self._builder.new_statement()
        for arm, child in enumerate(node.named_children):
            if arm == 0:
                self.visit(child, depth + 1)
                continue
            number = arm if child.type in _ARMS else 0
            with self._builder.branch("if", statement, number):
                self.visit(child, depth + 1)

    def _redirected(self, node: Node, depth: int) -> None:
        for child in node.named_children:
            if child.type != "file_redirect":
                self.visit(child, depth + 1)
                continue
            target = child.child_by_field_name("destination")
            if target is not None and b">" in self._data[child.start_byte : target.start_byte]:
                line, column = self._place(child)
                self._builder.call(
                    self._builder.name("tee"), (self._word(target, depth),), (), line, column
                )

    def _function(self, node: Node, depth: int) -> None:
        name = node.child_by_field_name("name")
        body = node.child_by_field_name("body")
        line, column = self._place(node)
        shown = self._text(name) if name is not None else "<anonymous>"
        index = self._builder.open_function(shown, "function", line, column)
        if body is not None:
            self.visit(body, depth + 1)
        self._builder.close_function()
        self._builder.bind(shown, self._builder.add(Closure(index)))

    def _assignment(self, node: Node, depth: int) -> None:
        name = node.child_by_field_name("name")
        value = node.child_by_field_name("value")
        expr = self._word(value, depth) if value is not None else UNKNOWN
        if name is not None:
            self._builder.bind(self._text(name), expr)

    def _built_in(self, node: Node, depth: int) -> None:
        """``export A=1`` and ``unset A``: a call with the variables' names."""
        words: list[tuple[Expr, str]] = []
        for child in node.children:
            variable: Node | None = child
            if child.type == "variable_assignment":
                self._assignment(child, depth)
                variable = child.child_by_field_name("name")
            text = "" if variable is None else self._text(variable)
            words.append((self._builder.add(Const(text)), text))
        self._record(words, *self._place(node))

    def _command(self, node: Node, depth: int) -> None:
        words: list[tuple[Expr, str]] = []
        for child in node.named_children:
            if child.type == "variable_assignment":
                self._assignment(child, depth)
            elif child.type == "command_name":
                inner = child.named_children[0] if child.named_children else child
                words.append((self._word(inner, depth), self._plain(inner)))
            elif child.type not in ("file_redirect", "comment"):
                words.append((self._word(child, depth), self._plain(child)))
        if words:
            self._record(words, *self._place(node))

    def _record(self, words: list[tuple[Expr, str]], line: int, column: int) -> None:
        """The call of a command, and of the commands that it wraps."""
        start: int | None = 0
        for _ in range(_WRAPPED):
            if start is None:
                return
            name = words[start][1].rpartition("/")[2] or words[start][1]
            callee = self._builder.name(name) if name else words[start][0]
            arguments, names = self._arguments(words[start + 1 :])
            self._builder.call(callee, arguments, names, line, column)
            start = _wrapped(words, start) if name in _WRAPPERS else None

    def _arguments(self, words: list[tuple[Expr, str]]) -> tuple[tuple[Expr, ...], tuple[str, ...]]:
        """Words that are no options by position; each option by name, with the word after it."""
        positional: list[Expr] = []
        options: list[tuple[str, Expr]] = []
        for index, (expr, plain) in enumerate(words):
            before = words[index - 1][1] if index else ""
            if not (len(plain) > 1 and plain.startswith("-")):
                if before not in _CODE:  # what -c is given is code, not what it is run on
                    positional.append(expr)
                continue
            after = words[index + 1][0] if index + 1 < len(words) else self._builder.add(Const(""))
            letters = plain[1:] if _CLUSTER.fullmatch(plain) else ""
            options += [(f"-{letter}", after) for letter in letters] or [(plain, after)]
        names = tuple(name for name, _ in options)
        return (*positional, *(value for _, value in options)), names

    def _word(self, node: Node, depth: int) -> Expr:
        """A word as an expression; the commands substituted in it run first."""
        if node.type in ("word", "number", "raw_string", "ansi_c_string", "extglob_pattern"):
            return self._builder.add(Const(self._unquoted(node)))
        if node.type in ("string", "concatenation"):
            return self._joined(node, depth)
        if node.type in ("simple_expansion", "expansion"):
            for child in node.named_children:
                if child.type == "variable_name":
                    return self._builder.name(self._text(child))
            return UNKNOWN
        if depth < _DEPTH:
            self._children(node, depth + 1)
        return UNKNOWN

    def _joined(self, node: Node, depth: int) -> Expr:
        if not node.named_children:
            return self._builder.add(Const(self._unquoted(node)))
        parts = []
        for child in node.named_children:
            if child.type == "string_content":
                parts.append(self._builder.add(Const(self._text(child))))
            elif depth < _DEPTH:
                parts.append(self._word(child, depth + 1))
        values = [self._builder.exprs[part] for part in parts]
        if all(isinstance(value, Const) for value in values):
            return self._builder.add(
                Const("".join(str(v.value) for v in values if isinstance(v, Const)))
            )
        return self._builder.add(Text(tuple(parts)))

    def _plain(self, node: Node) -> str:
        if node.type in ("word", "raw_string", "string", "number") and not node.named_children:
            return self._unquoted(node)
        if node.type == "string" and [c.type for c in node.named_children] == ["string_content"]:
            return self._text(node.named_children[0])
        return ""

    def _unquoted(self, node: Node) -> str:
        text = self._text(node)
        if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
            return text[1:-1]
        return text.replace("\\", "") if node.type == "word" else text

    def _text(self, node: Node) -> str:
        return self._data[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def _place(self, node: Node) -> tuple[int, int]:
        row, column = node.start_point
        start = node.start_byte - column
        return row + 1, len(self._data[start : node.start_byte].decode("utf-8", "replace"))


def _wrapped(words: list[tuple[Expr, str]], start: int) -> int | None:
    """Where the command starts that the one at ``start`` wraps."""
    for index in range(start + 1, len(words)):
        plain = words[index][1]
        if not plain.startswith("-") and "=" not in plain:
            return index
    return None
