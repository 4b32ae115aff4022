"""What a run and its workers say to each other: msgpack messages, each behind its length."""

from typing import Any, BinaryIO

import msgspec

from tidewaiter.model.outcome import Failure
from tidewaiter.model.profile import Profile
from tidewaiter.model.release import ArtifactKind, Dependency
from tidewaiter.model.report import ArtifactReport

_PREFIX = 4
_DEPTH = 12
_INTEGERS = range(-(2**63), 2**64)


class Setup(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """First message to a worker: what holds for all its jobs.

    Attributes:
        facts: File of the facts cache, or ``None``.
        compiled: Folder for what is made from the catalogue.
        digest: Of the engine, so that the worker need not compute it again.
        budget: Factor for the sizes and counts of ``budgets.toml``.
        catalogues: Files of the user with further entries.
    """

    facts: str | None
    compiled: str
    digest: bytes
    budget: float
    catalogues: tuple[str, ...] = ()


class Job(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """One artifact to inspect.

    ``distrust`` holds digests of members whose reading ended a worker, once for each time.
    """

    target: str
    path: str
    filename: str
    kind: ArtifactKind
    sha256: str
    size: int
    distrust: tuple[str, ...] = ()


class Announced(msgspec.Struct, frozen=True, tag=True):
    """From a worker: a native parser gets the member with this digest next."""

    digest: str


class Inspected(msgspec.Struct, frozen=True, tag=True):
    """From a worker, last: what became of the job. Also what the cache keeps of an artifact.

    Attributes:
        dependencies: What ``profile.requirements`` mean; the parent finds out.
        keep: Whether the same bytes always give this, so that it may be kept.
    """

    artifact: ArtifactReport
    profile: Profile
    keep: bool
    dependencies: tuple[Dependency, ...] = ()


class Failed(msgspec.Struct, frozen=True, tag=True):
    """From a worker, last: the job could not be done, for this reason.

    ``exhausted``: it had no memory left, part of which jobs before may have taken.
    """

    failure: Failure
    exhausted: bool = False


Message = Setup | Job | Announced | Inspected | Failed

_decoder: msgspec.msgpack.Decoder[Message] = msgspec.msgpack.Decoder(Message)


def packed(message: Message) -> bytes:
    """The message as msgpack, with everything that msgpack cannot hold made visible text."""
    try:
        return msgspec.msgpack.encode(message)
    except (UnicodeEncodeError, OverflowError, RecursionError):
        return msgspec.msgpack.encode(_cleaned(_builtin(message)))


def unpacked(data: bytes) -> Message:
    """The message in ``data``. Raises msgspec.DecodeError when it holds none."""
    return _decoder.decode(data)


def send(stream: BinaryIO, message: Message) -> None:
    """Write one message. Raises OSError when the other side is gone."""
    data = packed(message)
    stream.write(len(data).to_bytes(_PREFIX, "big") + data)
    stream.flush()


def receive(stream: BinaryIO) -> Message | None:
    """Read one message; ``None`` when the other side is gone or speaks something else."""
    prefix = stream.read(_PREFIX)
    size = int.from_bytes(prefix, "big")
    data = stream.read(size) if len(prefix) == _PREFIX else b""
    if len(prefix) < _PREFIX or len(data) < size:
        return None
    try:
        return unpacked(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _builtin(value: Any) -> Any:
    """Structs as msgpack would write them, one level at a time, so that no depth is too deep."""
    if isinstance(value, msgspec.Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        tag = value.__struct_config__.tag
        return {"type": tag, **fields} if tag else fields
    return value


def _cleaned(value: Any, depth: int = _DEPTH) -> Any:
    """Lone surrogates and huge numbers as reports would show them; what is too deep is cut."""
    value = _builtin(value)
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, int):
        return value if value in _INTEGERS else hex(value)
    if not isinstance(value, (dict, list, tuple)):
        return value
    if depth == 0:
        return "…"
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(item, depth - 1) for key, item in value.items()}
    return [_cleaned(item, depth - 1) for item in value]
