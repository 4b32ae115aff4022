"""What a CommonJS module exports, spelled by hand or by a compiler."""

from collections.abc import Callable
from collections.abc import Mapping as Table

from tidewaiter.model.facts import (
    GETTER,
    UNKNOWN,
    Attr,
    Call,
    Closure,
    Const,
    EventKind,
    Expr,
    Imported,
    Item,
    Mapping,
    Name,
    Param,
)
from tidewaiter.reading.javascript.reader import Reader


def is_exports(reader: Reader, expr: Expr) -> bool:
    """Whether an expression is the module's own ``exports`` or ``module.exports``."""
    known = reader.exprs[expr]
    if isinstance(known, Name):
        return reader.scopes.is_exports(known.id)
    if not isinstance(known, Attr) or known.name != "exports":
        return False
    base = reader.exprs[known.base]
    return isinstance(base, Name) and base.id == "module" and reader.scopes.is_global("module")


def export_assigned(reader: Reader, target: Expr, value: Expr) -> None:
    """``module.exports = …``, ``exports.a = …``, ``exports[key] = module[key]``."""
    known = reader.exprs[target]
    if isinstance(known, Attr) and is_exports(reader, target):
        _export_whole(reader, value)
    elif isinstance(known, Attr | Item) and is_exports(reader, known.base):
        if isinstance(known, Attr):
            reader.builder.export(known.name, value)
        else:
            _export_copied(reader, value)


def _export_whole(reader: Reader, value: Expr) -> None:
    """`=`, or the names that esbuild put into the object it converts."""
    known = reader.exprs[value]
    if isinstance(known, Call) and len(known.args) == 1:
        callee, given = reader.exprs[known.callee], reader.exprs[known.args[0]]
        if isinstance(callee, Name) and callee.id == "__toCommonJS" and isinstance(given, Name):
            for name, exported in reader.namespaces.get(given.id, ()):
                reader.builder.export(name, exported)
            return
    reader.builder.export("=", value)


def _export_copied(reader: Reader, value: Expr) -> None:
    """A computed key: all of what is copied from."""
    known = reader.exprs[value]
    reader.builder.export("*", known.base if isinstance(known, Item) else value)


def returned(reader: Reader, expr: Expr) -> Expr:
    """What a getter gives, as an expression of its own scope."""
    known = reader.exprs[expr]
    if not isinstance(known, Closure):
        return UNKNOWN
    events = reader.builder.functions[known.function].events
    return next((event.value for event in events if event.kind == EventKind.RETURN), UNKNOWN)


def _define_property(reader: Reader, _callee: Expr, args: tuple[Expr, ...]) -> Expr:
    """``Object.defineProperty(exports, "a", {get: function () { return x.a; }})``"""
    exprs = reader.exprs
    if len(args) != 3 or not is_exports(reader, args[0]):
        return UNKNOWN
    value = _described(reader, args[2])
    key = exprs[args[1]]
    if not isinstance(key, Const):
        _export_copied(reader, value)
    elif isinstance(key.value, str) and key.value != "__esModule":
        reader.builder.export(key.value, value)
        getter = _getter(reader, args[2])
        if getter != UNKNOWN and _does_more(reader, getter):
            reader.builder.export(GETTER + key.value, getter)
    return UNKNOWN


def _described(reader: Reader, descriptor: Expr) -> Expr:
    getter = _getter(reader, descriptor)
    return _under(reader, descriptor, "value") if getter == UNKNOWN else returned(reader, getter)


def _getter(reader: Reader, descriptor: Expr) -> Expr:
    return _under(reader, descriptor, "get")


def _under(reader: Reader, descriptor: Expr, name: str) -> Expr:
    known = reader.exprs[descriptor]
    if isinstance(known, Mapping):
        for key, value in zip(known.keys, known.values, strict=True):
            if reader.exprs[key] == Const(name):
                return value
    return UNKNOWN


def _does_more(reader: Reader, getter: Expr) -> bool:
    """Whether a getter calls something, as those of compilers do not."""
    known = reader.exprs[getter]
    if not isinstance(known, Closure):
        return False
    events = reader.builder.functions[known.function].events
    return any(event.kind == EventKind.CALL for event in events)


def _assign(reader: Reader, _callee: Expr, args: tuple[Expr, ...]) -> Expr:
    """``Object.assign(module.exports, {…}, require("x"))``"""
    if args and is_exports(reader, args[0]):
        for source in args[1:]:
            _export_all(reader, source)
    return UNKNOWN


def _export_all(reader: Reader, source: Expr) -> None:
    known = reader.exprs[source]
    if not isinstance(known, Mapping):
        reader.builder.export("*", source)
        return
    for key, value in zip(known.keys, known.values, strict=True):
        name = reader.exprs[key]
        if isinstance(name, Const) and isinstance(name.value, str):
            reader.builder.export(name.value, value)


