"""Packs an archive anew, its members in another order and nothing else changed."""

import random
import tarfile
import zipfile
from pathlib import Path
from typing import TypeVar

_Member = TypeVar("_Member")


def shuffled(path: Path, folder: Path, seed: int) -> Path:
    """The archive of the same name in ``folder``.

    What a member is called, its bytes, mode and time stay. Members of one name keep their order
    among themselves, since the last of them counts; links stay behind what they may point to.
    """
    place = folder / path.name
    with path.open("rb") as file:
        is_zip = file.read(2) == b"PK"
    (_zip if is_zip else _tar)(path, place, random.Random(seed))
    return place


def _zip(path: Path, place: Path, chance: random.Random) -> None:
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(place, "w") as new:
        for info in _ordered(old.infolist(), [i.filename for i in old.infolist()], chance):
            new.writestr(info, old.read(info))


def _tar(path: Path, place: Path, chance: random.Random) -> None:
    with tarfile.open(path) as old, tarfile.open(place, "w:gz") as new:
        members = old.getmembers()
        links = [info for info in members if info.islnk() or info.issym()]
        others = [info for info in members if info not in links]
        ordered = _ordered(others, [info.name for info in others], chance)
        for info in [*ordered, *links]:
            new.addfile(info, old.extractfile(info) if info.isreg() else None)


def _ordered(members: list[_Member], names: list[str], chance: random.Random) -> list[_Member]:
    """The members in a random order, those of one name as they were."""
    turns = list(names)
    chance.shuffle(turns)
    waiting: dict[str, list[_Member]] = {}
    for member, name in zip(members, names, strict=True):
        waiting.setdefault(name, []).append(member)
    return [waiting[name].pop(0) for name in turns]
