"""Facts: what one member says by itself, compact enough to cache, never a syntax tree.

A `Scan` is made of every member. An `Outline` is made when linking asks for it. It holds one
table of small expressions, referred to by index (index 0 is always `Unknown`), and one list of
functions, each with its bindings and its events in the order in which they run.
"""

from typing import TYPE_CHECKING, Any

import msgspec

Expr = int
"""Index into ``Outline.exprs``."""

UNKNOWN: Expr = 0
"""The expression of which nothing is known; stands at index 0 of every outline."""

ROOT_BRANCH = 0
"""The branch of what runs whenever its function runs."""

ANY_TIME = 1 << 30
"""The order of a binding made from another function: it may happen at any time."""

REBOUND = ANY_TIME + 1
"""The order of a read of another scope's name that its own function has bound before.

What that scope bound itself is gone by then; what functions bind may have happened since.
"""

TOLD_KINDS = frozenset({"platform", "command-line", "environment"})
"""The kinds of branches whose test asks what the package does not decide: it is told with a use."""

CONDITIONAL = TOLD_KINDS | {"except"}
"""The kinds of branches of which a use is told to stand under them: also what errors lead to."""

MAKES = 1
"""The kind of a call that can only make an object: ``new C()``, ``raise C``."""

DECORATES = 2
"""The kind of a decorator's call, of what it decorates."""

SENT = 4
"""The kind of the parameter that stands for what ``next`` sends into a script's generator."""

ARGUMENTS = 5
"""The kind of the parameter that stands for all that a script's function is given."""

DEFINED = "defined"
"""The operator of a script's test that something is neither undefined nor null."""

GROWN = "grown"
"""The kind of a list that was changed after it was written."""

SOME = "some"
"""The kind of a display of which each element may be there, once or often, in any order."""

RETURNED = "<returned>"
"""The attribute of a generator that stands for what it returns, which ``yield*`` gives."""

GETTER = "get "
SETTER = "set "
"""What stands before the name of a script's property where a function reads or sets it."""


def property_name(key: str) -> str:
    """The name of the property that something has under a key, be it an accessor's."""
    return key.removeprefix(GETTER).removeprefix(SETTER)


Constant = None | bool | int | float | str | bytes | tuple[int | float | str | bytes | None, ...]
"""A literal; a long literal-only list is one constant, not one expression an element."""

if TYPE_CHECKING:
    _Stored = Constant
else:
    _Stored = Any  # msgspec decodes no union of text and bytes


class _Node(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=True):
    """Base of the expression kinds; serialised as an array that starts with the kind's name."""


class Unknown(_Node, frozen=True, tag=0):
    """Nothing is known of it."""


class Const(_Node, frozen=True, tag=1):
    """A literal."""

    value: _Stored

    def __post_init__(self) -> None:
        if isinstance(self.value, list):  # as msgpack gives a tuple back
            msgspec.structs.force_setattr(self, "value", tuple(self.value))


class Name(_Node, frozen=True, tag=2):
    """A name read at one point: which binding it means is asked of ``reading.names``.

    ``scope`` is the function it stands in, ``order`` and ``branch`` the point in that function.
    """

    id: str
    scope: int
    order: int
    branch: int


class Attr(_Node, frozen=True, tag=3):
    """``base.name``"""

    base: Expr
    name: str


class Item(_Node, frozen=True, tag=4):
    """``base[key]``"""

    base: Expr
    key: Expr


class Slice(_Node, frozen=True, tag=5):
    """``lower:upper:step``, `UNKNOWN` where it is absent or not known; see ``absent``."""

    lower: Expr
    upper: Expr
    step: Expr
    absent: int = 0
    """Bits 1, 2, 4: lower, upper, step are not written."""


class Call(_Node, frozen=True, tag=6):
    """``callee(args…)``: positional arguments first, then one for each of ``names``.

    ``kind`` is 0 for a call, `MAKES`, 2 for a decorator applied to what it decorates.
    ``names`` holds "**" for a spread mapping. ``line`` from 1, ``column`` in code points from 0,
    of the start of the call expression (of a decorator's expression for kind 2).
    """

    callee: Expr
    args: tuple[Expr, ...]
    names: tuple[str, ...]
    line: int
    column: int
    kind: int = 0


