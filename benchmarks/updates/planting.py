"""Puts a plant into an artifact: members are read in memory, and a new archive is written."""

import base64
import hashlib
import io
import tarfile
import zipfile
from pathlib import Path

from benchmarks.updates import Plant

_RECORD = ".dist-info/RECORD"


def planted(path: Path, plant: Plant) -> bytes:
    """The archive with the plant in it: a wheel's RECORD is right about it, as a publisher's is.

    Raises:
        SystemExit: The plant does not fit what is there.
    """
    if path.suffix == ".whl":
        return _wheel(_zip_members(path), plant)
    return _tarball(path, plant)


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


def _zip_members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name[-1] != "/"}


def _wheel(members: dict[str, bytes], plant: Plant) -> bytes:
    old = members.get(plant.member, b"").decode()
    members[plant.member] = changed(old, plant).encode()
    record = next(name for name in members if name.endswith(_RECORD))
    rows = [_row(name, data) for name, data in members.items() if name != record]
    members[record] = "\n".join([*rows, f"{record},,", ""]).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _row(name: str, data: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(data)}"


def _tarball(path: Path, plant: Plant) -> bytes:
    out = io.BytesIO()
    is_there = False
    with tarfile.open(path) as old, tarfile.open(fileobj=out, mode="w:gz") as new:
        root = old.getnames()[0].partition("/")[0]
        for info in old:
            file = old.extractfile(info) if info.isfile() else None
            data = file.read() if file else b""
            if info.name == f"{root}/{plant.member}":
                data, is_there = changed(data.decode(), plant).encode(), True
                info.size = len(data)
            new.addfile(info, io.BytesIO(data) if info.isfile() else None)
        if not is_there:
            data = changed("", plant).encode()
            info = tarfile.TarInfo(f"{root}/{plant.member}")
            info.size = len(data)
            new.addfile(info, io.BytesIO(data))
    return out.getvalue()
