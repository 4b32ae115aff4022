"""The source texts of artifacts, as the engine sees them: what speed is counted in."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.model.outcome import TargetFailed
from tidewaiter.reading import languages
from tidewaiter.reading.kinds import kind_of
from tidewaiter.sources.archives import open_artifact


class Text(NamedTuple):
    """One member that is read: "python", "javascript" (also TypeScript) or "shell"."""

    language: str
    digest: str
    data: bytes


_MINIFIED = 200_000  # bytes; smaller ones are start-up more than reading
_DENSE = 500  # bytes of a line, on average


def is_minified(text: Text) -> bool:
    """Whether it is a large text that a program wrote to be small."""
    size = len(text.data)
    lines = text.data.count(b"\n") + 1
    return text.language == "javascript" and size >= _MINIFIED and size / lines >= _DENSE


def texts(archives: Iterable[Path]) -> Iterator[Text]:
    """Every text of these artifacts, each digest once.

    Declarations (``.d.ts``), data and texts that are too long to be parsed are none.
    """
    seen: set[str] = set()
    for path in archives:
        for text in _texts(path):
            if text.digest not in seen:
                seen.add(text.digest)
                yield text


def _texts(path: Path) -> Iterator[Text]:
    budget = load_budget()
    try:
        opened = open_artifact(path, budget)
    except TargetFailed:
        return
    for member in opened:
        _, dialect, _ = kind_of(member.path, member.data, member.executable)
        if languages.reads(dialect) and len(member.data) <= budget.member.parsed:
            digest = sha256(member.data).hexdigest()
            yield Text(languages.of(dialect), digest, member.data)


def unpacked(path: Path) -> int:
    """Bytes of an artifact's members; 0 when it cannot be opened."""
    try:
        return sum(len(member.data) for member in open_artifact(path, load_budget()))
    except TargetFailed:
        return 0
