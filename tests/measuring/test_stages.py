"""Of stages inside each other only the inner one counts."""

import time

from benchmarks.stages import Stages


def _work(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_a_stage_inside_another_is_not_counted_twice() -> None:
    stages = Stages()
    stages.take()
    with stages.stage("linking"):
        _work(0.02)
        stages.timed("outlines", _work)(0.05)
    taken = stages.take()
    assert 0.02 <= taken["linking"] < 0.05 <= taken["outlines"]
    assert taken["scans"] == 0


def test_what_was_taken_is_not_counted_again() -> None:
    stages = Stages()
    assert stages.take()["start-up"] > 0
    assert stages.take()["start-up"] < 0.01
