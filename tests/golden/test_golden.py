"""Sixteen real releases report what was reviewed, byte for byte, on every machine."""

import json
import os
from collections.abc import Iterator
from contextlib import closing

import jsonschema
import pytest
from tests.golden.pins import HOME, RELEASES, Pin, PinnedReleases, load_pins
from tests.golden.reviews import claimed, claims, places
from tests.golden.written import REGISTRY, written

from tidewaiter.catalogue import Catalogue, load
from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.cli.choices import cache_dir
from tidewaiter.inspection import RunSettings
from tidewaiter.inspection.run import run
from tidewaiter.model.outcome import Failure
from tidewaiter.model.report import Outcome
from tidewaiter.reports.schemas import schema_text
from tidewaiter.sources import Settings, parse_target
from tidewaiter.sources.archives import open_artifact

PINS = load_pins().releases
each_release = pytest.mark.parametrize("pin", PINS, ids=[pin.target for pin in PINS])


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture(scope="session")
def releases() -> Iterator[PinnedReleases]:
    settings = Settings(environ=os.environ, budget=load_budget(), cache_dir=cache_dir())
    with PinnedReleases(PINS, settings) as found:
        yield found


@pytest.fixture(scope="session")
def outcomes(
    request: pytest.FixtureRequest, catalogue: Catalogue, releases: PinnedReleases
) -> dict[str, Outcome]:
    """What becomes of the selected releases, inspected together and without a cache of facts."""
    selected = [
        item.callspec.params["pin"].target
        for item in request.session.items
        if isinstance(item, pytest.Function) and "outcomes" in item.fixturenames
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


@each_release
def test_a_review_speaks_of_every_capability_and_phase(pin: Pin) -> None:
    report = json.loads(pin.golden(".json").read_bytes())
    proven = claims(pin.golden(".review.md").read_text("utf-8"))
    assert {(claim.capability, claim.phase) for claim in proven} == claimed(report)
    assert {claim.place for claim in proven} <= places(report)


@each_release
@pytest.mark.network
def test_the_source_lines_of_a_review_are_in_the_archives(
    pin: Pin, releases: PinnedReleases
) -> None:
    proven = claims(pin.golden(".review.md").read_text("utf-8"))
    wanted = {claim.member for claim in proven}
    lines: dict[str, list[list[str]]] = {}
    for artifact in releases.fetch(parse_target(pin.target)).artifacts:
        assert artifact.path
        for member in open_artifact(artifact.path, load_budget(), artifact.kind):
            if member.path in wanted:
                text = member.data.decode("utf-8", "replace")
                lines.setdefault(member.path, []).append(text.split("\n"))
    for claim in proven:
        assert any(claim.source in found[claim.line - 1] for found in lines[claim.member]), claim


@each_release
def test_a_golden_holds_single_lines_of_the_inspected_code(pin: Pin) -> None:
    report = json.loads(pin.golden(".json").read_bytes())
    uses = [use for capability in report["capabilities"] for use in capability["uses"]]
    for use in uses:
        assert "\n" not in use["snippet"]
        assert "\\n" not in json.dumps(use["arguments"]).replace("\\\\n", "")


def test_no_file_names_a_registry_or_belongs_to_no_release() -> None:
    expected = {pin.golden(suffix) for pin in PINS for suffix in (".json", ".txt", ".review.md")}
    found = [path for path in HOME.glob("*/*.*") if path.suffix in (".json", ".txt", ".md")]
    assert set(found) <= expected
    for path in [*found, RELEASES]:
        assert not REGISTRY.search(path.read_text("utf-8")), path
