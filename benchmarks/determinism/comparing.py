"""Where two reports on one artifact differ."""

from typing import Any

import msgspec


def difference(first: bytes, other: bytes, *, packed: bool) -> str:
    """The artifact and where its two reports differ first, "" when they do not.

    Args:
        packed: Whether the archive was packed anew: what names it itself does not count.
    """
    if first == other:
        return ""
    one, two = msgspec.json.decode(first), msgspec.json.decode(other)
    if packed:
        one, two = _unpacked(one), _unpacked(two)
    name = (one.get("artifacts") or [{}])[0].get("filename", "")
    place = _first(one, two, "")
    if packed and not place:
        return ""
    return f"{name} at {place or 'the text, not the values'}"


def _unpacked(report: dict[str, Any]) -> dict[str, Any]:
    """The report without what says how the archive is packed."""
    artifacts = [
        {key: value for key, value in one.items() if key not in ("sha256", "size")}
        for one in report.get("artifacts", [])
    ]
    return {**report, "artifacts": artifacts}


def _first(one: Any, two: Any, place: str) -> str:
    """The first place where two values differ, as keys and numbers."""
    if isinstance(one, dict) and isinstance(two, dict) and list(one) == list(two):
        pairs = [(f"{place}.{key}", one[key], two[key]) for key in one]
    elif isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
        pairs = [(f"{place}[{n}]", a, b) for n, (a, b) in enumerate(zip(one, two, strict=True))]
    else:
        return "" if one == two and type(one) is type(two) else (place.lstrip(".") or "the root")
    return next((found for at, a, b in pairs if (found := _first(a, b, at))), "")
