"""Pins the releases: `python -m tests.golden.draw`, and `… draw later` for the second draw.

The first draw takes eight popular releases beside the chosen. The second took more of them when the
whole catalogue was there, to see what it says of releases that nobody had looked at; it keeps the
pins that there are.
"""

import datetime
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
from benchmarks import corpus
from tests.golden.pins import RELEASES, File, Pin, Pins, load_pins

from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.cli.choices import cache_dir
from tidewaiter.model.outcome import TargetFailed
from tidewaiter.sources import FetchedArtifact, Releases, Settings, parse_target
from tidewaiter.sources.archives import open_artifact
from tidewaiter.sources.interface import Listed

SEED = 1624
LARGE = 500
"""Members that at least one artifact of a large release exceeds."""
MOST = 2_000
"""Members that none may exceed, so that a person can review what the report says."""
LARGEST = 2_000_000
"""Packed bytes of one artifact, for the same reason."""

CHOSEN_LATER = (
    ("pypi:requests@2.34.2", "HTTP client", "The client that most others are built on."),
    ("pypi:jinjanator@26.1.0", "templates", "A command that renders templates and takes plugins."),
    ("npm:ws@8.23.0", "sockets", "Clients and servers of WebSockets."),
    ("npm:husky@9.1.7", "hooks", "Writes hooks into a repository's configuration."),
)
SEED_LATER = 2530
EACH_LATER = 10
"""Of each registry in the second draw."""
LARGEST_LATER = 300_000
"""Packed bytes there: more releases, each smaller."""

CHOSEN = (
    ("npm:@slack/web-api@8.2.0", "sdk", "An SDK of a web service, written over one HTTP client."),
    ("pypi:httpie@3.2.4", "cli", "A command line that talks to any host and keeps sessions."),
    (
        "npm:express@5.3.0",
        "framework",
        "A web framework: its app listens, and it loads view engines.",
    ),
    ("pypi:flit-core@4.2.0", "build tool", "A build backend that builds itself from its tree."),
    ("pypi:pytest-rerunfailures@16.7", "plugin", "A pytest plugin that opens sockets."),
    ("pypi:manhole@1.8.1", ".pth user", "Its .pth runs text as code when a variable is set."),
    ("npm:cpu-features@0.0.10", "native", "binding.gyp, and a script that npm runs at install."),
    ("npm:tsx@4.23.15", "bundled", "All of its code is bundled and minified."),
)


def pins(releases: Releases) -> Iterator[Pin]:
    """Of each registry two large releases and two that are not, then the chosen."""
    for ecosystem in ("pypi", "npm"):
        names = _shuffled(ecosystem)
        wanted = {True: 2, False: 2}
        while any(wanted.values()):
            pin, members = _pin(releases, f"{ecosystem}:{next(names)}", "drawn")
            if pin and members <= MOST and wanted[members > LARGE]:
                wanted[members > LARGE] -= 1
                size = "more" if members > LARGE else "no more"
                why = f"Drawn from the popular names; {size} than {LARGE} members."
                yield msgspec.structs.replace(pin, why=why)
    for target, kind, why in CHOSEN:
        pin, _ = _pin(releases, target, kind)
        if pin is None:
            raise SystemExit(f"{target} cannot be pinned.")
        yield msgspec.structs.replace(pin, why=why)


def later(releases: Releases, known: frozenset[str]) -> Iterator[Pin]:
    """Of each registry further releases of packages that are not pinned yet, by the new seed."""
    for ecosystem in ("pypi", "npm"):
        names = _shuffled(ecosystem, SEED_LATER)
        left = EACH_LATER
        while left:
            name = next(names)
            if name in known:
                continue
            pin, members = _pin(releases, f"{ecosystem}:{name}", "drawn")
            if pin and members <= LARGE and all(file.size <= LARGEST_LATER for file in pin.files):
                left -= 1
                why = (
                    "Drawn from the popular names by a new seed, after the catalogue was finished."
                )
                yield msgspec.structs.replace(pin, kind="drawn later", why=why)


def _chosen_later(releases: Releases) -> Iterator[Pin]:
    for target, kind, why in CHOSEN_LATER:
        pin, _ = _pin(releases, target, kind)
        if pin is None:
            raise SystemExit(f"{target} cannot be pinned.")
        yield msgspec.structs.replace(pin, why=why)


def _shuffled(ecosystem: str, seed: int = SEED) -> Iterator[str]:
    """The popular names in the seed's order."""
    file = Path(corpus.__file__).with_name(f"popular-{ecosystem}.txt")
    names = [line for line in file.read_text("utf-8").split("\n") if line and line[0] != "#"]
    random.Random(seed).shuffle(names)
    return iter(names)


def _pin(releases: Releases, text: str, kind: str) -> tuple[Pin | None, int]:
    """A release with what an installer here would take, and the members of its largest artifact.

    ``None`` when one of these cannot be fetched, or is too large for a drawn one.
    """
    print(text, file=sys.stderr)
    target = parse_target(text)
    try:
        resolved = releases.resolve(target)
        listed = tuple(artifact for artifact in resolved.artifacts if artifact.inspected)
        if kind == "drawn" and max((artifact.size or 0) for artifact in listed) > LARGEST:
            return None, 0
        fetched = releases.obtain(msgspec.structs.replace(resolved, artifacts=listed), target)
    except TargetFailed as failed:
        print(failed.failure.message, file=sys.stderr)
        return None, 0
    if kind == "drawn" and max(artifact.size for artifact in fetched.artifacts) > LARGEST:
        return None, 0
    release = resolved.release
    pin = Pin(
        target=f"{release.ecosystem}:{release.name}@{release.version}",
        kind=kind,
        why="",
        release=release,
        files=tuple(map(_file, listed, fetched.artifacts)),
    )
    return pin, max(map(_members, fetched.artifacts))


def _file(listed: Listed, fetched: FetchedArtifact) -> File:
    algorithm = max(listed.digests, key=lambda name: len(listed.digests[name]))
    digests = {algorithm: listed.digests[algorithm]}
    return File(filename=listed.filename, kind=listed.kind, digests=digests, size=fetched.size)


def _members(artifact: FetchedArtifact) -> int:
    assert artifact.path
    return sum(1 for _ in open_artifact(artifact.path, load_budget(), artifact.kind))


def main() -> int:
    """Draw, and write the pins."""
    settings = Settings(environ=os.environ, budget=load_budget(), cache_dir=cache_dir())
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    with Releases(settings) as releases:
        if sys.argv[1:] == ["later"]:
            held = load_pins()
            known = frozenset(pin.release.name for pin in held.releases)
            found = (*held.releases, *later(releases, known), *_chosen_later(releases))
            drawn = msgspec.structs.replace(held, releases=found)
        else:
            drawn = Pins(seed=SEED, drawn=today, releases=tuple(pins(releases)))
    RELEASES.write_bytes(msgspec.json.format(msgspec.json.encode(drawn), indent=1) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
