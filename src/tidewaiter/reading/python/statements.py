"""Reads the statements of the wire format straight into an outline."""

from collections.abc import Callable
from typing import Any

from librt.internal import read_int, read_tag

from tidewaiter.model.facts import (
    UNKNOWN,
    Attr,
    Binary,
    Element,
    Entered,
    EventKind,
    Expr,
    Item,
)
from tidewaiter.reading.python import tags
from tidewaiter.reading.python.conditions import Condition
from tidewaiter.reading.python.expressions import PATHS_ONLY, SPINE, VALUES, Expressions
from tidewaiter.reading.python.recorder import Place, Target

DECIDED_BY_PARSER = frozenset(
    {"platform", "version_info", "TYPE_CHECKING", "MYPY", "PY2", "PY3", "sys", "typing"}
)
"""Names in conditions of which mypy's parser believes to know the outcome."""


class Statements(Expressions):
    """The statement half of the fast reader; every ``_reader`` is called behind its tag."""

    def module(self) -> None:
        """Read the whole."""
        for _ in range(self.number()):
            STATEMENTS[read_tag(self.data)](self)

    def block(self) -> None:
        """Read a block of statements."""
        data = self.data
        read_tag(data)
        read_tag(data)
        count = read_int(data)
        read_tag(data)
        for _ in range(count):
            STATEMENTS[read_tag(data)](self)
        if not count:
            self.located()
        read_tag(data)

    def _optional_block(self) -> None:
        data = self.data
        read_tag(data)
        read_tag(data)
        count = read_int(data)
        read_tag(data)
        for _ in range(count):
            STATEMENTS[read_tag(data)](self)
        read_tag(data)

    def end(self) -> None:
        """Read the location and end of a statement."""
        self.finish(UNKNOWN)

    # simple statements

    def _expression(self) -> None:
        data = self.data
        tag = read_tag(data)
        VALUES[tag](self, tag)
        read_tag(data)

    def _assignment(self) -> None:
        data = self.data
        read_tag(data)
        targets = [self.target() for _ in range(read_int(data))]
        plain = all(target.__class__ is str for target in targets)
        value = self.alias() if plain else self.value()
        if read_tag(data) == tags.TRUE:
            self.annotation()
        read_tag(data)
        self.end()
        if value >= 0:
            for target in targets:
                self.give(target, value)

    def _augmented(self) -> None:
        op = self.text()
        tag = read_tag(self.data)
        place: Target = ""
        if tag in SPINE:
            current = self._spine(tag, loaded=False)
            if self.exprs[current].__class__ in (Attr, Item):
                place = Place(current, *self.place())
        else:
            current = PATHS_ONLY[tag](self, tag)
            if tag == tags.NAME:
                place = self.exprs[current].id  # type: ignore[union-attr]
        value = self.value()
        self.end()
        self.give(place, self.add(Binary(op, current, value)))

    def _delete(self) -> None:
        target = self.target()
        self.end()
        self.take(target)

    def _return(self) -> None:
        value = self.value() if self.flag() else UNKNOWN
        self.end()
        if value:
            self.event(EventKind.RETURN, *self.place(), value=value)

    def _raise(self) -> None:
        for _ in range(2):
            if self.flag():
                self.value()
        self.end()

    def _assert(self) -> None:
        start = len(self.exprs)
        self.value()
        # The parser takes some of these as never true, and leaves out all that follows them.
        for node in self.exprs[start:]:
            name = getattr(node, "id", None) or getattr(node, "name", None)
            if name in DECIDED_BY_PARSER:
                raise ValueError("an assertion that may hide what follows")
        if self.flag():
            outer = self.enter("if", self.new_statement(), 0)
            self.value()
            self.leave(outer)
        self.end()

    def _global(self) -> None:
        for _ in range(self.number()):
            self.declare_global(self.identifier())
        self.end()

    def _nonlocal(self) -> None:
        for _ in range(self.number()):
            self.declare_nonlocal(self.identifier())
        self.end()

    # imports

    def _import(self) -> None:
        names = [self._import_name() for _ in range(self.number())]
        place = self._import_end()
        for name, alias in names:
            self.import_module(name, alias, *place)

    def _import_from(self) -> None:
        level = self.number()
        module = self.identifier()
        names = [self._import_name() for _ in range(self.number())]
        place = self._import_end()
        for name, alias in names:
            self.import_member(module, name, alias or name, level, *place)

    def _import_all(self) -> None:
        module = self.identifier()
        level = self.number()
        self.import_member(module, "*", "*", level, *self._import_end())

    def _import_name(self) -> tuple[str, str]:
        name = self.identifier()
        return name, self.identifier() if self.flag() else ""

    def _import_end(self) -> tuple[int, int]:
        self.located()
        place = self.place()
        self.number()
        read_tag(self.data)
        return place

    # compound statements

    def _if(self) -> None:
        statement, arm = self.new_statement(), 0
        condition = self.condition(self.value())
        self._arm(statement, arm, condition)
        for arm in range(1, self.number() + 1):
            condition = self.condition(self.value())
            self._arm(statement, arm, condition)
        if self.flag():
            outer = self.enter_otherwise(statement, arm + 1, condition)
            self.block()
            self.leave(outer)
        self.end()

    def _arm(self, statement: int, arm: int, condition: Condition) -> None:
        outer = self.enter(condition.kind, statement, arm, condition)
        self.block()
        self.leave(outer)

    def _for(self) -> None:
        target = self.target()
        iterable = self.value()
        outer = self.enter("loop", self.new_statement(), 0)
        self.iterate(target, iterable, *self.place())
        self.block()
        self.leave(outer)
        self._optional_block()
        read_tag(self.data)
        self.end()

    def _while(self) -> None:
        self.value()
        outer = self.enter("loop", self.new_statement(), 0)
        self.block()
        self.leave(outer)
        self._optional_block()
        self.end()

    def _with(self) -> None:
        for _ in range(self.number()):
            manager = self.value()
            self.event(EventKind.ENTER, *self.place(), value=manager)
            if self.flag():
                self.give(self.target(), self.add(Entered(manager)))
        self.block()
        read_tag(self.data)
        self.end()

    def _try(self) -> None:
        statement = self.new_statement()
        outer = self.enter("try", statement, 0)
        self.block()
        self.leave(outer)
        count = self.number()
        types = [self.value() if self.flag() else UNKNOWN for _ in range(count)]
        names = [self._handler_name() if self.flag() else "" for _ in range(count)]
        for arm, (caught, name) in enumerate(zip(types, names, strict=True), 1):
            outer = self.enter("except", statement, arm)
            self.give(name, self.add(Element(caught, -1)))
            self.block()
            self.leave(outer)
        if self.flag():
            outer = self.enter("try", self.new_statement(), 0)
            self.block()
            self.leave(outer)
        if self.flag():
            self.block()
        read_tag(self.data)
        self.end()

    def _handler_name(self) -> str:
        name = self.identifier()
        self.located()
        return name

    # definitions

    def _decorated(self) -> None:
        data = self.data
        read_tag(data)
        decorators = [self._decorator() for _ in range(read_int(data))]
        self.number()
        self.number()
        read_tag(data)
        self._function(decorators)
        read_tag(data)

    def _decorator(self) -> tuple[Expr, int, int]:
        expr = self.alias()
        return expr, *self.place()

    def _function(self, decorators: list[tuple[Expr, int, int]] | None = None) -> None:
        name = self.identifier()
        params = self.parameters()
        index = self.enter_scope(name, "function", params)
        self.block()
        function = self.leave_scope()
        if self.flag():
            function.marks = (*function.marks, "async")
        self._type_parameters()
        if self.flag():
            self.annotation()
        self.end()
        self.define(name, index, *self.place(), decorators or [])

    def _type_parameters(self) -> None:
        if self.flag():
            self._type_parameter_list()

    def _type_parameter_list(self) -> None:
        for _ in range(read_int(self.data)):
            self.number()
            self.text()
            if self.flag():
                self.annotation()
            self._annotations()
            if self.flag():
                self.annotation()

    def _class(self) -> None:
        name = self.identifier()
        index = self.enter_scope(name, "class")
        self.block()
        function = self.leave_scope()
        function.bases = tuple(self.values())
        read_tag(self.data)
        decorators = [self._decorator() for _ in range(read_int(self.data))]
        self._type_parameters()
        function.keywords = tuple([self._keyword() for _ in range(self.number())])
        self.end()
        place = self.place()
        self.event(EventKind.BODY, *place, function=index)
        self.define(name, index, *place, decorators)

    def _keyword(self) -> tuple[str, Expr]:
        return self.identifier(), self.value()

    def _type_alias(self) -> None:
        target = self.target()
        self._type_parameter_list()
        self.value()
        self.end()
        self.give(target, UNKNOWN)

    # match

    def _match(self) -> None:
        subject = self.value()
        statement = self.new_statement()
        for arm in range(self.number()):
            outer = self.enter("if", statement, arm)
            anything = self._pattern(subject)
            if self.flag():
                self.value()
                anything = False
            if anything:
                self.tell_otherwise(self.current_branch)
            self.block()
            self.leave(outer)
        self.end()

    def _pattern(self, subject: Expr) -> bool:
        """Bind a pattern's names to parts of the subject; true when it matches anything."""
        return PATTERNS[read_tag(self.data)](self, subject)

    def _as_pattern(self, subject: Expr) -> bool:
        anything = self._pattern(subject) if self.flag() else True
        if self.flag():
            self.give(self._handler_name(), subject)
        self.end()
        return anything

    def _or_pattern(self, subject: Expr) -> bool:
        matched = [self._pattern(subject) for _ in range(self.number())]
        self.end()
        return any(matched)

    def _value_pattern(self, _subject: Expr) -> bool:
        self.value()
        self.end()
        return False

    def _singleton_pattern(self, _subject: Expr) -> bool:
        read_tag(self.data)
        self.end()
        return False

    def _sequence_pattern(self, subject: Expr) -> bool:
        for index in range(self.number()):
            self._pattern(self.add(Element(subject, index)))
        self.end()
        return False

    def _starred_pattern(self, subject: Expr) -> bool:
        if self.flag():
            self.give(self._handler_name(), subject)
        self.end()
        return False

    def _mapping_pattern(self, subject: Expr) -> bool:
        for _ in range(self.number()):
            key = self.value()
            self._pattern(self.add(Item(subject, key)))
        if self.flag():
            self.give(self._handler_name(), subject)
        self.end()
        return False

    def _class_pattern(self, subject: Expr) -> bool:
        self.value()
        for _ in range(self.number()):
            self._pattern(UNKNOWN)
        for _ in range(self.number()):
            self._pattern(self.add(Attr(subject, self.identifier())))
        self.end()
        return False

    def _no_statement(self) -> None:
        raise ValueError("unknown statement")


