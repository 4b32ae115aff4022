"""An opened artifact: its members as one stream, and what was odd or missing on the way."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from tidewaiter.catalogue.budgets import Budget
from tidewaiter.model.anomalies import AnomalyKind
from tidewaiter.model.member import Anomaly, Member, MemberPath, Skipped
from tidewaiter.model.outcome import Failure, FailureKind, TargetFailed
from tidewaiter.model.release import ArtifactKind
from tidewaiter.sources.archives.folder import Folder
from tidewaiter.sources.archives.interface import Container, Entry
from tidewaiter.sources.archives.ledger import Exhausted, Ledger
from tidewaiter.sources.archives.names import Seen, clean
from tidewaiter.sources.archives.record import Record
from tidewaiter.sources.archives.sniff import as_file, containers, may_be_container
from tidewaiter.sources.archives.survey import expected_container, root_of, survey
from tidewaiter.sources.archives.tar import Tar
from tidewaiter.sources.archives.zip import Zip

NESTED = "!"
"""Stands between the path of an archive that is a member and a path inside it."""


class Opened:
    """The members of one artifact; made by `open_artifact`, iterated once.

    Attributes:
        kind: What it is, by content unless the caller knew better.
        root: The root folder that ``Member.path`` lacks, "" if there is none.
        anomalies: What an honest artifact does not have, in order of discovery.
        skipped: What could not be read whole; any row makes the artifact incomplete.
        excluded: Folders of a checkout that were left out, since tools made them.
        members: How many were yielded, those of archives inside included.
        bytes: Their bytes together.

    The lists and counts are final when the iteration has ended. Members of an archive inside
    the artifact follow it directly; their paths are ``outer.zip!inner/path``.
    """

    def __init__(self, path: Path, budget: Budget, kind: ArtifactKind, root: str) -> None:
        self.kind = kind
        self.root = root
        self.members = 0
        self.bytes = 0
        self.excluded: list[str] = []
        self._path = path
        self._ledger = Ledger(budget, 0 if path.is_dir() else path.stat().st_size)
        self._started = False

    @property
    def anomalies(self) -> list[Anomaly]:
        return self._ledger.anomalies

    @property
    def skipped(self) -> list[Skipped]:
        return self._ledger.skipped

    def __iter__(self) -> Iterator[Member]:
        if self._started:
            raise RuntimeError("an opened artifact is iterated once; open it again")
        self._started = True
        try:
            with ExitStack() as files:
                yield from self._artifact(files)
        except Exhausted as budget:
            self._ledger.skip("", str(budget))
        except OSError as error:
            self._ledger.skip("", f"reading failed: {error.strerror or error}")
        self._ledger.close()

    def _artifact(self, files: ExitStack) -> Iterator[Member]:
        if self._path.is_dir():
            folder = Folder(self._path)
            self.excluded = folder.excluded
            yield from self._container(folder)
            return
        found = containers(
            files.enter_context(self._path.open("rb")),
            self._ledger,
            follow_links=self.kind is not ArtifactKind.NPM,
        )
        self._compare_names(found)
        for container in found:
            if self.kind is ArtifactKind.WHEEL and isinstance(container, Zip):
                yield from self._wheel(container)
            else:
                yield from self._container(container)

    def _compare_names(self, found: list[Container]) -> None:
        if len(found) > 1:
            self._ledger.note(AnomalyKind.POLYGLOT, detail="both a zip and a tar")
        expected = expected_container(self._path.name)
        if expected and not any(_container_name(one) == expected for one in found):
            self._ledger.note(AnomalyKind.WRONG_EXTENSION, detail=f"its content is no {expected}")
        if self._path.suffix == ".whl" and self.kind is not ArtifactKind.WHEEL:
            self._ledger.note(AnomalyKind.WRONG_EXTENSION, detail="it has no .dist-info/WHEEL")

    def _wheel(self, container: Zip) -> Iterator[Member]:
        names = set(container.names())
        marks = (name for name in sorted(names) if name.endswith(".dist-info/WHEEL"))
        name = next(marks, "WHEEL").removesuffix("WHEEL") + "RECORD"
        record = Record(name, container.find(name), self._ledger)
        for member in self._container(container):
            if member.full_path in names and member.size is None:
                record.check(member.path, member.data)
            yield member
        record.finish(names)

    def _container(self, container: Container) -> Iterator[Member]:
        yield from self._inside(container, self._ledger, None, 0)

    def _inside(
        self, container: Container, ledger: Ledger, outer: Member | None, depth: int
    ) -> Iterator[Member]:
        """The members of one container, each followed by those of the archive it may be."""
        seen = Seen()
        for entry in container.entries(ledger):
            member = self._member(entry, ledger, outer, seen)
            if member:
                self.members += 1
                self.bytes += len(member.data) if member.size is None else member.size
                yield member
                if member.size is None and may_be_container(member.data):
                    yield from self._nested(member, depth + 1)

    def _nested(self, member: Member, depth: int) -> Iterator[Member]:
        with as_file(member.data) as file:
            found = containers(file, self._ledger)
            if found and depth > self._ledger.budget.artifact.nesting:
                self._ledger.skip(member.path, "an archive nested too deeply")
                return
            ledger = self._ledger.within(member.full_path + NESTED)
            for container in found:
                yield from self._inside(container, ledger, member, depth)

    def _member(
        self, entry: Entry, ledger: Ledger, outer: Member | None, seen: Seen
    ) -> Member | None:
        path, kinds = clean(entry.name)
        for kind in kinds:
            ledger.note(kind, entry.name)
        if not path or AnomalyKind.LONG_NAME in kinds:
            ledger.skip(entry.name, "no file can have this name")
            return None
        if outer is None:
            path = self._without_root(path)
        for kind, detail in seen.admit(path):
            ledger.note(kind, entry.name, detail)
        if outer is None:
            return Member(path, entry.name, entry.data, entry.executable, entry.size)
        full_path = outer.full_path + NESTED + entry.name
        path = MemberPath(outer.path + NESTED + path)
        return Member(path, full_path, entry.data, entry.executable, entry.size)

    def _without_root(self, path: MemberPath) -> MemberPath:
        if not self.root:
            return path
        if path.startswith(self.root + "/"):
            return MemberPath(path[len(self.root) + 1 :])
        self._ledger.note(AnomalyKind.OUTSIDE_ROOT, path, f"not in {self.root}")
        if self.kind is ArtifactKind.NPM and "/" in path:
            return MemberPath(path.partition("/")[2])  # npm takes any first folder away
        return path


def _container_name(container: Container) -> str:
    return container.packing.value if isinstance(container, Tar) else "zip"


def open_artifact(path: Path, budget: Budget, kind: ArtifactKind | None = None) -> Opened:
    """Open an archive or a folder; its members are read while the result is iterated.

    Args:
        path: A tar (plain, gzip, bzip2, xz), a zip (wheel, egg), or a folder.
        kind: What a registry says it is; ``None`` tells it from the content and the name.

    Raises:
        TargetFailed: It cannot be opened (``unreadable``), is no archive
            (``not-an-archive``), or its file is over the budget (``too-large``).
    """
    try:
        if path.is_dir():
            next(path.iterdir(), None)  # whether it may be listed
            return Opened(path, budget, ArtifactKind.FOLDER, "")
        with path.open("rb") as file:
            found = _readings(path, file, budget)
            names = found[0].names()
            kind, root = (kind, root_of(names, kind)) if kind else survey(names, path.name)
        return Opened(path, budget, kind, root)
    except OSError as error:
        reason = error.strerror or str(error)
        raise _failed(path, FailureKind.UNREADABLE, f"cannot be read: {reason}") from error


def _readings(path: Path, file: BinaryIO, budget: Budget) -> list[Container]:
    size = path.stat().st_size
    if size > budget.artifact.packed:
        most = budget.artifact.packed
        raise _failed(path, FailureKind.TOO_LARGE, f"has {size:,} bytes, over {most:,}")
    found = containers(file, Ledger(budget, size))
    if not found:
        raise _failed(path, FailureKind.NOT_AN_ARCHIVE, "is no tar, zip, wheel or egg")
    return found


_HINTS = {
    FailureKind.UNREADABLE: "Check that it exists and that you may read it.",
    FailureKind.TOO_LARGE: "Raise the bound with --budget if you trust its size.",
    FailureKind.NOT_AN_ARCHIVE: "Give an archive or the folder it was unpacked to.",
}


def _failed(path: Path, kind: FailureKind, what: str) -> TargetFailed:
    return TargetFailed(Failure(str(path), kind, f"{path.name} {what}.", _HINTS[kind]))
