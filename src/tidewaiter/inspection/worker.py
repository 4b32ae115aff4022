"""A worker: a child process that holds the engine and inspects one artifact after the other."""

import contextlib
import gc
import os
import signal
import sys
from pathlib import Path
from typing import BinaryIO

import msgspec

from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.inspection.cache import Cache, FactsStore, NoFacts
from tidewaiter.inspection.chain import ChainOptions, inspect_artifact
from tidewaiter.inspection.profiles import is_keepable
from tidewaiter.inspection.protocol import Announced, Failed, Inspected, Job, Setup, receive, send
from tidewaiter.model.outcome import Failure, FailureKind, TargetFailed

_BESIDE = 64 << 20
"""Bytes of the budget for what the limit on data does not count: libraries, and the parent."""


def main() -> int:
    """Serve jobs from standard input until it ends."""
    gc.disable()  # facts hold no circles, and looking for some costs a third of the time
    sys.setrecursionlimit(20_000)  # values are evaluated by recursion, bounded by a depth of ours
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    answers = _own_output()
    setup = receive(sys.stdin.buffer)
    if not isinstance(setup, Setup):
        return 2
    _bound_memory(load_budget().worker.memory)
    cache = Cache(Path(setup.facts), setup.digest) if setup.facts else None
    options = ChainOptions(
        budget=load_budget().scaled(setup.budget),
        compiled=Path(setup.compiled),
        catalogues=tuple(map(Path, setup.catalogues)),
    )
    while isinstance(job := receive(sys.stdin.buffer), Job):
        gc.collect()  # what the job before left
        gc.freeze()  # what stays, such as the catalogue, is not gone through again
        send(answers, _answer(job, options, cache, answers))
    if cache:
        cache.close()
    answers.flush()
    os._exit(0)  # giving every object back one by one takes as long as a small inspection


def _own_output() -> BinaryIO:
    """Standard output for the protocol alone; what else is printed goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _bound_memory(most: int) -> None:
    """Let an allocation fail before the machine swaps, where the platform can do that."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        bound = most - _BESIDE
        resource.setrlimit(resource.RLIMIT_DATA, (bound, bound))


def _answer(
    job: Job, options: ChainOptions, cache: Cache | None, answers: BinaryIO
) -> Inspected | Failed:
    try:
        inspected = _inspect(job, options, cache or NoFacts(), answers)
    except TargetFailed as failed:
        return Failed(msgspec.structs.replace(failed.failure, target=job.target))
    except MemoryError:
        return Failed(_too_large(job), exhausted=True)
    except Exception as error:
        # Python 3.11 says SystemError where there is no memory for a frame
        return Failed(_internal(job, error), exhausted=isinstance(error, SystemError))
    if cache:
        cache.commit()
    return inspected


def _inspect(job: Job, options: ChainOptions, store: FactsStore, answers: BinaryIO) -> Inspected:
    artifact, profile = inspect_artifact(
        Path(job.path),
        job.filename,
        job.kind,
        options,
        store,
        lambda digest: send(answers, Announced(digest)),
        job.distrust,
    )
    artifact = msgspec.structs.replace(artifact, sha256=job.sha256, size=job.size)
    return Inspected(artifact, profile, keep=is_keepable(job) and not job.distrust)


def _too_large(job: Job) -> Failure:
    what = f"{job.target}: reading {job.filename} needs more memory than a worker may have."
    hint = "Inspect its parts by themselves, or give a smaller --budget."
    return Failure(job.target, FailureKind.TOO_LARGE, what, hint)


def _internal(job: Job, error: Exception) -> Failure:
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "?"
    what = f"{job.target}: a defect of Tidewaiter ({type(error).__name__} at {where})."
    hint = f"Please report it, with the name of the file: {job.filename}."
    return Failure(job.target, FailureKind.INTERNAL, what, hint)
