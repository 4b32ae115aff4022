"""Compiled extensions of a release: the import that loads one is a use of native code."""

from pathlib import Path

from tests.support.inspected import uses_of

ELF = "\x7fELF\x02\x01\x01" + "\0" * 64
NAME = "acme/_fast.cpython-311-x86_64-linux-gnu.so"
METADATA = "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"


def _loaded(folder: Path, members: dict[str, str]) -> set[tuple[str, str, str | None]]:
    whole = {"PKG-INFO": METADATA, NAME: ELF, **members}
    uses = uses_of(folder, "acme-1.tgz", whole)
    return {
        (f"{use.member}:{use.line}", use.phase.value, use.destination)
        for use in uses
        if use.capability == "code.native"
    }


def test_an_import_loads_it(tmp_path: Path) -> None:
    members = {
        "acme/__init__.py": "from .inner import fast\n",
        "acme/inner.py": "try:\n    from . import _fast as fast\nexcept ImportError:\n    pass\n",
        "acme/late.py": "def run():\n    from acme._fast import go\n    go()\n",
    }
    assert _loaded(tmp_path, members) == {
        ("acme/inner.py:2", "import", NAME),
        ("acme/late.py:2", "call", NAME),
    }


def test_what_only_has_the_name_loads_nothing(tmp_path: Path) -> None:
    members = {
        "acme/__init__.py": "from other import _fast\nfrom . import _fast_path\n",
        "acme/_fast_path.py": "_fast = 1\n",
    }
    assert not _loaded(tmp_path, members)
