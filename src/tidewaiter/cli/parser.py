"""The command line's grammar: options without types, since `choices` checks all values alike."""

import argparse
import shutil
from typing import Any, NoReturn

from tidewaiter import __version__
from tidewaiter.model.outcome import UsageError

_TOP = """\
examples:
  tidewaiter inspect pypi:requests@2.32.3
  tidewaiter inspect npm:axios npm:esbuild@0.24.0 ./dist --format jsonl
  tidewaiter diff pypi:requests@2.31.0 2.32.3
  tidewaiter explain net.connect

exit codes:
  0  done; no gate that was asked for failed
  1  a gate failed (--fail-on)
  2  usage or configuration error; nothing was inspected
  3  a target failed or could not be read whole, and no gate failed
"""
_INSPECT = """\
a target is one of:
  pypi:NAME[@VERSION]             what pip would install, or that version
  npm:[@SCOPE/]NAME[@VERSION]     a version, tag or range
  pkg:pypi/NAME@VERSION           a purl
  ./file.whl  ./folder            an archive or a folder on this machine

settings:
  Each option can stand in tidewaiter.toml, under [tool.tidewaiter] in
  pyproject.toml, in the user's configuration file (limit-uses = 5), or in
  the environment (TIDEWAITER_LIMIT_USES=5); the command line wins.
  TIDEWAITER_CACHE_DIR moves the caches.
"""
_DIFF = """\
what is compared:
  diff pypi:requests@2.31.0 2.32.3     two versions of a package
  diff pypi:requests                   the release that would be installed, with
                                       the highest stable one published before it
  diff ./old.whl ./new.whl             two archives or folders
  diff npm:left-pad npm:left-pad-ng    any two targets; see tidewaiter inspect --help

Uses are compared by what they mean: code that moved, was renamed or formatted
anew is no change. -v lists all changes with the source around them.
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message[:1].upper()}{message[1:]}.", f"See {self.prog} --help.")


class _Help(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=min(shutil.get_terminal_size().columns, 80) - 2)


def parser() -> argparse.ArgumentParser:
    """The whole grammar; what is not given on the line is absent from the result."""
    top = _Parser(
        prog="tidewaiter",
        description="Tells what a package can do, when, and through which path, before it runs.",
        epilog=_TOP,
        formatter_class=_Help,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"tidewaiter {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_inspect(commands)
    _add_diff(commands)
    explain = _command(commands, "explain", "say what a capability means, and what shows it")
    explain.add_argument("id", nargs="?", help="such as net.connect; without it, all are listed")
    _add_catalogue(explain)
    schema = _command(commands, "schema", "print the JSON Schema of an output")
    schema.add_argument("name", help="report, comparison or error")
    cache = _command(commands, "cache", "say what the cache holds, or empty it")
    cache.add_argument("action", choices=("info", "clear"))
    return top


def _command(commands: Any, name: str, does: str, epilog: str = "") -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(
        name,
        help=does,
        description=f"{does[:1].upper()}{does[1:]}.",
        epilog=epilog,
        formatter_class=_Help,
        allow_abbrev=False,
        argument_default=argparse.SUPPRESS,
    )
    return made


def _add_inspect(commands: Any) -> None:
    inspect = _command(
        commands, "inspect", "say what releases, archives or folders can do", _INSPECT
    )
    inspect.add_argument("targets", nargs="+", metavar="TARGET")
    _add_output(inspect.add_argument_group("output"))
    _add_engine(
        inspect.add_argument_group("inspection"), "LEVEL", "what fails the gate; only: never"
    )


def _add_diff(commands: Any) -> None:
    diff = _command(commands, "diff", "say what changed from one release to another", _DIFF)
    diff.add_argument("targets", nargs="+", metavar="TARGET")
    _add_output(diff.add_argument_group("output"))
    gate = "exit 1 from this severity on: info, low, medium, high, critical (never)"
    _add_engine(diff.add_argument_group("inspection"), "SEVERITY", gate)


def _add_engine(engine: Any, gate: str, fails: str) -> None:
    engine.add_argument("--all-artifacts", action=_OnOff, help="read every wheel, not only ours")
    engine.add_argument("--budget", metavar="N", help="multiply the sizes that are read (1)")
    engine.add_argument("--jobs", metavar="N", help="worker processes")
    engine.add_argument("--offline", action=_OnOff, help="use only what is in the cache")
    engine.add_argument("--cache", action=_OnOff, help="read and write the cache (yes)")
    _add_catalogue(engine)
    engine.add_argument("--config", metavar="FILE", help="settings to use instead of the project's")
    engine.add_argument("--fail-on", metavar=gate, help=fails)


def _add_catalogue(options: Any) -> None:
    options.add_argument(
        "--catalogue", metavar="FILE", action="append", help="entries of your own; may be repeated"
    )


def _add_output(output: Any) -> None:
    output.add_argument(
        "--format", metavar="NAME", help="terminal, json, jsonl or markdown (terminal)"
    )
    output.add_argument("--output", metavar="FILE", help="write the report there")
    output.add_argument("--color", metavar="WHEN", help="auto, always or never (auto)")
    output.add_argument("--limit-uses", metavar="N", help="uses listed per capability (20; 0: all)")
    output.add_argument("--stats", action=_OnOff, help="add times and cache hits")
    output.add_argument("-q", "--quiet", action="store_true", help="no progress, no sentences")
    output.add_argument(
        "-v", "--verbose", action="store_true", help="every use with its source line and path"
    )


_OnOff = argparse.BooleanOptionalAction
