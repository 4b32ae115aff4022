"""Methods of constants give constants, or say that they cannot."""

import pytest

from tidewaiter.reading.constants import HOLE, UNFOLDED, Folded, method


@pytest.mark.parametrize(
    ("receiver", "name", "args", "found"),
    [
        (("a",), "concat", ["b"], ("a", "b")),
        (("a",), "concat", [("b", 1)], ("a", "b", 1)),
        (("a",), "concat", [UNFOLDED], ("a", HOLE)),
        ((1,), "concat", [UNFOLDED], UNFOLDED),
        ("ab", "split", [""], ("a", "b")),
    ],
)
def test_no_constant_holds_what_is_unknown(
    receiver: Folded, name: str, args: list[Folded], found: Folded
) -> None:
    assert method(receiver, name, args, {}) == found
