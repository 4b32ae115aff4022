"""PyCG and pyan3 beside us: what their graphs of the same planted snippets say.

Each module of a snippet is imported, so from each the edges are followed: a mark that they lead to
is told to run, and an edge between marks is a step. Comprehensions belong to the function around
them, as they do for us; edges to a class itself say nothing of a function.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bench import environment, say
from benchmarks.callgraph import Planted, is_decoy, suites
from benchmarks.callgraph.claims import Claims

_PYAN = Path(__file__).with_name("graph_of_pyan.py")
_PYAN_VERSION = "2.9.0"
_SECONDS = 60
_LAMBDA = re.compile(r"\.lambda\.(\d+)")
_COMPREHENSION = re.compile(r"\.(?:listcomp|setcomp|dictcomp|genexpr)\.\d+")


@dataclass(frozen=True)
class Peer:
    """A tool that draws call graphs of Python.

    Attributes:
        name: With its version.
        command: What prints the graph, as names by names; files are appended.
        path: What Python is to find modules in.
    """

    name: str
    command: tuple[str, ...]
    path: str = ""

    def claims(self, planted: Planted) -> Claims | None:
        """What it says of a snippet, ``None`` if it comes to no end."""
        with tempfile.TemporaryDirectory() as folder:
            for member, data in planted.members.items():
                path = Path(folder, member)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            settings = {**environment(Path(folder)), "PYTHONPATH": self.path}
            try:
                done = subprocess.run(
                    (*self.command, *sorted(planted.members)),
                    cwd=folder,
                    env=settings,
                    capture_output=True,
                    text=True,
                    timeout=_SECONDS,
                )
            except subprocess.TimeoutExpired:
                return None
        return None if done.returncode else _claims(planted, json.loads(done.stdout))


def peers(work: Path, pycg: Path) -> Iterable[Peer]:
    """Both, in an environment of their own; PyCG from its checkout: its wheel cannot be imported.

    Args:
        work: A folder for the environment.
        pycg: The checkout of PyCG that holds the suite too.
    """
    home = work / "peers"
    say("installing pyan3")
    subprocess.run((sys.executable, "-m", "venv", str(home)), check=True)
    python = str(home / ("Scripts" if sys.platform == "win32" else "bin") / "python")
    pip = (python, "-m", "pip", "--disable-pip-version-check", "install", "-q")
    subprocess.run((*pip, f"pyan3=={_PYAN_VERSION}"), check=True)
    version = re.search(r'^version = "(.+)"', (pycg / "pyproject.toml").read_text("utf-8"), re.M)
    name = f"PyCG {version[1] if version else ''}"
    yield Peer(name, (python, "-m", "pycg", "--package", "."), str(pycg.resolve()))
    yield Peer(f"pyan3 {_PYAN_VERSION}", (python, str(_PYAN)))


def _claims(planted: Planted, graph: dict[str, list[str]]) -> Claims:
    """Marks that edges lead to from a module that is imported, and these edges."""
    marks = suites.authors_names(planted)
    said = Claims()
    edges: dict[int, set[int]] = {}
    for caller, called in graph.items():
        mark = marks.get(_spelled(caller))
        if mark is not None:
            edges.setdefault(mark, set()).update(
                marks[name] for name in map(_spelled, called) if name in marks
            )
    places = enumerate(planted.places)
    pending = [m for m, place in places if not place.name and not is_decoy(place.member)]
    while pending:
        mark = pending.pop()
        if mark not in said.reached:
            said.reached.add(mark)
            onward = edges.get(mark, set()) - {mark}
            said.edges |= {(mark, to) for to in onward}
            pending += onward
    return said


def _spelled(name: str) -> str:
    """A name of pyan3 as PyCG spells it: its lambdas count from 0."""
    name = _COMPREHENSION.sub("", name)
    return _LAMBDA.sub(lambda found: f".<lambda{int(found[1]) + 1}>", name)
