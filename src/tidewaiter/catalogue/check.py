"""Decodes the catalogue's TOML files and refuses what they may not say, naming file and entry."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from tidewaiter.catalogue.entry import Entry, Library, Where
from tidewaiter.catalogue.files import (
    CAPABILITIES,
    DESTINATIONS,
    LANGUAGES,
    OURS,
    CatalogueError,
    label,
)
from tidewaiter.catalogue.taxonomy import Capability, Refinement, Tables, Taxonomy

Table = dict[str, object]
Decoded = TypeVar("Decoded")


def checked(sources: dict[Path, bytes]) -> Tables:
    """All tables of the files, in the order given.

    Raises:
        CatalogueError: Broken TOML, an unknown key, capability, kind or language, a name that
            two of our files claim, an entry without example, a regular expression that does
            not compile, a test or a place that is none.
    """
    files = {path: _parsed(path, data) for path, data in sources.items()}
    taxonomy = _taxonomy(files.pop(CAPABILITIES))
    refinements: list[Refinement] = []
    libraries: dict[str, list[Library]] = {language: [] for language in LANGUAGES}
    for path, table in files.items():
        # A user's refinements are asked before ours: the first that fits wins.
        start = len(refinements) if path.is_relative_to(OURS) else 0
        refinements[start:start] = _refinements(label(path), table, taxonomy)
        if path != DESTINATIONS:
            language = _language(path, table)
            libraries[language].append(_library(label(path), table, taxonomy))
    for language in LANGUAGES:
        _refuse_duplicates(libraries[language])
    return Tables(
        taxonomy=taxonomy,
        refinements=tuple(refinements),
        libraries={language: tuple(libraries[language]) for language in LANGUAGES},
    )
