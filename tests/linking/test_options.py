"""A function of a script ends early, or goes on, by the options that calls give it."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of

NPM = {"package.json": '{"name": "acme", "version": "1.0.0", "main": "index.js"}'}

FIND = """const fs = require("fs");
const probe = () => fs.rmSync("a");
const find = (from = process.cwd(), options = {}) => {
  const { name = "x.json", includes = !1 } = options;
  if (!includes) {
    const found = look(from, name);
    return found ? found : undefined;
  }
  return probe();
};
exports.later = () => find(".", { includes: true });
FIRST;
"""


def phases(folder: Path, first: str, text: str = FIND) -> set[str]:
    """When the file is deleted."""
    members = {**NPM, "index.js": text.replace("FIRST", first)}
    uses = uses_of(folder, "acme-1.tgz", members)
    return {use.phase.value for use in uses if use.capability == "fs.delete"}


@pytest.mark.parametrize(
    "first",
    ["find()", 'find("a", {})', 'find("a", { name: "b" })', 'find("a", { includes: false })'],
)
def test_what_follows_an_early_end_does_not_run_without_the_option(
    tmp_path: Path, first: str
) -> None:
    assert phases(tmp_path, first) == {"call"}


@pytest.mark.parametrize(
    "first",
    [
        'find("a", { includes: true })',
        'find("a", { includes: process.argv[2] })',
        'find("a", JSON.parse(process.argv[2]))',
        'const given = {}; given.includes = true; find("a", given)',
        'find("a", { ...JSON.parse(process.argv[2]) })',
    ],
)
def test_it_runs_where_an_option_may_be_given(tmp_path: Path, first: str) -> None:
    assert "import" in phases(tmp_path, first)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("return found ? found : undefined;", "log(found);"),
        ("if (!includes) {", "if (!includes && look(name)) {"),
        ("  if (!includes) {", "  probe(); if (!includes) {"),
        ("includes = !1", "includes = look(from)"),
        ("  if (!includes) {", "  while (look(from)) if (!includes) {"),
    ],
)
def test_what_does_not_surely_end_hides_nothing(tmp_path: Path, old: str, new: str) -> None:
    assert "import" in phases(tmp_path, "find()", FIND.replace(old, new))


def test_what_an_option_opens_runs_for_calls_that_give_it(tmp_path: Path) -> None:
    text = FIND.replace("if (!includes) {", "if (includes) { return probe(); }\n  {")
    text = text.replace("  return probe();\n};", "};")
    assert phases(tmp_path, "find()", text) == {"call"}
