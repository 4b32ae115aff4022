"""How an artifact is laid out: its kind, its members and manifests, and where its modules lie."""

import posixpath
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tidewaiter.model.member import Kind
from tidewaiter.model.release import ArtifactKind
from tidewaiter.reading.manifests.interface import Manifest

_INSTALLED_INFO = re.compile(r"[^/]+\.dist-info/[^/]+|EGG-INFO/[^/]+")
_SOURCE_INFO = re.compile(r"(?:[^/]+/)?[^/]+\.egg-info/[^/]+|[^/]+")
_TEST_FOLDER = re.compile(r"((?:[^/]+/)*?test/)(?:.*/)?(?:test_[^/]*|[^/]*_test|tests)\.py", re.I)
_CODE = frozenset({Kind.JAVASCRIPT, Kind.TYPESCRIPT})


@dataclass(frozen=True, eq=False)
class Layout:
    """One artifact, seen from its paths.

    Args:
        kind: What it is.
        kinds: Every member's path without the release's root folder, and its kind.
        manifests: The manifests among them, by path.
        testing: Members that import what tests are written with.
    """

    kind: ArtifactKind
    kinds: dict[str, Kind]
    manifests: dict[str, Manifest]
    testing: frozenset[str] = frozenset()

    @cached_property
    def _paths(self) -> list[str]:
        return sorted(self.kinds)

    def below(self, beginning: str) -> Iterator[str]:
        """The members whose paths begin so, in order."""
        for number in range(bisect_left(self._paths, beginning), len(self._paths)):
            if not self._paths[number].startswith(beginning):
                return
            yield self._paths[number]

    @cached_property
    def installed(self) -> bool:
        """Members lie as they are installed: a wheel, an egg, or one that was unpacked."""
        if self.kind in (ArtifactKind.WHEEL, ArtifactKind.EGG):
            return True
        loose = self.kind in (ArtifactKind.FOLDER, ArtifactKind.ARCHIVE)
        return loose and any(_INSTALLED_INFO.fullmatch(path) for path in self.manifests)

    @cached_property
    def npm(self) -> Manifest | None:
        """The package.json that npm obeys, when npm could install this."""
        if self.kind in (ArtifactKind.SDIST, ArtifactKind.WHEEL, ArtifactKind.EGG):
            return None
        found = self.manifests.get("package.json")
        if found is None and self.kind is ArtifactKind.NPM:
            return Manifest(format="package.json", path="package.json", lost="not there")
        return found

    @cached_property
    def python(self) -> bool:
        """An interpreter could import this; a folder can be a project of both worlds."""
        if self.kind is ArtifactKind.NPM:
            return False
        loose = self.kind in (ArtifactKind.FOLDER, ArtifactKind.ARCHIVE)
        is_project = bool(self.project) or self.installed or "setup.py" in self.kinds
        return is_project or not (loose and self.npm is not None)

    @property
    def built(self) -> bool:
        """Something other than a published release's own layout: a build comes first."""
        return not self.installed and self.kind is not ArtifactKind.NPM

    @cached_property
    def compiles(self) -> bool:
        """Whether installing it may compile what native sources it holds."""
        if self.kind is ArtifactKind.NPM:
            return "binding.gyp" in self.kinds
        return self.built

    @cached_property
    def project(self) -> tuple[Manifest, ...]:
        """The Python manifests that speak of the artifact itself, not of what it bundles."""
        own = _INSTALLED_INFO if self.installed else _SOURCE_INFO
        return tuple(
            manifest
            for path, manifest in sorted(self.manifests.items())
            if own.fullmatch(path) and manifest.format not in ("package.json", "pth", "start")
        )

    @property
    def metadata(self) -> dict[str, str]:
        """What the artifact says of itself: its core metadata, or its package.json."""
        said = [*self.project, *([self.npm] if self.npm else [])]
        return next((manifest.metadata for manifest in said if manifest.metadata), {})

    @cached_property
    def pyproject(self) -> Manifest | None:
        """The project's pyproject.toml."""
        return None if self.installed else self.manifests.get("pyproject.toml")

    @cached_property
    def names(self) -> frozenset[str]:
        """Top-level import names that the project declares, or the one that its name suggests."""
        declared = {
            name.replace("/", ".").partition(".")[0]
            for manifest in self.project
            for name in manifest.modules
        }
        return frozenset(declared - {""}) or frozenset(self.titles)

    @cached_property
    def titles(self) -> frozenset[str]:
        """The project's own name, spelled as a module."""
        names = (manifest.name for manifest in self.project)
        return frozenset(re.sub(r"[-.]+", "_", name.lower()) for name in names if name)

    @cached_property
    def found_names(self) -> frozenset[str]:
        """Names below the roots that could be top-level imports."""
        starts = [(root, len(root)) for root in self.roots]
        return frozenset(
            path[length:].partition("/")[0].removesuffix(".py")
            for path in self.kinds
            for root, length in starts
            if path.endswith(".py") and path.startswith(root)
        )

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """Folders that modules are found in, each "" or ending in "/"; the deepest first."""
        found = {_folder(root) for root in self._roots()}
        return tuple(sorted(found, key=lambda root: (-root.count("/"), root)))

    def _roots(self) -> Iterator[str]:
        yield ""
        if self.installed:
            yield from self._path_lines()
            return
        yield "src"
        for manifest in self.project:
            yield from manifest.source_roots
        for name in self.names:
            yield from self._holder(name)

    def _path_lines(self) -> Iterator[str]:
        """Folders that a .pth file puts on the path."""
        for path, manifest in self.manifests.items():
            if manifest.format == "pth" and "/" not in path:
                for line in manifest.startup:
                    if line.does == "path":
                        yield line.text.replace("\\", "/").strip()

    def _holder(self, name: str) -> Iterator[str]:
        """The folder nearest to the root that holds a declared package or module.

        A folder that is a package itself holds parts of it.
        """
        endings = (f"/{name}/__init__.py", f"/{name}.py")
        found = [
            path.removesuffix(ending)
            for path in self.kinds
            for ending in endings
            if path.endswith(ending)
            and f"{path.removesuffix(ending)}/__init__.py" not in self.kinds
        ]
        beside = {f"{name}/__init__.py", f"{name}.py", f"src/{name}/__init__.py", f"src/{name}.py"}
        if found and not beside & self.kinds.keys():
            yield min(found, key=lambda path: (path.count("/"), path))

    @cached_property
    def given_files(self) -> frozenset[str] | None:
        """The files that package.json gives users by a name, ``None`` when it gives all."""
        if self.npm is None or self.npm.exports is None:
            return None
        return frozenset(posixpath.normpath(offer.target) for offer in self.npm.exports)

    @cached_property
    def given_folders(self) -> tuple[str, ...]:
        """Folders, each ending in "/", of which package.json gives all files to users.

        Source: Node's documentation, "Packages", section "Subpath patterns".
        """
        offers = (self.npm.exports if self.npm else None) or ()
        targets = {posixpath.normpath(o.target) for o in offers if "*" in o.name}
        folders = {_folder(t.partition("*")[0].rpartition("/")[0]) for t in targets if "*" in t}
        return tuple(sorted(folders - {""}, key=len, reverse=True))

    @cached_property
    def test_folders(self) -> frozenset[str]:
        """Folders, ending in "/", that are called "test" and hold Python tests."""
        found = (_TEST_FOLDER.match(path) for path in self.kinds if path.endswith(".py"))
        return frozenset(match[1].lower() for match in found if match)

    def is_script(self, path: str) -> bool:
        """Whether Node could run the member, once a checkout is built."""
        return self.kinds.get(path) in _CODE


def _folder(root: str) -> str:
    clean = "/".join(part for part in root.split("/") if part not in ("", "."))
    return f"{clean}/" if clean else ""
