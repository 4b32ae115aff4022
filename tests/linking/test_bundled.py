"""What an npm package brings along below ``node_modules`` is code of the release."""

import json
from pathlib import Path

import pytest
from tests.support.inspected import uses_of

READS = "exports.read = () => require('fs').readFileSync('a.txt');\nprocess.env.LOADED;\n"
MAIN = 'const { read } = require("NAME");\nexports.go = () => read();\n'


def told(
    folder: Path, name: str, where: str, manifest: dict[str, object], member: str
) -> set[tuple[str, str | None, str]]:
    """What is told of a package with a bundled one: capability, destination and phase."""
    members = {
        "package.json": '{"name": "p", "version": "1.0.0", "main": "lib/index.js"}',
        "lib/index.js": MAIN.replace("NAME", name),
        f"{where}/package.json": json.dumps(manifest),
        f"{where}/{member}": READS,
    }
    uses = uses_of(folder, "p-1.0.0.tgz", members)
    return {(use.capability, use.destination, use.phase.value) for use in uses}


@pytest.mark.parametrize(
    ("name", "where", "manifest", "member"),
    [
        ("inner", "node_modules/inner", {"main": "./main"}, "main.js"),
        ("inner", "node_modules/inner", {}, "index.js"),
        ("inner", "lib/node_modules/inner", {"name": "other"}, "index.js"),
        ("@a/inner", "node_modules/@a/inner", {"exports": {".": "./x.cjs"}}, "x.cjs"),
        ("inner/deep", "node_modules/inner", {"main": "main.js"}, "deep.js"),
        ("inner/deep", "node_modules/inner", {"exports": {"./*": "./src/*.js"}}, "src/deep.js"),
    ],
)
def test_it_runs_and_is_called_like_the_package_s_own(
    tmp_path: Path, name: str, where: str, manifest: dict[str, object], member: str
) -> None:
    assert told(tmp_path, name, where, manifest, member) == {
        ("env.read", "LOADED", "import"),
        ("fs.read", "a.txt", "call"),
    }


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("fs", "node_modules/fs"),
        ("other", "node_modules/inner"),
        ("inner", "other/node_modules/inner"),
    ],
)
def test_what_is_not_asked_for_does_not_run(tmp_path: Path, name: str, where: str) -> None:
    phases = {phase for _, _, phase in told(tmp_path, name, where, {}, "index.js")}
    assert "import" not in phases


def test_of_a_library_that_is_known_it_is_told_what_it_does(tmp_path: Path) -> None:
    members = {
        "package.json": '{"name": "p", "version": "1.0.0", "main": "index.js"}',
        "index.js": 'exports.go = () => require("axios").get("http://a.example/x");\n',
        "node_modules/axios/package.json": "{}",
        "node_modules/axios/index.js": "exports.get = (url) => url;\nprocess.env.LOADED;\n",
    }
    uses = uses_of(tmp_path, "p-1.0.0.tgz", members)
    assert {(use.capability, use.destination) for use in uses} == {
        ("net.connect", "http://a.example/x"),
        ("env.read", "LOADED"),
    }