STATEMENTS: list[Callable[[Any], None]] = [Statements._no_statement] * 256
for _tag, _reader in (
    (tags.EXPR_STMT, Statements._expression),
    (tags.ASSIGNMENT, Statements._assignment),
    (tags.AUGMENTED, Statements._augmented),
    (tags.DELETE, Statements._delete),
    (tags.RETURN, Statements._return),
    (tags.RAISE, Statements._raise),
    (tags.ASSERT, Statements._assert),
    (tags.PASS, Statements.end),
    (tags.BREAK, Statements.end),
    (tags.CONTINUE, Statements.end),
    (tags.GLOBAL, Statements._global),
    (tags.NONLOCAL, Statements._nonlocal),
    (tags.IMPORT, Statements._import),
    (tags.IMPORT_FROM, Statements._import_from),
    (tags.IMPORT_ALL, Statements._import_all),
    (tags.IF, Statements._if),
    (tags.FOR, Statements._for),
    (tags.WHILE, Statements._while),
    (tags.WITH, Statements._with),
    (tags.TRY, Statements._try),
    (tags.FUNCTION, Statements._function),
    (tags.DECORATED, Statements._decorated),
    (tags.CLASS, Statements._class),
    (tags.TYPE_ALIAS, Statements._type_alias),
    (tags.MATCH, Statements._match),
):
    STATEMENTS[_tag] = _reader
PATTERNS: dict[int, Callable[[Any, Expr], bool]] = {
    tags.AS_PATTERN: Statements._as_pattern,
    tags.OR_PATTERN: Statements._or_pattern,
    tags.VALUE_PATTERN: Statements._value_pattern,
    tags.SINGLETON_PATTERN: Statements._singleton_pattern,
    tags.SEQUENCE_PATTERN: Statements._sequence_pattern,
    tags.STARRED_PATTERN: Statements._starred_pattern,
    tags.MAPPING_PATTERN: Statements._mapping_pattern,
    tags.CLASS_PATTERN: Statements._class_pattern,
}
