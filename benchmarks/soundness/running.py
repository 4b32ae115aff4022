"""Runs a command that may start others and never end, and keeps what it printed until then."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple


class Ended(NamedTuple):
    """How a command ended, ``None`` if it was ended, and what it had printed."""

    code: int | None
    output: str
    errors: str


def run(
    command: Sequence[str],
    folder: Path,
    seconds: float,
    environ: Mapping[str, str] | None = None,
    text: str = "",
) -> Ended:
    """Run it in a session of its own, which ends with it.

    Files take what it prints: a pipe would be held open by whatever it leaves behind.
    """
    with (
        tempfile.TemporaryFile("w+") as given,
        tempfile.TemporaryFile("w+", errors="replace") as output,
        tempfile.TemporaryFile("w+", errors="replace") as errors,
    ):
        given.write(text)
        given.seek(0)
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environ,
            stdin=given,
            stdout=output,
            stderr=errors,
            start_new_session=True,
        )
        code: int | None = None
        with suppress(subprocess.TimeoutExpired):
            code = process.wait(seconds)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        output.seek(0)
        errors.seek(0)
        return Ended(code, output.read(), errors.read())
