"""Decodes the catalogue's TOML files and refuses what they may not say, naming file and entry."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from tidewaiter.catalogue.entry import Act, Destination, Entry, Invoke, Library, Where
from tidewaiter.catalogue.files import (
    CAPABILITIES,
    DESTINATIONS,
    LANGUAGES,
    OURS,
    CatalogueError,
    label,
)
from tidewaiter.catalogue.taxonomy import Refinement, Tables, Taxonomy

Table = dict[str, object]
Decoded = TypeVar("Decoded")


def checked(sources: dict[Path, bytes]) -> Tables:
    """All that the files say; a user's libraries come last, a user's refinements first.

    Raises:
        CatalogueError: Broken TOML, an unknown key, capability, kind or language, a name that
            two files claim (a user's may claim one of ours), an entry without example, a
            regular expression that does not compile, a test or a place that is none.
    """
    files = {path: _parsed(path, data) for path, data in sources.items()}
    taxonomy = _taxonomy(files.pop(CAPABILITIES))
    ours = {path: table for path, table in files.items() if path.is_relative_to(OURS)}
    users = {path: table for path, table in files.items() if path not in ours}
    refinements = _refinements(users, taxonomy) + _refinements(ours, taxonomy)
    del ours[DESTINATIONS]
    libraries = {
        language: _libraries(ours, language, taxonomy) + _libraries(users, language, taxonomy)
        for language in LANGUAGES
    }
    return Tables(taxonomy=taxonomy, refinements=refinements, libraries=libraries)


def _parsed(path: Path, data: bytes) -> Table:
    """The file's tables; which language a library of ours is for, its folder says."""
    try:
        table: Table = tomllib.loads(data.decode())
    except (ValueError, RecursionError) as error:
        raise CatalogueError(f"{label(path)} is not valid TOML: {error}.") from None
    if path.is_relative_to(OURS):
        return {**table, "language": path.parent.name}
    if table.get("language") not in LANGUAGES:
        raise CatalogueError(f'{label(path)}: "language" must be one of {", ".join(LANGUAGES)}.')
    return table


def _taxonomy(table: Table) -> Taxonomy:
    file = label(CAPABILITIES)
    taxonomy = _decoded(_without(table, "language"), Taxonomy, file)
    ids = [capability.id for capability in taxonomy.capability]
    for capability in taxonomy.capability:
        if ids.count(capability.id) > 1:
            raise CatalogueError(f"{file}: {capability.id} is there twice.")
        _known(capability.implies, ids, "capability", f"{file}, {capability.id}")
    return taxonomy


def _refinements(files: dict[Path, Table], taxonomy: Taxonomy) -> tuple[Refinement, ...]:
    found = []
    for path, table in files.items():
        for row in _rows(table, "refine", label(path)):
            where = f"{label(path)}, refine to {row.get('to')}"
            refinement = _decoded(row, Refinement, where)
            _known((*refinement.sources, refinement.to), taxonomy.ids, "capability", where)
            _known(refinement.kinds, taxonomy.kinds, "kind", where)
            _check_pattern(refinement.match, where)
            found.append(refinement)
    return tuple(found)


def _libraries(files: dict[Path, Table], language: str, taxonomy: Taxonomy) -> tuple[Library, ...]:
    """The libraries of one language; no two of these files may claim one name."""
    claimed: dict[tuple[str, str], str] = {}
    found = []
    for path, table in files.items():
        if table["language"] == language:
            library = _library(label(path), table, taxonomy)
            for entry in library.api:
                _claim(claimed, entry, label(path))
            found.append(library)
    return tuple(found)


def _claim(claimed: dict[tuple[str, str], str], entry: Entry, file: str) -> None:
    for name in entry.names:
        if other := claimed.get((name, entry.on)):
            raise CatalogueError(f"{file}, entry {name}: {other} has it already ({entry.on}).")
        claimed[name, entry.on] = file


def _library(file: str, table: Table, taxonomy: Taxonomy) -> Library:
    rows = _rows(table, "api", file)
    entries = tuple(_entry(file, row, taxonomy) for row in rows)
    library = _decoded(_without(table, "language", "refine", "api"), Library, file)
    for module in library.reflected:
        if not any(name.startswith(f"{module}.") for entry in entries for name in entry.names):
            raise CatalogueError(f"{file}: the reflected {module} has no entry.")
    return msgspec.structs.replace(library, api=entries)


def _entry(file: str, row: Table, taxonomy: Taxonomy) -> Entry:
    names = row.get("names")
    where = f"{file}, entry {names[0] if isinstance(names, list) and names else row}"
    entry = _decoded(row | _tables_for_lists(row), Entry, where)
    if not entry.names or not all(entry.names):
        raise CatalogueError(f"{where}: it has no name.")
    if not (entry.capabilities or entry.returns or entry.invokes):
        raise CatalogueError(f"{where}: it has no capability, returns nothing, invokes nothing.")
    if not (entry.example and entry.look_alike):
        raise CatalogueError(f"{where}: it needs an example and a look_alike.")
    _known(entry.capabilities, taxonomy.ids, "capability", where)
    destinations = (*entry.destination, *(d for act in entry.also for d in act.destination))
    _known((d.kind for d in destinations), taxonomy.kinds, "kind", where)
    _check_places(entry, where)
    return entry


def _tables_for_lists(row: Table) -> Table:
    """One destination or callback may be written without brackets."""
    keys = ("destination", "invokes")
    found: Table = {key: [row[key]] for key in keys if isinstance(row.get(key), dict)}
    also = row.get("also")
    if isinstance(also, list):
        found["also"] = [
            act | _tables_for_lists(act) if isinstance(act, dict) else act for act in also
        ]
    return found


def _check_places(entry: Entry, where: str) -> None:
    if entry.also and entry.on != "call":
        raise CatalogueError(f"{where}: only a call is something else also.")
    for when in (*entry.when, *(row for act in entry.also for row in act.when)):
        if len(when.tests) != 1:
            raise CatalogueError(f"{where}: a row of when needs exactly one test.")
        _check_pattern(when.matches or "", where)
    for place in _places(entry):
        named = (place.argument, place.position, place.first) != (None, None, None)
        assigned = isinstance(place, Destination | Invoke) and place.value and entry.on == "assign"
        otherwise = isinstance(place, Destination) and place.otherwise
        if not (named or place.key or place.receiver or assigned or otherwise):
            raise CatalogueError(f"{where}: {type(place).__name__.lower()} names no argument.")
        if place.position is not None and place.position < -1:
            raise CatalogueError(f"{where}: position {place.position} is none.")
        _check_pattern(place.first or "", where)


def _places(entry: Entry) -> Iterator[Where]:
    yield from entry.invokes
    acts: tuple[Entry | Act, ...] = (entry, *entry.also)
    for act in acts:
        yield from act.when
        for destination in act.destination:
            yield destination
            yield from destination.join


def _check_pattern(pattern: str, where: str) -> None:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise CatalogueError(f"{where}: {pattern!r} is no regular expression: {error}.") from None


def _known(words: Iterable[str], known: Iterable[str], what: str, where: str) -> None:
    unknown = sorted(set(words) - set(known))
    if unknown:
        raise CatalogueError(f'{where}: there is no {what} "{unknown[0]}".')


def _rows(table: Table, key: str, file: str) -> list[Table]:
    rows = table.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CatalogueError(f"{file}: {key} must be written as [[{key}]].")
    return rows


def _decoded(table: Table, kind: type[Decoded], where: str) -> Decoded:
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        raise CatalogueError(f"{where}: {error}.") from None


def _without(table: Table, *keys: str) -> Table:
    return {key: value for key, value in table.items() if key not in keys}
