"""``python -m package``: every ``__main__`` module, and the one of an archive itself."""

from collections.abc import Iterator

from tidewaiter.linking.entry_points.interface import MemberTarget, Start
from tidewaiter.linking.entry_points.python_modules import Modules
from tidewaiter.model.phase import Phase


def starts(modules: Modules, library: frozenset[str]) -> Iterator[Start]:
    """Source: runpy's and zipapp's documentation."""
    for dotted, member in sorted(modules.members.items()):
        package, _, last = dotted.rpartition(".")
        if last == "__main__" and member in library:
            words = f"python -m {package}" if package else "python (the archive itself)"
            yield Start(phase=Phase.BIN, name=words, entry=words, target=MemberTarget(member))
