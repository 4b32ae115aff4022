"""node-gyp: what npm runs on its own when a package holds a binding.gyp."""

import posixpath
from collections.abc import Iterator

from tidewaiter.linking.entry_points.interface import ShellTarget, Start
from tidewaiter.linking.entry_points.layout import Layout
from tidewaiter.linking.entry_points.npm_scripts import INSTALL, installable
from tidewaiter.model.phase import Gate, Phase
from tidewaiter.reading.manifests.interface import Manifest


def starts(layout: Layout) -> Iterator[Start]:
    """The implicit ``node-gyp rebuild``, and the commands of GYP files that it reads.

    With install scripts of its own a package decides itself when node-gyp runs: at install
    still, as far as anyone can tell without running it.

    Source: npm's documentation, "scripts", section "npm install"; "gypfile" of package.json.
    """
    for manifest in installable(layout):
        folder = posixpath.dirname(manifest.path)
        binding = posixpath.join(folder, "binding.gyp")
        if binding not in layout.kinds:
            continue
        scripts = {script.name for script in manifest.scripts}
        implicit = manifest.gypfile and scripts.isdisjoint(("preinstall", "install"))
        if implicit:
            yield _start("node-gyp rebuild", ShellTarget("node-gyp rebuild", binding, 1), True)
        at_install = implicit or not scripts.isdisjoint(INSTALL)
        for gyp in _gyp_files(folder, layout):
            for command in gyp.commands:
                target = ShellTarget(command.text, gyp.path, command.line)
                yield _start(f"{posixpath.basename(gyp.path)} {command.name}", target, at_install)


def _gyp_files(folder: str, layout: Layout) -> Iterator[Manifest]:
    """Those of the package in ``folder``, not of what it bundles."""
    prefix = f"{folder}/" if folder else ""
    for path, manifest in sorted(layout.manifests.items()):
        own = path.startswith(prefix) and "node_modules/" not in path[len(prefix) :]
        if own and manifest.format == "binding.gyp":
            yield manifest


def _start(name: str, target: ShellTarget, at_install: bool) -> Start:
    return Start(
        phase=Phase.INSTALL if at_install else Phase.BUILD,
        name=name,
        entry="npm install" if at_install else "node-gyp rebuild",
        target=target,
        gate=Gate.APPROVAL if at_install else None,
    )
