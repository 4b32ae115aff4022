"""The gap tool: what stubs declare is catalogued or listed as harmless, and both are kept true."""

from pathlib import Path
from textwrap import dedent

import pytest
from benchmarks.coverage.harmless import load_harmless
from benchmarks.coverage.names import Coverage, judged
from benchmarks.coverage.python import names_of

from tidewaiter.catalogue import Language
from tidewaiter.catalogue.entry import Entry, Library

STUBS = {
    "acme": """
        import sys
        from typing import Any
        from _acme import Client as Client, send
        from acme.tools import *

        __all__ = ["send", "Client", "area"]

        def area(radius: float) -> float: ...
        def _private() -> None: ...
        if sys.platform == "win32":
            LIMIT: int
        elif sys.version_info >= (3, 9):
            class Circle:
                radius: float
                def __init__(self) -> None: ...
                def grow(self) -> None: ...
                class Edge:
                    width: int
    """,
    "_acme": """
        class Client:
            @property
            def host(self) -> str: ...
            async def ask(self) -> str: ...
        def send() -> None: ...
    """,
    "acme/friends": """
        import _acme
        from acme import Client
        class Friend(Client):
            name: str
        class Neighbour(_acme.Client): ...
    """,
    "acme/tools": """
        def saw() -> None: ...
    """,
}

HARMLESS = [
    "acme.friends.Friend.name",
    "acme.area",
    "acme.LIMIT",
    "acme.Circle",
    "_acme.Client.host",
    "acme.tools.saw",
]
CATALOGUED = ("acme.Client", "acme.Client.ask", "acme.send")
ALIASES = {"_acme": "acme"}
BASES = {"acme.friends.Friend": "acme.Client", "acme.friends.Neighbour": "acme.Client"}


def coverage(
    folder: Path,
    harmless: list[str] = HARMLESS,
    catalogued: tuple[str, ...] = CATALOGUED,
    aliases: dict[str, str] = ALIASES,
    bases: dict[str, str] = BASES,
) -> Coverage:
    for name, text in STUBS.items():
        path = folder / "stubs" / f"{name}.pyi"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text))
    entry = Entry(names=catalogued, capability="net.connect")
    library = Library(library="acme", source="", aliases=aliases, bases=bases, api=(entry,))
    listed = folder / "python.toml"
    listed.write_text(f'[[group]]\nreason = "They compute."\nnames = {harmless!r}\n')
    return judged(names_of(folder / "stubs"), Language((library,)), load_harmless(listed))


def gaps(coverage: Coverage) -> list[str]:
    return [name.name for name in coverage.gaps]


def test_names_that_are_catalogued_or_listed_are_complete(tmp_path: Path) -> None:
    found = coverage(tmp_path)
    assert (found.gaps, found.wrong, found.complete) == ([], [], True)
    assert dict(found.declared) == {"_acme": 4, "acme": 7, "acme.friends": 3, "acme.tools": 1}
    assert list(found.lines())[-1].split() == ["all", "15", "5", "10", "0"]


@pytest.mark.parametrize(
    ("left_out", "told"),
    [
        ("acme.area", ["acme.area"]),
        ("acme.LIMIT", ["acme.LIMIT"]),
        (
            "acme.Circle",
            [f"acme.Circle{member}" for member in ("", ".Edge", ".Edge.width", ".grow", ".radius")],
        ),
        ("_acme.Client.host", ["_acme.Client.host"]),
        ("acme.tools.saw", ["acme.tools.saw"]),
    ],
)
def test_a_name_that_is_neither_is_a_gap(tmp_path: Path, left_out: str, told: list[str]) -> None:
    harmless = [name for name in HARMLESS if name != left_out]
    assert gaps(coverage(tmp_path, harmless)) == told


def test_a_second_spelling_of_a_catalogued_name_is_a_gap_until_it_is_catalogued(
    tmp_path: Path,
) -> None:
    declared = ("_acme.Client", "_acme.Client.ask", "_acme.send")
    assert gaps(coverage(tmp_path, catalogued=declared, aliases={}, bases={})) == [
        *("acme.Client", "acme.Client.ask", "acme.send"),
        *("acme.friends.Friend", "acme.friends.Friend.ask"),
        *("acme.friends.Neighbour", "acme.friends.Neighbour.ask"),
    ]


def test_what_a_class_inherits_is_a_gap_until_the_catalogue_knows_its_base(tmp_path: Path) -> None:
    bases = {"acme.friends.Friend": "acme.Client"}
    harmless = [*HARMLESS, "acme.friends.Neighbour"]
    assert gaps(coverage(tmp_path, harmless, bases=bases)) == ["acme.friends.Neighbour.ask"]


def test_a_class_that_adds_to_a_harmless_one_may_be_catalogued(tmp_path: Path) -> None:
    catalogued = (*CATALOGUED, "acme.friends.Friend.host")
    assert coverage(tmp_path, catalogued=catalogued).complete


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ("acme.volume", "acme.volume is listed as harmless, but nothing declares it."),
        ("_acme.send", "_acme.send is listed as harmless, but _acme.send is catalogued."),
        ("_acme.Client", "_acme.Client is listed as harmless, but _acme.Client.ask is catalogued."),
        ("acme.saw", "acme.saw is listed as harmless, but spells acme.tools.saw: list that."),
        (
            "acme.Circle.grow",
            "acme.Circle.grow is listed as harmless, but so is acme.Circle, which covers it.",
        ),
        ("acme.area", "acme.area is listed twice."),
    ],
)
def test_a_wrong_line_of_the_list_is_told(tmp_path: Path, listed: str, told: str) -> None:
    found = coverage(tmp_path, [*HARMLESS, listed])
    assert told in found.wrong
    assert not found.complete


@pytest.mark.parametrize(
    "text", ['[[group]]\nreason = " "\nnames = ["a"]', '[[group]]\nnames = ["a"]', "group = 1"]
)
def test_a_list_without_reasons_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "python.toml").write_text(text)
    with pytest.raises(ValueError, match=r"reason|group"):
        load_harmless(tmp_path / "python.toml")
