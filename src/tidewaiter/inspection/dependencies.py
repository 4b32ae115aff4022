"""Declared dependencies as package URLs, for both registries, whatever was written there.

The libraries that know how take long to load: the parent does it while a worker is busy.
"""

import re
from collections.abc import Iterable

from tidewaiter.model.release import Dependency, Ecosystem, Requirement

_NAME = re.compile(r"\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\]\s*)?(.*)", re.DOTALL)
_ALIAS = re.compile(r"npm:((?:@[^@/]+/)?[^@/]+)(?:@(.*))?", re.DOTALL)


def load() -> None:
    """Load the libraries that `dependencies` needs."""
    import packageurl  # noqa: F401
    import packaging.requirements  # noqa: F401


def dependencies(requirements: Iterable[Requirement]) -> tuple[Dependency, ...]:
    """What is required, each once and sorted; what names no package is left out."""
    return tuple(sorted({d for d in map(_dependency, requirements) if d}))


def _dependency(required: Requirement) -> Dependency | None:
    return _python(required) if required.ecosystem is Ecosystem.PYPI else _npm(required)


def _python(required: Requirement) -> Dependency | None:
    """What is malformed keeps its range as it was written."""
    from packaging.requirements import Requirement as Specifier

    try:
        specifier = Specifier(required.text)
    except (ValueError, RecursionError):
        match = _NAME.match(required.text)
        if match is None:
            return None
        name, wanted = match[1], match[2].strip()
    else:
        name = specifier.name
        wanted = f"@ {specifier.url}" if specifier.url else str(specifier.specifier)
    return Dependency(_purl("pypi", "", name), required.range or wanted, required.scope)


def _npm(required: Requirement) -> Dependency | None:
    """An alias (``npm:other@1``) is what it stands for."""
    name, wanted = required.text, required.range
    alias = _ALIAS.fullmatch(wanted)
    if alias:
        name, wanted = alias[1], alias[2] or "*"
    namespace, slash, base = name.rpartition("/") if name.startswith("@") else ("", "", name)
    if not base or (slash and not namespace.strip("@")):
        return None
    return Dependency(_purl("npm", namespace, base), wanted, required.scope)


def _purl(kind: str, namespace: str, name: str) -> str:
    from packageurl import PackageURL

    return PackageURL(kind, namespace or None, name).to_string()
