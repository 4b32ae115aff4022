"""Parses, calls one file per command, and turns what happens into an exit code."""

import os
from collections.abc import Sequence
from importlib import import_module

from tidewaiter.cli.console import CannotWrite, ReaderGone, say, silence
from tidewaiter.cli.parser import parser
from tidewaiter.model.outcome import UsageError

DONE, GATE_FAILED, USAGE, INCOMPLETE = 0, 1, 2, 3
_INTERRUPTED = 130  # what a shell expects of a command that Ctrl-C ended


def run(arguments: Sequence[str]) -> int:
    """Run one command; the exit code of DESIGN's table.

    Args:
        arguments: Without the program's name.
    """
    try:
        options = vars(parser().parse_args(arguments))
        command = import_module(f"tidewaiter.cli.{options.pop('command')}")
        code: int = command.run(options)
        return code
    except UsageError as error:
        from tidewaiter.reports.escape import shown

        say(f"tidewaiter: {shown(str(error), 1_000)}", shown(error.hint, 1_000))
        return USAGE
    except ReaderGone:
        silence()
        return INCOMPLETE
    except CannotWrite as error:
        silence()
        say(f"tidewaiter: {error}")
        return INCOMPLETE
    except KeyboardInterrupt:
        say("tidewaiter: interrupted")
        # Downloads in other threads would hold the interpreter until their time is up.
        os._exit(_INTERRUPTED)
