"""A place that calls lead to on many ways is told as each of those who begin them has it."""

from pathlib import Path

import pytest
from tests.support.inspected import told, uses_of

NPM = {"package.json": '{"name": "acme", "version": "1.0.0", "main": "index.js"}'}

START = """const { spawn } = require("child_process");
const run = (options) => {
  let program = "acme";
  const first = () => {
    if (options.dev) program = "tool";
    spawn(program, ["serve"]);
  };
  const second = () => { try { first(); } finally { done(); } };
  const third = () => { second(); retry(first); if (slow) first(); };
  const fourth = () => { third(); if (slow) second(); };
  const fifth = () => { fourth(); if (slow) third(); };
  const sixth = () => { fifth(); if (slow) fourth(); };
  if (slow) return fifth();
  return sixth();
};
module.exports = run;
"""


@pytest.mark.parametrize(
    ("options", "programs"),
    [
        ("{ force: true }", {"acme serve"}),
        ("{ dev: true }", {"acme serve", "tool serve"}),
    ],
)
def test_what_nobody_says_on_the_way_does_not_hide_who_says_it(
    tmp_path: Path, options: str, programs: set[str]
) -> None:
    members = {**NPM, "run.js": START, "index.js": f'require("./run")({options});'}
    found = told(uses_of(tmp_path, "acme-1.tgz", members))
    assert {named for _, phase, named in found if phase == "import"} == programs


def test_a_way_under_a_test_is_told_where_it_is_the_only_one(tmp_path: Path) -> None:
    text = START.replace("  return sixth();\n", "")
    members = {**NPM, "run.js": text, "index.js": 'require("./run")({ dev: true });'}
    found = told(uses_of(tmp_path, "acme-1.tgz", members))
    assert {named for _, phase, named in found if phase == "import"} == {"acme serve", "tool serve"}
