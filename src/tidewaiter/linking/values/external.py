"""What calls of things outside of the release give: objects, constants, decoded text, modules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tidewaiter.linking.units import PYTHON
from tidewaiter.linking.values import paths
from tidewaiter.linking.values.attributes.stores import enclosing_class
from tidewaiter.linking.values.iterated import MAKERS
from tidewaiter.linking.values.possible import NOTHING, Values, known, one
from tidewaiter.linking.values.promises import FIRST, PROMISE
from tidewaiter.linking.values.value import (
    Display,
    External,
    Instance,
    Known,
    Method,
    Module,
    Object,
    Own,
    Super,
    UnitId,
    Value,
)
from tidewaiter.model.facts import (
    UNKNOWN,
    Attr,
    Call,
    Expr,
    Imported,
    Items,
    Mapping,
    Name,
    Spread,
)
from tidewaiter.model.facts import Node as Expression
from tidewaiter.reading import constants, external_calls
from tidewaiter.reading.constants import HOLE
from tidewaiter.reading.layers import decoder_for
from tidewaiter.reading.layers.interface import Decoder

if TYPE_CHECKING:
    from tidewaiter.linking.values.evaluate import Evaluator

SAME_OBJECT = frozenset(
    f"globalThis.Object.{name}"
    for name in (
        *("create", "freeze", "seal", "preventExtensions", "setPrototypeOf"),
        *("defineProperty", "defineProperties", "assign"),
    )
)
"""Calls that hand back their first argument."""

_BEHIND = frozenset({"globalThis.Object.getPrototypeOf", "globalThis.Reflect.getPrototypeOf"})

_DECORATES = "functools.wraps()"
_MAP = "builtins.map"
"""What ``functools.wraps(f)`` gives: it hands back the function that it decorates."""

TRANSPARENT = frozenset(
    {
        _DECORATES,
        "functools.partial",
        "functools.lru_cache",
        "functools.cache",
        "functools.update_wrapper",
        "functools.singledispatch",
        "contextlib.contextmanager",
        "contextlib.asynccontextmanager",
        "builtins.staticmethod",
        "builtins.classmethod",
        "builtins.property",
        "builtins.sorted",
        "builtins.list",
        "builtins.tuple",
        "builtins.set",
        "builtins.frozenset",
        "builtins.iter",
        "builtins.reversed",
        "util.promisify",
        "asyncio.coroutine",
        "globalThis.Promise.resolve",
        "globalThis.Promise.all",
        "globalThis.await",  # where a script has it at top level, readers see a call
    }
)
"""Calls whose value behaves as their first argument does."""

_CASTS = frozenset({"typing.cast", "typing_extensions.cast"})
"""Calls whose value is their second argument."""

_ENVIRONMENT = frozenset({"os.getenv", "os.environ.get"})
"""Calls that give their second argument where the first is not set."""

_ITEM_OR = frozenset({"get", "pop", "setdefault"})
"""Methods of a dictionary that give an item, or the second argument when there is none."""

_VIEWS = frozenset({"keys", "values", "items"})

IMPORT = "builtins.__import__"

_DICTIONARIES = frozenset({"builtins.dict", "collections.OrderedDict"})
_KEEP = frozenset({"collections.deque", "types.MappingProxyType", "types.SimpleNamespace"})

RUN_NOTHING = TRANSPARENT | _DICTIONARIES | _KEEP | {"functools.wraps"}
"""Calls that run none of the functions they are given."""


Fold = Callable[[list[constants.Folded], dict[str, constants.Folded]], constants.Folded]
"""Makes a constant of positional and named arguments."""


_ATTRIBUTE_BY_NAME = frozenset({"builtins.getattr", "globalThis.Reflect.get"})


class ExternalCalls:
    """What external functions and methods of constants give, asked through an `Evaluator`."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._units = evaluator.units
        self.peeled: dict[str | bytes, tuple[str, ...]] = {}
        """Decoders by which a decoded constant was made, outermost first."""
        self._dictionaries: dict[tuple[UnitId, Call], Expr] = {}

    def value(self, unit: UnitId, expr: Expr, node: Call, name: str) -> Values:
        """What the call ``expr`` of an external function gives."""
        language = self._evaluator.languages[self._units.units[unit].language]
        name = language.canonical(name)
        resolved = self._reflected(unit, node, name)
        if resolved is not None:
            return resolved
        if name == "functools.wraps":
            return one(External(_DECORATES))
        if name in MAKERS:
            return one(Display(unit, expr))
        if name == PROMISE and (settled := self._evaluator.promises.made(unit, node)).all:
            return settled
        if name in _CASTS and len(node.args) > 1:
            return self._evaluator.values(unit, node.args[1])
        if name in FIRST and node.args:
            each = self._evaluator.attributes.element
            several = self._evaluator.values(unit, node.args[0]).all
            return self._evaluator.merged([each(v, -1) for v in several] or [NOTHING])
        if name in _DICTIONARIES and node.names:
            return one(Display(unit, self._dictionary(unit, node)))
        if name in _DICTIONARIES and node.args:
            return self._of_pairs(unit, node)
        if name in TRANSPARENT and node.args:
            turned = self._fold_call(unit, node, name)  # text that is reversed is another text
            return turned if turned.all else self._evaluator.values(unit, node.args[0])
        if name.endswith(".bind") and language.lookup(name) is None:
            return one(External(name.removesuffix(".bind")))
        returns = language.returns(name)
        if returns in paths.HOLD_PATHS and (found := self._paths(unit, node, name))[0] is not None:
            return paths.several(returns, (unit, expr), found)
        if returns:
            return one(Instance(returns, (unit, expr)))
        if name in paths.AS_TEXT and isinstance(callee := self._callee(unit, node), Attr):
            return known(self._evaluator.folding.alternatives(unit, callee.base))
        folded = self._fold_call(unit, node, name)
        if folded.all:
            return folded
        if language.knows_prefix(name):
            return one(Instance(name, (unit, expr)))
        return NOTHING

    def _dictionary(self, unit: UnitId, call: Call) -> Expr:
        """``dict(base, name=value)`` as the display that it is."""
        known = self._dictionaries.get((unit, call))
        if known is None:
            count = len(call.args) - len(call.names)
            words = ("**",) * count + call.names
            pairs = list(zip(words, call.args, strict=True))
            known = self._evaluator.parameters.gathered(unit, pairs)
            self._dictionaries[(unit, call)] = known
        return known

    def _of_pairs(self, unit: UnitId, call: Call) -> Values:
        """``dict([(name, value), …])`` as the display that it is, ``dict(other)`` as the other."""
        exprs = self._units.units[unit].outline.exprs
        known = self._dictionaries.get((unit, call))
        if known is None:
            written = exprs[call.args[0]]
            pairs = [exprs[item] for item in written.items] if isinstance(written, Items) else []
            kept = [p.items for p in pairs if isinstance(p, Items) and len(p.items) == 2]
            if not kept or len(kept) != len(pairs):
                given = self._evaluator.values(unit, call.args[0])
                return given if all(self._is_mapping(v) for v in given.all) else NOTHING
            exprs.append(Mapping(tuple([p[0] for p in kept]), tuple([p[1] for p in kept])))
            known = self._dictionaries[(unit, call)] = len(exprs) - 1
        return one(Display(unit, known))

    def _is_mapping(self, value: Value) -> bool:
        """Whether a value is a dictionary that is written down."""
        if not isinstance(value, Display):
            return False
        return isinstance(self._units.units[value.unit].outline.exprs[value.expr], Mapping)

    def is_transparent(self, callee: tuple[Value, ...]) -> bool:
        """Whether what is called gives what its first argument gives: ``sorted``."""
        return any(isinstance(value, External) and value.name in TRANSPARENT for value in callee)

    def _callee(self, unit: UnitId, call: Call) -> Expression:
        return self._units.units[unit].outline.exprs[call.callee]

    def _paths(self, unit: UnitId, node: Call, name: str) -> list[constants.Folded]:
        """The paths that a call of pathlib or its like may give, ``None`` when it gives none."""
        callee = self._callee(unit, node)
        receiver = callee.base if isinstance(callee, Attr) else UNKNOWN
        positional = node.args[: len(node.args) - len(node.names)]

        def made(parts: Sequence[constants.Folded]) -> constants.Folded:
            held = parts[0] if isinstance(parts[0], str) else HOLE
            return paths.made(name, held, parts[1:])

        return self._evaluator.folding.combined(unit, (receiver, *positional), made)

    def _reflected(self, unit: UnitId, node: Call, name: str) -> Values | None:
        """``getattr``, ``__import__``, ``import_module``, ``require``… with names that fold."""
        asked = self._evaluator
        if name in _ATTRIBUTE_BY_NAME and len(node.args) >= 2:
            return self._attribute_by_name(unit, node)
        if name in ("builtins.__import__", "importlib.import_module", "importlib.__import__"):
            return self._import_by_name(unit, node, top=name.endswith("__import__"))
        if name in ("globalThis.require", "import", "globalThis.module.require"):
            specifier = asked.constant(unit, node.args[0]) if node.args else None
            if isinstance(specifier, str) and constants.HOLE not in specifier:
                here = self._units.units[unit]
                return asked.modules.named(unit, here, Imported(specifier, "", 0))
            return NOTHING
        if name in ("builtins.globals", "builtins.locals", "builtins.vars") and not node.args:
            return one(Module(unit))
        if name == "builtins.vars":
            modules = [v for v in asked.values(unit, node.args[0]).all if isinstance(v, External)]
            return asked.merged([one(v) for v in modules] or [NOTHING])
        if name == "builtins.eval" and node.args:  # exec_ = eval("exec"), as Python 2 had to
            named = asked.constant(unit, node.args[0])
            builtin = f"builtins.{named}" if isinstance(named, str) else ""
            language = asked.languages[self._units.units[unit].language]
            return one(External(builtin)) if language.lookup(builtin) is not None else None
        if name == "builtins.super":
            return self._python_super(unit, node)
        if name == "builtins.type" and len(node.args) == 1:
            objects = [v for v in asked.values(unit, node.args[0]).all if isinstance(v, Object)]
            return asked.merged([one(Own(o.unit, o.function)) for o in objects] or [NOTHING])
        if name in _ENVIRONMENT and len(node.args) == 2:
            return asked.merged([asked.values(unit, node.args[1])], certain=False, more=True)
        if name in _BEHIND and node.args:
            objects_of = asked.values(unit, node.args[0]).all
            behind = [one(v) for value in objects_of for v in asked.classes.behind(value)]
            return asked.merged(behind or [NOTHING])
        if name == "globalThis.Object" and node.args:
            given = asked.values(unit, node.args[0])
            return given if any(not isinstance(v, Known) for v in given.all) else None
        if name == "globalThis.Object.assign" and node.args:
            return asked.merged([asked.values(unit, arg) for arg in node.args], certain=False)
        if name in SAME_OBJECT and node.args:
            given = asked.values(unit, node.args[0])
            return _created(given) if name == "globalThis.Object.create" else given
        return None

    def _attribute_by_name(self, unit: UnitId, node: Call) -> Values:
        """``getattr(os, name)``: of a module outside also by a name that is not known."""
        asked = self._evaluator
        key = asked.constant(unit, node.args[1])
        base = asked.values(unit, node.args[0])
        if isinstance(key, str) and constants.HOLE not in key:
            return asked.merged([asked.attributes.of(v, key) for v in base.all] or [NOTHING])
        name = key if isinstance(key, str) else constants.HOLE
        language = asked.languages[self._units.units[unit].language]
        modules = [v for v in base.all if isinstance(v, External) and language.members(v.name)]
        return asked.merged([asked.attributes.of(v, name) for v in modules] or [NOTHING])

    def _python_super(self, unit: UnitId, node: Call) -> Values:
        outline = self._units.units[unit].outline
        callee = outline.exprs[node.callee]
        if not isinstance(callee, Name):
            return NOTHING
        owner = enclosing_class(outline.functions, callee.scope)
        return one(Super(unit, owner)) if owner is not None else NOTHING

    def _import_by_name(self, unit: UnitId, node: Call, *, top: bool) -> Values:
        module = self._evaluator.constant(unit, node.args[0]) if node.args else None
        if not isinstance(module, str) or constants.HOLE in module:
            return NOTHING
        here = self._units.units[unit]
        level = len(module) - len(module.lstrip(".")) or (self.level(unit, node) if top else 0)
        imported = Imported(module.lstrip("."), "", level)
        has_fromlist = len(node.args) > 3 or "fromlist" in node.names
        if top and not level and not has_fromlist:
            imported = Imported(module.partition(".")[0], "", 0)
        return self._evaluator.modules.named(unit, here, imported)

    def imported(self, unit: UnitId, name: str) -> Values:
        """The module of a name that is known, as it is called in a unit."""
        if constants.HOLE in name:
            return NOTHING
        here = self._units.units[unit]
        bare = name.lstrip(".") if here.language == PYTHON else name
        return self._evaluator.modules.named(unit, here, Imported(bare, "", len(name) - len(bare)))

    def level(self, unit: UnitId, node: Call) -> int:
        """How many packages up ``__import__(name, globals(), locals(), [], level)`` starts."""
        positional = node.args[: len(node.args) - len(node.names)]
        if "level" in node.names:
            asked = node.args[len(positional) + node.names.index("level")]
        elif len(positional) > 4:
            asked = positional[4]
        else:
            return 0
        level = self._evaluator.constant(unit, asked)
        return level if isinstance(level, int) and level > 0 else 0

    def _decoded(self, unit: UnitId, node: Call, name: str) -> Values:
        decoder = decoder_for(name)
        if decoder is None or not node.args:
            return NOTHING
        option = self._evaluator.constant(unit, node.args[1]) if len(node.args) > 1 else ""
        option = option if isinstance(option, str) else ""
        every = self._evaluator.folding.alternatives(unit, node.args[0])
        return known([self._peel(decoder, data, option) for data in every])

    def _peel(self, decoder: Decoder, data: constants.Folded, option: str) -> constants.Folded:
        if not isinstance(data, str | bytes) or (isinstance(data, str) and constants.HOLE in data):
            return constants.UNFOLDED
        decoded = decoder.decode(data, option=option)
        if decoded is None:
            return constants.UNFOLDED
        self.peeled[decoded] = (*self.peeled.get(data, ()), decoder.name)
        return decoded

    def _fold_call(self, unit: UnitId, node: Call, name: str) -> Values:
        stem = name.removesuffix(".apply")
        if stem != name and len(node.args) > 1 and external_calls.folds(stem):
            return known(
                self._evaluator.folding.combined(
                    unit, node.args[1:2], lambda f: external_calls.call(stem, _spread(f[0]), {})
                )
            )
        if name == _MAP and len(node.args) == 2:
            return self._mapped(unit, node)
        decoded = self._decoded(unit, node, name)
        if decoded.all or not external_calls.folds(name):
            return decoded
        return known(
            self._folded(unit, node, lambda args, named: external_calls.call(name, args, named))
        )

    def _mapped(self, unit: UnitId, node: Call) -> Values:
        """``map(chr, codes)``: what a function that folds makes of each element."""
        functions = self._evaluator.values(unit, node.args[0]).all
        names = [
            f.name for f in functions if isinstance(f, External) and external_calls.folds(f.name)
        ]
        if len(names) != 1 or len(functions) != 1:
            return NOTHING

        def each(given: Sequence[constants.Folded]) -> constants.Folded:
            if given[0] is constants.UNFOLDED:
                return constants.UNFOLDED
            made = [external_calls.call(names[0], [e], {}) for e in constants.elements(given[0])]
            kept = tuple([value for value in made if isinstance(value, str | bytes | int | float)])
            return kept if kept and len(kept) == len(made) else constants.UNFOLDED

        return known(self._evaluator.folding.combined(unit, node.args[1:], each))

    def _folded(self, unit: UnitId, node: Call, fold: Fold) -> list[constants.Folded]:
        """What ``fold`` makes of a call's arguments; what is spread among them is several."""
        exprs = self._units.units[unit].outline.exprs
        nodes = [exprs[arg] for arg in node.args]
        parts = [
            given.value if isinstance(given, Spread) else arg
            for arg, given in zip(node.args, nodes, strict=True)
        ]
        count = len(node.args) - len(node.names)

        def folded(values: Sequence[constants.Folded]) -> constants.Folded:
            args: list[constants.Folded] = []
            for value, given in zip(values[:count], nodes[:count], strict=True):
                args += _spread(value) if isinstance(given, Spread) else [value]
            return fold(args, dict(zip(node.names, values[count:], strict=True)))

        return self._evaluator.folding.combined(unit, parts, folded)

    def of_method(self, unit: UnitId, expr: Expr, node: Call, method: Method) -> Values:
        """What a method of a constant, display or iterator gives."""
        receiver = method.receiver
        receivers: list[constants.Folded] = [constants.UNFOLDED]
        if isinstance(receiver, Known):
            receivers = [receiver.value]
        elif isinstance(receiver, Display):
            receivers = self._evaluator.folding.displays(receiver)
        if receivers == [constants.UNFOLDED]:
            given = self._evaluator.iterated.called(unit, expr, node, method)
            return self._display_method(unit, node, method) if given is None else given
        parts = [self._method_of(unit, node, method.name, receiver) for receiver in receivers]
        found = self._evaluator.merged(parts)
        given = None if found.all else self._evaluator.iterated.called(unit, expr, node, method)
        return found if given is None else given

    def _method_of(self, unit: UnitId, node: Call, name: str, receiver: constants.Folded) -> Values:
        results = self._folded(
            unit, node, lambda args, named: constants.method(receiver, name, args, named)
        )
        if isinstance(receiver, str | bytes) and (layers := self.peeled.get(receiver)):
            for result in results:
                if isinstance(result, str | bytes):
                    self.peeled.setdefault(result, layers)
        return known(results)

    def _display_method(self, unit: UnitId, node: Call, method: Method) -> Values:
        if not isinstance(method.receiver, Display):
            return NOTHING
        if method.name in _ITEM_OR and node.args:
            keys = self._evaluator.folding.alternatives(unit, node.args[0])
            found = [self._evaluator.attributes.item(method.receiver, key) for key in keys]
            otherwise = [self._evaluator.values(unit, arg) for arg in node.args[1:2]]
            return self._evaluator.merged(found + otherwise, certain=False)
        if method.name in _VIEWS:
            return self._evaluator.attributes.viewed.of(method.receiver, method.name)
        if method.name in ("copy", "concat", "slice", "filter"):
            return one(method.receiver)
        return NOTHING


def _spread(value: constants.Folded) -> list[constants.Folded]:
    """The elements of what is spread; one that is not known when it is not."""
    return [value] if value is constants.UNFOLDED else [*constants.elements(value)]


def _created(given: Values) -> Values:
    """A new object behaves as its prototype does; what is set on it is not set on a built-in's."""
    kept = [v for v in given.all if not (isinstance(v, External) and v.name.endswith(".prototype"))]
    return Values(tuple(kept), certain=given.certain and len(kept) == len(given.all))
