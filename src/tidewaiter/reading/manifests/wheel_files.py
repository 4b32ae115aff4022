"""WHEEL and top_level.txt: where a wheel's root goes, and what can be imported."""

from tidewaiter.reading.manifests.interface import Manifest
from tidewaiter.reading.manifests.metadata import headers


def read_wheel(text: str, path: str) -> Manifest:
    """Reads WHEEL (PEP 427)."""
    fields = dict(headers(text))
    pure = fields.get("root-is-purelib", "true").lower() != "false"
    return Manifest(format="WHEEL", path=path, purelib=pure)


def read_top_level(text: str, path: str) -> Manifest:
    """Reads top_level.txt (setuptools): one import name a line."""
    names = (line.strip().replace("\\", "/") for line in text.splitlines())
    return Manifest(format="top_level.txt", path=path, modules=tuple(n for n in names if n))
