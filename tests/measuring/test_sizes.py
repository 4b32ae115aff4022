"""The exponent of cost against size is that of what a release costs beyond a start-up."""

from pathlib import Path

import pytest
from benchmarks.plot import Point, plot
from benchmarks.sizes import exponent

_SIZES = (1_000_000, 10_000_000, 100_000_000)


def _points(power: float, outcome: str = "whole") -> list[Point]:
    grown = [Point(size, 0.4 + (size / 1e6) ** power, outcome) for size in _SIZES]
    return [Point(1_000, 0.4, outcome), *grown]


@pytest.mark.parametrize("power", [1.0, 1.5, 2.0])
def test_the_exponent_is_the_power_that_costs_grow_with(power: float) -> None:
    assert exponent(_points(power)) == pytest.approx(power)


def test_two_costs_beside_a_start_up_are_too_few_to_tell() -> None:
    assert exponent(_points(1.0)[:3]) is None


def test_what_was_not_read_tells_nothing_of_the_growth() -> None:
    assert exponent(_points(1.0, "error too-large")) is None


def test_the_plot_is_the_same_for_the_same_costs(tmp_path: Path) -> None:
    drawn = {"linear": _points(1.0), "quadratic": _points(2.0)}
    plot(drawn, tmp_path / "one.svg")
    plot(drawn, tmp_path / "two.svg")
    first = (tmp_path / "one.svg").read_text("utf-8")
    assert first == (tmp_path / "two.svg").read_text("utf-8")
    assert "quadratic" in first
