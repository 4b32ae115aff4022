"""Which containers some bytes are: told from content, never from a name."""

import contextlib
import io
from typing import BinaryIO, cast

from tidewaiter.sources.archives.interface import Container
from tidewaiter.sources.archives.ledger import Exhausted, Ledger
from tidewaiter.sources.archives.stream import MAGIC, Packing, Unpacked
from tidewaiter.sources.archives.tar import Tar
from tidewaiter.sources.archives.tar_headers import BLOCK, is_header
from tidewaiter.sources.archives.zip import Zip
from tidewaiter.sources.archives.zip_directory import NotAZip

_HEADS = (b"PK\3\4", b"PK\5\6", *MAGIC.values())
_ZIP_TAIL = 65_557  # the end record and its longest comment
_IN_MEMORY = 4 * 1024 * 1024


def containers(file: BinaryIO, scratch: Ledger, *, follow_links: bool = True) -> list[Container]:
    """The readings of ``file`` as a container, the one that pip takes first: zip, then tar.

    Empty when it is no archive; two when it is a polyglot.
    """
    found: list[Container] = []
    with contextlib.suppress(NotAZip):
        found.append(Zip(file, scratch))
    packing = packing_of(file, scratch)
    if packing:
        found.append(Tar(file, packing, scratch, follow_links=follow_links))
    return found


def packing_of(file: BinaryIO, scratch: Ledger) -> Packing | None:
    """How a tar is packed, or ``None`` when the bytes are no tar."""
    file.seek(0)
    head = file.read(8)
    packing = next((p for p, magic in MAGIC.items() if head.startswith(magic)), Packing.PLAIN)
    try:
        # One block and no more: what comes after it may be a bomb, which is for the reader to tell.
        block = Unpacked(file, packing, scratch.aside(), BLOCK).read(BLOCK)
    except Exhausted:
        return None
    empty = packing is not Packing.PLAIN and len(block) == BLOCK and not any(block)
    return packing if empty or is_header(block) else None


def may_be_container(data: bytes) -> bool:
    """A cheap test of a member's bytes; `containers` has the last word."""
    return (
        data.startswith(_HEADS)
        or data[257:262] == b"ustar"
        or data.rfind(b"PK\5\6", max(0, len(data) - _ZIP_TAIL)) >= 0
    )


def as_file(data: bytes) -> BinaryIO:
    """``data`` as a seekable file; long data goes to an anonymous one outside memory."""
    if len(data) <= _IN_MEMORY:
        return io.BytesIO(data)
    from tempfile import TemporaryFile  # seldom needed, slow to load

    file = cast("BinaryIO", TemporaryFile())  # noqa: SIM115
    file.write(data)
    return file
