"""When two destinations are the same, though their text differs from release to release."""

import re
from urllib.parse import urlsplit

from tidewaiter.model.profile import Use

_UNKNOWN = "{…}"
_SPACES = re.compile(r"\s+")


def key(use: Use, version: str) -> str:
    """What a use touches, in a form that a new version does not change; "" when not known.

    Of an address only the host counts, of a file its path. The release's own version in it, as
    in ``https://example.org/v1.2.0/``, is none.
    """
    text = use.destination
    if text is None or text == _UNKNOWN:
        return ""
    if use.destination_kind == "url":
        text = _host(text)
    elif use.destination_kind in ("host", "address"):
        text = text.lower()
    elif use.destination_kind == "file":
        text = text.replace("\\", "/")
    text = _SPACES.sub(" ", text).strip()
    return text.replace(version, "{version}") if len(version) > 1 else text


def _host(url: str) -> str:
    """Scheme and host of an address, or all of it where the host is not known."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return url
    if not host or _UNKNOWN in host:
        return url
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")
