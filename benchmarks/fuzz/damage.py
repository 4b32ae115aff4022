"""Damage: what turns a sound input into one that is nearly so."""

from collections.abc import Callable, Sequence
from random import Random

_BYTES = (0, 1, 0x7F, 0x80, 0xC0, 0xFE, 0xFF, *b"\t\n\r\f\\'\"`(){}[]<>#;,.:=*%$&|!-+")


def damaged(data: bytes, words: Sequence[bytes], chance: Random, most: int) -> bytes:
    """The input with one to four things wrong."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        data = chance.choice(_WAYS)(data, words, chance)[:most]
    return data


def _cut(data: bytes, words: Sequence[bytes], chance: Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _span(data: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 2, 4, 16, 64, 512)))


def _without(data: bytes, words: Sequence[bytes], chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _again(data: bytes, words: Sequence[bytes], chance: Random) -> bytes:
    start, end = _span(data, chance)
    times = chance.choice((2, 3, 10, 300, 3_000))
    return data[:start] + data[start:end] * times + data[end:]


def _swapped(data: bytes, words: Sequence[bytes], chance: Random) -> bytes:
    (a, b), (c, d) = sorted((_span(data, chance), _span(data, chance)))
    if b > c:
        return data
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _flipped(data: bytes, words: Sequence[bytes], chance: Random) -> bytes:
    if not data:
        return data
    place = chance.randrange(len(data))
    value = chance.choice(_BYTES) if chance.random() < 0.7 else chance.randrange(256)
    return data[:place] + bytes((value,)) + data[place + 1 :]


def _with_word(data: bytes, words: Sequence[bytes], chance: Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(words) + data[place:]


def _with_other_number(data: bytes, words: Sequence[bytes], chance: Random) -> bytes:
    """A field of two, four or eight bytes that says something extreme."""
    size = chance.choice((2, 4, 8))
    place = chance.randrange(max(1, len(data) - size))
    number = chance.choice((0, 1, (1 << 8 * size) - 1, 1 << (8 * size - 1), chance.getrandbits(16)))
    field = number.to_bytes(size, chance.choice(("little", "big")))
    return data[:place] + field + data[place + size :]


_WAYS: tuple[Callable[[bytes, Sequence[bytes], Random], bytes], ...] = (
    _cut,
    _without,
    _again,
    _swapped,
    _flipped,
    _with_word,
    _with_other_number,
)
