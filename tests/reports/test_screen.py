"""The first screen at 80 columns, as a person sees it."""

from pathlib import Path

import pytest

from tidewaiter.catalogue import Catalogue
from tidewaiter.reports import Options, format_named

SCREENS = Path(__file__).parent / "screens"


@pytest.mark.parametrize("which", ["report", "loud"])
def test_the_screen_is_the_golden_one(
    which: str, catalogue: Catalogue, request: pytest.FixtureRequest
) -> None:
    text = format_named("terminal").write(request.getfixturevalue(which), catalogue, Options())
    assert text == (SCREENS / f"{which}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("verbose", [False, True])
def test_every_line_fits(
    width: int, verbose: bool, catalogue: Catalogue, request: pytest.FixtureRequest
) -> None:
    options = Options(width=width, verbose=verbose)
    text = format_named("terminal").write(request.getfixturevalue("loud"), catalogue, options)
    assert all(len(line) <= width for line in text.splitlines())


def test_without_unicode_all_is_ascii(catalogue: Catalogue, request: pytest.FixtureRequest) -> None:
    options = Options(unicode=False, verbose=True)
    text = format_named("terminal").write(request.getfixturevalue("loud"), catalogue, options)
    assert text.isascii()
