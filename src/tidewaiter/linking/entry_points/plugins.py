"""Entry points that another tool loads, such as pytest's or setuptools' plugins."""

from collections.abc import Iterator

from tidewaiter.linking.entry_points import console_scripts
from tidewaiter.linking.entry_points.interface import Start
from tidewaiter.linking.entry_points.layout import Layout
from tidewaiter.linking.entry_points.python_modules import Modules
from tidewaiter.model.phase import Phase


def starts(layout: Layout, modules: Modules) -> Iterator[Start]:
    """Source: packaging.python.org, "Entry points specification"."""
    lines = (line for manifest in layout.project for line in manifest.entry_points)
    for group, name, target in sorted({(x.group, x.name, x.target) for x in lines}):
        if group not in console_scripts.GROUPS:
            yield Start(
                phase=Phase.PLUGIN,
                name=f"{group}: {name}",
                entry=f"{name} (plugin of {group})",
                target=modules.target(target),
            )
