"""A user without any configuration, and registries on the loopback interface."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.sources.loopback import Server

from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.sources import Fetched, Releases, Resolved, Settings, parse_target

_TOLD = ("PIP_", "NPM_CONFIG_", "TIDEWAITER_", "NETRC", "NODE_EXTRA")
_TOLD_TO_REQUESTS = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of a user who told pip and npm nothing; it is also the current folder."""
    for name in list(os.environ):
        if name.upper().startswith(_TOLD) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    for name in _TOLD_TO_REQUESTS:
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / ".config"))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("NPM_CONFIG_PREFIX", str(folder / "prefix"))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def server(home: Path) -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture
def other(home: Path) -> Iterator[Server]:
    with Server() as server:
        yield server


class Client:
    """Asks as the command would; what pip and npm are told stands in the environment."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache

    def resolve(self, target: str, **settings: Any) -> Resolved:
        with self._releases(settings) as releases:
            return releases.resolve(parse_target(target))

    def before(self, target: str) -> str | None:
        with self._releases({}) as releases:
            return releases.before(parse_target(target)).version

    def fetch(self, target: str, **settings: Any) -> Fetched:
        with self._releases(settings) as releases:
            return releases.fetch(parse_target(target))

    def _releases(self, settings: dict[str, Any]) -> Releases:
        defaults = {"budget": load_budget(), "cache_dir": self.cache}
        return Releases(Settings(environ=dict(os.environ), **(defaults | settings)))


@pytest.fixture
def client(home: Path, tmp_path: Path) -> Client:
    return Client(tmp_path / "cache")


@pytest.fixture
def tell(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets variables such as ``PIP_INDEX_URL``."""

    def set_all(**variables: str) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return set_all
