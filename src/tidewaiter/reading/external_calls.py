"""What functions outside of a release give for constants, by their qualified names."""

from collections.abc import Callable, Sequence
from urllib.parse import quote, unquote, urljoin

from tidewaiter.reading.constants import (
    HOLE,
    UNFOLDED,
    Folded,
    decode,
    encode,
    path_join,
    safely,
    shown,
)

_PATHS = ("path", "path.posix", "path/posix")
_FILE = "file://"


def _url_join(args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    base, relative = args[0], args[1]
    if isinstance(base, str) and isinstance(relative, str):
        beside = base == HOLE and ":" not in relative  # the script's own address
        if beside:
            return path_join((base, relative.removeprefix("./")))
        whole = urljoin(base, relative)
        if whole.count(HOLE) >= base.count(HOLE) or relative.startswith("/") or "://" in relative:
            return whole
        known = base[: base.index(HOLE) + len(HOLE)]  # which may end in any folder
        return f"{known}/{relative.lstrip('./')}"
    if isinstance(relative, str) and relative.strip(f"{HOLE}./"):  # of a base that is not known
        by_itself = "://" in relative or relative.startswith("//")
        return relative if by_itself else f"{HOLE}/{relative.lstrip('./')}"
    return base if isinstance(base, str) else UNFOLDED


def _home(args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    return "~"


def _first_text(args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    return args[0] if args and isinstance(args[0], str | int | bytes) else UNFOLDED


def _script_url(args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    """``new URL(relative, base)``"""
    return _url_join(args[1::-1], keywords) if len(args) > 1 else _first_text(args, keywords)


def _path_of_url(args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    """``fileURLToPath(url)``; what ``new URL("./x", import.meta.url)`` gives may be a path."""
    url = args[0] if args else UNFOLDED
    return unquote(url.removeprefix(_FILE)) if isinstance(url, str) else UNFOLDED


def _url_of_path(args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    """``pathToFileURL(path)``: a relative path is one of the current folder."""
    path = args[0] if args else UNFOLDED
    if not isinstance(path, str) or not path:
        return UNFOLDED
    return _FILE + (path if path[0] in f"/{HOLE}" else f"{HOLE}/{path.removeprefix('./')}")


def _join_paths(args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    return path_join(args)


def _folder(args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    """The folder that a path lies in, "" for a bare name."""
    path = args[0] if args else UNFOLDED
    if not isinstance(path, str) or "\\" in path:
        return UNFOLDED
    folder, slash, last = path.rpartition("/")
    if last == HOLE or not (slash or HOLE not in last):  # may have separators of its own
        return UNFOLDED
    return folder or slash


def _folder_or_here(args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    return _folder(args, keywords) or "."


def _last_part(args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    """The last part of a path, without an ending that a script names."""
    path = args[0] if args else UNFOLDED
    last = path.rpartition("/")[2] if isinstance(path, str) and "\\" not in path else HOLE
    if HOLE in last or (len(args) > 1 and not isinstance(args[1], str)):
        return UNFOLDED
    return last.removesuffix(str(args[1])) if len(args) > 1 else last


def _ending(args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    """The ending of a path's last part with its dot, "" where there is none."""
    path = args[0] if args else UNFOLDED
    if not isinstance(path, str) or "\\" in path:
        return UNFOLDED
    stem, dot, ending = path.rpartition("/")[2].rpartition(".")
    if HOLE in ending:
        return UNFOLDED
    return dot + ending if stem else ""


def _text_of(args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    if len(args) > 1 and isinstance(args[0], bytes):
        return decode(args[0], args[1:])
    return shown(args[0]) if args and not isinstance(args[0], bytes | tuple) else UNFOLDED


def _bytes_of(args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    value = args[0] if args else b""
    if isinstance(value, str):
        return encode(value, args[1:])
    return bytes(value) if isinstance(value, tuple | bytes) else UNFOLDED  # type: ignore[arg-type]


def _chr(args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    return chr(args[0]) if isinstance(args[0], int) else UNFOLDED


def _char_codes(args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    codes = args[0] if len(args) == 1 and isinstance(args[0], tuple) else args
    if not any(isinstance(c, int) for c in codes):
        return UNFOLDED
    return "".join(chr(c) if isinstance(c, int) else HOLE for c in codes)


def _reversed(args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    value = args[0]
    return tuple(value)[::-1] if isinstance(value, str | tuple) else UNFOLDED


def _int(args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    value = args[0]
    if isinstance(value, int):
        return int(value)
    base = args[1] if len(args) > 1 else 10
    if isinstance(value, str) and isinstance(base, int) and len(value) < 1000:
        return int(value, base)
    return UNFOLDED


def _quoted(args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    return quote(args[0]) if isinstance(args[0], str) and HOLE not in args[0] else UNFOLDED


def _library(args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    """The file of a library, which each platform calls otherwise."""
    return f"{HOLE}{args[0]}{HOLE}" if isinstance(args[0], str) else UNFOLDED


def _resolved(args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    """The file that a script's specifier names: of a package in a folder that is not known."""
    named = args[0] if args else UNFOLDED
    if not isinstance(named, str) or not named.strip(f"{HOLE}./"):
        return UNFOLDED
    return path_join((HOLE, named.removeprefix("./")))


Fold = Callable[[Sequence[Folded], dict[str, Folded]], Folded]

_OF_PATHS: dict[str, Fold] = {
    "join": _join_paths,
    "resolve": _join_paths,
    "normalize": _first_text,
    "dirname": _folder_or_here,
    "basename": _last_part,
    "extname": _ending,
}
"""What Node's ``path`` has, and its own part for POSIX."""

_FUNCTIONS: dict[str, Fold] = {
    **{f"{module}.{name}": fold for module in _PATHS for name, fold in _OF_PATHS.items()},
    "os.path.dirname": _folder,
    "posixpath.dirname": _folder,
    "os.path.basename": _last_part,
    "posixpath.basename": _last_part,
    "os.path.join": _join_paths,
    "posixpath.join": _join_paths,
    "ntpath.join": _join_paths,
    "pathlib.Path": _join_paths,
    "pathlib.PurePath": _join_paths,
    "pathlib.PosixPath": _join_paths,
    "pathlib.Path.joinpath": _join_paths,
    "os.path.expanduser": _first_text,
    "os.path.expandvars": _first_text,
    "os.path.abspath": _first_text,
    "os.path.realpath": _first_text,
    "os.path.normpath": _first_text,
    "os.fspath": _first_text,
    "ctypes.util.find_library": _library,
    "globalThis.require.resolve": _resolved,
    "pathlib.Path.home": _home,
    "os.homedir": _home,
    "urllib.parse.urljoin": _url_join,
    "urlparse.urljoin": _url_join,
    "urllib.parse.quote": _quoted,
    "globalThis.encodeURIComponent": _quoted,
    "globalThis.encodeURI": _first_text,
    "globalThis.URL": _script_url,
    "url.URL": _script_url,
    "url.fileURLToPath": _path_of_url,
    "url.pathToFileURL": _url_of_path,
    "urllib.request.Request": _first_text,
    "builtins.str": _text_of,
    "builtins.bytes": _bytes_of,
    "builtins.bytearray": _bytes_of,
    "globalThis.Buffer.from": _bytes_of,
    "buffer.Buffer.from": _bytes_of,
    "builtins.chr": _chr,
    "builtins.int": _int,
    "builtins.reversed": _reversed,
    "builtins.tuple": lambda a, _: a[0] if isinstance(a[0], tuple) else UNFOLDED,
    "builtins.list": lambda a, _: a[0] if isinstance(a[0], tuple) else UNFOLDED,
    "globalThis.String": _text_of,
    "globalThis.String.fromCharCode": _char_codes,
    "globalThis.parseInt": _int,
}


def folds(name: str) -> bool:
    """Whether calls of this external function can fold."""
    return name in _FUNCTIONS


def call(name: str, args: Sequence[Folded], keywords: dict[str, Folded]) -> Folded:
    """The folded result of an external function of which `folds` is true."""
    return safely(_FUNCTIONS[name], args, keywords)
