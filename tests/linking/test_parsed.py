"""What a command line's parser gives under a name is known as far as options say it."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of

TOOL = """
import argparse, os
from pathlib import Path

def located(word):
    return Path("/srv") / word

class Store:
    def __init__(self, word):
        self.word = word
    def clear(self):
        os.remove(self.word)

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-o", "--out-file", type=Path)
    parser.add_argument("place", type=located)
    parser.add_argument("--what", "-w", dest="store", type=Store)
    parser.add_argument("--word")
    parser.set_defaults(func=run)
    args = parser.parse_args()
    args.func(args)

def run(args):
    pass  # here
"""


@pytest.mark.parametrize(
    ("does", "capability"),
    [
        ("args.out_file.write_text('x')", "fs.write"),
        ("args.place.unlink()", "fs.delete"),
        ("args.store.clear()", "fs.delete"),
        ("vars(args)['word'].unlink()", None),
        ("args.word.unlink()", None),
        ("args.what.clear()", None),
    ],
)
def test_what_options_are_made_of_has_methods(
    tmp_path: Path, does: str, capability: str | None
) -> None:
    text = TOOL.replace("pass  # here", does)
    members = {"tool.py": text, "pyproject.toml": '[project.scripts]\ntool = "tool:main"\n'}
    uses = uses_of(tmp_path, "p-1.0.tar.gz", members)
    assert {u.capability for u in uses if u.phase == "bin"} == {capability} - {None}


def test_of_what_is_known_besides_the_first_is_the_namespace(tmp_path: Path) -> None:
    text = TOOL.replace("args = parser.parse_args()", "args, rest = parser.parse_known_args()")
    text = text.replace("pass", "args.place.rmdir()")
    uses = uses_of(tmp_path, "p-1.0.tar.gz", {"tool.py": text})
    assert [u.destination for u in uses if u.phase == "call" and "rmdir" in u.snippet]


def test_tests_have_parsers_of_their_own(tmp_path: Path) -> None:
    tests = "import argparse\nfrom pathlib import Path\n"
    tests += "argparse.ArgumentParser().add_argument('--word', type=Path)\n"
    members = {"tool.py": TOOL.replace("pass", "args.word.unlink()"), "tests/test_a.py": tests}
    uses = uses_of(tmp_path, "p-1.0.tar.gz", members)
    assert not [u for u in uses if "word.unlink" in u.snippet]
