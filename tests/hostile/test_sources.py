"""A hostile source is read in seconds, and never looks whole when it is not; the whole command."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.hostile.sources import SOURCES, Source
from tests.support.artifacts import metadata, tarball
from tests.support.inspected import catalogue

SECONDS_EACH = 0.5
"""Of processor time, on average: a single one that takes ten is noticed on any machine."""

Outcome = dict[str, Any]

each_source = pytest.mark.parametrize(
    "source", [pytest.param(source, id=source.name) for source in SOURCES]
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every source as an archive, and a cache with the compiled catalogue."""
    folder = tmp_path_factory.mktemp("sources")
    shutil.copytree(catalogue(), folder / "cache" / "compiled")
    for source in SOURCES:
        (folder / filename(source)).write_bytes(packed(source))
    return folder


def filename(source: Source) -> str:
    return source.name + (".tar.gz" if is_python(source) else ".tgz")


def is_python(source: Source) -> bool:
    return any(name.endswith((".py", ".toml")) for name in source.members)


def packed(source: Source) -> bytes:
    if is_python(source):
        members = {"PKG-INFO": metadata("acme", "1.0"), **source.members}
        return tarball({f"acme-1.0/{name}": data for name, data in members.items()})
    members = {"package.json": b'{"name": "acme", "version": "1.0.0"}', **source.members}
    return tarball({f"package/{name}": data for name, data in members.items()})


def inspected(
    folder: Path, sources: Sequence[Source], *options: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tidewaiter", "inspect", "--offline", "--jobs", "2", *options]
    return subprocess.run(
        [*command, *(f"./{filename(source)}" for source in sources)],
        cwd=folder,
        env=os.environ | {"TIDEWAITER_CACHE_DIR": str(folder / "cache")},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


@pytest.fixture(scope="module")
def done(folder: Path) -> tuple[subprocess.CompletedProcess[str], float]:
    """The command over all sources, and the processor seconds that it and its workers took."""
    before = os.times()
    process = inspected(folder, SOURCES, "--format", "jsonl")
    after = os.times()
    taken = (after.children_user, after.children_system)
    return process, sum(taken) - before.children_user - before.children_system


@pytest.fixture(scope="module")
def outcomes(done: tuple[subprocess.CompletedProcess[str], float]) -> dict[str, Outcome]:
    lines = [json.loads(line) for line in done[0].stdout.splitlines()]
    return dict(zip((source.name for source in SOURCES), lines, strict=True))


@each_source
def test_what_is_planted_is_told_or_the_artifact_is_not_whole(
    source: Source, outcomes: dict[str, Outcome]
) -> None:
    outcome = outcomes[source.name]
    assert "error" not in outcome, outcome["error"]
    (artifact,) = outcome["artifacts"]
    if source.told:
        assert source.capability in {row["id"] for row in outcome["capabilities"]}
    if source.whole is not None:
        assert artifact["complete"] is source.whole
        assert bool(artifact["skipped"]) is not source.whole
    assert source.anomalies <= {anomaly["kind"] for anomaly in artifact["anomalies"]}


def test_the_command_ends_as_documented_and_soon(
    done: tuple[subprocess.CompletedProcess[str], float],
) -> None:
    process, seconds = done
    assert process.returncode == 3
    assert "Traceback" not in process.stderr
    assert seconds < SECONDS_EACH * len(SOURCES)


def test_nothing_of_it_steers_a_terminal(folder: Path) -> None:
    attacks = [source for source in SOURCES if "-attack" in source.name]
    done = inspected(folder, attacks, "--verbose", "--color", "never")
    told = (done.stdout + done.stderr).replace("\n", "")
    assert all(source.name in told for source in attacks)
    assert [char for char in set(told) if not char.isprintable()] == []


def test_every_kind_of_source_is_its_own() -> None:
    assert len({source.name for source in SOURCES}) == len(SOURCES) >= 12
