"""Declared dependencies as package URLs, for both registries, whatever was written there."""

import re

from tidewaiter.model.release import Dependency

_NAME = re.compile(r"\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\]\s*)?(.*)", re.DOTALL)
_ALIAS = re.compile(r"npm:((?:@[^@/]+/)?[^@/]+)(?:@(.*))?", re.DOTALL)
_EXTRA = re.compile(r"\bextra\s*(?:==|in)")
_LENGTH = 5_000
"""Characters of a specifier; longer ones are no specifiers."""


def python_requirement(line: str, scope: str) -> Dependency | None:
    """A dependency specifier (PEP 508); one with an ``extra`` marker is "optional".

    What is malformed keeps its range as it was written; without any name there is ``None``.
    """
    from packaging.requirements import Requirement

    if _EXTRA.search(line.partition(";")[2]):
        scope = "optional"
    if len(line) > _LENGTH:
        return _malformed(line, scope)
    try:
        requirement = Requirement(line)
    except (ValueError, RecursionError):
        return _malformed(line, scope)
    where = f"@ {requirement.url}" if requirement.url else str(requirement.specifier)
    return Dependency(_purl("pypi", "", requirement.name), where, scope)


def npm_requirement(name: str, wanted: str, scope: str) -> Dependency | None:
    """A row of npm's dependency tables; an alias (``npm:other@1``) is what it stands for."""
    alias = _ALIAS.fullmatch(wanted)
    if alias:
        name, wanted = alias[1], alias[2] or "*"
    namespace, slash, base = name.rpartition("/") if name.startswith("@") else ("", "", name)
    if not base or (slash and not namespace.strip("@")):
        return None
    return Dependency(_purl("npm", namespace, base), wanted, scope)


def _malformed(line: str, scope: str) -> Dependency | None:
    match = _NAME.match(line)
    if match is None:
        return None
    return Dependency(_purl("pypi", "", match[1]), match[2].strip()[:_LENGTH], scope)


def _purl(kind: str, namespace: str, name: str) -> str:
    from packageurl import PackageURL

    return PackageURL(kind, namespace or None, name).to_string()
