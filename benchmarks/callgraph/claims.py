"""What reports say of planted snippets: which marks are read at import, and by which steps."""

import itertools
import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.bench import TIDEWAITER, environment
from benchmarks.callgraph import PREFIX, Language, Planted
from benchmarks.packing import tarball, wheel

_INFO = "snippet-1.0.dist-info"
_METADATA = {
    f"{_INFO}/METADATA": b"Metadata-Version: 2.1\nName: snippet\nVersion: 1.0\n",
    f"{_INFO}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
}


class Claims(msgspec.Struct):
    """Of one snippet: marks said to be read at import, steps from one to the next, marks at all."""

    reached: set[int] = msgspec.field(default_factory=set)
    edges: set[tuple[int, int]] = msgspec.field(default_factory=set)
    told: set[int] = msgspec.field(default_factory=set)


def claims(snippets: Iterable[Planted], work: Path) -> dict[str, Claims]:
    """Inspect the snippets as packages, in one run; by name what is said of them."""
    paths = {}
    for number, planted in enumerate(snippets):
        python = planted.language is Language.PYTHON
        path = work / (f"s{number}-1.0-py3-none-any.whl" if python else f"s{number}-1.0.tgz")
        members = {**planted.members, **_METADATA} if python else planted.members
        path.write_bytes(wheel(members, _INFO) if python else tarball(members, "package"))
        paths[path.name] = planted
    report = work / "callgraph.jsonl"
    options = ("--offline", "--no-cache", "--format", "jsonl", "--limit-uses", "0")
    command = (*TIDEWAITER, "inspect", *options, "--output", str(report))
    subprocess.run((*command, *(str(work / name) for name in paths)), env=environment(work))
    said = (json.loads(line) for line in report.read_text("utf-8").splitlines())
    found = ((paths[one["artifacts"][0]["filename"]], one) for one in said)
    return {planted.name: _claims(planted, one) for planted, one in found}


def _claims(planted: Planted, report: Mapping[str, Any]) -> Claims:
    found = Claims()
    for capability in report["capabilities"]:
        for use in capability["uses"]:
            destination = str(use["destination"])
            if capability["id"] != "env.read" or not destination.startswith(PREFIX):
                continue
            mark = int(destination.removeprefix(PREFIX))
            found.told.add(mark)
            if use["phase"] == "import":
                found.reached.add(mark)
                found.edges |= _steps(planted, mark, use["path"])
    return found


def _steps(planted: Planted, mark: int, path: list[dict[str, Any]]) -> set[tuple[int, int]]:
    marks: list[int] = []
    for step in path[:-1]:
        member, function = step["member"], step["function"]
        if function == "<module>":
            inside = planted.module(member)
        else:
            inside = planted.inside(member, step["line"], None, function.rpartition(".")[2])
        if inside is not None and inside not in marks[-1:]:
            marks.append(inside)
    whole = [*marks, mark] if marks[-1:] != [mark] else marks
    return set(itertools.pairwise(whole))
