"""What a run may do: where it keeps things, how much it reads, with how many workers."""

import hashlib
import os
from pathlib import Path

import msgspec

from tidewaiter.catalogue.files import read


class RunSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What the user decided about a run.

    Attributes:
        cache_dir: Where downloads, facts and what is compiled from the catalogue are kept.
        cache: Whether facts, profiles and downloads are read from there and written to it.
        jobs: Worker processes; ``None`` chooses by processors and targets.
        budget: Factor for the sizes and counts of ``budgets.toml``.
        catalogues: Files of the user with further entries; a later one wins.
    """

    cache_dir: Path
    cache: bool = True
    offline: bool = False
    all_artifacts: bool = False
    jobs: int | None = None
    budget: float = 1.0
    catalogues: tuple[Path, ...] = ()

    @property
    def compiled(self) -> Path:
        """Folder for what is made from the catalogue; not a cache of inspected code.

        What is made with a user's files lies apart, so that neither is made anew each time.

        Raises:
            CatalogueError: One of the user's files cannot be read.
        """
        folder = self.cache_dir / "compiled"
        if not self.catalogues:
            return folder
        state = hashlib.sha256(b"".join(hashlib.sha256(read(p)).digest() for p in self.catalogues))
        return folder / f"with-{state.hexdigest()[:16]}"

    @property
    def facts(self) -> Path | None:
        """The file of the facts cache, or ``None`` when nothing may be kept."""
        return facts_file(self.cache_dir) if self.cache else None

    def workers(self, targets: int) -> int:
        """How many worker processes to use for so many targets, at least 1."""
        return self.jobs or max(1, min(os.cpu_count() or 1, targets, 4))


def facts_file(cache_dir: Path) -> Path:
    """The file of the facts cache in a cache folder."""
    return cache_dir / "facts.sqlite3"
