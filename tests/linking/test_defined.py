"""What a script reads where an option is not there is not told of calls that surely give it."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of

NPM = {"package.json": '{"name": "acme", "version": "1.0.0", "main": "index.js"}'}

FIND = """const check = (options) => {
  const asked = options.path !== void 0 ? options.path : process.env.ACME_PATH;
  return asked;
};
const look = (name, options) => check(options);
const start = (name, options) => look(name, options || {});
const settings = (given) => {
  const path = given ? given.path || process.env.OTHER || ".exe" : "";
  return { name: 1, path };
};
const find = (name, given) => {
  const { path } = settings(given);
  return start(name, { path });
};
find(process.argv[2]);
MORE;
"""


def phases(folder: Path, text: str) -> set[str]:
    """When the variable is read on some way."""
    uses = uses_of(folder, "acme-1.tgz", {**NPM, "index.js": text})
    return {use.phase.value for use in uses if use.destination == "ACME_PATH" and use.path}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("MORE", "0"),
        ("!== void 0", "!== undefined"),
        (
            "options.path !== void 0 ? options.path : process.env.ACME_PATH",
            "options.path === void 0 ? process.env.ACME_PATH : options.path",
        ),
        ("{ path })", "{ ...given, path: `${path}` })"),
    ],
)
def test_what_every_call_gives_is_there(tmp_path: Path, old: str, new: str) -> None:
    assert phases(tmp_path, FIND.replace(old, new)) == set()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("MORE", "start(1, {})"),
        ("MORE", "start(1)"),
        ("MORE", "start(1, JSON.parse(process.argv[3]))"),
        ('|| ".exe"', ""),
        ('".exe" : ""', '".exe" : null'),
        ("{ path })", "{ path, ...given })"),
        ("{ path })", "{ path: given })"),
        ("options || {}", "options && {}"),
        ("options || {}", "slow() ? options : {}"),
    ],
)
def test_what_may_be_missing_is_asked_for(tmp_path: Path, old: str, new: str) -> None:
    assert phases(tmp_path, FIND.replace(old, new)) == {"import"}


def test_anybody_may_leave_it_out(tmp_path: Path) -> None:
    assert phases(tmp_path, FIND.replace("MORE", "exports.start = start")) == {"call"}