class Text(_Node, frozen=True, tag=7):
    """An f-string or template: parts in order, to be concatenated as text."""

    parts: tuple[Expr, ...]


class Binary(_Node, frozen=True, tag=8):
    """``left op right``; a unary operator ("not", "-", "!") has `UNKNOWN` on its right."""

    op: str
    left: Expr
    right: Expr


class Choice(_Node, frozen=True, tag=9):
    """One of several values: ``op`` is "if" (conditional expression), "or", "and" or "??".

    ``branches`` are those in which the options of a script's conditional expression stand.
    """

    op: str
    options: tuple[Expr, ...]
    branches: tuple[int, ...] = ()


class Items(_Node, frozen=True, tag=10):
    """A list, tuple, set or array display; elements may be `Spread`."""

    kind: str
    items: tuple[Expr, ...]


class Mapping(_Node, frozen=True, tag=11):
    """A dict display or object literal; a spread has `UNKNOWN` as its key and `Spread` as value.

    Methods and accessors of an object literal are values (`Closure`) under a constant key, those
    of accessors with `GETTER` or `SETTER` before the name.
    """

    keys: tuple[Expr, ...]
    values: tuple[Expr, ...]


class Spread(_Node, frozen=True, tag=12):
    """``*value``, ``**value`` or ``...value``"""

    value: Expr


class Closure(_Node, frozen=True, tag=13):
    """A function, lambda or class, by its index in ``Outline.functions``."""

    function: int


class Imported(_Node, frozen=True, tag=14):
    """What an import binds: ``module`` as spelled, ``name`` in it ("" is the module itself).

    Python: ``level`` counts the leading dots, which ``module`` lacks. JavaScript: ``level`` is 0,
    ``module`` the specifier, ``name`` the export ("default" for a default import), also for
    ``require`` and ``import()`` with a literal argument (then ``name`` is "").
    """

    module: str
    name: str
    level: int


class Param(_Node, frozen=True, tag=15):
    """The value of a parameter, by position in ``Function.params``."""

    function: int
    index: int


class Element(_Node, frozen=True, tag=16):
    """``value[index]`` by unpacking; index -1 is "some element" (iteration, rest)."""

    value: Expr
    index: int


class Entered(_Node, frozen=True, tag=17):
    """What ``with value as x`` binds to x."""

    value: Expr


Node = (
    Unknown
    | Const
    | Name
    | Attr
    | Item
    | Slice
    | Call
    | Text
    | Binary
    | Choice
    | Items
    | Mapping
    | Spread
    | Closure
    | Imported
    | Param
    | Element
    | Entered
)


