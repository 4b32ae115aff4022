"""Reads the expressions of a tree-sitter tree into an outline, as the fast reader would."""

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tidewaiter.model.facts import (
    UNKNOWN,
    Attr,
    Choice,
    Const,
    Element,
    Expr,
    Item,
    Items,
    Mapping,
    Parameter,
    Slice,
    Spread,
    Text,
)
from tidewaiter.reading.python import literals
from tidewaiter.reading.python.conditions import Condition, kinds
from tidewaiter.reading.python.recorder import Place, Recorder, Starred, Target
from tidewaiter.reading.python.unions import is_union, only_class

if TYPE_CHECKING:
    from tree_sitter import Node

DEEPEST = 1_000
"""Levels of nesting that are read; what lies deeper is left out."""

SPINE = {"attribute": "object", "call": "function", "subscript": "value", "binary_operator": "left"}
"""What grows to the left, and the field in which it does."""
PATHS = frozenset({"identifier", "attribute", "subscript"})
EXTRAS = frozenset({"comment", "line_continuation"})
WORDS = {"true": True, "false": False, "none": None}
UNPACKED = frozenset({"list_splat", "dictionary_splat"})
TARGET_LISTS = frozenset(
    {"pattern_list", "tuple_pattern", "list_pattern", "expression_list", "tuple", "list"}
)


