"""Inspects a snippet of one language as the only code that its package runs when imported."""

from functools import cache
from pathlib import Path

from tests.support import inspected

from tidewaiter.catalogue import Catalogue, load
from tidewaiter.model.profile import Use

_NPM = {"package.json": '{"name": "acme", "version": "1.0.0", "main": "index.js"}'}
_RUNS = 'require("child_process").execSync("sh ./acme.sh");\n'
_PACKAGES: dict[str, tuple[str, dict[str, str]]] = {
    "python": ("acme/__init__.py", {"PKG-INFO": "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"}),
    "javascript": ("index.js", _NPM),
    "shell": ("acme.sh", {**_NPM, "index.js": _RUNS}),
}
"""The member that holds the snippet, and those that make it run."""


@cache
def catalogue() -> Catalogue:
    """The catalogue as shipped."""
    return load(inspected.catalogue())


def uses_in(folder: Path, language: str, code: str, catalogues: tuple[Path, ...] = ()) -> list[Use]:
    """The uses in a snippet, in the order of its lines."""
    member, others = _PACKAGES[language]
    # Without compiled expressions: what the sieve lets through is held elsewhere.
    made = folder if catalogues else inspected.catalogue()
    members = {**others, member: code}
    uses = inspected.uses_of(folder, "acme-1.tgz", members, made, catalogues)
    return sorted((use for use in uses if use.member == member), key=lambda use: use.line)
