"""What the user told pip: its configuration files and PIP_ variables (pip's own rules)."""

import base64
import configparser
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from tidewaiter.model.outcome import UsageError
from tidewaiter.sources.http import Connection, without_credentials

_SECTIONS = ("global", "install")  # the later one wins, as for `pip install`
_HINT = "See `pip config debug`."
_ALIASES = {"default-timeout": "timeout", "pypi-url": "index-url"}


class PipSettings(msgspec.Struct, frozen=True):
    """Where pip would look, and how; credentials only stand in ``connection``.

    ``indexes`` are in pip's order; ``None`` stands for pip's default index. ``find_links`` are
    addresses of pages, and paths or ``file:`` addresses of pages, folders and files.
    """

    indexes: tuple[str | None, ...]
    find_links: tuple[str, ...]
    connection: Connection


def read_pip_settings(environ: Mapping[str, str]) -> PipSettings:
    """Read pip's configuration.

    Raises:
        UsageError: A configuration file or a number in it cannot be understood.

    Source: https://pip.pypa.io/en/stable/topics/configuration/
    """
    options = _options(environ)
    raw: list[str | None] = []
    if not _truthy(options.get("no-index", "")):
        raw = [options.get("index-url") or None, *options.get("extra-index-url", "").split()]
    links = options.get("find-links", "").split()
    proxy = options.get("proxy")
    authorities = environ.get("REQUESTS_CA_BUNDLE") or environ.get("SSL_CERT_FILE")
    connection = Connection(
        authorization=_Credentials([url for url in (*raw, *links) if url]).authorization,
        verify=options.get("cert") or authorities or True,
        client_certificate=options.get("client-cert") or None,
        unverified=frozenset(options.get("trusted-host", "").split()),
        proxies={"http": proxy, "https": proxy} if proxy else {},
        timeout=_number(options, "timeout", 15),
        retries=int(_number(options, "retries", 5)),
    )
    return PipSettings(
        indexes=tuple(without_credentials(url) if url else None for url in raw),
        find_links=tuple(without_credentials(url) for url in links),
        connection=connection,
    )


class _Credentials:
    """Users and passwords that stand in index addresses, by host and port, as pip keeps them."""

    def __init__(self, urls: list[str]) -> None:
        self._values: dict[str, str] = {}
        for url in urls:
            user, at, place = urlsplit(url).netloc.rpartition("@")
            if at:
                name, _, password = user.partition(":")
                secret = f"{unquote(name)}:{unquote(password)}".encode()
                self._values[place] = f"Basic {base64.b64encode(secret).decode()}"

    def authorization(self, url: str) -> str | None:
        return self._values.get(urlsplit(url).netloc)


def _options(environ: Mapping[str, str]) -> dict[str, str]:
    """Every option by its long name; files first, since variables win."""
    options: dict[str, str] = {}
    for path in _files(environ):
        options.update(_read(path))
    for key, value in environ.items():
        if key.startswith("PIP_") and value:
            name = key[4:].lower().replace("_", "-")
            options[_ALIASES.get(name, name)] = value
    return options


def _read(path: Path) -> dict[str, str]:
    parser = configparser.RawConfigParser()
    try:
        parser.read_string(path.read_text(encoding="utf-8"), source=str(path))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", _HINT) from error
    except (configparser.Error, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is no pip configuration.", _HINT) from error
    found: dict[str, str] = {}
    for section in _SECTIONS:
        if parser.has_section(section):
            for key, value in parser.items(section):
                name = key.lower().replace("_", "-").removeprefix("--")
                found[_ALIASES.get(name, name)] = value
    return found


def _files(environ: Mapping[str, str]) -> Iterator[Path]:
    """Global, user, site and named files, in the order in which later ones win."""
    named = environ.get("PIP_CONFIG_FILE")
    if named == os.devnull:
        return
    yield from _global_files(environ)
    if not (named and Path(named).exists()):
        yield from _user_files(environ)
    yield Path(sys.prefix) / _basename()
    if named:
        yield Path(named)


def _basename() -> str:
    return "pip.ini" if sys.platform == "win32" else "pip.conf"


def _global_files(environ: Mapping[str, str]) -> Iterator[Path]:
    if sys.platform == "win32":
        yield Path(environ.get("PROGRAMDATA", "C:\\ProgramData")) / "pip" / "pip.ini"
    elif sys.platform == "darwin":
        yield Path("/Library/Application Support/pip/pip.conf")
    else:
        for folder in (environ.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":"):
            yield Path(folder) / "pip" / "pip.conf"
        yield Path("/etc/pip.conf")


def _user_files(environ: Mapping[str, str]) -> Iterator[Path]:
    home = home_of(environ)
    if sys.platform == "win32":
        yield home / "pip" / "pip.ini"
        yield Path(environ.get("APPDATA") or home) / "pip" / "pip.ini"
        return
    yield home / ".pip" / "pip.conf"
    support = home / "Library" / "Application Support" / "pip"
    if sys.platform == "darwin" and support.is_dir():
        yield support / "pip.conf"
    else:
        yield Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "pip" / "pip.conf"


def home_of(environ: Mapping[str, str]) -> Path:
    """The user's home folder as ``environ`` says it."""
    home = environ.get("USERPROFILE" if sys.platform == "win32" else "HOME")
    return Path(home) if home else Path.home()


def _truthy(value: str) -> bool:
    return value.strip().lower() in ("1", "true", "yes", "on", "y", "t")


def _number(options: dict[str, str], name: str, default: float) -> float:
    try:
        return max(0.0, min(float(options.get(name, default)), 3600.0))
    except ValueError as error:
        raise UsageError(f"pip's option {name} is no number.", _HINT) from error
