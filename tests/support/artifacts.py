"""Small honest artifacts, built with the standard library alone."""

import base64
import hashlib
import io
import json
import tarfile
import zipfile
from collections.abc import Mapping

MODULE = b"import socket\n\n\ndef call():\n    socket.create_connection(('host.example', 80))\n"


def tarball(members: Mapping[str, bytes], mode: str = "w:gz") -> bytes:
    """A tar, packed as ``mode`` says (`tarfile.open`); the same members give the same bytes."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as tar:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return out.getvalue()


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with its members in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def metadata(name: str, version: str) -> bytes:
    return f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode()


def wheel_members(name: str, version: str, members: Mapping[str, bytes]) -> dict[str, bytes]:
    """``members`` with a ``.dist-info`` that is right about each of them."""
    info = f"{name}-{version}.dist-info"
    whole = {
        **members,
        f"{info}/METADATA": metadata(name, version),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = [f"{path},sha256={_digest(data)},{len(data)}" for path, data in whole.items()]
    record = "\n".join([*rows, f"{info}/RECORD,,", ""])
    return {**whole, f"{info}/RECORD": record.encode()}


def wheel(name: str, version: str, members: Mapping[str, bytes] | None = None) -> bytes:
    return zipped(wheel_members(name, version, members or {f"{name}.py": MODULE}))


def sdist(name: str, version: str, members: Mapping[str, bytes] | None = None) -> bytes:
    root = f"{name}-{version}"
    whole = {"PKG-INFO": metadata(name, version), **(members or {f"{name}.py": MODULE})}
    return tarball({f"{root}/{path}": data for path, data in whole.items()})


def npm_tarball(name: str, version: str, members: Mapping[str, bytes] | None = None) -> bytes:
    manifest = json.dumps({"name": name, "version": version, "main": "index.js"}).encode()
    whole = {"package.json": manifest, **(members or {"index.js": b"require('net').connect(80)\n"})}
    return tarball({f"package/{path}": data for path, data in whole.items()})


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
