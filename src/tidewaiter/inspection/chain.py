"""Runs the chain for one artifact: members → facts → profile, and what could not be looked at."""

import hashlib
import re
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from tidewaiter.catalogue.budgets import Budget
from tidewaiter.catalogue.load import load
from tidewaiter.catalogue.taxonomy import Catalogue
from tidewaiter.inspection.cache import FactsStore
from tidewaiter.linking.entry_points import Layout, module_name, role
from tidewaiter.linking.link import Material, link
from tidewaiter.linking.units import Source
from tidewaiter.model.facts import Outline, Scan
from tidewaiter.model.member import Anomaly, Content, Kind, Member, Skipped
from tidewaiter.model.phase import Phase
from tidewaiter.model.profile import Place, Profile
from tidewaiter.model.release import ArtifactKind
from tidewaiter.model.report import ArtifactReport, SkippedMember, Unread
from tidewaiter.reading import languages
from tidewaiter.reading.kinds import kind_of
from tidewaiter.reading.magic import may_be_opened
from tidewaiter.reading.manifests import read_manifest
from tidewaiter.reading.manifests.interface import Manifest
from tidewaiter.reading.sieve import Sieve
from tidewaiter.sources.archives import open_artifact
from tidewaiter.sources.archives.opened import NESTED

_KEPT_PLAIN = 128 << 20
"""Bytes of text kept as they are; what comes after them is kept compressed."""

_TESTS = frozenset({"nose", "pytest", "unittest"})
"""Modules of Python that tests are written with."""

_UNSIEVED = 4 << 20
"""Bytes of text that a worker reads whole before it compiles the sieve for the first time."""


_MACHINE_CODE = frozenset({Kind.NATIVE, Kind.WASM})
"""What the beginning of a member tells for sure; the rest would not be read anyway."""

_RUN_BY_OTHERS = frozenset({Kind.SCRIPT, Kind.MARKUP, Kind.ARCHIVE})
"""What nothing runs by itself: only a program that the release starts, or a browser."""


@dataclass(frozen=True)
class ChainOptions:
    """What a worker inspects with: the budgets, the folder of compiled data, the user's entries.

    ``sieve`` is off only to show that nothing is lost by it: then every member is outlined.
    """

    budget: Budget
    compiled: Path
    catalogues: tuple[Path, ...] = ()
    sieve: bool = True


@cache
def _catalogue(compiled: Path, catalogues: tuple[Path, ...]) -> Catalogue:
    return load(compiled, catalogues)


@cache
def _sieve(compiled: Path, catalogues: tuple[Path, ...]) -> Sieve:
    return Sieve(_catalogue(compiled, catalogues), compiled, _UNSIEVED)


