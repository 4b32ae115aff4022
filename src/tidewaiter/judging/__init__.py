"""Judging: what a profile means. So far: what changed from one release to the next."""

from tidewaiter.judging.compare import compare

__all__ = ["compare"]
