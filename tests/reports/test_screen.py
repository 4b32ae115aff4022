"""The first screen at 80 columns, as a person sees it."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tidewaiter.catalogue import Catalogue
from tidewaiter.model.phase import Phase
from tidewaiter.model.profile import EntryPoint
from tidewaiter.model.report import Report
from tidewaiter.reports import Options, format_named

SCREENS = Path(__file__).parent / "screens"


@pytest.mark.parametrize("which", ["report", "loud"])
def test_the_screen_is_the_golden_one(
    which: str, catalogue: Catalogue, request: pytest.FixtureRequest
) -> None:
    text = format_named("terminal").write(request.getfixturevalue(which), catalogue, Options())
    assert text == (SCREENS / f"{which}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("pytest11: acme", "pytest (plugin acme)"),
        ("setuptools.finalize_distribution_options: acme", "setuptools.final"),
        ("acme", "acme/plugin.py"),
    ],
)
def test_a_plugin_is_told_by_the_tool_that_loads_it(
    name: str, told: str, catalogue: Catalogue, report: Report
) -> None:
    plugin = EntryPoint(Phase.PLUGIN, name, "acme/plugin.py")
    loaded = replace(report, entry_points=(plugin,))
    text = format_named("terminal").write(loaded, catalogue, Options())
    assert f"when another tool loads it: {told}" in text


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
