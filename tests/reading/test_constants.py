"""Methods of constants give constants, or say that they cannot."""

import pytest

from tidewaiter.reading.constants import (
    HOLE,
    LIMIT,
    UNFOLDED,
    Folded,
    binary,
    format_text,
    method,
    path_join,
    text,
)


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


_LONG = "a" * LIMIT
_MANY = ("b",) * LIMIT
_DIGITS = 1 << 40_000


@pytest.mark.parametrize(
    ("receiver", "name", "args"),
    [
        (_LONG, "join", [_MANY]),
        (_MANY, "join", [_LONG]),
        (_LONG.encode(), "join", [tuple(part.encode() for part in _MANY)]),
        (_LONG, "replace", ["a", _LONG]),
        (_LONG.encode(), "replace", [b"a", _LONG.encode()]),
        ("{0}" * LIMIT, "format", [_LONG]),
    ],
)
def test_what_would_grow_too_large_is_not_made(
    receiver: Folded, name: str, args: list[Folded]
) -> None:
    assert method(receiver, name, args, {}) is UNFOLDED


def test_the_parts_of_a_path_are_joined_up_to_the_limit() -> None:
    assert path_join(["a" * 100_000] * 100_000) is UNFOLDED


def test_a_number_that_python_refuses_to_write_is_not_known() -> None:
    assert text(["a", _DIGITS]) == f"a{HOLE}"
    assert method(_DIGITS, "toString", [], {}) == HOLE
    assert format_text("{}-{}", [_DIGITS, 1], {}) == f"{HOLE}-1"


def test_a_number_that_no_float_holds_is_added_to_none() -> None:
    assert binary("+", _DIGITS, 0.5) is UNFOLDED
    assert binary("+", _DIGITS, 1) == _DIGITS + 1


@pytest.mark.parametrize("nothing", ["", b"", ()])
def test_nothing_is_nothing_however_often_it_is_repeated(nothing: Folded) -> None:
    assert binary("*", nothing, _DIGITS) == nothing
    assert binary("*", _DIGITS, nothing) == nothing
    assert method("", "repeat", [_DIGITS], {}) == ""
