"""Progress on standard error: one line, only on a terminal, only when it takes over a second."""

import sys
import time
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Self

from tidewaiter.cli.console import say
from tidewaiter.reports.escape import shown

_PATIENCE = 1.0  # seconds before anything is shown
_STEP = 0.2
_CLEAR = "\r\x1b[2K"


class Progress:
    """A line that says what is being done; a context manager, told from several threads."""

    def __init__(self, targets: int, *, quiet: bool) -> None:
        self._targets = targets
        self._quiet = quiet
        self._is_shown = not quiet and sys.stderr is not None and sys.stderr.isatty()
        self._states: dict[str, str] = {}
        self._done = 0
        self._start = time.monotonic()
        self._lock = Lock()
        self._over = Event()
        self._thread = Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Self:
        if self._is_shown:
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        if self._is_shown:
            self._thread.join()
            self.clear()

    def update(self, target: str, state: str) -> None:
        """What is done with a target now."""
        with self._lock:
            self._states.pop(target, None)
            if state == "done":
                self._done += 1
            else:
                self._states[target] = state

    def notice(self, sentence: str) -> None:
        """Something to know, said once."""
        if not self._quiet:
            self.clear()
            say(f"tidewaiter: {shown(sentence, 1_000)}")

    def clear(self) -> None:
        """Take the line away, so that something else can be written."""
        if self._is_shown and time.monotonic() - self._start > _PATIENCE:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()

    def _tick(self) -> None:
        self._over.wait(_PATIENCE)
        while not self._over.wait(_STEP):
            sys.stderr.write(_CLEAR + self._line())
            sys.stderr.flush()

    def _line(self) -> str:
        with self._lock:
            target, state = next(iter(self._states.items()), ("", "finishing"))
            count = f"{self._done} of {self._targets} · " if self._targets > 1 else ""
        seconds = time.monotonic() - self._start
        return shown(f"{count}{state} {target[:48]} ({seconds:.0f} s)", 78)
