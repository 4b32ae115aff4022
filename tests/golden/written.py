"""What a golden holds: the report as a user gets it, without what moves or may not be kept."""

import re

import msgspec

from tidewaiter.catalogue import Catalogue
from tidewaiter.model.profile import Json, Use
from tidewaiter.model.report import Engine, Report
from tidewaiter.reports import Options, format_named

REGISTRY = re.compile(r"(?:[\w-]+\.)*\b(?:npmjs|yarnpkg|pypi|pythonhosted)\.(?:org|com|io)\b", re.I)
"""Hosts of registries, which golden files do not name."""

PLACEHOLDER = "registry.invalid"
ENGINE = Engine("0", "sha256:" + "0" * 64)
"""So that a golden moves when the report does, not with every change of the catalogue."""


def written(report: Report, catalogue: Catalogue) -> dict[str, str]:
    """The golden texts by suffix: the JSON, and the screen at 80 columns without colour."""
    report = msgspec.structs.replace(
        report, engine=ENGINE, uses=tuple(_one_line(use) for use in report.uses)
    )
    formats = {".json": "json", ".txt": "terminal"}
    texts = {
        suffix: format_named(name).write(report, catalogue, Options())
        for suffix, name in formats.items()
    }
    return {suffix: REGISTRY.sub(PLACEHOLDER, text) for suffix, text in texts.items()}


def _one_line(use: Use) -> Use:
    """The use with one line of each argument: more of the inspected code is not ours to keep."""
    arguments = {name: _first_lines(value) for name, value in use.arguments.items()}
    return msgspec.structs.replace(use, arguments=arguments)


def _first_lines(value: Json) -> Json:
    if isinstance(value, str):
        first, *more = value.split("\n", 1)
        return f"{first}…" if more else value
    if isinstance(value, list):
        return [_first_lines(item) for item in value]
    if isinstance(value, dict):
        return {key: _first_lines(item) for key, item in value.items()}
    return value
