"""Every output fits its published schema, is the same each time, and cannot steer a terminal."""

import json
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidewaiter.catalogue import Catalogue
from tidewaiter.judging import compare
from tidewaiter.model.outcome import Failure, FailureKind
from tidewaiter.model.report import Report
from tidewaiter.reports import FORMATS, Options, format_named
from tidewaiter.reports.escape import exchanged, exchanged_value, shown
from tidewaiter.reports.schemas import schema_text

SECRET = "AKIA" + "IOSFODNN7EXAMPLE"
FAILURE = Failure("npm:a\x1b[2J", FailureKind.NOT_FOUND, "There is none.", "Check the spelling.")


def validated(text: str, schema: str) -> Any:
    found = json.loads(text)
    jsonschema.validate(found, json.loads(schema_text(schema)), jsonschema.Draft202012Validator)
    return found


@pytest.mark.parametrize("name", ["json", "jsonl"])
@pytest.mark.parametrize("which", ["report", "loud"])
@pytest.mark.parametrize("options", [Options(), Options(limit_uses=1, stats=True)])
def test_reports_fit_their_schema(
    name: str, which: str, options: Options, catalogue: Catalogue, request: pytest.FixtureRequest
) -> None:
    text = format_named(name).write(request.getfixturevalue(which), catalogue, options)
    found = validated(text, "report")
    assert (found["findings"], found["assessment"]) == ([], None)
    assert ("stats" in found) == options.stats
    assert text.isascii()


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_failures_fit_their_schema(name: str, catalogue: Catalogue) -> None:
    found = validated(format_named(name).write(FAILURE, catalogue, Options()), "error")
    assert found["target"] == FAILURE.target


def test_the_schema_is_closed(report: Report, catalogue: Catalogue) -> None:
    found = json.loads(format_named("json").write(report, catalogue, Options()))
    found["surprise"] = 1
    with pytest.raises(jsonschema.ValidationError):
        validated(json.dumps(found), "report")


def test_a_limit_leaves_the_count_true(report: Report, catalogue: Catalogue) -> None:
    text = format_named("json").write(report, catalogue, Options(limit_uses=1))
    found = {row["id"]: row for row in json.loads(text)["capabilities"]}
    assert found["net.connect"]["count"] == 2
    assert len(found["net.connect"]["uses"]) == 1


def test_a_place_with_several_destinations_counts_once(
    report: Report, catalogue: Catalogue
) -> None:
    one = next(use for use in report.uses if use.capability == "net.connect")
    other = msgspec.structs.replace(one, destination="https://192.0.2.8/other")
    both = msgspec.structs.replace(report, uses=(*report.uses, other))
    text = format_named("json").write(both, catalogue, Options())
    found = {row["id"]: row for row in json.loads(text)["capabilities"]}["net.connect"]
    assert (found["count"], len(found["uses"])) == (2, 3)
    assert len({use["id"] for use in found["uses"]}) == 3


@pytest.mark.parametrize("name", ["json", "jsonl"])
@pytest.mark.parametrize("options", [Options(), Options(limit_uses=1)])
def test_comparisons_fit_their_schema(
    name: str, options: Options, report: Report, loud: Report, catalogue: Catalogue
) -> None:
    for old, new in ((report, loud), (loud, report), (report, report)):
        text = format_named(name).compare(compare(old, new, catalogue), catalogue, options)
        found = validated(text, "comparison")
        assert (found["findings"], found["assessment"]) == ([], None)
        assert text.isascii()
        assert bool(found["changes"]) == (old is not new)


@pytest.mark.parametrize("name", FORMATS)
def test_a_comparison_cannot_steer_a_terminal(
    name: str, report: Report, catalogue: Catalogue
) -> None:
    evil = msgspec.structs.replace(
        report.uses[0], member="\x1b[2J\u202e.py", destination=SECRET, destination_kind="name"
    )
    hostile = msgspec.structs.replace(report, uses=(*report.uses, evil))
    text = format_named(name).compare(compare(report, hostile, catalogue), catalogue, Options())
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert SECRET not in text


def test_markdown_shows_foreign_text_as_text(report: Report, catalogue: Catalogue) -> None:
    use = next(use for use in report.uses if use.capability == "net.connect")
    evil = msgspec.structs.replace(
        use, destination="<img src=x>[a](http://b)|`@all`", destination_kind="name"
    )
    new = msgspec.structs.replace(report, uses=(*report.uses, evil))
    text = format_named("markdown").compare(compare(report, new, catalogue), catalogue, Options())
    assert "<img" not in text
    assert "](http" not in text
    assert "\\|" in text


@pytest.mark.parametrize("name", FORMATS)
def test_a_failure_cannot_steer_a_terminal(name: str, catalogue: Catalogue) -> None:
    assert "\x1b" not in format_named(name).write(FAILURE, catalogue, Options())


@given(st.text(st.characters(), max_size=200), st.integers(1, 300))
def test_shown_text_is_one_visible_bounded_line(text: str, limit: int) -> None:
    found = shown(text, limit)
    assert len(found) <= limit
    assert found.isprintable()
    found.encode("utf-8")


@given(st.text(max_size=50), st.text(max_size=50))
def test_a_secret_is_shown_by_nobody(before: str, after: str) -> None:
    text = f"{before} {SECRET} {after}"
    assert SECRET not in shown(text)
    assert SECRET not in exchanged(text)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(VALUES)
def test_any_folded_argument_becomes_json(value: Any) -> None:
    json.dumps(exchanged_value(value), allow_nan=False).encode()
