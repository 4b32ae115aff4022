"""The screen for a person: what runs unasked, what it can do when called, what was not seen."""

from tidewaiter.catalogue import Catalogue
from tidewaiter.model.changes import Comparison
from tidewaiter.model.outcome import Failure
from tidewaiter.model.phase import UNASKED, Phase
from tidewaiter.model.profile import EntryPoint
from tidewaiter.model.report import Outcome, Report
from tidewaiter.reports.capabilities import Group, groups, show_group, show_quiet
from tidewaiter.reports.changes import show_comparison
from tidewaiter.reports.escape import shown
from tidewaiter.reports.interface import Format, Options
from tidewaiter.reports.page import Page
from tidewaiter.reports.sentence import sentence, when
from tidewaiter.reports.unseen import show_artifacts, show_unseen

_TOOLS = {"pytest11": "pytest"}
"""Tools whose plugins are in a group of entry points of another name."""

_ASKED = (Phase.BIN, Phase.CALL)


def write(outcome: Outcome, catalogue: Catalogue, options: Options) -> str:
    """The screen; of a failure what happened and what to do next."""
    page = Page(options.width, color=options.color, unicode=options.unicode)
    if isinstance(outcome, Failure):
        _show_failure(page, outcome)
    else:
        _show_report(page, outcome, catalogue, options)
    return page.text()


def _show_failure(page: Page, failure: Failure) -> None:
    page.line((f"{shown(failure.target)}:", "bold"), (shown(failure.message, 1_000), ""))
    if failure.hint:
        page.line((shown(failure.hint, 1_000), ""), indent=2, hang=0)


def _show_report(page: Page, report: Report, catalogue: Catalogue, options: Options) -> None:
    page.line((sentence(report, catalogue), "bold"), hang=0)
    _show_unasked(page, report, catalogue, options)
    _show_asked(page, report, catalogue, options)
    show_unseen(page, report, options)
    show_artifacts(page, report)
    if options.stats and report.stats:
        page.blank()
        cached = report.stats.cached_artifacts
        page.line((f"{report.stats.seconds:.2f} s, {cached} from the cache", "dim"))


def _show_unasked(page: Page, report: Report, catalogue: Catalogue, options: Options) -> None:
    page.blank()
    page.line(("Runs without being asked", "heading"))
    before = len(page)
    # A tool that finds a plugin installed loads it without being asked either.
    for phase in sorted({*UNASKED, Phase.PLUGIN}, key=lambda phase: phase.rank):
        _show_phase(page, report, phase, catalogue, options)
    if len(page) == before:
        page.line(("nothing", ""), indent=2)


def _show_phase(
    page: Page, report: Report, phase: Phase, catalogue: Catalogue, options: Options
) -> None:
    entries = [entry for entry in report.entry_points if entry.phase is phase]
    loud, quiet = groups(report, (phase,), catalogue)
    if not (loud or quiet or entries):
        return
    gates = {entry.gate for entry in entries} or {
        use.gate for group in loud + quiet for use in group.uses
    }
    targets = sorted({shown(_who(entry), 60) for entry in entries})
    what = f"{when(phase, gates)}: {', '.join(targets)}" if targets else when(phase, gates)
    page.line((what, "bold"), indent=2)
    _show_groups(page, loud, quiet, options, indent=4)


def _who(entry: EntryPoint) -> str:
    """What runs, by the name that a reader knows it by: a plugin by its tool's and its own."""
    group, colon, name = entry.name.partition(": ")
    if entry.phase is not Phase.PLUGIN or not colon:
        return entry.target
    return f"{_TOOLS.get(group, group)} (plugin {name})"


def _show_asked(page: Page, report: Report, catalogue: Catalogue, options: Options) -> None:
    page.blank()
    page.line(("Can do when called", "heading"))
    loud, quiet = groups(report, _ASKED, catalogue)
    _show_groups(page, loud, quiet, options, indent=2)
    for phase in (Phase.BUILD, Phase.TEST):
        rest = [group for found in groups(report, (phase,), catalogue) for group in found]
        if rest:
            show_quiet(page, f"only {when(phase)}:", rest, indent=2)


def _show_groups(
    page: Page, loud: list[Group], quiet: list[Group], options: Options, indent: int
) -> None:
    if not loud:
        page.line(("nothing of note", ""), indent=indent)
    for group in loud:
        show_group(page, group, options, indent)
    if options.verbose:
        for group in quiet:
            show_group(page, group, options, indent)
    elif quiet:
        show_quiet(page, "quiet:", quiet, indent)


def compare(comparison: Comparison, catalogue: Catalogue, options: Options) -> str:
    """The screen of a comparison."""
    page = Page(options.width, color=options.color, unicode=options.unicode)
    show_comparison(page, comparison, catalogue, options)
    return page.text()


FORMAT = Format(name="terminal", separator="\n\n", write=write, compare=compare)
