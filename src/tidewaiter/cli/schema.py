"""``tidewaiter schema``: the JSON Schema of an output."""

from collections.abc import Mapping
from typing import Any

from tidewaiter.cli.choices import near
from tidewaiter.cli.console import Sink
from tidewaiter.model.outcome import UsageError
from tidewaiter.reports.schemas import SCHEMAS, schema_text


def run(options: Mapping[str, Any]) -> int:
    """Print the schema called ``options["name"]``."""
    name = options["name"]
    if name not in SCHEMAS:
        raise UsageError(f"There is no schema called {name!r}.", near(name, SCHEMAS))
    Sink(None).write(schema_text(name))
    return 0
