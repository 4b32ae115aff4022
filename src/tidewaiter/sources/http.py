"""One HTTP stack for all sources: bounded, patient, and silent about credentials."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

import msgspec

from tidewaiter import __version__
from tidewaiter.model.outcome import Failure, FailureKind, TargetFailed
from tidewaiter.sources.pages import MISSING, Page, Pages

if TYPE_CHECKING:
    import requests

    _Sign = Callable[[requests.PreparedRequest], requests.PreparedRequest]

_PIECE = 64 * 1024
_LONGEST_PAGE = 128 * 1024 * 1024  # the largest packuments have some 60 MB
_TRANSFERS = 3  # of one file that breaks off
_AGAIN = (429, 500, 502, 503, 504)
_LONGEST_WAIT = 20  # seconds between two attempts, whatever the server asks for


class Connection(msgspec.Struct, frozen=True):
    """How to reach a registry, as its installer's configuration says.

    Attributes:
        authorization: URL → value of the Authorization header, or ``None``; asked for each
            first request, never for the host that a redirect leads to.
        verify: Whether certificates are checked, or the path of the authorities to trust.
        unverified: Hosts, or ``host:port``, whose certificates are not checked.
        proxies: Proxy by scheme; empty leaves it to the environment.
    """

    authorization: Callable[[str], str | None] = lambda _: None
    verify: bool | str = True
    client_certificate: str | None = None
    unverified: frozenset[str] = frozenset()
    proxies: Mapping[str, str] = {}
    timeout: float = 15
    retries: int = 5


class Http:
    """Requests to one registry; safe to use from several threads.

    Args:
        pages: Where index pages are kept for ``offline``.
    """

    def __init__(self, connection: Connection, pages: Pages, *, offline: bool = False) -> None:
        self._connection = connection
        self._pages = pages
        self._offline = offline
        self._made: requests.Session | None = None

    def page(self, url: str, accept: str, target: str) -> Page | None:
        """An index page; ``None`` when the registry does not have it.

        Raises:
            TargetFailed: ``network``, ``authentication``, ``offline`` or ``too-large``.
        """
        if self._offline:
            page = self._pages.load(url)
            if page is None:
                raise offline(target)
            return page if page.url else None
        with self._get(url, {"Accept": accept}, target) as response:
            if response is None:
                self._pages.store(url, MISSING)
                return None
            body = b"".join(_bounded(response.iter_content(_PIECE), _LONGEST_PAGE, url, target))
            kind = response.headers.get("Content-Type", "")
            page = Page(without_credentials(response.url), kind, body)
        self._pages.store(url, page)
        return page

    def save(self, url: str, file: BinaryIO, most: int, target: str) -> None:
        """Write the bytes behind ``url`` to ``file``; a broken transfer starts again.

        Raises:
            TargetFailed: As for `page`, and ``not-found``.
        """
        if self._offline:
            raise offline(target)
        for attempt in range(_TRANSFERS):
            file.seek(0)
            file.truncate()
            try:
                self._save(url, file, most, target)
                break
            except TargetFailed as failed:
                last = attempt == _TRANSFERS - 1
                if last or failed.failure.kind is not FailureKind.NETWORK:
                    raise

    def close(self) -> None:
        if self._made:
            self._made.close()

    def _save(self, url: str, file: BinaryIO, most: int, target: str) -> None:
        # Identity, undecoded: a digest is over the bytes as the registry keeps them.
        with self._get(url, {"Accept-Encoding": "identity"}, target) as response:
            if response is None:
                raise _failed(target, FailureKind.NOT_FOUND, f"{_host(url)} lost the file.")
            pieces = response.raw.stream(_PIECE, decode_content=False)
            for piece in _bounded(pieces, most, url, target):
                file.write(piece)

    @contextmanager
    def _get(
        self, url: str, headers: dict[str, str], target: str
    ) -> Iterator["requests.Response | None"]:
        import requests
        import urllib3

        headers["User-Agent"] = f"tidewaiter/{__version__}"
        try:
            with self._session().get(
                url,
                headers=headers,
                stream=True,
                timeout=self._connection.timeout,
                auth=self._auth(url),
                verify=self._verify(url),
                proxies=dict(self._connection.proxies) or None,
            ) as response:
                yield None if _missing(response, url, target) else response
        except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError) as error:
            raise _failed(target, FailureKind.NETWORK, _sentence(error, url)) from None

    def _session(self) -> "requests.Session":
        if self._made is None:
            import requests
            from requests.adapters import HTTPAdapter
            from urllib3.util.retry import Retry

            retry = Retry(
                total=self._connection.retries,
                status_forcelist=_AGAIN,
                allowed_methods=("GET",),
                backoff_factor=0.3,
                backoff_max=_LONGEST_WAIT,
                retry_after_max=_LONGEST_WAIT,
                raise_on_status=False,
            )
            session = requests.Session()
            session.cert = self._connection.client_certificate
            for scheme in ("https://", "http://"):
                session.mount(scheme, HTTPAdapter(max_retries=retry, pool_maxsize=8))
            self._made = session
        return self._made

    def _auth(self, url: str) -> "_Sign | None":
        value = self._connection.authorization(url)
        if value is None:
            return None  # then requests looks into the user's netrc

        def sign(request: "requests.PreparedRequest") -> "requests.PreparedRequest":
            request.headers["Authorization"] = value
            return request

        return sign

    def _verify(self, url: str) -> bool | str:
        parts = urlsplit(url)
        if not self._connection.unverified & {parts.hostname or "", parts.netloc}:
            return self._connection.verify
        import urllib3

        urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
        return False


def without_credentials(url: str) -> str:
    """``url`` without user and password.

    >>> without_credentials("https://me:secret@host.example:8443/simple/")
    'https://host.example:8443/simple/'
    """
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def offline(target: str) -> TargetFailed:
    """The failure of whatever would need the network."""
    what = f"{target} is not in the cache, and --offline forbids to fetch it."
    return TargetFailed(Failure(target, FailureKind.OFFLINE, what, "Run once without --offline."))


def _bounded(pieces: Iterator[bytes], most: int, url: str, target: str) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > most:
            what = f"{_host(url)} sent more than {most:,} bytes."
            raise _failed(target, FailureKind.TOO_LARGE, what)
        yield piece


def _missing(response: "requests.Response", url: str, target: str) -> bool:
    status = response.status_code
    if status in (401, 403, 407):
        what = f"{_host(url)} refused access (HTTP {status})."
        raise _failed(target, FailureKind.AUTHENTICATION, what)
    if status not in (200, 404, 410):
        what = f"{_host(url)} answered with HTTP {status}."
        raise _failed(target, FailureKind.NETWORK, what)
    return status != 200


def _sentence(error: Exception, url: str) -> str:
    import requests
    import urllib3

    reasons: tuple[tuple[type[Exception], str], ...] = (
        (requests.exceptions.SSLError, "has a certificate that is not trusted"),
        (requests.exceptions.ProxyError, "cannot be reached through the proxy"),
        (urllib3.exceptions.ReadTimeoutError, "did not answer in time"),
        (requests.exceptions.Timeout, "did not answer in time"),
        (requests.exceptions.TooManyRedirects, "redirects without end"),
        (requests.exceptions.InvalidURL, "is no address that can be asked"),
        (requests.exceptions.InvalidSchema, "is no address that can be asked"),
        (requests.exceptions.ConnectionError, "cannot be reached"),
    )
    # When attempts are used up, requests says ConnectionError and urllib3 beneath it why.
    beneath = getattr(error.args[0] if error.args else None, "reason", None)
    found = (text for kind, text in reasons if isinstance(error, kind) or isinstance(beneath, kind))
    return f"{_host(url)} {next(found, 'broke off')}."


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or "The registry"
    except ValueError:
        return "The registry"


_HINTS = {
    FailureKind.NETWORK: "Check the connection, proxy and index in your pip or npm settings.",
    FailureKind.AUTHENTICATION: "Check the credentials in your pip or npm settings.",
    FailureKind.NOT_FOUND: "Try again later, or another version.",
    FailureKind.TOO_LARGE: "Raise the bound with --budget if you trust its size.",
}


def _failed(target: str, kind: FailureKind, what: str) -> TargetFailed:
    return TargetFailed(Failure(target, kind, f"{target}: {what}", _HINTS[kind]))
