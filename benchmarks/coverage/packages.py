"""The packages that declare JavaScript's platforms: pinned by digest, read in memory."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
from platformdirs import user_cache_path

from benchmarks.corpus import Pin, fetch
from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.sources import Releases, Settings
from tidewaiter.sources.archives import open_artifact

PINS = Path(__file__).with_name("packages.json")


def members(package: str) -> Iterator[tuple[str, bytes]]:
    """The path and the bytes of each member of a package that is pinned.

    Raises:
        KeyError: It is not pinned.
        TargetFailed: The user's registry no longer has it, or has other bytes.
    """
    pins = {pin.name: pin for pin in msgspec.json.decode(PINS.read_bytes(), type=list[Pin])}
    folder = user_cache_path("tidewaiter-benchmarks", appauthor=False)
    budget = load_budget()
    with Releases(Settings(environ=os.environ, budget=budget)) as releases:
        ((_, path),) = fetch([pins[package]], releases, folder)
    for member in open_artifact(path, budget):
        yield member.path, member.data
