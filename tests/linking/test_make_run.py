"""What a makefile does is told when something has make read it."""

from pathlib import Path

import pytest
from tests.support.inspected import told, uses_of

MAKEFILE = """\
URL = http://a.example/x
STAMP := $(shell hostname)
all: fetch
fetch:
\tcurl $(URL)
other:
\twget http://b.example
\t$(MAKE) last
last:
\tscp a.txt c.example:
install:
\tinstall -m 755 tool /usr/bin
"""


def connects(folder: Path, members: dict[str, str], name: str = "p-1.0.0.tgz") -> set[object]:
    uses = told(uses_of(folder, name, members))
    return {(phase, to) for capability, phase, to in uses if capability == "net.connect"}


def hooked(line: str) -> str:
    return f'{{"name": "p", "version": "1.0.0", "scripts": {{"preinstall": "{line}"}}}}'


@pytest.mark.parametrize(
    ("line", "member", "expected"),
    [
        ("make", "Makefile", {"http://a.example/x"}),
        ("make fetch", "GNUmakefile", {"http://a.example/x"}),
        ("make -j 4 V=1 other", "makefile", {"http://b.example", "c.example:"}),
        ("make -C src last", "src/Makefile", {"c.example:"}),
        ("cd src && make last", "src/Makefile", {"c.example:"}),
        ("cd $X && make last", "Makefile", set()),
        ("make -f rules.mk", "rules.mk", {"http://a.example/x"}),
        ("cmake .", "Makefile", set()),
        ("make install", "Makefile", set()),
    ],
)
def test_an_installation_runs_the_recipes_it_asks_for(
    tmp_path: Path, line: str, member: str, expected: set[str]
) -> None:
    found = connects(tmp_path, {"package.json": hooked(line), member: MAKEFILE})
    assert {to for phase, to in found if phase == "install"} == expected


def test_what_no_installation_runs_is_for_maintainers(tmp_path: Path) -> None:
    members = {"package.json": '{"name": "p", "version": "1.0.0"}', "Makefile": MAKEFILE}
    assert {phase for phase, _ in connects(tmp_path, members)} == {"build"}


def test_python_may_have_make_run(tmp_path: Path) -> None:
    members = {
        "PKG-INFO": "Name: p\nVersion: 1\n",
        "setup.py": "import subprocess\nsubprocess.check_call(['make', 'other'])\n",
        "Makefile": MAKEFILE,
    }
    found = connects(tmp_path, members, "p-1.tar.gz")
    assert ("install", "http://b.example") in found


def test_reading_a_makefile_runs_what_its_variables_ask_for(tmp_path: Path) -> None:
    text = "V := $(shell curl http://a.example)\nall:\n\techo\n"
    found = connects(tmp_path, {"package.json": hooked("make"), "Makefile": text})
    assert found == {("install", "http://a.example")}
