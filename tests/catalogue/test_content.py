"""The rows as shipped: every id is told by something, positions are those of real signatures."""

import importlib
import inspect
import re
import warnings
from collections.abc import Iterator

import pytest

from tidewaiter.catalogue import Catalogue, Entry, Where

WANT = re.compile(
    r"want\??\s+(?P<id>[a-z.]+) @(?:install|startup|import|plugin|bin|call|build|test)"
)

WAITING = {"data.decode"}
"""Ids that only a flow can show."""

THIRD_PARTY = {
    *("requests", "httpx", "aiohttp", "urllib3", "boto3", "botocore", "paramiko"),
    *("cffi", "yaml", "setuptools", "pip", "distutils"),
}


def test_every_capability_is_told_by_an_entry_or_a_destination(catalogue: Catalogue) -> None:
    told = {row.to for row in catalogue.refinements}
    for language in (catalogue.python, catalogue.javascript, catalogue.shell):
        told.update(id for entry in language.entries for id in entry.capabilities)
    assert set(catalogue.capabilities) - told == WAITING


@pytest.mark.parametrize("language", ["python", "javascript", "shell"])
def test_examples_want_something_and_look_alikes_nothing(
    catalogue: Catalogue, language: str
) -> None:
    for entry in getattr(catalogue, language).entries:
        wanted = [WANT.findall(example.code) for example in entry.example]
        assert all(wanted), entry.names
        assert {id for ids in wanted for id in ids} <= set(catalogue.capabilities), entry.names
        assert not any("want" in example.code for example in entry.look_alike), entry.names


def places(entry: Entry) -> Iterator[Where]:
    yield from (*entry.destination, *entry.invokes, *entry.when)


def resolved(name: str) -> tuple[object, object] | None:
    """The owner and the object of a qualified name of the standard library, where it exists."""
    parts = name.split(".")
    for end in range(len(parts) - 1, 0, -1):
        try:
            owner: object = importlib.import_module(".".join(parts[:end]))
        except ImportError:
            continue
        found = owner
        for part in parts[end:]:
            owner, found = found, getattr(found, part, None)
        return (owner, found) if found is not None else None
    return None


def test_positions_and_names_are_those_of_the_standard_library(catalogue: Catalogue) -> None:
    compared = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for entry in catalogue.python.entries:
            for name in entry.names if entry.on == "call" else ():
                if name.split(".")[0] not in THIRD_PARTY:
                    compared += compare(entry, name)
    assert compared > 300


def compare(entry: Entry, name: str) -> bool:
    """Whether there was a signature; it has every argument that the entry names."""
    pair = resolved(name)
    try:
        parameters = list(inspect.signature(pair[1]).parameters.values()) if pair else None  # type: ignore[arg-type]
    except (TypeError, ValueError):
        parameters = None
    if pair is None or parameters is None:
        return False
    if inspect.isclass(pair[0]) and parameters and parameters[0].name == "self":
        parameters = parameters[1:]
    positional = [
        p.name for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)
    ]
    open_ended = any(p.kind is p.VAR_POSITIONAL for p in parameters)
    named = {p.name for p in parameters}
    if any(p.kind is p.VAR_KEYWORD for p in parameters):
        named |= {place.argument or "" for place in places(entry)}
    for place in places(entry):
        if place.position is not None and place.position >= 0:
            assert place.position < len(positional) or open_ended, name
            if place.argument and place.position < len(positional):
                assert positional[place.position] == place.argument, name
        assert place.argument is None or place.argument in named, name
    return True
