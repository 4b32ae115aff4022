"""The values that one expression may have."""

from collections.abc import Iterable
from typing import Final, final

from tidewaiter.linking.values import Known, Value
from tidewaiter.reading.constants import UNFOLDED, Folded

MOST_VALUES = 8
"""Values that are kept of one expression."""


@final
class Values:
    """The values an expression may have; ``certain`` when there is one and no doubt.

    A plain class, which is native where the room is compiled: there are very many.
    """

    __slots__ = ("all", "certain")

    def __init__(self, every: tuple[Value, ...], certain: bool) -> None:
        self.all: Final = every
        self.certain: Final = certain


NOTHING = Values((), False)


def one(value: Value) -> Values:
    """A single certain value."""
    return Values((value,), True)


def known(folded: Iterable[Folded]) -> Values:
    """Constants out of what was folded, without what could not be folded."""
    kept = [Known(value) for value in folded if value is not UNFOLDED]
    return Values(tuple(kept[:MOST_VALUES]), len(kept) == 1)
