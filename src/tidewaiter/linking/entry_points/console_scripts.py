"""Commands that a Python installer puts on the PATH: entry points and a wheel's scripts."""

import re
from collections.abc import Iterator

from tidewaiter.linking.entry_points.interface import MemberTarget, OutsideTarget, Start
from tidewaiter.linking.entry_points.layout import Layout
from tidewaiter.linking.entry_points.python_modules import Modules
from tidewaiter.model.member import Kind
from tidewaiter.model.phase import Phase

GROUPS = frozenset({"console_scripts", "gui_scripts"})
_SCRIPT = re.compile(r"[^/]+\.data/scripts/(.+)")
_CODE = frozenset({Kind.PYTHON, Kind.SHELL, Kind.BATCH, Kind.JAVASCRIPT})


def starts(layout: Layout, modules: Modules) -> Iterator[Start]:
    """Source: packaging.python.org, "Entry points specification"; PEP 427 for scripts."""
    lines = (line for manifest in layout.project for line in manifest.entry_points)
    for group, name, target in sorted({(x.group, x.name, x.target) for x in lines}):
        if group in GROUPS:
            yield _command(name, modules.target(target))
    for path, kind in sorted(layout.kinds.items()):
        match = _SCRIPT.fullmatch(path) if kind in _CODE and layout.installed else None
        if match:
            yield _command(match[1], MemberTarget(path))


def _command(name: str, target: MemberTarget | OutsideTarget) -> Start:
    return Start(phase=Phase.BIN, name=name, entry=f"{name} (command)", target=target)
