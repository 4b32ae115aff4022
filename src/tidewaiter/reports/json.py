"""One JSON object, indented, for one target."""

from tidewaiter.catalogue import Catalogue
from tidewaiter.model.changes import Comparison
from tidewaiter.model.report import Outcome
from tidewaiter.reports.comparison import comparison_document
from tidewaiter.reports.document import document
from tidewaiter.reports.encoding import encoded
from tidewaiter.reports.interface import Format, Options


def write(outcome: Outcome, _catalogue: Catalogue, options: Options) -> str:
    """The object of `schema/report.json` or `schema/error.json`; ASCII only."""
    return encoded(document(outcome, options), indent=2) + "\n"


def compare(comparison: Comparison, catalogue: Catalogue, options: Options) -> str:
    """The object of `schema/comparison.json`; ASCII only."""
    return encoded(comparison_document(comparison, catalogue, options), indent=2) + "\n"


FORMAT = Format(name="json", single=True, write=write, compare=compare)
