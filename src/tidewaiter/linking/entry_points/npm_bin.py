"""Commands that npm links: ``bin`` of package.json."""

from collections.abc import Iterator

from tidewaiter.linking.entry_points.interface import MemberTarget, OutsideTarget, Start
from tidewaiter.linking.entry_points.layout import Layout
from tidewaiter.linking.entry_points.npm_main import file_named
from tidewaiter.model.phase import Phase


def starts(layout: Layout) -> Iterator[Start]:
    """One for each command; its file may be missing. Source: npm's documentation, "bin"."""
    for offer in layout.npm.bin if layout.npm else ():
        member = file_named(offer.target, layout)
        yield Start(
            phase=Phase.BIN,
            name=offer.name,
            entry=f"{offer.name} (command)",
            target=MemberTarget(member) if member else OutsideTarget(offer.target),
        )
