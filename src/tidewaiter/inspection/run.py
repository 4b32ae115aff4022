"""A run: targets → outcomes in the same order, fetching and inspecting at the same time."""

import os
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import msgspec

from tidewaiter import __version__
from tidewaiter.catalogue import Catalogue
from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.inspection import dependencies
from tidewaiter.inspection.cache import Cache
from tidewaiter.inspection.engine import engine_digest
from tidewaiter.inspection.merge import merge
from tidewaiter.inspection.process import Process
from tidewaiter.inspection.profiles import is_keepable, profile_key
from tidewaiter.inspection.protocol import Inspected, Job, Setup
from tidewaiter.inspection.settings import RunSettings
from tidewaiter.inspection.workers import Workers
from tidewaiter.model.outcome import TargetFailed
from tidewaiter.model.report import ArtifactReport, Engine, Outcome, Stats
from tidewaiter.sources import Fetched, FetchedArtifact, Releases, Settings, Target

_FETCHING = 4  # threads beyond the workers, so that downloads stay ahead


def releases_for(settings: RunSettings) -> Releases:
    """The user's registries, as a run asks them."""
    return Releases(
        Settings(
            environ=os.environ,
            budget=load_budget().scaled(settings.budget),
            cache_dir=settings.cache_dir if settings.cache else None,
            offline=settings.offline,
            all_artifacts=settings.all_artifacts,
        )
    )


def run(
    targets: Sequence[Target],
    settings: RunSettings,
    catalogue: Catalogue,
    worker: Process | None = None,
    notice: Callable[[str], None] = lambda _: None,
    progress: Callable[[str, str], None] = lambda _target, _state: None,
    releases: Releases | None = None,
    fetched: Callable[[Target, Fetched], None] = lambda _target, _fetched: None,
) -> Generator[Outcome, None, None]:
    """Inspect the targets; one outcome for each, in their order, each as soon as it is known.

    Args:
        worker: One that was started early; it is ended with the run.
        notice: Is told what the user should know once, such as a cache begun anew.
        progress: Is told the text of a target and ``fetching``, ``inspecting`` or ``done``; it
            is called from several threads.
        releases: Where they come from when not from `releases_for`; closed with the run.
        fetched: Is told where the artifacts of a target lie; they stay while the run lasts.

    Raises:
        UsageError: The user's configuration of a registry cannot be understood.
    """
    inspection = _Run(
        len(targets), settings, catalogue, worker, notice, progress, releases, fetched
    )
    jobs = settings.workers(len(targets))
    pool = ThreadPoolExecutor(min(jobs + _FETCHING, len(targets) or 1))
    finished = False
    try:
        yield from pool.map(inspection.outcome, targets)
        finished = True
    finally:
        pool.shutdown(wait=finished, cancel_futures=True)
        inspection.close(at_once=not finished)


class _Run:
    """What the threads of one run share."""

    def __init__(
        self,
        targets: int,
        settings: RunSettings,
        catalogue: Catalogue,
        worker: Process | None,
        notice: Callable[[str], None],
        progress: Callable[[str, str], None],
        releases: Releases | None,
        fetched: Callable[[Target, Fetched], None],
    ) -> None:
        digest = engine_digest(settings.budget, catalogue.digest)
        self._engine = Engine(__version__, f"sha256:{catalogue.digest}")
        self._progress = progress
        self._lock = Lock()
        self._cache = Cache(settings.facts, digest, notice) if settings.facts else None
        self._workers = Workers(
            Setup(
                facts=str(settings.facts) if settings.facts else None,
                compiled=str(settings.compiled),
                digest=digest,
                budget=settings.budget,
                catalogues=tuple(map(str, settings.catalogues)),
            ),
            settings.workers(targets),
            load_budget().worker.seconds,
            first=worker,
            meanwhile=dependencies.load,
        )
        self._releases = releases or releases_for(settings)
        self._fetched = fetched

    def outcome(self, target: Target) -> Outcome:
        """What becomes of one target."""
        start = time.monotonic()
        try:
            self._progress(target.text, "fetching")
            fetched = self._releases.fetch(target)
            self._fetched(target, fetched)
            self._progress(target.text, "inspecting")
            return self._report(target, fetched, start)
        except TargetFailed as failed:
            return msgspec.structs.replace(failed.failure, target=target.text)
        finally:
            self._progress(target.text, "done")

    def close(self, *, at_once: bool) -> None:
        """Give everything back."""
        self._workers.close(at_once=at_once)
        if self._cache:
            self._cache.close()
        self._releases.__exit__(None, None, None)

    def _report(self, target: Target, fetched: Fetched, start: float) -> Outcome:
        found: list[tuple[Inspected, bool]] = []
        listed = []
        for artifact in fetched.artifacts:
            if artifact.path is None:
                listed.append(_listed(artifact))
            else:
                found.append(self._inspected(_job(target, artifact)))
        stats = Stats(time.monotonic() - start, sum(cached for _, cached in found))
        parts = [one for one, _ in found]
        return merge(self._engine, fetched.release, parts, listed, stats)

    def _inspected(self, job: Job) -> tuple[Inspected, bool]:
        """What is known of an artifact, and whether it was known before."""
        known = self._known(job)
        if known:
            return known, True
        new = self._workers.inspect(job)
        needed = dependencies.dependencies(new.profile.requirements)
        new = msgspec.structs.replace(new, dependencies=needed)
        self._keep(job, new)
        return new, False

    def _keep(self, job: Job, inspected: Inspected) -> None:
        if self._cache and inspected.keep:
            with self._lock:
                self._cache.put_profile(profile_key(job), inspected)
                self._cache.commit()

    def _known(self, job: Job) -> Inspected | None:
        if self._cache is None or not is_keepable(job):
            return None
        with self._lock:
            return self._cache.get_profile(profile_key(job))


def _job(target: Target, artifact: FetchedArtifact) -> Job:
    return Job(
        target=target.text,
        path=str(artifact.path),
        filename=artifact.filename,
        kind=artifact.kind,
        sha256=artifact.sha256,
        size=artifact.size,
    )


def _listed(artifact: FetchedArtifact) -> ArtifactReport:
    return ArtifactReport(
        filename=artifact.filename,
        kind=artifact.kind,
        sha256=artifact.sha256,
        size=artifact.size,
        inspected=False,
    )
