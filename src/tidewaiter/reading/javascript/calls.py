"""Calls, ``new``, ``require`` and ``import()``, and the wrappers that compilers put around them."""

from collections.abc import Mapping as Table
from typing import TYPE_CHECKING

from tidewaiter.model.facts import (
    UNKNOWN,
    Attr,
    Closure,
    Const,
    EventKind,
    Expr,
    Imported,
    Items,
    Name,
    Spread,
    Text,
)
from tidewaiter.reading.javascript.awaited import AWAITERS, GENERATORS, MAKERS, sent
from tidewaiter.reading.javascript.commonjs import EXPORTERS
from tidewaiter.reading.javascript.descriptors import DESCRIBERS, describe
from tidewaiter.reading.javascript.functions import NAMED, read_function
from tidewaiter.reading.javascript.merging import MERGERS, OMIT, PICK, merged, omitted, picked
from tidewaiter.reading.javascript.reader import MODULE, Read, Reader, read_through
from tidewaiter.reading.javascript.universal import given_exports
from tidewaiter.reading.javascript.webpack import bundle, required

if TYPE_CHECKING:
    from tree_sitter import Node

_REQUIRE = frozenset(("require", "__require", "__non_webpack_require__", "import"))
_WHOLE = frozenset({"_", "default"})
"""Under which a compiler's helper is given by a module of its own."""

INTEROP = frozenset(
    (
        "__importDefault",
        "__importStar",
        "__toESM",
        "_interopRequireDefault",
        "_interopRequireWildcard",
        "_interop_require_default",
        "_interop_require_wildcard",
        "_interopDefault",
        "_interopDefaultLegacy",
        "_interopDefaultCompat",
        "_interopNamespace",
        "_interopNamespaceDefault",
        "_interopNamespaceCompat",
        "getDefaultExportFromCjs",
        "interopDefault",
        "_interopDefault$1",
        "_interopNamespaceDefault$1",
    )
)


_DEFINES = "d"
"""What webpack calls the function by which a module says what it exports."""


def _call(reader: Reader, node: "Node") -> Expr:
    parts = node.children
    if len(parts) == 2:  # nothing between them: no comment, no types, no ``?.``
        function, arguments = parts
    else:
        found, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        if found is None or given is None:
            return read_through(reader, node)
        function, arguments = found, given
    if len(reader.scopes.frames) == 1 and _function(function) is not None:
        given_names = (reader.source(c) for c in arguments.named_children if c.type == "identifier")
        reader.hands_module = MODULE in given_names
    callee = reader.paths[function.kind_id](reader, function)
    reader.hands_module = False
    called = called_name(reader, callee)
    if called in reader.helpers and reader.scopes.is_global(called):
        called = reader.helpers[called]
    handed = None
    if not called and isinstance(reader.exprs[callee], Closure):
        if value := bundle(reader, node, function, arguments):
            return value
        if len(reader.scopes.frames) == 1:
            handed = given_exports(reader, function)
    args = _arguments(reader, arguments, stepwise=called in _RUN_STEPS, handed=handed)
    if (reader.bundled or called == _DEFINES) and (value := required(reader, node, callee, args)):
        return value
    if called in _SPECIAL and (value := _special(reader, node, called, callee, args)):
        return value
    row, column = node.start_point
    return reader.builder.call(callee, args, (), row + 1, column)


def called_name(reader: Reader, callee: Expr) -> str:
    """The last name of what is called; of ``_interop_require_default._`` the one before it."""
    known = reader.exprs[callee]
    if isinstance(known, Attr):
        if known.name not in _WHOLE:
            return known.name
        known = reader.exprs[known.base]
    return known.id if isinstance(known, Name) else ""


def _arguments(
    reader: Reader,
    node: "Node",
    *,
    stepwise: bool = False,
    handed: tuple[int, int] | None = None,
) -> tuple[Expr, ...]:
    """The arguments.

    Args:
        stepwise: A generator among them is run as an async function.
        handed: Which of them is a module's body, and as which parameter that gets ``exports``.
    """
    if node.kind_id != reader.kinds.arguments:  # a template: its tag is given what stands in it
        text = reader.read(node)
        parts = reader.exprs[text]
        given = parts.parts if isinstance(parts, Text) else ()
        return (text, *[part for part in given if not isinstance(reader.exprs[part], Const)])
    readers, extras = reader.readers, reader.kinds.extras
    values = []
    for child in node.named_children:
        kind = child.kind_id
        if stepwise and child.type in GENERATORS:
            values.append(read_function(reader, child, "", stepwise=True))
        elif handed and len(values) == handed[0] and (body := _function(child)) is not None:
            values.append(read_function(reader, body, "", exports=handed[1]))
        elif kind not in extras:
            values.append(readers[kind](reader, child))
    return tuple(values)


