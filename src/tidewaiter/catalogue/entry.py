"""What a catalogue file can say: one struct per TOML table, decoded strictly."""

import re
from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from typing import Literal

import msgspec

from tidewaiter.model.profile import Json

On = Literal["call", "read", "assign"]
TypeName = Literal["string", "number", "boolean", "list", "mapping"]

EACH = "*"
"""What stands in the path of an `Invoke` for each element of a list."""

TEXT_LIMIT = 4096
"""Characters of a folded text that a regular expression gets to see."""


class Unfolded(Enum):
    """Why an argument has no value: not given, given but not known, or surely some text."""

    ABSENT = "absent"
    UNKNOWN = "unknown"
    TEXT = "text"


class Reference(msgspec.Struct, frozen=True):
    """An argument that is no constant but resolves to a qualified name (``socket.SOCK_RAW``)."""

    name: str


Value = Json | Reference | Unfolded


class Row(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """A TOML table: unknown keys are errors, what is left out keeps its default."""


class Where(Row, frozen=True, kw_only=True):
    """Which part of a use is meant; an argument may be given by name or by position.

    What stands in a value that is not known (``options.shell``, ``**settings``) is not given.

    Attributes:
        argument: A keyword argument; in shell the word after that option (``-o``), or "" when
            the option, also within a cluster (``-lvp``), is the last word.
        position: A positional argument from 0, without the receiver; -1 is the last. In shell
            the words that are no options; what `Invoke` names there is a command line.
        property: A dotted path inside the object literal or mapping that was named so far. In
            that of a `When` ``*`` stands for each value of a mapping: what is found there is one
            text, with a line for each, and known only if all of it is.
        key: The subscript or attribute that follows the name (``os.environ["X"]``).
        receiver: The object that the method is called on: its folded value, or the
            destination of the call that made it.
        first: The first positional argument whose text matches this regular expression.
    """

    argument: str | None = None
    position: int | None = None
    property: str | None = None
    key: bool = False
    receiver: bool = False
    first: str | None = None


class Destination(Where, frozen=True, kw_only=True):
    """What the use touches. ``join`` names further arguments that belong to it, in order.

    ``otherwise`` is no argument but what it is when none of the rows before it is given: the
    host that a service's own client asks, the program that a library starts. ``value``: it is no
    argument but what is assigned.
    """

    kind: str
    join: tuple[Where, ...] = ()
    otherwise: str | None = None
    value: bool = False


class Invoke(Where, frozen=True, kw_only=True):
    """An argument that the API runs, or of which (a class or a mapping) it runs ``method``.

    In its ``property`` ``*`` stands for each element of a list, and for what is no list.
    ``unasked`` are the keys of that mapping whose values it runs by itself: the others run only
    when a maintainer asks for them. ``exports``: the argument names a module of which it runs
    these functions. ``value``: it is no argument but what is assigned. ``later``: whoever calls
    what it gives runs it, which importing a module hardly does. ``passes`` says what it is
    given: the "rest" of the arguments, those behind a "delay", what "args" and "kwargs" hold,
    "each" element of those behind it, or "elements" of the first. ``once`` says what has to come
    first, told as a condition: "the process ends".
    """

    method: str | None = None
    unasked: tuple[str, ...] = ()
    exports: tuple[str, ...] = ()
    value: bool = False
    later: bool = False
    passes: Literal["rest", "delay", "args", "each", "elements"] | None = None
    once: str = ""


class When(Where, frozen=True, kw_only=True):
    """Another capability for the same API, by exactly one test of one argument.

    ``refers_to`` holds qualified names (a class, a constant of a module); ``matches`` is
    searched in folded text; ``above`` is exclusive; ``capability = ""`` means nothing to report.
    A row that may hold, because the value is not known, competes by how telling it is, unless
    it is ``certain``: such a row speaks of known values only, as ``above`` and ``type`` always do.
    """

    equals: str | bool | int | float | None = None
    one_of: tuple[str | bool | int, ...] | None = None
    matches: str | None = None
    refers_to: tuple[str, ...] | None = None
    above: float | None = None
    present: Literal[True] | None = None
    type: TypeName | None = None
    certain: bool = False
    capability: str

    @property
    def tests(self) -> tuple[str, ...]:
        """Names of the tests that the row gives; a valid row has one."""
        return tuple(name for name in _TESTS if getattr(self, name) is not None)

    def holds(self, value: Value) -> bool | None:
        """Whether the test is passed; ``None`` when the value could pass it but is not known."""
        held = _TESTS[self.tests[0]](self, value)
        return False if held is None and self.certain else held


def _known(test: Callable[[When, Json], bool]) -> Callable[[When, Value], bool | None]:
    """A test of a constant: what was not given fails it, what is not known may pass."""

    def holds(when: When, value: Value) -> bool | None:
        if value is Unfolded.ABSENT:
            return False
        return None if isinstance(value, Unfolded | Reference) else test(when, value)

    return holds


def _refers(when: When, value: Value) -> bool | None:
    if isinstance(value, Reference):
        return value.name in (when.refers_to or ())
    return None if value is Unfolded.UNKNOWN else False


def _above(when: When, value: Value) -> bool:
    # A threshold speaks of known numbers only: otherwise every sleep(x) would be a long one.
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and value > (when.above or 0)  # type: ignore[operator]


def _of_type(when: When, value: Value) -> bool:
    # Likewise: an unknown first argument of setTimeout is nearly always a function.
    if value is Unfolded.TEXT:
        return when.type == "string"
    return type(value) in _TYPES[when.type or "string"]


def _matches(when: When, value: Json) -> bool:
    return isinstance(value, str) and bool(compiled(when.matches or "").search(value[:TEXT_LIMIT]))


_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "boolean": (bool,),
    "list": (list,),
    "mapping": (dict,),
}

