"""Packages that look their names up in their modules when they are asked for (SPEC 1)."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of

CONFIG = """import os
from .other import read
def home(key="HOME"):
    return os.environ[key]
"""
OTHER = """import os
def read():
    return os.getenv("OTHER")
def unused():
    return os.getenv("UNUSED")
"""


def read_at_import(folder: Path, package: str) -> set[str | None]:
    """The variables that importing a package reads, which asks another for its functions."""
    members = {
        "p/__init__.py": "from .inner import home, read\nhome()\nread()\n",
        "p/inner/__init__.py": package,
        "p/inner/config.py": CONFIG,
        "p/inner/other.py": OTHER,
    }
    uses = uses_of(folder, "p-1.0.tar.gz", members)
    env = [use for use in uses if use.capability == "env.read" and use.entry == "import p"]
    return {use.destination for use in env}


@pytest.mark.parametrize(
    "package",
    [
        "import lazy_loader as lazy\n"
        "__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)\n",
        "from lazy_loader import attach\n"
        '__getattr__, *_ = attach(__name__, submod_attrs={"config": ["home"]})\n',
    ],
)
def test_names_are_those_of_the_modules_that_bind_them(tmp_path: Path, package: str) -> None:
    assert read_at_import(tmp_path, package) == {"HOME", "OTHER"}


def test_no_other_package_gives_what_its_modules_have(tmp_path: Path) -> None:
    package = "def __getattr__(name):\n    raise AttributeError(name)\n"
    assert read_at_import(tmp_path, package) == set()
