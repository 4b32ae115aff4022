"""Lifecycle scripts of package.json: at install, or only where the package is made."""

from collections.abc import Iterator

from tidewaiter.linking.entry_points.interface import ShellTarget, Start
from tidewaiter.linking.entry_points.layout import Layout
from tidewaiter.model.phase import Gate, Phase
from tidewaiter.reading.manifests.interface import Manifest

INSTALL = ("preinstall", "install", "postinstall")
_BUILD = frozenset(
    [
        "preprepare",
        "prepare",
        "postprepare",
        "prepack",
        "postpack",
        "prepublishOnly",
        "publish",
        "postpublish",
    ]
)
_CHECKOUT = frozenset({"dependencies", "prepublish"})
"""Run when dependencies are installed in the maintainer's checkout."""

_VERSION = frozenset({"preversion", "version", "postversion"})
"""Run when the maintainer raises the version, which publishes nothing."""


def starts(layout: Layout) -> Iterator[Start]:
    """Other scripts (``test``, ``lint`` …) run only when a maintainer asks for them.

    Source: npm's documentation, "scripts", section "Life Cycle Scripts".
    """
    for manifest in installable(layout):
        for script in manifest.scripts:
            target = ShellTarget(script.text, manifest.path, script.line)
            if script.name in INSTALL:
                yield Start(
                    phase=Phase.INSTALL,
                    name=script.name,
                    entry="npm install",
                    target=target,
                    gate=Gate.APPROVAL,
                )
            elif manifest is layout.npm and (entry := _made_by(script.name)):
                yield Start(phase=Phase.BUILD, name=script.name, entry=entry, target=target)


def _made_by(script: str) -> str:
    """The maintainer's command that runs a script, "" when none does by itself."""
    if script in _VERSION:
        return "npm version"
    if script in _CHECKOUT:
        return "npm install (in a checkout)"
    return "npm publish" if script in _BUILD else ""


def installable(layout: Layout) -> Iterator[Manifest]:
    """The package's own package.json, and those of dependencies that it bundles."""
    if layout.npm is None:
        return
    yield layout.npm
    for path, manifest in sorted(layout.manifests.items()):
        if manifest.format == "package.json" and _is_bundled(path):
            yield manifest


def _is_bundled(path: str) -> bool:
    """``node_modules/name/package.json``, also deeper and with a scope."""
    parts = path.split("/")[:-1]
    scoped = len(parts) > 2 and parts[-2].startswith("@")
    above = parts[:-2] if scoped else parts[:-1]
    return parts[:1] == ["node_modules"] and above[-1:] == ["node_modules"]
