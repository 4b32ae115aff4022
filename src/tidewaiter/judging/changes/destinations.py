"""When two destinations are the same, though their text differs from release to release."""

import re
from urllib.parse import urlsplit

from tidewaiter.model.profile import Use

_UNKNOWN = "{…}"
_SPACES = re.compile(r"\s+")


def key(use: Use, version: str) -> str:
    """What a use touches, in a form that a new version does not change; "" when not known.

    Of an address only the host counts; of a path or a command line that is only known in part,
    the file's name or the program. The release's own version in it is none: ``/opt/acme-1.2.0``.
    """
    text = use.destination
    if text is None or text == _UNKNOWN:
        return ""
    if use.destination_kind == "url":
        text = _host(text)
    elif use.destination_kind in ("host", "address"):
        text = text.lower()
    elif use.destination_kind == "file":
        text = _last(text.replace("\\", "/"))
    elif use.destination_kind == "command":
        text = _program(text)
    text = _SPACES.sub(" ", text).strip()
    return text.replace(version, "{version}") if len(version) > 1 else text


def _last(path: str) -> str:
    """The name of a file whose folder is only known when the code runs."""
    name = path.rpartition("/")[2]
    return name if _UNKNOWN in path and name and _UNKNOWN not in name else path


def _program(command: str) -> str:
    """What is started, where a part of the line is only known when the code runs."""
    if _UNKNOWN not in command:
        return command
    program = command.replace("\\", "/").partition(" ")[0].rpartition("/")[2]
    return program if program and _UNKNOWN not in program else command


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
