"""What the commands that inspect share: the settings of a run, and how its outcome is shown."""

from tidewaiter.cli.choices import Choices, cache_dir
from tidewaiter.cli.console import Sink, has_color, say, width
from tidewaiter.inspection.settings import RunSettings
from tidewaiter.model.outcome import Failure
from tidewaiter.reports import Options
from tidewaiter.reports.escape import shown


def run_settings(choices: Choices) -> RunSettings:
    """What a run is told of the user's choices."""
    return RunSettings(
        cache_dir=cache_dir(),
        cache=choices.cache,
        offline=choices.offline,
        all_artifacts=choices.all_artifacts,
        jobs=choices.jobs,
        budget=choices.budget,
        catalogues=choices.catalogues,
    )


def report_options(choices: Choices, sink: Sink) -> Options:
    """How a report is to be written there."""
    return Options(
        limit_uses=choices.limit_uses,
        verbose=choices.verbose,
        color=has_color(choices.color, sink),
        unicode=sink.unicode,
        width=width() if sink.is_terminal else 80,
        stats=choices.stats,
    )


def say_failure(failure: Failure) -> None:
    """What happened and what to do next, on standard error."""
    say(f"tidewaiter: {shown(failure.message, 1_000)}", shown(failure.hint, 1_000))
