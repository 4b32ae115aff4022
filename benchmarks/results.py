"""RESULTS.md: what was measured, on which machine, with which versions, on which day."""

import datetime
import os
import platform
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.tables import Table
from tidewaiter.linking.values import evaluate

RESULTS = Path(__file__).with_name("RESULTS.md")

_PARSERS = ("ast-serialize", "hyperscan", "msgspec", "tree-sitter")


def head(corpus: Corpus, note: str) -> str:
    """The paragraph before the tables; taken before measuring, so that the load is not ours."""
    now = datetime.datetime.now(datetime.UTC)
    lines = [
        "# Benchmarks",
        "",
        "Written by `python -m benchmarks`; do not edit by hand.",
        "",
        f"- {now:%Y-%m-%d %H:%M} UTC, tidewaiter {version('tidewaiter')} at {_commit()}, "
        + ("from a compiled wheel" if _is_compiled() else "interpreted"),
        f"- {_machine()}",
        f"- Python {platform.python_version()}, "
        + ", ".join(f"{name} {version(name)}" for name in _PARSERS),
        f"- corpus: {len(corpus.artifacts)} artifacts drawn {corpus.drawn} with seed {corpus.seed}",
        *([f"- {note}"] if note else []),
    ]
    return "\n".join(lines) + "\n"


def write(head: str, tables: Sequence[Table]) -> None:
    """The file beside this one, replaced."""
    text = "\n".join([head, *(table.markdown() for table in tables)])
    RESULTS.write_text(text, "utf-8")


def _commit() -> str:
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


def _is_compiled() -> bool:
    return not str(evaluate.__file__).endswith(".py")


def _machine() -> str:
    load = f", load {os.getloadavg()[0]:.1f} before" if hasattr(os, "getloadavg") else ""
    return f"{_processor()}, {os.cpu_count()} cores{load}, {platform.system()} {platform.release()}"


def _processor() -> str:
    """The processor's name: on Linux the kernel knows it better than Python."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())
