"""What an artifact is and which folder its members lie in, told from names alone."""

from collections.abc import Iterable

from tidewaiter.model.release import ArtifactKind
from tidewaiter.sources.archives.names import clean

_ROOTED = (ArtifactKind.SDIST, ArtifactKind.NPM, ArtifactKind.ARCHIVE)


def survey(names: Iterable[str], filename: str) -> tuple[ArtifactKind, str]:
    """The kind of an artifact, and its root folder without a slash ("" when it has none).

    ``names`` is read no further than needed. A wheel has ``*.dist-info/WHEEL``, an egg
    ``EGG-INFO/PKG-INFO``, an sdist ``PKG-INFO`` and an npm tarball ``package.json`` in its
    root folder; ``.tgz`` decides when an sdist also ships a ``package.json``.
    """
    npm_name = filename.endswith(".tgz")
    npm_root: str | None = None
    tops: set[str] = set()
    for name in names:
        path, _ = clean(name)
        top, slash, rest = path.partition("/")
        tops.add(top if slash else "")
        if rest == "WHEEL" and top.endswith(".dist-info"):
            return ArtifactKind.WHEEL, ""
        if path == "EGG-INFO/PKG-INFO":
            return ArtifactKind.EGG, ""
        if rest == "PKG-INFO" and not npm_name and not top.endswith(".egg-info"):
            return ArtifactKind.SDIST, top
        if rest == "package.json" and npm_root is None:
            npm_root = top
            if npm_name:
                break
    if npm_root is not None and (npm_name or tops == {npm_root}):
        return ArtifactKind.NPM, npm_root
    return ArtifactKind.ARCHIVE, tops.pop() if len(tops) == 1 else ""


def root_of(names: Iterable[str], kind: ArtifactKind) -> str:
    """The root folder of an artifact whose kind is known: that of its first member."""
    if kind is ArtifactKind.ARCHIVE:
        return survey(names, "")[1]
    if kind not in _ROOTED:
        return ""
    for name in names:
        top, slash, _ = clean(name)[0].partition("/")
        if slash:
            return top
    return ""


_EXTENSIONS = {
    ".whl": "zip",
    ".egg": "zip",
    ".zip": "zip",
    ".tgz": "gzip",
    ".tar.gz": "gzip",
    ".tbz": "bzip2",
    ".tar.bz2": "bzip2",
    ".txz": "xz",
    ".tar.xz": "xz",
    ".tar": "plain",
}


def expected_container(filename: str) -> str:
    """What a file name promises: "zip" or a value of ``Packing``; "" when it promises nothing."""
    lowered = filename.lower()
    return next((what for end, what in _EXTENSIONS.items() if lowered.endswith(end)), "")
