"""The published JSON Schemas of the reports (draft 2020-12), by name."""

from importlib.resources import files

SCHEMAS = ("comparison", "error", "report")


def schema_text(name: str) -> str:
    """The schema as JSON text. Raises KeyError for a name that is not in ``SCHEMAS``."""
    if name not in SCHEMAS:
        raise KeyError(name)
    return files("tidewaiter.reports").joinpath("schema", f"{name}.json").read_text("utf-8")
