"""Listings: where pip reads which files there are: find-links, then index after index."""

import dataclasses
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from tidewaiter.model.outcome import Failure, FailureKind, TargetFailed
from tidewaiter.sources.http import Http
from tidewaiter.sources.pages import Page
from tidewaiter.sources.pip_settings import PipSettings
from tidewaiter.sources.targets import Target

if TYPE_CHECKING:
    from pypi_simple import DistributionPackage, Link

_REMOTE = frozenset({"http", "https"})
_HTML = (".html", ".htm")


class Listings:
    """Everything that the user's pip configuration names."""

    def __init__(self, pip: PipSettings, http: Http) -> None:
        self._pip = pip
        self._http = http

    def files(self, target: Target) -> "Iterator[DistributionPackage]":
        """The files listed for a project, each file name once; who lists it first wins.

        Raises:
            TargetFailed: An index cannot be asked, or answers with no project page.
        """
        seen: set[str] = set()
        for files, allowed in self._listed(target):
            for file in files:
                if _scheme(file.url) in allowed and file.filename not in seen:
                    seen.add(file.filename)
                    yield file

    def _listed(
        self, target: Target
    ) -> "Iterator[tuple[Iterable[DistributionPackage], frozenset[str]]]":
        """Files, and the schemes allowed for them: only what is local may name local files."""
        from pypi_simple import PYPI_SIMPLE_ENDPOINT

        for place in self._pip.find_links:
            path = _local_path(place)
            page = None if path else self._http.page(place, _accepted(), target.text)
            files = _local_files(path, target) if path else _parse(page, target)
            yield files, _REMOTE | {"file"} if path else _REMOTE
        for index in self._pip.indexes:
            url = f"{(index or PYPI_SIMPLE_ENDPOINT).rstrip('/')}/{target.name}/"
            if path := _local_path(url):
                yield _local_files(path / "index.html", target), _REMOTE | {"file"}
            else:
                yield _parse(self._http.page(url, _accepted(), target.text), target), _REMOTE


def _accepted() -> str:
    from pypi_simple import ACCEPT_JSON_PREFERRED

    return ACCEPT_JSON_PREFERRED


def _local_path(place: str) -> Path | None:
    """The file or folder that a ``file:`` address or a path means, ``None`` for the network."""
    scheme = _scheme(place)
    if scheme in _REMOTE:
        return None
    return Path(url2pathname(urlsplit(place).path) if scheme == "file" else place).expanduser()


def _local_files(path: Path, target: Target) -> "list[DistributionPackage]":
    """What a folder holds, what a local page lists, or the one file; nothing when not there."""
    from pypi_simple import DistributionPackage, Link

    path = path.absolute()
    try:
        if path.suffix.lower() in _HTML:
            return _parse(Page(path.as_uri(), "text/html", path.read_bytes()), target)
        found = sorted(path.iterdir()) if path.is_dir() else [path]
    except OSError:
        return []
    links = (Link(text=one.name, url=one.as_uri(), attrs={}) for one in found)
    return [DistributionPackage.from_link(link, target.name) for link in links]


def _parse(page: Page | None, target: Target) -> "list[DistributionPackage]":
    from pypi_simple import (
        DistributionPackage,
        ProjectPage,
        RepositoryPage,
        UnsupportedRepoVersionError,
    )

    if page is None:
        return []
    try:
        if "json" in page.content_type:
            return ProjectPage.from_json_data(json.loads(page.body), page.url).packages
        links = RepositoryPage.from_html(page.body, page.url).links
        return [DistributionPackage.from_link(_named(link), target.name) for link in links]
    except (ValueError, TypeError, KeyError, RecursionError, UnsupportedRepoVersionError) as error:
        what = f"{target.text}: the index answered with something that is no project page."
        hint = "Check index-url in your pip settings."
        failure = Failure(target.text, FailureKind.NETWORK, what, hint)
        raise TargetFailed(failure) from error


def _named(link: "Link") -> "Link":
    # Like pip: servers shorten the text of their folder lists, but not the address.
    name = unquote(urlsplit(link.url).path.rpartition("/")[2])
    return dataclasses.replace(link, text=name)


def _scheme(url: str) -> str:
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        return ""
    return scheme if len(scheme) > 1 else ""  # C:\\wheels is no address
