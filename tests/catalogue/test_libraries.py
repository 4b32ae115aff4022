"""The most used libraries are catalogued, or left out for a reason that is written down."""

import tomllib
from pathlib import Path

import pytest

from tidewaiter.catalogue import Catalogue

LIST = Path(__file__).parents[2] / "benchmarks" / "coverage" / "libraries.toml"
LANGUAGES = tomllib.loads(LIST.read_text("utf-8"))


@pytest.mark.parametrize("language", ["python", "javascript"])
def test_what_the_list_calls_catalogued_is(catalogue: Catalogue, language: str) -> None:
    modules = getattr(catalogue, language).modules
    told = LANGUAGES[language]["catalogued"]
    assert len(told) >= 200
    for library, name in told.items():
        below = any(module.startswith(f"{name}.") for module in modules)
        assert name in modules or below, f"{library} is not catalogued"


@pytest.mark.parametrize("language", ["python", "javascript"])
def test_what_the_list_leaves_out_has_a_reason_and_no_entry(
    catalogue: Catalogue, language: str
) -> None:
    modules = getattr(catalogue, language).modules
    for library, reason in LANGUAGES[language]["left"].items():
        assert len(reason.split()) > 1, f"{library} has no reason"
        assert library not in modules, f"{library} is catalogued by now"
        assert library not in LANGUAGES[language]["catalogued"], library
