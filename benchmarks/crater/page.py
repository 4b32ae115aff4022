"""Writes the figures of a run into docs/blind-spots.md, between two marks."""

from pathlib import Path

from benchmarks.crater.blind_spots import BLIND_SPOTS
from benchmarks.crater.counting import Tally

PAGE = Path(__file__).parents[2] / "docs" / "blind-spots.md"

_BEGIN = "<!-- figures, written by benchmarks/crater -->"
_END = "<!-- end of figures -->"


def write(tally: Tally) -> None:
    """Put the figures into the page, in place of those of an earlier run."""
    text = PAGE.read_text("utf-8")
    before, begun, rest = text.partition(_BEGIN)
    _, ended, after = rest.partition(_END)
    if not begun or not ended:
        raise SystemExit(f"{PAGE} has no place for the figures.")
    PAGE.write_text(f"{before}{_BEGIN}\n{figures(tally)}\n{_END}{after}", "utf-8")


def figures(tally: Tally) -> str:
    """A table: in how many releases each class occurs, and how often in all."""
    releases = tally.releases
    rows = [
        f"| {spot.name} | {tally.releases_with[spot.name] / releases:.0%} "
        f"| {tally.times[spot.name]:,} |"
        for spot in BLIND_SPOTS
    ]
    head = [f"| of {releases} popular releases | releases with it | times |", "|---|---|---|"]
    return "\n".join([*head, *rows, "", f"Inspected {tally.engines}."])
