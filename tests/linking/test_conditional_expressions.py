"""Of a script's conditional expression what the call gives that is looked at."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of

NPM = {"package.json": '{"name": "acme", "version": "1.0.0", "main": "index.js"}'}

PLACES = """const fs = require("fs");
const places = (name, sync) => ["a.js", ...(sync ? [] : ["a.mjs"]), sync ? "sync" : "async"];
const settings = (name, options, sync) => {
  const made = { mode: sync ? 1 : 2, places: places(name, sync), ...options };
  return made;
};
const open = (name, options) => {
  const { places } = settings(name, options ?? {}, SYNC);
  return () => { for (const place of places) fs.unlinkSync(place); };
};
module.exports = open("acme", {});
module.exports.later = settings("acme", {}, OTHER);
"""


@pytest.mark.parametrize(
    ("sync", "other", "touched"),
    [
        ("true", "false", {"a.js", "sync"}),
        ("false", "true", {"a.js", "a.mjs", "async"}),
        ("process.argv[2]", "true", {"a.js", "a.mjs", "async", "sync"}),
    ],
)
def test_a_flag_that_is_handed_on_chooses(
    tmp_path: Path, sync: str, other: str, touched: set[str]
) -> None:
    script = PLACES.replace("SYNC", sync).replace("OTHER", other)
    uses = uses_of(tmp_path, "acme-1.tgz", {**NPM, "index.js": script})
    assert {use.destination for use in uses if use.capability == "fs.delete"} == touched


@pytest.mark.parametrize(
    ("test", "given", "touched"),
    [
        ("!kept", '"a"', {"b"}),
        ("kept && more", "0, name", {"b"}),
        ("kept && other", '"a", 1', {"kept", "b"}),
        ("kept || more", '"", ""', {"kept", "b"}),
        ("kept", "`${name}`", {"kept", "b"}),
    ],
)
def test_names_of_parameters_are_asked(
    tmp_path: Path, test: str, given: str, touched: set[str]
) -> None:
    script = f"""const fs = require("fs"), name = process.argv[2], other = process.argv[3];
const drop = (kept, more) => fs.unlinkSync({test} ? "kept" : "b");
drop({given});
"""
    uses = uses_of(tmp_path, "acme-1.tgz", {**NPM, "index.js": script})
    assert {use.destination for use in uses if use.capability == "fs.delete"} == touched
