"""Which members are outlined: all that imports could connect to a possible use."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from tidewaiter.linking.units import PYTHON, Source, Units
from tidewaiter.linking.values.attached import LAZY_LOADER


class Demand:
    """The imports between the members of a release, as their scans tell them.

    Tests and examples stand aside: nothing is outlined because of what they import.
    """

    def __init__(self, units: Units) -> None:
        self._units = units
        self._imports = {
            source.member: frozenset(self._targets(source))
            for source in units.sources.values()
            if not units.aside(source.member)
        }
        self._importers: dict[str, list[str]] = defaultdict(list)
        for member, targets in self._imports.items():
            for target in targets:
                self._importers[target].append(member)

    def of(self, uses: Iterable[str]) -> set[str]:
        """The members that could lie on a path to one of ``uses``, or hand a value to it.

        A caller imports, perhaps through others, what it calls. What such a caller is given (a
        constant, a base class, a helper that runs what it is passed) it imports in turn.
        Cost: O(members + imports).
        """
        callers = _closure(uses, lambda member: self._importers.get(member, ()))
        return _closure(callers, lambda member: self._imports.get(member, ()))

    def loading_natives(self) -> set[str]:
        """The members that import an extension module of the release."""
        natives = self._units.natives
        if not natives:
            return set()
        return {
            source.member
            for source in self._units.sources.values()
            if source.language == PYTHON
            and any(self._dotted(source, spelled) in natives for spelled in source.scan.imports)
        }

    def _targets(self, source: Source) -> Iterator[str]:
        if source.is_package and LAZY_LOADER in source.scan.imports:
            yield from self._units.below(source.module)
        for spelled in source.scan.imports:
            if source.language == PYTHON:
                dotted = self._dotted(source, spelled)
                yield from self._units.run_by_import(source, source.module, dotted)
            elif (member := self._units.script(source.member, spelled)) is not None:
                yield member

    def _dotted(self, source: Source, spelled: str) -> str:
        level = len(spelled) - len(spelled.lstrip("."))
        if not level:
            return spelled
        parts = source.module.split(".") if source.module else []
        keep = len(parts) - level + (1 if source.is_package else 0)
        if keep < 0:
            return ""
        rest = spelled.lstrip(".")
        return ".".join([*parts[:keep], rest] if rest else parts[:keep])


def _closure(first: Iterable[str], following: Callable[[str], Iterable[str]]) -> set[str]:
    seen = set(first)
    pending = list(seen)
    while pending:
        for member in following(pending.pop()):
            if member not in seen:
                seen.add(member)
                pending.append(member)
    return seen
