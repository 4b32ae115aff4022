"""INI files with the line of every value; what ``configparser`` reads, in linear time."""

from typing import NamedTuple


class Line(NamedTuple):
    """One line of an option's value, stripped; ``number`` from 1."""

    number: int
    text: str


Section = dict[str, list[Line]]


def sections(text: str, delimiters: str) -> tuple[dict[str, Section], list[int]]:
    """Section → option → the lines of its value without empty ones and comments.

    A line that is indented continues the value before it. Of options written twice the last
    counts, sections written twice are one. The second value holds the numbers of lines that
    are none of this.
    """
    found: dict[str, Section] = {}
    section: Section | None = None
    value: list[Line] | None = None
    broken = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        stripped = line.strip()
        if not stripped or stripped[0] in "#;":
            continue
        if line[0].isspace() and value is not None:
            value.append(Line(number, stripped))
        elif stripped[0] == "[" and "]" in stripped:
            section, value = found.setdefault(stripped[1 : stripped.rindex("]")].strip(), {}), None
        elif section is None or (end := _first(stripped, delimiters)) < 1:
            broken.append(number)
        else:
            rest = stripped[end + 1 :].strip()
            value = section[stripped[:end].strip()] = [Line(number, rest)] if rest else []
    return found, broken


def _first(text: str, delimiters: str) -> int:
    return min((i for i in map(text.find, delimiters) if i >= 0), default=-1)
