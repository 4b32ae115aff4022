"""Draws the corpus anew: `python -m benchmarks.corpus.draw`; its numbers compare with no older."""

import datetime
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from benchmarks.corpus import PINS, Corpus, Pin
from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.model.outcome import TargetFailed
from tidewaiter.model.release import ArtifactKind, Release
from tidewaiter.sources import FetchedArtifact, Releases, Settings
from tidewaiter.sources.interface import Resolved
from tidewaiter.sources.targets import parse_target

SEED = 20261124
EACH = 40
LARGEST = 100_000_000
"""Packed bytes: what is larger is a native library with little to read, and slow to fetch."""

_SMALL = "requests"


def draw(releases: Releases) -> Corpus:
    """As many sdists, wheels and npm tarballs, all of different packages.

    Names come in an order that the seed decides; one whose release has no artifact of the kind,
    or a larger one than `LARGEST`, is passed over.
    """
    pypi, npm = _without_small("pypi"), _without_small("npm")
    found = [
        *_drawn(releases, pypi, ArtifactKind.SDIST),
        *_drawn(releases, pypi, ArtifactKind.WHEEL),
        *_drawn(releases, npm, ArtifactKind.NPM),
    ]
    small = _pin(releases, f"pypi:{_SMALL}", ArtifactKind.WHEEL)
    if small is None:
        raise SystemExit(f"The registry has no wheel of {_SMALL}.")
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return Corpus(seed=SEED, drawn=today, small=small, artifacts=tuple(found))


def _without_small(ecosystem: str) -> Iterator[str]:
    return (text for text in popular(ecosystem, SEED) if text != f"{ecosystem}:{_SMALL}")


def popular(ecosystem: str, seed: int) -> Iterator[str]:
    """The popular names as targets, in an order that the seed decides."""
    lines = Path(__file__).with_name(f"popular-{ecosystem}.txt").read_text("utf-8").split("\n")
    names = [line for line in lines if line and not line.startswith("#")]
    random.Random(seed).shuffle(names)
    return (f"{ecosystem}:{name}" for name in names)


def _drawn(releases: Releases, targets: Iterator[str], kind: ArtifactKind) -> Iterator[Pin]:
    left = EACH
    for target in targets:
        pin = _pin(releases, target, kind)
        print(f"\r\x1b[2K{kind} {EACH - left} of {EACH}: {target}", end="", file=sys.stderr)
        if pin:
            yield pin
            left -= 1
        if not left:
            return


def _pin(releases: Releases, text: str, kind: ArtifactKind) -> Pin | None:
    found = obtained(releases, text, kind)
    return found and found[0]


def obtained(releases: Releases, text: str, kind: ArtifactKind) -> tuple[Pin, Path] | None:
    """The artifact of this kind of a target's newest release, and where it lies for now."""
    target = parse_target(text)
    try:
        resolved = _only(releases.resolve(target), kind)
        artifacts = releases.obtain(resolved, target).artifacts
    except TargetFailed as failed:
        print(f"\n{failed.failure.message}", file=sys.stderr)
        return None
    found = ((pinned(resolved.release, one), one.path) for one in artifacts)
    return next(((pin, path) for pin, path in found if path), None)


def pinned(release: Release, artifact: FetchedArtifact) -> Pin:
    """The pin of an artifact of a release."""
    return Pin(
        kind=artifact.kind,
        name=release.name,
        version=release.version,
        filename=artifact.filename,
        sha256=artifact.sha256,
        size=artifact.size,
    )


def _only(resolved: Resolved, kind: ArtifactKind) -> Resolved:
    """The release with the artifact of this kind that an installer would choose, if it has one."""
    listed = [one for one in resolved.artifacts if one.kind is kind and one.inspected]
    fitting = [one for one in listed if (one.size or 0) <= LARGEST]
    return msgspec.structs.replace(resolved, artifacts=tuple(fitting[:1]))


def main() -> int:
    """Draw, and write the pins."""
    with Releases(Settings(environ=os.environ, budget=load_budget())) as releases:
        corpus = draw(releases)
    PINS.write_bytes(msgspec.json.format(msgspec.json.encode(corpus), indent=1) + b"\n")
    print(f"\n{PINS}: {len(corpus.artifacts)} artifacts", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
