"""Downloads: an artifact's bytes on this machine, verified each time they are used."""

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import urlsplit
from urllib.request import url2pathname

from tidewaiter.model.outcome import Failure, FailureKind, TargetFailed
from tidewaiter.sources.http import Http, offline
from tidewaiter.sources.interface import FetchedArtifact, Listed

_PIECE = 1024 * 1024
_STRENGTH = ("sha512", "sha384", "sha256", "sha1")
_UNSAFE = re.compile(r"[^\w.+-]", re.ASCII)


class Downloads:
    """Files below ``folder``, named by the strongest digest that the registry gives.

    Args:
        folder: The user's cache, or a temporary folder that the caller removes.
        most: Bytes that one artifact may have.
    """

    def __init__(self, folder: Path, most: int, *, is_offline: bool = False) -> None:
        self._folder = folder
        self._most = most
        self._offline = is_offline

    def obtain(self, listed: Listed, http: Http, target: str) -> FetchedArtifact:
        """The artifact as a verified file.

        Raises:
            TargetFailed: ``digest-mismatch``, ``too-large``, ``offline``, ``unreadable`` or
                what `Http.save` raises.
        """
        if listed.size is not None and listed.size > self._most:
            raise self._too_large(listed, target)
        if urlsplit(listed.url).scheme == "file":
            return self._local(listed, target)
        place = self._place(listed)
        if place.is_file():
            known = _hash(place, listed)
            if _agrees(listed, known) and _strongest(listed):
                return _fetched(listed, place, known)
            place.unlink(missing_ok=True)
        if self._offline:
            raise offline(target)
        return self._download(listed, http, place, target)

    def _place(self, listed: Listed) -> Path:
        name = _UNSAFE.sub("_", listed.filename)[-150:]
        algorithm = _strongest(listed)
        if algorithm:
            return self._folder / f"{algorithm}-{listed.digests[algorithm][:64]}" / name
        return self._folder / f"url-{hashlib.sha256(listed.url.encode()).hexdigest()}" / name

    def _download(self, listed: Listed, http: Http, place: Path, target: str) -> FetchedArtifact:
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".part-")
            try:
                with os.fdopen(handle, "w+b") as file:
                    http.save(listed.url, cast("BinaryIO", file), self._most, target)
                known = _hash(Path(temporary), listed)
                _verify(listed, known, target)
                Path(temporary).replace(place)
            finally:
                Path(temporary).unlink(missing_ok=True)
        except OSError as error:
            raise _unreadable(target, f"cannot be stored: {error.strerror}") from error
        return _fetched(listed, place, known)

    def _local(self, listed: Listed, target: str) -> FetchedArtifact:
        path = Path(url2pathname(urlsplit(listed.url).path))
        try:
            if path.stat().st_size > self._most:
                raise self._too_large(listed, target)
            known = _hash(path, listed)
        except OSError as error:
            raise _unreadable(target, f"cannot be read: {error.strerror}") from error
        _verify(listed, known, target)
        return _fetched(listed, path, known)

    def _too_large(self, listed: Listed, target: str) -> TargetFailed:
        what = f"{target}: {listed.filename} has more than {self._most:,} bytes."
        hint = "Raise the bound with --budget if you trust its size."
        return TargetFailed(Failure(target, FailureKind.TOO_LARGE, what, hint))


def _strongest(listed: Listed) -> str | None:
    return next((name for name in _STRENGTH if name in listed.digests), None)


def _hash(path: Path, listed: Listed) -> dict[str, str]:
    """SHA-256 and every digest that the registry gave, in one pass."""
    names = {"sha256", *listed.digests} & set(_STRENGTH)
    hashes = {name: hashlib.new(name, usedforsecurity=False) for name in names}
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            for one in hashes.values():
                one.update(piece)
    return {name: one.hexdigest() for name, one in hashes.items()}


def _agrees(listed: Listed, known: dict[str, str]) -> bool:
    return all(known.get(name, value) == value for name, value in listed.digests.items())


def _verify(listed: Listed, known: dict[str, str], target: str) -> None:
    if not _agrees(listed, known):
        what = f"{target}: {listed.filename} is not what the registry's digest says."
        hint = "Do not install it; try again, and tell the registry if it stays so."
        raise TargetFailed(Failure(target, FailureKind.DIGEST_MISMATCH, what, hint))


def _unreadable(target: str, what: str) -> TargetFailed:
    hint = "Check the permissions of the cache folder and of local indexes."
    return TargetFailed(Failure(target, FailureKind.UNREADABLE, f"{target} {what}.", hint))


def _fetched(listed: Listed, path: Path, known: dict[str, str]) -> FetchedArtifact:
    size = path.stat().st_size
    return FetchedArtifact(
        listed.filename, listed.kind, known["sha256"], size, path, listed.published
    )
