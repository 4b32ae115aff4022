"""Of several ways to a place one is told that the calls on it let pass."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of

PYTHON = {"PKG-INFO": "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"}
NPM = {"package.json": '{"name": "acme", "version": "1.0.0", "main": "index.js"}'}


def lines(folder: Path, members: dict[str, str], phase: str) -> list[int]:
    """The lines of the way to the one deletion of a phase."""
    uses = uses_of(folder, "acme-1.tgz", members)
    (use,) = [use for use in uses if (use.capability, use.phase) == ("fs.delete", phase)]
    return [step.line for step in use.path]


COMMANDS = """import os
def _drop():
    os.remove("a")
def _keep():
    pass
TASKS = {"drop": _drop, "keep": _keep}
def _run(name):
    TASKS[name]()
def main(args):
    if args.first == "keep":
        _run(args.first)
    elif args.first:
        _run(args.second)
"""

MODES = """import os
def _drop():
    os.remove("a")
def _run(mode):
    if mode == "quick":
        _drop()
    _later()
def _later():
    _drop()
def main():
    _run("slow")
"""


def test_a_table_is_left_by_the_key_that_a_call_gives(tmp_path: Path) -> None:
    assert lines(tmp_path, {**PYTHON, "acme/__init__.py": COMMANDS}, "call") == [13, 8, 3]


def test_a_test_is_passed_by_what_a_call_gives(tmp_path: Path) -> None:
    assert lines(tmp_path, {**PYTHON, "acme/__init__.py": MODES}, "call") == [11, 7, 9, 3]


@pytest.mark.parametrize("call", ['_run("quick")', "_run(name)"])
def test_a_call_that_may_pass_it_takes_the_shorter_way(tmp_path: Path, call: str) -> None:
    text = MODES.replace('_run("slow")', call).replace("def main()", "def main(name)")
    assert lines(tmp_path, {**PYTHON, "acme/__init__.py": text}, "call") == [11, 6, 3]


def test_a_function_is_called_in_several_ways(tmp_path: Path) -> None:
    text = MODES.replace("    _later()\n", "") + '    _again()\ndef _again():\n    _run("quick")\n'
    assert lines(tmp_path, {**PYTHON, "acme/__init__.py": text}, "call") == [11, 13, 6, 3]


def test_a_way_that_is_not_taken_is_told_where_there_is_no_other(tmp_path: Path) -> None:
    text = MODES.replace("    _later()\n", "")
    assert lines(tmp_path, {**PYTHON, "acme/__init__.py": text}, "call") == [10, 6, 3]


def test_options_that_a_call_lacks_open_no_branch(tmp_path: Path) -> None:
    text = """const fs = require("fs");
const drop = () => fs.rmSync("a");
const later = () => { drop(); };
const start = (options) => {
  options = Object.assign({ dev: false }, options);
  if (options.dev) return drop();
  later();
};
start({ force: true });
exports.start = start;
"""
    assert lines(tmp_path, {**NPM, "index.js": text}, "import") == [9, 7, 3, 2]


def test_what_a_function_does_with_what_it_made_before_comes_after_the_first_time(
    tmp_path: Path,
) -> None:
    text = """import os
made = None
def _drop():
    os.remove("a")
def _first():
    _begin()
def _begin():
    _drop()
def main():
    global made
    if made is None:
        made = 1
    else:
        _drop()
    _first()
"""
    assert lines(tmp_path, {**PYTHON, "acme/__init__.py": text}, "call") == [15, 6, 8, 4]


ELEMENTS = """function make(tag) {
  return document.createElement(tag);
}
exports.line = () => make("div");
const unused = () => make("script");
"""


def test_what_only_an_unreached_call_makes_a_place_do_is_told_as_unreached(tmp_path: Path) -> None:
    (use,) = uses_of(tmp_path, "acme-1.tgz", {**NPM, "index.js": ELEMENTS})
    assert (use.capability, use.origin) == ("user.browser", ("unreached",))


def test_a_phase_in_which_no_way_is_taken_does_not_tell_it(tmp_path: Path) -> None:
    text = """import os
def _drop():
    os.remove("a")
def run(settings):
    if settings is not None:
        _drop()
def _quick():
    run(settings=None)
if __name__ == "__main__":
    _quick()
