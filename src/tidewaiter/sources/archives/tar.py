"""Tar containers: regular files in order, then what links inside the archive point to."""

from collections.abc import Iterator
from typing import BinaryIO

from tidewaiter.model.anomalies import AnomalyKind
from tidewaiter.sources.archives import tar_headers as headers
from tidewaiter.sources.archives.interface import HEAD, Entry
from tidewaiter.sources.archives.ledger import Exhausted, Ledger
from tidewaiter.sources.archives.links import Links
from tidewaiter.sources.archives.stream import Packing, Unpacked


class Tar:
    """A tar in a seekable file.

    Args:
        file: Stays open and belongs to the caller.
        packing: How the tar is compressed.
        scratch: Bounds for passes that report nothing.
        follow_links: Whether the installer makes links (pip does, npm does not): then each
            linked name is read again, with the bytes it points to.
    """

    def __init__(
        self, file: BinaryIO, packing: Packing, scratch: Ledger, *, follow_links: bool = True
    ) -> None:
        self._file = file
        self.packing = packing
        self._scratch = scratch
        self.follow_links = follow_links

    def names(self) -> Iterator[str]:
        ledger = self._scratch.aside()
        try:
            for header in headers.read_headers(self._stream(ledger), ledger):
                ledger.count_entry()
                if _is_file(header):
                    yield header.name
        except Exhausted:
            return

    def entries(self, ledger: Ledger) -> Iterator[Entry]:
        links = Links()
        stream = self._stream(ledger)
        for header in headers.read_headers(stream, ledger):
            ledger.count_entry()
            if _is_file(header):
                entry = _read(header, stream, ledger)
                if entry:
                    yield entry
            else:
                _pass_over(header, links, ledger)
        stream.drain()
        if links and self.follow_links:
            yield from self._linked(links, ledger)

    def _stream(self, ledger: Ledger) -> Unpacked:
        return Unpacked(self._file, self.packing, ledger)

    def _linked(self, links: Links, ledger: Ledger) -> Iterator[Entry]:
        """A second pass: every linked name with the bytes of the file it points to."""
        aside = ledger.aside()
        stream = self._stream(aside)
        for header in headers.read_headers(stream, aside):
            aliases = links.aliases(header.name) if _is_file(header) else ()
            entry = _read(header, stream, aside) if aliases else None
            if entry:
                for alias in aliases:
                    ledger.count_entry()
                    ledger.count_bytes(len(entry.data))
                    yield Entry(alias, entry.data, entry.executable, entry.size)
        for alias, target in links.dangling():
            ledger.note(AnomalyKind.LINK_DANGLING, alias, f"to {target}")


def _is_file(header: headers.Header) -> bool:
    # Like tarfile, a type that nobody knows is taken for a regular file.
    known = header.kind in _OTHER
    return not known and not header.name.endswith("/")


_OTHER = frozenset(
    {headers.FOLDER, headers.HARD_LINK, headers.SYMBOLIC_LINK, headers.SPARSE, *headers.SPECIAL}
)


def _read(header: headers.Header, stream: Unpacked, ledger: Ledger) -> Entry | None:
    if header.kind not in headers.REGULAR:
        ledger.note(AnomalyKind.UNKNOWN_MEMBER_TYPE, header.name, f"type {header.kind!r}")
    most = ledger.budget.member.read
    if header.size > most:
        ledger.skip(header.name, f"over {most:,} bytes")
        head = stream.read(HEAD)
        return Entry(header.name, head, bool(header.mode & 0o111), header.size)
    data = stream.read(header.size)
    if len(data) < header.size:
        ledger.skip(header.name, f"{len(data):,} of {header.size:,} bytes are there")
    return Entry(header.name, data, bool(header.mode & 0o111))


def _pass_over(header: headers.Header, links: Links, ledger: Ledger) -> None:
    if header.kind in (headers.SYMBOLIC_LINK, headers.HARD_LINK):
        symbolic = header.kind == headers.SYMBOLIC_LINK
        kind = AnomalyKind.SYMBOLIC_LINK if symbolic else AnomalyKind.HARD_LINK
        ledger.note(kind, header.name, f"to {header.target}")
        if not links.add(header.name, header.target, symbolic=symbolic):
            ledger.note(AnomalyKind.LINK_OUTSIDE, header.name, f"to {header.target}")
    elif header.kind in headers.SPECIAL:
        ledger.note(AnomalyKind.SPECIAL_FILE, header.name, f"type {header.kind!r}")
    elif header.kind == headers.SPARSE:
        ledger.note(AnomalyKind.SPARSE_MEMBER, header.name)
        ledger.skip(header.name, "sparse file")
