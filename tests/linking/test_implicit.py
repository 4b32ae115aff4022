"""What runs without being written as a call: wrappers, properties, iteration."""

from pathlib import Path

from tests.support.inspected import told, uses_of

from tidewaiter.model.profile import Use

INFO = "Name: p\nVersion: 1\n"


def uses(folder: Path, text: str) -> tuple[Use, ...]:
    return uses_of(folder, "p-1.tar.gz", {"PKG-INFO": INFO, "p/__init__.py": text})


def test_what_is_wrapped_at_import_runs_when_it_is_called(tmp_path: Path) -> None:
    text = """
import os
def checker(func):
    def wrapper():
        func()
    return wrapper
@checker
def check():
    os.remove("x")
safe = checker(check)
"""
    assert told(uses(tmp_path, text)) == {("fs.delete", "call", "x")}


def test_the_helper_that_runs_what_it_is_given_is_a_step(tmp_path: Path) -> None:
    text = """
import os
def _raw(fn):
    fn()
def _program():
    os.remove("y")
def main():
    _raw(fn=_program)
"""
    (use,) = uses(tmp_path, text)
    assert [(step.function, step.line) for step in use.path] == [
        ("main", 8),
        ("_raw", 4),
        ("_program", 6),
    ]


def test_a_property_runs_when_it_is_read_and_gives_its_value(tmp_path: Path) -> None:
    text = """
import os
from pathlib import Path
class _Env:
    @property
    def where(self):
        return Path("a")
    @property
    def gone(self):
        os.remove("x")
def f():
    _Env().where.unlink()
def g():
    print(_Env().gone)
"""
    found = {(use.destination, use.entry) for use in uses(tmp_path, text)}
    assert found == {("a", "p.f()"), ("x", "p.g()")}


def test_a_getter_of_javascript_gives_its_value(tmp_path: Path) -> None:
    members = {
        "package.json": '{"name": "p", "version": "1.0.0", "main": "index.js"}',
        "index.js": 'class A { get s() { return require("child_process"); } }\n'
        'exports.go = () => new A().s.execSync("x");\n',
    }
    assert ("process.shell", "call", "x") in told(uses_of(tmp_path, "p-1.0.0.tgz", members))


def test_what_a_call_gives_one_by_one_is_followed(tmp_path: Path) -> None:
    text = """
from importlib.metadata import entry_points
def load():
    for each in entry_points(group="x"):
        each.load()
"""
    assert "code.load" in {use.capability for use in uses(tmp_path, text)}


def test_functools_wraps_runs_nothing(tmp_path: Path) -> None:
    text = """
import functools, os
def errors(func):
    @functools.wraps(func)
    def wrapper(*args):
        return func(*args)
    return wrapper
class Folder:
    @errors
    def drop(self):
        os.rmdir("x")
"""
    assert told(uses(tmp_path, text)) == {("fs.delete", "call", "x")}
