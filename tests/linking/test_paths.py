"""Objects of pathlib carry the path they hold to the call that uses it."""

from pathlib import Path

import pytest
from tests.support.inspected import told, uses_of

HEAD = """import ctypes.util, os
from importlib.resources import files
from pathlib import Path


def public(name, folder: Path):
    """


@pytest.mark.parametrize(
    ("line", "use"),
    [
        ("Path('a', 'b').read_text()", ("fs.read", "a/b")),
        ("(Path(__file__).parent / 'x' / 'y.txt').read_text()", ("fs.read", "{…}/x/y.txt")),
        ("open(Path(__file__).resolve().parents[1] / 'z')", ("fs.read", "{…}/z")),
        ("('a' / Path('b')).unlink()", ("fs.delete", "a/b")),
        ("folder.joinpath('k').write_text('x')", ("fs.write", "{…}/k")),
        ("Path(name).parent.mkdir()", ("fs.write", None)),
        ("Path('a/b.txt').with_suffix('.c').touch()", ("fs.write", "a/b.c")),
        ("Path('a', name).with_suffix('.c').touch()", ("fs.write", "a/{…}.c")),
        ("Path('a', name).parent.mkdir()", ("fs.write", "a/{…}")),
        ("Path('a', name).parent.parent.mkdir()", ("fs.write", None)),
        ("(Path('a.toml').parent / 'b').touch()", ("fs.write", "./b")),
        ("(Path.cwd() / 'b').touch()", ("fs.write", "./b")),
        ("(Path.cwd().parent / 'b').touch()", ("fs.write", "{…}/b")),
        ("Path('a/b').with_name('c').touch()", ("fs.write", "a/c")),
        ("(Path.home() / '.aws' / 'credentials').open()", ("secrets.file", "~/.aws/credentials")),
        ("open(os.path.join(Path('a'), 'b'))", ("fs.read", "a/b")),
        ("open(f'{Path(\"a\")}/b')", ("fs.read", "a/b")),
        ("open(str(Path('a')))", ("fs.read", "a")),
        ("[each.unlink() for each in sorted(Path('d').glob('*'))]", ("fs.delete", "d/{…}")),
        ("open(Path('a/b.txt').stem)", ("fs.read", "b")),
        ("open(f'{(Path(__file__).parent / \"x\").as_posix()}/y')", ("fs.read", "{…}/x/y")),
        ("files('p.data').joinpath('a.txt').read_text()", ("fs.read", "p/data/a.txt")),
        ("(files(__package__) / 'a.txt').open()", ("fs.read", "{…}/a.txt")),
        ("open(os.path.join(os.path.dirname('a/b.txt'), 'c'))", ("fs.read", "a/c")),
        ("open(os.path.join(os.path.dirname('b.txt'), 'c'))", ("fs.read", "c")),
        ("os.makedirs(os.path.dirname(f'{name}/a/b'))", ("fs.write", "{…}/a")),
        ("os.makedirs(os.path.dirname(os.path.join('a', name)))", ("fs.write", None)),
        ("os.makedirs(os.path.dirname(f'{name}.txt'))", ("fs.write", None)),
        ("open(os.path.basename('a/b.txt'))", ("fs.read", "b.txt")),
        ("ctypes.CDLL(ctypes.util.find_library('x'))", ("code.native", "{…}x{…}")),
    ],
)
def test_the_path_is_told(tmp_path: Path, line: str, use: tuple[str, str | None]) -> None:
    members = {"PKG-INFO": "Name: p\nVersion: 1\n", "p/__init__.py": f"{HEAD}{line}\n"}
    uses = told(uses_of(tmp_path, "p-1.tar.gz", members))
    assert (use[0], "call", use[1]) in uses


def test_a_path_that_is_only_made_does_nothing(tmp_path: Path) -> None:
    text = "from pathlib import Path\nROOT = Path(__file__).parent / 'x'\nROOT.with_suffix('')\n"
    members = {"PKG-INFO": "Name: p\nVersion: 1\n", "p/__init__.py": text}
    assert uses_of(tmp_path, "p-1.tar.gz", members) == ()


def test_what_pytest_gives_a_test_is_surely_that(tmp_path: Path) -> None:
    text = """
import shutil
from pathlib import Path

def test_it(tmp_path: Path):
    shutil.unpack_archive(str(tmp_path.with_suffix(".tar.gz")), extract_dir=tmp_path)
"""
    uses = uses_of(tmp_path, "p-1.tar.gz", {"tests/test_it.py": text})
    found = [(use.capability, use.destination) for use in uses]
    assert found == [("data.archive", "{…}.tar.gz"), ("fs.write", None)]


@pytest.mark.parametrize(
    ("line", "use"),
    [
        ("import(path.join(path.dirname(require.resolve('a/b.json')), x))", "{…}/a/{…}"),
        ("fs.readFileSync(require.resolve('./b.json'))", "{…}/b.json"),
        ("fs.readFileSync(path.join(path.dirname('a'), 'b'))", "./b"),
        ("fs.readFileSync(path.basename('a/b.txt', '.txt'))", "b"),
        ("fs.readFileSync(require('path/posix').join(x, 'b'))", "{…}/b"),
        ("fetch(new URL('a.json', x).toString())", "{…}/a.json"),
        ("fetch(new URL('https://acme.org/a', x))", "https://acme.org/a"),
        ("cp.spawn('npm', [...words, 'a'])", "npm install -D a"),
    ],
)
def test_a_script_joins_what_it_knows(tmp_path: Path, line: str, use: str) -> None:
    head = "const fs = require('fs'), path = require('path'), cp = require('child_process');\n"
    script = f"{head}const words = ['install', '-D'];\nexports.a = (x) => {line};\n"
    members = {"package.json": '{"name": "p", "version": "1.0.0"}', "index.js": script}
    assert use in {one.destination for one in uses_of(tmp_path, "p-1.0.0.tgz", members)}


@pytest.mark.parametrize(
    ("path", "destination"),
    [
        ('fileURLToPath(new URL("./b.txt", import.meta.url))', "{…}/b.txt"),
        ('fileURLToPath("file:///h/a%20i")', "/h/a i"),
        ('pathToFileURL("/j/k").href', "file:///j/k"),
        ('pathToFileURL("./k").toString()', "file://{…}/k"),
        (
            'pathToFileURL(require.resolve("../x/child.mjs")).toString()',
            "file://{…}/../x/child.mjs",
        ),
        ('new URL("x.json", `${process.argv[2]}.js`)', "{…}/x.json"),
        ('new URL("../x", `https://a.b/${process.argv[2]}/c`).href', "https://a.b/{…}/x"),
        ('new URL("/x", `https://a.b/${process.argv[2]}`).href', "https://a.b/x"),
        ('"."', "."),
        ('"/"', "/"),
        ("`${process.argv[2]}/.`", None),
    ],
)
def test_scripts_paths_and_addresses_of_files(
    tmp_path: Path, path: str, destination: str | None
) -> None:
    head = 'import fs from "node:fs";\nimport { fileURLToPath, pathToFileURL } from "node:url";\n'
    members = {
        "package.json": '{"name": "p", "version": "1.0.0", "type": "module"}',
        "index.js": f"{head}fs.rmSync({path});",
    }
    uses = told(uses_of(tmp_path, "p-1.0.0.tgz", members))
    assert ("fs.delete", "import", destination) in uses
