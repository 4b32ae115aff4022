"""What ``want`` comments say, and that neither too little nor too much passes by."""

import pytest
from tests.support.wants import complaints, wants

from tidewaiter.model.phase import Phase
from tidewaiter.model.profile import Use

DROPS = Use(
    capability="fs.delete",
    phase=Phase.IMPORT,
    api="os.remove",
    entry="import acme",
    member="acme/__init__.py",
    line=1,
    column=0,
    snippet="",
    destination="a.txt",
)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('x  # want fs.delete @import -> "a.txt"', []),
        ('x  # want fs.delete @call -> "a.txt"', ["missing", "not wanted"]),
        ('x  # want fs.delete @import -> "b.txt"', ["missing", "not wanted"]),
        ("x  # want fs.delete @import", ["missing", "not wanted"]),
        ("x", ["not wanted"]),
        ('x  # want? fs.delete @import -> "a.txt"', ["found at last"]),
        ('x  # want? fs.delete @import -> "b.txt"', []),
        ('x  # want? fs.read @import -> "a.txt"', ["not wanted"]),
        ('x  # want fs.delete @import -> "a.txt", want fs.read @import', ["missing"]),
    ],
)
def test_what_is_wanted_is_held_against_what_is_found(line: str, told: list[str]) -> None:
    assert [complaint.partition(",")[0] for complaint in complaints(line, [DROPS])] == told


@pytest.mark.parametrize(
    "line",
    [
        "x  # want fs.delete",
        "x  # want fs.delete @import 'a'",
        'x  # want fs.delete @import -> "a.txt" want fs.read @import',
        "x  # want fs.delete import",
    ],
)
def test_a_wish_that_cannot_be_read_is_an_error(line: str) -> None:
    with pytest.raises(ValueError, match="line 1"):
        wants(line)
