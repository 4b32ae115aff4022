"""A campaign: children that fuzz one reader after the other, watched from outside."""

import hashlib
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.fuzz.guarded import ENDED_BY_HANG
from benchmarks.fuzz.slate import Slate
from benchmarks.fuzz.state import Finding, State, Totals
from tidewaiter.catalogue.budgets import load_budget

MEMORY = load_budget().worker.memory - (64 << 20)
"""Bytes of data that a process may have, as the engine's own workers."""

SLICE = 240.0
"""Seconds of one child, so that what it leaks goes and each reader has its turn."""

_LATE = 3_600.0
"""Seconds after its time is up that a child may still need: a busy machine is slow."""

_TOP = Path(__file__).parents[2]
_FRAME = re.compile(r'File ".*?/tidewaiter/(.+?)", line \d+ in (\w+)')


class Ended(NamedTuple):
    """How a child ended: its status, what it read last, and what it wrote to standard error."""

    status: int
    data: bytes
    said: str


class Campaign:
    """Runs children for any reader.

    Args:
        folder: Where the states lie, ``None`` for the user's cache.
        commit: Which engine it is.
        guides: Whether libFuzzer is there.
    """

    def __init__(self, folder: Path | None, commit: str, *, guides: bool) -> None:
        self._folder = folder
        self._commit = commit
        self._modes = ("guided", "made") if guides else ("made",)

    def run(self, readers: Sequence[str], seconds: float) -> Iterator[str]:
        """Fuzz each for its share of the time, in turns; says what it does."""
        ends = time.monotonic() + seconds
        turn = 0
        while (left := ends - time.monotonic()) > 0:
            reader = readers[turn // len(self._modes) % len(readers)]
            mode = self._modes[turn % len(self._modes)]
            share = min(SLICE, max(10.0, seconds / len(readers) / len(self._modes)), left)
            yield f"{reader}, {mode}, {share:.0f} s"
            self._turn(State(reader, self._folder), mode, share)
            turn += 1

    def _turn(self, state: State, mode: str, seconds: float) -> None:
        """Children until the time is up: a finding may end one early."""
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 1:
            ended = self._child(state, mode, left, ())
            self._judge(state, ended)

    def seeds(self, reader: str, seeds: Iterable[tuple[str, bytes]], longest: int) -> None:
        """Read each seed, once with one engine; those that are short enough begin the corpus."""
        state = State(reader, self._folder)
        seeded = state.folder / "seeded"
        if seeded.exists() and seeded.read_text() == self._commit:
            return
        with tempfile.TemporaryDirectory() as work:
            paths: list[Path] = []
            for name, data in seeds:
                paths.append(Path(work) / name)
                paths[-1].write_bytes(data)
                if len(data) <= longest:
                    state.keep(data)
            while paths:
                ended = self._child(state, "seeds", 60, paths)
                if not ended.status:
                    break
                self._judge(state, ended)
                paths = paths[1 + _place(paths, ended.data) :]
        seeded.write_text(self._commit)

    def is_open(self, reader: str, data: bytes) -> bool:
        """Whether an input still is a finding."""
        state = State(reader, self._folder)
        case = state.folder / "case"
        case.write_bytes(data)
        with tempfile.TemporaryFile("w+") as out:
            ended = self._child(state, "one", 60, (case,), out.fileno())
            out.seek(0)
            return bool(ended.status or out.read())

    def _child(
        self,
        state: State,
        mode: str,
        seconds: float,
        inputs: Sequence[Path],
        out: int | None = None,
    ) -> Ended:
        command = (
            *(sys.executable, "-m", "benchmarks.fuzz.child", state.reader, mode, *map(str, inputs)),
            *("--state", str(state.folder.parent), "--seconds", str(seconds)),
            *("--seed", str(int.from_bytes(os.urandom(3), "big")), "--memory", str(MEMORY)),
            *("--commit", self._commit),
        )
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.monotonic()
        # What a killed one leaves of folders in memory goes with this one.
        with (
            tempfile.TemporaryDirectory(dir=_memory()) as work,
            tempfile.TemporaryFile("w+", errors="replace") as said,
            Slate(state.current, new=True) as slate,
        ):
            status = _waited(
                subprocess.Popen(
                    command,
                    stdout=said if out is None else out,
                    stderr=said,
                    cwd=_TOP,
                    env=os.environ | {"TMPDIR": work},
                ),
                seconds + _LATE,
            )
            said.seek(0)
            ended = Ended(status, slate.data, said.read())
            guided, made = slate.counts
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        state.add(Totals(guided=guided, made=made, cpu=cpu, wall=time.monotonic() - start))
        return ended

    def _judge(self, state: State, ended: Ended) -> None:
        """What killed a child is a finding, and no more part of the corpus."""
        if ended.status == 0:
            return
        if not ended.data:
            raise RuntimeError(
                f"a child ended, by {ended.status}, while it read nothing:\n{ended.said[-2000:]}"
            )
        name = hashlib.sha1(ended.data, usedforsecurity=False).hexdigest()
        (state.corpus / name).unlink(missing_ok=True)
        if ended.status == ENDED_BY_HANG:
            return  # it told itself
        frame = _FRAME.search(ended.said)
        place = f"{frame[1]}:{frame[2]}" if frame else "?"
        if ended.status in (-signal.SIGVTALRM, -signal.SIGALRM, -signal.SIGKILL):
            found = Finding(kind="hang", where=f"not ended in {place}")
        else:
            ending = signal.Signals(-ended.status).name if ended.status < 0 else ended.status
            found = Finding(kind="crash", where=f"{ending} in {place}", message=ended.said[-300:])
        found.found = self._commit
        state.found(found, ended.data)


def _place(paths: Sequence[Path], data: bytes) -> int:
    """Which of the inputs was read last."""
    return next((n for n, p in enumerate(paths) if p.read_bytes()[: len(data) + 1] == data), 0)


def _waited(process: "subprocess.Popen[bytes]", seconds: float) -> int:
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()
    except BaseException:
        process.kill()
        process.wait()
        raise


def _memory() -> str | None:
    """Where files lie in memory, if there is such a place."""
    place = Path("/dev/shm")
    return str(place) if place.is_dir() and shutil.disk_usage(place).free > 1 << 28 else None
