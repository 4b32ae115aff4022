"""Which variables a script takes from its environment: those that it did not set itself before."""

import re

_NAME = re.compile(r"[A-Za-z_]\w*")
_SETS = re.compile(r"(?<![\w$])([A-Za-z_]\w*)(?:\[[^\]\n]*\])?\+?=")
_LISTED = re.compile(
    r"\b(?:for|select|read|local|declare|typeset|readonly|mapfile|readarray|getopts|set)\b"
    r"([^;|&<>\n]*)"
)
_WORD = re.compile(r"(?<![\w$-])[A-Za-z_]\w*")
_SETTERS = frozenset({"read", "mapfile", "readarray", "getopts", "set", "printf"})
"""Commands that set the variables which they are given as words; cmd's ``set`` takes ``A=b``."""

_TAKES_OTHERS = frozenset({"source", ".", "eval", "call"})
"""Commands after which nobody knows what is set."""

_SHELLS_OWN = frozenset(
    {
        *("BASH", "BASHPID", "BASH_SOURCE", "BASH_VERSION", "BASH_VERSINFO", "BASH_REMATCH"),
        *("COLUMNS", "COMP_CWORD", "COMP_LINE", "COMP_POINT", "COMP_WORDS", "DIRSTACK", "EUID"),
        *("FUNCNAME", "GROUPS", "HOSTTYPE", "IFS", "LINENO", "LINES", "MACHTYPE", "OLDPWD"),
        *("OPTARG", "OPTIND", "OSTYPE", "PIPESTATUS", "PPID", "PS1", "PWD", "RANDOM", "REPLY"),
        *("SECONDS", "SHELLOPTS", "UID", "ZSH_NAME", "ZSH_VERSION"),
    }
)
"""What the shell sets. Sources: POSIX.1-2024, XCU 2.5.3; bash's manual, "Shell Variables"."""

UNKNOWN_NAME = "UNKNOWN"
"""What stands in a line for the part of it that its caller makes up."""

_NO_NAME = re.compile(r"[a-z]|[fdpnxsatz]*\d+")
"""Loop variables and arguments of batch files: ``%i``, ``%~dp0``."""

_PLATFORM = re.compile(
    r"\buname\b|\bsw_vers\b|\$\{?(?:OSTYPE|OS|MACHTYPE|HOSTTYPE)\b|/etc/os-release"
)
_THERE = re.compile(
    r"(?:^|[\s(;&|])(?:\[\[?|test)\s+(?:!\s+)?-[abcdefghkLprsStuwx]\s"
    r"|\bcommand\s+-[vV]\s|(?:^|[\s(;&|!])(?:which|type\s+-[pPat]+|hash)\s"
)
"""Tests for a file, a terminal or a program: the machine decides them."""

_ARGUMENT = re.compile(r"\$\{?[1-9@#*]")
_EXPANDED = re.compile(r"\$\{?([A-Za-z_]\w*)")


class Variables:
    """The variables that a script has set so far, in the order in which it is read.

    A function runs later, so for it all count that the script sets anywhere.

    Args:
        broken: Not all of the text is shell; then too what is set anywhere counts.
    """

    def __init__(self, text: str, broken: bool) -> None:
        self._set: set[str] = set()
        self._open = False
        self._broken = broken
        self._anywhere = {match[1] for match in _SETS.finditer(text)}
        for match in _LISTED.finditer(text):
            self._anywhere.update(_WORD.findall(match[1]))

    def set(self, name: str) -> None:
        """Take up that the script sets a variable."""
        self._set.add(name)

    def command(self, name: str, words: list[str]) -> None:
        """Take up what a command sets by the words that it is given."""
        if name in _TAKES_OTHERS:
            self._open = True
        elif name in _SETTERS:
            found = (_NAME.match(word) for word in words)
            self._set.update(match[0] for match in found if match)

    def from_outside(self, name: str, in_function: bool) -> bool:
        """Whether a variable that is read now comes from the environment."""
        if self._open or name in _SHELLS_OWN or name == UNKNOWN_NAME or _NO_NAME.fullmatch(name):
            return False
        return name not in (self._anywhere if in_function or self._broken else self._set)

    def condition(self, test: str, in_function: bool) -> str:
        """What kind of branch a test makes: one of `TOLD_KINDS`, or "if"."""
        if _PLATFORM.search(test):
            return "platform"
        if not in_function and _ARGUMENT.search(test):
            return "command-line"
        if _THERE.search(test):
            return "environment"
        names = _EXPANDED.findall(test)
        return "environment" if any(self.from_outside(n, in_function) for n in names) else "if"
