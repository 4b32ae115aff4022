"""Packs members, in memory, as wheels and tarballs for what is measured."""

import base64
import hashlib
import io
import tarfile
import zipfile
from collections.abc import Mapping


def wheel(members: Mapping[str, bytes], info: str) -> bytes:
    """A wheel; ``info`` is its ``.dist-info`` folder, whose RECORD is right about each member."""
    record = f"{info}/RECORD"
    rows = [_row(name, data) for name, data in members.items() if name != record]
    listed = "\n".join([*rows, f"{record},,", ""]).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**members, record: listed}.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _row(name: str, data: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(data)}"


def tarball(members: Mapping[str, bytes], root: str) -> bytes:
    """A compressed tar with all members below one folder."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(f"{root}/{name}")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()
