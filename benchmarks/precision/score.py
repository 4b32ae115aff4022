"""Holds the present engine against all judgements that were kept."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.bench import say
from benchmarks.precision import Claim, Judged, Sample, claims_of
from benchmarks.precision.inspecting import inspected
from benchmarks.tables import Row, Table

BARS = {"use": 0.97, "phase": 0.97, "destination": 0.97, "path": 0.98}
"""By kind of verdict the share of right ones that is to be reached."""

_FEWEST = 250
_Key = tuple[object, ...]


@dataclass
class Score:
    """By kind of verdict: what is still told and right or wrong, and what is told no more.

    ``drawn`` counts all verdicts and ``first`` the right ones, as the engine told them that the
    claims were drawn with: once causes are mended, the same claims flatter.
    """

    drawn: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)

    def add(self, judged: Judged, claims: list[Claim]) -> None:
        """Count a judgement against what is told of its release now."""
        now = {kind: {_keys(claim)[kind] for claim in claims} for kind in BARS}
        keys = _keys(judged.claim)
        for kind in BARS:
            verdict = getattr(judged.verdicts, kind)
            self.drawn[kind] += bool(verdict)
            self.first[kind] += bool(verdict) and not _is_wrong(verdict)
            what = f"{kind}: {judged.target} {_said(judged.claim)}"
            if verdict and keys[kind] in now[kind]:
                self._count(kind, what, verdict)
            elif verdict:
                # What was told right of a use that there is not goes with it.
                gone = _is_wrong(verdict) or _is_wrong(judged.verdicts.use)
                (self.mended if gone else self.lost).append(what)

    def _count(self, kind: str, what: str, verdict: str) -> None:
        self.told[kind] += 1
        if _is_wrong(verdict):
            self.wrong.append(f"{what}: {verdict}")
        else:
            self.right[kind] += 1


def _is_wrong(verdict: str) -> bool:
    return verdict.startswith("wrong")


def score(judged: list[Judged]) -> Score:
    """Inspect each release of the judgements once, and count."""
    found = Score()
    by_target: dict[str, list[Judged]] = {}
    for one in judged:
        by_target.setdefault(one.target, []).append(one)
    for target, ones in by_target.items():
        say(target)
        report = inspected(target)
        read = {artifact["sha256"] for artifact in report["artifacts"] if artifact["inspected"]}
        claims = list(claims_of(report))
        for one in ones:
            if one.sha256 in read:
                found.add(one, claims)
            else:
                found.absent.append(target)
    return found


def _keys(claim: Claim) -> dict[str, _Key]:
    """By kind of verdict what it is about: a use keeps its place when its phase is mended."""
    use = claim.place
    phase = (*use, claim.phase, claim.condition)
    ways = tuple((step.function, step.member, step.line) for step in claim.steps)
    return {
        "use": use,
        "phase": (*phase, claim.entry),
        "destination": (*use, claim.phase, claim.destination),
        "path": (*use, claim.phase, ways),
    }


def _said(claim: Claim) -> str:
    capability, member, line = claim.place
    return f"{capability} @{claim.phase} {member}:{line} -> {claim.destination or '–'}"


def drawn_last(samples: Sequence[Sample]) -> list[Row]:
    """What was right of the claims that one engine drew last, as it told them then.

    Nothing that was learnt from them is mended there: it is what other releases have to expect.
    """
    last = [s for s in samples if s.commit == samples[-1].commit]
    verdicts = [judged.verdicts for sample in last for judged in sample.claims]
    seeds = ", ".join(str(sample.seed) for sample in last)
    rows: list[Row] = []
    for kind, bar in BARS.items():
        given = [text for one in verdicts if (text := getattr(one, kind))]
        right = sum(not _is_wrong(text) for text in given)
        share = right / len(given) if given else 0.0
        what = f"{kind}: right when drawn afresh (seeds {seeds})"
        said = f"{share:.3f} ({right} of {len(given)})"
        met = share >= bar and len(given) >= _FEWEST
        rows.append(Row(what, f"≥ {bar:g} of ≥ {_FEWEST}", said, met))
    return rows


def table(found: Score, samples: Sequence[Sample]) -> Table:
    """The shares, and how many judgements the engine no longer earns."""
    result = Table("Precision: random claims about popular releases, judged by hand")
    result.rows += drawn_last(samples)
    for kind, bar in BARS.items():
        right, told = found.right[kind], found.told[kind]
        share = right / told if told else 0.0
        before = f"{found.first[kind]} of {found.drawn[kind]} when they were drawn"
        said = f"{share:.3f} ({right} of {told}; {before})"
        met = share >= bar and told >= _FEWEST
        result.rows.append(
            Row(f"{kind}: right of all judged", f"≥ {bar:g} of ≥ {_FEWEST}", said, met)
        )
    result.rows += [
        Row("wrong ones that are told no more", "", str(len(found.mended))),
        Row("right ones that are told no more", "", str(len(found.lost))),
    ]
    if found.absent:
        result.notes.append(f"Artifacts that could not be had: {len(set(found.absent))}.")
    return result
