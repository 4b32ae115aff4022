"""Whether all of a mapping (the environment) is taken, or it is only tested or kept.

``{ ...process.env }`` and ``spawn("a", { env: process.env })`` take all of it;
``process.env && …``, ``const env = process.env`` and ``if os.environ:`` do not.
"""

from tidewaiter.linking.calls.users import Users
from tidewaiter.linking.units import PYTHON
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.external import SAME_OBJECT
from tidewaiter.linking.values.value import External, Own, UnitId
from tidewaiter.model.facts import Binary, Call, Element, Expr, Items, Mapping, Spread, Text

_DEEPEST = 4

_LOOK_AT = frozenset(
    f"builtins.{name}"
    for name in ("bool", "len", "isinstance", "hasattr", "callable", "id", "type")
) | {"globalThis.Boolean"}
"""Calls that say something of their first argument, but not what it holds."""

_COMPARE = frozenset({"not", "is", "is not", "in", "not in"})
"""Operators of which the same is true."""


class Whole:
    """Asks whether what an expression stands for is taken whole."""

    def __init__(self, evaluator: Evaluator, users: Users) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._users = users

    def taken(self, unit: UnitId, expr: Expr, depth: int = 0) -> bool:
        """Whether what an expression stands for is gone through, copied or handed on."""
        if self._users.leaves(unit, expr):
            return True
        if depth > _DEEPEST:
            return False
        default = self._users.default_of(unit, expr)
        if default is not None and self._is_python(unit):
            return self._by_function(Own(unit, default[0]), default[1], depth)
        return any(self._by(unit, above, expr, depth) for above in self._users.of(unit, expr))

    def _by(self, unit: UnitId, above: Expr, expr: Expr, depth: int) -> bool:
        """Whether an expression that is handed another takes all of it."""
        node = self._units.units[unit].outline.exprs[above]
        if isinstance(node, Spread | Element | Text):
            return True
        if isinstance(node, Binary):
            return node.op not in _COMPARE
        if isinstance(node, Call):
            return self._by_call(unit, node, node.args.index(expr), depth)
        return self.taken(unit, above, depth + 1)

    def _by_call(self, unit: UnitId, call: Call, argument: int, depth: int) -> bool:
        callee = self._evaluator.values(unit, call.callee).all
        given = self._units.units[unit].outline.exprs[call.args[argument]]
        if len(callee) != 1 or isinstance(given, Items | Mapping):
            return True
        value = callee[0]
        if isinstance(value, External):
            kept = value.name in SAME_OBJECT or value.name in _LOOK_AT
            return not (kept and argument == 0)
        if isinstance(value, Own):
            return self._by_function(value, self._users.position(call, argument, value), depth)
        return True

    def _by_function(self, value: Own, index: int, depth: int) -> bool:
        """Whether a function of the release takes all of what it is given."""
        function = self._units.units[value.unit].outline.functions[value.function]
        if function.kind == "class":
            return True
        if index < 0:
            return self._is_python(value.unit)
        return any(
            self.taken(value.unit, name, depth + 1)
            for name in self._users.of_parameter(value, index)
        )

    def _is_python(self, unit: UnitId) -> bool:
        return self._units.units[unit].language == PYTHON
