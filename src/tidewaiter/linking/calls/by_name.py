"""Which keys of a mapping (the environment) are asked for, or set, by what it is handed to.

``_.pick(process.env, ["A"])``, ``"{0[A]}".format(os.environ)``, ``patch.dict(os.environ, A="")``.
"""

from collections.abc import Iterator, Sequence

from tidewaiter.linking.calls.users import Users
from tidewaiter.linking.units import PYTHON
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.value import Display, External, Known, Method, Own, UnitId
from tidewaiter.model.facts import Attr, Binary, Call, EventKind, Expr, Item, Mapping, Name
from tidewaiter.reading import constants
from tidewaiter.reading.constants import HOLE

_ASK_BY_NAME = frozenset({"pick", "has", "hasOwn", "get"})
"""Functions that take, of their first argument, what the others name: ``_.pick``."""

_SET_ONE = frozenset({"setitem", "delitem"})
"""Functions that set or drop, of their first argument, what the second names."""

_SET_FOR_A_WHILE = "unittest.mock.patch.dict"
_FORMATS = frozenset({"format", "format_map"})


class ByName:
    """Asks which keys of what an expression stands for are named where it is handed on."""

    def __init__(self, evaluator: Evaluator, users: Users) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._users = users

    def read(self, unit: UnitId, expr: Expr) -> list[str]:
        """The keys that are asked for; none when that is not all that is done with it."""
        for above in self._users.of(unit, expr):
            node = self._units.units[unit].outline.exprs[above]
            found: list[str] = []
            if isinstance(node, Call):
                found = self._by_call(unit, node, node.args.index(expr))
            elif isinstance(node, Binary) and node.op == "%" and node.right == expr:
                template = self._evaluator.constant(unit, node.left)
                found = constants.percent_keys(template) if isinstance(template, str) else []
            if found:
                return found
        return []

    def written(self, unit: UnitId, expr: Expr) -> list[str | None]:
        """The keys that are set or dropped, ``None`` for those that are not known."""
        for above in self._users.of(unit, expr):
            node = self._units.units[unit].outline.exprs[above]
            if isinstance(node, Call) and node.args[0] == expr:
                if self._method(unit, node) in _SET_ONE and len(node.args) > 1:
                    return list(self._texts(unit, node.args[1:2])) or [None]
                if self._sets_for_a_while(unit, node):
                    return list(self._patched(unit, node)) or [None]
        return []

    def _by_call(self, unit: UnitId, call: Call, argument: int) -> list[str]:
        found: list[str] = []
        for value in self._evaluator.values(unit, call.callee).all:
            if isinstance(value, Own):
                found += self._by_parameter(value, self._users.position(call, argument, value))
            elif isinstance(value, External) and not argument and _asks_by_name(value):
                found += self._texts(unit, call.args[1:])
            elif isinstance(value, Method) and value.name in _FORMATS:
                found += _by_template(value, call, argument)
        return found

    def _by_parameter(self, value: Own, index: int) -> list[str]:
        """What a function of the release asks of its parameter, unless that is told there."""
        here = self._units.units[value.unit]
        params = here.outline.functions[value.function].params
        if not 0 <= index < len(params) or params[index].name in self._loaded(value):
            return []
        own = frozenset(self._users.of_parameter(value, index))
        found: list[str] = []
        for node in here.outline.exprs if own else ():
            if isinstance(node, Item) and here.language == PYTHON and node.base in own:
                found += self._texts(value.unit, (node.key,))
            elif isinstance(node, Attr) and here.language != PYTHON and node.base in own:
                found.append(node.name)
        return list(dict.fromkeys(found))

    def _loaded(self, value: Own) -> set[str]:
        """The names below which a function reads what is watched."""
        outline = self._units.units[value.unit].outline
        found = set()
        for event in outline.functions[value.function].events:
            if event.kind == EventKind.LOAD:
                node = outline.exprs[event.expr]
                while isinstance(node, Attr | Item):
                    node = outline.exprs[node.base]
                if isinstance(node, Name):
                    found.add(node.id)
        return found

    def _method(self, unit: UnitId, call: Call) -> str:
        callee = self._units.units[unit].outline.exprs[call.callee]
        if isinstance(callee, Attr):
            return callee.name
        return callee.id if isinstance(callee, Name) else ""

    def _sets_for_a_while(self, unit: UnitId, call: Call) -> bool:
        return self._method(unit, call) == "dict" and any(
            isinstance(value, External) and value.name in (_SET_FOR_A_WHILE, "mock.patch.dict")
            for value in self._evaluator.values(unit, call.callee).all
        )

    def _patched(self, unit: UnitId, call: Call) -> Iterator[str]:
        """The keys of ``patch.dict(os.environ, {"A": ""}, B="")``."""
        yield from (name for name in call.names if name not in ("values", "clear", "**"))
        for value in self._evaluator.values(unit, call.args[1]).all if len(call.args) > 1 else ():
            if isinstance(value, Display):
                node = self._units.units[value.unit].outline.exprs[value.expr]
                if isinstance(node, Mapping):
                    yield from self._texts(value.unit, node.keys)

    def _texts(self, unit: UnitId, args: Sequence[Expr]) -> list[str]:
        found: list[str] = []
        for arg in args:
            folded = self._evaluator.constant(unit, arg)
            parts = folded if isinstance(folded, tuple) else (folded,)
            found += [part for part in parts if isinstance(part, str) and HOLE not in part]
        return found


def _asks_by_name(value: External) -> bool:
    return value.name.rpartition(".")[2] in _ASK_BY_NAME


def _by_template(method: Method, call: Call, argument: int) -> list[str]:
    """The keys that a template asks of one argument of its ``format``."""
    template = method.receiver.value if isinstance(method.receiver, Known) else None
    if not isinstance(template, str) or HOLE in template:
        return []
    positional = len(call.args) - len(call.names)
    given = str(argument) if argument < positional else call.names[argument - positional]
    fields = constants.format_fields(template)
    if given == "**" or method.name == "format_map":
        return [n for n, _ in fields if not n.isdigit() and n not in call.names]
    keys = [constants.field_key(below) for name, below in fields if name == given]
    return keys if all(keys) else []
