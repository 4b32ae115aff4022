"""From bytes to text as Python itself would (PEP 263), and which modules a text can name."""

import codecs
import re
from collections.abc import Iterator

_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK = re.compile(rb"^[ \t\f]*(?:#|$)")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> tuple[str, str]:
    """The text of a source file and what was wrong with it, "" when nothing was.

    A byte order mark, then the coding line in the first two lines, then UTF-8. What cannot be
    decoded that way is read as Latin-1, in which every byte is a character.

    Source: PEP 263 and PEP 3120.
    """
    if data.startswith(codecs.BOM_UTF8):
        return _decoded(data[3:], "utf-8")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text, problem = _decoded(data, encoding)
            return text, problem or f"{encoding} source, which Python does not run"
    name = _declared(data)
    if name and (problem := _unusable(name)):
        return data.decode("latin-1"), problem
    return _decoded(data, name or "utf-8")


def _declared(data: bytes) -> str:
    for line in data[:4096].splitlines()[:2]:
        if found := _COOKIE.match(line):
            return found[1].decode("ascii", "replace")
        if not _BLANK.match(line):
            return ""
    return ""


def _unusable(name: str) -> str:
    """Why an encoding cannot be that of a source: it is unknown, or turns text into other text."""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return f"unknown source encoding {name[:40]!r}"
    if not getattr(info, "_is_text_encoding", True) or info.name in ("idna", "punycode"):
        return f"{name[:40]!r} is no text encoding"
    return ""


def _decoded(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        text = data.decode(encoding)
    except (UnicodeError, ValueError):
        return data.decode("latin-1"), f"not valid {encoding}, read as Latin-1"
    if encoding != "utf-8" and _SURROGATES.search(text):  # UTF-8 itself refuses them
        return _SURROGATES.sub("\ufffd", text), "the source holds half characters"
    return text, ""


_NAME = r"[^\W\d]\w*"
_DOTTED = rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*"
_SPACE = r"(?:[ \t\f]|\\\r?\n)"
_BEGINS = re.compile("import")  # a plain literal is looked for at memory speed
_PLAIN = re.compile(rf"{_SPACE}+({_DOTTED}[^\n;#]*(?:\\\r?\n[^\n;#]*)*)")
_FROM = re.compile(r"\bfrom\b")
_ORIGIN = re.compile(
    rf"((?:\.|{_SPACE})*+)({_NAME}(?:{_SPACE}*+\.{_SPACE}*+{_NAME})*+)?+{_SPACE}*+"
)
_IN_PARENTHESES = re.compile(rf"{_SPACE}*+(\([^)]*+\)?)")
_LISTED = re.compile(rf"{_SPACE}*+((?:[^\n;#\\]|\\\r?\n)*+)")
_DYNAMIC = re.compile(
    r"(?:__|_module)\s*\(\s*(?:name\s*=\s*)?[rbuRBU]{0,2}"
    rf"(?:\"|')(\.*(?:{_DOTTED})?)"
)
_FIRST = re.compile(_DOTTED)
_READ_OVER = 4
"""How often a character may stand in lists of names: once, but for words in comments."""
_COMMENT = re.compile(r"#[^\n]*")


def imports(text: str) -> tuple[str, ...]:
    """Every module that an import statement or call in the text could name, sorted.

    Without a parse, so too many rather than too few: names in strings and comments count, and
    for ``from .a import b`` both ``.a`` and ``.a.b``. Leading dots are kept.

    Raises:
        Overlapping: Lists in parentheses would have to be read many times over.
    """
    places = [match.span() for match in _BEGINS.finditer(text)]
    words = [place for place in places if _is_word(text, *place)]
    found = {_tight(called[1]) for _, end in places if (called := _DYNAMIC.match(text, end))}
    listable = _READ_OVER * len(text) + 10_000
    # The word itself stands neither in what is imported nor in what it is imported from.
    for (_, low), (start, end), (high, _) in zip(
        [(0, 0), *words], words, [*words[1:], (len(text), 0)], strict=False
    ):
        if origin := _origin(text, low, start):
            listed = _IN_PARENTHESES.match(text, end) or _LISTED.match(text, end, high)
            listable -= len(listed[1]) if listed else 0
            if listable < 0:
                raise Overlapping
            module = "." * origin[1].count(".") + _tight(origin[2] or "")
            found.update(_members(module, listed[1] if listed else ""))
        elif plain := _PLAIN.match(text, end, high):
            parts = plain[1].replace("\\", " ").split(",")
            found.update(_tight(first[0]) for p in parts if (first := _FIRST.match(p.strip())))
    found.discard("")
    return tuple(sorted(found))


class Overlapping(Exception):
    """Lists that would hold each other, as only a text made to waste time has them."""


def _origin(text: str, low: int, end: int) -> re.Match[str] | None:
    """The module between the ``from`` of this statement, not before ``low``, and ``end``."""
    start = text.rfind("\n", low, end) + 1
    while start > low and text.endswith(("\\\n", "\\\r\n"), low, start):
        start = text.rfind("\n", low, start - 1) + 1
    words = list(_FROM.finditer(text, max(start, low), end))
    return _ORIGIN.fullmatch(text, words[-1].end(), end) if words else None


def _is_word(text: str, start: int, end: int) -> bool:
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    return not any(one.isalnum() or one == "_" for one in around)


def _members(module: str, listed: str) -> Iterator[str]:
    """``from module import listed``: the module, and each name as a module in it."""
    joint = "" if module.endswith(".") or not module else "."
    yield module
    for name in _names(listed):
        yield f"{module}{joint}{name}"


def _names(listed: str) -> list[str]:
    parts = _COMMENT.sub("", listed).replace("\\", " ").strip("( \t\r\n\f)").split(",")
    return [words[0] for part in parts if (words := part.split()) and words[0].isidentifier()]


def _tight(name: str) -> str:
    return re.sub(r"[\s\\]+", "", name)
