"""entry_points.txt: what installers make commands of and what other tools load."""

from collections.abc import Iterable, Iterator

from tidewaiter.reading.manifests import ini
from tidewaiter.reading.manifests.interface import EntryPointLine, Manifest


def read(text: str, path: str) -> Manifest:
    """Reads it (packaging.python.org, "Entry points specification"); other lines mean nothing."""
    groups, _ = ini.sections(text, "=")
    found = tuple(
        entry_point(group, name, line)
        for group, names in groups.items()
        for name, lines in names.items()
        for line in lines[:1]
    )
    return Manifest(format="entry_points.txt", path=path, entry_points=found)


def named_lines(group: str, lines: Iterable[ini.Line]) -> Iterator[EntryPointLine]:
    """The entry points of lines that each spell ``name = target``, as setuptools wants them."""
    for line in lines:
        name, equals, target = line.text.partition("=")
        if equals:
            yield entry_point(group, name.strip(), ini.Line(line.number, target))


def entry_point(group: str, name: str, line: ini.Line) -> EntryPointLine:
    """``target`` loses its extras (``module:f [extra]``) and a comment behind it."""
    target = line.text.partition("[")[0].partition(" #")[0].strip()
    return EntryPointLine(group, name, target, line.number)
