"""Members of an enum are told as what they stand for."""

from pathlib import Path

import pytest
from tests.support.inspected import uses_of

PYTHON = {"PKG-INFO": "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"}

ENUM = """import enum, os
class Feed(enum.Enum):
    LIVE = "live"
    LATE = "late"
"""


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("os.remove(Feed.LIVE.value)\n", ["live"]),
        ("def drop(feed):\n    os.remove(feed.value)\n", [None]),
        ("def drop(feed=Feed.LATE):\n    os.remove(f'a/{feed.value}')\n", ["a/late", "a/{…}"]),
        (
            "class Drop:\n"
            "    def __init__(self, feed=Feed.LATE):\n"
            "        self.feed = Feed(feed) if isinstance(feed, str) else feed\n"
            "    def run(self):\n"
            "        os.remove(self.feed.value + '/a')\n",
            ["late/a", "{…}/a"],
        ),
    ],
)
def test_the_value_of_a_member_is_what_the_enum_says(
    tmp_path: Path, text: str, files: list[str | None]
) -> None:
    uses = uses_of(tmp_path, "acme-1.tgz", {**PYTHON, "acme/__init__.py": ENUM + text})
    assert [use.destination for use in uses] == files
