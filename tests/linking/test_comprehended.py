"""What comprehensions make of lists that are known: of each element, in order."""

from pathlib import Path
from time import process_time

import pytest
from tests.support.inspected import uses_of


def run(folder: Path, *lines: str) -> set[str | None]:
    """What a function of these lines runs in a shell."""
    text = "\n    ".join(["import os", "def run(name, *names):"]).replace("\n    ", "\n", 1)
    uses = uses_of(folder, "p-1.0.tar.gz", {"p.py": "\n    ".join([text, *lines])})
    return {use.destination for use in uses if use.capability == "process.shell"}


@pytest.mark.parametrize(
    ("joined", "expected"),
    [
        ("""'"%s"' % w for w in ["git", "add", name]""", '"git" "add" "{…}"'),
        ("""f"-{w.strip()}" for w in ("a ", name)""", "-a -{…}"),
        ("""[w + "!" for w in ["a", "b"]]""", "a! b!"),
        ("""w for w in ("git", "add", *names)""", "git add {…}"),
        ("""'%s=%r' % pair for pair in {"a": name, "b": 2}.items()""", "a={…} b=2"),
        ("""f"{k}={v}" for k, v in {"a": name, "b": 2}.items()""", "a={…} b=2"),
    ],
)
def test_words_stand_in_the_order_of_the_list(tmp_path: Path, joined: str, expected: str) -> None:
    assert run(tmp_path, f'os.system(" ".join({joined}))') == {expected}


def test_each_list_is_told_by_itself_and_what_all_others_begin_with(tmp_path: Path) -> None:
    lines = (
        'words = ["git", name] if name else names',
        """os.system(" ".join('"%s"' % word for word in words))""",
    )
    assert run(tmp_path, *lines) == {'"git" "{…}"', '"{…}" {…}'}


def test_of_a_list_that_grows_later_the_order_is_not_told(tmp_path: Path) -> None:
    text = """import os
PAIRS = [("a", 1), ("b", 2)]
def register(pair):
    PAIRS.append(pair)
def run():
    os.system(" ".join("%s=%s" % pair for pair in PAIRS))
"""
    uses = uses_of(tmp_path, "p-1.0.tar.gz", {"p.py": text})
    assert "a=1 b=2" not in {use.destination for use in uses}


@pytest.mark.parametrize(
    "change",
    [
        'words.append("z")',
        'words.insert(0, "z")',
        'words[0] = "z"',
        "words.reverse()",
        'def add(given):\n    given.append("z")\nadd(words)',
    ],
)
def test_a_list_that_is_changed_is_not_known_as_a_whole(tmp_path: Path, change: str) -> None:
    text = f'import os\nwords = ["a", "b"]\n{change}\nos.remove("/".join(w for w in words))\n'
    uses = uses_of(tmp_path, "p-1.tar.gz", {"PKG-INFO": "Name: p\nVersion: 1\n", "p.py": text})
    found = {use.destination for use in uses if use.capability == "fs.delete"}
    assert "a/b" not in found
    assert any(touched is not None and "{…}" in touched for touched in found)


def test_comprehensions_that_go_through_each_other_take_no_time(tmp_path: Path) -> None:
    lines = [
        "import os",
        "def run(names):",
        '    a0 = a1 = a2 = a3 = a4 = a5 = ["x"]',
        "    while 1:",
    ]
    lines += [
        f"        a{i} = [w + '!' for w in a{j}]" for i in range(6) for j in range(6) if i != j
    ]
    lines.append('        os.system(" ".join(a0))')
    started = process_time()
    uses = uses_of(tmp_path, "p-1.0.tar.gz", {"p.py": "\n".join(lines)})
    assert process_time() - started < 10
    assert any(use.capability == "process.shell" for use in uses)
