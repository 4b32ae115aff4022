"""Private methods: run by a base of another package, or by nobody that is known."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of

INFO = "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"


def entries(folder: Path, text: str) -> list[tuple[str, tuple[str, ...]]]:
    members = {"PKG-INFO": INFO, "acme/__init__.py": "", "acme/chat.py": text}
    return [(use.entry, use.origin) for use in uses_of(folder, "acme-1.tgz", members)]


def chat(base: str) -> str:
    return (
        "import os, abc\nfrom framework import BaseModel\nclass Own: pass\n"
        f"class Chat({base}):\n    def _generate(self):\n        os.remove('a.txt')\n"
    )


def test_a_hook_of_another_packages_base_belongs_to_its_class(tmp_path: Path) -> None:
    assert entries(tmp_path, chat("BaseModel")) == [("acme.chat.Chat()", ())]


@pytest.mark.parametrize("base", ["Own", "object", "abc.ABC"])
def test_a_private_method_that_no_base_knows_is_unreached(tmp_path: Path, base: str) -> None:
    assert entries(tmp_path, chat(base)) == [("", ("unreached",))]


def test_what_the_class_itself_calls_is_reached_through_it(tmp_path: Path) -> None:
    text = chat("BaseModel") + "    def run(self):\n        self._generate()\n"
    assert entries(tmp_path, text) == [("acme.chat.Chat.run()", ())]
