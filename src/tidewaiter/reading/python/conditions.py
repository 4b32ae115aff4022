"""Tells conditions that say who runs a branch, or where, from ordinary ones."""

from typing import NamedTuple

from tidewaiter.model.facts import Attr, Binary, Call, Choice, Const, Expr, Item, Items, Name, Node
from tidewaiter.reading import outside
from tidewaiter.reading.builder import Builder

PLATFORM_PATHS = frozenset(
    {
        "sys.platform",
        "sys.version_info",
        "sys.version",
        "sys.hexversion",
        "sys.implementation",
        "os.name",
        "os.uname",
        "version_info",
        "six.PY2",
        "six.PY3",
        "PY2",
        "PY3",
    }
)
_HAS, _GET = "hasattr", "getattr"
_PLATFORM_MODULES = frozenset(
    {
        *("ctypes", "errno", "fcntl", "locale", "mmap", "multiprocessing", "os", "os.path"),
        *("resource", "select", "signal", "socket", "ssl", "stat", "sys", "threading", "time"),
    }
)
"""Modules of Python of which the platform and the version decide what they have."""

TELLING_NAMES = frozenset(
    {path for path in PLATFORM_PATHS if "." not in path}
    | {"platform", "TYPE_CHECKING", "__name__", "argv", _HAS, _GET}
)
TELLING_ATTRIBUTES = frozenset(
    {path.rpartition(".")[2] for path in PLATFORM_PATHS} | {"TYPE_CHECKING", "argv"}
)
"""A test in which no name and no attribute is one of these is an ordinary one."""

ORDINARY = "if", "if"
PUBLISH_WORDS = frozenset({"publish", "upload", "release", "tag"})
DEEPEST_TEST = 12
"""How far down in a test a telling path is looked for."""


class Condition(NamedTuple):
    """The test of a statement: the kind of the arm it opens, of the other arm, and where it is."""

    kind: str
    otherwise: str
    start: tuple[int, int]
    end: tuple[int, int]
    test: Expr


def kinds(builder: Builder, test: Expr) -> tuple[str, str]:
    """The kind of the branch under this test, and of its ``else``."""
    exprs = builder.exprs
    node = exprs[test]
    if node.__class__ is Binary and node.op == "not":
        kind, otherwise = kinds(builder, node.left)
        return otherwise, kind
    if _is_typing(node):
        return "typing", "if"
    if isinstance(node, Binary):
        if _is_main(exprs, node):
            return ("main", "if") if node.op == "==" else ("if", "main")
        if _is_publish(exprs, node):
            return "publish", "if"
    told = told_kind(builder, test)
    return (told, told) if told else ORDINARY


def told_kind(builder: Builder, test: Expr) -> str:
    """Which of the `TOLD_KINDS` a test opens, "" for none."""
    if _mentions_platform(builder.exprs, test, DEEPEST_TEST):
        return "platform"
    return outside.made_of(builder, test)


def path(exprs: list[Node], expr: Expr) -> str:
    """``a.b.c`` of an access path, or "" for anything else."""
    names: list[str] = []
    node = exprs[expr]
    while isinstance(node, Attr) and len(names) < DEEPEST_TEST:
        names.append(node.name)
        node = exprs[node.base]
    if not isinstance(node, Name):
        return ""
    return ".".join([node.id, *reversed(names)])


def _is_typing(node: Node) -> bool:
    if isinstance(node, Name):
        return node.id == "TYPE_CHECKING"
    return isinstance(node, Attr) and node.name == "TYPE_CHECKING"


def _is_main(exprs: list[Node], node: Binary) -> bool:
    if node.op not in ("==", "!="):
        return False
    for one, other in ((node.left, node.right), (node.right, node.left)):
        constant = exprs[other]
        if isinstance(constant, Const) and constant.value == "__main__":
            return path(exprs, one) == "__name__"
    return False


def _is_publish(exprs: list[Node], node: Binary) -> bool:
    if node.op not in ("==", "in"):
        return False
    sides = exprs[node.left], exprs[node.right]
    if not any(isinstance(s, Const) and s.value in PUBLISH_WORDS for s in sides):
        return False
    for side in (node.left, node.right):
        base = exprs[side]
        if path(exprs, base.base if isinstance(base, Item) else side) in ("sys.argv", "argv"):
            return True
    return False


def _mentions_platform(exprs: list[Node], expr: Expr, depth: int) -> bool:
    node = exprs[expr]
    if depth == 0:
        return False
    if isinstance(node, Attr | Name):
        dotted = path(exprs, expr)
        if dotted in PLATFORM_PATHS or dotted.startswith("platform."):
            return True
    if isinstance(node, Call) and node.args:
        asks = path(exprs, node.callee)
        of_platform = asks in (_HAS, _GET) and path(exprs, node.args[0]) in _PLATFORM_MODULES
        if of_platform or asks == _HAS:
            return of_platform
    return any(_mentions_platform(exprs, part, depth - 1) for part in _parts(node))


def _parts(node: Node) -> tuple[Expr, ...]:
    match node:
        case Attr(base=base) | Item(base=base):
            return (base,)
        case Call(callee=callee, args=args):
            return (callee, *args[:4])
        case Binary(left=left, right=right):
            return (left, right)
        case Choice(options=options):
            return options[:8]
        case Items(items=items):
            return items[:4]
        case _:
            return ()
