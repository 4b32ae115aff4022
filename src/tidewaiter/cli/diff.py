"""``tidewaiter diff``: what changed from one release to another."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any

import msgspec

from tidewaiter.catalogue import Catalogue, load
from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.cli.choices import Choices, choose
from tidewaiter.cli.console import Sink
from tidewaiter.cli.progress import Progress
from tidewaiter.cli.reporting import report_options, run_settings, say_failure
from tidewaiter.inspection.excerpts import excerpts
from tidewaiter.inspection.process import started
from tidewaiter.inspection.run import releases_for
from tidewaiter.inspection.run import run as inspect
from tidewaiter.inspection.settings import RunSettings
from tidewaiter.judging import compare
from tidewaiter.model.changes import Comparison, Severity
from tidewaiter.model.outcome import Failure, TargetFailed, UsageError
from tidewaiter.model.report import Outcome, Report
from tidewaiter.reports import Format, Options, format_named
from tidewaiter.sources import Fetched, Releases
from tidewaiter.sources.targets import Target, parse_target

_NEVER = "never"


def run(options: Mapping[str, Any]) -> int:
    """Compare two targets, or one with the release before it.

    Returns:
        0; 1 when a change is as severe as ``--fail-on``; 3 when a target failed or was not read
        whole, and no gate failed.
    """
    given = dict(options)
    targets = _parsed(given.pop("targets"))
    output = given.pop("output", None)
    choices = choose(given)
    gate = _gate(choices)
    format = format_named(choices.format)
    settings = run_settings(choices)
    catalogue = load(settings.compiled, settings.catalogues)
    with Sink(output) as sink:
        try:
            found = _compared(targets, settings, catalogue, choices, report_options(choices, sink))
        except TargetFailed as failed:
            found = failed.failure
        return _told(found, format, sink, catalogue, choices, gate)


def _parsed(texts: Sequence[str]) -> list[Target]:
    """One or two targets; the second may be a bare version of the first's package.

    Raises:
        UsageError: There are more, or one alone is a path.
    """
    if len(texts) > 2:
        what = f"diff compares two targets, and {len(texts)} were given."
        raise UsageError(what, "See tidewaiter diff --help.")
    first = parse_target(texts[0])
    if len(texts) == 1:
        if first.path is not None:
            what = f"{texts[0]} is a file or folder, and nothing was published before it."
            raise UsageError(what, "Give the old one too: tidewaiter diff OLD NEW.")
        return [first]
    if first.path is None and ":" not in texts[1] and texts[1][:1].isalnum():
        return [first, parse_target(f"{first.ecosystem}:{first.name}@{texts[1]}")]
    return [first, parse_target(texts[1])]


def _gate(choices: Choices) -> Severity | None:
    if choices.fail_on == _NEVER:
        return None
    try:
        return Severity(choices.fail_on)
    except ValueError:
        what = f"--fail-on {choices.fail_on} is no severity of a change."
        words = ", ".join(Severity)
        raise UsageError(what, f"There is: {words}, and never.") from None


def _compared(
    targets: list[Target],
    settings: RunSettings,
    catalogue: Catalogue,
    choices: Choices,
    options: Options,
) -> tuple[Comparison, Options] | Failure:
    """The comparison and how to write it, or why one of the targets has no report."""
    places: dict[str, Fetched] = {}
    with (
        started() as worker,
        Progress(2, quiet=choices.quiet) as progress,
        releases_for(settings) as releases,
    ):
        pair = _pair(targets, releases)
        found = inspect(
            pair,
            settings,
            catalogue,
            worker,
            progress.notice,
            progress.update,
            releases,
            lambda target, fetched: places.update({target.text: fetched}),
        )
        with closing(found):
            old, new = next(found), next(found)  # not to its end: then the downloads are gone
            if not (isinstance(old, Report) and isinstance(new, Report)):
                return _first_failure(old, new)
            comparison = compare(old, new, catalogue)
            if choices.verbose:
                lines = _lines(comparison, [places[target.text] for target in pair])
                options = msgspec.structs.replace(options, lines=lines)
            return comparison, options


def _pair(targets: list[Target], releases: Releases) -> list[Target]:
    if len(targets) == 2:
        return targets
    (target,) = targets
    resolved = releases.resolve(target).release
    exact = msgspec.structs.replace(target, version=resolved.version)
    return [releases.before(exact), exact]


def _first_failure(*outcomes: Outcome) -> Failure:
    return next(outcome for outcome in outcomes if isinstance(outcome, Failure))


def _lines(comparison: Comparison, fetched: list[Fetched]) -> dict[tuple[str, int], Any]:
    """The source around every use of a change; where both releases have it, the new one's."""
    places = {(use.member, use.line) for change in comparison.changes for use in change.uses}
    found: dict[tuple[str, int], Any] = {}
    for release in fetched:
        found |= excerpts(release, places, load_budget())
    return found


def _told(
    found: tuple[Comparison, Options] | Failure,
    format: Format,
    sink: Sink,
    catalogue: Catalogue,
    choices: Choices,
    gate: Severity | None,
) -> int:
    if isinstance(found, Failure):
        if format.name == "terminal" or not choices.quiet:
            say_failure(found)
        if format.name != "terminal":
            sink.write(format.write(found, catalogue, report_options(choices, sink)))
        return 3
    comparison, options = found
    sink.write(format.compare(comparison, catalogue, options))
    worst = max((change.severity.rank for change in comparison.changes), default=-1)
    if gate is not None and worst >= gate.rank:
        return 1
    return 0 if comparison.complete else 3
