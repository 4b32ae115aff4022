"""Reads the wire format of ``ast_serialize``: its small parts, and which node is whose to read.

The modules beside this one that read nodes put their readers into `EXPRESSIONS` and `STATEMENTS`.
Every reader is called behind its node's tag and reads up to and with the node's end; one of an
expression gives its index. Nothing is skipped by length: each part has to be read.
"""

from collections.abc import Callable

from librt.internal import ReadBuffer, read_int, read_str, read_tag

from tidewaiter.model.facts import UNKNOWN, Expr
from tidewaiter.reading.python import tags
from tidewaiter.reading.python.conditions import (
    ORDINARY,
    TELLING_ATTRIBUTES,
    TELLING_NAMES,
    Condition,
    kinds,
)
from tidewaiter.reading.python.escapes import Escapes
from tidewaiter.reading.python.recorder import Recorder

WORDS = {"True": True, "False": False, "None": None}
DECIDED_BY_PARSER = frozenset(
    {"platform", "version_info", "TYPE_CHECKING", "MYPY", "PY2", "PY3", "sys", "typing"}
)
"""Names in conditions of which mypy's parser believes to know the outcome."""

Location = tuple[int, int, int, int]
"""Line, column, and how many lines and columns further it ends."""

ExpressionReader = Callable[["WireReader"], Expr]
StatementReader = Callable[["WireReader"], None]


def _no_expression(_reader: "WireReader") -> Expr:
    raise ValueError("unknown expression")


def _no_statement(_reader: "WireReader") -> None:
    raise ValueError("unknown statement")


EXPRESSIONS: list[ExpressionReader] = [_no_expression] * 256
"""Readers of expressions; of an access path, one that also records that it is read."""
UNREAD: list[ExpressionReader] = [_no_expression] * 256
"""The same, but an access path is only named."""
STATEMENTS: list[StatementReader] = [_no_statement] * 256


def expression(*kinds: int) -> Callable[[ExpressionReader], ExpressionReader]:
    """Declare who reads expressions of these tags."""

    def declare(read: ExpressionReader) -> ExpressionReader:
        for tag in kinds:
            EXPRESSIONS[tag] = UNREAD[tag] = read
        return read

    return declare


def path(kind: int) -> Callable[[ExpressionReader], ExpressionReader]:
    """Declare who names access paths of this tag."""

    def declare(name: ExpressionReader) -> ExpressionReader:
        def read(reader: WireReader) -> Expr:
            start = len(reader.exprs)
            expr = name(reader)
            if reader.told >= start:
                reader.load(expr, *reader.place())
            return expr

        EXPRESSIONS[kind], UNREAD[kind] = read, name
        return name

    return declare


def statement(*kinds: int) -> Callable[[StatementReader], StatementReader]:
    """Declare who reads statements of these tags."""

    def declare(read: StatementReader) -> StatementReader:
        for tag in kinds:
            STATEMENTS[tag] = read
        return read

    return declare


class Names(dict[str, str]):
    """Each name once, as Python understands it, by how the parser saw it."""

    def __init__(self, normal: Callable[[str], str]) -> None:
        super().__init__()
        self._normal = normal

    def __missing__(self, seen: str) -> str:
        name = self[seen] = self._normal(seen)
        return name


