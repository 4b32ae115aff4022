"""What came of releases is counted: crashes, time-outs, what was not whole, and blind spots."""

from typing import Any

import pytest
from benchmarks.crater import Ran
from benchmarks.crater.blind_spots import BLIND_SPOTS
from benchmarks.crater.counting import Tally, table
from benchmarks.crater.page import figures
from benchmarks.crater.running import drawn

_USE: dict[str, Any] = {
    "member": "a.py",
    "line": 1,
    "column": 0,
    "api": "builtins.exec",
    "phase": "import",
    "destination": None,
    "path": [],
    "origin": [],
}


def _report(
    uses: dict[str, list[dict[str, Any]]],
    unread: tuple[dict[str, Any], ...] = (),
    skipped: tuple[str, ...] = (),
) -> dict[str, Any]:
    artifact = {
        "filename": "a.whl",
        "inspected": True,
        "members": 10,
        "bytes": 1_000,
        "complete": not skipped,
        "unread": list(unread),
        "skipped": [{"member": "b.py", "reason": reason} for reason in skipped],
    }
    listed = [{"id": id, "uses": [{**_USE, **use} for use in of]} for id, of in uses.items()]
    return {"artifacts": [artifact, {"inspected": False}], "capabilities": listed}


def _error(kind: str) -> dict[str, Any]:
    return {"error": {"kind": kind, "message": f"It was {kind}."}}


def _tally(outcome: dict[str, Any], status: int = 0) -> Tally:
    tally = Tally()
    ran = Ran(target="pypi:a", commit="c", status=status, wall=2, cpu=1)
    tally.add(ran, outcome)
    return tally


def _counted(tally: Tally) -> dict[str, int]:
    kinds = ("whole", "incomplete", "crashed", "slow", "refused", "absent")
    return {kind: found for kind in kinds if (found := getattr(tally, kind))}


@pytest.mark.parametrize(
    ("outcome", "status", "kind"),
    [
        (_report({}), 0, "whole"),
        (_report({}, skipped=("its checksum is wrong",)), 3, "incomplete"),
        (_report({}), 1, "crashed"),
        ({}, -9, "crashed"),
        (_error("internal"), 3, "crashed"),
        (_error("worker-lost"), 3, "crashed"),
        (_error("timeout"), 3, "slow"),
        (_error("too-large"), 3, "refused"),
        (_error("not-found"), 3, "absent"),
    ],
)
def test_a_release_counts_once(outcome: dict[str, Any], status: int, kind: str) -> None:
    tally = _tally(outcome, status)
    assert _counted(tally) == {kind: 1}
    assert bool(tally.again) == bool(tally.odd) == (kind not in ("whole", "absent"))


def test_bytes_and_members_without_a_reader_are_shares_of_all() -> None:
    native = {"kind": "native", "members": 1, "bytes": 250}
    rows = {row.what: row.measured for row in table(_tally(_report({}, unread=(native,)))).rows}
    assert rows["bytes that are `unread`"] == "25.0% (250 of 1,000)"
    assert rows["– native"].endswith("10.0% (1 of 10) of members")


def test_few_releases_meet_no_bar() -> None:
    assert not any(row.met for row in table(_tally(_report({}))).rows)


def _spots(report: dict[str, Any]) -> dict[str, int]:
    return {spot.name: found for spot in BLIND_SPOTS if (found := spot.count(report))}


def test_a_use_of_several_phases_is_one_blind_spot() -> None:
    uses = {"code.eval": [{}, {"phase": "call"}, {"line": 2, "destination": "a.txt"}]}
    assert _spots(_report(uses)) == {"computed-code": 1}


def test_each_way_of_loading_is_a_class_of_its_own() -> None:
    loads = [
        {"api": "importlib.import_module"},
        {"api": "importlib.import_module", "line": 2, "destination": "acme.{…}"},
        {"api": "importlib.metadata.EntryPoint.load", "line": 3},
        {"api": "os.{…}", "line": 6},
        {"api": "import", "line": 4, "destination": "https://a.example/x.js"},
        {"api": "import", "line": 5, "destination": "./x.js"},
    ]
    found = _spots(_report({"code.load": loads}))
    plain = {"computed-import": 2, "computed-attribute": 1, "plugin": 1, "remote-code": 1}
    assert found == plain


def test_holes_uncertain_steps_and_labels_are_told() -> None:
    uses = {
        "net.connect": [{"destination": "https://{…}/a"}, {"line": 2, "destination": "a.example"}],
        "fs.read": [{"destination": "/a", "path": [{"edge": "exact"}, {"edge": "possible"}]}],
        "process.shell": [{"destination": "id", "origin": ["unreached"]}],
    }
    assert _spots(_report(uses)) == {"computed-address": 1, "possible-call": 1, "unreached": 1}


@pytest.mark.parametrize(
    ("reason", "name"),
    [
        ("over 5,000,000 bytes of text", "too-large"),
        ("over 64 layers, or over 12 in each other", "too-large"),
        ("an archive nested too deeply", "nested-too-deeply"),
        ("encrypted", "encrypted"),
        ("its packed data is damaged", "damaged"),
    ],
)
def test_reasons_have_classes(reason: str, name: str) -> None:
    assert _spots(_report({}, skipped=(reason,))) == {name: 1}


def test_the_figures_name_each_class_once() -> None:
    *rows, _, engines = figures(_tally(_report({"code.native": [{}]}))).split("\n")[2:]
    assert [row.split("|")[1].strip() for row in rows] == [spot.name for spot in BLIND_SPOTS]
    assert "| native-call | 100% | 1 |" in rows
    assert engines == "Inspected 1 by c."


def test_both_registries_are_drawn_by_turns() -> None:
    targets = drawn()
    first = [next(targets) for _ in range(4)]
    assert [target.partition(":")[0] for target in first] == ["pypi", "npm", "pypi", "npm"]
