"""What a table has under a key is called, by each turn of a loop its own."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of

from tidewaiter.model.profile import Use

NPM = {"package.json": '{"name": "acme", "version": "1.0.0", "main": "index.js"}'}

LOADING = """
const path = require("path"), fs = require("fs");
const parse = (file) => fs.readFileSync(file);
const load = (file) => { try { return import(file); } catch (e) { return require(file); } };
const bySync = Object.freeze({ ".js": require, ".json": parse });
const byDefault = Object.freeze({ ".js": load, ".json": parse });
function tables(options, sync) {
  return { ...options, loaders: { ...(sync ? bySync : byDefault), ...options.loaders } };
}
exports.find = (options) => {
  const { loaders } = tables(options ?? {}, false);
  for (const place of ["acme.json", "acme.js", "a.other"]) {
    const loader = loaders[path.extname(place)];
    if (place === "acme.json") { loader(path.join(process.cwd(), place)); continue; }
    loader(path.join(process.cwd(), place));
  }
};
exports.findSync = (options) => {
  const { loaders } = tables(options ?? {}, true);
  for (const place of ["acme.json", "acme.js"]) {
    const loader = loaders[path.extname(place)];
    loader(path.join(process.cwd(), place));
  }
};
"""


def uses(folder: Path, text: str = LOADING) -> list[Use]:
    return list(uses_of(folder, "acme-1.tgz", {**NPM, "index.js": text}))


def told(folder: Path, entry: str, text: str = LOADING) -> set[tuple[str, str | None]]:
    """What one of the functions does, with what it touches."""
    found = [use for use in uses(folder, text) if use.entry == f"acme.{entry}()"]
    return {(use.capability, use.destination) for use in found}


def test_what_is_spread_into_a_table_is_called(tmp_path: Path) -> None:
    assert ("code.load", "{…}/acme.js") in told(tmp_path, "find")
    assert ("code.load", "{…}/acme.js") in told(tmp_path, "findSync")


def test_each_turn_calls_what_stands_under_its_own_key(tmp_path: Path) -> None:
    assert ("fs.read", "{…}/acme.json") in told(tmp_path, "find")
    assert ("code.load", "{…}/acme.json") not in told(tmp_path, "find")
    assert ("fs.read", "{…}/acme.js") not in told(tmp_path, "findSync")


def test_a_call_tells_which_table_is_taken(tmp_path: Path) -> None:
    """Only the other table holds ``require`` itself, which no call of ``find`` takes."""
    steps = [
        [step.function for step in use.path]
        for use in uses(tmp_path)
        if use.entry == "acme.find()" and use.capability == "code.load"
    ]
    assert steps
    assert all(path[-1] == "load" for path in steps)


@pytest.mark.parametrize("key", ["process.argv[2]", "path.extname(given)"])
def test_of_a_key_that_is_not_known_any_may_be_called(tmp_path: Path, key: str) -> None:
    text = LOADING.replace("path.extname(place)", key)
    text = text.replace("(options) =>", "(options, given) =>")
    assert {c for c, _ in told(tmp_path, "find", text)} == {"code.load", "fs.read"}
    assert {c for c, _ in told(tmp_path, "findSync", text)} == {"code.load"}


def test_a_text_known_in_part_is_none_that_begins_or_ends_otherwise(tmp_path: Path) -> None:
    places = "[`.${options.name}rc.js`, 'acme.json']"
    text = LOADING.replace('["acme.json", "acme.js", "a.other"]', places)
    found = told(tmp_path, "find", text)
    assert ("code.load", "{…}/.{…}rc.js") in found
    assert ("code.load", "{…}/acme.json") not in found
