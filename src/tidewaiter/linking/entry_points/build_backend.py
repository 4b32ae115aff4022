"""Build backends: those that a source tree brings along, and the hooks that others run from it."""

import posixpath
from collections.abc import Iterator

from tidewaiter.linking.entry_points.interface import MemberTarget, Start
from tidewaiter.linking.entry_points.layout import Layout
from tidewaiter.linking.entry_points.setup_py import ENTRY
from tidewaiter.model.member import Kind
from tidewaiter.model.phase import Gate, Phase

_HOOKS = (
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_wheel",
    "build_wheel",
    "get_requires_for_build_editable",
    "prepare_metadata_for_build_editable",
    "build_editable",
)
_HOOK_FILES = {"hatchling": "hatch_build.py", "pdm": "pdm_build.py", "poetry": "build.py"}
"""Backend → the file beside pyproject.toml that it runs when it is told to."""


def starts(layout: Layout) -> Iterator[Start]:
    """Source: PEP 517, "In-tree build backends", PEP 660; the documentation of each backend."""
    system = layout.pyproject.build_system if layout.pyproject else None
    if system is None or not layout.built:
        return
    module, _, name = system.backend.partition(":")
    for member in _in_tree(module.strip(), system.paths, layout):
        yield _start(system.backend, MemberTarget(member))
        for hook in _HOOKS:
            yield _start(system.backend, MemberTarget(member, f"{name}.{hook}" if name else hook))
    hook_file = _HOOK_FILES.get(module.partition(".")[0], "")
    if layout.kinds.get(hook_file) is Kind.PYTHON:
        yield _start(hook_file, MemberTarget(hook_file))


def _in_tree(module: str, paths: tuple[str, ...], layout: Layout) -> Iterator[str]:
    """The first member below ``paths`` that the backend's module is."""
    inside = module.replace(".", "/")
    for path in paths:
        for ending in ("/__init__.py", ".py"):
            member = posixpath.normpath(posixpath.join(path, inside + ending))
            if layout.kinds.get(member) is Kind.PYTHON:
                yield member
                return


def _start(name: str, target: MemberTarget) -> Start:
    return Start(phase=Phase.INSTALL, name=name, entry=ENTRY, target=target, gate=Gate.FROM_SOURCE)
