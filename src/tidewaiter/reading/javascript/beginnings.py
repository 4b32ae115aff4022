"""With what a regular expression lets a text begin: ``/^https?:/`` with ``http:`` or ``https:``."""

import re

_MOST = 8
"""Beginnings that are told apart."""

_ANYTHING = frozenset({"", ".*", ".*$"})
_SIGN = re.compile(r"\\([^a-zA-Z0-9])|([^\\.\[(*+{$|?^])")


def beginnings(pattern: str) -> tuple[list[str], bool]:
    """Every text that starts what a pattern matches, as far as that is plain; none if unknown.

    And whether it matches all that begins so.

    Args:
        pattern: The regular expression between its slashes, which begins with ``^``.

    >>> beginnings(r"^https?:\\/\\/.*$")
    (['http://', 'https://'], True)
    >>> beginnings(r"^a|b")
    ([], False)
    """
    if not pattern.startswith("^") or "|" in pattern:
        return [], False
    found = [""]
    at = 1
    while at < len(pattern) and (sign := _SIGN.match(pattern, at)):
        at = sign.end()
        after = pattern[at : at + 1]
        if after in ("*", "{"):
            at = sign.start()
            break
        longer = [text + (sign[1] or sign[2]) for text in found]
        found = found + longer if after == "?" else longer
        if after == "+" or len(found) > _MOST:
            break
        at += after == "?"
    told = all(found) and len(found) <= _MOST
    return (found, pattern[at:] in _ANYTHING) if told else ([], False)
