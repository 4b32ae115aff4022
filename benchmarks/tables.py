"""A table of results: one bar after the other, what was measured, and whether it was met."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One measurement; ``met`` is ``None`` where there is no bar."""

    what: str
    bar: str
    measured: str
    met: bool | None = None

    @property
    def cells(self) -> tuple[str, str, str, str]:
        verdict = "–" if self.met is None else "met" if self.met else "**missed**"
        return self.what, self.bar or "–", self.measured, verdict


def share(what: str, part: int, whole: int, bar: float | None = None) -> Row:
    """A part of a whole, 0 to 1, beside the share that is to be reached, if there is a bar.

    Of nothing there is no share: the bar is not met.
    """
    said = f"{part / whole:.1%} ({part} of {whole})" if whole else f"nothing ({part} of {whole})"
    if bar is None:
        return Row(what, "", said)
    return Row(what, f"≥ {bar:.0%}", said, bool(whole) and part / whole >= bar)


@dataclass
class Table:
    """The results of one tool; ``notes`` say how they were measured and what was odd."""

    title: str
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def markdown(self) -> str:
        """The table, its notes below it."""
        lines = [f"## {self.title}", "", "| what | bar | measured | |", "|---|---|---|---|"]
        lines += ["| " + " | ".join(row.cells) + " |" for row in self.rows]
        notes = [f"- {note}" for note in self.notes]
        return "\n".join([*lines, *([""] if notes else []), *notes]) + "\n"
