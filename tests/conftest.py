"""Options of the whole test suite."""

import pytest
from hypothesis import HealthCheck, settings

# How fast a machine is that also does other things says nothing about what is tested.
settings.register_profile(
    "any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any-machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the golden reports and screens"
    )
