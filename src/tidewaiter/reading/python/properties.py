"""Which attributes a text has properties for, told by its characters before it is read."""

import re

_WORD = "property"
_PROPERTY = re.compile(
    r"^[ \t]*+@[\w.]*property\b[^\n]*+\n(?:[ \t]*+@[^\n]*+\n)*+"
    r"[ \t]*+(?:async[ \t]++)?def[ \t]++(\w++)",
    re.MULTILINE,
)


def property_names(text: str) -> frozenset[str]:
    """The names of the attributes that functions of a text give when they are read."""
    if _WORD not in text:
        return frozenset()
    return frozenset(_PROPERTY.findall(text))
