"""Inspects hundreds of popular releases without supervision: `python -m benchmarks.crater`."""

import msgspec

SEED = 20261130

SECONDS = 1_200
"""Wall time of one command; a worker has its own bound for each artifact."""


class Ran(msgspec.Struct, frozen=True, kw_only=True):
    """One run of the command.

    Attributes:
        target: The release as it was drawn, without a version.
        commit: Of the engine.
        status: The exit status; negative when a signal ended it, or nobody waited any longer.
        wall: Seconds of the wall clock, the download included.
        cpu: Seconds of processors, workers included.
        said: The end of what it wrote to standard error.
    """

    target: str
    commit: str
    status: int
    wall: float
    cpu: float
    said: str = ""
