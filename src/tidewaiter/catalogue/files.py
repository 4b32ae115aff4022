"""The catalogue's files: which there are, how they are called in messages, their bytes."""

from pathlib import Path

from tidewaiter.model.outcome import UsageError

LANGUAGES = ("python", "javascript", "shell")
OURS = Path(__file__).parent
CAPABILITIES = OURS / "capabilities.toml"
DESTINATIONS = OURS / "destinations.toml"

SIZE_LIMIT = 1_000_000
"""Bytes of a catalogue file; past it, it is something else."""


class CatalogueError(UsageError):
    """A catalogue file cannot be used; the message names the file and the entry."""


def our_files() -> list[Path]:
    """Our own files: the taxonomy, the refinements, then each language's libraries by name."""
    folders = (sorted((OURS / language).glob("*.toml")) for language in LANGUAGES)
    return [CAPABILITIES, DESTINATIONS, *(path for folder in folders for path in folder)]


def read(path: Path) -> bytes:
    """The file's bytes. Raises CatalogueError when it cannot be read or is far too long."""
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise CatalogueError(f"{label(path)} cannot be read: {error.strerror}.") from None
    if len(data) > SIZE_LIMIT:
        raise CatalogueError(f"{label(path)} is longer than {SIZE_LIMIT:,} bytes.")
    return data


def label(path: Path) -> str:
    """How messages call the file: ours within the catalogue, a user's as it was given."""
    return path.relative_to(OURS).as_posix() if path.is_relative_to(OURS) else str(path)
