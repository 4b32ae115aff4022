"""Draws the updates anew: `python -m benchmarks.updates.draw`."""

import datetime
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator

import msgspec

from benchmarks.corpus import Pin
from benchmarks.corpus.draw import pinned, popular
from benchmarks.updates import UPDATES, Update, Updates
from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.model.outcome import TargetFailed
from tidewaiter.model.release import ArtifactKind
from tidewaiter.sources import Releases, Settings, Target, parse_target

SEED = 20261130
EACH = 5
"""Updates of each step and registry."""

LARGEST = 2_000_000
"""Packed bytes, so that a plant can be judged by hand and all of them measured in minutes."""

_STEPS = ("major", "minor", "patch")
_BACK = 4
_ORDER = (ArtifactKind.WHEEL, ArtifactKind.SDIST, ArtifactKind.NPM)


def draw(releases: Releases) -> Updates:
    """As many updates of each step and registry, all of different packages, in the seed's order."""
    found = [update for name in ("pypi", "npm") for update in _drawn(releases, name)]
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return Updates(seed=SEED, drawn=today, updates=tuple(found))


def _drawn(releases: Releases, ecosystem: str) -> Iterator[Update]:
    had: Counter[str] = Counter()
    chance = random.Random(SEED)
    for text in popular(ecosystem, SEED):
        update = _update(releases, parse_target(text), chance.randrange(_BACK))
        if update and had[update.step] < EACH:
            had[update.step] += 1
            print(
                f"{update.step} {text} {update.old.version} {update.new.version}", file=sys.stderr
            )
            yield update
        if all(had[step] == EACH for step in _STEPS):
            return


def _update(releases: Releases, target: Target, back: int) -> Update | None:
    """The update that many releases ago, when both sides have the same kind of artifact."""
    try:
        new = msgspec.structs.replace(target, version=releases.resolve(target).release.version)
        for _ in range(back):
            new = releases.before(new)
        old = releases.before(new)
        step = _step(old.version or "", new.version or "")
        pins = (_pins(releases, old), _pins(releases, new)) if step else ({}, {})
    except TargetFailed as failed:
        print(failed.failure.message, file=sys.stderr)
        return None
    for kind in _ORDER:
        if kind in pins[0] and kind in pins[1]:
            return Update(step=step, old=pins[0][kind], new=pins[1][kind])
    return None


def _step(old: str, new: str) -> str:
    """The first of three numbers that differs, "" when none does."""
    before, after = (re.findall(r"\d+", version)[:3] for version in (old, new))
    moved = (step for step, a, b in zip(_STEPS, before, after, strict=False) if a != b)
    return next(moved, "")


def _pins(releases: Releases, target: Target) -> dict[ArtifactKind, Pin]:
    resolved = releases.resolve(target)
    listed = tuple(
        one for one in resolved.artifacts if one.inspected and (one.size or 0) <= LARGEST
    )
    fetched = releases.obtain(msgspec.structs.replace(resolved, artifacts=listed), target)
    return {
        one.kind: pinned(resolved.release, one) for one in fetched.artifacts if one.size <= LARGEST
    }


def main() -> int:
    """Draw, and write the pins."""
    with Releases(Settings(environ=os.environ, budget=load_budget())) as releases:
        updates = draw(releases)
    UPDATES.write_bytes(msgspec.json.format(msgspec.json.encode(updates), indent=1) + b"\n")
    print(f"{UPDATES}: {len(updates.updates)} updates", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
