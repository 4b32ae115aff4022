"""The whole command against registries of this machine: one sentence, one exit code, no secret."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.sources.loopback import Answer, Server, basic, dist, file, packument, project
from tests.support.artifacts import npm_tarball, sdist, wheel
from tests.support.inspected import catalogue

from tidewaiter.cli.main import main

Tell = Callable[..., None]
Run = Callable[..., tuple[int, str, str]]
SECRET = "s3cr3t-of-the-user"
NAME = "acme-1.0-py3-none-any.whl"
WHEEL = wheel("acme", "1.0")


@pytest.fixture
def run(home: Path, tmp_path: Path, tell: Tell, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command with a cache of its own; exit code, output, errors."""
    cache = tmp_path / "cache"
    shutil.copytree(catalogue(), cache / "compiled")  # making it anew takes a second each time
    tell(TIDEWAITER_CACHE_DIR=str(cache))

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        output = capsys.readouterr()
        return code, output.out, output.err

    return command


@pytest.fixture
def both(server: Server, tell: Tell) -> Server:
    """An index and an npm registry with acme 1.0, reached with credentials."""
    server.password = basic("user", SECRET)
    address = f"http://user:{SECRET}@127.0.0.1:{server.port}"
    tell(
        PIP_INDEX_URL=f"{address}/simple",
        NPM_CONFIG_REGISTRY=f"{address}/npm",
        PIP_RETRIES="0",
        NPM_CONFIG_FETCH_RETRIES="0",
    )
    data = npm_tarball("acme", "1.0.0")
    tarball = f"{address}/acme-1.0.0.tgz"
    project(server, "acme", [file(NAME, WHEEL)], "json")
    server.put(f"/files/{NAME}", Answer(WHEEL))
    server.put("/npm/acme", packument("acme", {"1.0.0": dist(tarball, data)}, {"latest": "1.0.0"}))
    server.put("/acme-1.0.0.tgz", Answer(data))
    return server


BEACON = b'import urllib.request\nurllib.request.urlopen("http://203.0.113.7/c")\n'


@pytest.fixture
def two(server: Server, tell: Tell) -> Server:
    """An index with acme 1.0 and 1.1, of which the second calls home when it is imported."""
    tell(PIP_INDEX_URL=f"{server.url}/simple", PIP_RETRIES="0")
    wheels = {
        "1.0": wheel("acme", "1.0", {"acme.py": b""}),
        "1.1": wheel("acme", "1.1", {"acme.py": BEACON}),
    }
    names = {version: f"acme-{version}-py3-none-any.whl" for version in wheels}
    project(server, "acme", [file(names[v], wheels[v]) for v in wheels], "json")
    for version, data in wheels.items():
        server.put(f"/files/{names[version]}", Answer(data))
    return server


@pytest.mark.parametrize("targets", [["pypi:acme"], ["pypi:acme@1.0", "1.1"]])
def test_an_update_is_compared_with_the_release_before(
    two: Server, run: Run, targets: list[str]
) -> None:
    code, out, err = run("diff", *targets)
    assert (code, err) == (0, "")
    assert out.startswith("acme 1.0 → acme 1.1\n")
    assert "1.1 newly connects to http://203.0.113.7/c at import (acme.py:2)" in " ".join(
        out.split()
    )


@pytest.mark.parametrize(("severity", "code"), [("medium", 1), ("critical", 0), ("never", 0)])
def test_a_gate_fails_from_its_severity_on(two: Server, run: Run, severity: str, code: int) -> None:
    assert run("diff", "pypi:acme", "--fail-on", severity)[0] == code


@pytest.mark.parametrize("more", [[], ["--no-cache"]])
def test_a_verbose_comparison_shows_the_source_around(
    two: Server, run: Run, more: list[str]
) -> None:
    _, out, _ = run("diff", "pypi:acme", "-v", *more)
    assert "> 2 urllib.request.urlopen(" in " ".join(out.split())


def test_a_comparison_of_what_is_not_there_is_one_sentence(two: Server, run: Run) -> None:
    code, out, err = run("diff", "pypi:acme@1.0", "9.9")
    assert (code, out) == (3, "")
    assert "there is no version 9.9" in err
    code, out, err = run("diff", "pypi:acme@1.0", "--format", "json")
    assert code == 3
    assert json.loads(out)["error"]["kind"] == "not-found"


@pytest.mark.parametrize("target", ["pypi:acme", "npm:acme"])
def test_a_release_is_fetched_and_inspected(both: Server, run: Run, target: str) -> None:
    code, out, err = run("inspect", target, "--format", "json")
    assert code == 0, err + out
    assert SECRET not in out + err
    report = json.loads(out)
    assert report["release"]["name"] == "acme"
    assert all(artifact["complete"] for artifact in report["artifacts"])
    assert "net.connect" in [row["id"] for row in report["capabilities"]]

    asked = len(both.asked)
    assert run("inspect", target, "--format", "json", "--offline")[1] == out
    assert len(both.asked) == asked


@pytest.mark.parametrize(
    ("name", "prepare", "sentence"),
    [
        ("unknown", None, "package of this name"),
        ("acme@7.0.0", None, "there is no version"),
        ("acme", Server.stop, "127.0.0.1 cannot be reached."),
        ("acme", Server.lock, "127.0.0.1 refused access (HTTP 401)."),
        ("acme", Server.spoil, "is not what the registry's digest says."),
    ],
)
def test_what_fails_is_one_sentence_with_what_to_do_next(
    both: Server, run: Run, name: str, prepare: Callable[[Server], None] | None, sentence: str
) -> None:
    if prepare:
        prepare(both)
    targets = (f"pypi:{name}", f"npm:{name}")
    code, out, err = run("inspect", *targets)
    assert (code, out) == (3, "")
    told = err.splitlines()
    for target, message, hint in zip(targets, told[::2], told[1::2], strict=True):
        assert message.startswith(f"tidewaiter: {target}")
        assert sentence in message
        assert hint.endswith(".")
    assert SECRET not in err


def test_the_other_targets_are_still_reported(both: Server, run: Run, tmp_path: Path) -> None:
    local = tmp_path / "acme-2.0.tar.gz"
    local.write_bytes(sdist("acme", "2.0"))
    code, out, err = run(
        "inspect", "pypi:unknown", str(local), "npm:unknown", "--format", "jsonl", "--jobs", "2"
    )
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 3
    assert [line.get("error", {}).get("kind") for line in lines] == ["not-found", None, "not-found"]
    assert lines[1]["release"]["version"] == "2.0"
    assert err.count("package of this name") == 2
