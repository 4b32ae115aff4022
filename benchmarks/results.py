"""RESULTS.md: what was measured, on which machine, with which versions, on which day.

Each table is a section of its own, which its tool replaces.
"""

import datetime
import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from benchmarks.tables import Table
from tidewaiter.linking.values import evaluate

RESULTS = Path(__file__).with_name("RESULTS.md")

_HEAD = "# Benchmarks\n\nWritten by the tools under `benchmarks/`; do not edit by hand.\n"
_PARSERS = ("ast-serialize", "hyperscan", "msgspec", "tree-sitter")


def measured(about: str = "", compiled: bool | None = None) -> str:
    """When, with what and where, for the end of each section; asked before measuring starts.

    Args:
        about: What else is to be said, such as which corpus it was.
        compiled: Whether the engine was; ``None`` looks at the one that is imported here.
    """
    if compiled is None:
        compiled = not str(evaluate.__file__).endswith(".py")
    now = datetime.datetime.now(datetime.UTC)
    parsers = ", ".join(f"{name} {version(name)}" for name in _PARSERS)
    said = [
        f"Measured {now:%Y-%m-%d %H:%M} UTC with tidewaiter {version('tidewaiter')} at {commit()}",
        "from a compiled wheel" if compiled else "interpreted",
        f"Python {platform.python_version()}",
        parsers,
        _machine(),
        about,
    ]
    return f"{', '.join(part for part in said if part)}."


def write(tables: Sequence[Table], measured: str) -> None:
    """Put the tables into the file beside this one, in place of those of the same titles."""
    sections = _sections(RESULTS.read_text("utf-8") if RESULTS.exists() else "")
    for table in tables:
        sections[table.title] = replace(table, notes=[*table.notes, measured]).markdown()
    RESULTS.write_text("\n".join([_HEAD, *sections.values()]), "utf-8")


def _sections(text: str) -> dict[str, str]:
    """By title the sections of the file."""
    parts = text.split("\n## ")[1:]
    return {part.partition("\n")[0]: f"## {part.rstrip()}\n" for part in parts}


def commit() -> str:
    """The commit that is checked out, and whether the engine was changed since."""
    git = ("git", "-C", str(RESULTS.parent))
    try:
        name = subprocess.run(
            (*git, "rev-parse", "--short", "HEAD"), capture_output=True, text=True
        )
        changed = subprocess.run(
            (*git, "status", "--porcelain", "--", "../src"), capture_output=True, text=True
        )
    except OSError:
        return "an unknown commit"
    return f"commit {name.stdout.strip()}{' with changes' if changed.stdout else ''}"


def _machine() -> str:
    load = f", load {os.getloadavg()[0]:.1f} before" if hasattr(os, "getloadavg") else ""
    return f"{_processor()}, {os.cpu_count()} cores{load}, {platform.system()} {platform.release()}"


def _processor() -> str:
    """The processor's name: on Linux the kernel knows it better than Python."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())
