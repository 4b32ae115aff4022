"""The values that one expression may have."""

from typing import Final, final

from tidewaiter.linking.values.value import Instance, Known, Own, Value
from tidewaiter.reading.constants import HOLE, UNFOLDED, Folded

MOST_VALUES = 8
"""Values that are kept of one expression."""

_MOST_FUNCTIONS = 32
"""Functions that are kept beside them: each of them may run."""

_PATHS = "pathlib."
"""Whose objects say of no path that it is false."""

_BETWEEN = "/\\._-: "
"""What stands between parts of names."""


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


def are_true(found: Values) -> bool:
    """Whether all that it may be is true: texts of which some part is known, and paths."""
    if found.open or not found.all:
        return False
    for value in found.all:
        if isinstance(value, Instance):
            if not value.of.startswith(_PATHS):
                return False
        elif not isinstance(value, Known) or not value.value or value.value == HOLE:
            return False
    return True


def known(folded: list[Folded]) -> Values:
    """Constants out of what was folded; what could not be folded leaves them open."""
    if len(folded) == 1:
        only = folded[0]
        return NOTHING if only is UNFOLDED else one(Known(only))
    kept = list(dict.fromkeys(Known(value) for value in folded if value is not UNFOLDED))
    return Values(tuple(kept[:MOST_VALUES]), False, len(kept) > MOST_VALUES or UNFOLDED in folded)


def bounded(seen: list[Value]) -> tuple[tuple[Value, ...], bool]:
    """As many of several values as are kept; of texts beyond them what they have in common.

    Returns:
        They, and whether there are others of which nothing is known.
    """
    rest = seen[MOST_VALUES - 1 :]
    texts = [value.value for value in rest if isinstance(value, Known)]
    names = [text for text in texts if isinstance(text, str)]
    if len(names) == len(rest) and (common := in_common(names, HOLE)) != HOLE:
        return (*seen[: MOST_VALUES - 1], Known(common)), False
    functions = [value for value in seen[MOST_VALUES:] if isinstance(value, Own)]
    others = len(functions) < len(seen) - MOST_VALUES or len(functions) > _MOST_FUNCTIONS
    return (*seen[:MOST_VALUES], *functions[:_MOST_FUNCTIONS]), others


def in_common(names: list[str], hole: str) -> str:
    """How several names begin and end, up to where parts of them do; ``hole`` for the rest.

    >>> in_common(["data/region_AC.py", "data/region_AD.py"], "{…}")
    'data/region_{…}.py'
    """
    if len(names) == 1:
        return names[0]
    begin = _begin(names)
    end = _begin([name[len(begin) :][::-1] for name in names])[::-1]
    return begin + hole + end


def _begin(names: list[str]) -> str:
    """How all names begin, up to the end of a part."""
    same = 0
    for letters in zip(*names, strict=False):
        if len(set(letters)) > 1:
            break
        same += 1
    begin = names[0][:same]
    return begin[: max(begin.rfind(sign) for sign in _BETWEEN) + 1]
