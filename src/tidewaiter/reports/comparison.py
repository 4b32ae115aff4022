"""The JSON object of a comparison; every key is written by hand."""

from tidewaiter.catalogue import Catalogue
from tidewaiter.model.changes import Change, Comparison
from tidewaiter.model.profile import Json
from tidewaiter.reports.document import engine_object, release_object, use_object
from tidewaiter.reports.escape import exchanged_value
from tidewaiter.reports.headline import summary
from tidewaiter.reports.interface import Options
from tidewaiter.reports.uses import earliest, identified, in_order

COMPARISON_SCHEMA = "tidewaiter.comparison/1"


def comparison_document(
    comparison: Comparison, catalogue: Catalogue, options: Options
) -> dict[str, Json]:
    """The object of `schema/comparison.json`."""
    identities = identified(comparison.old.uses) | identified(comparison.new.uses)
    return {
        "schema": COMPARISON_SCHEMA,
        "engine": engine_object(comparison.new.engine),
        "old": release_object(comparison.old.release),
        "new": release_object(comparison.new.release),
        "complete": comparison.complete,
        "headline": [*summary(comparison, catalogue)],
        "changes": [
            _change(change, identities, options.limit_uses) for change in comparison.changes
        ],
        "findings": [],
        "assessment": None,
    }


def _change(change: Change, identities: dict[int, str], limit: int) -> Json:
    listed = in_order(earliest(change.uses, limit) if limit else change.uses)
    return {
        "kind": str(change.kind),
        "severity": str(change.severity),
        "capability": change.capability,
        "phase": str(change.phase) if change.phase else None,
        "before": exchanged_value(change.before),
        "after": exchanged_value(change.after),
        "count": len(change.uses),
        "uses": [use_object(use, identities[id(use)]) for use in listed],
    }
