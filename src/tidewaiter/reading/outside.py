"""What a value is made of that the package does not decide: command line, environment, platform.

What runs it belongs to the environment: whether that is a terminal, and which files are there.
"""

from tidewaiter.model.facts import (
    Attr,
    Binary,
    Call,
    Choice,
    Element,
    Expr,
    Function,
    Imported,
    Item,
    Items,
    Name,
    Node,
)
from tidewaiter.reading.builder import Builder

_COMMAND_LINE = frozenset({"argv", "parse_args", "parse_known_args", "parseArgs"})
"""Attributes, functions and names of imports that give what was written on the command line."""

_PARSERS = frozenset({"arg", "commander", "docopt", "getopt", "meow", "yargs", "yargs/yargs"})
"""Modules that read the command line when they are handed nothing, too."""

_ENVIRONMENT = frozenset({"environ", "env", "getenv"})
_PROCESS = frozenset({"os", "process"})
"""Whose attributes and exports of these names are the environment."""

_THERE = frozenset(
    {
        *("exists", "lexists", "isfile", "isdir", "is_file", "is_dir", "existsSync"),
        *("isatty", "isTTY"),
    }
)
"""Attributes and functions that ask for a file or a terminal, whoever has them."""

_PLATFORM = {
    "os": frozenset({"name", "uname", "platform", "type", "arch"}),
    "platform": frozenset({"system", "machine", "release", "uname", "python_implementation"}),
    "process": frozenset({"platform", "arch", "version", "versions"}),
    "sys": frozenset({"platform", "version_info", "hexversion", "implementation"}),
    "sysconfig": frozenset({"get_platform"}),
}
"""By module what tells of it where the code runs."""

TYPE_OF = "typeof"
HOSTS = frozenset({"window", "document", "navigator", "importScripts", "Deno", "Bun"})
"""Names that what runs scripts besides Node.js has: browsers, workers, others like it."""

_WORDS = (
    *("argv", "parse_args", "parse_known_args", "parseArgs", "env"),
    *("'arg'", '"arg"', "commander", "docopt", "getopt", "meow", "yargs"),
    *("exists", "isfile", "isdir", "is_file", "is_dir", "isatty", "isTTY"),
    *("sys.platform", "os.name", "version_info", "hexversion", "process.platform"),
    *("process.version", *(f"{TYPE_OF} {name}" for name in sorted(HOSTS))),
    *(
        "import platform",
        "platform import",
        "platform.system",
        "platform.machine",
        "get_platform",
        "os.platform",
        "os.type",
    ),
)
"""A text with none of these makes nothing of any of them."""

_DEEPEST = 6
"""How far an expression, and what its names are bound to, is followed."""

_DEEPEST_ORIGIN = 5
_MOST_PARTS = 4


def asks(text: str) -> bool:
    """Whether a text could make something of what the package does not decide."""
    return any(word in text for word in _WORDS)


def made_of(builder: Builder, expr: Expr) -> str:
    """The kind of branch that a test of this expression opens, "" for one like any other."""
    return _made(builder, expr, _DEEPEST, in_test=True)


def name_made_of(builder: Builder, name: str, scope: int) -> str:
    """The same of a name that is read in a function."""
    return _bound(builder, name, scope, _DEEPEST)


def _made(builder: Builder, expr: Expr, depth: int, *, in_test: bool) -> str:
    node = builder.exprs[expr]
    if depth == 0:
        return ""
    if isinstance(node, Name):
        return _bound(builder, node.id, node.scope, depth - 1)
    kind = by_name(builder.exprs, builder.functions, node)
    if kind:
        return kind
    for part in parts(node):
        kind = _made(builder, part, depth - 1, in_test=in_test)
        if kind:
            return kind
    # What a function makes of a variable of the environment can be anything.
    for part in node.args[:_MOST_PARTS] if isinstance(node, Call) else ():
        kind = _made(builder, part, depth - 1, in_test=in_test)
        if kind and (in_test or kind != "environment"):
            return kind
    return ""


def by_name(exprs: list[Node], functions: list[Function], node: Node) -> str:
    """The kind of what an attribute or an import itself is by its name, "" for any other."""
    if isinstance(node, Attr):
        if node.name in _COMMAND_LINE:
            return "command-line"
        if node.name in _THERE:
            return "environment"
        base = exprs[node.base]
        of = base.id if isinstance(base, Name) else _module(base)
        if node.name in _ENVIRONMENT and (
            of in _PROCESS or _origin(exprs, functions, node.base, _DEEPEST_ORIGIN) in _PROCESS
        ):
            return "environment"
        if node.name in _PLATFORM.get(of, ()):
            return "platform"
    elif isinstance(node, Imported):
        module = _module(node)
        if module in _PARSERS or node.name in _COMMAND_LINE:
            return "command-line"
        if node.name in _THERE or (node.name in _ENVIRONMENT and module in _PROCESS):
            return "environment"
        if node.name in _PLATFORM.get(module, ()):
            return "platform"
    elif isinstance(node, Binary) and node.op == TYPE_OF:
        return "platform"
    return ""


def _origin(exprs: list[Node], functions: list[Function], expr: Expr, depth: int) -> str:
    """The module that an expression stands for, also through what compilers put around it."""
    node = exprs[expr]
    if depth == 0:
        return ""
    if isinstance(node, Imported):
        return _module(node) if node.name in ("", "default") else ""
    if isinstance(node, Attr) and node.name == "default":
        return _origin(exprs, functions, node.base, depth - 1)
    if isinstance(node, Call) and node.args:  # __toESM(require("process"))
        return _origin(exprs, functions, node.args[0], depth - 1)
    if not isinstance(node, Name):
        return ""
    scope = node.scope
    while scope >= 0:
        bindings = functions[scope].bindings.get(node.id)
        if bindings:
            return _origin(exprs, functions, bindings[-1].value, depth - 1)
        scope = functions[scope].parent
    return ""


def _module(node: Node) -> str:
    return node.module.removeprefix("node:") if isinstance(node, Imported) else ""


def parts(node: Node) -> tuple[Expr, ...]:
    """What something is made of that it is made of whoever looks at it."""
    if isinstance(node, Attr | Item):
        return (node.base,)
    if isinstance(node, Call):
        return (node.callee,)
    if isinstance(node, Binary):
        return (node.left, node.right)
    if isinstance(node, Choice):
        return node.options[:_MOST_PARTS]
    if isinstance(node, Items):
        return node.items[:_MOST_PARTS]
    return (node.value,) if isinstance(node, Element) else ()


def _bound(builder: Builder, name: str, scope: int, depth: int) -> str:
    """Of what the nearest function that binds a name last bound it to."""
    functions = builder.functions
    while scope >= 0:
        bindings = functions[scope].bindings.get(name)
        if bindings:
            return _kept(builder, bindings[-1].value, depth)
        scope = functions[scope].parent
    return ""


def _kept(builder: Builder, value: Expr, depth: int) -> str:
    """What a binding's value is made of, found out once."""
    kind = builder.outside.get(value)
    if kind is None:
        builder.outside[value] = ""  # of a name that is made of itself
        kind = builder.outside[value] = _made(builder, value, depth, in_test=False)
    return kind
