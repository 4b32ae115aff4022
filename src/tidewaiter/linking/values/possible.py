"""The values that one expression may have."""

from typing import Final, final

from tidewaiter.linking.values.value import Known, Value
from tidewaiter.reading.constants import UNFOLDED, Folded

MOST_VALUES = 8
"""Values that are kept of one expression."""


@final
class Values:
    """The values an expression may have; ``certain`` when there is one and no doubt.

    ``open`` when it may have others, of which nothing is known; ``varies`` when they depend on
    what callers pass. A plain class, which is native where the room is compiled: there are very
    many.
    """

    __slots__ = ("all", "certain", "open", "varies")

    def __init__(
        self, every: tuple[Value, ...], certain: bool, more: bool = False, varies: bool = False
    ) -> None:
        self.all: Final = every
        self.certain: Final = certain
        self.open: Final = more
        self.varies: Final = varies


NOTHING = Values((), False, True)
NOT_GIVEN = Values((), False, True)
"""What a call gives for a parameter that it leaves out."""


def one(value: Value) -> Values:
    """A single certain value."""
    return Values((value,), True)


def unless_false(found: Values) -> Values:
    """Those of the values that ``or`` may give although more stands behind it."""
    kept = tuple(v for v in found.all if not isinstance(v, Known) or v.value)
    return found if len(kept) == len(found.all) else Values(kept, False, found.open)


def known(folded: list[Folded]) -> Values:
    """Constants out of what was folded; what could not be folded leaves them open."""
    if len(folded) == 1:
        only = folded[0]
        return NOTHING if only is UNFOLDED else one(Known(only))
    kept = list(dict.fromkeys(Known(value) for value in folded if value is not UNFOLDED))
    return Values(tuple(kept[:MOST_VALUES]), False, len(kept) > MOST_VALUES or UNFOLDED in folded)
