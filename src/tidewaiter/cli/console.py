"""Standard output and standard error, whatever they are: a terminal, a pipe, closed, or full."""

import os
import shutil
import sys
from pathlib import Path
from typing import Self, TextIO

from tidewaiter.model.outcome import UsageError


class CannotWrite(Exception):
    """The report cannot be written any more; the text says why."""


class ReaderGone(CannotWrite):
    """Nobody reads standard output any longer (``| head``), which is no error."""


class Sink:
    """Where the report goes: a file that is opened at once, or standard output.

    Raises:
        UsageError: The file cannot be written, or standard output is closed.
    """

    def __init__(self, file: str | None) -> None:
        self.stream: TextIO
        if file is not None:
            try:
                self.stream = Path(file).open(  # noqa: SIM115 (closed by __exit__)
                    "w", encoding="utf-8", newline="\n"
                )
            except OSError as error:
                what = f"{file} cannot be written: {error.strerror or error}."
                raise UsageError(what, "Give another --output.") from None
        elif sys.stdout is None:
            raise UsageError("Standard output is closed.", "Open it, or give --output FILE.")
        else:
            self.stream = sys.stdout

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.stream is not sys.stdout:
            self.stream.close()

    @property
    def is_terminal(self) -> bool:
        return self.stream.isatty()

    @property
    def unicode(self) -> bool:
        """Whether the terminal's arrows can be written."""
        try:
            "→…".encode(self.stream.encoding)
        except (UnicodeEncodeError, LookupError):
            return False
        return True

    def write(self, text: str) -> None:
        """Write and flush. Raises CannotWrite."""
        try:
            if not self.unicode:
                text = text.encode(self.stream.encoding, "backslashreplace").decode(
                    self.stream.encoding
                )
            self.stream.write(text)
            self.stream.flush()
        except BrokenPipeError:
            raise ReaderGone from None
        except OSError as error:
            raise CannotWrite(f"The report cannot be written: {error.strerror or error}.") from None


def width() -> int:
    """Columns of the terminal, 80 when there is none."""
    return shutil.get_terminal_size((80, 24)).columns


def has_color(when: str, sink: Sink) -> bool:
    """Whether to use colour: ``auto`` on a terminal, unless NO_COLOR is set (no-color.org)."""
    if when == "auto":
        dumb = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return sink.is_terminal and not dumb
    return when == "always"


def say(*lines: str) -> None:
    """Sentences on standard error; without one they are lost, and that is no error."""
    if sys.stderr is None:
        return
    try:
        for line in lines:
            if line:
                encoding = sys.stderr.encoding or "ascii"
                line = line.encode(encoding, "backslashreplace").decode(encoding)
                sys.stderr.write(line + "\n")
        sys.stderr.flush()
    except OSError:
        return


def silence() -> None:
    """Let the interpreter's last flush of standard output go nowhere."""
    if sys.stdout is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
