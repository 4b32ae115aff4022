"""Bad input gets one clear sentence, what to do next, and the documented exit code."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tidewaiter.cli.main import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in an empty folder of its own; exit code, output, errors."""
    for name in [name for name in os.environ if name.startswith("TIDEWAITER_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TIDEWAITER_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        output = capsys.readouterr()
        return code, output.out, output.err

    return command


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["inspect"], "TARGET"),
        (["inspekt", "x"], "inspekt"),
        (["inspect", "--frobnicate", "npm:a"], "--frobnicate"),
        (["inspect", "no-such-thing"], "pypi:no-such-thing or npm:no-such-thing"),
        (["inspect", "npm:a", "--jobs", "many"], "--jobs cannot be 'many'"),
        (["inspect", "npm:a", "--format", "yaml"], "--format cannot be 'yaml'"),
        (["inspect", "npm:a", "--budget", "nan"], "--budget cannot be 'nan'"),
        (["inspect", "npm:a", "npm:b", "--format", "json"], "jsonl"),
        (["inspect", "npm:a", "--fail-on", "high"], "does not exist yet"),
        (["inspect", "npm:a", "--output", "no/such/folder"], "Give another --output."),
        (["inspect", "npm:a", "--config", "nowhere.toml"], "nowhere.toml cannot be read"),
        (["diff"], "TARGET"),
        (["diff", "npm:a", "1", "2"], "compares two targets"),
        (["diff", "./a.whl"], "Give the old one too"),
        (["diff", "npm:a", "--fail-on", "suspicious"], "is no severity of a change"),
        (["diff", "npm:a", "pypi:b@x y"], "is no version"),
        (["explain", "net.conect"], "Did you mean net.connect?"),
        (["schema", "reprot"], "Did you mean report?"),
        (["inspect", "npm:\x1b[31m"], "cannot be the name"),
    ],
)
def test_usage_errors_inspect_nothing(run: Run, arguments: list[str], sentence: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert sentence in err
    assert "Traceback" not in err
    assert "\x1b" not in err


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("colour = 'never'", "Did you mean color?"),
        ("jobs = 'two'", "jobs cannot be 'two'"),
        ("jobs = true", "jobs cannot be True"),
        ("[broken", "is no TOML"),
        ("output = 'x'", "output, which does not exist"),
    ],
)
def test_a_broken_configuration_names_file_and_key(run: Run, text: str, sentence: str) -> None:
    Path("tidewaiter.toml").write_text(text)
    code, _, err = run("inspect", "npm:a")
    assert code == 2
    assert "tidewaiter.toml" in err
    assert sentence in err


def test_a_mistyped_environment_variable_is_an_error(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIDEWAITER_FIAL_ON", "never")
    code, _, err = run("inspect", "npm:a")
    assert code == 2
    assert "Did you mean TIDEWAITER_FAIL_ON?" in err


def test_a_failed_target_has_its_line_and_the_others_too(run: Run) -> None:
    Path("note.whl").write_text("no archive")
    code, out, err = run("inspect", "./gone.whl", "./note.whl", "--format", "jsonl")
    first, second = map(json.loads, out.splitlines())
    assert code == 3
    assert (first["target"], first["error"]["kind"]) == ("./gone.whl", "unreadable")
    assert (second["target"], second["error"]["kind"]) == ("./note.whl", "not-an-archive")
    assert "there is no such file" in err


def test_quiet_leaves_the_error_object_alone(run: Run) -> None:
    code, out, err = run("inspect", "./gone.whl", "--format", "json", "-q")
    assert (code, err) == (3, "")
    assert json.loads(out)["schema"] == "tidewaiter.error/1"


def test_offline_says_what_is_missing(run: Run) -> None:
    code, out, err = run("inspect", "npm:never-fetched-before", "--offline")
    assert (code, out) == (3, "")
    assert "Run once without --offline." in err


def test_explain_and_schema_and_cache_answer(run: Run) -> None:
    assert "opens network connections" in run("explain", "net.connect")[1]
    assert "net.connect" in run("explain")[1]
    assert json.loads(run("schema", "report")[1])["title"] == "tidewaiter.report/1"
    assert str(Path("cache").resolve()) in run("cache", "info")[1]
    assert run("cache", "clear")[0] == 0


def test_clearing_the_cache_takes_only_what_is_ours(run: Run) -> None:
    run("explain", "net.connect")
    Path("cache/mine.txt").write_text("keep")
    run("cache", "clear")
    assert [path.name for path in Path("cache").iterdir()] == ["mine.txt"]


def command(redirection: str) -> subprocess.CompletedProcess[str]:
    line = f'"{sys.executable}" -m tidewaiter schema report {redirection}'
    return subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=30)


@pytest.mark.skipif(sys.platform == "win32", reason="the redirections of a POSIX shell")
@pytest.mark.parametrize("redirection", [">&-", ">/dev/full", ">&- 2>&-", "| head -n 1"])
def test_an_output_that_goes_nowhere_is_no_traceback(redirection: str) -> None:
    if redirection == ">/dev/full" and not Path("/dev/full").exists():
        return
    done = command(redirection)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_starting_up_imports_nothing_heavy() -> None:
    code = (
        "import sys, tidewaiter.cli.command; "
        "print({'requests', 'rich', 'hyperscan', 'tree_sitter', 'sqlite3', 'msgspec'} "
        "& set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= {"{'msgspec'}", "set()"}
