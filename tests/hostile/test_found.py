"""What a reader failed on once it survives now; `benchmarks.fuzz` found these."""

import pytest
from benchmarks.fuzz.readers import READERS
from benchmarks.fuzz.seeds import FOUND, found

CASES = [
    pytest.param(name, data, id=f"{name}-{title}")
    for name in READERS
    for title, data in found(name)
]


@pytest.mark.parametrize(("reader", "data"), CASES)
def test_each_is_read(reader: str, data: bytes) -> None:
    READERS[reader].run(data)


def test_each_is_kept_for_a_reader_that_there_is() -> None:
    assert {path.name for path in FOUND.iterdir()} <= set(READERS)
