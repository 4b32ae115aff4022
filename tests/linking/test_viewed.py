"""What is gone through of a dictionary: the keys that it has, not those it is only asked for."""

from pathlib import Path

from tests.support.inspected import uses_of

LOADS = """
class Data:
    _loaders = {{}}

    @classmethod
    def register(cls, code, loader):
        cls._loaders[code] = loader

    @classmethod
    def one(cls, code):
        loader = cls._loaders.get(code, None)
{body}

    @classmethod
    def every(cls):
        for code, loader in list(cls._loaders.items()):
            if loader is not None:
                loader(code)

def load(code):
    __import__("data_%s" % code)

for code in ("a", "b"):
    Data.register(code, load)

def number():
    return Data.one("zero")
"""


def loaded(folder: Path, body: str) -> set[str | None]:
    """What going through all of the loaders loads, if they are used so one by one."""
    text = LOADS.format(body="\n".join(f"        {line}" for line in body.split("\n")))
    uses = uses_of(folder, "p-1.0.tar.gz", {"p.py": text})
    found = {use.destination for use in uses if use.entry == "p.Data.every()"}
    assert {"data_a", "data_b"} <= found
    return found


def test_what_is_emptied_after_it_was_found_gives_no_key(tmp_path: Path) -> None:
    body = "if loader is not None:\n    cls._loaders[code] = None"
    assert loaded(tmp_path, body) == {"data_a", "data_b"}


def test_what_is_put_without_such_a_test_does(tmp_path: Path) -> None:
    for body in (
        "cls._loaders[code] = None",
        "if loader is None:\n    cls._loaders[code] = None",
        "if loader is not None:\n    cls._loaders[code] = load",
        "loader = cls\nif loader is not None:\n    cls._loaders[code] = None",
        "code = code.upper()\nif loader is not None:\n    cls._loaders[code] = None",
    ):
        assert loaded(tmp_path, body) & {"data_zero", "data_ZERO"}, body
