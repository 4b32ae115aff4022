"""Reads the statements of a tree-sitter tree into an outline, as the fast reader would."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tidewaiter.model.facts import (
    UNKNOWN,
    Attr,
    Call,
    Element,
    Entered,
    EventKind,
    Expr,
    Item,
    Param,
)
from tidewaiter.reading.python.conditions import Condition
from tidewaiter.reading.python.recorder import Place, Target
from tidewaiter.reading.python.tree_expressions import TreeExpressions
from tidewaiter.reading.python.tree_patterns import TreePatterns

if TYPE_CHECKING:
    from tree_sitter import Node

_MOST_ANEW = 20
"""Broken stretches of one text that are read a second time."""


class TreeStatements(TreePatterns):
    """The statement half of the tolerant reader."""

    def statement(self, node: "Node") -> None:
        """Read a statement, or whatever stands in its place."""
        if not self.deeper():
            return
        STATEMENTS.get(node.type, TreeExpressions.value)(self, node)
        self.depth -= 1

    def block(self, node: "Node | None") -> None:
        """Read the statements of a module, a block or a broken stretch."""
        for part in [] if node is None else self.parts(node):
            self.statement(part)

    def _broken(self, node: "Node") -> None:
        """A broken stretch, and anew what stands below its first line if no call was seen in it.

        Recovery takes ``def (:`` and the lines after it for one list of parameters.
        """
        before = len(self.exprs)
        self.block(node)
        below = self.source.find("\n", node.start_byte, node.end_byte) + 1
        seen = any(isinstance(expr, Call) for expr in self.exprs[before:])
        if below and not seen and self.anew < _MOST_ANEW:
            self.anew += 1
            self.block(self.within(below, node.end_byte))

    # simple statements

    def _expression(self, node: "Node") -> None:
        parts = self.parts(node)
        if len(parts) > 1:
            self.display("tuple", self.values(parts))
        elif parts and parts[0].type in STATEMENTS:
            self.statement(parts[0])
        elif parts:
            self.evaluated(self.value(parts[0]))

    def _assignment(self, node: "Node") -> None:
        targets: list[Target] = []
        annotated: Node | None = None
        right: Node | None = node
        while right is not None and right.type == "assignment":
            targets.append(self.target(right.child_by_field_name("left")))
            annotated = right.child_by_field_name("type") or annotated
            right = right.child_by_field_name("right")
        if right is None:
            self._field(targets, annotated, UNKNOWN)
            return
        plain = all(target.__class__ is str for target in targets)
        value = self.alias(right) if plain else self.value(right)
        if plain and self.exprs[value].__class__ is Item:  # ``a = os.environ`` is a name for it
            self.load(value, *self.place(self.bare(right)))
        elif plain and self.accessors:
            self.read_by_accessors(value, *self.place(self.bare(right)))
        self._field(targets, annotated, value)
        for target in targets:
            self.give(target, value)

    def _field(self, targets: list[Target], annotated: "Node | None", value: Expr) -> None:
        if annotated is not None and isinstance(targets[0], str):
            self.field(targets[0], self.annotation(annotated), value)

    def _augmented(self, node: "Node") -> None:
        left = node.child_by_field_name("left")
        current = self.alias(left)
        place: Target = ""
        if left is not None and self.exprs[current].__class__ in (Attr, Item):
            place = Place(current, *self.place(left))
        elif left is not None and left.type == "identifier":
            place = self.identifier(left)
        value = self.value(node.child_by_field_name("right"))
        self.augment(place, self._operator(node)[:-1], current, value)

    def _delete(self, node: "Node") -> None:
        for part in self.parts(node):
            self.take(self.target(part))

    def _return(self, node: "Node") -> None:
        self.returned(self.value(self._first(node)), *self._start(node))
        self.leaves()

    def _raise(self, node: "Node") -> None:
        parts = self.parts(node)
        for number, part in enumerate(parts):
            value = self.value(part)
            if not number:
                self.raised(value, *self._start(part))
        self.leaves()

    def _assert(self, node: "Node") -> None:
        parts = self.parts(node)
        self.values(parts[:1])
        for part in parts[1:]:
            outer = self.enter("if", self.new_statement(), 0)
            self.value(part)
            self.leave(outer)

    def _global(self, node: "Node") -> None:
        for part in self.parts(node):
            self.declare_global(self.identifier(part))

    def _nonlocal(self, node: "Node") -> None:
        for part in self.parts(node):
            self.declare_nonlocal(self.identifier(part))

    def _print(self, node: "Node") -> None:
        """The statement of Python 2, as the call that it became."""
        parts = self.parts(node)
        files = [self._first(part) for part in parts if part.type == "chevron"]
        args = self.values([part for part in parts if part.type != "chevron"])
        args += [self.value(file) for file in files]
        names = ("file",) * len(files)
        self.call(self.here("print"), tuple(args), names, *self._start(node))

    def _exec(self, node: "Node") -> None:
        """``exec code in globals, locals`` of Python 2, as the call that it became."""
        args = self.values(self.parts(node))
        self.call(self.here("exec"), tuple(args), (), *self._start(node))

    # imports

    def _import(self, node: "Node") -> None:
        for name, alias in self._imported(node):
            self.import_module(name, alias, *self._start(node))

    def _import_from(self, node: "Node") -> None:
        origin = node.child_by_field_name("module_name")
        spelled = "".join(self.identifier(origin).split())
        module = spelled.lstrip(".")
        level = len(spelled) - len(module)
        if node.type == "future_import_statement":
            module = "__future__"
        place = self._start(node)
        if any(part.type == "wildcard_import" for part in node.named_children):
            self.import_member(module, "*", "*", level, *place)
        for name, alias in self._imported(node):
            self.import_member(module, name, alias or name, level, *place)

    def _imported(self, node: "Node") -> list[tuple[str, str]]:
        found = []
        for part in node.children_by_field_name("name"):
            name = part.child_by_field_name("name") or part
            alias = self.identifier(part.child_by_field_name("alias"))
            found.append(("".join(self.identifier(name).split()), alias))
        return found

    # compound statements

    def _if(self, node: "Node") -> None:
        statement = self.new_statement()
        condition = self.condition(node.child_by_field_name("condition"))
        clauses = [(condition, node.child_by_field_name("consequence"))]
        others = node.children_by_field_name("alternative")
        self._arm(statement, 0, *clauses[0])
        for arm, clause in enumerate(others, 1):
            if clause.type == "elif_clause":
                condition = self.condition(clause.child_by_field_name("condition"))
                self._arm(statement, arm, condition, clause.child_by_field_name("consequence"))
            else:
                outer = self.enter_otherwise(statement, arm, condition)
                self.block(clause.child_by_field_name("body"))
                self.leave(outer)

    def _arm(self, statement: int, arm: int, condition: Any, body: "Node | None") -> None:
        outer = self.enter(condition.kind, statement, arm, condition)
        self.block(body)
        self.leave(outer)

    def _for(self, node: "Node") -> None:
        target = self.target(node.child_by_field_name("left"))
        source = node.child_by_field_name("right")
        iterable = self.value(source)
        outer = self.enter("loop", self.new_statement(), 0)
        self.iterate(target, iterable, *self.place(source or node))
        self.block(node.child_by_field_name("body"))
        self.leave(outer)
        self._else(node)

    def _while(self, node: "Node") -> None:
        self.value(node.child_by_field_name("condition"))
        outer = self.enter("loop", self.new_statement(), 0)
        self.block(node.child_by_field_name("body"))
        self.leave(outer)
        self._else(node)

    def _else(self, node: "Node") -> None:
        clause = node.child_by_field_name("alternative")
        if clause is not None:
            self.block(clause.child_by_field_name("body"))

    def _with(self, node: "Node") -> None:
        for clause in self.parts(node):
            for item in self.parts(clause) if clause.type == "with_clause" else ():
                self._with_item(item.child_by_field_name("value") or item)
        self.block(node.child_by_field_name("body"))

    def _with_item(self, node: "Node") -> None:
        node = self.bare(node)
        alias = node.child_by_field_name("alias") if node.type == "as_pattern" else None
        source = self._first(node) if alias is not None else node
        manager = self.value(source)
        self.event(EventKind.ENTER, *self.place(source or node), value=manager)
        if alias is not None:
            self.give(self.target(alias), self.add(Entered(manager)))

    def _try(self, node: "Node") -> None:
        statement = self.new_statement()
        outer = self.enter("try", statement, 0)
        self.block(node.child_by_field_name("body"))
        self.leave(outer)
        parts = self.parts(node)
        handlers = [part for part in parts if part.type.startswith("except")]
        caught = [self._caught(handler) for handler in handlers]
        for arm, (handler, (kind, target)) in enumerate(zip(handlers, caught, strict=True), 1):
            outer = self.enter_handler(statement, arm, self._catching(handler, kind))
            self.give(target, self.add(Element(kind, -1)))
            self.block(self._body(handler))
            self.leave(outer)
        for part in parts:
            if part.type == "else_clause":
                outer = self.enter("try", self.new_statement(), 0)
                self.block(part.child_by_field_name("body"))
                self.leave(outer)
            elif part.type == "finally_clause":
                self.block(self._body(part))

    def _body(self, node: "Node") -> "Node | None":
        return next((part for part in self.parts(node) if part.type == "block"), None)

    def _catching(self, handler: "Node", caught: Expr) -> Condition:
        """What has to be raised for a handler to run."""
        values = [v for v in handler.children_by_field_name("value") if v.is_named]
        if not values:
            return Condition("except", "except", (0, 0), (0, 0), caught)
        first = self._first(values[0]) if values[0].type == "as_pattern" else None
        first = first or values[0]
        return Condition("except", "except", self.place(first), self.end_place(first), caught)

    def _caught(self, handler: "Node") -> tuple[Expr, Target]:
        """What a handler catches and under which name: ``A as e``, or ``A, e`` in Python 2."""
        values = handler.children_by_field_name("value")
        values = [value for value in values if value.is_named]
        if len(values) == 1 and values[0].type == "as_pattern":
            alias = self.target(values[0].child_by_field_name("alias"))
            return self.value(self._first(values[0])), alias
        # PEP 758 writes two classes in the same way; the names of classes are seldom lower case.
        if len(values) == 2 and self.spelled(values[1]).islower():
            return self.value(values[0]), self.target(values[1])
        found = self.values(values)
        if len(found) > 1:
            return self.display("tuple", found), ""
        return (found[0] if found else UNKNOWN), ""

    # definitions

    def _decorated(self, node: "Node") -> None:
        definition = node.child_by_field_name("definition")
        decorators = [part for part in self.parts(node) if part.type == "decorator"]
        if definition is None:
            self.block(node)
        elif definition.type == "class_definition":
            self._class(definition, decorators)
        else:
            self._function(definition, decorators)

    def _decorators(self, nodes: "list[Node]") -> list[tuple[Expr, int, int]]:
        found = []
        for node in nodes:
            inner = self._first(node)
            found.append((self.alias(inner), *self.place(inner or node)))
        return found

    def _function(self, node: "Node", decorators: "list[Node] | None" = None) -> None:
        applied = self._decorators(decorators or [])
        name = self.identifier(node.child_by_field_name("name"))
        written = node.child_by_field_name("parameters")
        index = self.enter_scope(name, "function", self.parameters(written))
        self._take_apart(index, written)
        self.block(node.child_by_field_name("body"))
        function = self.leave_scope()
        if node.children[0].type == "async":
            function.marks = (*function.marks, "async")
        self.define(name, index, *self._start(node), applied)

    def _take_apart(self, function: int, written: "Node | None") -> None:
        """Give values to the names of ``def f((a, b)):`` (Python 2)."""
        position = 0
        for part in [] if written is None else self.parts(written):
            name = part.child_by_field_name("name") or part
            if name.type == "tuple_pattern":
                self.give(self.target(name), self.add(Param(function, position)))
            position += not part.type.endswith("_separator")

    def _class(self, node: "Node", decorators: "list[Node] | None" = None) -> None:
        name = self.identifier(node.child_by_field_name("name"))
        index = self.enter_scope(name, "class")
        self.block(node.child_by_field_name("body"))
        function = self.leave_scope()
        written = node.child_by_field_name("superclasses")
        listed = [] if written is None else self.parts(written)
        named = [part for part in listed if part.type in ("keyword_argument", "dictionary_splat")]
        function.bases = tuple(self.values([part for part in listed if part not in named]))
        applied = self._decorators(decorators or [])
        function.keywords = tuple([self._keyword(part) for part in named])
        place = self._start(node)
        self.construct(index, tuple([expr for expr, _, _ in applied]), *place)
        self.event(EventKind.BODY, *place, function=index)
        self.define(name, index, *place, applied)

    def _keyword(self, node: "Node") -> tuple[str, Expr]:
        name = self.identifier(node.child_by_field_name("name")) or "**"
        return name, self.value(self._inner(node))

    def _type_alias(self, node: "Node") -> None:
        left = node.child_by_field_name("left")
        name = None if left is None else self.bare(left)
        if name is not None and name.type == "generic_type":
            name = self._first(name)
        self.value(node.child_by_field_name("right"))
        self.give(self.identifier(name), UNKNOWN)

    def _nothing(self, _node: "Node") -> None:
        return

    def _go_elsewhere(self, _node: "Node") -> None:
        self.leaves()

    # match

    def _match(self, node: "Node") -> None:
        subjects = self.values(node.children_by_field_name("subject"))
        subject = subjects[0] if len(subjects) == 1 else self.display("tuple", subjects)
        statement = self.new_statement()
        body = node.child_by_field_name("body")
        cases = [] if body is None else self.parts(body)
        for arm, case in enumerate(part for part in cases if part.type == "case_clause"):
            outer = self.enter("if", statement, arm)
            patterns = [part for part in self.parts(case) if part.type == "case_pattern"]
            anything = self.patterns(patterns, subject, several=self._has_comma(case))
            guard = case.child_by_field_name("guard")
            if guard is not None:
                self.value(self._first(guard))
            if anything and guard is None:
                self.tell_otherwise(self.current_branch)
            self.block(case.child_by_field_name("consequence"))
            self.leave(outer)


STATEMENTS: dict[str, Callable[[Any, Any], Any]] = {
    "module": TreeStatements.block,
    "block": TreeStatements.block,
    "ERROR": TreeStatements._broken,
    "expression_statement": TreeStatements._expression,
    "assignment": TreeStatements._assignment,
    "augmented_assignment": TreeStatements._augmented,
    "delete_statement": TreeStatements._delete,
    "return_statement": TreeStatements._return,
    "raise_statement": TreeStatements._raise,
    "assert_statement": TreeStatements._assert,
    "pass_statement": TreeStatements._nothing,
    "break_statement": TreeStatements._go_elsewhere,
    "continue_statement": TreeStatements._go_elsewhere,
    "global_statement": TreeStatements._global,
    "nonlocal_statement": TreeStatements._nonlocal,
    "print_statement": TreeStatements._print,
    "exec_statement": TreeStatements._exec,
    "import_statement": TreeStatements._import,
    "import_from_statement": TreeStatements._import_from,
    "future_import_statement": TreeStatements._import_from,
    "if_statement": TreeStatements._if,
    "for_statement": TreeStatements._for,
    "while_statement": TreeStatements._while,
    "with_statement": TreeStatements._with,
    "try_statement": TreeStatements._try,
    "decorated_definition": TreeStatements._decorated,
    "function_definition": TreeStatements._function,
    "class_definition": TreeStatements._class,
    "type_alias_statement": TreeStatements._type_alias,
    "match_statement": TreeStatements._match,
}