def _function(node: "Node") -> "Node | None":
    """A function that is written down, with or without parentheses."""
    while node.type == "parenthesized_expression" and node.named_child_count == 1:
        node = node.named_children[0]
    return node if node.type in NAMED else None


def _special(
    reader: Reader, node: "Node", called: str, callee: Expr, args: tuple[Expr, ...]
) -> Expr:
    if called in _REQUIRE:
        return _required(reader, node, callee, args)
    if called in INTEROP:
        return _interop(reader, node, callee, args)
    if called in MAKERS:
        return args[0] if args else UNKNOWN
    if called == "sent":
        return sent(reader, callee)
    if called in AWAITERS:
        return _awaiter(reader, node, args)
    if called == "apply":
        return _applied(reader, node, callee, args)
    if called == PICK and (value := picked(reader, node, callee, args)):
        return value
    if called == OMIT and (value := omitted(reader, node, callee, args)):
        return value
    if called in MERGERS and (value := merged(reader, node, called, callee, args)):
        return value
    if called in DESCRIBERS and (value := describe(reader, node, called, callee, args)):
        return value
    return EXPORTERS[called](reader, callee, args) if called in EXPORTERS else UNKNOWN


def _applied(reader: Reader, node: "Node", callee: Expr, args: tuple[Expr, ...]) -> Expr:
    """``Reflect.apply(f, self, list)`` as ``f.apply(self, list)`` (ECMA-262, 28.1.1)."""
    known = reader.exprs[callee]
    base = reader.exprs[known.base] if isinstance(known, Attr) else None
    if not isinstance(base, Name) or base.id != "Reflect" or reader.scopes.declares("Reflect"):
        return UNKNOWN
    if len(args) < 2 or any(isinstance(reader.exprs[arg], Spread) for arg in args[:2]):
        return UNKNOWN
    row, column = node.start_point
    method = reader.builder.add(Attr(args[0], "apply"))
    return reader.builder.call(method, args[1:], (), row + 1, column)


def _interop(reader: Reader, node: "Node", callee: Expr, args: tuple[Expr, ...]) -> Expr:
    """The module that a helper is given; a helper of the text runs, told once a function."""
    known = reader.exprs[callee]
    place = (reader.builder.scope, known.id) if isinstance(known, Name) else None
    if place is not None and place not in reader.interop and reader.scopes.declares(place[1]):
        reader.interop.add(place)
        row, column = node.start_point
        reader.builder.call(callee, args, (), row + 1, column)
    return args[0] if args else UNKNOWN


def _awaiter(reader: Reader, node: "Node", args: tuple[Expr, ...]) -> Expr:
    """``__awaiter(this, [a], void 0, function* (a) {…})`` as the call of its last argument."""
    if len(args) < 3 or not isinstance(reader.exprs[args[-1]], Closure):
        return UNKNOWN
    given = reader.exprs[args[1]]
    row, column = node.start_point
    items = given.items if isinstance(given, Items) else ()
    return reader.builder.call(args[-1], items, (), row + 1, column)


def _required(reader: Reader, node: "Node", callee: Expr, args: tuple[Expr, ...]) -> Expr:
    known = reader.exprs[callee]
    if isinstance(known, Attr):
        base = reader.exprs[known.base]
        if not (isinstance(base, Name) and base.id == "module"):
            return UNKNOWN
    specifier = reader.exprs[args[0]] if args else None
    if not (isinstance(specifier, Const) and isinstance(specifier.value, str)):
        return UNKNOWN
    return import_here(reader, node, specifier.value)


def import_here(reader: Reader, node: "Node", specifier: str) -> Expr:
    """A module is executed here; gives the `Imported` that stands for all of it."""
    row, column = node.start_point
    if specifier.startswith("."):
        reader.builder.foreign.add(specifier)
    module = reader.builder.add(Imported(specifier, "", 0))
    reader.builder.event(EventKind.IMPORT, row + 1, column, expr=module)
    return module


def _new(reader: Reader, node: "Node") -> Expr:
    constructor = node.child_by_field_name("constructor")
    arguments = node.child_by_field_name("arguments")
    if constructor is None:
        return read_through(reader, node)
    callee = reader.path(constructor)
    args = _arguments(reader, arguments) if arguments is not None else ()
    row, column = node.start_point
    return reader.builder.call(callee, args, (), row + 1, column, 1)


def _import(reader: Reader, _node: "Node") -> Expr:
    return reader.builder.name("import")


_RUN_STEPS = frozenset([*AWAITERS, *MAKERS])
_SPECIAL = frozenset(
    [
        *_REQUIRE,
        *INTEROP,
        *EXPORTERS,
        *MERGERS,
        *DESCRIBERS,
        *_RUN_STEPS,
        PICK,
        OMIT,
        "sent",
        "apply",
    ]
)

READERS: Table[str, Read] = {"call_expression": _call, "new_expression": _new, "import": _import}
