"""From a target to verified files: the one door that the rest of the engine uses."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tidewaiter.model.release import Ecosystem
from tidewaiter.sources.interface import (
    Fetched,
    FetchedArtifact,
    Listed,
    Resolved,
    Settings,
    Source,
)
from tidewaiter.sources.targets import Target

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    from tidewaiter.sources.download import Downloads

_AT_ONCE = 8


class Releases:
    """Finds and fetches releases; a context manager, safe to use from several threads.

    Without a cache folder the files are temporary and vanish on exit. Configuration is read
    when a registry is first needed.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._sources: dict[Ecosystem, Source] = {}
        self._lock = Lock()
        self._temporary: TemporaryDirectory[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for source in self._sources.values():
            source.http.close()
        if self._temporary:
            self._temporary.cleanup()

    def resolve(self, target: Target) -> Resolved:
        """Which release of a registry ``target`` means, and its artifacts.

        Raises:
            TargetFailed: It does not exist or the registry cannot be asked.
            UsageError: The user's configuration cannot be understood.
            ValueError: ``target`` is a path.
        """
        return self._source(target.ecosystem).resolve(target)

    def before(self, target: Target) -> Target:
        """The release before the one that ``target`` means, as `Source.before` finds it.

        Raises:
            TargetFailed: There is none, or the registry cannot be asked.
            UsageError: The user's configuration cannot be understood.
            ValueError: ``target`` is a path.
        """
        version = self._source(target.ecosystem).before(target)
        text = f"{target.ecosystem}:{target.name}@{version}"
        return Target(text, target.ecosystem, target.name, version)

    def fetch(self, target: Target) -> Fetched:
        """Resolve ``target``, then download and verify its artifacts, several at a time.

        Raises:
            TargetFailed: As for `resolve` and `obtain`.
            UsageError: As for `resolve`.
        """
        if target.path is not None:
            from tidewaiter.sources.local import fetch_local

            return fetch_local(target.path, self._settings.budget, target.text)
        return self.obtain(self.resolve(target), target)

    def obtain(self, resolved: Resolved, target: Target) -> Fetched:
        """Download and verify the artifacts of a release that are to be inspected.

        Raises:
            TargetFailed: What `Downloads.obtain` raises.
        """
        http = self._source(target.ecosystem).http
        downloads = self._downloads()

        def one(listed: Listed) -> FetchedArtifact:
            if listed.inspected:
                return downloads.obtain(listed, http, target.text)
            sha256 = listed.digests.get("sha256", "")
            return FetchedArtifact(
                listed.filename, listed.kind, sha256, listed.size or 0, None, listed.published
            )

        from concurrent.futures import ThreadPoolExecutor  # only a network needs it

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return Fetched(resolved.release, tuple(pool.map(one, resolved.artifacts)))

    def _source(self, ecosystem: Ecosystem) -> Source:
        with self._lock:
            if ecosystem not in self._sources:
                self._sources[ecosystem] = _maker(ecosystem)(self._settings)
            return self._sources[ecosystem]

    def _downloads(self) -> "Downloads":
        # Imported here: its urllib costs 18 ms, which a local target need not pay.
        from tidewaiter.sources.download import Downloads

        return Downloads(
            self._folder(),
            self._settings.budget.artifact.packed,
            is_offline=self._settings.offline,
        )

    def _folder(self) -> Path:
        if self._settings.cache_dir:
            return self._settings.cache_dir / "downloads"
        with self._lock:
            from tempfile import TemporaryDirectory

            self._temporary = self._temporary or TemporaryDirectory("-tidewaiter")
            return Path(self._temporary.name)


def _maker(ecosystem: Ecosystem) -> Callable[[Settings], Source]:
    if ecosystem is Ecosystem.PYPI:
        from tidewaiter.sources.pypi import PyPI

        return PyPI
    if ecosystem is Ecosystem.NPM:
        from tidewaiter.sources.npm import Npm

        return Npm
    raise ValueError(f"{ecosystem} has no registry")
