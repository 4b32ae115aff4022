"""Reads the expressions of the wire format straight into an outline."""

from collections.abc import Callable
from typing import Any

from librt.internal import ReadBuffer, read_float, read_int, read_str, read_tag

from tidewaiter.model.facts import (
    UNKNOWN,
    Attr,
    Binary,
    Choice,
    Const,
    Element,
    Expr,
    Item,
    Items,
    Mapping,
    Name,
    Parameter,
    Slice,
    Spread,
    Text,
)
from tidewaiter.reading.python import tags
from tidewaiter.reading.python.conditions import Condition, kinds
from tidewaiter.reading.python.escapes import Escapes
from tidewaiter.reading.python.recorder import Place, Recorder, Starred, Target

Location = tuple[int, int, int, int]
"""Line, column, and how many lines and columns further it ends."""

SPINE = frozenset({tags.MEMBER, tags.CALL, tags.INDEX, tags.OPERATION})
PATHS = frozenset({tags.NAME, tags.MEMBER, tags.INDEX})
WORDS = {"True": True, "False": False, "None": None}
PARAMETER_KINDS = (0, 0, 2, 1, 3, 1)
SPREAD_ARGUMENT, NAMED_ARGUMENT, SPREAD_MAPPING = 2, 3, 4


class Expressions(Recorder):
    """The expression half of the fast reader.

    Every ``_reader(tag)`` is called behind its tag and gives the expression's index. ``value``
    also records that a path is read, ``_path`` does not. ``loc`` is where the last one stood.
    """

    def __init__(self, data: bytes, watched: frozenset[str], escapes: Escapes | None) -> None:
        super().__init__(watched)
        self.data = ReadBuffer(data)
        self.escapes = escapes
        self.loc: Location = (1, 0, 0, 0)

    # small parts

    def number(self) -> int:
        """An integer behind its tag."""
        read_tag(self.data)
        number: int = read_int(self.data)
        return number

    def count(self) -> int:
        """The length of a list behind its tag."""
        read_tag(self.data)
        number: int = read_int(self.data)
        return number

    def flag(self) -> bool:
        """A truth value."""
        return bool(read_tag(self.data) == tags.TRUE)

    def text(self) -> str:
        """A text behind its tag, as it was before it was escaped for the parser."""
        read_tag(self.data)
        text: str = read_str(self.data)
        return text if self.escapes is None else self.escapes.restore(text)

    def identifier(self) -> str:
        """A name behind its tag, normalised as Python does (PEP 3131)."""
        read_tag(self.data)
        text: str = read_str(self.data)
        return text if self.escapes is None else self.escapes.identifier(text)

    def located(self) -> None:
        """Read a location."""
        data = self.data
        read_tag(data)
        self.loc = (read_int(data), read_int(data), read_int(data), read_int(data))

    def finish(self, expr: Expr) -> Expr:
        """Read the location and end of an expression."""
        data = self.data
        read_tag(data)
        self.loc = (read_int(data), read_int(data), read_int(data), read_int(data))
        read_tag(data)
        return expr

    def place(self) -> tuple[int, int]:
        """Line and column of what was read last, in code points."""
        line, column, _, _ = self.loc
        if self.escapes is not None:
            column = self.escapes.column(line, column)
        return line, column

    def end_place(self) -> tuple[int, int]:
        """Line and column behind what was read last."""
        line, column, lines, columns = self.loc
        line, column = line + lines, column + columns
        if self.escapes is not None:
            column = self.escapes.column(line, column)
        return line, column

    # names, paths, calls, operations

    def value(self) -> Expr:
        """The next expression; when it is an access path, it is read here."""
        tag = read_tag(self.data)
        return VALUES[tag](self, tag)

    def values(self) -> list[Expr]:
        """A list of expressions."""
        data = self.data
        read_tag(data)
        result = []
        for _ in range(read_int(data)):
            tag = read_tag(data)
            result.append(VALUES[tag](self, tag))
        return result

    def alias(self) -> Expr:
        """The right side of an assignment to a name: a path there is not read, but bound."""
        tag = read_tag(self.data)
        return self._spine(tag, loaded=False) if tag in SPINE else PATHS_ONLY[tag](self, tag)

    def _name(self, _tag: int) -> Expr:
        data = self.data
        read_tag(data)
        identifier = read_str(data)
        if self.escapes is not None:
            identifier = self.escapes.identifier(identifier)
        read_tag(data)
        self.loc = (read_int(data), read_int(data), read_int(data), read_int(data))
        read_tag(data)
        exprs = self.exprs
        if identifier in WORDS:
            exprs.append(Const(WORDS[identifier]))
            return len(exprs) - 1
        if self.redirected:
            return self.here(identifier)
        exprs.append(Name(identifier, self.scope, self.order, self.current_branch))
        return len(exprs) - 1

    def _name_read(self, tag: int) -> Expr:
        expr = self._name(tag)
        node = self.exprs[expr]
        if node.__class__ is Name and node.id in self.watched:
            self.load(expr, *self.place())
        return expr

    def _spine(self, tag: int, loaded: bool = True) -> Expr:
        """``a.b(c)[d] + e``: what grows to the left is read without recursion."""
        data = self.data
        steps: list[int] = []
        while tag in SPINE:
            if tag == tags.OPERATION:
                read_tag(data)
                steps.append(-1 - read_int(data))
            else:
                steps.append(tag)
            tag = read_tag(data)
        expr = PATHS_ONLY[tag](self, tag)
        while steps:
            step = steps.pop()
            if step < 0:
                if tag in PATHS:
                    self.load(expr, *self.place())
                expr = self._operation(expr, step, steps)
                tag = tags.OPERATION
            else:
                expr = STEPS[step](self, expr)
                tag = step
        if loaded and tag in PATHS:
            self.load(expr, *self.place())
        return expr

    def _operation(self, left: Expr, step: int, steps: list[int]) -> Expr:
        line, column, _, _ = self.loc
        terms = [left, self.value()]
        read_tag(self.data)
        while steps and steps[-1] == step == -1:
            steps.pop()
            terms.append(self.value())
            read_tag(self.data)
        end_line, end_column, lines, columns = self.loc
        self.loc = (line, column, end_line + lines - line, end_column + columns - column)
        return self.operation(tags.BINARY[-1 - step], terms)

    def _member(self, base: Expr) -> Expr:
        data = self.data
        read_tag(data)
        identifier = read_str(data)
        if self.escapes is not None:
            identifier = self.escapes.identifier(identifier)
        read_tag(data)
        self.loc = (read_int(data), read_int(data), read_int(data), read_int(data))
        read_tag(data)
        exprs = self.exprs
        exprs.append(Attr(base, identifier))
        return len(exprs) - 1

    def _item(self, base: Expr) -> Expr:
        key = self.value()
        return self.finish(self.add(Item(base, key)))

    def _call(self, callee: Expr) -> Expr:
        data = self.data
        args = self.values()
        read_tag(data)
        kinds = [read_int(data) for _ in range(read_int(data))]
        read_tag(data)
        names = []
        for _ in range(read_int(data)):
            names.append(read_str(data) if read_tag(data) == tags.STR else "**")
        self.finish(UNKNOWN)
        line, column = self.loc[:2] if self.escapes is None else self.place()
        if not any(kinds):
            return self.call(callee, tuple(args), (), line, column)
        return self._call_by_name(callee, args, kinds, names, line, column)

    def _call_by_name(
        self,
        callee: Expr,
        args: list[Expr],
        kinds: list[int],
        names: list[str],
        line: int,
        column: int,
    ) -> Expr:
        if self.escapes is not None:
            names = [self.escapes.identifier(name) for name in names]
        positional = [
            self.add(Spread(arg)) if kind == SPREAD_ARGUMENT else arg
            for arg, kind in zip(args, kinds, strict=True)
            if kind < NAMED_ARGUMENT
        ]
        named = [i for i, kind in enumerate(kinds) if kind >= NAMED_ARGUMENT]
        everything = (*positional, *(args[i] for i in named))
        return self.call(callee, everything, tuple(names[i] for i in named), line, column)

    def _comparison(self, _tag: int) -> Expr:
        data = self.data
        left = self.value()
        read_tag(data)
        ops = [read_int(data) for _ in range(read_int(data))]
        rights = self.values()
        self.finish(UNKNOWN)
        if len(ops) != 1:
            return UNKNOWN
        return self.add(Binary(tags.COMPARE[ops[0]], left, rights[0]))

    def _boolean(self, _tag: int) -> Expr:
        data = self.data
        op = tags.BOOLEAN[self.number()]
        read_tag(data)
        count = read_int(data)
        options = [self.value()]
        for _ in range(count - 1):
            outer = self.enter("if", self.new_statement(), 0)
            options.append(self.value())
            self.leave(outer)
        return self.finish(self.add(Choice(op, tuple(options))))

    def _unary(self, _tag: int) -> Expr:
        op = tags.UNARY_SIGNS[self.number()]
        operand = self.value()
        self.finish(UNKNOWN)
        return self.signed(op, operand)

    def _conditional(self, _tag: int) -> Expr:
        start, statement = self.mark(), self.new_statement()
        outer = self.enter("if", statement, 0)
        chosen, arm = self.value(), self.current_branch
        self.leave(outer)
        end = self.mark()
        condition = self.condition(self.value())
        self.tell(arm, condition)
        outer = self.enter_otherwise(statement, 1, condition)
        other = self.value()
        self.leave(outer)
        self.postpone(start, end)
        return self.finish(self.add(Choice("if", (chosen, other))))

    def _walrus(self, _tag: int) -> Expr:
        target = self.target()
        value = self.value()
        self.give(target, value)
        self.finish(UNKNOWN)
        return value

    def _spread(self, _tag: int) -> Expr:
        return self.finish(self.add(Spread(self.value())))

    def _await(self, _tag: int) -> Expr:
        return self.finish(self.value())

    def _yield(self, _tag: int) -> Expr:
        value = self.value() if self.flag() else UNKNOWN
        self.finish(UNKNOWN)
        self.yielded(value, *self.place())
        return UNKNOWN

    def _yield_from(self, _tag: int) -> Expr:
        value = self.add(Element(self.value(), -1))
        self.finish(UNKNOWN)
        self.yielded(value, *self.place())
        return UNKNOWN

    # literals and displays

    def _string(self, _tag: int) -> Expr:
        data = self.data
        read_tag(data)
        text = read_str(data)
        if self.escapes is not None:
            text = self.escapes.restore(text)
        read_tag(data)
        read_tag(data)
        self.loc = (read_int(data), read_int(data), read_int(data), read_int(data))
        read_tag(data)
        exprs = self.exprs
        exprs.append(Const(text))
        return len(exprs) - 1

    def _bytes(self, _tag: int) -> Expr:
        text = self.text()
        if "\\" in text:
            text = text.encode("latin-1", "replace").decode("unicode_escape")
        return self.finish(self.add(Const(text.encode("latin-1", "replace"))))

    def _integer(self, _tag: int) -> Expr:
        return self.finish(self.integer(self.number()))

    def _big_integer(self, _tag: int) -> Expr:
        self.text()
        return self.finish(UNKNOWN)

    def _float(self, _tag: int) -> Expr:
        read_tag(self.data)
        return self.finish(self.add(Const(read_float(self.data))))

    def _complex(self, _tag: int) -> Expr:
        for _ in range(2):
            read_tag(self.data)
            read_float(self.data)
        return self.finish(UNKNOWN)

    def _ellipsis(self, _tag: int) -> Expr:
        return self.finish(UNKNOWN)

    def _nothing(self, _tag: int) -> Expr:
        read_tag(self.data)
        return -1

    def _tuple(self, _tag: int) -> Expr:
        return self.finish(self.display("tuple", self.values()))

    def _list(self, _tag: int) -> Expr:
        return self.finish(self.display("list", self.values()))

    def _set(self, _tag: int) -> Expr:
        return self.finish(self.display("set", self.values()))

    def _dict(self, _tag: int) -> Expr:
        keys = [self.value() if self.flag() else -1 for _ in range(self.count())]
        values = self.values()
        for i, key in enumerate(keys):
            if key < 0:
                keys[i], values[i] = UNKNOWN, self.add(Spread(values[i]))
        return self.finish(self.add(Mapping(tuple(keys), tuple(values))))

    def _slice(self, _tag: int) -> Expr:
        absent = 0
        bounds = [UNKNOWN] * 3
        for i in range(3):
            if self.flag():
                bounds[i] = self.value()
            else:
                absent |= 1 << i
        return self.finish(self.add(Slice(bounds[0], bounds[1], bounds[2], absent)))

    def _fstring(self, _tag: int) -> Expr:
        parts: list[Expr] = []
        for _ in range(self.number()):
            if self.flag():
                parts.extend(self._fstring_part() for _ in range(self.number()))
            else:
                parts.append(self._piece())
        read_tag(self.data)
        return self.finish(self.joined(parts))

    def _piece(self) -> Expr:
        text = self.text()
        self.located()
        return self.add(Const(text))

    def _fstring_part(self) -> Expr:
        data = self.data
        if read_tag(data) == tags.STR:
            text = read_str(data)
            self.located()
            return self.add(Const(text if self.escapes is None else self.escapes.restore(text)))
        return self._interpolation()

    def _interpolation(self) -> Expr:
        expr = self.value()
        plain = not self.flag() or self.text() in ("", "!s")
        if self.flag():
            plain = False
            self._format_spec()
        read_tag(self.data)
        return expr if plain else UNKNOWN

    def _format_spec(self) -> None:
        data = self.data
        for _ in range(self.number()):
            if read_tag(data) == tags.STR:
                read_str(data)
                self.located()
            else:
                self._interpolation()
        self.located()

    def _template(self, _tag: int) -> Expr:
        parts = []
        for _ in range(self.number()):
            if self.flag():
                expr = self.value()
                self.text()
                plain = not self.flag() or self.text() in ("", "!s")
                if self.flag():
                    plain = False
                    self._format_spec()
                parts.append(expr if plain else UNKNOWN)
            else:
                parts.append(self._piece())
        read_tag(self.data)
        return self.finish(self.add(Text(tuple(parts))))

    # comprehensions and lambdas

    def _generator(self, _tag: int) -> Expr:
        expr = self._comprehension(pairs=False)
        return self.finish(expr)

    def _nested_generator(self, _tag: int) -> Expr:
        expr = self._comprehension(pairs=False)
        return self.finish(expr)

    def _dict_comprehension(self, _tag: int) -> Expr:
        self._comprehension(pairs=True)
        return self.finish(UNKNOWN)

    def _comprehension(self, *, pairs: bool) -> Expr:
        start = self.mark()
        outer = self.enter("loop", self.new_statement(), 0)
        loop = self.current_branch
        if pairs and self.flag():
            self.value()
        each = self.value()
        end = self.mark()
        targets = [self.target() for _ in range(self.number())]
        self.leave(outer)
        iterables = []
        for target in targets:
            iterables.append(self.value())
            self.current_branch = loop
            self.iterate(target, iterables[-1], *self.place())
        tests = [self.values() for _ in targets]
        self.leave(outer)
        for _ in targets:
            read_tag(self.data)
        self.postpone(start, end)
        if any(tests):
            iterables = []
        return self.add(Items("each", (each, *iterables)))

    def _lambda(self, _tag: int) -> Expr:
        params = self.parameters()
        index = self.enter_scope("<lambda>", "lambda", params)
        self.block()
        function = self.leave_scope()
        self.finish(UNKNOWN)
        function.line, function.column = self.place()
        return self.closure(index)

    # targets, parameters, annotations

    def target(self) -> Target:
        """What an assignment, a loop or a ``del`` names."""
        return self._target(read_tag(self.data))

    def _target(self, tag: int) -> Target:
        if tag == tags.NAME:
            identifier = self.identifier()
            self.finish(UNKNOWN)
            return identifier
        if tag in (tags.TUPLE, tags.LIST):
            parts = [self.target() for _ in range(self.count())]
            self.finish(UNKNOWN)
            return parts
        if tag == tags.STAR:
            inner = self.target()
            self.finish(UNKNOWN)
            return Starred(inner)
        if tag in SPINE:
            expr = self._spine(tag, loaded=False)
            if self.exprs[expr].__class__ in (Attr, Item):
                return Place(expr, *self.place())
            return ""
        VALUES[tag](self, tag)
        return ""

    def parameters(self) -> tuple[Parameter, ...]:
        """Parameters with their annotations and defaults, which the outer scope evaluates."""
        return tuple([self._parameter() for _ in range(self.count())])

    def _parameter(self) -> Parameter:
        name = self.identifier()
        kind = PARAMETER_KINDS[self.number()]
        annotation = self.dotted(self.annotation()) if self.flag() else UNKNOWN
        default = self.value() if self.flag() else UNKNOWN
        self.flag()
        self.located()
        return Parameter(name, kind, default, annotation)

    def annotation(self) -> str:
        """The class that an annotation names, dotted; "" when it is not one class."""
        return ANNOTATIONS[read_tag(self.data)](self)

    def _annotations(self) -> list[str]:
        return [self.annotation() for _ in range(self.count())]

    def _unbound_type(self) -> str:
        data = self.data
        name = self.text()
        arguments = self._annotations()
        self.flag()
        for _ in range(2):
            if read_tag(data) == tags.STR:
                read_str(data)
        self.finish(UNKNOWN)
        if name.rpartition(".")[2] == "Optional" and len(arguments) == 1:
            return arguments[0]
        return name

    def _union_type(self) -> str:
        data = self.data
        arms = {name for name in self._annotations() if name != "None"}
        self.flag()
        for _ in range(2):
            if read_tag(data) == tags.STR:
                read_str(data)
        self.flag()
        self.finish(UNKNOWN)
        return arms.pop() if len(arms) == 1 else ""

    def _list_type(self) -> str:
        self._annotations()
        self.finish(UNKNOWN)
        return ""

    def _tuple_type(self) -> str:
        self._annotations()
        self.flag()
        self.finish(UNKNOWN)
        return ""

    def _typed_dict_type(self) -> str:
        for _ in range(self.count()):
            if read_tag(self.data) == tags.STR:
                read_str(self.data)
        self._annotations()
        self.finish(UNKNOWN)
        return ""

    def _ellipsis_type(self) -> str:
        self.finish(UNKNOWN)
        return ""

    def _raw_type(self) -> str:
        kind = self.text()
        if kind == "builtins.bool":
            self.flag()
        elif kind == "builtins.int":
            self.number()
        elif kind in ("builtins.str", "builtins.bytes"):
            self.text()
        else:
            read_tag(self.data)
            if read_tag(self.data) == tags.STR:
                read_str(self.data)
        self.finish(UNKNOWN)
        return ""

    def _unpack_type(self) -> str:
        self.annotation()
        self.flag()
        self.finish(UNKNOWN)
        return ""

    def _call_type(self) -> str:
        self.annotation()
        self._annotations()
        for _ in range(self.count()):
            if read_tag(self.data) == tags.STR:
                read_str(self.data)
            self.annotation()
        self.finish(UNKNOWN)
        return ""

    def condition(self, test: Expr) -> Condition:
        """What the test that was read last says about the branch under it."""
        kind, otherwise = kinds(self.exprs, test)
        return Condition(kind, otherwise, self.place(), self.end_place())

    def block(self) -> None:
        """A block of statements; the statement half of the reader knows how."""
        raise NotImplementedError

    def _unknown(self, tag: int) -> Expr:
        raise ValueError(f"tag {tag}")


