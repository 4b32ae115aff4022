"""A hostile archive never ends in a traceback, and never looks whole when it is not."""

import tracemalloc
from pathlib import Path

import pytest
from tests.hostile.builders import HOSTILE, SMALL, Hostile, many_zip, tgz, zipped

from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.model.anomalies import AnomalyKind
from tidewaiter.sources.archives import Opened, open_artifact

each_case = pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in HOSTILE])


def read(folder: Path, filename: str, data: bytes) -> tuple[Opened, list[str]]:
    path = folder / filename
    path.write_bytes(data)
    opened = open_artifact(path, SMALL)
    return opened, [member.path for member in opened]


@each_case
def test_each_is_told_and_never_looks_whole(case: Hostile, tmp_path: Path) -> None:
    opened, paths = read(tmp_path, case.filename, case.build())

    assert case.anomalies <= {anomaly.kind for anomaly in opened.anomalies}
    assert bool(opened.skipped) != case.whole
    assert set(case.members) <= set(paths)


@each_case
def test_each_is_bounded_in_memory_and_in_what_it_says(case: Hostile, tmp_path: Path) -> None:
    data = case.build()
    tracemalloc.start()
    try:
        opened, paths = read(tmp_path, case.filename, data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 6 * SMALL.member.read + 4_000_000
    assert all(path and not path.startswith("/") and ".." not in path.split("/") for path in paths)
    assert all(len(a.member) <= 240 and len(a.detail) <= 240 for a in opened.anomalies)
    assert opened.members == len(paths) <= SMALL.artifact.members


def test_every_kind_of_hostility_is_its_own() -> None:
    assert len({case.name for case in HOSTILE}) == len(HOSTILE) >= 40


def test_150_000_members_are_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    path.write_bytes(many_zip(150_000))
    opened = open_artifact(path, load_budget())
    assert sum(1 for _ in opened) == 150_000
    assert not opened.skipped


def test_equal_anomalies_are_counted_not_repeated(tmp_path: Path) -> None:
    opened, _ = read(tmp_path, "a.zip", zipped(*(("a.py", b"") for _ in range(1000))))
    found = [a for a in opened.anomalies if a.kind == AnomalyKind.DUPLICATE_MEMBER]
    assert len(found) == 101
    assert found[-1].detail == "and 899 more of this kind"


def test_an_empty_tar_is_an_archive_without_members(tmp_path: Path) -> None:
    opened, paths = read(tmp_path, "a.tgz", tgz())
    assert (paths, opened.skipped) == ([], [])