_TESTS: dict[str, Callable[[When, Value], bool | None]] = {
    "equals": _known(lambda w, v: type(v) is type(w.equals) and v == w.equals),
    "one_of": _known(lambda w, v: any(type(v) is type(o) and v == o for o in w.one_of or ())),
    "matches": _known(_matches),
    "refers_to": _refers,
    "above": _above,
    "present": lambda _, value: value is not Unfolded.ABSENT,
    "type": _of_type,
}


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled once."""
    return re.compile(pattern)


class Act(Row, frozen=True, kw_only=True):
    """What a call is besides: it may touch something else, or the same in another way.

    ``capability`` is "" where only a row of ``when`` makes it one.
    """

    capability: str = ""
    destination: tuple[Destination, ...] = ()
    when: tuple[When, ...] = ()


class Example(Row, frozen=True, kw_only=True):
    """A program in the entry's language with its expectation in ``want`` comments."""

    code: str


class Entry(Row, frozen=True, kw_only=True):
    """One ``[[api]]``: names that mean the same.

    Attributes:
        names: Qualified as the reader resolves them; a trailing ``.*`` is any name below.
        on: What a use of it is: a call (``new`` too), a read, an assignment or deletion.
        capability: What it does unless a row of ``when`` says otherwise, "" for nothing.
        destination: Where to look for what it touches; the first that can be known is it.
        returns: The class (or module) that the value of the call or read belongs to;
            for what is awaited, entered or iterated, that of the value it gives.
        invokes: Arguments that it runs.
        also: What a call of it is besides, each told as a use of its own.
        later: It does so when what it gives is called, which importing a module hardly does.
    """

    names: tuple[str, ...]
    on: On = "call"
    capability: str = ""
    destination: tuple[Destination, ...] = ()
    returns: str | None = None
    invokes: tuple[Invoke, ...] = ()
    also: tuple[Act, ...] = ()
    later: bool = False
    when: tuple[When, ...] = ()
    example: tuple[Example, ...] = ()
    look_alike: tuple[Example, ...] = ()

    @property
    def capabilities(self) -> frozenset[str]:
        """All that a use of it can be, before a destination refines it."""
        found = {self.capability, *(w.capability for w in self.when)}
        for act in self.also:
            found.update((act.capability, *(w.capability for w in act.when)))
        return frozenset(found - {""})

    @property
    def besides(self) -> tuple["Entry", ...]:
        """What a call of it is besides, each as an entry of its own."""
        return tuple(
            Entry(
                names=self.names,
                capability=act.capability,
                destination=act.destination,
                when=act.when,
                later=self.later,
            )
            for act in self.also
        )

    @property
    def of_module(self) -> bool:
        """Whether it speaks of what is assigned to any name of a module, where code lies."""
        return self.on == "assign" and any(d.key and d.kind == "name" for d in self.destination)


class Library(Row, frozen=True, kw_only=True):
    """One file: a library, where its entries were learnt, and its names.

    Attributes:
        strong: Importing one of ``modules`` is by itself worth a closer look.
        modules: Import names (or specifiers) that the library provides.
        aliases: Other spellings of a name or prefix; ``fs/promises`` is ``fs.promises``.
        bases: Classes that inherit the entries of another.
        fixtures: Names of parameters, and the class of what a test gets for them.
        reflected: Modules of which a member that is called by an unknown name is worth telling.
    """

    library: str
    source: str
    strong: bool = False
    modules: tuple[str, ...] = ()
    aliases: dict[str, str] = {}
    bases: dict[str, str] = {}
    fixtures: dict[str, str] = {}
    reflected: tuple[str, ...] = ()
    api: tuple[Entry, ...] = ()
