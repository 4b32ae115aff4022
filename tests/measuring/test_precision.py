"""Judgements are held against what is told now: what is gone is mended when it was wrong."""

import msgspec
from benchmarks.precision import Claim, Judged, Step, Verdicts, claims_of, load_samples
from benchmarks.precision.score import BARS, Score

_CLAIM = Claim(
    capability="fs.write",
    api="builtins.open",
    phase="import",
    entry="import acme",
    condition="",
    destination="/tmp/a",
    steps=(Step("<module>", "acme/__init__.py", 3, 'open("/tmp/a", "w")'),),
)


def _scored(verdicts: Verdicts, told: list[Claim]) -> Score:
    found = Score()
    found.add(Judged(target="pypi:acme@1", sha256="", claim=_CLAIM, verdicts=verdicts), told)
    return found


def test_what_is_still_told_counts_with_its_verdict() -> None:
    verdicts = Verdicts(use="right", phase="wrong: never", destination="none", path="right")
    found = _scored(verdicts, [_CLAIM])
    assert [found.told[kind] for kind in BARS] == [1, 1, 1, 1]
    assert [found.right[kind] for kind in BARS] == [1, 0, 1, 1]
    assert [found.first[kind] for kind in BARS] == [1, 0, 1, 1]
    assert len(found.wrong) == 1


def test_another_destination_leaves_the_other_verdicts_as_they_are() -> None:
    verdicts = Verdicts(use="right", phase="right", destination="wrong: /tmp/b", path="right")
    found = _scored(verdicts, [msgspec.structs.replace(_CLAIM, destination="/tmp/b")])
    assert dict(found.told) == {"use": 1, "phase": 1, "path": 1}
    assert len(found.mended) == 1
    assert not found.lost


def test_what_is_told_no_more_is_lost_when_it_was_right() -> None:
    right = Verdicts(use="right", phase="right", destination="right", path="right")
    assert len(_scored(right, []).lost) == 4
    wrong = Verdicts(use="wrong: reads", phase="right", destination="right", path="right")
    assert len(_scored(wrong, []).mended) == 4


def test_what_nobody_judged_does_not_count() -> None:
    found = _scored(Verdicts(), [_CLAIM])
    assert not found.told


def test_claims_are_those_of_the_report() -> None:
    use = {
        "phase": "call",
        "api": "os.remove",
        "entry": None,
        "condition": None,
        "destination": None,
        "member": "acme/a.py",
        "line": 2,
        "snippet": "os.remove(a)",
        "path": [],
    }
    (claim,) = claims_of({"capabilities": [{"id": "fs.delete", "uses": [use]}]})
    assert claim.place == ("fs.delete", "acme/a.py", 2)
    assert claim.entry == claim.destination == ""


def test_each_kept_claim_is_judged() -> None:
    for sample in load_samples():
        for judged in sample.claims:
            for kind in BARS:
                verdict = getattr(judged.verdicts, kind)
                assert verdict in ("right", "none") or verdict.startswith("wrong: "), judged
