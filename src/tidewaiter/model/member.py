"""Members of an artifact: a path, its bytes, and what they are."""

from enum import StrEnum
from typing import NewType

import msgspec

MemberPath = NewType("MemberPath", str)
"""A clean relative POSIX path without the release's root folder; made by ``sources.archives``."""


class Kind(StrEnum):
    """What a member is. The first group can be read, the second is recognised and listed."""

    PYTHON = "python"
    JAVASCRIPT = "javascript"
    TYPESCRIPT = "typescript"
    SHELL = "shell"
    BATCH = "batch"
    MAKEFILE = "makefile"
    MANIFEST = "manifest"
    PTH = "pth"
    DATA = "data"

    NATIVE = "native"
    WASM = "wasm"
    BYTECODE = "bytecode"
    PICKLE = "pickle"
    NOTEBOOK = "notebook"
    VBSCRIPT = "vbscript"
    SCRIPT = "script"
    MARKUP = "markup"
    ARCHIVE = "archive"
    SOURCE = "source"
    RULES = "rules"
    WORKFLOW = "workflow"

    @property
    def readable(self) -> bool:
        """Whether a reader exists for it."""
        return self in _READABLE

    @property
    def unread(self) -> bool:
        """Whether it may hold code that no reader exists for yet."""
        return self not in _READABLE and self is not Kind.DATA


_READABLE = frozenset(
    {
        *(Kind.PYTHON, Kind.JAVASCRIPT, Kind.TYPESCRIPT, Kind.SHELL, Kind.BATCH),
        *(Kind.MAKEFILE, Kind.MANIFEST, Kind.PTH),
    }
)


class Anomaly(msgspec.Struct, frozen=True, order=True):
    """Something an honest artifact does not have; ``kind`` is a word of docs/anomalies.md."""

    kind: str
    member: str
    detail: str


class Skipped(msgspec.Struct, frozen=True, order=True):
    """A member, or ("" as ``member``) a whole artifact, that could not be read whole."""

    member: str
    reason: str


class Content(msgspec.Struct, frozen=True, array_like=True):
    """A member as a list of contents shows it; comparisons ask which came and went."""

    path: str
    kind: Kind


class Member(msgspec.Struct, frozen=True):
    """One file of an artifact, read within the budgets.

    Attributes:
        path: Where it lies, without the release's root folder.
        full_path: The same as the archive spells it; "!" separates nested archives.
        data: Its bytes; of a longer one than the per-member budget, which is in ``skipped`` too,
            the beginning.
        executable: The archive marks it executable.
        size: How many bytes it has, where ``data`` is only their beginning.
    """

    path: MemberPath
    full_path: str
    data: bytes
    executable: bool = False
    size: int | None = None
