"""The same artifacts give the same bytes, however they are inspected: which ways are tried."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus import Corpus, Pin
from tidewaiter.model.release import ArtifactKind

SEED = 20261130
LARGEST = 1_000_000
"""Packed bytes of an artifact: each is inspected many times."""

_KINDS = (ArtifactKind.SDIST, ArtifactKind.WHEEL, ArtifactKind.NPM)


def drawn(corpus: Corpus, count: int) -> list[Pin]:
    """As many artifacts of each kind, by the seed."""
    chance = random.Random(SEED)
    found: list[Pin] = []
    for kind in _KINDS:
        fitting = [pin for pin in corpus.artifacts if pin.kind is kind and pin.size <= LARGEST]
        found += chance.sample(fitting, min(count // len(_KINDS), len(fitting)))
    return found


@dataclass(frozen=True)
class Way:
    """One way to inspect the artifacts; by default as `PLAIN` does.

    Attributes:
        options: Of the command.
        environ: Variables that are set.
        python: The interpreter.
        prepare: What is done to the cache that the plain run left; ``None`` for an empty cache.
        shuffle: A seed to pack the members in another order, 0 for the archives as they are.
        backwards: Whether the artifacts are given in the opposite order.
        elsewhere: Whether the working folder is theirs, and they are named relative to it.
    """

    name: str
    options: tuple[str, ...] = ("--jobs", "1")
    environ: dict[str, str] = field(default_factory=dict)
    python: str = ""
    prepare: Callable[[Path], None] | None = None
    shuffle: int = 0
    backwards: bool = False
    elsewhere: bool = False


PLAIN = Way("an empty cache, one worker")
