"""Decorated functions: the wrappers that a call of one goes through."""

from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.value import External, Own, Value, Via
from tidewaiter.model.facts import Call, EventKind

_WRAPS = External("functools.wraps")


class Wrapping:
    """Finds wrappers among what a name stands for, through an `Evaluator`."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units

    def ways_through(self, values: tuple[Value, ...]) -> dict[Value, tuple[Via, ...]]:
        """By decorated function the wrappers, outermost first, that a call of it goes through."""
        ways: dict[Value, tuple[Via, ...]] = {}
        if len(values) < 2:
            return ways
        inner = [v for v in values if isinstance(v, Own) and self._is_decorated(v)]
        if inner:
            wrappers = [v for v in values if isinstance(v, Own) and v not in inner]
            through: tuple[Via, ...] = ()
            for wrapper in reversed(wrappers):
                ways[wrapper] = through
                way = self._runs_wrapped(wrapper)
                if way is not None:
                    through = (*through, way)
            ways.update((function, through) for function in inner)
        return ways

    def _is_decorated(self, value: Own) -> bool:
        """Whether something wraps a function; ``functools.wraps`` only names the wrapper."""
        outline = self._units.units[value.unit].outline
        for decorator in outline.functions[value.function].decorators:
            call = outline.exprs[decorator]
            made = (
                self._evaluator.values(value.unit, call.callee).all
                if isinstance(call, Call)
                else ()
            )
            if made != (_WRAPS,):
                return True
        return False

    def _runs_wrapped(self, wrapper: Own) -> Via | None:
        """Where a function runs what the function around it was given."""
        outline = self._units.units[wrapper.unit].outline
        around = outline.functions[wrapper.function].parent
        for event in outline.functions[wrapper.function].events:
            call = outline.exprs[event.expr] if event.kind == EventKind.CALL else None
            if isinstance(call, Call):
                plain = self._evaluator.parameters.plain(wrapper.unit, call.callee)
                if plain is not None and plain[1] == around:
                    return Via((wrapper.unit, wrapper.function), event.line, event.expr)
        return None
