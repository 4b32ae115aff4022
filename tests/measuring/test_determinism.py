"""Reports are compared byte for byte, and members are shuffled and nothing else."""

import io
import tarfile
import zipfile
from pathlib import Path

from benchmarks.corpus import load_corpus
from benchmarks.determinism import LARGEST, drawn
from benchmarks.determinism.comparing import difference
from benchmarks.determinism.shuffling import shuffled

_REPORT = b'{"artifacts":[{"filename":"a.tgz","sha256":"1","members":2}],"uses":[{"line":3}]}'


def test_equal_reports_do_not_differ() -> None:
    assert difference(_REPORT, _REPORT, packed=False) == ""


def test_the_first_place_that_differs_is_named() -> None:
    other = _REPORT.replace(b'"line":3', b'"line":4')
    assert difference(_REPORT, other, packed=False) == "a.tgz at uses[0].line"


def test_only_of_what_was_packed_anew_the_digest_does_not_count() -> None:
    other = _REPORT.replace(b'"sha256":"1"', b'"sha256":"2"')
    assert difference(_REPORT, other, packed=True) == ""
    assert difference(_REPORT, other, packed=False) == "a.tgz at artifacts[0].sha256"


def test_the_same_values_in_other_bytes_differ() -> None:
    other = _REPORT.replace(b":", b": ")
    assert "the text" in difference(_REPORT, other, packed=False)


def test_a_shuffled_zip_has_the_same_members(tmp_path: Path) -> None:
    path = tmp_path / "a.whl"
    names = [f"a{n}.py" for n in range(20)]
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, name * 3)
    with zipfile.ZipFile(shuffled(path, _folder(tmp_path), 1)) as archive:
        assert archive.namelist() != names
        assert sorted(archive.namelist()) == sorted(names)
        assert all(archive.read(name) == name.encode() * 3 for name in names)


def test_in_a_shuffled_tar_the_last_of_a_name_stays_the_last(tmp_path: Path) -> None:
    path = tmp_path / "a.tgz"
    with tarfile.open(path, "w:gz") as archive:
        for number in range(20):
            info = tarfile.TarInfo("twice" if number % 2 else f"once{number}")
            info.size = 2
            archive.addfile(info, io.BytesIO(b"%02d" % number))
    with tarfile.open(shuffled(path, _folder(tmp_path), 1)) as archive:
        members = archive.getmembers()
        files = [archive.extractfile(info) for info in members if info.name == "twice"]
        assert [file.read() for file in files if file] == [b"%02d" % n for n in range(1, 20, 2)]
        assert len(members) == 20


def test_as_many_of_each_kind_are_drawn_and_none_is_large() -> None:
    pins = drawn(load_corpus(), 36)
    assert len({pin.filename for pin in pins}) == 36
    assert all(pin.size <= LARGEST for pin in pins)
    assert pins == drawn(load_corpus(), 36)


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "shuffled"
    folder.mkdir()
    return folder
