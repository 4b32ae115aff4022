"""Build backends: those that a source tree brings along, and the hooks that others run from it."""

import posixpath
from collections.abc import Iterator

from tidewaiter.linking.entry_points.interface import MemberTarget, Start
from tidewaiter.linking.entry_points.layout import Layout
from tidewaiter.linking.entry_points.python_modules import Modules
from tidewaiter.linking.entry_points.setup_py import ENTRY
from tidewaiter.model.member import Kind
from tidewaiter.model.phase import Gate, Phase
from tidewaiter.reading.manifests.interface import BuildCode

_HOOKS = (
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_wheel",
    "build_wheel",
    "get_requires_for_build_editable",
    "prepare_metadata_for_build_editable",
    "build_editable",
)
_SETUPTOOLS = "setuptools"


def starts(layout: Layout, modules: Modules) -> Iterator[Start]:
    """Source: PEP 517, "In-tree build backends", PEP 660; for hooks ``build_settings``."""
    if not layout.built:
        return
    system = layout.pyproject.build_system if layout.pyproject else None
    backend = system.backend if system and system.backend else f"{_SETUPTOOLS}.build_meta"
    module, _, name = backend.partition(":")
    for member in _in_tree(module.strip(), system.paths if system else (), layout):
        yield _start(backend, MemberTarget(member))
        for hook in _HOOKS:
            yield _start(backend, MemberTarget(member, f"{name}.{hook}" if name else hook))
    asked = {code for manifest in layout.project for code in manifest.build_code}
    for code in sorted(asked, key=lambda code: (code.file, code.target)):
        # A backend of its own mostly wraps the one whose settings stand there.
        if module.startswith(code.backend) or (system and system.paths):
            yield from _asked(code, layout, modules)


def _asked(code: BuildCode, layout: Layout, modules: Modules) -> Iterator[Start]:
    """The file that a setting names, or the module, where they are there."""
    path = posixpath.normpath(code.file) if code.file else ""
    if path and layout.kinds.get(path) is Kind.PYTHON:
        yield _start(path, MemberTarget(path))
    target = modules.target(code.target) if code.target else None
    if isinstance(target, MemberTarget):
        yield _start(code.target, target, code.unless_literal)


def _in_tree(module: str, paths: tuple[str, ...], layout: Layout) -> Iterator[str]:
    """The first member below ``paths`` that the backend's module is."""
    inside = module.replace(".", "/")
    for path in paths:
        for ending in ("/__init__.py", ".py"):
            member = posixpath.normpath(posixpath.join(path, inside + ending))
            if layout.kinds.get(member) is Kind.PYTHON:
                yield member
                return


def _start(name: str, target: MemberTarget, unless_literal: bool = False) -> Start:
    return Start(
        phase=Phase.INSTALL,
        name=name,
        entry=ENTRY,
        target=target,
        gate=Gate.FROM_SOURCE,
        unless_literal=unless_literal,
    )
