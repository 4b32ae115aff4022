"""What an expression may stand for, as far as linking needs to know."""

import msgspec

from tidewaiter.model.facts import UNKNOWN, Expr
from tidewaiter.model.facts import Constant as Literal

UnitId = int
"""Index of a unit (a member's code, or a layer's) in ``linking.units.Units``."""

Node = tuple[UnitId, int]
"""A function of a unit: a node of the call graph."""


Place = tuple[UnitId, Expr]
"""An expression of a unit."""


class Via(msgspec.Struct, frozen=True, gc=False):
    """A helper on an edge: the line and the call by which it leads on."""

    node: Node
    line: int
    call: Expr = UNKNOWN


class Known(msgspec.Struct, frozen=True, gc=False):
    """A constant; text may contain `HOLE`."""

    value: Literal


class External(msgspec.Struct, frozen=True, gc=False):
    """Something outside of the release, by its qualified name: a module, class or function."""

    name: str


class Instance(msgspec.Struct, frozen=True, gc=False):
    """An object of an external class; ``maker`` is the call that made it.

    ``text`` is the path that an object of pathlib holds, as far as it is known.
    """

    of: str
    maker: tuple[UnitId, Expr] | None = None
    text: str = ""


class Module(msgspec.Struct, frozen=True, gc=False):
    """A module of the release."""

    unit: UnitId


class Missing(msgspec.Struct, frozen=True, gc=False):
    """A name of a module of the release that was not outlined (yet)."""

    member: str
    name: str


class Own(msgspec.Struct, frozen=True, gc=False):
    """A function or class of the release."""

    unit: UnitId
    function: int


ELSEWHERE = -1
"""In place of the number of what a function was given: the object was made elsewhere."""


class Object(msgspec.Struct, frozen=True, gc=False):
    """An instance of a class (or JavaScript constructor) of the release.

    Of a script's generator function it is the iterator that a call gives. ``made`` is the call
    that made it, where calls are told apart, and the number of what its function was given: then
    it is of just this class, of none below it. `UNKNOWN` stands for any call that makes such,
    with the number `ELSEWHERE` for one that nobody knows, of an object that may be of one below.
    """

    unit: UnitId
    function: int
    made: tuple[UnitId, Expr, int] | None = None


class Super(msgspec.Struct, frozen=True, gc=False):
    """What ``super()`` means inside a method of a class of the release, or a static one."""

    unit: UnitId
    function: int
    static: bool = False


class Display(msgspec.Struct, frozen=True, gc=False):
    """A list, tuple, dict or object literal, by its expression; a script's set by its call.

    ``given`` is the number of what the function was given that returned it, 0 if nobody asks.
    """

    unit: UnitId
    expr: Expr
    given: int = 0


class Argument(msgspec.Struct, frozen=True, gc=False):
    """What callers pass for a parameter, and attributes (or items, ``[key``) taken of it."""

    unit: UnitId
    function: int
    index: int
    attributes: tuple[str, ...] = ()


class Method(msgspec.Struct, frozen=True, gc=False):
    """An attribute of a constant, display or iterator, to be called: ``"".join``, ``[].map``."""

    receiver: "Known | Display | Object"
    name: str


Value = (
    Known
    | External
    | Instance
    | Module
    | Missing
    | Own
    | Object
    | Super
    | Display
    | Argument
    | Method
)
