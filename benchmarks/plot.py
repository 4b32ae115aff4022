"""The plot of costs against sizes, both by decades, as an SVG."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import leather

_WIDTH, _HEIGHT = 900, 600
_COLORS = (
    "#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd",
    "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf",
)  # fmt: skip


class Point(NamedTuple):
    """One release: bytes of its texts, processor seconds, and how it was read."""

    size: int
    seconds: float
    outcome: str


def plot(series: Mapping[str, Sequence[Point]], path: Path) -> None:
    """Draw a line for each series, a slope of one being a cost in proportion."""
    chart = leather.Chart()
    for (name, points), color in zip(series.items(), _COLORS, strict=False):
        logarithms = [(math.log10(point.size), math.log10(point.seconds)) for point in points]
        chart.add_line(logarithms, name=name, stroke_color=color)
    every = [point for points in series.values() for point in points]
    sizes, seconds = [p.size for p in every], [p.seconds for p in every]
    across, up = _decades(sizes), _decades(seconds)
    chart.add_x_scale(across[0], across[-1])
    chart.add_y_scale(up[0], up[-1])
    chart.add_x_axis(ticks=across, tick_formatter=_bytes, name="bytes of texts")
    chart.add_y_axis(ticks=up, tick_formatter=_seconds, name="processor seconds")
    chart.to_svg(str(path), width=_WIDTH, height=_HEIGHT)


def _decades(values: Sequence[float]) -> list[int]:
    """The powers of ten around the values."""
    return list(range(math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))) + 1))


def _bytes(value: float, _index: int, _count: int) -> str:
    return f"{10**value:,.0f}"


def _seconds(value: float, _index: int, _count: int) -> str:
    return f"{10**value:g}"
