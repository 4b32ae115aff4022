"""Objects of pathlib, and of what is like them: what is known of the path that they hold."""

from collections.abc import Sequence

from tidewaiter.linking.values.possible import MOST_VALUES, NOTHING, Values, one
from tidewaiter.linking.values.value import Instance, Known, UnitId
from tidewaiter.model.facts import Expr
from tidewaiter.reading import constants
from tidewaiter.reading.constants import HOLE

PATH = "pathlib.Path"
_TRAVERSABLE = "importlib.resources.abc.Traversable"
HOLD_PATHS = frozenset({PATH, _TRAVERSABLE})
"""Classes of whose objects it is known which path they hold."""

_CLASSES = frozenset(
    f"pathlib.{pure}{kind}"
    for pure in ("", "Pure")
    for kind in ("Path", "PosixPath", "WindowsPath")
)
_HERE = "."
"""The working directory."""

_TOPS = frozenset({"", "~", _HERE, ".."})
"""Paths of which it is not known what is above them."""

_OF_PACKAGES = frozenset({"importlib.resources.files", "importlib.resources._common.files"})
"""Calls that give the folder of a package by its name."""

_SAME = frozenset({"resolve", "absolute", "expanduser", "readlink", "rename", "replace"})
_BELOW_HERE = HOLE * 2
"""The last part of a path that is one level above something that is not known."""

_BELOW = frozenset({"iterdir", "glob", "rglob"})

AS_TEXT = frozenset(f"{owner}.{name}" for owner in _CLASSES for name in ("as_posix", "__str__"))
"""Methods that give the path as text."""


def joined(parts: Sequence[constants.Folded]) -> str:
    """The parts as one path, `HOLE` where one is not known."""
    path = constants.path_join(parts)
    return path if isinstance(path, str) else HOLE


def several(of: str, maker: tuple[UnitId, Expr], texts: Sequence[constants.Folded]) -> Values:
    """An object of a class that holds one of these paths."""
    kept = texts[:MOST_VALUES]
    found = tuple(Instance(of, maker, t if isinstance(t, str) else HOLE) for t in kept)
    return Values(found, len(texts) == 1, len(texts) > MOST_VALUES)


def made(name: str, receiver: str, args: Sequence[constants.Folded]) -> str | None:
    """The path of the object that a call gives, ``None`` when it gives no path.

    Args:
        name: The qualified name of what is called.
        receiver: The path of the object whose method it is.
        args: Its positional arguments.
    """
    if name in _CLASSES:
        return joined(args) if args else "."
    if name in _OF_PACKAGES:
        return _in_package(args[0]) if args else HOLE
    owner, _, method = name.rpartition(".")
    if owner == _TRAVERSABLE and method == "joinpath":
        return joined([receiver, *args])
    if owner not in _CLASSES:
        return None
    if method in ("home", "cwd"):
        return "~" if method == "home" else _HERE
    if method == "joinpath":
        return joined([receiver, *args])
    if method in _SAME:
        return receiver
    if method in _BELOW:
        return joined([receiver, HOLE])
    if method == "with_name":
        return joined([parent(receiver), *args])
    if method == "with_suffix":
        suffix = args[0] if args and isinstance(args[0], str) else HOLE
        return receiver.removesuffix(_suffix(receiver)) + suffix
    return HOLE if method in ("with_stem", "relative_to") else None


def attribute(path: Instance, name: str) -> Values | None:
    """``path.name``, ``path.parent`` …, or ``None`` for what the path does not tell."""
    if name in ("parent", "parents"):
        return one(Instance(PATH, path.maker, parent(path.text)))
    last = path.text.rpartition("/")[2]
    parts = {"name": last, "suffix": _suffix(last), "stem": last.removesuffix(_suffix(last))}
    if name not in parts:
        return None
    return NOTHING if HOLE in last or not last else one(Known(parts[name]))


def parent(path: str, times: int = 1) -> str:
    """The path ``times`` levels up; `HOLE` where the path begins with what is not known.

    What is not known may hold separators, so that one level above it is somewhere below the rest;
    not where it only names a file: ``{…}.json``.
    """
    for _ in range(times):
        above, slash, last = path.rpartition("/")
        if last == HOLE:
            path = f"{above}/{_BELOW_HERE}" if above.strip(HOLE) else HOLE
        elif not slash and last not in _TOPS and HOLE not in last:
            path = _HERE  # of what lies in the working directory
        else:
            path = above if above and last != _BELOW_HERE else HOLE
    return path


def _in_package(named: constants.Folded) -> str:
    """The folder of a package, as far as its name is known."""
    return named.replace(".", "/") if isinstance(named, str) else HOLE


def _suffix(name: str) -> str:
    stem, dot, ending = name.rpartition("/")[2].rpartition(".")
    return dot + ending if stem and dot else ""
