"""What ``site`` runs at every start of the interpreter: path files and customisation modules."""

from collections.abc import Iterator

from tidewaiter.linking.entry_points.interface import CodeTarget, MemberTarget, Start, Target
from tidewaiter.linking.entry_points.layout import Layout
from tidewaiter.linking.entry_points.python_modules import Modules, installed_path
from tidewaiter.model.phase import Phase
from tidewaiter.model.release import ArtifactKind

_ENTRY = "python starts"


def starts(layout: Layout, modules: Modules) -> Iterator[Start]:
    """Path files count in site-packages itself; an egg is no such folder.

    What is still to be built may put those at its root, or at that of its packages, there.

    Source: the documentation of ``site``; PEP 829 for .start files. Interpreters that know a
    .start file ignore the import lines of the .pth of its name; older ones run them: both are
    given.
    """
    for path, manifest in sorted(layout.manifests.items()):
        if manifest.format in ("pth", "start") and _at_root(path, layout):
            name = path.rpartition("/")[2]
            for line in manifest.startup:
                if line.does == "import":
                    yield _start(name, CodeTarget(line.text, "python", path, line.line))
                elif line.does == "call":
                    yield _start(name, modules.target(line.text))
    for name in ("sitecustomize", "usercustomize"):
        if name in modules.members:
            yield _start(name, MemberTarget(modules.members[name]))


def _at_root(path: str, layout: Layout) -> bool:
    if layout.kind is ArtifactKind.EGG:
        return False
    if layout.installed:
        return "/" not in installed_path(path)
    return path[: path.rfind("/") + 1] in layout.roots


def _start(name: str, target: Target) -> Start:
    return Start(phase=Phase.STARTUP, name=name, entry=_ENTRY, target=target)
