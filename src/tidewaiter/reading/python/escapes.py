"""Lets a parser see ASCII only, and leads what it says back to the text it came from.

The columns of ``ast_serialize`` are neither bytes nor code points on a line with other
characters, and cannot be told apart afterwards. So every run of them is written as an
identifier that occurs nowhere else, which is as good in a name as in a string or a comment.
"""

import re
import unicodedata

_RUN = re.compile(r"[^\x00-\x7f]+")


class Escapes:
    """One text with its other characters escaped, as ``escaped``."""

    def __init__(self, text: str) -> None:
        self._prefix = "zq"
        while self._prefix in text:
            self._prefix += "q"
        self._pattern = re.compile(self._prefix + "((?:[0-9a-f]{6})+)z")
        # Looking for them in each line costs a quarter of looking for them in the text.
        lines = [line if line.isascii() else self._escape(line) for line in text.split("\n")]
        self.escaped = "\n".join(lines)

    def _escape(self, line: str) -> str:
        return _RUN.sub(self._escape_run, line)

    def _escape_run(self, run: re.Match[str]) -> str:
        return self._prefix + "".join([f"{ord(c):06x}" for c in run[0]]) + "z"

    def restore(self, text: str) -> str:
        """The text as it was."""
        if self._prefix not in text:
            return text
        return self._pattern.sub(_unescape, text)

    def identifier(self, name: str) -> str:
        """A name as it was, in the normal form by which Python compares names (PEP 3131)."""
        return unicodedata.normalize("NFKC", self.restore(name)) if self._prefix in name else name

    def longer(self) -> dict[int, str]:
        """The escaped lines that hold an escape, by number from 1: their columns differ."""
        lines = self.escaped.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return {number: line for number, line in enumerate(lines, 1) if self._prefix in line}


def _unescape(found: re.Match[str]) -> str:
    digits = found[1]
    return "".join([chr(int(digits[i : i + 6], 16)) for i in range(0, len(digits), 6)])
