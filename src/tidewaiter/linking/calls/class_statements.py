"""Classes: what runs when one is made, and what makes the fields of its objects."""

from tidewaiter.linking.calls.handing import Handing
from tidewaiter.linking.calls.telling import Telling
from tidewaiter.linking.values.evaluate import Evaluator
from tidewaiter.linking.values.value import Node, Object, Own, Super
from tidewaiter.model.facts import Call, Event, Expr

_FACTORY = "default_factory"
_MAKE_CLASS = ("__prepare__", "__new__", "__init__")
_SUBCLASS = ("__init_subclass__",)
_SET_NAME = ("__set_name__",)


class ClassStatements:
    """Asks what class statements of Python run."""

    def __init__(self, evaluator: Evaluator, telling: Telling, handing: Handing) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self._telling = telling
        self._handing = handing
        self._made_by: dict[Own, list[Expr]] = {}
        """By class, the expressions that make its fields' defaults."""

    def factories(self, value: Own) -> list[Node]:
        """What makes the defaults of a class's fields: ``field(default_factory=make)``."""
        known = self._made_by.get(value)
        if known is None:
            known = self._made_by[value] = self._find_factories(value)
        values = [v for made in known for v in self._evaluator.values(value.unit, made).all]
        return self._handing.runnable(values) if values else []

    def _find_factories(self, value: Own) -> list[Expr]:
        outline = self._units.units[value.unit].outline
        found: list[Expr] = []
        for bindings in outline.functions[value.function].bindings.values():
            call = outline.exprs[bindings[-1].value]
            if isinstance(call, Call) and _FACTORY in call.names:
                found.append(call.args[call.names.index(_FACTORY) - len(call.names)])
        return found

    def run_by(self, node: Node, event: Event) -> list[Node]:
        """What a class statement runs: its metaclass, its bases' hook, its fields' hooks."""
        made = Own(node[0], event.function)
        outline = self._units.units[node[0]].outline
        if outline.functions[event.function].kind != "class":
            return []
        methods: list[Node] = []
        if self._telling.method(_MAKE_CLASS):
            for owner in self._evaluator.classes.hierarchy(made.unit, made.function):
                if isinstance(owner, Own):
                    methods += self.of_metaclass(owner, _MAKE_CLASS)
        if self._telling.method(_SUBCLASS):
            methods += self._handing.methods(Super(made.unit, made.function), _SUBCLASS)
        if self._telling.method(_SET_NAME):
            for bindings in outline.functions[made.function].bindings.values():
                for value in self._evaluator.values(made.unit, bindings[-1].value).all:
                    if isinstance(value, Object):
                        methods += self._handing.methods(value, _SET_NAME)
        return methods

    def of_metaclass(self, value: Own, names: tuple[str, ...]) -> list[Node]:
        """Methods of a class's metaclass."""
        function = self._units.units[value.unit].outline.functions[value.function]
        return [
            method
            for name, expr in function.keywords
            if name == "metaclass"
            for meta in self._evaluator.values(value.unit, expr).all
            if isinstance(meta, Own)
            for method in self._handing.methods(Object(meta.unit, meta.function), names)
        ]
