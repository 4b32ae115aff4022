"""Loads the catalogue: our TOML files and a user's, or their compiled form when it is fresh."""

import contextlib
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tidewaiter import __version__
from tidewaiter.catalogue.files import LANGUAGES, our_files, read
from tidewaiter.catalogue.language import Language
from tidewaiter.catalogue.taxonomy import Catalogue, Tables

COMPILED = "catalogue.msgpack"


class Compiled(msgspec.Struct, frozen=True, array_like=True):
    """What lies in the compiled file: the key it was made for, and the catalogue."""

    key: str
    digest: str
    tables: Tables


def load(compiled: Path | None = None, users: Sequence[Path] = ()) -> Catalogue:
    """The catalogue, with users' files over it.

    Args:
        compiled: Folder for the compiled form, which is read when it was made from the same
            bytes and written otherwise; ``None`` reads the TOML files every time.
        users: Catalogue files of the user; a later one wins, and all of them win over ours.

    Raises:
        CatalogueError: A file cannot be read or says something that it may not.
    """
    theirs = {path: read(path) for path in users}
    key = _key(theirs)
    made = _stored(compiled, key) if compiled else None
    if made is None:
        made = _compile({path: read(path) for path in our_files()} | theirs, key)
        if compiled:
            _store(compiled, made)
    return Catalogue(
        digest=made.digest,
        taxonomy=made.tables.taxonomy,
        refinements=made.tables.refinements,
        **{name: Language(made.tables.libraries[name]) for name in LANGUAGES},
    )


def _compile(sources: dict[Path, bytes], key: str) -> Compiled:
    # Imported here: tomllib and the checks are not needed while the compiled form is fresh.
    from tidewaiter.catalogue.check import checked

    tables = checked(sources)
    return Compiled(key, _digest(tables), tables)


def _digest(tables: Tables) -> str:
    """sha-256, in hex, of what the files say, whatever the order of the entries in a file."""
    content = msgspec.to_builtins(tables)
    for library in (lib for libs in content["libraries"].values() for lib in libs):
        rows = library.get("api", ())
        library["api"] = sorted(msgspec.json.encode(row, order="sorted") for row in rows)
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()


def _key(users: dict[Path, bytes]) -> str:
    """A digest of our version, of our files' names, sizes and times, and of the users' bytes.

    Ours are some hundreds, and reading all of them takes longer than anything else here.
    """
    state = hashlib.sha256(__version__.encode())
    for path in our_files():
        status = path.stat()
        state.update(f"\0{path}\0{status.st_size}\0{status.st_mtime_ns}".encode())
    for path, data in users.items():
        state.update(f"\0{path}\0{len(data)}\0".encode(errors="surrogateescape"))
        state.update(data)
    return state.hexdigest()


def _stored(folder: Path, key: str) -> Compiled | None:
    """The compiled form, if there is one for this key that can be read."""
    try:
        made = msgspec.msgpack.decode((folder / COMPILED).read_bytes(), type=Compiled)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return made if made.key == key else None


def _store(folder: Path, made: Compiled) -> None:
    """Writes the compiled form in one step; a folder that cannot be written costs only time."""
    draft = folder / f"{COMPILED}.{os.getpid()}"
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(msgspec.msgpack.encode(made))
        draft.replace(folder / COMPILED)
