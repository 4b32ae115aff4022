"""The fast reader: mypy's native parser, its wire format decoded straight into an outline."""

import os
import sys
import threading
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import ast_serialize

from tidewaiter.model.facts import Outline
from tidewaiter.reading.outside import asks
from tidewaiter.reading.python import (  # noqa: F401 (they declare who reads what)
    blocks,
    definitions,
    displays,
    operators,
    patterns,
    statements,
)
from tidewaiter.reading.python.escapes import Escapes
from tidewaiter.reading.python.properties import property_names
from tidewaiter.reading.python.wire import WireReader

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

WIRE_VERSION = 5
NEWEST_PYTHON = (3, 15)
LEVELS_ANYWHERE = 2_000
"""So many levels of left recursion (``1+1+1``) fit the stack of any thread of any platform."""
BYTES_PER_LEVEL = 1_024
KEPT_STACK = 32 << 20
"""Enough for nearly every text. What is kept counts against the memory that a worker may have."""
LARGEST_STACK = 256 << 20
GROWS = b".([+-*/%@|&^<>"
"""What can make a tree a level deeper on its left."""
RECURSION_LIMIT = 8_000
"""The parser gives up at 200 levels of nesting; each costs a few frames of ours."""


def read(text: str, watched: frozenset[str]) -> Outline | None:
    """The outline of a text, or ``None`` when the tolerant reader has to look at it."""
    if "\0" in text:  # Python takes no such source, and the parser long to say so
        return None
    escapes = None if text.isascii() else Escapes(text)
    source = text if escapes is None else escapes.escaped
    try:
        data = _with_stack(source, lambda: _parse(source))
    except (ValueError, RuntimeError):
        return None
    if data is None:
        return None
    reader = WireReader(data, watched, escapes, asks=asks(text))
    reader.tell_properties(property_names(text))
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, RECURSION_LIMIT))
    try:
        reader.module()
    except (ValueError, RecursionError, KeyError, IndexError, UnicodeError):
        return None
    finally:
        sys.setrecursionlimit(limit)
    return reader.outline("ast_serialize")


def _parse(source: str) -> bytes | None:
    # No name is always true or false, so that no branch is left out as unreachable.
    data, errors, *_ = ast_serialize.parse(
        "<member>",
        source,
        python_version=NEWEST_PYTHON,
        platform="",
        always_true=[],
        always_false=[],
        cache_version=WIRE_VERSION,
    )
    if any(error.get("blocker") for error in errors):
        return None
    result: bytes = data
    return result


def _with_stack(source: str, parse: Callable[[], bytes | None]) -> bytes | None:
    """Parse on a stack that even the longest chain of operators in the source cannot overflow."""
    levels = _levels(source)
    if levels <= LEVELS_ANYWHERE:
        return parse()
    if levels * BYTES_PER_LEVEL > LARGEST_STACK:
        return None
    if levels * BYTES_PER_LEVEL <= KEPT_STACK:
        return _kept_thread(os.getpid()).submit(parse).result()
    with _thread(LARGEST_STACK) as deep:
        data = deep.submit(parse).result()
    threading.Thread(target=int).start()  # glibc gives a stack back when the next thread ends
    return data


@cache
def _kept_thread(_process: int) -> "ThreadPoolExecutor":
    """Kept, since a new thread has to be given memory again."""
    return _thread(KEPT_STACK)


def _thread(stack: int) -> "ThreadPoolExecutor":
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(1)
    before = threading.stack_size(stack)
    try:
        pool.submit(int).result()
    finally:
        threading.stack_size(before)
    return pool


def _levels(source: str) -> int:
    """An upper bound of how deep a tree can grow to the left, by counting what makes it grow."""
    if len(source) <= LEVELS_ANYWHERE:
        return 0
    return len(source) - len(source.encode().translate(None, GROWS))
