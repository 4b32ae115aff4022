"""What a report format is: a name, and a function from what became of a target to text."""

from collections.abc import Callable

import msgspec

from tidewaiter.catalogue import Catalogue
from tidewaiter.model.changes import Comparison
from tidewaiter.model.report import Outcome

Lines = dict[tuple[str, int], tuple[tuple[int, str], ...]]


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How the reader wants it.

    Attributes:
        limit_uses: Uses listed per capability in the machine formats; 0 lists all.
        verbose: Every use with its snippet and path, on the terminal.
        color: Whether the terminal shows colour.
        unicode: Whether the output can hold more than ASCII.
        width: Columns of the terminal.
        stats: Whether to tell what differs from run to run.
        lines: Numbered source lines around uses, by member and line, for a verbose comparison.
    """

    limit_uses: int = 20
    verbose: bool = False
    color: bool = False
    unicode: bool = True
    width: int = 80
    stats: bool = False
    lines: Lines = {}


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One report format.

    Attributes:
        name: The word after ``--format``.
        single: It can hold one target only.
        separator: What stands between two targets.
        write: Turns an outcome into text that ends with a newline.
        compare: The same for a comparison.
    """

    name: str
    single: bool = False
    separator: str = ""
    write: Callable[[Outcome, Catalogue, Options], str]
    compare: Callable[[Comparison, Catalogue, Options], str]
