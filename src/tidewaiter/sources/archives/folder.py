"""Folders: an unpacked package or a source checkout, read where it lies, never outside of it."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from tidewaiter.model.anomalies import AnomalyKind
from tidewaiter.sources.archives.interface import HEAD, Entry
from tidewaiter.sources.archives.ledger import Ledger

_HISTORY = frozenset({".git", ".hg", ".svn", ".bzr", ".jj"})
_MADE_BY_TOOLS = _HISTORY | {
    "__pycache__", "node_modules", "bower_components", ".venv", ".tox", ".nox", ".eggs",
    ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache",
    ".cache", ".yarn", ".pnpm-store", ".next", ".nuxt", ".turbo", ".parcel-cache",
}  # fmt: skip
_BUILT = frozenset({"build", "dist"})
_NPM_LOCKS = ("package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb")


class Folder:
    """A folder as a container.

    Of a *checkout* what tools made in it is left out and listed in ``excluded``; of anything
    else nothing is. A checkout has version control's folder, or a Python project's files
    without ``PKG-INFO``, or a lock file of npm, Yarn, pnpm or Bun (which is never packed).
    """

    def __init__(self, path: Path) -> None:
        self._top = path
        self._real = path.resolve()
        self._checkout = _is_checkout(path)
        self._python = self._checkout and not (path / "package.json").exists()
        self.excluded: list[str] = []

    def names(self) -> Iterator[str]:
        """Only the names at the top: they are enough to tell what a folder is."""
        return (entry.name for entry in self._list(self._top) if entry.is_file())

    def entries(self, ledger: Ledger) -> Iterator[Entry]:
        waiting = [""]
        while waiting:
            inside: list[str] = []
            folder = waiting.pop()
            for item in self._list(self._top / folder, ledger, folder):
                name = f"{folder}/{item.name}" if folder else item.name
                ledger.count_entry()
                if item.is_dir(follow_symlinks=False):
                    if not self._leave_out(name, item):
                        inside.append(name)
                elif entry := self._read(name, item, ledger):
                    yield entry
            waiting += reversed(inside)

    def _list(
        self, folder: Path, ledger: Ledger | None = None, name: str = ""
    ) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as items:
                return sorted(items, key=lambda item: item.name)
        except OSError as error:
            if ledger:
                ledger.skip(name, f"folder: {error.strerror}")
            return []

    def _leave_out(self, name: str, item: os.DirEntry[str]) -> bool:
        left_out = self._checkout and (
            item.name in _MADE_BY_TOOLS
            or (self._python and name in _BUILT)
            or os.path.exists(os.path.join(item.path, "pyvenv.cfg"))  # noqa: PTH110, PTH118
        )
        if left_out:
            self.excluded.append(name)
        return left_out

    def _read(self, name: str, item: os.DirEntry[str], ledger: Ledger) -> Entry | None:
        try:
            if item.is_symlink() and not self._stays_inside(name, item, ledger):
                return None
            status = item.stat()
            if not stat.S_ISREG(status.st_mode):
                ledger.note(AnomalyKind.SPECIAL_FILE, name)
                return None
            most = ledger.budget.member.read
            is_large = status.st_size > most
            if is_large:
                ledger.skip(name, f"over {most:,} bytes")
            with open(item.path, "rb") as file:  # noqa: PTH123
                data = file.read(HEAD if is_large else most)
        except OSError as error:
            ledger.skip(name, error.strerror or "cannot be read")
            return None
        ledger.count_bytes(len(data))
        size = status.st_size if is_large else None
        return Entry(_encodable(name), data, bool(status.st_mode & 0o111), size)

    def _stays_inside(self, name: str, item: os.DirEntry[str], ledger: Ledger) -> bool:
        """Whether a link leads to a file of this folder; else it is noted."""
        target = Path(os.path.realpath(item.path))
        if not target.is_relative_to(self._real):
            ledger.note(AnomalyKind.LINK_OUTSIDE, name, f"to {target}")
        elif target.is_dir():
            ledger.note(AnomalyKind.SYMBOLIC_LINK, name, "to a folder that is read by itself")
        elif not target.exists():
            ledger.note(AnomalyKind.LINK_DANGLING, name)
        else:
            return True
        return False


def _is_checkout(path: Path) -> bool:
    if any((path / name).exists() for name in (*_HISTORY, *_NPM_LOCKS)):
        return True
    project = (path / "pyproject.toml").exists() or (path / "setup.py").exists()
    return project and not (path / "PKG-INFO").exists()


def _encodable(name: str) -> str:
    # The file system hands out bytes that are no UTF-8 as lone surrogates.
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
