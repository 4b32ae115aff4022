"""The page that teaches to write entries holds: its file loads, its examples are found."""

import json
import re
import shutil
from pathlib import Path

import pytest
from tests.support import inspected
from tests.support.artifacts import wheel
from tests.support.snippets import uses_in
from tests.support.wants import complaints

from tidewaiter.catalogue import Catalogue, load
from tidewaiter.cli.main import main

PAGE = Path(__file__).parents[2] / "docs" / "catalogue.md"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    fenced = re.search(r"^```toml\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert fenced
    path = tmp_path / "acme.toml"
    path.write_text(fenced[1], "utf-8")
    return path


@pytest.fixture
def own(file: Path) -> Catalogue:
    return load(users=[file])


def test_its_examples_are_found_and_its_look_alikes_are_quiet(
    tmp_path: Path, file: Path, own: Catalogue
) -> None:
    entries = [
        entry for lib in own.python.libraries if lib.library == "acme-sdk" for entry in lib.api
    ]
    assert len(entries) == 3
    for entry in entries:
        for example in (*entry.example, *entry.look_alike):
            found = uses_in(tmp_path, "python", example.code, (file,))
            assert complaints(example.code, found) == []


def test_the_command_takes_it_and_the_cache_keeps_both_apart(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(inspected.catalogue(), tmp_path / "cache" / "compiled")
    monkeypatch.setenv("TIDEWAITER_CACHE_DIR", str(tmp_path / "cache"))
    archive = tmp_path / "app-1.0-py3-none-any.whl"
    archive.write_bytes(
        wheel("app", "1.0", {"app.py": b"import acme_sdk\nacme_sdk.Client().send('x')\n"})
    )

    def ids(*more: str) -> list[str]:
        assert main(["inspect", str(archive), "--format", "json", *more]) == 0
        return [row["id"] for row in json.loads(capsys.readouterr().out)["capabilities"]]

    assert ids() == []
    assert ids("--catalogue", str(file)) == ["net.connect"]
    assert ids() == []
    assert ids("--catalogue", str(file)) == ["net.connect"]


def test_a_broken_file_is_one_sentence(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(file.read_text("utf-8").replace("net.connect", "net.conect"), "utf-8")
    assert main(["inspect", "npm:a", "--catalogue", str(file)]) == 2
    error = capsys.readouterr().err
    assert "acme.toml, entry acme_sdk.Client.send" in error
    assert "net.conect" in error
    assert main(["inspect", "npm:a", "--catalogue", str(tmp_path / "none.toml")]) == 2
    assert "none.toml cannot be read" in capsys.readouterr().err
