"""That a call does nothing worth a report is sure only if whatever it may be given says so."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of

PYTHON = {"PKG-INFO": "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"}
NPM = {"package.json": '{"name": "acme", "version": "1.0.0", "main": "index.js"}'}

PACKED = "import gzip, io\ndef keep(name):\n    gzip.open({}, 'wb')\n"
WRITTEN = "const fs = require('fs');\nexports.keep = (quiet) => fs.writeFileSync({}, '');\n"


def written(folder: Path, members: dict[str, str]) -> list[str | None]:
    """The files that are written, of each what is said."""
    uses = uses_of(folder, "acme-1.tgz", members)
    return [use.destination for use in uses if use.capability == "fs.write"]


@pytest.mark.parametrize(
    ("given", "files"),
    [
        ("io.BytesIO()", []),
        ("io.BytesIO() if name else 'a.gz'", ["a.gz", "{…}"]),
        ("name or io.BytesIO()", [None]),
    ],
)
def test_a_buffer_is_no_file_where_it_is_nothing_else(
    tmp_path: Path, given: str, files: list[str | None]
) -> None:
    text = PACKED.format(given)
    assert written(tmp_path, {**PYTHON, "acme/__init__.py": text}) == files


@pytest.mark.parametrize(
    ("given", "files"), [("1", []), ("2", []), ("quiet ? 1 : 'a.txt'", ["1", "a.txt"])]
)
def test_the_standard_output_is_no_file(
    tmp_path: Path, given: str, files: list[str | None]
) -> None:
    assert written(tmp_path, {**NPM, "index.js": WRITTEN.format(given)}) == files
