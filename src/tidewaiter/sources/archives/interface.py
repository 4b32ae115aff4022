"""What every container promises: its names cheaply, and its files one after the other."""

from collections.abc import Iterator
from typing import Protocol

import msgspec

from tidewaiter.sources.archives.ledger import Ledger


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One regular file as its container spells it.

    ``name`` may be hostile in every way; what cannot be decoded in it is U+FFFD. Of a file over
    the budget of a member ``data`` is the beginning, and ``size`` says how much it has.
    """

    name: str
    data: bytes
    executable: bool
    size: int | None = None


HEAD = 4096
"""Bytes that are kept of a file over the budget: they tell what it is."""


class Container(Protocol):
    """A tar, a zip or a folder. Both methods may be called again; each call starts anew."""

    def names(self) -> Iterator[str]:
        """The names of regular files, in order, until the first damage; never raises."""
        ...

    def entries(self, ledger: Ledger) -> Iterator[Entry]:
        """The regular files, in order, with everything odd told to ``ledger``.

        Raises:
            Exhausted: A budget of the whole artifact is used up.
        """
        ...
