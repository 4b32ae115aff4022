"""What a campaign keeps: of each reader its corpus, its findings and what it cost so far."""

import hashlib
from pathlib import Path

import msgspec
from platformdirs import user_cache_path


class Finding(msgspec.Struct, kw_only=True):
    """One way in which a reader failed, by the first input that showed it.

    Attributes:
        kind: "crash", "hang" or "memory".
        where: The innermost place of ours, or the signal that ended the process.
        message: What was raised, shortened.
        seen: How often it was met.
        found: The commit whose engine failed.
    """

    kind: str
    where: str
    message: str = ""
    seen: int = 1
    found: str = ""

    @property
    def name(self) -> str:
        """A short name for its files."""
        return f"{self.kind}-{hashlib.sha256(self.where.encode()).hexdigest()[:10]}"


class Totals(msgspec.Struct, kw_only=True):
    """Sums over all campaigns: inputs read, and seconds of processors and of the clock."""

    guided: int = 0
    made: int = 0
    cpu: float = 0.0
    wall: float = 0.0


class State:
    """The folder of one reader, made when first asked for.

    Args:
        reader: Its name.
        folder: Of all readers; by default in the user's cache.
    """

    def __init__(self, reader: str, folder: Path | None = None) -> None:
        top = folder or user_cache_path("tidewaiter-benchmarks", appauthor=False) / "fuzz"
        self.reader = reader
        self.folder = top / reader
        self.corpus = self.folder / "corpus"
        self.findings = self.folder / "findings"
        for needed in (self.corpus, self.findings):
            needed.mkdir(parents=True, exist_ok=True)

    @property
    def current(self) -> Path:
        """Where a child writes down what it reads next (`slate.Slate`)."""
        return self.folder / "current"

    def totals(self) -> Totals:
        """What all campaigns cost."""
        path = self.folder / "totals.json"
        return msgspec.json.decode(path.read_bytes(), type=Totals) if path.exists() else Totals()

    def add(self, cost: Totals) -> None:
        """Add what one child cost."""
        sums = self.totals()
        for field in Totals.__struct_fields__:
            setattr(sums, field, getattr(sums, field) + getattr(cost, field))
        (self.folder / "totals.json").write_bytes(msgspec.json.encode(sums))

    def found(self, finding: Finding, data: bytes) -> None:
        """Keep a finding; of one that is known already the shortest input."""
        note = self.findings / f"{finding.name}.json"
        case = self.findings / f"{finding.name}.bin"
        if note.exists():
            known = msgspec.json.decode(note.read_bytes(), type=Finding)
            known.seen += 1
            finding, data = known, min(data, case.read_bytes(), key=len)
        note.write_bytes(msgspec.json.encode(finding))
        case.write_bytes(data)

    def listed(self) -> list[tuple[Finding, bytes]]:
        """Every finding with its input, in the order of their names."""
        notes = sorted(self.findings.glob("*.json"))
        return [
            (msgspec.json.decode(n.read_bytes(), type=Finding), n.with_suffix(".bin").read_bytes())
            for n in notes
        ]

    def keep(self, data: bytes) -> None:
        """Put an input into the corpus."""
        path = self.corpus / hashlib.sha1(data, usedforsecurity=False).hexdigest()
        if not path.exists():
            path.write_bytes(data)
