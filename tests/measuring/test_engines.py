"""The engine of the checkout is compiled once, and where it cannot be the tools go on without."""

import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
from benchmarks import engines


def test_a_built_engine_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Path] = []

    def wheel(folder: Path) -> None:
        folder.mkdir()
        with ZipFile(folder / "acme-1.0-py3-none-any.whl", "w") as archive:
            archive.writestr("acme/__init__.py", "")
        built.append(folder)

    monkeypatch.setattr(engines, "wheel", wheel)
    site = engines.compiled(tmp_path)
    assert site is not None
    assert engines.compiled(tmp_path) == site
    assert len(built) == 1
    assert sorted(path.name for path in site.iterdir()) == ["acme"]


def test_without_a_compiler_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wheel(folder: Path) -> None:
        raise subprocess.CalledProcessError(1, "gcc")

    monkeypatch.setattr(engines, "wheel", wheel)
    assert engines.compiled(tmp_path) is None
