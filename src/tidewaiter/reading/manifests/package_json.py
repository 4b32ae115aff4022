"""package.json: what npm runs, links and lets others import."""

import json
import re
from collections import Counter
from collections.abc import Iterator

from tidewaiter.model.release import Requirement
from tidewaiter.reading.manifests.interface import (
    Command,
    Manifest,
    Offer,
    clean,
    strings,
    table,
)
from tidewaiter.reading.manifests.requirements import listed, npm_requirement

_SCOPES = {
    "dependencies": "runtime",
    "optionalDependencies": "optional",
    "peerDependencies": "peer",
    "devDependencies": "dev",
}
_METADATA = {
    "license": "licence",
    "licenses": "licence",
    "author": "author",
    "maintainers": "maintainer",
    "homepage": "homepage",
    "repository": "repository",
    "engines": "requires",
}
_PEOPLE = 50
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[][{}:]')
_DEPTH = 100
"""Nesting of ``exports`` that is followed; real ones have a handful of levels."""


def read(text: str, path: str) -> Manifest:
    """Reads it as npm does: a byte order mark is dropped, of duplicate keys the last one counts."""
    notes: list[str] = []
    try:
        data = json.loads(
            text.removeprefix("\ufeff"), parse_int=float, object_pairs_hook=_Pairs(notes)
        )
    except (ValueError, RecursionError) as error:
        return Manifest(format="package.json", path=path, lost=f"not readable as JSON: {error}")
    if not isinstance(data, dict):
        return Manifest(format="package.json", path=path, lost="holds no JSON object")
    return _manifest(_Source(text, data), path, tuple(dict.fromkeys(notes[:10])))


class _Source:
    """The decoded object, and the lines of its keys and of those one level below."""

    def __init__(self, text: str, data: dict[str, object]) -> None:
        self.data = data
        self._lines = _line_numbers(text)

    def line(self, section: str, key: str = "") -> int:
        """Where ``key`` of ``section`` stands, or the section; of duplicates the last."""
        return self._lines.get((section, key)) or self._lines.get((section, ""), 1)


def _line_numbers(text: str) -> dict[tuple[str, str], int]:
    """(key, key below it or "") → line, over valid JSON."""
    lines: dict[tuple[str, str], int] = {}
    depth, line, start, section, last = 0, 1, 0, "", ""
    for token in _TOKEN.finditer(text):
        mark = token[0][0]
        depth += (mark in "{[") - (mark in "}]")
        if mark == '"' and depth <= 2:
            last = token[0]
        elif mark == ":" and depth <= 2:
            line += text.count("\n", start, token.start())
            start = token.start()
            key = str(json.loads(last))
            section, below = (key, "") if depth == 1 else (section, key)
            lines[section, below] = line
    return lines


def _manifest(source: _Source, path: str, notes: tuple[str, ...]) -> Manifest:
    data = source.data
    name, version, kind = data.get("name"), data.get("version"), data.get("type")
    return Manifest(
        format="package.json",
        path=path,
        name=clean(name) if isinstance(name, str) else "",
        version=clean(version) if isinstance(version, str) else "",
        requirements=listed(_requirements(data)),
        scripts=tuple(_scripts(source)),
        bin=tuple(_bin(source)),
        mains=tuple(_mains(source)),
        exports=tuple(_exports(source, "exports")) if data.get("exports") is not None else None,
        internal=tuple(_exports(source, "imports")),
        module_type="module" if kind == "module" else "commonjs",
        gypfile=data.get("gypfile") is not False,
        files=strings(data["files"]) if isinstance(data.get("files"), list) else None,
        metadata=dict(_metadata(data)),
        notes=notes,
    )


def _metadata(data: dict[str, object]) -> Iterator[tuple[str, str]]:
    """People and links as one line each, whether they are written as text or as objects."""
    for field, name in _METADATA.items():
        value = data.get(field)
        rows = value if isinstance(value, list) else [value]
        texts = sorted({text for row in rows[:_PEOPLE] if (text := _line(row))})
        if texts:
            yield name, ", ".join(texts)


def _line(row: object) -> str:
    if isinstance(row, dict):
        parts = (row.get(key) for key in ("name", "type", "email", "url", "node"))
        return " ".join(clean(part) for part in parts if isinstance(part, str))
    return clean(row) if isinstance(row, str) else ""


def _requirements(data: dict[str, object]) -> Iterator[Requirement]:
    for section, scope in _SCOPES.items():
        for name, wanted in table(data, section).items():
            if isinstance(wanted, str):
                yield npm_requirement(clean(name), clean(wanted), scope)


def _scripts(source: _Source) -> Iterator[Command]:
    for name, line in table(source.data, "scripts").items():
        if isinstance(line, str):
            yield Command(clean(name), clean(line), source.line("scripts", name))


def _bin(source: _Source) -> Iterator[Offer]:
    """``bin`` may be one path, then the command has the package's name without its scope."""
    value, name = source.data.get("bin"), source.data.get("name")
    if isinstance(value, str):
        command = clean(name).rpartition("/")[2] if isinstance(name, str) else ""
        yield Offer(command, clean(value), source.line("bin"))
    for command, target in table(value).items():
        if isinstance(target, str):
            yield Offer(clean(command), clean(target), source.line("bin", command))


def _mains(source: _Source) -> Iterator[Offer]:
    for field in ("main", "module", "browser"):
        value = source.data.get(field)
        targets = value.values() if isinstance(value, dict) else [value]
        for target in targets:
            if isinstance(target, str):
                yield Offer(".", clean(target), source.line(field))


def _exports(source: _Source, field: str) -> Iterator[Offer]:
    """Every target below ``field``; keys that start with "." or "#" name what it is given for."""
    line = source.line(field)
    seen: set[tuple[str, str]] = set()
    stack: list[tuple[str, object, int]] = [(".", source.data.get(field), 0)]
    while stack:
        name, value, depth = stack.pop()
        if isinstance(value, str) and (name, value) not in seen:
            seen.add((name, value))
            yield Offer(clean(name), clean(value), line)
        elif depth < _DEPTH and isinstance(value, list):
            stack += [(name, item, depth + 1) for item in reversed(value)]
        elif depth < _DEPTH and isinstance(value, dict):
            below = [(key if key[:1] in (".", "#") else name, v) for key, v in value.items()]
            stack += [(key, v, depth + 1) for key, v in reversed(below)]


class _Pairs:
    """Builds objects and notes their duplicate keys."""

    def __init__(self, notes: list[str]) -> None:
        self.notes = notes

    def __call__(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) < len(pairs):
            twice = [key for key, n in Counter(key for key, _ in pairs).items() if n > 1]
            self.notes += [f"duplicate key {clean(key)!r}" for key in twice[:10]]
        return made
