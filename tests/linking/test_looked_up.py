"""A shell script that asks whether there is a program does not run it."""

from pathlib import Path

import pytest
from tests.support.inspected import told, uses_of


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("command -v docker", False),
        ('[ -x "$(command -pv docker)" ] && echo yes', False),
        ("command -V docker", False),
        ("command docker ps", True),
        ("command -p docker ps", True),
    ],
)
def test_what_is_only_looked_up_is_not_run(tmp_path: Path, line: str, runs: bool) -> None:
    package = '{"name": "acme", "version": "1.0.0", "scripts": {"install": "./go.sh"}}'
    members = {"package.json": package, "go.sh": f"{line}\n"}
    uses = told(uses_of(tmp_path, "acme-1.0.0.tgz", members))
    started = {about for capability, _, about in uses if capability == "process.spawn"}
    assert bool(started - {"./go.sh"}) is runs
