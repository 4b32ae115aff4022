"""What can go wrong with a target, as values that must be shown."""

from enum import StrEnum

import msgspec


class FailureKind(StrEnum):
    """The closed list of ``error.kind`` in the JSON."""

    NOT_FOUND = "not-found"
    NETWORK = "network"
    AUTHENTICATION = "authentication"
    OFFLINE = "offline"
    UNREADABLE = "unreadable"
    DIGEST_MISMATCH = "digest-mismatch"
    NOT_AN_ARCHIVE = "not-an-archive"
    TOO_LARGE = "too-large"
    TIMEOUT = "timeout"
    WORKER_LOST = "worker-lost"
    INTERNAL = "internal"


class Failure(msgspec.Struct, frozen=True):
    """Why a target has no report.

    ``message`` says in one sentence what happened and where, ``hint`` what to do next.
    """

    target: str
    kind: FailureKind
    message: str
    hint: str


class TargetFailed(Exception):
    """Carries a `Failure` up to whoever reports it."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


class UsageError(Exception):
    """The command line or the configuration cannot be understood: nothing was inspected."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint
