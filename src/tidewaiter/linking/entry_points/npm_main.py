"""What ``import`` and ``require`` of an npm package reach: main, module, browser and exports."""

import posixpath
import re
from collections.abc import Iterator

from tidewaiter.linking.entry_points.interface import MemberTarget, Start
from tidewaiter.linking.entry_points.layout import Layout
from tidewaiter.model.member import Kind
from tidewaiter.model.phase import Phase
from tidewaiter.model.release import ArtifactKind
from tidewaiter.reading.manifests.interface import Manifest, Offer

_ENDINGS = ("", ".js", ".json", ".node", ".mjs", ".cjs")
_INDEX = ("/index.js", "/index.json", "/index.node", "/index.mjs", "/index.cjs")
_SOURCES = (".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".jsx", "/index.ts", "/index.js")
_BUNDLED = re.compile(r"(?:.+/)?node_modules/(?:@[^/]+/)?[^/@]+")
_LOADED = frozenset({Kind.JAVASCRIPT, Kind.TYPESCRIPT, Kind.NATIVE, Kind.WASM, Kind.DATA})
_DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")
"""What a condition ``types`` names, mostly the first one; nothing of it runs."""


def npm_exports(layout: Layout) -> dict[str, str]:
    """What each name of the package resolves to: "." and subpaths, and internal "#names".

    Without ``exports`` there is only ".", since any other file can be asked for by its path.
    Of several targets (for other conditions) the first that exists counts.

    Source: Node's documentation, "Packages", sections "Package entry points" and "imports".
    """
    found: dict[str, str] = {}
    for name, member, _ in _offered(layout):
        found.setdefault(name, member)
    for offer in layout.npm.internal if layout.npm else ():
        for name, member, _ in _resolved(offer, layout, ""):
            found.setdefault(name, member)
    return dict(sorted(found.items()))


def npm_bundled(layout: Layout) -> dict[str, dict[str, str]]:
    """By folder the packages below ``node_modules``: what each of its names resolves to.

    Source: Node's documentation, "Loading from node_modules folders".
    """
    found: dict[str, dict[str, str]] = {}
    for path, manifest in sorted(layout.manifests.items()):
        folder = path.rpartition("/")[0]
        if manifest.format == "package.json" and _BUNDLED.fullmatch(folder):
            resolves = found[folder] = {}
            for name, member, _ in _given(manifest, layout, f"{folder}/"):
                resolves.setdefault(name, member)
            for offer in manifest.internal:
                for name, member, _ in _resolved(offer, layout, f"{folder}/"):
                    resolves.setdefault(name, member)
    return found


def npm_offers(layout: Layout) -> dict[str, str]:
    """The members that users can ask for, for any condition, and the name that asks for each."""
    found: dict[str, str] = {}
    for name, member, _ in _offered(layout):
        found.setdefault(member, f"{_title(layout)}{name[1:]}")
    return found


def starts(layout: Layout, library: frozenset[str]) -> Iterator[Start]:
    """An import start for every target of any condition; those of a pattern are not primary.

    Without ``exports`` every other JavaScript file of ``library`` is one too, not primary.
    """
    if layout.npm is None:
        return
    seen: set[str] = set()
    for name, member, primary in _offered(layout):
        if layout.is_script(member) and member not in seen:
            seen.add(member)
            yield _start(f"{_title(layout)}{name[1:]}", member, primary)
    if layout.npm.exports is None:
        for member in sorted(library - seen):
            if _can_be_asked_for(member, layout):
                yield _start(f"{_title(layout)}/{member}", member, False)


def file_named(target: str, layout: Layout, folder: str = "") -> str | None:
    """The member that a path of package.json means, as Node completes it, or ``None``.

    In a checkout that is not built yet, the source that it will probably be built from.

    Args:
        folder: Where the package.json lies, "" or ending in "/".
    """
    path = posixpath.normpath(target.replace("\\", "/")).lstrip("/")
    path = "" if path == "." else path
    candidates = [path + ending for ending in _ENDINGS if path]
    candidates += [(path + ending).lstrip("/") for ending in _INDEX]
    if layout.kind is ArtifactKind.FOLDER:
        candidates += _sources(path)
    return next((folder + c for c in candidates if layout.kinds.get(folder + c) in _LOADED), None)


def _sources(built: str) -> Iterator[str]:
    """``dist/esm/x.js`` is mostly made of ``src/x.ts``."""
    stem = posixpath.splitext(built.removesuffix(".d.ts"))[0]
    parts = stem.split("/")
    for skipped in range(1, min(len(parts), 4)):
        for ending in _SOURCES:
            yield "/".join(("src", *parts[skipped:])) + ending


def _offered(layout: Layout) -> Iterator[tuple[str, str, bool]]:
    """(name, member, named without a pattern) of all that the package gives, in order."""
    if layout.npm is not None:
        yield from _given(layout.npm, layout, "")


def _given(manifest: Manifest, layout: Layout, folder: str) -> Iterator[tuple[str, str, bool]]:
    """The same of a package.json in a folder, "" or ending in "/"."""
    if manifest.exports is not None:
        for offer in manifest.exports:
            yield from _resolved(offer, layout, folder)
        return
    mains = (*manifest.mains, Offer(".", "index", 1))
    found = [row for offer in mains for row in _resolved(offer, layout, folder)]
    yield from found if manifest.mains else found[:1]


def _resolved(offer: Offer, layout: Layout, folder: str) -> Iterator[tuple[str, str, bool]]:
    if "*" in offer.target and "*" in offer.name:
        yield from _matching(offer, layout, folder)
    elif offer.target.startswith(".") or not offer.name.startswith("#"):
        member = file_named(offer.target, layout, folder)
        if member and not member.endswith(_DECLARATIONS):
            yield offer.name, member, True


def _matching(offer: Offer, layout: Layout, folder: str) -> Iterator[tuple[str, str, bool]]:
    """Subpath patterns: the star stands for any text, the same on both sides."""
    before, _, after = posixpath.normpath(offer.target).partition("*")
    before = folder + before
    left, _, right = offer.name.partition("*")
    for member in layout.below(before):
        fits = member.endswith(after) and not member.endswith(_DECLARATIONS)
        if fits and len(member) > len(before) + len(after) and layout.is_script(member):
            star = member[len(before) : len(member) - len(after)]
            yield f"{left}{star}{right}", member, False


def _can_be_asked_for(member: str, layout: Layout) -> bool:
    kinds = {Kind.JAVASCRIPT}
    if layout.kind is ArtifactKind.FOLDER:
        kinds.add(Kind.TYPESCRIPT)  # it will be JavaScript once it is built
    return layout.kinds[member] in kinds and "node_modules/" not in member


def _title(layout: Layout) -> str:
    return (layout.npm.name if layout.npm else "") or "the package"


def _start(what: str, member: str, primary: bool) -> Start:
    words = f"import {what}"
    return Start(
        phase=Phase.IMPORT, name=words, entry=words, target=MemberTarget(member), primary=primary
    )
