"""Members that came: native code, what no reader exists for, bundled libraries, the rest."""

import re
from collections import defaultdict
from collections.abc import Iterator

from tidewaiter.catalogue import Catalogue
from tidewaiter.model.changes import Change, ChangeKind
from tidewaiter.model.member import Kind
from tidewaiter.model.report import Report

_NATIVE = frozenset({Kind.NATIVE, Kind.WASM})
_BUNDLED = re.compile(
    r"(?:^|.*/)(?:_vendor|vendor|_vendored|vendored|node_modules)/((?:@[^/]+/)?[^/]+)(?:/.*|\.py)?"
)
_TAGS = re.compile(
    r"\.(?:cpython|pypy|abi3|cp)[\w-]*(?=\.(?:so|pyd)$)|\.[\w-]*(?:win32|amd64)(?=\.pyd$)"
)
_NUMBERS = re.compile(r"\d+(?:\.\d+)+")
_LISTED = 100


def added(old: Report, new: Report, _catalogue: Catalogue) -> Iterator[Change]:
    """What lies in the new release's artifacts and did not in the old one's."""
    before, after = _contents(old), _contents(new)
    came = {name: after[name] for name in sorted(after.keys() - before.keys())}
    native = [path for path, kind in came.values() if kind in _NATIVE]
    if native:
        yield _change(ChangeKind.NATIVE_ADDED, native)
    unread: dict[Kind, list[str]] = defaultdict(list)
    for path, kind in came.values():
        if kind.unread and kind not in _NATIVE:
            unread[kind].append(path)
    for _, paths in sorted(unread.items()):
        yield _change(ChangeKind.MEMBER_ADDED, paths)
    yield from _bundled(before, after)
    plain = [path for path, kind in came.values() if not kind.unread]
    if plain:
        yield _change(ChangeKind.MEMBER_ADDED, plain)


def _change(kind: ChangeKind, paths: list[str]) -> Change:
    """Of very many the first hundred, and how many there are."""
    listed = paths[:_LISTED]
    more = [f"and {len(paths) - _LISTED:,} more"] if len(paths) > _LISTED else []
    return Change(kind=kind, after=[*listed, *more])


def _contents(report: Report) -> dict[str, tuple[str, Kind]]:
    """The members by their names without versions and tags of interpreters."""
    version = report.release.version
    return {
        _name(content.path, version): (content.path, content.kind)
        for artifact in report.artifacts
        for content in artifact.contents
    }


def _name(path: str, version: str) -> str:
    if len(version) > 1:
        path = path.replace(version, "{version}")
    return _NUMBERS.sub("{version}", _TAGS.sub("", path.removeprefix("src/")))


def _bundled(
    before: dict[str, tuple[str, Kind]], after: dict[str, tuple[str, Kind]]
) -> Iterator[Change]:
    known = _libraries(before)
    for name in sorted(_libraries(after) - known):
        bundled = {"name": name, "range": "", "scope": "bundled"}
        yield Change(kind=ChangeKind.DEPENDENCY_ADDED, after={**bundled})


def _libraries(contents: dict[str, tuple[str, Kind]]) -> set[str]:
    """Names of other packages that lie inside."""
    found = (_BUNDLED.fullmatch(path) for path in contents)
    return {match[1].removesuffix(".py") for match in found if match} - {"__init__", "bin"}
