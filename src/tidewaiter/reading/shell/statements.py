"""How much one statement of a shell may hold: its grammar takes quadratic time for some of it."""

import re

TANGLED = "a statement of it holds too much to be read"

_CONTINUED = re.compile(rb"\|[ \t]*\n")
_END = re.compile(rb"[;\n]")
_MOST = ((b"|", 250), (b"()", 250))
"""Of programs that write into each other, of heads of functions."""


def is_tangled(data: bytes) -> bool:
    """Whether a statement holds more of something than anybody writes.

    The parser sees what is wrong with a pipeline only at its end, and then goes through it once
    for each of its programs, in time and in memory.
    """
    much = [(word, most) for word, most in _MOST if data.count(word) > most]
    if not much:
        return False
    joined = _CONTINUED.sub(b"|", data)
    return any(part.count(word) > most for part in _END.split(joined) for word, most in much)
