"""What reports say of planted snippets: which marks are read at import, and by which steps."""

import io
import itertools
import json
import subprocess
import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.bench import TIDEWAITER, environment
from benchmarks.callgraph import PREFIX, Language, Planted

_INFO = "snippet-1.0.dist-info"


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
        path.write_bytes(_wheel(planted.members) if python else _tarball(planted.members))
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


def _wheel(members: Mapping[str, bytes]) -> bytes:
    info = {
        f"{_INFO}/METADATA": b"Metadata-Version: 2.1\nName: snippet\nVersion: 1.0\n",
        f"{_INFO}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in {**members, **info}.items():
            archive.writestr(name, data)
    return out.getvalue()


def _tarball(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(f"package/{name}")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()
