"""Which properties a text has functions for that read them, told by its characters alone.

It is known before the text is read, so that reads of other properties need no event.
"""

import re

_NAME = r"[\"']?(#?[\w$]++)[\"']?"
_DESCRIPTOR = r"\{[^{}]{0,120}?\bget\b"
_WRITTEN = re.compile(rf"(?<![\w$.])get\s++\[?\s*+{_NAME}\s*+\]?\s*+\(")
_BY_METHOD = re.compile(rf"__defineGetter__\(\s*+{_NAME}")
_DEFINED = re.compile(
    rf"defineProperty\(\s*+(?!exports\b)[^,{{}}]{{1,80}},\s*+{_NAME}\s*+,\s*+(?:{_DESCRIPTOR}|[\w$])"
)
_LISTED = re.compile(rf"(?<![\w$]){_NAME}\s*+:\s*+{_DESCRIPTOR}")


def accessor_names(text: str) -> frozenset[str]:
    """The names of the properties that functions of a text read."""
    found: set[str] = set()
    if "get " in text:
        found.update(_WRITTEN.findall(text))
    if "__defineGetter__" in text:
        found.update(_BY_METHOD.findall(text))
    if "defineProperty(" in text:
        found.update(_DEFINED.findall(text))
    if "defineProperties" in text or "Object.create" in text:
        found.update(_LISTED.findall(text))
    return frozenset(found)
