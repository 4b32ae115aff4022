"""Source lines of the pinned archives, for quotes and for checking them."""

from collections.abc import Iterable

from tests.golden.pins import Pin, PinnedReleases

from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.sources import parse_target
from tidewaiter.sources.archives import open_artifact

Lines = dict[tuple[str, int], list[str]]
"""By member and line number what stands there, in each artifact that has it."""


def lines_of(pin: Pin, places: Iterable[tuple[str, int]], releases: PinnedReleases) -> Lines:
    """The lines at these places. Raises TargetFailed when an archive cannot be had."""
    wanted: dict[str, set[int]] = {}
    for member_path, number in places:
        wanted.setdefault(member_path, set()).add(number)
    found: Lines = {}
    for artifact in releases.fetch(parse_target(pin.target)).artifacts:
        assert artifact.path
        for member in open_artifact(artifact.path, load_budget(), artifact.kind):
            if numbers := wanted.get(member.path):
                text = member.data.decode("utf-8", "replace").split("\n")
                for number in numbers & set(range(1, len(text) + 1)):
                    found.setdefault((member.path, number), []).append(text[number - 1])
    return found