@dataclass
class _Members:
    """What one pass over an artifact collects."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    manifests: dict[str, Manifest] = field(default_factory=dict)
    scans: dict[str, tuple[str, Scan]] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    packed: list[str] = field(default_factory=list)
    beginnings: set[str] = field(default_factory=set)
    anomalies: list[Anomaly] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def inspect_artifact(
    path: Path,
    filename: str,
    kind: ArtifactKind | None,
    options: ChainOptions,
    store: FactsStore,
    announce: Callable[[str], None],
    distrust: Collection[str],
) -> tuple[ArtifactReport, Profile]:
    """Inspect one artifact.

    Args:
        store: Facts by key; it may remember nothing.
        announce: Is told the digest of a member before a native parser touches it.
        distrust: Digests that cost an earlier worker its life: read by the tolerant reader,
            or, when they stand there twice, not at all.

    Returns:
        The report on the artifact, without digest and size, and its profile.

    Raises:
        TargetFailed: It cannot be opened as an artifact.
    """
    opened = open_artifact(path, options.budget, kind)
    texts = Texts(options, store, announce, distrust)
    members = _Members()
    for member in opened:
        _take(member, members, texts, options.budget)
    _note_closed(members)
    testing = [m for m, (_, scan) in members.scans.items() if _TESTS.intersection(scan.imports)]
    layout = Layout(opened.kind, members.kinds, members.manifests, frozenset(testing))
    sources = {
        member: Source(member, languages.of(dialect), dialect, scan, *_module(member, layout))
        for member, (dialect, scan) in members.scans.items()
    }
    texts.sources = sources
    profile = _placed(
        link(Material(layout, sources, texts), texts.catalogue), filename, opened.root
    )
    root = f"{opened.root}/" if opened.root else ""
    skipped = [
        Skipped(s.member.removeprefix(root), s.reason)
        for s in opened.skipped
        if s.member not in members.beginnings
    ]
    members.skipped += texts.lost
    report = ArtifactReport(
        filename=filename,
        kind=opened.kind,
        sha256="",
        size=0,
        inspected=True,
        members=opened.members,
        bytes=opened.bytes,
        complete=not skipped and not members.skipped,
        anomalies=tuple(sorted({*opened.anomalies, *members.anomalies})),
        unread=(*_unread(members, layout), *_broken(texts)),
        skipped=_skipped([*skipped, *members.skipped], members, layout),
        contents=_contents(members),
        metadata=layout.metadata,
    )
    return report, profile


def _placed(profile: Profile, filename: str, root: str) -> Profile:
    """The profile with the artifact and the whole path in it at each use."""
    below = f"{root}/" if root else ""
    uses = (replace(u, places=(Place(filename, below + u.member),)) for u in profile.uses)
    return replace(profile, uses=tuple(uses))


def _module(member: str, layout: Layout) -> tuple[str, bool]:
    return module_name(member, layout) if layout.python else ("", False)


def _take(member: Member, members: _Members, texts: "Texts", budget: Budget) -> None:
    """Look at one member: what it is, what it imports, whether it could hold a use."""
    kind, dialect, anomalies = kind_of(member.path, member.data, member.executable)
    members.kinds[member.path] = kind
    members.sizes[member.path] = len(member.data) if member.size is None else member.size
    members.anomalies += anomalies
    if member.size is not None:
        if kind in _MACHINE_CODE and not anomalies:
            members.beginnings.add(member.full_path)
        return
    if kind is Kind.DATA and may_be_opened(member.data):
        members.packed.append(member.path)
    if kind in (Kind.MANIFEST, Kind.PTH):
        manifest = read_manifest(dialect, member.data, member.path, budget)
        members.manifests[member.path] = manifest
        if manifest.lost or dialect != "package.json":
            texts.keep(member.path, member.data)
        else:  # scripts require it
            members.scans[member.path] = ("json", texts.data(member, "json"))
        if manifest.lost:
            members.skipped.append(Skipped(member.path, manifest.lost))
    elif languages.reads(dialect):
        scan = texts.scan(member, dialect)
        members.scans[member.path] = (dialect, scan)
        members.anomalies += [Anomaly(k, member.path, detail) for k, detail in scan.anomalies]
        if scan.lost:
            members.skipped.append(Skipped(member.path, scan.lost))


def _note_closed(members: _Members) -> None:
    """Archives of which nothing came out are not read: ``data.js.gz``, a damaged zip."""
    opened = {path.rpartition(NESTED)[0] for path in members.kinds if NESTED in path}
    for path in members.packed:
        if path not in opened:
            members.kinds[path] = Kind.ARCHIVE


def _could_run(member: str, layout: Layout) -> Phase | None:
    """The earliest phase in which a member that was not read could run."""
    kind = layout.kinds.get(member)
    if role(member, layout) in ("test", "docs"):
        return Phase.TEST
    if kind in _RUN_BY_OTHERS:
        return Phase.CALL
    if kind is Kind.SOURCE:  # what an installation compiles is run by who imports it
        return Phase.IMPORT
    if kind in (Kind.RULES, Kind.WORKFLOW):
        return Phase.BUILD
    if layout.kind is ArtifactKind.SDIST:
        return Phase.INSTALL
    return Phase.IMPORT


def _contents(members: _Members) -> tuple[Content, ...]:
    """What lies in the artifact itself, and what could run in archives inside it."""
    return tuple(
        Content(path, kind)
        for path, kind in sorted(members.kinds.items())
        if kind.unread or NESTED not in path
    )


def _unread(members: _Members, layout: Layout) -> tuple[Unread, ...]:
    groups: dict[str, list[str]] = {}
    for member, kind in members.kinds.items():
        if kind.unread and (kind is not Kind.SOURCE or layout.compiles):
            groups.setdefault(kind.value, []).append(member)
    rows = []
    for name, listed in sorted(groups.items()):
        phases = [p for p in (_could_run(m, layout) for m in listed) if p is not None]
        earliest = min(phases, key=lambda p: p.rank) if phases else None
        rows.append(Unread(name, len(listed), sum(members.sizes[m] for m in listed), earliest))
    return tuple(rows)


def _broken(texts: "Texts") -> Iterator[Unread]:
    """Texts in which a stretch is no valid syntax: what recovery made of it may not be all."""
    if texts.broken:
        yield Unread("broken", len(texts.broken), sum(texts.broken.values()), None)


def _skipped(
    skipped: list[Skipped], members: _Members, layout: Layout
) -> tuple[SkippedMember, ...]:
    return tuple(
        SkippedMember(s.member, s.reason, _could_run(s.member, layout) if s.member else None)
        for s in sorted(set(skipped))
    )


class Texts:
    """Keeps the texts of one artifact within bounds and outlines them once."""

    def __init__(
        self,
        options: ChainOptions,
        store: FactsStore,
        announce: Callable[[str], None],
        distrust: Collection[str],
    ) -> None:
        self.catalogue = _catalogue(options.compiled, options.catalogues)
        self.sources: dict[str, Source] = {}
        self.lost: list[Skipped] = []
        self.broken: dict[str, int] = {}
        """By member the characters of the lines at which its syntax is broken."""
        self._options = options
        self._store = store
        self._announce = announce
        self._distrust = list(distrust)
        self._kept: dict[str, bytes] = {}
        self._packed: set[str] = set()
        self._plain = 0
        self._keys: dict[str, bytes] = {}
        self._lines: tuple[str, list[str]] = ("", [])

    def keep(self, member: str, data: bytes) -> None:
        """Hold a member's bytes until the artifact is done."""
        if self._plain + len(data) <= _KEPT_PLAIN:
            self._plain += len(data)
            self._kept[member] = data
        else:
            self._kept[member] = zlib.compress(data, 1)
            self._packed.add(member)

    def data(self, member: Member, dialect: str) -> Scan:
        """Hold a member that can be outlined and of which there is nothing to scan."""
        self._hold(member, dialect)
        return Scan(hit=False, imports=())

    def _hold(self, member: Member, dialect: str) -> bytes:
        """Hold a member's bytes; gives the key of its facts."""
        self.keep(member.path, member.data)
        key = self._keys[member.path] = hashlib.sha256(member.data).digest() + dialect.encode()
        return key

    def scan(self, member: Member, dialect: str) -> Scan:
        """The scan of a member, remembered or made."""
        key = self._hold(member, dialect)
        scan = self._store.get_scan(key)
        if scan is None:
            sieve = _sieve(self._options.compiled, self._options.catalogues)
            scan = languages.scan(member.data, dialect, sieve, self._options.budget.member.parsed)
            self._store.put_scan(key, scan)
        return scan if self._options.sieve else replace(scan, hit=True)

    def outline(self, source: Source) -> Outline:
        """The outline of a member, remembered or made."""
        key = self._keys[source.member]
        digest = key[:32].hex()
        outline = self._store.get_outline(key)
        if outline is None:
            strikes = self._distrust.count(digest)
            self._announce(digest)
            text = languages.decode(self._data(source.member), source.dialect)[0]
            outline = languages.outline(
                text,
                source.dialect,
                self.catalogue,
                strikes=strikes,
                most=self._options.budget.member.parsed,
            )
            if not strikes:
                self._store.put_outline(key, outline)
        if outline.lost:
            self.lose(source.member, outline.lost)
        if outline.errors:
            lines = sorted({line for line, _ in outline.errors})
            self.broken[source.member] = sum(len(self.line(source.member, n)) for n in lines)
        return outline

    def layer(self, text: str, dialect: str) -> Outline:
        """The outline of code found inside data."""
        self._announce(hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())
        outline = languages.outline(
            text, dialect, self.catalogue, strikes=0, most=self._options.budget.member.parsed
        )
        if outline.lost:
            self.lose("", f"code inside data or a command: {outline.lost}")
        return outline

    def lose(self, member: str, reason: str) -> None:
        """Note that something in a member is left out."""
        self.lost.append(Skipped(member, reason))

    def line(self, member: str, number: int) -> str:
        """One line of a member, without its end; "" when there is none."""
        if self._lines[0] != member:
            self._lines = (member, re.split(r"\r\n|\n|\r", self._text(member)))
        lines = self._lines[1]
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def _text(self, member: str) -> str:
        if member not in self._kept:
            return ""
        source = self.sources.get(member)
        return languages.decode(self._data(member), source.dialect if source else "")[0]

    def _data(self, member: str) -> bytes:
        data = self._kept[member]
        return zlib.decompress(data) if member in self._packed else data
