"""What every reader of archives promises, on real files of each form: same members, same bytes."""

import io
import os
import random
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.support.artifacts import metadata, tarball, wheel_members, zipped

from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.model.anomalies import AnomalyKind
from tidewaiter.model.member import Member
from tidewaiter.model.outcome import FailureKind, TargetFailed
from tidewaiter.model.release import ArtifactKind
from tidewaiter.sources.archives import Opened, open_artifact
from tidewaiter.sources.archives.interface import HEAD

CONTENT = {
    "acme/__init__.py": b"",
    "acme/data.bin": random.Random(1).randbytes(
        300_000
    ),  # longer than a piece, shorter than a budget
    "acme/deep/er/still.py": b"x = 1\n" * 100,
    "acme/name with spaces.txt": "grüße\n".encode(),
    "acme/straße.py": b"y = 2\n",
    "bin/run": b"#!/bin/sh\n",
}
LONG = "acme/" + "x" * 120 + "/" + "y" * 120 + ".py"  # needs an extended header in a tar


@dataclass(frozen=True)
class Form:
    """One form of archive.

    Attributes:
        name: Of the file that `write` makes.
        write: Puts members into a new file or folder.
        kind: What it is told to be.
        root: The root folder that its members' paths lack.
        added: Members that the form itself needs.
    """

    name: str
    write: Callable[[Path, Mapping[str, bytes]], None]
    kind: ArtifactKind
    root: str = ""
    added: Mapping[str, bytes] | None = None


def tar(mode: str, format: int = tarfile.PAX_FORMAT) -> Callable[[Path, Mapping[str, bytes]], None]:
    def write(path: Path, members: Mapping[str, bytes]) -> None:
        with tarfile.open(path, mode, format=format) as archive:  # type: ignore[call-overload]
            for name, data in members.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                info.mode = 0o755 if name.endswith("bin/run") else 0o644
                archive.addfile(info, io.BytesIO(data))

    return write


def zip_by(method: int) -> Callable[[Path, Mapping[str, bytes]], None]:
    def write(path: Path, members: Mapping[str, bytes]) -> None:
        with zipfile.ZipFile(path, "w", method) as archive:
            for name, data in members.items():
                info = zipfile.ZipInfo(name)
                info.external_attr = (0o755 if name.endswith("bin/run") else 0o644) << 16
                archive.writestr(info, data, method)

    return write


