"""Where the program begins: a worker gets ready while the command itself is being loaded."""

import sys
from collections.abc import Sequence

from tidewaiter.inspection import process


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code.

    Args:
        arguments: Without the program's name; the process's own when ``None``.
    """
    words = sys.argv[1:] if arguments is None else arguments
    if words[:1] in (["inspect"], ["diff"]):
        process.start_early()
    try:
        from tidewaiter.cli.command import run

        return run(words)
    finally:
        process.end_unused()
