"""Under which key the cache keeps what is known of a whole artifact."""

import hashlib

from tidewaiter.inspection.protocol import Job


def profile_key(job: Job) -> bytes:
    """32 bytes over the artifact's bytes, its name and its kind: all that its profile depends on.

    The engine and the budget are added by the cache. A folder has no digest: ask `is_keepable`.
    """
    return hashlib.sha256(f"{job.sha256}\0{job.kind}\0{job.filename}".encode(
        "utf-8", "surrogatepass")).digest()  # fmt: skip


def is_keepable(job: Job) -> bool:
    """Whether an artifact is known by a digest, so that its profile can be kept."""
    return bool(job.sha256)
