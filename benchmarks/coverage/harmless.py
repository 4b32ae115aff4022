"""Names that were looked at and found to need no entry, in groups that say why.

``harmless/<platform>.toml`` holds them::

    [[group]]
    reason = "Arithmetic on numbers that are given."
    names  = ["math.sqrt", "fractions.Fraction"]

A class that is listed covers its own members (what it inherits is judged where it is declared);
of a class with a catalogued member, the others are listed one by one. There is no wildcard for a
module: a name that its next version brings is a gap until somebody has looked at it.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import msgspec

FOLDER = Path(__file__).with_name("harmless")


class Group(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names that are harmless for one reason."""

    reason: str
    names: tuple[str, ...]


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One platform's groups."""

    group: tuple[Group, ...] = ()


@dataclass(frozen=True)
class Harmless:
    """All groups of a platform: each name with its reason; ``twice`` are those listed again."""

    names: dict[str, str]
    twice: tuple[str, ...] = ()


def load_harmless(path: Path) -> Harmless:
    """The file's names; none when there is no file yet.

    Raises:
        ValueError: It is no TOML, says something else, or has a group without reason.
    """
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    file = msgspec.convert(tomllib.loads(text), File)
    names: dict[str, str] = {}
    twice = []
    for group in file.group:
        if not group.reason.strip():
            raise ValueError(f"{path.name}: the group of {group.names[:1]} has no reason.")
        for name in group.names:
            if name in names:
                twice.append(name)
            names[name] = group.reason
    return Harmless(names, tuple(twice))
