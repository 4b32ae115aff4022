"""What a member is there for is told by where it lies."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of

MEMBERS = {
    "PKG-INFO": "Metadata-Version: 2.1\nName: acme\nVersion: 1\n",
    "setup.py": "from setuptools import setup\nsetup(name='acme', packages=['acme'])\n",
    "acme/__init__.py": "",
    "acme/my-skill/scripts/__init__.py": "",
}


@pytest.mark.parametrize(
    ("member", "phase"),
    [("acme/my-skill/scripts/run.py", "call"), ("scripts/run.py", "build")],
)
def test_a_script_in_the_folder_of_a_package_is_no_maintainers(
    tmp_path: Path, member: str, phase: str
) -> None:
    text = "import os\ndef run():\n    os.remove('a')\n"
    (use,) = uses_of(tmp_path, "acme-1.tgz", {**MEMBERS, member: text})
    assert use.phase == phase
