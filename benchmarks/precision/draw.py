"""Draws claims: popular releases in a seed's order, of each at most a few claims, by chance."""

import datetime
import os
import random
from collections.abc import Iterator
from itertools import zip_longest

import msgspec
from tests.golden.pins import load_pins

from benchmarks.bench import say
from benchmarks.corpus import load_corpus
from benchmarks.corpus.draw import popular
from benchmarks.precision import (
    Claim,
    Judged,
    Sample,
    Step,
    Verdicts,
    claims_of,
    load_samples,
    visible,
)
from benchmarks.precision.inspecting import inspected
from benchmarks.results import commit
from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.cli.choices import cache_dir
from tidewaiter.model.outcome import TargetFailed
from tidewaiter.model.release import ArtifactKind
from tidewaiter.sources import FetchedArtifact, Releases, Settings, parse_target
from tidewaiter.sources.archives import open_artifact

MOST = 5
"""Claims of one release, so that none dominates."""

LARGEST = 10_000_000
"""Packed bytes of the artifacts of a release: what is larger takes minutes, and has its peers."""

_QUOTED = 120


def draw(seed: int, count: int) -> Sample:
    """At least as many claims, half of each registry; releases without a claim are passed over."""
    settings = Settings(environ=os.environ, budget=load_budget(), cache_dir=cache_dir())
    with Releases(settings) as releases:
        found = [
            judged
            for ecosystem in ("pypi", "npm")
            for judged in _drawn(releases, ecosystem, seed, count - count // 2)
        ]
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return Sample(seed=seed, drawn=today, commit=commit(), claims=tuple(found))


def _drawn(releases: Releases, ecosystem: str, seed: int, count: int) -> Iterator[Judged]:
    chance = random.Random(seed)
    known = _known()
    for text in popular(ecosystem, seed):
        target = None if text in known else _exact(releases, text)
        if not target:
            continue
        claims = list(claims_of(inspected(target)))
        chosen = _chosen(claims, chance)
        say(f"{count} left: {target}: {len(claims)} claims")
        yield from _quoted(releases, target, chosen)
        count -= len(chosen)
        if count <= 0:
            return


def _known() -> set[str]:
    """Releases that the engine was already held against, without their versions."""
    pinned = [pin.target for pin in load_pins().releases]
    pinned += [pin.target for pin in load_corpus().artifacts]
    pinned += [judged.target for sample in load_samples() for judged in sample.claims]
    return {text.rpartition("@")[0] for text in pinned}


def _exact(releases: Releases, text: str) -> str:
    """The release as a target with its version, "" when it is too large or cannot be had."""
    try:
        resolved = releases.resolve(parse_target(text))
        sizes = [one.size or 0 for one in resolved.artifacts if one.inspected]
        target = f"{text}@{resolved.release.version}"
        if sum(sizes) > LARGEST:
            return ""
        fetched = releases.fetch(parse_target(target)).artifacts  # npm tells no size
    except TargetFailed as failed:
        say(failed.failure.message)
        return ""
    return target if sum(one.size for one in fetched if one.path) <= LARGEST else ""


def _chosen(claims: list[Claim], chance: random.Random) -> list[Claim]:
    """A few by chance, of each phase in turn: most of what a release holds may be its tests."""
    by_phase: dict[str, list[Claim]] = {}
    for claim in chance.sample(claims, len(claims)):
        by_phase.setdefault(claim.phase, []).append(claim)
    turns = zip_longest(*by_phase.values())
    return [claim for turn in turns for claim in turn if claim][:MOST]


def _quoted(releases: Releases, target: str, claims: list[Claim]) -> Iterator[Judged]:
    """The claims, with the lines of their steps out of the first artifact that has the members."""
    read = [one for one in releases.fetch(parse_target(target)).artifacts if one.path]
    wanted = {step.member for claim in claims for step in claim.steps}
    texts = {one.sha256: _texts(one, wanted) for one in sorted(read, key=_wheels_first)}
    for claim in claims:
        members = {step.member for step in claim.steps}
        digest = next(digest for digest, held in texts.items() if members <= held.keys())
        lines = texts[digest]
        steps = tuple(_with_quote(step, lines[step.member]) for step in claim.steps)
        quoted = msgspec.structs.replace(claim, steps=steps)
        yield Judged(target=target, sha256=digest, claim=quoted, verdicts=Verdicts())


def _wheels_first(artifact: FetchedArtifact) -> bool:
    """A report calls a member as the wheel does."""
    return artifact.kind is not ArtifactKind.WHEEL


def _texts(artifact: FetchedArtifact, wanted: set[str]) -> dict[str, list[str]]:
    """The lines of these members, as far as the artifact has them."""
    assert artifact.path
    return {
        member.path: member.data.decode("utf-8", "replace").split("\n")
        for member in open_artifact(artifact.path, load_budget(), artifact.kind)
        if member.path in wanted
    }


def _with_quote(step: Step, lines: list[str]) -> Step:
    """The step with its line; of a long one the snippet of the use, or the beginning."""
    line = visible(lines[step.line - 1] if step.line <= len(lines) else "").strip()
    if len(line) > _QUOTED and step.quote and step.quote in line:
        line = step.quote
    return msgspec.structs.replace(step, quote=line[:_QUOTED].strip())
