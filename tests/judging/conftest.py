"""Two small releases and what differs between them, through the whole chain."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support import inspected
from tests.support.artifacts import tarball, wheel

from tidewaiter.catalogue import Catalogue, load
from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.inspection.cache import NoFacts
from tidewaiter.inspection.chain import ChainOptions, inspect_artifact
from tidewaiter.inspection.dependencies import dependencies
from tidewaiter.inspection.merge import merge
from tidewaiter.inspection.protocol import Inspected
from tidewaiter.judging import compare
from tidewaiter.model.changes import Comparison
from tidewaiter.model.release import Ecosystem, Release
from tidewaiter.model.report import Engine, Report

Members = dict[str, str | bytes]
Reported = Callable[[str, Members], Report]
Compared = Callable[[Members, Members], Comparison]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load(inspected.catalogue())


@pytest.fixture
def reported(tmp_path: Path) -> Reported:
    """The report on a release called acme: an npm tarball when there is a package.json."""

    def report(version: str, members: Members) -> Report:
        data = {path: _bytes(content, version) for path, content in members.items()}
        is_npm = "package.json" in data
        name = f"acme-{version}.tgz" if is_npm else f"acme-{version}-py3-none-any.whl"
        packed = {f"package/{path}": content for path, content in data.items()}
        path = tmp_path / name
        path.write_bytes(tarball(packed) if is_npm else wheel("acme", version, data))
        options = ChainOptions(load_budget(), inspected.catalogue())
        artifact, profile = inspect_artifact(
            path, name, None, options, NoFacts(), lambda _: None, ()
        )
        needed = dependencies(profile.requirements)
        ecosystem = Ecosystem.NPM if is_npm else Ecosystem.PYPI
        release = Release(f"pkg:{ecosystem}/acme@{version}", ecosystem, "acme", version)
        part = Inspected(artifact, profile, keep=True, dependencies=needed)
        return merge(Engine("0.1.0", "sha256:" + "0" * 64), release, [part], [])

    return report


@pytest.fixture
def compared(reported: Reported, catalogue: Catalogue) -> Compared:
    """What differs between 1.2.0 and 1.2.1."""

    def comparison(old: Members, new: Members) -> Comparison:
        return compare(reported("1.2.0", old), reported("1.2.1", new), catalogue)

    return comparison


def _bytes(content: str | bytes, version: str) -> bytes:
    text = content.encode() if isinstance(content, str) else content
    return text.replace(b"{version}", version.encode())
