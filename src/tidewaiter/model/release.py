"""Releases and their artifacts, as the registries name them."""

from enum import StrEnum

import msgspec


class Ecosystem(StrEnum):
    """A registry's world; the value is the purl type."""

    PYPI = "pypi"
    NPM = "npm"
    GENERIC = "generic"


class ArtifactKind(StrEnum):
    """What an artifact is, which decides what an installer runs in it."""

    SDIST = "sdist"
    WHEEL = "wheel"
    EGG = "egg"
    NPM = "npm"
    ARCHIVE = "archive"
    FOLDER = "folder"


class Release(msgspec.Struct, frozen=True):
    """One version of one package. ``version`` is "" for a folder or file that does not say."""

    purl: str
    ecosystem: Ecosystem
    name: str
    version: str
    published: str | None = None
    """Upload time of the earliest artifact, RFC 3339 in UTC, or ``None``."""
    publisher: str | None = None
    """The account that published it, where the registry's own list says so, or ``None``."""


class Requirement(msgspec.Struct, frozen=True, order=True):
    """A dependency as a manifest words it.

    ``text`` is a specifier of PEP 508, or npm's name; ``range`` is what is wanted where that stands
    beside it, else "".
    """

    ecosystem: Ecosystem
    text: str
    range: str
    scope: str


class Dependency(msgspec.Struct, frozen=True, order=True):
    """A declared dependency: ``scope`` is runtime, optional, peer, build or dev."""

    purl: str
    range: str
    scope: str
