"""What an expression may stand for, as far as linking needs to know."""

from dataclasses import dataclass
from typing import NamedTuple

from tidewaiter.model.facts import Constant as Literal
from tidewaiter.model.facts import Expr

UnitId = int
"""Index of a unit (a member's code, or a layer's) in ``linking.units.Units``."""

Node = tuple[UnitId, int]
"""A function of a unit: a node of the call graph."""


@dataclass(frozen=True, slots=True)
class Known:
    """A constant; text may contain `HOLE`."""

    value: Literal


@dataclass(frozen=True, slots=True)
class External:
    """Something outside of the release, by its qualified name: a module, class or function."""

    name: str


@dataclass(frozen=True, slots=True)
class Instance:
    """An object of an external class; ``maker`` is the call that made it."""

    of: str
    maker: tuple[UnitId, Expr] | None = None


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the release."""

    unit: UnitId


@dataclass(frozen=True, slots=True)
class Missing:
    """A name of a module of the release that was not outlined (yet)."""

    member: str
    name: str


@dataclass(frozen=True, slots=True)
class Own:
    """A function or class of the release."""

    unit: UnitId
    function: int


@dataclass(frozen=True, slots=True)
class Object:
    """An instance of a class (or JavaScript constructor) of the release."""

    unit: UnitId
    function: int


@dataclass(frozen=True, slots=True)
class Super:
    """What ``super()`` means inside a method of a class of the release."""

    unit: UnitId
    function: int


@dataclass(frozen=True, slots=True)
class Display:
    """A list, tuple, dict or object literal, by its expression."""

    unit: UnitId
    expr: Expr


@dataclass(frozen=True, slots=True)
class Argument:
    """What callers pass for a parameter, and attributes taken of it."""

    unit: UnitId
    function: int
    index: int
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """An attribute of a constant or display, to be called: ``"".join``, ``[].map``."""

    receiver: "Known | Display"
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


class Values(NamedTuple):
    """The values an expression may have; ``certain`` when there is one and no doubt."""

    all: tuple[Value, ...]
    certain: bool


NOTHING = Values((), False)


def one(value: Value) -> Values:
    """A single certain value."""
    return Values((value,), True)
