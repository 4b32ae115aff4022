"""What a release requires is what it declares itself, wherever it has to be looked up."""

from pathlib import Path

import pytest
from tests.support.inspected import inspected

INFO = "Metadata-Version: 1.1\nName: acme\nVersion: 1\n"
NESTED = "[project]\nname = 'other'\ndependencies = ['never']\n"


def required(folder: Path, members: dict[str, str]) -> set[tuple[str, str]]:
    _, profile = inspected(folder, "acme-1.tar.gz", members)
    return {(found.text, found.scope) for found in profile.requirements}


@pytest.mark.parametrize("info", ["acme.egg-info", "src/acme.egg-info"])
def test_setuptools_own_list(tmp_path: Path, info: str) -> None:
    text = "a>=1\n\n[:python_version < '3']\nb\n\n[more]\nc\n\n[more:os_name == 'nt']\nd\n"
    found = required(tmp_path, {"PKG-INFO": INFO, f"{info}/requires.txt": text})
    assert found == {
        ("a>=1", "runtime"),
        ("b ; python_version < '3'", "runtime"),
        ("c", "optional"),
        ("d ; os_name == 'nt'", "optional"),
    }


def test_a_text_of_that_name_elsewhere_is_no_list(tmp_path: Path) -> None:
    members = {"PKG-INFO": INFO, "requires.txt": "never", "docs/requires.txt": "never"}
    assert required(tmp_path, members) == set()


@pytest.mark.parametrize(
    ("setup", "found"),
    [
        ("setup(install_requires=['a', 'b>1'])", {("a", "runtime"), ("b>1", "runtime")}),
        ("setup(install_requires='''a\n# b\nc  # d''')", {("a", "runtime"), ("c", "runtime")}),
        (
            "BASE = ['a']\nsetup(install_requires=[*BASE, 'b'])",
            {("a", "runtime"), ("b", "runtime")},
        ),
        ("setup(setup_requires=['a'], tests_require=['b'])", {("a", "build"), ("b", "dev")}),
        ("setup(extras_require={'x': ['a'], 'y': 'b'})", {("a", "optional"), ("b", "optional")}),
        ("K = dict(install_requires=['a'])\nsetup(**K)", set()),
        ("setup(install_requires=open('a.txt').readlines())", set()),
        ("setup(packages=['never'], scripts=['never'])", set()),
        ("def setup(**kw): pass\nsetup(install_requires=['never'])", set()),
    ],
)
def test_what_setup_is_given(tmp_path: Path, setup: str, found: set[tuple[str, str]]) -> None:
    members = {"PKG-INFO": INFO, "setup.py": f"from setuptools import setup\n{setup}\n"}
    assert required(tmp_path, members) == found


def test_the_setup_of_an_example_and_a_project_inside_are_others(tmp_path: Path) -> None:
    members = {
        "PKG-INFO": INFO,
        "examples/pyproject.toml": NESTED,
        "examples/setup.py": "from setuptools import setup\nsetup(install_requires=['never'])\n",
        "tests/app/package.json": '{"dependencies": {"never": "1"}}',
        "acme/_vendor/other.dist-info/METADATA": "Requires-Dist: never\n",
    }
    assert required(tmp_path, members) == set()


def test_what_an_npm_package_bundles_is_another(tmp_path: Path) -> None:
    members = {
        "package.json": '{"dependencies": {"a": "1"}, "devDependencies": {"b": "2"}}',
        "node_modules/a/package.json": '{"name": "a", "dependencies": {"never": "1"}}',
        "examples/package.json": '{"name": "c", "dependencies": {"never": "1"}}',
    }
    assert required(tmp_path, members) == {("a", "runtime"), ("b", "dev")}
