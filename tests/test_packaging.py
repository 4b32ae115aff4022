"""The wheel holds what the engine reads at run time, and nothing that is only for developers."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "tidewaiter"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The names of all members of a wheel that was built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with ZipFile(wheel) as archive:
        return frozenset(archive.namelist())


@pytest.mark.parametrize("pattern", ["*.py", "*.toml", "*.json", "py.typed"])
def test_every_file_of_the_package_is_in_the_wheel(shipped: frozenset[str], pattern: str) -> None:
    ours = {f"tidewaiter/{name}" for name in _relative(PACKAGE.rglob(pattern))}
    assert ours
    assert ours <= shipped


def test_the_wheel_holds_only_the_package_and_its_metadata(shipped: frozenset[str]) -> None:
    tops = {name.partition("/")[0] for name in shipped}
    assert {top.partition("-")[0] for top in tops} == {"tidewaiter"}
    assert any(name.endswith("/licenses/LICENSE") for name in shipped)


def test_constraints_pin_versions_and_name_no_place() -> None:
    text = (ROOT / "constraints.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert lines
    assert all(line.count("==") == 1 and "/" not in line and "@" not in line for line in lines)


def _relative(paths: Iterable[Path]) -> set[str]:
    return {path.relative_to(PACKAGE).as_posix() for path in paths}
