"""Reads Python of any version: what a module imports, and its outline."""

from tidewaiter.model.facts import Outline
from tidewaiter.reading.python.text import Overlapping, decode, imports

__all__ = ["Overlapping", "decode", "imports", "outline"]


def outline(text: str, watched: frozenset[str], *, tolerant: bool = False) -> Outline:
    """The outline of a module's text; never raises, and says in ``lost`` what it left out.

    Args:
        text: The decoded source.
        watched: Names whose mere reading is recorded (see `Builder`).
        tolerant: Use the reader that survives anything at once, as after a lost process.
    """
    if not tolerant:
        from tidewaiter.reading.python import fast

        result = fast.read(text, watched)
        if result is not None:
            return result
    from tidewaiter.reading.python import tolerant as slow

    return slow.read(text, watched)
