"""What a bound leaves out is told: the artifact is not whole then, and the report says why."""

import json
import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.support import inspected as support
from tests.support.inspected import catalogue, inspected

from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.model.report import ArtifactReport

INFO = "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"


def report_of(folder: Path, name: str, members: Mapping[str, str | bytes]) -> ArtifactReport:
    return inspected(folder, name, members, catalogue())[0]


def reasons(report: ArtifactReport) -> dict[str, str]:
    assert report.complete is not bool(report.skipped)
    return {row.member: row.reason for row in report.skipped}


def test_more_requirements_than_are_kept(tmp_path: Path) -> None:
    listed = "".join(f"Requires-Dist: a{n}\n" for n in range(5_001))
    report = report_of(tmp_path, "acme-1.tar.gz", {"PKG-INFO": INFO + listed})
    assert reasons(report) == {"PKG-INFO": "over 5,000 requirements"}


def test_as_many_requirements_as_are_kept_are_whole(tmp_path: Path) -> None:
    listed = "".join(f"Requires-Dist: a{n}\n" for n in range(5_000))
    assert reasons(report_of(tmp_path, "acme-1.tar.gz", {"PKG-INFO": INFO + listed})) == {}


def test_more_scripts_of_a_manifest_than_are_followed(tmp_path: Path) -> None:
    scripts = {f"s{n}": f"npm run s{n + 1}" for n in range(201)}
    manifest = {"name": "acme", "scripts": {"install": "npm run s0", **scripts, "s201": "id"}}
    report = report_of(tmp_path, "acme-1.tgz", {"package.json": json.dumps(manifest)})
    assert reasons(report) == {"package.json": "over 200 scripts"}


def test_a_script_of_powershell_that_is_too_long(tmp_path: Path) -> None:
    members = {"package.json": '{"name": "acme"}', "a.ps1": "Remove-Item a.txt\n" * 12_000}
    report = report_of(tmp_path, "acme-1.tgz", members)
    assert reasons(report) == {"a.ps1": "over 200,000 characters of PowerShell"}


def test_machine_code_that_is_too_large_to_be_read_would_not_be_read_anyway(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(support, "load_budget", lambda: load_budget().scaled(0.01))
    rest = random.Random(0).randbytes(700_000)
    members = {"package.json": '{"name": "acme"}', "fast.node": b"\x7fELF\2\1\1" + rest}
    report = report_of(
        tmp_path, "acme-1.tgz", {**members, "slow.js": b"a" + rest, "false.node": b"a" + rest}
    )
    assert reasons(report) == {
        "slow.js": "over 640,000 bytes",
        "false.node": "over 640,000 bytes",
    }
    assert [(row.kind, row.members, row.bytes) for row in report.unread] == [
        ("native", 2, 1_400_008)
    ]


def test_a_helper_may_run_many_lines_and_a_member_less_code_of_its_own(tmp_path: Path) -> None:
    lines = "".join(f"os.system('git fetch {n}')\n" for n in range(100))
    code = "".join(f"exec('a{n} = 1')\n" for n in range(65))
    members = {"PKG-INFO": INFO, "acme/a.py": f"import os\n{lines}", "acme/b.py": code}
    report = report_of(tmp_path, "acme-1.tar.gz", members)
    assert reasons(report) == {"acme/b.py": "over 64 layers, or over 12 in each other"}
