"""Values are those of Python 3, and what every call switches off is not told where calls lead."""

from pathlib import Path

import pytest
from tests.support.inspected import told, uses_of

HEAD = "import os\nimport sys\nfrom sys import version_info\n"


def found(folder: Path, text: str, member: str = "p/__init__.py") -> set[str | None]:
    """What is touched, in whatever way."""
    members = {"PKG-INFO": "Name: p\nVersion: 1\n", member: text}
    return {touched for _, _, touched in told(uses_of(folder, "p-1.tar.gz", members))}


@pytest.mark.parametrize(
    "test",
    [
        "sys.version_info >= (3, 0)",
        "sys.version_info > (3,)",
        "sys.version_info[0] == 3",
        "version_info.major != 2",
        "not sys.version_info < (3,)",
        "six.PY3",
        "not six.PY2",
    ],
)
def test_a_name_is_what_python_3_binds_it_to(tmp_path: Path, test: str) -> None:
    text = f"{HEAD}if {test}:\n    name = 'three'\nelse:\n    name = 'two'\nos.remove(name)\n"
    assert found(tmp_path, text) == {"three"}


@pytest.mark.parametrize(
    "test", ["sys.version_info >= (3, 9)", "sys.version_info[1] == 3", "x > 3"]
)
def test_any_python_3_counts(tmp_path: Path, test: str) -> None:
    text = f"{HEAD}if {test}:\n    name = 'a'\nelse:\n    name = 'b'\nos.remove(name)\n"
    assert found(tmp_path, text) == {"a", "b"}


def test_what_a_branch_for_python_2_does_is_told_all_the_same(tmp_path: Path) -> None:
    text = f"{HEAD}if sys.version_info[0] < 3:\n    os.remove('two')\n"
    assert found(tmp_path, text) == {"two"}


SETUP = f"""{HEAD}
PY3 = sys.version_info[0] == 3
PYPY = hasattr(sys, "pypy_version_info")

def run(extensions=True):
    if extensions:
        os.remove("a")

try:
    run(FLAG)
except Exception:
    run(False)
"""


def test_what_all_calls_switch_off_is_reached_by_none_of_them(tmp_path: Path) -> None:
    off = SETUP.replace("FLAG", "not (PYPY or PY3)")
    members = {"PKG-INFO": "Name: p\nVersion: 1\n", "setup.py": off}
    (use,) = uses_of(tmp_path, "p-1.tar.gz", members)
    assert (use.phase, use.origin) == ("call", ("unreached",))


@pytest.mark.parametrize("more", ["", "getattr(sys.modules['p'], input())(True)\n"])
def test_what_all_calls_switch_off_is_not_left_out(tmp_path: Path, more: str) -> None:
    off = f"{HEAD}def _run(flag):\n    if flag:\n        os.remove('a')\n_run(False)\n{more}"
    assert found(tmp_path, off) == {"a"}


@pytest.mark.parametrize("flag", ["PYPY", "not PYPY", "bool(input())", "True"])
def test_what_one_call_may_switch_on_happens(tmp_path: Path, flag: str) -> None:
    assert found(tmp_path, SETUP.replace("FLAG", flag), "setup.py") == {"a"}
