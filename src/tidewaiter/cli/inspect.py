"""``tidewaiter inspect``: what releases, archives and folders can do."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from typing import Any

from tidewaiter.catalogue import Catalogue, load
from tidewaiter.cli.choices import Choices, choose
from tidewaiter.cli.console import Sink
from tidewaiter.cli.progress import Progress
from tidewaiter.cli.reporting import report_options, run_settings, say_failure
from tidewaiter.inspection.process import started
from tidewaiter.inspection.settings import RunSettings
from tidewaiter.model.outcome import Failure, UsageError
from tidewaiter.model.report import Outcome
from tidewaiter.reports import Format, format_named
from tidewaiter.sources.targets import Target, parse_target


def run(options: Mapping[str, Any]) -> int:
    """Inspect ``options["targets"]``; 0, or 3 when one failed or is not complete."""
    given = dict(options)
    targets = [parse_target(text) for text in given.pop("targets")]
    output = given.pop("output", None)
    choices = choose(given)
    format = format_named(choices.format)
    _check(choices, format, targets)
    settings = run_settings(choices)
    catalogue = load(settings.compiled, settings.catalogues)
    whole = True
    with Sink(output) as sink, closing(_outcomes(targets, settings, catalogue, choices)) as found:
        for number, outcome in enumerate(found):
            _show(outcome, format, sink, catalogue, choices, is_first=number == 0)
            whole = whole and not isinstance(outcome, Failure) and outcome.complete
    return 0 if whole else 3


def _check(choices: Choices, format: Format, targets: Sequence[Target]) -> None:
    if choices.fail_on != "never":
        what = f"--fail-on {choices.fail_on} does not exist yet, so it cannot guard anything."
        raise UsageError(what, "Only --fail-on never is known to this version.")
    if format.single and len(targets) > 1:
        what = f"--format {format.name} holds one target, and {len(targets)} were given."
        raise UsageError(what, "Use --format jsonl for several.")


def _outcomes(
    targets: Sequence[Target], settings: RunSettings, catalogue: Catalogue, choices: Choices
) -> Generator[Outcome, None, None]:
    with started() as worker, Progress(len(targets), quiet=choices.quiet) as progress:
        from tidewaiter.inspection.run import run as inspect  # while the worker gets ready

        found = inspect(targets, settings, catalogue, worker, progress.notice, progress.update)
        with closing(found):
            for outcome in found:
                progress.clear()
                yield outcome


def _show(
    outcome: Outcome,
    format: Format,
    sink: Sink,
    catalogue: Catalogue,
    choices: Choices,
    *,
    is_first: bool,
) -> None:
    is_screen = format.name == "terminal"
    if isinstance(outcome, Failure):
        if is_screen or not choices.quiet:
            say_failure(outcome)
        if is_screen:
            return
    text = format.write(outcome, catalogue, report_options(choices, sink))
    sink.write(text if is_first else format.separator + text)
