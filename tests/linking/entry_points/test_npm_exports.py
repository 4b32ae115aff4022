"""What a package offers is what Node loads for it, whatever ``exports`` names for compilers."""

import json
from pathlib import Path

from tests.support.inspected import uses_of

GO = 'require("fs").unlinkSync("/a");'


def test_types_that_stand_first_hide_no_code(tmp_path: Path) -> None:
    manifest = {
        "name": "acme",
        "version": "1.0.0",
        "exports": {".": {"types": "./index.d.ts", "require": "./index.js"}, "./b": "./b.js"},
    }
    uses = uses_of(
        tmp_path,
        "acme-1.0.0.tgz",
        {
            "package.json": json.dumps(manifest),
            "index.d.ts": "export function go(): void;",
            "index.js": f"exports.go = () => {GO}",
            "b.js": 'require("acme");',
        },
    )
    assert [(use.capability, use.entry) for use in uses] == [("fs.delete", "acme.go()")]


def test_examples_whose_folder_is_given_to_users_are_a_library(tmp_path: Path) -> None:
    manifest = {
        "name": "acme",
        "version": "1.0.0",
        "exports": {".": "./index.js", "./addons/*": "./examples/jsm/*"},
    }
    uses = uses_of(
        tmp_path,
        "acme-1.0.0.tgz",
        {
            "package.json": json.dumps(manifest),
            "index.js": "exports.go = 1;",
            "examples/jsm/loader.js": f"exports.go = () => {GO}",
            "examples/jsm/__tests__/loader.js": f"exports.go = () => {GO}",
            "examples/page.js": f"exports.go = () => {GO}",
        },
    )
    assert {(use.member, use.phase.value) for use in uses} == {
        ("examples/jsm/loader.js", "call"),
        ("examples/jsm/__tests__/loader.js", "test"),
        ("examples/page.js", "test"),
    }
