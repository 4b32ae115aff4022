"""requires.txt: what setuptools wrote down of a release's dependencies before it packed it."""

from collections.abc import Iterator

from tidewaiter.model.release import Requirement
from tidewaiter.reading.manifests.interface import Manifest
from tidewaiter.reading.manifests.requirements import listed, python_requirement


def read(text: str, path: str) -> Manifest:
    """Reads it: requirements, then those of ``[extra]``, ``[:marker]`` or ``[extra:marker]``.

    Source: setuptools' documentation, "requires.txt" of the egg format.
    """
    return Manifest(format="requires.txt", path=path, requirements=listed(_requirements(text)))


def _requirements(text: str) -> Iterator[Requirement]:
    extra, marker = "", ""
    for row in text.removeprefix("\ufeff").splitlines():
        line = row.strip()
        if line.startswith("[") and line.endswith("]"):
            extra, _, marker = line[1:-1].partition(":")
        elif line and not line.startswith("#"):
            written = f"{line} ; {marker}" if marker else line
            yield python_requirement(written, "optional" if extra else "runtime")
