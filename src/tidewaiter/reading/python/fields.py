"""What the two readers of Python share: classes of which the fields say how they are made.

A dataclass, a named tuple or a class of attrs, pydantic or msgspec has a constructor that nobody
wrote. It is put on record like one that was, so that what is given for a field is found there.
"""

from typing import NamedTuple

from tidewaiter.model.facts import (
    ANY_TIME,
    ROOT_BRANCH,
    UNKNOWN,
    Attr,
    Binding,
    Call,
    Closure,
    EventKind,
    Expr,
    Item,
    Name,
    Parameter,
)
from tidewaiter.reading.python.scopes import Scopes

_DECORATORS = frozenset({"dataclass", "define", "frozen", "mutable", "attrs"})
_BASES = frozenset({"NamedTuple", "BaseModel", "BaseSettings", "Struct"})
_NO_FIELDS = frozenset({"object", "Generic", "Protocol", "ABC"})
"""Bases that bring no fields of their own, which would come first."""

_NOT_FIELDS = frozenset({"ClassVar", "KW_ONLY"})
_DEFAULTS = {"default": 0, "default_factory": 1, "factory": 1}
_CONSTRUCTOR = "__init__"
_POSITIONAL, _BY_NAME = 0, 1


class Field(NamedTuple):
    """A name with an annotation in the body of a class."""

    name: str
    annotation: str
    value: Expr


class Fields(Scopes):
    """A builder that knows the constructors that Python makes itself."""

    def __init__(self, watched: frozenset[str]) -> None:
        super().__init__(watched)
        self._fields: dict[int, list[Field]] = {}

    def field(self, name: str, annotation: str, value: Expr) -> None:
        """Remember an annotated name of the class whose body is read, if one is."""
        if self.functions[self.scope].kind != "class" or not name:
            return
        if annotation.rpartition(".")[2] not in _NOT_FIELDS:
            self._fields.setdefault(self.scope, []).append(Field(name, annotation, value))

    def construct(self, index: int, decorators: tuple[Expr, ...], line: int, column: int) -> None:
        """Give a class that was read the constructor that its fields make, if they make one."""
        fields = self._fields.pop(index, None)
        made = self.functions[index]
        if fields is None or _CONSTRUCTOR in made.bindings:
            return
        bases = {self.last_name(base) for base in made.bases}
        if not (bases & _BASES or any(self._makes_fields(one) for one in decorators)):
            return
        # those of other bases come before them, by position
        kind = _POSITIONAL if bases <= _BASES | _NO_FIELDS else _BY_NAME
        params = [Parameter("self")]
        factories = []
        for field in fields:
            default, factory = self._default(field.value)
            factories.append(factory)
            params.append(Parameter(field.name, kind, default, self.dotted(field.annotation)))
        outer = self.scope, self.order, self.current_branch
        self.scope, self.current_branch = index, ROOT_BRANCH
        constructor = self.enter_scope(_CONSTRUCTOR, "function", tuple(params))
        for field, factory in zip(fields, factories, strict=True):
            if factory:
                self.event(EventKind.CALL, line, column, expr=factory)
            place = self.add(Attr(self.name("self"), field.name))
            self.event(EventKind.STORE, line, column, expr=place, value=self.name(field.name))
        function = self.leave_scope()
        function.line, function.column = line, column
        self.scope, self.order, self.current_branch = outer
        closure = self.add(Closure(constructor))
        made.bindings[_CONSTRUCTOR] = [Binding(ANY_TIME - 1, ROOT_BRANCH, closure)]

    def last_name(self, expr: Expr) -> str:
        """The name that a path ends with; "" for what is none."""
        node = self.exprs[expr]
        if isinstance(node, Item):  # Generic[T]
            node = self.exprs[node.base]
        if isinstance(node, Name):
            return node.id
        return node.name if isinstance(node, Attr) else ""

    def _makes_fields(self, decorator: Expr) -> bool:
        node = self.exprs[decorator]
        if isinstance(node, Call):
            if "init" in node.names:
                return False
            node = self.exprs[node.callee]
        if isinstance(node, Attr) and node.name == "s":
            base = self.exprs[node.base]
            return isinstance(base, Name) and base.id == "attr"
        name = node.id if isinstance(node, Name) else node.name if isinstance(node, Attr) else ""
        return name in _DECORATORS

    def _default(self, value: Expr) -> tuple[Expr, Expr]:
        """What a field is if nobody gives it, and the call that makes it then, if one does."""
        node = self.exprs[value]
        if not isinstance(node, Call):
            return value, UNKNOWN
        named = dict(zip(node.names, node.args[len(node.args) - len(node.names) :], strict=True))
        for name, is_factory in _DEFAULTS.items():
            if name not in named:
                continue
            if not is_factory:
                return named[name], UNKNOWN
            made = self.add(Call(named[name], (), (), node.line, node.column))
            return made, made
        return value, UNKNOWN
