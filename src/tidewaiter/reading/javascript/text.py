"""From bytes to text, and from text to what the parser is given: one byte for each code point."""

import codecs
import re

_SPACE = re.compile(r"[\s\ufeff]")
_PLAIN = "tidewaiter.plain"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes) -> tuple[str, str]:
    """The text of a member, and what was wrong with its encoding.

    Args:
        data: The member's bytes: UTF-8, or UTF-16 with a byte order mark.

    Returns:
        The text without its byte order mark, newlines as they are; and "" or a sentence. What is
        not valid in its encoding is read as Latin-1, so that every byte still is in the text.
    """
    mark, encoding = next((m for m in _MARKS if data.startswith(m[0])), (b"", "utf-8"))
    data = data[len(mark) :]
    try:
        return data.decode(encoding), ""
    except UnicodeDecodeError as error:
        return data.decode("latin-1"), f"not valid {encoding} at byte {error.start}"


def parsed_form(text: str) -> bytes:
    """The text as ASCII in which every offset and column still counts code points.

    Letters and symbols become ``_``, spaces a space; a line or paragraph separator becomes a
    carriage return, which ends a comment as it does (ECMA-262, 12.3) but starts no line.
    """
    return text.replace("\0", " ").encode("ascii", _PLAIN)


def _plain(error: UnicodeError) -> tuple[str, int]:
    """What stands for a run of code points beyond ASCII."""
    assert isinstance(error, UnicodeEncodeError)
    run = error.object[error.start : error.end]
    if _SPACE.search(run) is None:
        return "_" * len(run), error.end
    return "".join(_ascii(point) for point in run), error.end


def _ascii(point: str) -> str:
    if point in "\u2028\u2029":
        return "\r"
    return " " if point.isspace() or point == "\ufeff" else "_"


codecs.register_error(_PLAIN, _plain)