class Parameter(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A parameter: ``kind`` is 0 positional, 1 keyword-only, 2 ``*rest``, 3 ``**rest``.

    `SENT` is the last one of a script's generator in which ``yield`` gives something, `ARGUMENTS`
    that behind all others of a function that asks for ``arguments``.

    ``default`` and ``annotation`` are expressions of the enclosing scope, or `UNKNOWN`.
    A destructured JavaScript parameter has "" as its name; its names are bindings.
    """

    name: str
    kind: int = 0
    default: Expr = UNKNOWN
    annotation: Expr = UNKNOWN


class Binding(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One assignment of a name: when in its function, under which branch, to what."""

    order: int
    branch: int
    value: Expr


class Branch(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A stretch that may not run, or may run often.

    ``kind``: "if", "loop", "try", "except" or one of the telling conditions: one of `TOLD_KINDS`,
    "typing" (``TYPE_CHECKING``: never runs), "main" (run as a script), "publish" (only the
    maintainer takes it). ``statement`` and ``arm`` tell exclusive arms of one statement.
    ``start`` and ``end`` are (line, column) of the test in the text, (0, 0) when there is none;
    of an "except" they are those of what it catches, (0, 0) when that is anything;
    of an ``else`` arm they are the test's too and ``negated`` is true. ``subject`` is where a
    ``switch`` has the value that is compared with the one at ``start``. ``test`` is the test as an
    expression, `UNKNOWN` where it is not told. In a script it asks for nothing but fields of names,
    as for its own package.json's, or it is the `Param` that must not be given where the branch is
    its default's. ``left`` is the function that a statement right in the branch leaves, or whose
    loop it leaves or goes on with: what follows the branch does not run then; -1 for none.
    ``given`` is a parameter that an ordinary test of a script asks for, `UNKNOWN` for none; then
    ``start`` and ``end`` are told, too.
    """

    parent: int
    kind: str
    statement: int
    arm: int
    start: tuple[int, int] = (0, 0)
    end: tuple[int, int] = (0, 0)
    negated: bool = False
    subject: tuple[tuple[int, int], tuple[int, int]] | None = None
    test: Expr = UNKNOWN
    left: int = -1
    given: Expr = UNKNOWN


class EventKind:
    """What an event is (plain integers, because there are very many)."""

    CALL = 0  # expr: the Call
    LOAD = 1  # expr: a maximal access path that is read and not called
    STORE = 2  # expr: the Attr or Item that is assigned; value: what
    DELETE = 3  # expr: the Attr or Item that is deleted
    RETURN = 4  # value: what is returned (or an arrow's value; in Python also what is yielded)
    ENTER = 5  # value: the context manager of a with statement
    BODY = 6  # function: a class body that runs here
    IMPORT = 7  # expr: an Imported whose module is executed here ("lazy" in PEP 810 too)
    YIELD = 9  # value: what a script's generator yields
    THROW = 10  # value: what a script throws, unless it is only text or made for it
    READ = 11  # expr: the Attr that is read, of which its text has an accessor or property
    ITERATE = 8  # value: what a for loop, comprehension or unpacking iterates over


class Event(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Something that happens when the function runs, in order."""

    kind: int
    order: int
    branch: int
    line: int
    column: int
    expr: Expr = UNKNOWN
    value: Expr = UNKNOWN
    function: int = -1


class Function(msgspec.Struct, array_like=True, gc=False):
    """A function, lambda, class body or the module itself (index 0, ``<module>``).

    Attributes:
        name: As DESIGN's decision 6 spells it: ``Class.method``, ``outer.<locals>.inner``,
            ``<lambda>``; JavaScript ``outer.inner``, ``<anonymous>``.
        kind: "module", "function", "lambda" (also arrow functions: no ``this``) or "class".
        parent: Index of the function it is written in, -1 for the module.
        bases: For classes, the base expressions (of the enclosing scope); keywords such as
            ``metaclass`` are in ``keywords``.
        decorators: Decorator expressions, outermost first.
        marks: "static", "class", "property", "setter", "async", "generator", "getter".
        bindings: For each name bound in this scope, its bindings in order. "*" holds star imports.
        events: What happens when it runs.
    """

    name: str
    kind: str
    line: int
    column: int
    parent: int
    params: tuple[Parameter, ...] = ()
    bases: tuple[Expr, ...] = ()
    keywords: tuple[tuple[str, Expr], ...] = ()
    decorators: tuple[Expr, ...] = ()
    marks: tuple[str, ...] = ()
    bindings: dict[str, list[Binding]] = {}
    events: list[Event] = []


class Export(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A JavaScript export: ``name``, or "*" for a re-export of all, or "=" for the whole module.

    ``module.exports = f`` is "=", ``exports.a = …`` and ``export const a`` are "a", ``export
    default`` is "default", ``export * from "x"`` and ``__exportStar(require("x"), exports)``
    are "*" with an `Imported` value.
    """

    name: str
    value: Expr


class Outline(msgspec.Struct, array_like=True, gc=False):
    """Everything linking may ask of a member's code.

    ``errors`` are recovered syntax errors as (line, message); ``lost`` says why part of the
    member could not be read ("" when all was): such a member is incomplete.
    """

    exprs: list[Node]
    functions: list[Function]
    branches: list[Branch]
    exports: list[Export]
    reader: str
    errors: list[tuple[int, str]] = []
    lost: str = ""


class Scan(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What the first look at a member's text tells, without parsing.

    Attributes:
        hit: The sieve found something that could be a use.
        imports: Module names as spelled, leading dots included, sorted.
        labels: "minified", "generated", "bundled".
        anomalies: (kind, detail) pairs, such as bidirectional controls in the source.
        lost: Why the text could not be read whole ("" when it was).
    """

    hit: bool
    imports: tuple[str, ...]
    labels: tuple[str, ...] = ()
    anomalies: tuple[tuple[str, str], ...] = ()
    lost: str = ""
