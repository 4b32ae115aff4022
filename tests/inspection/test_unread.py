"""What no reader exists for is listed, with when it could run, where it could run at all."""

from pathlib import Path

from tests.support.inspected import inspected

from tidewaiter.model.report import ArtifactReport

INFO = "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"
OURS = {
    "Makefile": "all:\n\trm x\n",
    ".github/workflows/ci.yml": "run: rm x\n",
    ".pre-commit-config.yaml": "entry: rm x\n",
}
LOOK_ALIKES = {"docs/Makefile.txt": "", "workflows/ci.yml": "", "config.yml": "", "notes.c.txt": ""}


def unread(report: ArtifactReport) -> dict[str, tuple[int, str]]:
    return {row.kind: (row.members, str(row.could_run)) for row in report.unread}


def test_what_only_maintainers_run_and_what_an_installation_compiles(tmp_path: Path) -> None:
    members = {"PKG-INFO": INFO, "acme/fast.c": "", "tests/slow.c": "", **OURS, **LOOK_ALIKES}
    report, _ = inspected(tmp_path, "acme-1.tar.gz", members)
    assert unread(report) == {
        "source": (2, "import"),
        "makefile": (1, "build"),
        "workflow": (2, "build"),
    }


def test_sources_for_node_are_compiled_with_a_binding_only(tmp_path: Path) -> None:
    members = {"package.json": '{"name": "acme"}', "src/fast.cc": ""}
    report, _ = inspected(tmp_path, "acme-1.tgz", members)
    assert unread(report) == {}
    report, _ = inspected(tmp_path, "acme-2.tgz", {**members, "binding.gyp": "{}"})
    assert unread(report) == {"source": (1, "import")}


def test_scripts_of_windows_are_read_but_for_one_language(tmp_path: Path) -> None:
    members = {"package.json": '{"name": "acme"}', "a.bat": "", "b.ps1": "", "c.vbs": "x"}
    report, _ = inspected(tmp_path, "acme-1.tgz", members)
    assert unread(report) == {"vbscript": (1, "import")}
