"""Each use says in which artifact it is, by the whole path there."""

from pathlib import Path

import pytest
from tests.support.artifacts import sdist, wheel
from tests.support.inspected import catalogue

from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.inspection.cache import NoFacts
from tidewaiter.inspection.chain import ChainOptions, inspect_artifact


@pytest.mark.parametrize(
    ("name", "data", "member"),
    [
        ("acme-1.0.tar.gz", sdist("acme", "1.0"), "acme-1.0/acme.py"),
        ("acme-1.0-py3-none-any.whl", wheel("acme", "1.0"), "acme.py"),
    ],
)
def test_a_use_has_its_artifact_and_whole_path(
    tmp_path: Path, name: str, data: bytes, member: str
) -> None:
    path = tmp_path / "downloaded"
    path.write_bytes(data)
    options = ChainOptions(load_budget(), catalogue())
    profile = inspect_artifact(path, name, None, options, NoFacts(), lambda _: None, ())[1]
    assert profile.uses
    places = {(p.filename, p.member) for use in profile.uses for p in use.places}
    assert places == {(name, member)}
