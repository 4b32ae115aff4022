"""One input read under bounds: what it raises, how long it takes, and how much memory."""

import faulthandler
import gc
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType

from benchmarks.fuzz.state import Finding

FIXED_SECONDS, BYTES_PER_SECOND = 2.0, 20_000
"""Of processor time: what any input may take, and how much of it must be read in a second.

At that speed the longest text that is parsed is done in the time that a worker has for a target.
"""
KILLED_AFTER = 4
"""Times the bound, after which a reader that does not come back to Python is killed."""
WAITS_AT_MOST = 60
"""Times the bound, in seconds of the clock, after which one that waits for something is killed."""

ENDED_BY_HANG = 75


class Hang(BaseException):
    """The time of an input is up; no reader may catch it."""


def bound(memory: int) -> None:
    """Set up a process that reads hostile inputs, as the engine sets up its workers."""
    sys.setrecursionlimit(20_000)
    os.environ["RUST_BACKTRACE"] = "0"
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    faulthandler.enable()
    watch()
    gc.freeze()
    gc.disable()


def watch() -> None:
    """Have `finding` told when the time of an input is up."""
    signal.signal(signal.SIGPROF, _hang)


def _hang(number: int, frame: FrameType | None) -> None:
    raise Hang


def seconds(data: bytes, patience: float) -> float:
    """What an input may take; ``patience`` is more than 1 where the code is slowed down."""
    return patience * (FIXED_SECONDS + len(data) / BYTES_PER_SECOND)


def finding(run: Callable[[bytes], None], data: bytes, patience: float = 1.0) -> Finding | None:
    """Read an input; what is wrong with how that went, if anything."""
    allowed = seconds(data, patience)
    signal.setitimer(signal.ITIMER_PROF, allowed)
    signal.setitimer(signal.ITIMER_VIRTUAL, allowed * KILLED_AFTER)
    signal.setitimer(signal.ITIMER_REAL, allowed * WAITS_AT_MOST)
    try:
        run(data)
    except Hang as hang:
        where = _place(hang.__traceback__)
        return Finding(kind="hang", where=where, message=f"{len(data):,} bytes, {allowed:.0f} s")
    except MemoryError as error:
        return Finding(kind="memory", where=_place(error.__traceback__))
    except Exception as error:
        message = f"{type(error).__name__}: {error}"[:200]
        where = f"{type(error).__name__} in {_place(error.__traceback__)}"
        return Finding(kind="crash", where=where, message=message)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
    return None


def _place(trace: TracebackType | None) -> str:
    """The function of ours that was called last."""
    place = "?"
    while trace:
        code = trace.tb_frame.f_code
        parts = Path(code.co_filename).parts
        if "tidewaiter" in parts:
            below = parts[len(parts) - parts[::-1].index("tidewaiter") :]
            place = f"{'/'.join(below)}:{code.co_qualname}"
        trace = trace.tb_next
    return place