def streamed_zip(path: Path, members: Mapping[str, bytes]) -> None:
    """Written to a pipe: sizes and checksums stand behind the data, not before it."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
            self.data += data
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (0o755 if name.endswith("bin/run") else 0o644) << 16
            archive.writestr(info, data)
    path.write_bytes(pipe.data)


def folder(path: Path, members: Mapping[str, bytes]) -> None:
    for name, data in members.items():
        place = path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        place.chmod(0o755 if name.endswith("bin/run") else 0o644)


def wheel(path: Path, members: Mapping[str, bytes]) -> None:
    zip_by(zipfile.ZIP_DEFLATED)(path, wheel_members("acme", "1.0", members))


def rooted(
    root: str, write: Callable[[Path, Mapping[str, bytes]], None]
) -> Callable[[Path, Mapping[str, bytes]], None]:
    return lambda path, members: write(path, {f"{root}/{k}": v for k, v in members.items()})


_PKG_INFO = {"PKG-INFO": metadata("acme", "1.0")}
_EGG_INFO = {"EGG-INFO/PKG-INFO": metadata("acme", "1.0")}
_MANIFEST = {"package.json": b'{"name": "acme", "version": "1.0.0"}'}
_WHEEL = wheel_members("acme", "1.0", {"README": b"read me", **CONTENT})
_DIST_INFO = {name: data for name, data in _WHEEL.items() if ".dist-info/" in name}

FORMS = (
    Form("plain.tar", tar("w"), ArtifactKind.ARCHIVE),
    Form("gnu.tar", tar("w", tarfile.GNU_FORMAT), ArtifactKind.ARCHIVE),
    Form("packed.tar.gz", tar("w:gz"), ArtifactKind.ARCHIVE),
    Form("packed.tar.bz2", tar("w:bz2"), ArtifactKind.ARCHIVE),
    Form("packed.tar.xz", tar("w:xz"), ArtifactKind.ARCHIVE),
    Form("stored.zip", zip_by(zipfile.ZIP_STORED), ArtifactKind.ARCHIVE),
    Form("deflated.zip", zip_by(zipfile.ZIP_DEFLATED), ArtifactKind.ARCHIVE),
    Form("bzip2.zip", zip_by(zipfile.ZIP_BZIP2), ArtifactKind.ARCHIVE),
    Form("lzma.zip", zip_by(zipfile.ZIP_LZMA), ArtifactKind.ARCHIVE),
    Form("streamed.zip", streamed_zip, ArtifactKind.ARCHIVE),
    Form("folder", folder, ArtifactKind.FOLDER),
    Form("acme-1.0-py3-none-any.whl", wheel, ArtifactKind.WHEEL, added=_DIST_INFO),
    Form("acme-1.0-py3.11.egg", zip_by(zipfile.ZIP_DEFLATED), ArtifactKind.EGG, added=_EGG_INFO),
    Form("acme-1.0.tar.gz", rooted("acme-1.0", tar("w:gz")), ArtifactKind.SDIST, "acme-1.0",
         _PKG_INFO),
    Form("acme-1.0.zip", rooted("acme-1.0", zip_by(zipfile.ZIP_DEFLATED)), ArtifactKind.SDIST,
         "acme-1.0", _PKG_INFO),
    Form("acme-1.0.0.tgz", rooted("package", tar("w:gz")), ArtifactKind.NPM, "package", _MANIFEST),
)  # fmt: skip

each_form = pytest.mark.parametrize("form", [pytest.param(form, id=form.name) for form in FORMS])
each_file = pytest.mark.parametrize(
    "form", [pytest.param(form, id=form.name) for form in FORMS if form.write is not folder]
)


def made(form: Form, place: Path, members: Mapping[str, bytes] | None = None) -> Path:
    """A file or folder with these members, and one at its top so that no folder is the root."""
    path = place / form.name
    if members is None and form.write is not folder:
        path.write_bytes(content(FORMS.index(form)))
        return path
    own = {} if form.write is wheel else (form.added or {})
    form.write(path, {"README": b"read me", **(members or CONTENT), **own})
    return path


@cache
def content(form: int) -> bytes:
    """`CONTENT` in one form; packing it costs more than reading it."""
    with TemporaryDirectory() as place:
        return made(FORMS[form], Path(place), CONTENT).read_bytes()


def read(path: Path, kind: ArtifactKind | None = None) -> tuple[Opened, list[Member]]:
    opened = open_artifact(path, load_budget(), kind)
    return opened, list(opened)


@each_form
def test_the_same_members_with_the_same_bytes(form: Form, tmp_path: Path) -> None:
    opened, members = read(made(form, tmp_path))
    found = {member.path: member.data for member in members}
    assert found == {"README": b"read me", **CONTENT, **(form.added or {})}
    assert (opened.members, opened.bytes) == (len(found), sum(map(len, found.values())))


@each_form
def test_kind_and_root_are_told_and_the_full_path_keeps_the_root(
    form: Form, tmp_path: Path
) -> None:
    opened, members = read(made(form, tmp_path))
    assert (opened.kind, opened.root) == (form.kind, form.root)
    prefix = f"{form.root}/" if form.root else ""
    assert all(member.full_path == prefix + member.path for member in members)


@each_form
def test_an_honest_archive_has_no_anomaly_and_nothing_skipped(form: Form, tmp_path: Path) -> None:
    opened, _ = read(made(form, tmp_path))
    assert (opened.anomalies, opened.skipped, opened.excluded) == ([], [], [])


@each_form
def test_members_come_in_the_same_order_each_time(form: Form, tmp_path: Path) -> None:
    path = made(form, tmp_path)
    first, second = (read(path)[1] for _ in range(2))
    assert first == second
    if form.write is not folder:
        known = [member.path for member in first if member.path in CONTENT]
        assert known == list(CONTENT)


@each_form
@pytest.mark.skipif(os.name == "nt", reason="files of Windows have no such mode")
def test_what_may_be_executed_is_told(form: Form, tmp_path: Path) -> None:
    _, members = read(made(form, tmp_path))
    assert [member.path for member in members if member.executable] == ["bin/run"]


@each_form
def test_long_names_are_read_whole(form: Form, tmp_path: Path) -> None:
    opened, members = read(made(form, tmp_path, {LONG: b"x = 1\n", "acme/a.py": b""}))
    assert LONG in [member.path for member in members]
    assert opened.skipped == []


@each_form
def test_an_archive_inside_is_read_after_itself(form: Form, tmp_path: Path) -> None:
    inner = tarball({"in/side.py": b"x = 1\n"}, "w:bz2")
    outer = zipped({"inner.tar.bz2": inner, "beside.py": b"y = 2\n"})
    opened, members = read(made(form, tmp_path, {"acme/outer.zip": outer, "acme/z.py": b""}))
    found = [member.path for member in members if member.path.startswith("acme/")]
    assert found == [
        "acme/outer.zip",
        "acme/outer.zip!inner.tar.bz2",
        "acme/outer.zip!inner.tar.bz2!in/side.py",
        "acme/outer.zip!beside.py",
        "acme/z.py",
    ]
    assert opened.skipped == []


@each_form
def test_it_can_be_empty(form: Form, tmp_path: Path) -> None:
    path = tmp_path / form.name
    if form.write is folder:
        path.mkdir()
    form.write(path, {})
    if form.name.endswith(".tar"):  # nothing but zeros, which may be anything
        with pytest.raises(TargetFailed, match="is no tar"):
            read(path)
        return
    opened, members = read(path)
    assert opened.skipped == []
    assert all(".dist-info/" in member.path for member in members)


@each_file
def test_a_name_that_climbs_out_stays_inside(form: Form, tmp_path: Path) -> None:
    opened, members = read(made(form, tmp_path, {"acme/../../../x.py": b"", "acme/a.py": b""}))
    assert {"x.py"} <= {member.path for member in members}
    assert AnomalyKind.TRAVERSAL_NAME in {anomaly.kind for anomaly in opened.anomalies}


@each_form
def test_of_a_member_over_the_budget_the_beginning_is_read_and_that_is_told(
    form: Form, tmp_path: Path
) -> None:
    budget = load_budget().scaled(0.001)
    big = random.Random(2).randbytes(budget.member.read + 1)
    path = made(form, tmp_path, {"acme/big.py": big, "acme/small.py": b"x = 1\n"})
    opened = open_artifact(path, budget)
    members = {member.path: member for member in opened}
    assert members["acme/small.py"].size is None
    assert members["acme/big.py"].data == big[:HEAD]
    assert members["acme/big.py"].size == len(big)
    assert [skipped.member.endswith("acme/big.py") for skipped in opened.skipped] == [True]


@each_file
@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_cut_short_it_never_looks_whole(form: Form, tmp_path: Path, part: float) -> None:
    path = made(form, tmp_path)
    whole = {member.full_path: member.data for member in read(path)[1]}
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    try:
        opened, members = read(path)
    except TargetFailed as failed:
        assert failed.failure.kind is FailureKind.NOT_AN_ARCHIVE
        return
    assert opened.skipped
    sound = [member for member in members if whole.get(member.full_path) == member.data]
    assert len(sound) >= len(members) - 1  # only the one that was cut may be short


@each_file
@pytest.mark.parametrize("seed", range(4))
def test_damaged_anywhere_it_is_read_as_it_was_or_says_so(
    form: Form, tmp_path: Path, seed: int
) -> None:
    path = made(form, tmp_path)
    whole = read(path)[1]
    data = bytearray(path.read_bytes())
    place = (seed * 2 + 1) * len(data) // 8
    data[place] ^= 0x55
    path.write_bytes(data)
    try:
        opened, members = read(path)
    except TargetFailed as failed:
        assert failed.failure.kind is FailureKind.NOT_AN_ARCHIVE
        return
    # A tar has no checksum over its bodies: nobody could tell.
    unguarded = form.name.endswith(".tar")
    assert members == whole or opened.skipped or opened.anomalies or unguarded


@each_form
def test_it_is_iterated_once(form: Form, tmp_path: Path) -> None:
    opened, _ = read(made(form, tmp_path, {"acme/a.py": b""}))
    with pytest.raises(RuntimeError, match="open it again"):
        list(opened)


@each_form
def test_reading_leaves_no_trace(form: Form, tmp_path: Path) -> None:
    path = made(form, tmp_path)
    before = sorted(tmp_path.rglob("*"))
    read(path)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"text\n" * 999, bytes(5000), b"\x1f\x8b\x08", b"BZh9"]
)
def test_what_is_no_archive_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "acme-1.0.tar.gz"
    path.write_bytes(data)
    with pytest.raises(TargetFailed) as caught:
        read(path)
    assert caught.value.failure.kind is FailureKind.NOT_AN_ARCHIVE


def test_a_checkout_is_read_without_what_tools_made(tmp_path: Path) -> None:
    made_by_tools = (".git/config", ".venv/lib/x.py", "node_modules/a/b.js", "build/x.py")
    names = ("pyproject.toml", "src/acme.py", "src/build/y.py", *made_by_tools)
    folder(tmp_path / "checkout", dict.fromkeys(names, b"x = 1\n"))
    opened, members = read(tmp_path / "checkout")
    assert sorted(member.path for member in members) == sorted(set(names) - set(made_by_tools))
    assert sorted(opened.excluded) == [".git", ".venv", "build", "node_modules"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_folder_is_never_left_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "more").write_text("secret")
    inside = tmp_path / "folder"
    folder(inside, {"a.py": b"x = 1\n"})
    (inside / "out").symlink_to(tmp_path / "secret")
    (inside / "away").symlink_to(tmp_path / "elsewhere")
    (inside / "again").symlink_to(inside)
    (inside / "nowhere").symlink_to(inside / "gone")
    (inside / "alias.py").symlink_to("a.py")
    os.mkfifo(inside / "pipe")
    opened, members = read(inside)
    assert {member.path: member.data for member in members} == {
        "a.py": b"x = 1\n",
        "alias.py": b"x = 1\n",
    }
    assert {(anomaly.member, anomaly.kind) for anomaly in opened.anomalies} == {
        ("out", AnomalyKind.LINK_OUTSIDE),
        ("away", AnomalyKind.LINK_OUTSIDE),
        ("again", AnomalyKind.SYMBOLIC_LINK),
        ("nowhere", AnomalyKind.LINK_DANGLING),
        ("pipe", AnomalyKind.SPECIAL_FILE),
    }