def _export_star(reader: Reader, _callee: Expr, args: tuple[Expr, ...]) -> Expr:
    """``__exportStar(require("x"), exports)``; ``__reExport(exports, require("x"))``"""
    if len(args) > 1 and is_exports(reader, args[0]):
        args = args[1], args[0]
    if len(args) > 1 and _is_target(reader, args[1]):
        reader.builder.export("*", args[0])
    return UNKNOWN


def _is_target(reader: Reader, expr: Expr) -> bool:
    return is_exports(reader, expr)


def _getters(reader: Reader, _callee: Expr, args: tuple[Expr, ...]) -> Expr:
    """``__export(target, {a: () => a})``; ``__export(require("x"))`` of old TypeScript."""
    if len(args) == 1:
        if isinstance(reader.exprs[args[0]], Imported):
            reader.builder.export("*", args[0])
        return UNKNOWN
    exprs = reader.exprs
    table = exprs[args[1]] if args else None
    if not isinstance(table, Mapping):
        return UNKNOWN
    target, whole = exprs[args[0]], is_exports(reader, args[0])
    for key, getter in zip(table.keys, table.values, strict=True):
        name = exprs[key]
        if isinstance(name, Const) and isinstance(name.value, str):
            _give(reader, args[0], target, whole, name.value, returned(reader, getter))
    return UNKNOWN


def _give(reader: Reader, into: Expr, target: object, whole: bool, name: str, value: Expr) -> None:
    if whole:
        reader.builder.export(name, value)
    elif isinstance(target, Name):
        reader.namespaces.setdefault(target.id, []).append((name, value))
        attribute = reader.builder.add(Attr(into, name))
        reader.builder.event(EventKind.STORE, 0, 0, expr=attribute, value=value)


def _create_binding(reader: Reader, _callee: Expr, args: tuple[Expr, ...]) -> Expr:
    """``__createBinding(exports, module, "a", "b")`` gives ``module.a`` as ``b``."""
    exprs = reader.exprs
    if len(args) < 3 or not is_exports(reader, args[0]):
        return UNKNOWN
    name, alias = exprs[args[2]], exprs[args[-1]]
    if isinstance(name, Const) and isinstance(name.value, str) and isinstance(alias, Const):
        part = reader.builder.add(Attr(args[1], name.value))
        reader.builder.export(str(alias.value), part)
    return UNKNOWN


def _module(reader: Reader, _callee: Expr, args: tuple[Expr, ...]) -> Expr:
    """``__commonJS({"x.js"(exports, module) {…}})``: a function that gives a module's exports."""
    body = _body(reader, args)
    known = reader.exprs[body]
    if not isinstance(known, Closure):
        return UNKNOWN
    exports, module = _given(reader, known.function)
    _as_module(reader, known.function, exports, module)
    return body


def as_bundled(reader: Reader, body: Expr) -> Expr:
    """The same of a function that is given ``module`` before ``exports``."""
    known = reader.exprs[body]
    if not isinstance(known, Closure):
        return UNKNOWN
    module, exports = _given(reader, known.function)
    _as_module(reader, known.function, exports, module)
    return body


def _as_module(reader: Reader, function: int, exports: Expr, module: Expr) -> None:
    """Make what a module's function is given, and let it return what that exports."""
    if exports != UNKNOWN:
        reader.exprs[exports] = Mapping((), ())
    whole = exports
    if module != UNKNOWN:
        reader.exprs[module] = Mapping((reader.constant("exports"),), (exports,))
        whole = reader.builder.add(Attr(module, "exports"))
    reader.builder.returns(function, whole)


def _body(reader: Reader, args: tuple[Expr, ...]) -> Expr:
    """The function that a bundler's helper is given, by itself or as the value of a path."""
    given = reader.exprs[args[0]] if args else None
    if isinstance(given, Mapping) and len(given.values) == 1:
        return given.values[0]
    return args[0] if isinstance(given, Closure) else UNKNOWN


def _given(reader: Reader, function: int) -> tuple[Expr, Expr]:
    """The expressions of a function's first two parameters, `UNKNOWN` for what it lacks."""
    found = [UNKNOWN, UNKNOWN]
    for bindings in reader.builder.functions[function].bindings.values():
        param = reader.exprs[bindings[0].value]
        if isinstance(param, Param) and param.index < len(found):
            found[param.index] = bindings[0].value
    return found[0], found[1]


def _initialiser(reader: Reader, _callee: Expr, args: tuple[Expr, ...]) -> Expr:
    """``__esm({"x.js"() {…}})``: a function that runs a module."""
    return _body(reader, args)


EXPORTERS: Table[str, Callable[[Reader, Expr, tuple[Expr, ...]], Expr]] = {
    "defineProperty": _define_property,
    "assign": _assign,
    "__exportStar": _export_star,
    "_export_star": _export_star,
    "__reExport": _export_star,
    "__export": _getters,
    "_export": _getters,
    "__createBinding": _create_binding,
    "__commonJS": _module,
    "__commonJSMin": _module,
    "__esm": _initialiser,
    "__esmMin": _initialiser,
}
