"""Puts a plant into an artifact: members are read in memory, and a new archive is written."""

import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.packing import tarball, wheel
from benchmarks.updates import Plant

_RECORD = ".dist-info/RECORD"


def planted(path: Path, plant: Plant) -> bytes:
    """The archive with the plant in it.

    Raises:
        SystemExit: The plant does not fit what is there.
    """
    old = members(path).get(plant.member, b"").decode()
    return rewritten(path, {plant.member: changed(old, plant).encode()})


def members(path: Path) -> dict[str, bytes]:
    """The members of a wheel, or of a tarball without its root folder."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist() if name[-1] != "/"}
    found = {}
    with tarfile.open(path) as tar:
        for info in tar:
            file = tar.extractfile(info) if info.isfile() else None
            if file:
                found[info.name.partition("/")[2]] = file.read()
    return found


def rewritten(path: Path, changes: Mapping[str, bytes]) -> bytes:
    """The archive with other bytes in some members; those that were not there are added.

    A wheel's RECORD is right about them, as a publisher's is.
    """
    whole = {**members(path), **changes}
    if path.suffix == ".whl":
        record = next(name for name in whole if name.endswith(_RECORD))
        return wheel(whole, record.rpartition("/")[0])
    with tarfile.open(path) as old:
        return tarball(whole, old.getnames()[0].partition("/")[0])


def changed(text: str, plant: Plant) -> str:
    """The member's text with the plant in it."""
    anchor = plant.replaces or plant.after
    if not anchor:
        return f"{text.rstrip()}\n{plant.code}\n" if text else f"{plant.code}\n"
    if text.count(anchor) != 1:
        raise SystemExit(f"{plant.name}: {anchor!r} stands {text.count(anchor)} times there.")
    if plant.replaces:
        return text.replace(anchor, plant.code)
    end = text.find("\n", text.index(anchor) + len(anchor))
    end = len(text) if end < 0 else end
    return f"{text[:end]}\n{plant.code}{text[end:]}"
