"""The slate: what a child reads right now, and how many it read, for whoever finds it dead."""

import mmap
import struct
from pathlib import Path
from types import TracebackType

_HEAD = struct.Struct("<QQQ")
SIZE = 16 << 20
"""Bytes of the longest input, and its head."""


class Slate:
    """A file that is shared as memory: it stays when the process that wrote it is killed."""

    def __init__(self, path: Path, *, new: bool = False) -> None:
        if new:
            path.write_bytes(b"")
        with path.open("r+b") as file:
            file.truncate(SIZE)
            self._memory = mmap.mmap(file.fileno(), SIZE)

    def begin(self, data: bytes, *, guided: bool) -> None:
        """Write down the input that is read next, and count it."""
        mine, made, _ = _HEAD.unpack_from(self._memory)
        _HEAD.pack_into(self._memory, 0, mine + guided, made + (not guided), len(data))
        self._memory[_HEAD.size : _HEAD.size + len(data)] = data

    def end(self) -> None:
        """Wipe it: the input was read."""
        guided, made, _ = _HEAD.unpack_from(self._memory)
        _HEAD.pack_into(self._memory, 0, guided, made, 0)

    @property
    def counts(self) -> tuple[int, int]:
        """How many guided and how many made inputs were begun."""
        guided, made, _ = _HEAD.unpack_from(self._memory)
        return guided, made

    @property
    def data(self) -> bytes:
        """The input that was begun and not ended, if any."""
        length: int = _HEAD.unpack_from(self._memory)[2]
        return bytes(self._memory[_HEAD.size : _HEAD.size + length])

    def __enter__(self) -> "Slate":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._memory.close()
