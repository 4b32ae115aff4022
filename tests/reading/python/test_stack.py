"""What a reader keeps counts against the memory that a worker may have."""

import subprocess
import sys
from pathlib import Path

import pytest

MOST_KEPT = 64 << 20

READ = """
import re, sys, time
from pathlib import Path
from tidewaiter.reading.python.fast import read

def data():
    return int(re.search(r"VmData:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) << 10

read("x = 1", frozenset())
before = data()
assert read("x = " + "+".join(["f(a.b)"] * int(sys.argv[1])), frozenset())
until = time.monotonic() + 5  # a thread ends a little after it was waited for
while data() - before >= int(sys.argv[2]) and time.monotonic() < until:
    time.sleep(0.05)
print(data() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks Linux's kernel")
@pytest.mark.parametrize("terms", [2_000, 30_000])
def test_no_stack_of_the_largest_size_is_kept(terms: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", READ, str(terms), str(MOST_KEPT)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) < MOST_KEPT