class TreeExpressions(Recorder):
    """The expression half of the tolerant reader.

    ``text`` is the source, in which every offset of the tree counts code points. ``value`` also
    records that a path is read, ``alias`` does not.
    """

    def __init__(
        self, text: str, watched: frozenset[str], within: "Callable[[int, int], Node]"
    ) -> None:
        super().__init__(watched)
        self.source = text
        self.within = within
        self.depth = 0
        self.anew = 0

    # small parts

    def spelled(self, node: "Node | None") -> str:
        """The text of a node, "" for none."""
        return "" if node is None else self.source[node.start_byte : node.end_byte]

    def identifier(self, node: "Node | None") -> str:
        """A name, normalised as Python does (PEP 3131)."""
        name = self.spelled(node)
        return name if name.isascii() else unicodedata.normalize("NFKC", name)

    def parts(self, node: "Node") -> "list[Node]":
        """The named children that mean something."""
        return [child for child in node.named_children if child.type not in EXTRAS]

    def bare(self, node: "Node") -> "Node":
        """What stands inside of any number of parentheses."""
        while node.type in ("parenthesized_expression", "parenthesized_list_splat", "type"):
            inner = self.parts(node)
            if len(inner) != 1:
                break
            node = inner[0]
        return node

    def place(self, node: "Node") -> tuple[int, int]:
        """Line and column of an expression, in code points, without parentheses around it."""
        node = self.bare(node)
        while node.type == "binary_operator" and (left := node.child_by_field_name("left")):
            node = self.bare(left)
        row, column = node.start_point
        return row + 1, column

    def end_place(self, node: "Node") -> tuple[int, int]:
        """Line and column behind an expression, in code points, without parentheses around it."""
        node = self.bare(node)
        while node.type == "binary_operator" and (right := node.child_by_field_name("right")):
            node = self.bare(right)
        row, column = node.end_point
        return row + 1, column

    def deeper(self) -> bool:
        """Go one level down; false, and nothing more is read there, when that is too deep."""
        if self.depth >= DEEPEST:
            self.lost = self.lost or f"nested deeper than {DEEPEST} levels"
            return False
        self.depth += 1
        return True

    # names, paths, calls, operations

    def value(self, node: "Node | None") -> Expr:
        """An expression; when it is an access path, it is read here."""
        return self._read(node, loaded=True)

    def alias(self, node: "Node | None") -> Expr:
        """The right side of an assignment to a name: a path there is not read, but bound."""
        return self._read(node, loaded=False)

    def values(self, nodes: "list[Node]") -> list[Expr]:
        """Several expressions in order."""
        return [self.value(node) for node in nodes]

    def _read(self, node: "Node | None", loaded: bool) -> Expr:
        if node is None or not self.deeper():
            return UNKNOWN
        node = self.bare(node)
        kind = node.type
        if kind in SPINE:
            expr = self._spine(node, loaded)
        elif kind == "identifier":
            expr = self.here(self.identifier(node))
            if loaded:
                self.load(expr, *self.place(node))
        else:
            expr = EXPRESSIONS.get(kind, TreeExpressions.through)(self, node)
        self.depth -= 1
        return expr

    def through(self, node: "Node") -> Expr:
        """What is of no interest itself, or broken: only what lies in it is recorded."""
        for part in self.parts(node):
            self.value(part)
        return UNKNOWN

    def _spine(self, node: "Node", loaded: bool) -> Expr:
        steps = []
        base: Node | None = node
        while base is not None and (base := self.bare(base)).type in SPINE:
            steps.append(base)
            base = base.child_by_field_name(SPINE[base.type])
        expr, last = self.alias(base), base
        while steps:
            step = steps.pop()
            if step.type == "binary_operator":
                self._load_path(last, expr)
                expr, last = self._operation(expr, step, steps)
            else:
                expr, last = STEPS[step.type](self, expr, step), step
        if loaded:
            self._load_path(last, expr)
        return expr

    def _load_path(self, node: "Node | None", expr: Expr) -> None:
        if node is not None and node.type in PATHS:
            self.load(expr, *self.place(node))

    def _operation(self, left: Expr, step: "Node", steps: "list[Node]") -> "tuple[Expr, Node]":
        op = self._operator(step)
        terms = [left, self.value(step.child_by_field_name("right"))]
        while op == "+" and steps and self._operator(steps[-1]) == op:
            step = steps.pop()
            terms.append(self.value(step.child_by_field_name("right")))
        return self.operation(op, terms), step

    def _operator(self, node: "Node") -> str:
        operator = node.child_by_field_name("operator")
        return "" if operator is None else operator.type

    def _member(self, base: Expr, node: "Node") -> Expr:
        return self.add(Attr(base, self.identifier(node.child_by_field_name("attribute"))))

    def _item(self, base: Expr, node: "Node") -> Expr:
        keys = self.values(node.children_by_field_name("subscript"))
        several = len(keys) != 1 or self._has_comma(node)
        several = several or self.exprs[keys[0]].__class__ is Spread
        return self.add(Item(base, self.display("tuple", keys) if several else keys[0]))

    def _has_comma(self, node: "Node") -> bool:
        return any(child.type == "," for child in node.children)

    def _call(self, callee: Expr, node: "Node") -> Expr:
        listed = node.child_by_field_name("arguments")
        if listed is not None and listed.type == "generator_expression":
            args: list[Expr] = [self.value(listed)]
            names: list[str] = []
        else:
            args, names = self.arguments(self.parts(listed) if listed else [])
        return self.call(callee, tuple(args), tuple(names), *self._start(node))

    def _start(self, node: "Node") -> tuple[int, int]:
        row, column = node.start_point
        return row + 1, column

    def arguments(self, nodes: "list[Node]") -> tuple[list[Expr], list[str]]:
        """Positional arguments before those with names, as they are evaluated and recorded."""
        named = [node for node in nodes if node.type in ("keyword_argument", "dictionary_splat")]
        plain = [node for node in nodes if node not in named]
        spread = [node.type == "list_splat" for node in plain]
        args = [self.value(self._inner(node)) for node in plain]
        values = [self.value(self._inner(node)) for node in named]
        args = [self.add(Spread(arg)) if s else arg for arg, s in zip(args, spread, strict=True)]
        names = [self.identifier(node.child_by_field_name("name")) or "**" for node in named]
        return args + values, names

    def _inner(self, node: "Node") -> "Node | None":
        if node.type == "keyword_argument":
            return node.child_by_field_name("value")
        return self._first(node) if node.type in UNPACKED else node

    def _first(self, node: "Node") -> "Node | None":
        return next(iter(self.parts(node)), None)

    def _comparison(self, node: "Node") -> Expr:
        operands = self.values(self.parts(node))
        operators = node.children_by_field_name("operators")
        if len(operators) != 1 or len(operands) != 2:
            return UNKNOWN
        op = " ".join(self.spelled(operators[0]).split()).replace("<>", "!=")
        return self.compared(op, operands[0], operands[1])

    def _boolean(self, node: "Node") -> Expr:
        op = self._operator(node)
        rights: list[Node | None] = []
        left: Node | None = node
        while left is not None and left.type == "boolean_operator" and self._operator(left) == op:
            rights.append(left.child_by_field_name("right"))
            left = left.child_by_field_name("left")
        options = [self.value(left)]
        start = end = (0, 0)
        if left is not None:
            start, end = self.place(left), self.end_place(left)
        for right in reversed(rights):
            outer = self.enter_operand(op, options[-1], start, end)
            options.append(self.value(right))
            self.leave(outer)
            if right is not None:
                end = self.end_place(right)
        return self.add(Choice(op, tuple(options)))

    def _unary(self, node: "Node") -> Expr:
        return self.signed(self._operator(node), self.value(node.child_by_field_name("argument")))

    def _not(self, node: "Node") -> Expr:
        return self.signed("not", self.value(node.child_by_field_name("argument")))

    def _conditional(self, node: "Node") -> Expr:
        operands = self.parts(node)
        if len(operands) != 3:
            return self.through(node)
        start, statement = self.mark(), self.new_statement()
        outer = self.enter("if", statement, 0)
        chosen, arm = self.value(operands[0]), self.current_branch
        self.leave(outer)
        end = self.mark()
        condition = self.condition(operands[1])
        self.tell(arm, condition)
        outer = self.enter_otherwise(statement, 1, condition)
        other = self.value(operands[2])
        self.leave(outer)
        self.postpone(start, end)
        return self.add(Choice("if", (chosen, other)))

    def condition(self, test: "Node | None") -> Condition:
        """Read a test, and tell what it says about the branch under it."""
        expr = self.value(test)
        if test is None:
            return Condition("if", "if", (0, 0), (0, 0), UNKNOWN)
        return Condition(*kinds(self, expr), self.place(test), self.end_place(test), expr)

    def _walrus(self, node: "Node") -> Expr:
        target = self.target(node.child_by_field_name("name"))
        value = self.value(node.child_by_field_name("value"))
        self.give(target, value)
        return value

    def _spread(self, node: "Node") -> Expr:
        return self.add(Spread(self.value(self._first(node))))

    def _await(self, node: "Node") -> Expr:
        return self.value(self._first(node))

    def _yield(self, node: "Node") -> Expr:
        value = self.value(self._first(node))
        if any(child.type == "from" for child in node.children):
            value = self.add(Element(value, -1))
        self.yielded(value, *self._start(node))
        return UNKNOWN

    # literals and displays

    def _word(self, node: "Node") -> Expr:
        return self.add(Const(WORDS[node.type]))

    def _integer(self, node: "Node") -> Expr:
        value = literals.integer(self.spelled(node))
        return UNKNOWN if value is None else self.integer(value)

    def _float(self, node: "Node") -> Expr:
        value = literals.floating(self.spelled(node))
        return UNKNOWN if value is None else self.add(Const(value))

    def _string(self, node: "Node") -> Expr:
        if self.source.startswith("`", node.start_byte):
            return self._backtick(node)
        return self._joined_strings([node])

    def _strings(self, node: "Node") -> Expr:
        return self._joined_strings([part for part in self.parts(node) if part.type == "string"])

    def _backtick(self, node: "Node") -> Expr:
        """A value between backticks, which Python 2 gives to ``repr``."""
        inner = self._first(self.within(node.start_byte + 1, node.end_byte - 1))
        value = self.value(self._first(inner) if inner else None)
        return self.call(self.here("repr"), (value,), (), *self._start(node))

    def _joined_strings(self, strings: "list[Node]") -> Expr:
        prefixes = [literals.prefix(self.source[n.start_byte : n.start_byte + 4]) for n in strings]
        letters = "".join(prefixes)
        if "f" in letters or "t" in letters:
            pairs = zip(strings, prefixes, strict=True)
            parts = [part for pair in pairs for part in self._pieces(*pair)]
            return self.add(Text(tuple(parts))) if "t" in letters else self.joined(parts)
        pairs = zip(strings, prefixes, strict=True)
        text = "".join([self._content(*pair) for pair in pairs])
        if "b" in letters:
            return self.add(Const(text.encode("latin-1", "replace")))
        return self.add(Const(text))

    def _content(self, node: "Node", letters: str) -> str:
        if node.child_count < 2:
            return literals.unescape(self.spelled(node), letters)
        # The grammar takes the backslashes of r"\\" for a part of the closing quotes.
        start = node.children[0].end_byte
        end = node.end_byte - (start - node.start_byte - len(letters))
        return literals.unescape(self.source[start:end], letters)

    def _pieces(self, node: "Node", letters: str) -> list[Expr]:
        """The parts of one string: its texts, and what stands in its braces."""
        if "f" not in letters and "t" not in letters:
            return [self.add(Const(self._content(node, letters)))]
        pieces: list[Expr] = []
        pending = ""
        for part in node.named_children:
            if part.type == "string_content":
                text = self.spelled(part).replace("{{", "{").replace("}}", "}")
                pending += literals.unescape(text, letters)
            elif part.type == "interpolation":
                debug = self._debug_text(part) if "f" in letters else ""
                pieces += [self.add(Const(text)) for text in (pending, debug) if text]
                pending = ""
                pieces.append(self._interpolation(part))
        if pending:
            pieces.append(self.add(Const(pending)))
        return pieces

    def _debug_text(self, node: "Node") -> str:
        sign = next((child for child in node.children if child.type == "="), None)
        return "" if sign is None else self.source[node.start_byte + 1 : sign.end_byte]

    def _interpolation(self, node: "Node") -> Expr:
        expr = self.value(node.child_by_field_name("expression"))
        conversion = self.spelled(node.child_by_field_name("type_conversion"))
        spec = node.child_by_field_name("format_specifier")
        for part in self.parts(spec) if spec else ():
            self._interpolation(part)
        repeated = any(child.type == "=" for child in node.children)
        plain = spec is None and (conversion == "!s" or not (conversion or repeated))
        return expr if plain else self.converted(expr)

    def _tuple(self, node: "Node") -> Expr:
        return self.display("tuple", self.values(self.parts(node)))

    def _list(self, node: "Node") -> Expr:
        return self.display("list", self.values(self.parts(node)))

    def _set(self, node: "Node") -> Expr:
        return self.display("set", self.values(self.parts(node)))

    def _dict(self, node: "Node") -> Expr:
        entries = self.parts(node)
        keys = [self.value(entry.child_by_field_name("key")) for entry in entries]
        values = []
        for entry in entries:
            field = entry.child_by_field_name("value")
            values.append(self.value(field if entry.type == "pair" else self._first(entry)))
        for i, entry in enumerate(entries):
            if entry.type == "dictionary_splat":
                values[i] = self.add(Spread(values[i]))
        return self.add(Mapping(tuple(keys), tuple(values)))

    def _slice(self, node: "Node") -> Expr:
        bounds: list[Expr] = [UNKNOWN] * 3
        absent, position = 7, 0
        for child in node.children:
            if child.type == ":":
                position += 1
            elif child.type not in EXTRAS and position < 3:
                bounds[position] = self.value(child)
                absent &= ~(1 << position)
        return self.add(Slice(bounds[0], bounds[1], bounds[2], absent))

    # comprehensions and lambdas

    def _comprehension(self, node: "Node") -> Expr:
        clauses = [part for part in self.parts(node) if part.type.endswith("_clause")]
        loops = [clause for clause in clauses if clause.type == "for_in_clause"]
        body = node.child_by_field_name("body")
        start = self.mark()
        outer = self.enter("loop", self.new_statement(), 0)
        loop = self.current_branch
        if body is not None and body.type == "pair":
            self.value(body.child_by_field_name("key"))
            body = body.child_by_field_name("value")
        each = self.value(body)
        end = self.mark()
        targets = [self.target(clause.child_by_field_name("left")) for clause in loops]
        self.leave(outer)
        iterables = [
            self._take_next(clause, target, loop)
            for clause, target in zip(loops, targets, strict=True)
        ]
        tests = [clause for clause in clauses if clause.type == "if_clause"]
        for test in tests:
            self.value(self._first(test))
        self.leave(outer)
        self.postpone(start, end)
        expr = self.add(Items("each", (each, *([] if tests else iterables))))
        return UNKNOWN if node.type == "dictionary_comprehension" else expr

    def _take_next(self, clause: "Node", target: Target, loop: int) -> Expr:
        source = self.listed(clause.children_by_field_name("right"))
        iterable = self.value(source)
        self.current_branch = loop
        self.iterate(target, iterable, *self.place(source or clause))
        return iterable

    def listed(self, nodes: "list[Node]") -> "Node | None":
        """The first of what may be written as a list (``for x in 1, 2``: one node each)."""
        return next((node for node in nodes if node.is_named), None)

    def _lambda(self, node: "Node") -> Expr:
        parameters = self.parameters(node.child_by_field_name("parameters"))
        index = self.enter_scope("<lambda>", "lambda", parameters)
        body = node.child_by_field_name("body")
        self.returned(self.value(body), *self.place(body or node))
        function = self.leave_scope()
        function.line, function.column = self._start(node)
        return self.closure(index)

    # targets, parameters, annotations

    def target(self, node: "Node | None") -> Target:
        """What an assignment, a loop or a ``del`` names."""
        if node is None or not self.deeper():
            return ""
        target = self._target(self.bare(node))
        self.depth -= 1
        return target

    def _target(self, node: "Node") -> Target:
        kind = node.type
        if kind == "identifier":
            return self.identifier(node)
        if kind in TARGET_LISTS:
            return [self.target(part) for part in self.parts(node)]
        if kind in ("list_splat_pattern", "list_splat"):
            return Starred(self.target(self._first(node)))
        if kind == "as_pattern_target":
            return self.target(self._first(node))
        expr = self.alias(node)
        if self.exprs[expr].__class__ in (Attr, Item):
            return Place(expr, *self.place(node))
        return ""

    def parameters(self, node: "Node | None") -> tuple[Parameter, ...]:
        """Parameters with their annotations and defaults, which the outer scope evaluates."""
        found: list[Parameter] = []
        kind = 0
        for part in [] if node is None else self.parts(node):
            if part.type == "keyword_separator":
                kind = 1
            elif part.type != "positional_separator":
                found.append(self._parameter(part, kind))
                kind = 1 if found[-1].kind == 2 else kind
        return tuple(found)

    def _parameter(self, node: "Node", kind: int) -> Parameter:
        name = node.child_by_field_name("name") or node
        if node.type == "typed_parameter":
            name = self._first(node) or node
        annotation = self.dotted(self.annotation(node.child_by_field_name("type")))
        default = self.value(node.child_by_field_name("value"))
        if name.type == "list_splat_pattern":
            kind = 2
        elif name.type == "dictionary_splat_pattern":
            kind = 3
        elif name.type == "tuple_pattern":
            return Parameter("", kind, default, annotation)
        if kind > 1:
            name = self._first(name) or name
        return Parameter(self.identifier(name), kind, default, annotation)

    def annotation(self, node: "Node | None") -> str:
        """The class that an annotation names, dotted; "" when it is not one class."""
        if node is None or not self.deeper():
            return ""
        node = self.bare(node)
        read = ANNOTATIONS.get(node.type)
        found = read(self, node) if read else ""
        self.depth -= 1
        return found

    def _class_path(self, node: "Node") -> str:
        return "".join(self.spelled(node).split())

    def _generic(self, node: "Node") -> str:
        base = self._first(node)
        arguments = node.children_by_field_name("subscript") or self.parts(node)[1:]
        if arguments and arguments[0].type == "type_parameter":
            arguments = self.parts(arguments[0])
        name = self.annotation(base)
        if arguments and is_union(name):
            return only_class([self.annotation(argument) for argument in arguments])
        return name

    def _union(self, node: "Node") -> str:
        arms: list[str] = []
        pending = [node]
        while pending:  # A | B | C nests to the left
            for part in self.parts(pending.pop()):
                if part.type == node.type:
                    pending.append(part)
                else:
                    arms.append(self.annotation(part))
        return only_class(arms)

    def _quoted(self, node: "Node") -> str:
        """An annotation in quotes (PEP 484)."""
        if node.child_count < 2:
            return ""
        inside = self.within(node.children[0].end_byte, node.children[-1].start_byte)
        statement = self._first(inside)
        return self.annotation(self._first(statement)) if statement else ""