"""
    uses = uses_of(tmp_path, "acme-1.tgz", {**PYTHON, "acme/__init__.py": text})
    assert [(use.phase, use.entry) for use in uses] == [("call", "acme.run()")]


def test_a_default_rules_a_way_out_as_well(tmp_path: Path) -> None:
    text = """import os
def _drop():
    os.remove("a")
def run(builtin=True):
    if builtin:
        pass
    else:
        _drop()
"""
    members = {**PYTHON, "acme/__init__.py": text}
    members["acme/__main__.py"] = "from acme import run\nrun()\n"
    uses = uses_of(tmp_path, "acme-1.tgz", members)
    assert [(use.phase, use.entry) for use in uses] == [("call", "acme.run()")]


def test_a_destination_is_not_told_of_a_way_that_is_not_taken(tmp_path: Path) -> None:
    text = """import os
def _drop(name):
    os.remove(name)
def _run(mode, name):
    if mode == "quick":
        _drop(name)
def main(name):
    _run("slow", "a")
    _run("quick", "b")
"""
    uses = uses_of(tmp_path, "acme-1.tgz", {**PYTHON, "acme/__init__.py": text})
    assert [use.destination for use in uses] == ["b"]


def test_a_member_of_an_enum_decides_as_a_constant_does(tmp_path: Path) -> None:
    text = """import enum, os
class _Kind(enum.Enum):
    GET = "get"
    DROP = "drop"
def _ask(name, kind=_Kind.GET):
    if kind == _Kind.GET:
        open(name)
    elif kind == _Kind.DROP:
        os.remove(name)
def look():
    _ask("a")
def drop():
    _ask("b", kind=_Kind.DROP)
"""
    uses = uses_of(tmp_path, "acme-1.tgz", {**PYTHON, "acme/__init__.py": text})
    found = {(use.capability, use.entry, use.destination) for use in uses}
    assert found == {("fs.read", "acme.look()", "a"), ("fs.delete", "acme.drop()", "b")}


def test_a_destination_is_not_told_of_who_is_never_reached(tmp_path: Path) -> None:
    text = """import os
def _drop(name):
    os.remove(name)
def fill():
    _drop("a")
def load(builtin=True):
    if builtin:
        _drop("b")
    else:
        fill()
"""
    members = {**PYTHON, "acme/__init__.py": text}
    members["acme/__main__.py"] = "from acme import load\nload()\n"
    uses = uses_of(tmp_path, "acme-1.tgz", members)
    found = {(use.phase.value, use.destination) for use in uses}
    assert found == {("bin", "b"), ("call", "a"), ("call", "b")}


def test_a_member_that_is_a_default_decides_as_well(tmp_path: Path) -> None:
    text = """import enum, os
class _Kind(enum.Enum):
    GET = "get"
    DROP = "drop"
class Tool:
    def ask(self, name, kind=_Kind.GET):
        if kind == _Kind.DROP:
            os.remove(name)
    def look(self):
        self.ask("a")
"""
    (use,) = uses_of(tmp_path, "acme-1.tgz", {**PYTHON, "acme/__init__.py": text})
    assert (use.entry, use.destination) == ("acme.Tool.ask()", None)


HUB = """import os
class Hub:
    def __init__(self, hub=None):
        if TEST:
            _drop()
        else:
            self.hub = hub
        _later()
def _drop():
    os.remove("a")
def _later():
    _drop()
HUB = Hub(GIVEN)
"""


@pytest.mark.parametrize(
    ("test", "given", "way"),
    [
        ("isinstance(hub, Hub)", "", [13, 8, 12, 10]),
        ("isinstance(hub, (Hub, Exception))", "", [13, 8, 12, 10]),
        ("isinstance(hub, Hub)", "make()", [13, 5, 10]),
        ("isinstance(hub, (Hub, type(None)))", "", [13, 5, 10]),
        ("isinstance(hub, object)", "", [13, 5, 10]),
        ("isinstance(hub, HUBS)", "", [13, 5, 10]),
        ("not isinstance(hub, Hub)", "", [13, 5, 10]),
    ],
)
def test_what_a_call_leaves_out_is_of_no_class(
    tmp_path: Path, test: str, given: str, way: list[int]
) -> None:
    text = HUB.replace("TEST", test).replace("GIVEN", given)
    assert lines(tmp_path, {**PYTHON, "acme/__init__.py": text}, "import") == way
