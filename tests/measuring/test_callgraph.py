"""Marks say what runs: of a small snippet the truth and the report's claims agree."""

from pathlib import Path

from benchmarks.callgraph import Planted, is_decoy, javascript, python
from benchmarks.callgraph.claims import claims

SNIPPET = {
    "main.py": "from other import run\n\ndef unused(): pass\nkey = lambda: 1\nrun(key)\n",
    "other.py": "def run(f):\n    if f:\n        return f()\n",
}


def _named(planted: Planted, marks: set[int]) -> set[str]:
    return {f"{planted.places[m].member}:{planted.places[m].name}" for m in marks}


def _edges(planted: Planted, edges: set[tuple[int, int]]) -> set[tuple[str, ...]]:
    return {tuple(planted.places[mark].name or "module" for mark in edge) for edge in edges}


def test_marks_of_what_runs_are_read() -> None:
    planted = python.plant("small", SNIPPET)
    truth = python.record(planted)
    assert not truth.failed
    assert _named(planted, truth.reached) == {
        *("main.py:", "other.py:", "other.py:run", "main.py:<lambda>"),
    }
    assert _edges(planted, truth.edges) == {
        *(("module", "module"), ("module", "run"), ("run", "<lambda>")),
    }


def test_claims_are_marks_and_steps_of_the_report(tmp_path: Path) -> None:
    planted = python.plant("small", SNIPPET)
    truth, said = python.record(planted), claims([planted], tmp_path)["small"]
    assert said.reached & set(planted.own) == truth.reached
    assert said.edges <= truth.edges | {(a, a) for a in planted.own}
    assert set(planted.own) <= said.told


def test_every_name_has_a_decoy_that_nothing_imports() -> None:
    planted = python.plant("small", SNIPPET)
    decoys = {p.name for p in planted.places if is_decoy(p.member)}
    assert decoys == {"", "run", "unused", "Decoy.run", "Decoy.unused"}


def test_scripts_are_marked_behind_directives_and_imports() -> None:
    head = '"use strict";\nimport x from "./x.js";\n'
    text = f"{head}const f = (a) => a;\nf(function g() {{ return 1; }});\n"
    planted = javascript.plant("small", {"main.mjs": text}, "main.mjs")
    assert planted.members["main.mjs"].decode() == (
        '"use strict";\nimport x from "./x.js";\n'
        "process.env.TW_MARK_0;const f = (a) => (process.env.TW_MARK_1, a);\n"
        "f(function g() {process.env.TW_MARK_2; return 1; });\n"
    )
    assert planted.inside("main.mjs", 3, 60) == 1
    assert planted.inside("main.mjs", 4, None, "g") == 2
    assert planted.module("main.mjs") == 0
