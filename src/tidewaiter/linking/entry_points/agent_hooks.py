"""Hooks of AI agents: what one runs by itself when it works in the folder of the project."""

from collections.abc import Iterator

from tidewaiter.linking.entry_points.interface import ShellTarget, Start
from tidewaiter.linking.entry_points.layout import Layout
from tidewaiter.model.phase import Phase
from tidewaiter.reading.manifests.agent_hooks import AGENT_HOOKS


def starts(layout: Layout) -> Iterator[Start]:
    """One for each command: they run where somebody works on the release, as its sources do."""
    for path, manifest in sorted(layout.manifests.items()):
        if manifest.format != AGENT_HOOKS:
            continue
        for command in manifest.commands:
            yield Start(
                phase=Phase.BUILD,
                name=f"{path} {command.name}",
                entry=f"{path} ({command.name})",
                target=ShellTarget(command.text, path, command.line),
            )
