"""Updates: whether headlines are true, patches quiet, and what was planted is told first."""

import json
import os
import subprocess
from pathlib import Path

import msgspec
from platformdirs import user_cache_path

from benchmarks.bench import TIDEWAITER, Bench, say
from benchmarks.corpus import fetch
from benchmarks.tables import Row, Table
from benchmarks.updates import Plant, Update, load_plants, load_updates
from benchmarks.updates.planting import planted
from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.sources import Releases, Settings

JUDGED = Path(__file__).with_name("judged.json")
"""By package: each sentence of its headline that a person has judged, and why it is true or not."""

_FIRST = 3


class _Judged(msgspec.Struct, frozen=True):
    """Whether a sentence is true, and the lines that show it."""

    true: bool
    why: str


def measure(bench: Bench) -> Table:
    """The real updates, then each with its plant."""
    updates = load_updates()
    plants = {plant.name: plant for plant in load_plants()}
    paths = _paths(updates.updates)
    judged = msgspec.json.decode(JUDGED.read_bytes(), type=dict[str, dict[str, _Judged]])
    real: dict[str, list[str]] = {}
    told: list[str] = []
    missed: list[str] = []
    for update in updates.updates:
        name = update.new.name
        say(f"{name} {update.old.version} {update.new.version}")
        old, new = paths[update.old.sha256], paths[update.new.sha256]
        real[name] = _headline(bench, old, new)
        if name in plants:
            path = bench.work / "planted" / new.name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(planted(new, plants[name]))
            found = _headline(bench, old, path)
            seen = _is_told(plants[name], found, real[name])
            (told if seen else missed).append(f"{name}: {plants[name].what} Told: {found[:_FIRST]}")
    return _table(updates.updates, real, judged, told, missed)


def _paths(updates: tuple[Update, ...]) -> dict[str, Path]:
    folder = user_cache_path("tidewaiter-benchmarks", appauthor=False)
    pins = [pin for update in updates for pin in (update.old, update.new)]
    with Releases(Settings(environ=os.environ, budget=load_budget())) as releases:
        return {pin.sha256: path for pin, path in fetch(pins, releases, folder)}


def _headline(bench: Bench, old: Path, new: Path) -> list[str]:
    command = (*TIDEWAITER, "diff", "--offline", "--format", "json", str(old), str(new))
    cache = bench.work / "cache-updates"
    if not cache.is_dir():
        bench.cache("updates")
    done = subprocess.run(
        command, capture_output=True, text=True, env=bench.environment(cache), cwd=bench.work
    )
    if done.returncode not in (0, 3):
        raise SystemExit(f"tidewaiter diff {old.name} {new.name}: {done.stderr}")
    found: list[str] = json.loads(done.stdout)["headline"]
    return found


def _is_told(plant: Plant, found: list[str], without: list[str]) -> bool:
    """Whether the first sentences tell the plant, and none that tells it stands there anyway."""
    new = [sentence for sentence in found[:_FIRST] if sentence not in without]
    return any(text in sentence for sentence in new for text in plant.said)


def _table(
    updates: tuple[Update, ...],
    real: dict[str, list[str]],
    judged: dict[str, dict[str, _Judged]],
    told: list[str],
    missed: list[str],
) -> Table:
    table = Table("Updates: what is told of real ones, and of what was planted into them")
    every = [
        (name, said) for name, sentences in real.items() for said in sentences if _is_news(said)
    ]
    known = [judged.get(name, {}).get(said) for name, said in every]
    true = sum(one is not None and one.true for one in known)
    patches = [update.new.name for update in updates if update.step == "patch"]
    quiet = sum(not any(map(_is_news, real[name])) for name in patches)
    table.rows += [
        Row("headline sentences of real updates that are true", "all", f"{true} of {len(every)}",
            true == len(every)),
        Row("patch releases without a headline", "", f"{quiet} of {len(patches)}"),
        Row("plants told in the first three sentences", "all",
            f"{len(told)} of {len(told) + len(missed)}", not missed),
    ]  # fmt: skip
    table.notes += [
        f"Not judged: {n}: {s}" for (n, s), one in zip(every, known, strict=True) if not one
    ]
    table.notes += [f"Wrong: {n}: {s}" for (n, s), one in zip(every, known, strict=True)
                    if one and not one.true]  # fmt: skip
    table.notes += [f"Missed: {one}" for one in missed]
    return table


def _is_news(sentence: str) -> bool:
    return not sentence.startswith("Nothing ")