Reader = Callable[[Any, int], Expr]


def _table(entries: dict[int, Reader]) -> list[Reader]:
    table: list[Reader] = [Expressions._unknown] * 256
    for tag, reader in entries.items():
        table[tag] = reader
    return table


_READERS: dict[int, Reader] = {
    tags.MEMBER: Expressions._spine,
    tags.CALL: Expressions._spine,
    tags.INDEX: Expressions._spine,
    tags.OPERATION: Expressions._spine,
    tags.STR_EXPR: Expressions._string,
    tags.BYTES: Expressions._bytes,
    tags.INT_EXPR: Expressions._integer,
    tags.BIG_INT: Expressions._big_integer,
    tags.FLOAT: Expressions._float,
    tags.COMPLEX: Expressions._complex,
    tags.ELLIPSIS: Expressions._ellipsis,
    tags.NOTHING: Expressions._nothing,
    tags.COMPARISON: Expressions._comparison,
    tags.BOOL_OP: Expressions._boolean,
    tags.UNARY: Expressions._unary,
    tags.CONDITIONAL: Expressions._conditional,
    tags.WALRUS: Expressions._walrus,
    tags.STAR: Expressions._spread,
    tags.AWAIT: Expressions._await,
    tags.YIELD: Expressions._yield,
    tags.YIELD_FROM: Expressions._yield_from,
    tags.TUPLE: Expressions._tuple,
    tags.LIST: Expressions._list,
    tags.SET: Expressions._set,
    tags.DICT: Expressions._dict,
    tags.SLICE: Expressions._slice,
    tags.FSTRING: Expressions._fstring,
    tags.TSTRING: Expressions._template,
    tags.GENERATOR: Expressions._generator,
    tags.LIST_COMPREHENSION: Expressions._nested_generator,
    tags.SET_COMPREHENSION: Expressions._nested_generator,
    tags.DICT_COMPREHENSION: Expressions._dict_comprehension,
    tags.LAMBDA: Expressions._lambda,
}
VALUES = _table({**_READERS, tags.NAME: Expressions._name_read})
PATHS_ONLY = _table({**_READERS, tags.NAME: Expressions._name})
STEPS: dict[int, Callable[[Any, Expr], Expr]] = {
    tags.MEMBER: Expressions._member,
    tags.INDEX: Expressions._item,
    tags.CALL: Expressions._call,
}
ANNOTATIONS: dict[int, Callable[[Any], str]] = {
    tags.UNBOUND_TYPE: Expressions._unbound_type,
    tags.UNION_TYPE: Expressions._union_type,
    tags.LIST_TYPE: Expressions._list_type,
    tags.TUPLE_TYPE: Expressions._tuple_type,
    tags.TYPED_DICT_TYPE: Expressions._typed_dict_type,
    tags.ELLIPSIS_TYPE: Expressions._ellipsis_type,
    tags.RAW_TYPE: Expressions._raw_type,
    tags.UNPACK_TYPE: Expressions._unpack_type,
    tags.CALL_TYPE: Expressions._call_type,
}
