"""The module specifiers a text could ask for, found without parsing; rather too many."""

import re

from tidewaiter.reading.javascript.literals import unescape

# All is bounded, so that words without an end are not searched to the end of the text each.
_GAP = r"(?:\s|/\*(?:[^*]|\*(?!/)){0,500}+\*/|//[^\r\n\u2028\u2029]{0,500}+[\r\n\u2028\u2029])*+"
_QUOTED = (
    r"(?:'((?:[^'\\\r\n]|\\.){1,1000}+)'|\"((?:[^\"\\\r\n]|\\.){1,1000}+)\""
    r"|`((?:[^`\\$]|\\.|\$(?!\{)){1,1000}+)`)"
)
_GIVEN = rf"{_GAP}(?:\?\.)?{_GAP}\({_GAP}{_QUOTED}"

# One expression for each word: a literal prefix is found at memory speed.
_FORMS = tuple(
    re.compile(form, re.DOTALL)
    for form in (
        rf"from{_GAP}{_QUOTED}",
        rf"import{_GAP}(?:\({_GAP})?{_QUOTED}",
        rf"require[\w$]{{0,200}}+{_GAP}(?:\.{_GAP}resolve{_GAP})?{_GIVEN}",
        rf"Worker{_GIVEN}",
        rf"fork{_GIVEN}",
        rf"\){_GIVEN}",  # createRequire(import.meta.url)("x")
        rf"\\u[\w{{}}$\\]{{0,200}}+{_GAP}(?:\.{_GAP}resolve{_GAP})?{_GIVEN}",  # req\u0075ire("x")
    )
)


def imports(text: str) -> tuple[str, ...]:
    """Specifiers with a literal spelling, sorted, each once.

    Returns:
        What ``import``, ``export … from``, ``require``, ``require.resolve``, ``import()``,
        ``new Worker`` and ``fork`` are given as a literal; text in comments and strings that
        looks like it counts too. Cost: O(n).
    """
    return tuple(
        sorted(
            {
                unescape(single or double or template)
                for form in _FORMS
                for single, double, template in form.findall(text)
            }
        )
    )
