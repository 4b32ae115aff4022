"""``tidewaiter cache``: what the cache holds, and how to be rid of it."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tidewaiter.cli.choices import cache_dir
from tidewaiter.cli.console import Sink
from tidewaiter.inspection.settings import facts_file
from tidewaiter.model.outcome import UsageError

# Only what we made: TIDEWAITER_CACHE_DIR may be a folder with other things in it.
_FOLDERS = {"downloads": "downloads", "index pages": "pages", "compiled catalogue": "compiled"}


def run(options: Mapping[str, Any]) -> int:
    """Print what lies where (``info``), or remove it (``clear``)."""
    folder = cache_dir()
    parts = {
        "facts": _facts(folder),
        **{what: [folder / name] for what, name in _FOLDERS.items()},
    }
    sink = Sink(None)
    if options["action"] == "clear":
        removed = sum(_size(path) for paths in parts.values() for path in paths)
        for path in (path for paths in parts.values() for path in paths):
            _remove(path)
        sink.write(f"Removed {removed / 1e6:,.1f} MB from {folder}\n")
        return 0
    sink.write(f"{folder}\n")
    for what, paths in parts.items():
        sink.write(f"  {what:<20} {sum(map(_size, paths)) / 1e6:>10,.1f} MB\n")
    return 0


def _facts(folder: Path) -> list[Path]:
    """The file, what SQLite keeps beside it, and one that was damaged."""
    file = facts_file(folder)
    beside = [file.with_name(file.name + suffix) for suffix in ("-wal", "-shm")]
    return [file, *beside, file.with_suffix(".damaged")]


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else (path,)
    return sum(file.stat().st_size for file in files if file.is_file())


def _remove(path: Path) -> None:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        what = f"{path} cannot be removed: {error.strerror or error}."
        raise UsageError(what, "Check its permissions, and that no inspection runs.") from None
