"""What no reader exists for is listed, with when it could run, where it could run at all."""

import gzip
import io
import zipfile
from pathlib import Path

from tests.support.inspected import catalogue, inspected

from tidewaiter.model.report import ArtifactReport

INFO = "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"
OURS = {
    "CMakeLists.txt": "execute_process(COMMAND rm x)\n",
    ".github/workflows/ci.yml": "run: rm x\n",
    ".pre-commit-config.yaml": "entry: rm x\n",
}
LOOK_ALIKES = {"docs/CMake.txt": "", "workflows/ci.yml": "", "config.yml": "", "notes.c.txt": ""}


def unread(report: ArtifactReport) -> dict[str, tuple[int, str]]:
    return {row.kind: (row.members, str(row.could_run)) for row in report.unread}


def test_what_only_maintainers_run_and_what_an_installation_compiles(tmp_path: Path) -> None:
    members = {"PKG-INFO": INFO, "acme/fast.c": "", "tests/slow.c": "", **OURS, **LOOK_ALIKES}
    report, _ = inspected(tmp_path, "acme-1.tar.gz", members, catalogue())
    assert unread(report) == {
        "source": (2, "import"),
        "rules": (1, "build"),
        "workflow": (2, "build"),
    }


def test_sources_for_node_are_compiled_with_a_binding_only(tmp_path: Path) -> None:
    members = {"package.json": '{"name": "acme"}', "src/fast.cc": ""}
    report, _ = inspected(tmp_path, "acme-1.tgz", members, catalogue())
    assert unread(report) == {}
    report, _ = inspected(tmp_path, "acme-2.tgz", {**members, "binding.gyp": "{}"}, catalogue())
    assert unread(report) == {"source": (1, "import")}


def test_scripts_of_windows_are_read_but_for_one_language(tmp_path: Path) -> None:
    members = {"package.json": '{"name": "acme"}', "a.bat": "", "b.ps1": "", "c.vbs": "x"}
    report, _ = inspected(tmp_path, "acme-1.tgz", members, catalogue())
    assert unread(report) == {"vbscript": (1, "import")}


def test_other_languages_are_listed_by_name_and_by_first_line(tmp_path: Path) -> None:
    members = {
        "package.json": '{"name": "acme"}',
        "tool.rb": "system 'id'",
        "bin/tool": "#!/usr/bin/env perl\nsystem 'id';\n",
        "tool.rb.txt": "",
        "tests/tool.php": "",
    }
    report, _ = inspected(tmp_path, "acme-1.tgz", members, catalogue())
    assert unread(report) == {"script": (3, "call")}


def test_pages_are_listed_when_they_hold_scripts_and_components_always(tmp_path: Path) -> None:
    members = {
        "package.json": '{"name": "acme"}',
        "page.html": "<p><SCRIPT src=x></SCRIPT>",
        "view.vue": "<template/>",
        "plain.html": "<p>script",
    }
    report, _ = inspected(tmp_path, "acme-1.tgz", members, catalogue())
    assert unread(report) == {"markup": (2, "call")}


def test_archives_that_nothing_opens_are_listed(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", "")
    members = {
        "package.json": '{"name": "acme"}',
        "opened.zip": inner.getvalue(),
        "closed.bin": b"7z\xbc\xaf\x27\x1c" + bytes(30),
        "app.asar": b"\x04",
        "script.js.gz": gzip.compress(b"alert(1)"),
        "A.class": b"\xca\xfe\xba\xbe\x00\x00\x00\x34",
    }
    report, _ = inspected(tmp_path, "acme-1.tgz", members, catalogue())
    assert unread(report) == {"archive": (3, "call"), "bytecode": (1, "import")}


def test_lines_of_no_valid_syntax_are_counted_and_the_rest_is_read(tmp_path: Path) -> None:
    members = {
        "package.json": '{"name": "acme"}',
        "a.js": "require('fs').unlinkSync('a.txt');\nlet = = ;\n",
        "b.js": "require('fs').unlinkSync('b.txt');\n",
    }
    report, profile = inspected(tmp_path, "acme-1.tgz", members, catalogue())
    assert report.complete
    assert [(r.kind, r.members, r.bytes, r.could_run) for r in report.unread] == [
        ("broken", 1, len("let = = ;"), None)
    ]
    assert {use.destination for use in profile.uses} == {"a.txt", "b.txt"}
