"""Names of members: from what an archive says to a clean relative path, and what was odd."""

import re
import unicodedata

from tidewaiter.model.anomalies import AnomalyKind as Kind
from tidewaiter.model.member import MemberPath

LONGEST = 4_096
"""Code points of a name that is still read (PATH_MAX on Linux)."""

_SEGMENT = r"(?!\.{1,2}(?:/|\Z))[\w.+@=,~$%&#!^(){}\[\]' -]*[\w+@=,~$%&#!^(){}\[\]'-]"
_PLAIN = re.compile(rf"(?:{_SEGMENT}/)*{_SEGMENT}", re.ASCII)
_RESERVED = re.compile(r"(?:^|/)(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.[^/]*)?(?:/|\Z)", re.I)
_CHANGED = re.compile(r"""[:<>"|?*]|[. ](?:/|\Z)""")
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_INVISIBLE = re.compile(r"[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def clean(name: str) -> tuple[MemberPath, tuple[Kind, ...]]:
    """The place an installer would write ``name`` to, and the anomalies in it.

    Backslashes count as separators, ``.`` and empty parts go, ``..`` takes the part before it
    and stops at the top, a NUL ends the name as it does for every C library. The path is empty
    when nothing is left of it.

    >>> clean("../pkg\\\\a/./b.py")
    ('pkg/a/b.py', (<AnomalyKind.BACKSLASH_NAME: 'backslash-name'>, \
<AnomalyKind.TRAVERSAL_NAME: 'traversal-name'>))
    """
    if _PLAIN.fullmatch(name) and len(name) <= LONGEST:
        odd = (Kind.WINDOWS_NAME,) if _RESERVED.search(name) else ()
        return MemberPath(name), odd
    return _clean_slowly(name)


def _clean_slowly(name: str) -> tuple[MemberPath, tuple[Kind, ...]]:
    found = [kind for kind, odd in _oddities(name) if odd]
    path = name.partition("\0")[0].replace("\\", "/")
    if _DRIVE.match(path):
        path = path[2:]
    if path.startswith("/") or _DRIVE.match(name):
        found.append(Kind.ABSOLUTE_NAME)
    kept: list[str] = []
    for part in path.split("/"):
        if part == "..":
            found.append(Kind.TRAVERSAL_NAME)
            del kept[-1:]
        elif part not in ("", "."):
            kept.append(part)
    return MemberPath("/".join(kept)), tuple(dict.fromkeys([*found, *_windows("/".join(kept))]))


def _oddities(name: str) -> tuple[tuple[Kind, bool], ...]:
    return (
        (Kind.LONG_NAME, len(name) > LONGEST),
        (Kind.CONTROL_NAME, bool(_CONTROL.search(name))),
        (Kind.INVISIBLE_NAME, bool(_INVISIBLE.search(name))),
        (Kind.UNDECODABLE_NAME, "\ufffd" in name),
        (Kind.BACKSLASH_NAME, "\\" in name),
    )


def _windows(path: str) -> tuple[Kind, ...]:
    odd = _CHANGED.search(path) or _RESERVED.search(path)
    return (Kind.WINDOWS_NAME,) if odd else ()


class Seen:
    """The paths of one container so far, to tell duplicates and clashes."""

    def __init__(self) -> None:
        self._spelling: dict[str, str] = {}
        self._paths: set[str] = set()
        self._folders: set[str] = set()

    def admit(self, path: str) -> tuple[tuple[Kind, str], ...]:
        """Add ``path`` and tell what it clashes with, as kind and detail."""
        if path in self._paths:
            return ((Kind.DUPLICATE_MEMBER, "the name was there before"),)
        self._paths.add(path)
        odd: list[tuple[Kind, str]] = []
        first = self._spelling.setdefault(_folded(path), path)
        if first != path:
            odd.append((Kind.CASE_CLASH, f"differs only in case or form from {first}"))
        if path in self._folders:
            odd.append((Kind.FILE_FOLDER_CLASH, "is also a folder"))
        clash = self._add_folders(path)
        if clash:
            odd.append((Kind.FILE_FOLDER_CLASH, f"lies in {clash}, which is also a file"))
        return tuple(odd)

    def _add_folders(self, path: str) -> str:
        """Add the folders above ``path``; returns one of them that is a file, or ""."""
        parent = path.rpartition("/")[0]
        while parent and parent not in self._folders:
            self._folders.add(parent)
            parent = parent.rpartition("/")[0]
        parent = path.rpartition("/")[0]
        while parent and parent not in self._paths:
            parent = parent.rpartition("/")[0]
        return parent


def _folded(path: str) -> str:
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()
