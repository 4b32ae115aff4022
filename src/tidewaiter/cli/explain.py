"""``tidewaiter explain``: what a capability means, and what shows it."""

import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tidewaiter.catalogue import Catalogue, load
from tidewaiter.catalogue.explain import explain
from tidewaiter.cli.choices import cache_dir, near
from tidewaiter.cli.console import Sink
from tidewaiter.inspection.settings import RunSettings
from tidewaiter.model.outcome import UsageError

_WIDTH = 80


def run(options: Mapping[str, Any]) -> int:
    """Print the page of ``options["id"]``, or the list of all ids."""
    own = tuple(Path(name).expanduser() for name in options.get("catalogue", ()))
    settings = RunSettings(cache_dir=cache_dir(), catalogues=own)
    catalogue = load(settings.compiled, own)
    id = options.get("id")
    lines = _page(catalogue, id) if id else _list(catalogue)
    Sink(None).write("\n".join(lines) + "\n")
    return 0


def _list(catalogue: Catalogue) -> list[str]:
    ids = sorted(catalogue.capabilities)
    widest = max(map(len, ids))
    return [f"{id:<{widest}}  {catalogue.capabilities[id].title}" for id in ids]


def _page(catalogue: Catalogue, id: str) -> list[str]:
    if id not in catalogue.capabilities:
        hint = near(id, catalogue.capabilities)
        raise UsageError(f"There is no capability {id!r}.", hint)
    found = explain(catalogue, id)
    lines = [f"{id}: {found.capability.title}", "", *_wrapped(found.capability.means, "")]
    for label, ids in (("Implies", found.implies), ("Implied by", found.implied_by)):
        if ids:
            lines += ["", *_wrapped(f"{label}: {', '.join(ids)}", "  ")]
    for source, examples in found.refined_from:
        lines += ["", *_wrapped(f"Is {source} that touches, say, {', '.join(examples)}", "  ")]
    for severity, phases in found.severities:
        when = f"New at {', '.join(phases)}: {severity.severity}. {severity.reason}"
        lines += ["", *_wrapped(when, "  ")]
    for row in found.recognised:
        names = f"{row.language}, {row.library}: {', '.join(row.names)}"
        lines += ["", *_wrapped(names, "  "), f"  {row.source}"]
    return lines


def _wrapped(text: str, hang: str) -> Iterable[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent=hang, break_on_hyphens=False)
