"""What a command costs: processor seconds, wall seconds, and the memory of its workers (Linux)."""

import resource
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_EVERY = 0.02  # seconds between two looks at the memory


class Cost(NamedTuple):
    """Of one run of a command: seconds of processors, of the wall clock, and its exit status."""

    cpu: float
    wall: float
    status: int


def cost(command: Sequence[str], environ: Mapping[str, str], folder: Path) -> Cost:
    """Run a command in ``folder``; its own output is dropped.

    Processor time is user and system time of the process and of all children it waited for.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(
        command, env=environ, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, wall, done.returncode)


class Peak(NamedTuple):
    """Bytes that the children of a command had at most, wall seconds, and its exit status."""

    memory: int
    wall: float
    status: int


def peak(command: Sequence[str], environ: Mapping[str, str], folder: Path) -> Peak:
    """Run a command and watch the processes below it.

    The kernel keeps the high-water mark of each process (``VmHWM``), so that nothing is missed
    between two looks; the marks of processes that live at the same time are added up.
    """
    start = time.perf_counter()
    most = 0
    with subprocess.Popen(
        command, env=environ, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            most = max(most, sum(map(_high_water, _below(process.pid))))
            time.sleep(_EVERY)
    return Peak(most, time.perf_counter() - start, process.returncode)


def _below(process: int) -> Iterator[int]:
    """Every descendant of a process that is alive."""
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = [int(word) for word in listed.read_text().split()]
        except OSError:  # the thread is gone
            continue
        for child in children:
            yield child
            yield from _below(child)


def _high_water(process: int) -> int:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    _, found, rest = status.partition("VmHWM:")
    return int(rest.split()[0]) * 1024 if found else 0
