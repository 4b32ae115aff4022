"""One line of JSON per target, in the order given; a failed target's line is the error object."""

from tidewaiter.catalogue import Catalogue
from tidewaiter.model.changes import Comparison
from tidewaiter.model.report import Outcome
from tidewaiter.reports.comparison import comparison_document
from tidewaiter.reports.document import document
from tidewaiter.reports.encoding import encoded
from tidewaiter.reports.interface import Format, Options


def write(outcome: Outcome, _catalogue: Catalogue, options: Options) -> str:
    """The same object as the format ``json``, on one line."""
    return encoded(document(outcome, options)) + "\n"


def compare(comparison: Comparison, catalogue: Catalogue, options: Options) -> str:
    """The same object as the format ``json``, on one line."""
    return encoded(comparison_document(comparison, catalogue, options)) + "\n"


FORMAT = Format(name="jsonl", write=write, compare=compare)
