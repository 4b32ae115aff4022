"""Reports: one file per format, and `escape`, which alone decides how foreign text is shown."""

from importlib import import_module

from tidewaiter.reports.interface import Format, Options

FORMATS = ("json", "jsonl", "markdown", "terminal")
"""The names of all formats; each is a module here that offers ``FORMAT``."""


def format_named(name: str) -> Format:
    """The format of that name, imported on its first use. Raises KeyError for an unknown one."""
    if name not in FORMATS:
        raise KeyError(name)
    found: Format = import_module(f"tidewaiter.reports.{name}").FORMAT
    return found


__all__ = ["FORMATS", "Format", "Options", "format_named"]
