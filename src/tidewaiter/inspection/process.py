"""A worker's process. It takes longest to get ready, so it can be started before all else."""

import os
import subprocess
import sys

# -P: what lies in the current folder is not to be imported. Running a module by -m loads more.
_MAIN = "import sys; from tidewaiter.inspection.worker import main; sys.exit(main())"
COMMAND = (sys.executable, "-P", "-c", _MAIN)

Process = subprocess.Popen[bytes]

_ready: list[Process] = []


def started(command: tuple[str, ...] = COMMAND) -> Process:
    """A worker's process, which gets ready by itself; it ends with the pipe to it.

    A parser in Rust that has no memory left waits for ever if it is to write a backtrace, too.
    """
    if _ready and command is COMMAND:
        return _ready.pop()
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"RUST_BACKTRACE": "0"},
    )


def start_early() -> None:
    """Start the process that `started` will give."""
    _ready.append(started())


def end_unused() -> None:
    """End what was started early and that nobody asked for."""
    while _ready:
        with _ready.pop() as process:
            process.kill()
