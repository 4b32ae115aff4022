"""The loader: what a file may not say is named with its entry; a user's file wins over ours."""

from pathlib import Path

import pytest

from tidewaiter.catalogue import CatalogueError, load
from tidewaiter.catalogue.load import COMPILED

HEADER = 'language = "python"\nlibrary = "acme"\nsource = "https://example.org/"\n'
EXAMPLES = "[[api.example]]\ncode = 'x'\n[[api.look_alike]]\ncode = 'y'\n"


def entry(body: str, examples: str = EXAMPLES) -> str:
    return f'{HEADER}[[api]]\nnames = ["acme.send"]\n{body}\n{examples}'


VALID = entry('capability = "net.connect"')

BROKEN = {
    "not TOML": ("language = ", "is not valid TOML"),
    "not text": (b"\xff\xfe", "is not valid TOML"),
    "no language": ('library = "a"\nsource = "b"', '"language" must be one of'),
    "unknown key of the file": (HEADER + "colour = 1", "colour"),
    "unknown key of an entry": (entry('capability = "net.connect"\ncolour = 1'), "colour"),
    "unknown capability": (entry('capability = "net.fly"'), 'no capability "net.fly"'),
    "unknown kind": (
        entry('capability = "fs.read"\ndestination = { position = 0, kind = "star" }'),
        'no kind "star"',
    ),
    "no example": (entry('capability = "net.connect"', ""), "needs an example"),
    "says nothing": (entry(""), "no capability, returns nothing"),
    "wrong type": (entry('capability = ["net.connect"]'), "Expected `str`"),
    "twice the same name": (entry('capability = "fs.read"') + VALID[len(HEADER) :], "already"),
    "two tests": (
        entry(
            "returns = 'x'\n[[api.when]]\nposition = 0\nequals = 1\nabove = 2\ncapability = ''\n"
        ),
        "exactly one test",
    ),
    "no place": (
        entry("returns = 'x'\n[[api.when]]\nequals = 1\ncapability = ''\n"),
        "names no argument",
    ),
    "bad position": (entry("invokes = { position = -2 }"), "position -2"),
    "bad expression": (
        entry("returns = 'x'\n[[api.when]]\nposition = 0\nmatches = '('\ncapability = ''\n"),
        "no regular expression",
    ),
    "a read is something else also": (
        entry('on = "read"\ncapability = "fs.read"\n[[api.also]]\ncapability = "fs.write"\n'),
        "only a call",
    ),
    "unknown capability of what it is also": (
        entry('capability = "fs.read"\n[[api.also]]\ncapability = "fs.fly"\n'),
        'no capability "fs.fly"',
    ),
    "no place of what it is also": (
        entry(
            'capability = "fs.read"\n[[api.also]]\ncapability = "fs.write"\n'
            'destination = { kind = "file" }\n'
        ),
        "destination names no argument",
    ),
    "nothing is reflected": (
        VALID.replace(HEADER, HEADER + 'reflected = ["acme.other"]\n'),
        "reflected acme.other has no entry",
    ),
    "api is no list": (HEADER + 'api = "x"', "must be written as [[api]]"),
}


@pytest.mark.parametrize(("text", "told"), BROKEN.values(), ids=BROKEN)
def test_what_a_file_may_not_say_is_an_error_that_names_it(
    tmp_path: Path, text: str | bytes, told: str
) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(CatalogueError) as caught:
        load(users=[file])
    assert told in str(caught.value)
    assert str(file) in str(caught.value)


def test_an_error_in_an_entry_names_the_entry(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(entry('capability = "net.fly"'))
    with pytest.raises(CatalogueError, match=r"entry acme\.send"):
        load(users=[file])


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be read"):
        load(users=[tmp_path / "none.toml"])


def test_a_users_entry_wins_over_ours(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(VALID.replace("acme.send", "subprocess.run"))
    ours, theirs = (c.python.lookup("subprocess.run") for c in (load(), load(users=[file])))
    assert ours and ours.capability == "process.spawn"
    assert theirs and theirs.capability == "net.connect"


def test_a_users_refinement_is_asked_before_ours(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        HEADER + '[[refine]]\nfrom = ["fs.read"]\nkinds = ["file"]\nmatch = "netrc"\n'
        'to = "fs.watch"\nexample = []\nlook_alike = []\n'
    )
    assert load().refine("fs.read", "file", "~/.netrc") == "secrets.file"
    assert load(users=[file]).refine("fs.read", "file", "~/.netrc") == "fs.watch"


def test_the_compiled_form_says_the_same(tmp_path: Path) -> None:
    first, second = load(tmp_path), load(tmp_path)
    assert (tmp_path / COMPILED).is_file()
    assert first == second == load()


@pytest.mark.parametrize("damage", [b"", b"\xc1junk", b"\x93\xa0\xa0\xa0"])
def test_a_damaged_compiled_form_is_made_again(tmp_path: Path, damage: bytes) -> None:
    load(tmp_path)
    (tmp_path / COMPILED).write_bytes(damage)
    assert load(tmp_path) == load()
    assert (tmp_path / COMPILED).stat().st_size > len(damage)


def test_a_stale_compiled_form_is_not_used(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(VALID)
    assert load(tmp_path).python.lookup("acme.send") is None
    assert load(tmp_path, users=[file]).python.lookup("acme.send")


def test_the_digest_follows_what_is_said_not_how(tmp_path: Path) -> None:
    one, other = VALID[len(HEADER) :], VALID[len(HEADER) :].replace("send", "post")
    digests = []
    for text in (one + other, other + one, one):
        file = tmp_path / "mine.toml"
        file.write_text(HEADER + text)
        digests.append(load(users=[file]).digest)
    assert digests[0] == digests[1] != digests[2]
