"""Markdown for a comment on a pull request: the headline, then a table of what changed."""

import html
import re

from tidewaiter.catalogue import Catalogue
from tidewaiter.model.changes import Change, Comparison
from tidewaiter.model.outcome import Failure
from tidewaiter.model.profile import Json
from tidewaiter.model.report import Outcome
from tidewaiter.reports.capabilities import shortest
from tidewaiter.reports.escape import shown
from tidewaiter.reports.headline import name, summary
from tidewaiter.reports.interface import Format, Options
from tidewaiter.reports.sentence import sentence, when

_ROWS = 50
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-!|~@:])")


def write(outcome: Outcome, catalogue: Catalogue, _options: Options) -> str:
    """One paragraph for a release or a failure."""
    if isinstance(outcome, Failure):
        hint = f" {_plain(shown(outcome.hint, 1_000))}" if outcome.hint else ""
        return (
            f"**{_plain(shown(outcome.target))}**: {_plain(shown(outcome.message, 1_000))}{hint}\n"
        )
    return f"{_plain(sentence(outcome, catalogue))}\n"


def compare(comparison: Comparison, catalogue: Catalogue, _options: Options) -> str:
    """A heading, the sentences as a list, and a table of the changes, most serious first."""
    parts = [f"### {_plain(f'{name(comparison.old)} → {name(comparison.new)}')}", ""]
    parts += [f"- {_plain(said)}" for said in summary(comparison, catalogue)]
    if not comparison.complete:
        parts += ["", "Not all of it could be read; what is missing was not compared."]
    if comparison.changes:
        parts += ["", "<details><summary>All changes</summary>", ""]
        parts += ["| severity | change | capability | when | before | after | where |"]
        parts += ["|---|---|---|---|---|---|---|"]
        parts += [_row(change) for change in comparison.changes[:_ROWS]]
        if len(comparison.changes) > _ROWS:
            parts += ["", f"and {len(comparison.changes) - _ROWS} more"]
        parts += ["", "</details>"]
    return "\n".join(parts) + "\n"


def _row(change: Change) -> str:
    moment = when(change.phase, {use.gate for use in change.uses}) if change.phase else ""
    use = shortest(list(change.uses)) if change.uses else None
    cells = (
        str(change.severity),
        str(change.kind),
        change.capability or "",
        moment,
        _value(change.before),
        _value(change.after),
        f"{shown(use.member, 160)}:{use.line}" if use else "",
    )
    return f"| {' | '.join(_plain(cell) for cell in cells)} |"


def _value(value: Json) -> str:
    if isinstance(value, list):
        return ", ".join(_value(item) for item in value[:3]) + (" …" if len(value) > 3 else "")
    if isinstance(value, dict):
        return ", ".join(f"{shown(key, 40)} {_value(item)}" for key, item in value.items() if item)
    return "" if value is None else shown(str(value), 160)


def _plain(text: str) -> str:
    """Text that means nothing in Markdown, HTML or to whoever is mentioned with an @."""
    return html.escape(_SPECIAL.sub(r"\\\1", text), quote=False)


FORMAT = Format(name="markdown", single=True, write=write, compare=compare)
