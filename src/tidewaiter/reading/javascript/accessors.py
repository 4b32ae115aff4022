"""Which properties a text may have functions for that read them, told by its characters alone.

It is known before the text is read, so that reads of other properties need no event. Every
expression begins with letters that are rare: a text is searched for them at the speed of memory.
"""

import re

_NAME = r"[\"']?(#?[\w$]++)[\"']?"
_GET = re.compile(r"get(?=[\s:(,}])")
_WRITTEN = re.compile(rf"get\s++\[?\s*+{_NAME}\s*+\]?\s*+\(")
_BY_METHOD = re.compile(rf"__defineGetter__\(\s*+{_NAME}")
_DEFINED = re.compile(rf"defineProperty\(\s*+(?!exports\b)[^,{{}}]{{1,80}},\s*+{_NAME}\s*+,")
_BEFORE = re.compile(r"([\w$]++)[\"']?\s*+:\s*+\{[^{}]*$")
_FARTHEST = 160
_INSIDE = "_$."


def accessor_names(text: str) -> frozenset[str]:
    """The names of the properties that functions of a text may read."""
    found: set[str] = set()
    if "__defineGetter__" in text:
        found.update(_BY_METHOD.findall(text))
    if "defineProperty(" in text:
        found.update(_DEFINED.findall(text))
    listed = "defineProperties" in text or "Object.create" in text
    for get in _GET.finditer(text):
        start = get.start()
        before = text[start - 1 : start]
        if before and (before.isalnum() or before in _INSIDE):
            continue
        if written := _WRITTEN.match(text, start):
            found.add(written[1])
        elif listed and (described := _BEFORE.search(text[max(0, start - _FARTHEST) : start])):
            found.add(described[1])
    return frozenset(found)
