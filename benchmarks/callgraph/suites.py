"""The two suites, as their authors lay them out; nothing of them is kept here."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.callgraph import Planted, Truth, is_decoy, javascript, python

_IMPORTED = re.compile(r"""(?:from|import|require)\s*\(?\s*["'](\.{1,2}/[^"']*)["']""")
_SUFFIXES = ("", ".js", ".mjs", ".cjs", ".json", "/index.js")


def pycg(folder: Path) -> Iterator[tuple[Planted, Path]]:
    """PyCG's micro-benchmark: each snippet and its folder (Salis et al., ICSE 2021)."""
    for main in sorted(folder.glob("micro-benchmark/snippets/*/*/main.py")):
        here = main.parent
        sources = {
            str(path.relative_to(here)): path.read_text("utf-8") for path in here.rglob("*.py")
        }
        yield python.plant(f"{here.parent.name}/{here.name}", sources), here


def expected(planted: Planted, folder: Path) -> Truth:
    """What the authors of a PyCG snippet say it calls, where it cannot be run to its end.

    They call a nested function ``outer.inner``, a lambda ``<lambda1>`` by its number in its scope.
    """
    graph: dict[str, list[str]] = json.loads((folder / "callgraph.json").read_bytes())
    names = authors_names(planted).items()
    marks = {name: mark for name, mark in names if not is_decoy(planted.places[mark].member)}
    known = {name: [c for c in called if c in marks] for name, called in graph.items()}
    truth = Truth()
    pending = [name for name, mark in marks.items() if not planted.places[mark].name]
    while pending:
        name = pending.pop()
        if marks[name] not in truth.reached:
            truth.reached.add(marks[name])
            truth.edges |= {(marks[name], marks[called]) for called in known.get(name, ())}
            pending += known.get(name, ())
    return truth


def authors_names(planted: Planted) -> dict[str, int]:
    """The marks by what PyCG calls the functions and modules that hold them."""
    names: dict[str, int] = {}
    for mark, place in enumerate(planted.places):
        module = place.member.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        name = ".".join(part for part in (module, place.name.replace(".<locals>", "")) if part)
        if name.endswith("<lambda>"):
            stem, number = name.removesuffix("<lambda>"), 1
            while f"{stem}<lambda{number}>" in names:
                number += 1
            name = f"{stem}<lambda{number}>"
        names[name] = mark
    return names


def jelly(folder: Path) -> Iterator[tuple[Planted, str]]:
    """Jelly's micro tests that have a recorded call graph and run in Node as they are."""
    tests = folder / "tests" / "micro"
    for graph in sorted(tests.glob("*.json")):
        recorded = json.loads(graph.read_bytes())
        if not isinstance(recorded, dict) or "call2fun" not in recorded:
            continue
        entry = next((p for s in (".js", ".mjs") if (p := graph.with_suffix(s)).is_file()), None)
        if entry is not None:
            yield javascript.plant(graph.stem, _with_imports(entry, tests), entry.name), entry.name


def _with_imports(entry: Path, root: Path) -> dict[str, str]:
    """A script and all that it imports by a relative path, by their paths below the root."""
    found: dict[str, str] = {}
    pending = [entry.resolve()]
    root = root.resolve()
    while pending:
        path = pending.pop()
        member = str(path.relative_to(root))
        if member in found:
            continue
        found[member] = text = path.read_text("utf-8")
        for spelled in _IMPORTED.findall(text):
            places = (Path(f"{path.parent / spelled}{suffix}") for suffix in _SUFFIXES)
            script = next((p.resolve() for p in places if p.is_file()), None)
            if script is not None and script.is_relative_to(root):
                pending.append(script)
    return found
