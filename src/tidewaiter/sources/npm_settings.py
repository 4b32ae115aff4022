"""What the user told npm: the npmrc files of machine and user, and npm_config_ variables."""

import atexit
import base64
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from tidewaiter.model.outcome import UsageError
from tidewaiter.sources.http import Connection
from tidewaiter.sources.pip_settings import home_of

_VARIABLE = re.compile(r"(?<!\\)\$\{([^${}?]+)(\?)?\}")
_HINT = "See `npm config list`."


class NpmSettings(msgspec.Struct, frozen=True):
    """Where npm would look, and how. ``registry`` is ``None`` for npm's default."""

    registry: str | None
    scopes: Mapping[str, str]
    connection: Connection

    def registry_for(self, name: str) -> str | None:
        """The registry of a package: that of its scope, or the general one."""
        scope = name.partition("/")[0] if name.startswith("@") else ""
        return self.scopes.get(scope, self.registry)


def read_npm_settings(environ: Mapping[str, str]) -> NpmSettings:
    """Read npm's configuration.

    A project's own ``.npmrc`` is left alone: what lies in the folder that is being looked at
    must not decide where the user's tokens and variables are sent.

    Raises:
        UsageError: A configuration file cannot be read.

    Source: the page "npmrc" of npm's documentation
    """
    options = _options(environ)
    suffix = ":registry"
    connection = Connection(
        authorization=_Credentials(options).authorization,
        verify=_authorities(options, environ),
        proxies=_proxies(options),
        timeout=60,
        retries=_retries(options),
    )
    return NpmSettings(
        registry=options.get("registry") or None,
        scopes={
            key.removesuffix(suffix): value
            for key, value in options.items()
            if key.startswith("@") and key.endswith(suffix)
        },
        connection=connection,
    )


class _Credentials:
    """Tokens and passwords by the address they belong to: ``//host/path/:_authToken``."""

    def __init__(self, options: Mapping[str, str]) -> None:
        self._options = options

    def authorization(self, url: str) -> str | None:
        """The header for ``url``, from the longest address above it, as npm does."""
        parts = urlsplit(url)
        place = f"//{parts.netloc.rpartition('@')[2]}{parts.path or '/'}"
        while len(place) > 2:
            value = self._at(place) or self._at(place.rstrip("/") + "/")
            if value:
                return value
            place = place.rstrip("/").rpartition("/")[0]
        return None

    def _at(self, place: str) -> str | None:
        found = self._options
        if token := found.get(f"{place}:_authToken"):
            return f"Bearer {token}"
        if basic := found.get(f"{place}:_auth"):
            return f"Basic {basic}"
        user, password = found.get(f"{place}:username"), found.get(f"{place}:_password")
        if not user or not password:
            return None
        try:
            secret = base64.b64decode(password, validate=True)
        except ValueError as error:
            raise UsageError("An npm _password is not base64.", _HINT) from error
        return f"Basic {base64.b64encode(user.encode() + b':' + secret).decode()}"


def _options(environ: Mapping[str, str]) -> dict[str, str]:
    options: dict[str, str] = {}
    for path in _files(environ):
        options.update(_read(path, environ))
    for key, value in environ.items():
        if key.lower().startswith("npm_config_") and value:
            name = key[11:]
            # Only the names of plain options are written with underscores.
            plain = not name.startswith(("/", "@", "_"))
            options[name.lower().replace("_", "-") if plain else name] = value
    return options


def _read(path: Path, environ: Mapping[str, str]) -> dict[str, str]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", _HINT) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no npm configuration.", _HINT) from error
    options: dict[str, str] = {}
    for line in text.splitlines():
        key, equals, value = line.partition("=")
        if equals and not key.lstrip().startswith(("#", ";", "[")):
            name = _expand(key.strip(), environ)
            value = _expand(value.strip().strip("\"'"), environ)
            if name.endswith("[]"):  # one more of a list
                name = name[:-2]
                value = "\n".join(filter(None, (options.get(name), value)))
            options[name] = value
    return options


def _expand(text: str, environ: Mapping[str, str]) -> str:
    """``${NAME}`` by its value; unknown ones stay, with ``?`` they vanish."""
    return _VARIABLE.sub(lambda match: environ.get(match[1], "" if match[2] else match[0]), text)


def _files(environ: Mapping[str, str]) -> Iterator[Path]:
    """The machine's file, then the user's, which wins."""
    lowered = {key.lower(): value for key, value in environ.items() if value}
    machine = lowered.get("npm_config_globalconfig")
    if machine:
        yield Path(machine)
    else:
        yield Path(lowered.get("npm_config_prefix") or _prefix(environ)) / "etc" / "npmrc"
    yield Path(lowered.get("npm_config_userconfig") or home_of(environ) / ".npmrc")


def _prefix(environ: Mapping[str, str]) -> Path:
    if sys.platform == "win32":
        return Path(environ.get("APPDATA") or home_of(environ)) / "npm"
    for folder in environ.get("PATH", "").split(os.pathsep):
        if folder and (Path(folder) / "node").exists():
            return Path(folder).parent
    return Path("/usr/local")


def _authorities(options: Mapping[str, str], environ: Mapping[str, str]) -> bool | str:
    if options.get("strict-ssl", "").lower() == "false":
        return False
    if inline := options.get("ca"):
        return _as_file(inline.replace("\\n", "\n"))
    named = options.get("cafile") or environ.get("NODE_EXTRA_CA_CERTS")
    return named or environ.get("REQUESTS_CA_BUNDLE") or environ.get("SSL_CERT_FILE") or True


def _as_file(certificates: str) -> str:
    """requests wants a path: a file that only the user can write to, and that goes at exit."""
    try:
        handle, path = tempfile.mkstemp(prefix="tidewaiter-", suffix=".pem")
        atexit.register(Path(path).unlink, missing_ok=True)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(certificates)
    except OSError as error:
        raise UsageError(f"npm's option ca cannot be used: {error.strerror}.", _HINT) from error
    return path


def _retries(options: Mapping[str, str]) -> int:
    try:
        return max(0, min(int(options.get("fetch-retries", 2)), 100))
    except ValueError as error:
        raise UsageError("npm's option fetch-retries is no number.", _HINT) from error


def _proxies(options: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for scheme, names in (("https", ("https-proxy", "proxy")), ("http", ("proxy", "http-proxy"))):
        value = next((options[name] for name in names if options.get(name)), None)
        if value and value not in ("null", "false"):
            found[scheme] = value
    no_proxy = options.get("noproxy") or options.get("no-proxy")
    return found | ({"no_proxy": no_proxy} if no_proxy and found else {})
