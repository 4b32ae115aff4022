"""What words of a shell script say by themselves."""

import re

from tree_sitter import Node

from tidewaiter.reading.constants import HOLE

_JOINED = frozenset({"concatenation", "string"})
_BEGIN = frozenset({"word", "string_content"})
_LITERAL = frozenset({"word", "raw_string", "string", "number"})
_ESCAPED = re.compile(rb"\\([\\$`])")
_ESCAPED_IN_STRING = re.compile(rb"\\([\\$`\"])")
_ESCAPED_IN_TEXT = re.compile(r"\\([\\$`\"])|\\\n")


_PROGRAM = re.compile(r"\"?[$`].*/([A-Za-z][\w+-]*(?:\.\d+)?)")

FOUND = "{}"
"""What stands for the files that ``find`` and ``xargs`` were given; a concatenation of nothing."""


class Words:
    """What the nodes of one script's tree say.

    Args:
        data: The script, which is asked instead of the nodes: each text of one would leave a piece
            of the script behind in memory (py-tree-sitter 0.26.1).
    """

    def __init__(self, data: bytes) -> None:
        self._data = data

    def _bytes(self, node: Node) -> bytes:
        return self._data[node.start_byte : node.end_byte]

    def text(self, node: Node) -> str:
        """A node as it is written."""
        return self._bytes(node).decode("utf-8", "replace")

    def plain(self, node: Node) -> str:
        """What a word says, "" when that is only known when the script runs.

        Of an option that something unknown is joined to, ``-B"$DIR"``, it is known that it is one.
        """
        if node.type == "command_name" and node.named_children:
            node = node.named_children[0]
        if node.type in _LITERAL and not node.named_children:
            return self.unquoted(node)
        if node.type == "string" and [c.type for c in node.named_children] == ["string_content"]:
            return in_string(self.text(node.named_children[0]))
        first = node.named_children[0] if node.named_children else node
        if node.type in _JOINED and first.type in _BEGIN and self.text(first).startswith("-"):
            return self.text(first) + HOLE
        return FOUND if self._bytes(node) == b"{}" else ""

    def written(self, node: Node) -> str:
        """A word as it is written, without quotes around all of it."""
        shown = self.text(node)
        quoted = len(shown) > 1 and shown[0] == shown[-1] and shown[0] in "'\""
        return shown[1:-1] if quoted else shown

    def unquoted(self, node: Node) -> str:
        """A word without its quotes or, when it has none, without what escapes a character."""
        written = self.text(node)
        if len(written) > 1 and written[0] == written[-1] and written[0] in "'\"":
            return in_string(written[1:-1]) if written[0] == '"' else written[1:-1]
        return written.replace("\\", "") if node.type == "word" else written

    def back_quoted(self, node: Node) -> bytes | None:
        """The script in back quotes that hold escapes, as the shell reads it.

        Source: POSIX.1-2024, XCU 2.6.3 and 2.2.3: a backslash escapes ``$``, a back quote and
        itself, within double quotes also these.
        """
        written = self._bytes(node)
        if not written.startswith(b"`") or b"\\" not in written:
            return None
        in_string = node.parent is not None and node.parent.type == "string"
        return (_ESCAPED_IN_STRING if in_string else _ESCAPED).sub(rb"\1", written[1:-1])


def program(written: str) -> str:
    """The name of a program in a folder that is known when the script runs: ``"$BIN/pip"``.

    What a folder of the release may have too, a name with an ending, is none.
    """
    found = _PROGRAM.fullmatch(written)
    return found[1] if found else ""


def in_string(content: str) -> str:
    """What stands between double quotes, without what escapes a character (POSIX, XCU 2.2.3)."""
    return _ESCAPED_IN_TEXT.sub(r"\1", content) if "\\" in content else content
