"""METADATA and PKG-INFO: the core metadata of a Python release."""

from collections.abc import Iterator

from tidewaiter.reading.manifests.interface import Manifest
from tidewaiter.reading.manifests.requirements import listed, python_requirement

_METADATA = {
    "license": "licence",
    "license-expression": "licence",
    "author": "author",
    "author-email": "author",
    "maintainer": "maintainer",
    "maintainer-email": "maintainer",
    "home-page": "homepage",
    "project-url": "links",
    "requires-python": "requires",
}


def read(text: str, path: str) -> Manifest:
    """Reads the headers (packaging.python.org, "Core metadata"); the description is left alone."""
    fields = list(headers(text))
    required = (python_requirement(v, "runtime") for k, v in fields if k == "requires-dist")
    # PEP 794: "name ; private" says that it is not for others, but it can be imported.
    modules = (v.partition(";")[0].strip() for k, v in fields if k == "import-name")
    return Manifest(
        format=path.rpartition("/")[2],
        path=path,
        name=_first(fields, "name"),
        version=_first(fields, "version"),
        requirements=listed(required),
        modules=tuple(dict.fromkeys(m.partition(".")[0] for m in modules if m)),
        metadata=_metadata(fields),
    )


def _metadata(fields: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for name, value in fields:
        if value and name in _METADATA:
            found.setdefault(_METADATA[name], []).append(value)
    return {name: ", ".join(sorted(set(values))) for name, values in sorted(found.items())}


def headers(text: str) -> Iterator[tuple[str, str]]:
    """(lower-case name, value) of each header up to the first empty line, unfolded (RFC 822)."""
    name, value = "", ""
    for line in text.removeprefix("\ufeff").split("\n"):
        line = line.rstrip("\r")
        if line[:1] in (" ", "\t") and line.strip() and name:
            value += f"\n{line.strip()}"
            continue
        if name:
            yield name, value
        if not line.strip():
            return
        head, colon, rest = line.partition(":")
        name, value = (head.strip().lower(), rest.strip()) if colon else ("", "")
    if name:
        yield name, value


def _first(fields: list[tuple[str, str]], name: str) -> str:
    return next((value for key, value in fields if key == name), "")