EXPRESSIONS: dict[str, Callable[[Any, Any], Expr]] = {
    "comparison_operator": TreeExpressions._comparison,
    "boolean_operator": TreeExpressions._boolean,
    "unary_operator": TreeExpressions._unary,
    "not_operator": TreeExpressions._not,
    "conditional_expression": TreeExpressions._conditional,
    "named_expression": TreeExpressions._walrus,
    "list_splat": TreeExpressions._spread,
    "dictionary_splat": TreeExpressions._spread,
    "await": TreeExpressions._await,
    "yield": TreeExpressions._yield,
    "true": TreeExpressions._word,
    "false": TreeExpressions._word,
    "none": TreeExpressions._word,
    "integer": TreeExpressions._integer,
    "float": TreeExpressions._float,
    "string": TreeExpressions._string,
    "concatenated_string": TreeExpressions._strings,
    "tuple": TreeExpressions._tuple,
    "expression_list": TreeExpressions._tuple,
    "list": TreeExpressions._list,
    "set": TreeExpressions._set,
    "dictionary": TreeExpressions._dict,
    "slice": TreeExpressions._slice,
    "list_comprehension": TreeExpressions._comprehension,
    "set_comprehension": TreeExpressions._comprehension,
    "dictionary_comprehension": TreeExpressions._comprehension,
    "generator_expression": TreeExpressions._comprehension,
    "lambda": TreeExpressions._lambda,
}
STEPS: dict[str, Callable[[Any, Expr, Any], Expr]] = {
    "attribute": TreeExpressions._member,
    "subscript": TreeExpressions._item,
    "call": TreeExpressions._call,
}
ANNOTATIONS: dict[str, Callable[[Any, Any], str]] = {
    "identifier": TreeExpressions._class_path,
    "attribute": TreeExpressions._class_path,
    "member_type": TreeExpressions._class_path,
    "none": TreeExpressions._class_path,
    "generic_type": TreeExpressions._generic,
    "subscript": TreeExpressions._generic,
    "union_type": TreeExpressions._union,
    "binary_operator": TreeExpressions._union,
    "string": TreeExpressions._quoted,
}
