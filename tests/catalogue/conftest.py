"""The catalogue as shipped, loaded once."""

import pytest

from tidewaiter.catalogue import Catalogue, load


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load()
