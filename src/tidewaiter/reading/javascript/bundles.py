"""The helpers that bundlers put around modules, by their shape when a minifier renamed them."""

import re

_MAKES_MODULE = re.compile(r"\(([\w$]+)\s*=\s*\{\s*exports:\s*\{\s*\}\s*\}\)\.exports,\s*\1\)")
_TAKES_TWO = re.compile(r"([\w$]+)\s*=\s*\([\w$]+,\s*([\w$]+)\)\s*=>")
_RUNS_ONCE = re.compile(
    r"([\w$]+)\s*=\s*\(([\w$]+),\s*([\w$]+)\)\s*=>[^;]{1,40}\2\s*&&\s*"
    r"\(\3\s*=[^;]{1,60}\(\2\s*=\s*0\)\),\s*\3\b"
)
_GIVES_DEFAULT = re.compile(
    r"(?:function\s+([\w$]+)\s*\(([\w$]+)\)\s*\{\s*return|([\w$]+)\s*=\s*\(?([\w$]+)\)?\s*=>)"
    r"[\s(]*(?:\2|\4)\s*&&\s*(?:\2|\4)\.__esModule\b[^?;{}]{0,90}\?\s*(?:\2|\4)\b"
)
_MAKES_NAMESPACE = re.compile(
    r"([\w$]+)\s*=\s*\(([\w$]+),\s*[\w$]+,\s*[\w$]+\)\s*=>[^;]{1,300}"
    r"!\2\.__esModule\s*\?\s*[\w$]+\([\w$]+,\s*[\"']default[\"'],\s*\{\s*value:\s*\2\b"
)
_BEFORE = 250
"""Characters within which a helper begins before what tells it."""
_AFTER = 150


def renamed(text: str) -> dict[str, str]:
    """The helpers that a text defines, each by the name that esbuild or a compiler gives it.

    Cost: O(n), native, for most texts two searches for a word.
    """
    found: dict[str, str] = {}
    for made in _MAKES_MODULE.finditer(text) if "exports:" in text else ():
        for taker in _TAKES_TWO.finditer(text, max(0, made.start() - _BEFORE), made.start()):
            if taker[2] == made[1]:
                found[taker[1]] = "__commonJS"
        for once in _RUNS_ONCE.finditer(
            text, max(0, made.start() - 4 * _BEFORE), made.end() + 4 * _BEFORE
        ):
            found[once[1]] = "__esm"
    at = text.find("__esModule")
    while at >= 0:
        start, end = max(0, at - _BEFORE), at + _AFTER
        for given in _GIVES_DEFAULT.finditer(text, start, end):
            found[given[1] or given[3]] = "__toESM"
        for made in _MAKES_NAMESPACE.finditer(text, start, end):
            found[made[1]] = "__toESM"
        at = text.find("__esModule", at + _AFTER)
    return found
