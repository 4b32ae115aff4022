"""Index pages kept for ``--offline``, one file per address; credentials are never in them."""

import hashlib
import os
import tempfile
from pathlib import Path

import msgspec


class Page(msgspec.Struct, frozen=True):
    """The answer to a request: final address, content type, bytes."""

    url: str
    content_type: str
    body: bytes


MISSING = Page("", "", b"")
"""Stands for what the registry does not have."""


class Pages:
    """Pages below ``folder``; with ``None`` nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def load(self, url: str) -> Page | None:
        """The page last stored for ``url``; a damaged file counts as none."""
        if self._folder is None:
            return None
        try:
            return msgspec.msgpack.decode(self._file(self._folder, url).read_bytes(), type=Page)
        except (OSError, msgspec.DecodeError):
            return None

    def store(self, url: str, page: Page) -> None:
        """Keep ``page``; a cache that cannot be written to is no error."""
        if self._folder is not None:
            write_atomically(self._file(self._folder, url), msgspec.msgpack.encode(page))

    def _file(self, folder: Path, url: str) -> Path:
        return folder / f"{hashlib.sha256(url.encode()).hexdigest()}.page"


def write_atomically(path: Path, data: bytes) -> None:
    """Write ``data`` so that readers see all of it or nothing; failing is silent."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temporary).replace(path)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
    except OSError:
        return
