"""Targets: what a person types → an ecosystem, a name and a version, or a path."""

import re
from pathlib import Path

import msgspec

from tidewaiter.model.outcome import UsageError
from tidewaiter.model.release import Ecosystem

_PYPI_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,212}[A-Za-z0-9])?")
_NPM_NAME = re.compile(r"(?:@[A-Za-z0-9~_.-]{1,100}/)?[A-Za-z0-9~_-][A-Za-z0-9~_.!'()*-]{0,212}")
_LOOKS_LIKE_PATH = re.compile(r"[/\\]|^\.|^~|\.(?:whl|egg|zip|tgz|tar|gz|bz2|xz)$", re.I)
_LONGEST_VERSION = 200


class Target(msgspec.Struct, frozen=True):
    """One thing to inspect: a release of a registry, or (``path``) something on this machine.

    Attributes:
        text: What the person typed, for messages.
        name: As a registry knows it: normalised for PyPI (PEP 503), with its scope for npm.
        version: A version; for npm also a tag or a range; ``None`` is the installer's choice.
    """

    text: str
    ecosystem: Ecosystem
    name: str = ""
    version: str | None = None
    path: Path | None = None


def parse_target(text: str) -> Target:
    """Understand ``pypi:NAME[@VERSION]``, ``npm:[@SCOPE/]NAME[@VERSION]``, a purl or a path.

    Raises:
        UsageError: It is none of them; the hint offers what was probably meant.

    >>> parse_target("npm:@types/node@20").name
    '@types/node'
    """
    prefix, colon, rest = text.partition(":")
    if colon and prefix == "pkg":
        return _from_purl(text)
    if colon and prefix in ("pypi", "npm"):
        at = rest.find("@", 1)
        name, version = (rest, None) if at < 0 else (rest[:at], rest[at + 1 :])
        return _release(text, Ecosystem(prefix), name, version)
    if _LOOKS_LIKE_PATH.search(text) or Path(text).exists():
        return Target(text, Ecosystem.GENERIC, path=Path(text).expanduser())
    raise UsageError(f"There is no file or folder called {text!r} here.", _offer(text))


def is_name(ecosystem: Ecosystem, name: str) -> bool:
    """Whether the registry could have a package of this name (PEP 508; npm's old names too)."""
    pattern = _PYPI_NAME if ecosystem is Ecosystem.PYPI else _NPM_NAME
    return pattern.fullmatch(name) is not None


def _offer(text: str) -> str:
    name, _, version = text.replace("==", "@").partition("@")
    if not _PYPI_NAME.fullmatch(name):
        return "Write pypi:NAME, npm:NAME, a purl such as pkg:pypi/NAME@VERSION, or a path."
    spelled = f"{name}@{version}" if version else name
    return f"For a package of a registry write pypi:{spelled} or npm:{spelled}."


def _from_purl(text: str) -> Target:
    from packageurl import PackageURL

    try:
        purl = PackageURL.from_string(text)
    except ValueError as error:
        hint = "A purl looks like pkg:pypi/NAME@VERSION."
        raise UsageError(f"{text!r} is no purl: {error}.", hint) from error
    if purl.type not in ("pypi", "npm"):
        hint = "The types pypi and npm are known."
        raise UsageError(f"The purl type {purl.type!r} cannot be inspected.", hint)
    name = f"{purl.namespace}/{purl.name}" if purl.namespace else purl.name
    return _release(text, Ecosystem(purl.type), name, purl.version)


def _release(text: str, ecosystem: Ecosystem, name: str, version: str | None) -> Target:
    form = "pypi:NAME[@VERSION]" if ecosystem is Ecosystem.PYPI else "npm:[@SCOPE/]NAME[@VERSION]"
    if not is_name(ecosystem, name):
        raise UsageError(f"{name!r} cannot be the name of a package.", f"Write {form}.")
    if version is not None and not (0 < len(version) <= _LONGEST_VERSION and version.isprintable()):
        raise UsageError(f"{text!r} has no usable version after the @.", f"Write {form}.")
    if ecosystem is Ecosystem.PYPI:
        from packaging.utils import canonicalize_name

        name, version = canonicalize_name(name), _pypi_version(text, version)
    return Target(text, ecosystem, name, version)


def _pypi_version(text: str, version: str | None) -> str | None:
    from packaging.version import InvalidVersion, Version

    if version is None:
        return None
    try:
        return str(Version(version))
    except InvalidVersion as error:
        hint = "Give one exact version such as 2.32.3, or none for what pip would choose."
        raise UsageError(f"{version!r} in {text!r} is no version.", hint) from error
