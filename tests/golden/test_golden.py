"""Forty real releases report what was reviewed, byte for byte, on every machine."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.golden.lines import lines_of
from tests.golden.pins import HOME, RELEASES, Pin, PinnedReleases, load_pins
from tests.golden.reviews import SECTIONS, UNREVIEWED, claims_of, read, visible
from tests.golden.written import REGISTRY, written

from tidewaiter.catalogue import Catalogue, load
from tidewaiter.cli.choices import cache_dir
from tidewaiter.inspection.run import run
from tidewaiter.inspection.settings import RunSettings
from tidewaiter.judging import compare
from tidewaiter.model.outcome import Failure
from tidewaiter.model.report import Outcome
from tidewaiter.reports.schemas import schema_text
from tidewaiter.sources import parse_target

PINS = load_pins().releases
SUFFIXES = (".json", ".txt", ".review.md")
each_release = pytest.mark.parametrize("pin", PINS, ids=[pin.target for pin in PINS])


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture(scope="session")
def releases() -> Iterator[PinnedReleases]:
    with PinnedReleases.of_user() as found:
        yield found


@pytest.fixture(scope="session")
def outcomes(
    request: pytest.FixtureRequest, catalogue: Catalogue, releases: PinnedReleases
) -> dict[str, Outcome]:
    """What becomes of the selected releases, inspected together and without a cache of facts."""
    selected = [
        item.callspec.id
        for item in request.session.items
        if isinstance(item, pytest.Function)
        and item.path == Path(__file__)
        and "outcomes" in item.fixturenames
    ]
    settings = RunSettings(cache_dir=cache_dir(), cache=False)
    targets = [parse_target(target) for target in selected]
    with closing(run(targets, settings, catalogue, releases=releases)) as found:
        return dict(zip(selected, found, strict=True))


@each_release
@pytest.mark.network
def test_the_report_and_the_screen_are_the_reviewed_ones(
    pin: Pin,
    outcomes: dict[str, Outcome],
    catalogue: Catalogue,
    request: pytest.FixtureRequest,
) -> None:
    outcome = outcomes[pin.target]
    assert not isinstance(outcome, Failure), outcome
    texts = written(outcome, catalogue)
    schema = json.loads(schema_text("report"))
    jsonschema.validate(json.loads(texts[".json"]), schema, jsonschema.Draft202012Validator)
    for suffix, text in texts.items():
        golden = pin.golden(suffix)
        if request.config.getoption("--update-golden"):
            golden.parent.mkdir(exist_ok=True)
            golden.write_bytes(text.encode())
        assert text == golden.read_bytes().decode()
    assert compare(outcome, outcome, catalogue).changes == ()


@each_release
def test_a_review_judges_every_claim_of_its_golden(pin: Pin) -> None:
    claims = claims_of(_golden(pin))
    judged = read(pin.golden(".review.md").read_text("utf-8"))
    assert sorted(claim.key for claim in judged) == sorted({claim.key for claim in claims})
    assert {claim.way for claim in judged} <= {claim.way for claim in claims}
    assert not [claim.way for claim in judged if claim.verdict == UNREVIEWED]


@each_release
def test_a_review_says_what_was_looked_for_and_what_was_wrong_at_first(pin: Pin) -> None:
    sections = pin.golden(".review.md").read_text("utf-8").split("\n## ")[1:]
    assert [section.split("\n")[0] for section in sections] == list(SECTIONS)
    assert [section for section in sections[1:] if "\n- " in section] == sections[1:]


@each_release
@pytest.mark.network
def test_what_a_review_quotes_is_in_the_archives(pin: Pin, releases: PinnedReleases) -> None:
    steps = [s for claim in read(pin.golden(".review.md").read_text("utf-8")) for s in claim.steps]
    lines = lines_of(pin, ((step.member, step.line) for step in steps), releases)
    for step in steps:
        assert step.quote
        found = lines.get((step.member, step.line), [])
        assert any(step.quote in visible(line) for line in found), step


@each_release
def test_a_golden_holds_single_lines_of_the_inspected_code(pin: Pin) -> None:
    for capability in _golden(pin)["capabilities"]:
        for use in capability["uses"]:
            assert "\n" not in use["snippet"]
            assert not [text for text in _texts(use["arguments"]) if "\n" in text]


def test_no_file_names_a_registry_or_belongs_to_no_release() -> None:
    found = [path for path in HOME.glob("*/*.*") if path.suffix in (".json", ".txt", ".md")]
    assert set(found) <= {pin.golden(suffix) for pin in PINS for suffix in SUFFIXES}
    for path in [*found, RELEASES]:
        assert not REGISTRY.search(path.read_text("utf-8")), path


def _golden(pin: Pin) -> Any:
    return json.loads(pin.golden(".json").read_bytes())


def _texts(value: Any) -> Iterator[str]:
    """Every text in a folded argument."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