class WireReader(Recorder):
    """A recorder that stands in the parser's answer.

    Attributes:
        data: What is still to be read.
        loc: Where the node stood that was read last.
        restored: Gives a text as it was before it was escaped for the parser.
        longer: The lines in which escapes move columns, by number.
        names: The module's names.
        telling_names: Names of which more is to be asked than how they are spelled.
        telling_attributes: Attributes of which more is to be asked.
        told: The last expression with one of these.
        asks: Whether any test could ask the command line or the environment, by any name.
    """

    def __init__(
        self, data: bytes, watched: frozenset[str], escapes: Escapes | None, *, asks: bool
    ) -> None:
        super().__init__(watched)
        self.asks = asks
        self.data = ReadBuffer(data)
        self.loc: Location = (1, 0, 0, 0)
        self.restored: Callable[[str], str] = escapes.restore if escapes else str
        self.longer = escapes.longer() if escapes else {}
        self.names = Names(escapes.identifier if escapes else str)
        self.telling_names = {*watched, *WORDS, *TELLING_NAMES, *DECIDED_BY_PARSER}
        self.telling_attributes = {*watched, *TELLING_ATTRIBUTES, *DECIDED_BY_PARSER}
        self.told = -1

    def tell_properties(self, names: frozenset[str]) -> None:
        """Tell the reads of attributes for which the text has properties."""
        self.accessors = names
        self.telling_attributes |= names

    # small parts

    def number(self) -> int:
        """An integer, or the length of a list, behind its tag."""
        read_tag(self.data)
        number: int = read_int(self.data)
        return number

    def flag(self) -> bool:
        """A truth value."""
        true: bool = read_tag(self.data) == tags.TRUE
        return true

    def text(self) -> str:
        """A text behind its tag."""
        read_tag(self.data)
        return self.restored(read_str(self.data))

    def identifier(self) -> str:
        """A name behind its tag, normalised as Python does (PEP 3131)."""
        read_tag(self.data)
        return self.names[read_str(self.data)]

    def skip_text(self) -> None:
        """A text, or that there is none."""
        if read_tag(self.data) == tags.STR:
            read_str(self.data)

    def located(self) -> None:
        """A location."""
        data = self.data
        read_tag(data)
        self.loc = (read_int(data), read_int(data), read_int(data), read_int(data))

    def end(self) -> None:
        """The location and the end of a node."""
        data = self.data
        read_tag(data)
        self.loc = (read_int(data), read_int(data), read_int(data), read_int(data))
        read_tag(data)

    def place(self) -> tuple[int, int]:
        """Line and column of what was read last, in code points."""
        line, column, _, _ = self.loc
        return line, column if line not in self.longer else self._column(line, column)

    def end_place(self) -> tuple[int, int]:
        """Line and column behind what was read last."""
        line, column, lines, columns = self.loc
        line, column = line + lines, column + columns
        return line, column if line not in self.longer else self._column(line, column)

    def _column(self, line: int, column: int) -> int:
        return len(self.restored(self.longer[line][:column]))

    # nodes

    def value(self) -> Expr:
        """The next expression; when it is an access path, it is read here."""
        return EXPRESSIONS[read_tag(self.data)](self)

    def alias(self) -> Expr:
        """The next expression; when it is an access path, it is only named."""
        return UNREAD[read_tag(self.data)](self)

    def values(self) -> list[Expr]:
        """A list of expressions."""
        data = self.data
        read_tag(data)
        result = []
        for _ in range(read_int(data)):
            result.append(EXPRESSIONS[read_tag(data)](self))
        return result

    def optional(self) -> Expr:
        """An expression behind a flag that says whether it is there."""
        return self.value() if self.flag() else UNKNOWN

    def module(self) -> None:
        """The whole."""
        data = self.data
        for _ in range(self.number()):
            STATEMENTS[read_tag(data)](self)

    def block(self, *, optional: bool = False) -> int:
        """A block of statements, and how many; one that need not be there has no place if empty."""
        data = self.data
        read_tag(data)
        read_tag(data)
        count: int = read_int(data)
        read_tag(data)
        for _ in range(count):
            STATEMENTS[read_tag(data)](self)
        if not count and not optional:
            self.located()
        read_tag(data)
        return count

    def condition(self) -> Condition:
        """Read a test, and tell what it says about the branch under it."""
        start = len(self.exprs)
        test = self.value()
        kind, otherwise = kinds(self, test) if self.asks or self.told >= start else ORDINARY
        return Condition(kind, otherwise, self.place(), self.end_place(), test)

    # names that tell

    def watch(self, name: str, value: Expr) -> None:
        """A name that stands for something watched is watched too."""
        super().watch(name, value)
        if name in self.watched:
            self.telling_names.add(name)
            self.telling_attributes.add(name)
