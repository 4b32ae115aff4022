"""What a source tree makes its build run, by the settings of its build tool."""

from pathlib import Path

import pytest
from tests.support.inspected import inspected

INFO = "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"
CODE = "import os\nos.remove('x')\n"
CLASS = "import os\nclass Make:\n    def run(self):\n        os.remove('x')\n"
HATCH = '[build-system]\nbuild-backend = "hatchling.build"\n'
POETRY = '[build-system]\nbuild-backend = "poetry.core.masonry.api"\n'
PDM = '[build-system]\nbuild-backend = "pdm.backend"\n'
SETUPTOOLS = '[build-system]\nbuild-backend = "setuptools.build_meta"\n'
FLIT = '[build-system]\nbuild-backend = "flit_core.buildapi"\n[project]\nname = "acme"\n'


def removed_by(folder: Path, members: dict[str, str]) -> set[str]:
    """The members that remove something when the release is installed from its source."""
    _, profile = inspected(folder, "acme-1.tar.gz", {"PKG-INFO": INFO, **members})
    uses = [use for use in profile.uses if use.capability == "fs.delete"]
    return {use.member for use in uses if use.phase.value == "install"}


@pytest.mark.parametrize(
    ("project", "member"),
    [
        (f"{HATCH}[tool.hatch.build.hooks.custom]\n", "hatch_build.py"),
        (f"{HATCH}[tool.hatch.build.hooks.custom]\npath = 'tools/h.py'\n", "tools/h.py"),
        (f"{HATCH}[tool.hatch.build.targets.wheel.hooks.custom]\n", "hatch_build.py"),
        (f"{HATCH}[tool.hatch.metadata.hooks.custom]\npath = './h.py'\n", "h.py"),
        (f"{HATCH}[tool.hatch.version]\nsource = 'code'\npath = 'v.py'\n", "v.py"),
        (f"{POETRY}[tool.poetry.build]\nscript = 'b.py'\n", "b.py"),
        (f"{POETRY}[tool.poetry]\nbuild = 'b.py'\n", "b.py"),
        (PDM, "pdm_build.py"),
        (f"{PDM}[tool.pdm.version]\nsource = 'call'\ngetter = 'acme.v:get'\n", "acme/v.py"),
        (f"{FLIT}dynamic = ['version']\n", "acme/__init__.py"),
    ],
)
def test_a_hook_runs(tmp_path: Path, project: str, member: str) -> None:
    package = {} if member.startswith("acme/__init__") else {"acme/__init__.py": ""}
    members = {"pyproject.toml": project, **package, member: CODE}
    assert removed_by(tmp_path, members) == {member}


@pytest.mark.parametrize(
    ("project", "member"),
    [
        (HATCH, "hatch_build.py"),
        (f"{HATCH}[tool.hatch.build.hooks.custom]\nenable-by-default = false\n", "hatch_build.py"),
        (f"{HATCH}[tool.hatch.build.targets.sdist.hooks.custom]\n", "hatch_build.py"),
        (f"{HATCH}[tool.hatch.version]\npath = 'v.py'\n", "v.py"),
        (f"{SETUPTOOLS}[tool.hatch.build.hooks.custom]\n", "hatch_build.py"),
        (POETRY, "build.py"),
        (SETUPTOOLS, "pdm_build.py"),
        (FLIT, "acme/__init__.py"),
    ],
)
def test_what_no_setting_asks_for_does_not(tmp_path: Path, project: str, member: str) -> None:
    package = {} if member.startswith("acme/__init__") else {"acme/__init__.py": ""}
    members = {"pyproject.toml": project, **package, member: CODE}
    assert removed_by(tmp_path, members) == set()


VERSIONS = {
    "pyproject.toml": f"{SETUPTOOLS}[tool.setuptools.dynamic]\nversion = {{attr = 'acme.v.N'}}\n",
    "setup.cfg": "[metadata]\nversion = attr: acme.v.N\n",
}


@pytest.mark.parametrize("name", VERSIONS)
@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("N = str(1)\n", {"acme/v.py"}),
        ("from os import name as N\n", {"acme/v.py"}),
        ("N = '1'\n", set()),
    ],
)
def test_a_version_is_asked_for(tmp_path: Path, name: str, line: str, found: set[str]) -> None:
    members = {name: VERSIONS[name], "acme/__init__.py": "", "acme/v.py": CODE + line}
    assert removed_by(tmp_path, members) == found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", f"{SETUPTOOLS}[tool.setuptools.cmdclass]\nbuild_py = 'acme.b.Make'\n"),
        ("setup.cfg", "[options]\ncmdclass =\n    build_py = acme.b.Make\n"),
    ],
)
def test_a_command_of_its_own(tmp_path: Path, name: str, text: str) -> None:
    members = {name: text, "acme/__init__.py": "", "acme/b.py": CLASS}
    assert removed_by(tmp_path, members) == {"acme/b.py"}
    assert removed_by(tmp_path, {**members, name: ""}) == set()
