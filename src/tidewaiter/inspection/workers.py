"""Worker processes: one that dies or is too slow costs one target, and that is said."""

import contextlib
import queue
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

import msgspec

from tidewaiter.inspection.process import COMMAND, Process, started
from tidewaiter.inspection.protocol import (
    Announced,
    Failed,
    Inspected,
    Job,
    Message,
    Setup,
    receive,
    send,
)
from tidewaiter.model.outcome import Failure, FailureKind, TargetFailed

RESTARTS = 3
"""How often a target gets a new worker after it ended one."""


class Lost(Exception):
    """A worker ended while it had a job; ``digest`` is the member it announced last, or ""."""

    def __init__(self, digest: str, *, too_slow: bool) -> None:
        super().__init__(digest)
        self.digest = digest
        self.too_slow = too_slow


class Exhausted(Lost):
    """A worker had no memory left for its job and was ended; ``first`` if that was its first."""

    def __init__(self, failure: Failure, *, first: bool) -> None:
        super().__init__("", too_slow=False)
        self.failure = failure
        self.first = first


class Worker:
    """One child process; not for several threads at once.

    Args:
        seconds: Wall time that one job may take.
        meanwhile: Is called while it has a job.
    """

    def __init__(
        self, setup: Setup, seconds: float, process: Process, meanwhile: Callable[[], None]
    ) -> None:
        self._seconds = seconds
        self._meanwhile = meanwhile
        self._process = process
        self.is_used = False
        with contextlib.suppress(OSError):
            self._send(setup)

    def inspect(self, job: Job) -> Inspected | Failed:
        """Have the job done. Raises Lost when the process ended instead; it is of no use then."""
        first = not self.is_used
        self.is_used = True
        slow = False

        def give_up() -> None:
            nonlocal slow
            slow = True
            self.kill()

        timer = Timer(self._seconds, give_up)
        timer.daemon = True
        timer.start()
        announced = ""
        try:
            with contextlib.suppress(OSError):  # it is gone: reading tells
                self._send(job)
            self._meanwhile()
            while isinstance(answer := self._receive(), Announced):
                announced = answer.digest
        finally:
            timer.cancel()
        if isinstance(answer, Failed) and answer.exhausted:
            self.kill()
            raise Exhausted(answer.failure, first=first)
        if isinstance(answer, Inspected | Failed):
            return answer
        self.kill()
        raise Lost(announced, too_slow=slow)

    def kill(self) -> None:
        """End it now, whatever it does."""
        self._process.kill()

    def close(self) -> None:
        """Let it finish its cache and end; collects the process."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.kill()
            self._process.wait()

    def _send(self, message: Message) -> None:
        assert self._process.stdin
        send(self._process.stdin, message)  # type: ignore[arg-type]

    def _receive(self) -> Message | None:
        assert self._process.stdout
        return receive(self._process.stdout)  # type: ignore[arg-type]


class Workers:
    """At most ``most`` workers, started when first needed; for several threads.

    Args:
        first: A process that was started early: it takes longer to get ready than all that comes
            before its first job.
        meanwhile: Is called, by several threads, while a worker has a job.
    """

    def __init__(
        self,
        setup: Setup,
        most: int,
        seconds: float,
        command: tuple[str, ...] = COMMAND,
        first: Process | None = None,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> None:
        self._setup = setup
        self._seconds = seconds
        self._command = command
        self._meanwhile = meanwhile
        self._started: set[Worker] = set()
        self._closing = False
        self._idle: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        for _ in range(most):
            self._idle.put(None)
        if first is not None:
            self._idle.get()
            self._idle.put(self._take(first))

    def inspect(self, job: Job) -> Inspected:
        """Have a job done, with a new worker each time it ends one.

        Raises:
            TargetFailed: ``timeout``, ``worker-lost``, or what the worker says.
        """
        for _ in range(RESTARTS + 1):
            try:
                with self._borrowed() as worker:
                    answer = worker.inspect(job)
            except Exhausted as lost:
                if lost.first:
                    raise TargetFailed(lost.failure) from None
            except Lost as lost:
                if lost.too_slow:
                    raise TargetFailed(_timeout(job, self._seconds)) from None
                if self._closing or not lost.digest:
                    break
                job = msgspec.structs.replace(job, distrust=(*job.distrust, lost.digest))
            else:
                if isinstance(answer, Failed):
                    raise TargetFailed(answer.failure)
                return answer
        raise TargetFailed(_lost(job))

    def close(self, *, at_once: bool = False) -> None:
        """End all of them; ``at_once`` does not wait for their jobs.

        One that had no job has nothing to keep, and is not waited for while it gets ready.
        """
        self._closing = True
        for worker in list(self._started):
            if at_once or not worker.is_used:
                worker.kill()
            worker.close()

    @contextmanager
    def _borrowed(self) -> Iterator[Worker]:
        worker = self._idle.get()
        if worker is None:
            worker = self._take(started(self._command))
        try:
            yield worker
        except Lost:
            self._started.discard(worker)
            worker.close()
            self._idle.put(None)
            raise
        self._idle.put(worker)

    def _take(self, process: Process) -> Worker:
        worker = Worker(self._setup, self._seconds, process, self._meanwhile)
        self._started.add(worker)
        return worker


def _timeout(job: Job, seconds: float) -> Failure:
    what = f"{job.target}: {job.filename} could not be inspected within {seconds:g} seconds."
    hint = "Inspect its parts by themselves, or give a smaller --budget."
    return Failure(job.target, FailureKind.TIMEOUT, what, hint)


def _lost(job: Job) -> Failure:
    what = f"{job.target}: the process that read {job.filename} ended without an answer."
    hint = "It may need more memory than there is; fewer --jobs leave more for each."
    return Failure(job.target, FailureKind.WORKER_LOST, what, hint)
