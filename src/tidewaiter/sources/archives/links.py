"""Links inside a tar: which further names a member has through them."""

import posixpath
from collections.abc import Iterator

from tidewaiter.sources.archives.names import clean

_LONGEST_CHAIN = 40  # what Linux follows before ELOOP


class Links:
    """Names that are links, by what they point to; both as cleaned paths with the root folder."""

    def __init__(self) -> None:
        self._targets: dict[str, str] = {}
        self._reached: set[str] = set()
        self._by_target: dict[str, list[str]] | None = None

    def __bool__(self) -> bool:
        return bool(self._targets)

    def add(self, name: str, target: str, *, symbolic: bool) -> bool:
        """Remember a link; false when it points outside the archive and is left alone."""
        alias, _ = clean(name)
        base = posixpath.dirname(alias) if symbolic else ""
        resolved = posixpath.normpath(posixpath.join("/" + base, target))
        outside = target.startswith(("/", "\\")) or _climbs_out(base, target)
        if alias and not outside:
            self._targets[alias] = resolved.lstrip("/")
        return not outside

    def aliases(self, name: str) -> list[str]:
        """The linked names of the file ``name``, through it or a folder above it, sorted."""
        path, _ = clean(name)
        index = self._index()
        found, above = [], str(path)
        while above:
            for alias in index.get(above, ()):
                self._reached.add(alias)
                found.append(alias + path[len(above) :])
            above = above.rpartition("/")[0]
        return sorted(set(found))

    def dangling(self) -> Iterator[tuple[str, str]]:
        """Links through which no member was found, with their targets, sorted."""
        for alias, target in sorted(self._targets.items()):
            if alias not in self._reached:
                yield alias, target

    def _index(self) -> dict[str, list[str]]:
        if self._by_target is None:
            self._by_target = {}
            for alias in self._targets:
                self._by_target.setdefault(self._follow(alias), []).append(alias)
        return self._by_target

    def _follow(self, alias: str) -> str:
        target = self._targets[alias]
        for _ in range(_LONGEST_CHAIN):
            if target not in self._targets:
                return target
            target = self._targets[target]
        return ""


def _climbs_out(base: str, target: str) -> bool:
    depth = len([part for part in base.split("/") if part])
    for part in target.split("/"):
        depth += -1 if part == ".." else part not in ("", ".")
        if depth < 0:
            return True
    return False
