"""A worker that dies or is too slow costs one target, and its report says so."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tidewaiter.inspection.process import started
from tidewaiter.inspection.protocol import Job, Setup
from tidewaiter.inspection.workers import Workers
from tidewaiter.model.outcome import TargetFailed
from tidewaiter.model.release import ArtifactKind

COMMAND = (sys.executable, "-P", str(Path(__file__).with_name("stand_in.py")))


def job(filename: str) -> Job:
    return Job(
        target=filename,
        path=filename,
        filename=filename,
        kind=ArtifactKind.WHEEL,
        sha256="b" * 64,
        size=7,
    )


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    return Setup(
        facts=str(tmp_path / "facts"), compiled=str(tmp_path), digest=b"engine", budget=1.0
    )


@pytest.fixture
def workers(setup: Setup) -> Iterator[Workers]:
    made = Workers(setup, 1, 30, COMMAND)
    yield made
    made.close()


def test_lone_surrogates_and_stray_prints_reach_nobody(workers: Workers) -> None:
    found = workers.inspect(job("fine.whl"))
    assert found.profile.entry_points[0].name == "lone \\udc80 surrogate"
    assert (found.artifact.sha256, found.artifact.size) == ("b" * 64, 7)


def test_a_worker_writes_no_backtrace_that_needs_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUST_BACKTRACE", "1")
    asks = "import os; print(os.environ['RUST_BACKTRACE'])"
    with started((sys.executable, "-c", asks)) as process:
        assert process.communicate()[0].split() == [b"0"]


def test_the_member_that_ended_a_worker_is_distrusted_by_the_next(workers: Workers) -> None:
    found = workers.inspect(job("crash.whl"))
    assert [entry.name for entry in found.profile.entry_points] == ["a" * 64]


@pytest.mark.parametrize(
    ("filename", "kind"),
    [
        ("vanish.whl", "worker-lost"),
        ("always.whl", "worker-lost"),
        ("hungry.whl", "too-large"),
        ("defect.whl", "internal"),
    ],
)
def test_what_cannot_be_inspected_costs_one_target(
    workers: Workers, filename: str, kind: str
) -> None:
    with pytest.raises(TargetFailed) as caught:
        workers.inspect(job(filename))
    assert caught.value.failure.kind == kind
    assert "secret" not in caught.value.failure.message
    assert workers.inspect(job("fine.whl")).artifact.complete


@pytest.mark.parametrize("filename", ["crowded.whl", "crowded-frame.whl"])
def test_a_worker_that_others_left_no_memory_is_replaced(workers: Workers, filename: str) -> None:
    assert workers.inspect(job("fine.whl")).artifact.complete
    assert workers.inspect(job(filename)).artifact.complete


def test_a_slow_worker_is_ended(setup: Setup) -> None:
    workers = Workers(setup, 1, 1.5, COMMAND)
    with pytest.raises(TargetFailed) as caught:
        workers.inspect(job("sleep.whl"))
    workers.close()
    assert caught.value.failure.kind == "timeout"


def test_what_was_found_may_be_kept_unless_a_member_was_distrusted(workers: Workers) -> None:
    assert workers.inspect(job("fine.whl")).keep
    assert not workers.inspect(job("crash.whl")).keep
