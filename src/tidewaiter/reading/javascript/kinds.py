"""The kinds of nodes by number, and what reads each: strings are compared once, not per node."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tidewaiter.model.facts import Expr
from tidewaiter.reading.javascript.grammar import Dialect, language

if TYPE_CHECKING:
    from tree_sitter import Node

    from tidewaiter.reading.javascript.reader import Reader

Read = Callable[["Reader", "Node"], Expr]
ReadNamed = Callable[["Reader", "Node", str], Expr]

_ERROR = 65_535  # tree-sitter's number for what its recovery skipped


class Kinds:
    """One grammar's kinds.

    Args:
        readers: What reads a kind, by name.
        paths: What reads it where it is called, aliased or the base of a path; others as above.
        named: What reads functions and classes that take a name from where they stand.
        other: What reads all other kinds.

    Attributes:
        readers, paths: The same for every kind, by number.
        named: By number, only those kinds.
    """

    def __init__(
        self,
        dialect: Dialect,
        readers: Mapping[str, Read],
        paths: Mapping[str, Read],
        named: Mapping[str, ReadNamed],
        other: Read,
    ) -> None:
        self._grammar = language(dialect)
        self.readers: dict[int, Read] = dict.fromkeys(
            [*range(-1, self._grammar.node_kind_count), _ERROR], other
        )
        self.readers.update((self.number(kind), read) for kind, read in readers.items())
        self.paths = {**self.readers, **{self.number(kind): read for kind, read in paths.items()}}
        self.named = {self.number(kind): read for kind, read in named.items()}
        self.identifier = self.number("identifier")
        self.leaves = self.numbers("identifier", "shorthand_property_identifier_pattern")
        self.block = self.number("statement_block")
        self.arguments = self.number("arguments")
        self.marks = {
            self._grammar.id_for_node_kind("async", False): "async",
            self._grammar.id_for_node_kind("*", False): "generator",
        }
        self.extras = self.numbers("comment", "html_comment")
        self.hoisted = self.numbers("function_declaration", "generator_function_declaration")
        self.exporting = self.number("export_statement")
        self.condition = self.number("if_statement")
        self.ending = self.numbers(
            *("return_statement", "throw_statement", "break_statement", "continue_statement"),
            "if_statement",
        )
        self.lexical = self.numbers("lexical_declaration", "using_declaration")
        self.variables = self.number("variable_declaration")
        self.declarator = self.number("variable_declarator")
        self.for_in = self.number("for_in_statement")
        self.parameters = self.number("formal_parameters")
        self.arrow = self.number("arrow_function")
        self.declaring = self.numbers(
            "class_declaration",
            "abstract_class_declaration",
            "function_declaration",
            "generator_function_declaration",
            "enum_declaration",
        )
        self.scoped = self.declaring | self.lexical | {self.exporting}
        self.holding = self.numbers(
            "variable_declaration",
            "statement_block",
            "if_statement",
            "else_clause",
            "for_statement",
            "for_in_statement",
            "while_statement",
            "do_statement",
            "try_statement",
            "catch_clause",
            "finally_clause",
            "switch_statement",
            "switch_body",
            "switch_case",
            "switch_default",
            "labeled_statement",
            "with_statement",
            "ERROR",
        )
        self.patterns = self.numbers("object_pattern", "array_pattern")
        self.silent = self.numbers(
            "binary_expression",
            "unary_expression",
            "identifier",
            "member_expression",
            "subscript_expression",
            "parenthesized_expression",
            "ternary_expression",
        )

    def number(self, kind: str) -> int:
        """A kind's number in this grammar; -1 when it has none of that name."""
        found = self._grammar.id_for_node_kind(kind, True)
        return -1 if found is None else found

    def numbers(self, *kinds: str) -> frozenset[int]:
        """Several kinds' numbers."""
        return frozenset(self.number(kind) for kind in kinds)
