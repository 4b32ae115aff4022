"""The classes of what inspection cannot see, and how a report tells of each.

docs/blind-spots.md describes them by these names; the figures of a run are written into it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tidewaiter.linking.uses.shown import SHOWN_HOLE
from tidewaiter.model.member import Kind

_Row = dict[str, Any]

_REMOTE = re.compile(r"(?:https?|data):|//")
_PLUGIN = re.compile(r"\bEntryPoint\b|\b(?:pluggy|stevedore)\b|\bload_entry_point$")
_REASONS = {
    "too-large": re.compile(r"\bover [\d,]+|\bmore than [\d,]+|budget"),
    "nested-too-deeply": re.compile(r"\bnest"),
    "encrypted": re.compile(r"\bencrypted\b"),
}


@dataclass(frozen=True)
class BlindSpot:
    """A class: its name, under what it is reported, and how often a report tells of it.

    Attributes:
        ids: The ids of capabilities, or the key of an artifact's report and a word in it.
    """

    name: str
    ids: tuple[str, ...]
    count: Callable[[_Row], int]


def _used(
    name: str, ids: tuple[str, ...], holds: Callable[[_Row], bool] = lambda use: True
) -> BlindSpot:
    """A class that single uses tell of; one use is counted once, however many phases it has."""

    def count(report: _Row) -> int:
        places = {
            (id, use["member"], use["line"], use["column"], use["destination"])
            for id, use in uses(report)
            if (id in ids or not ids) and holds(use)
        }
        return len(places)

    return BlindSpot(name, ids, count)


def _listed(kind: str) -> BlindSpot:
    """Members that no reader exists for, or that none could make sense of."""

    def count(report: _Row) -> int:
        rows = (row for one in read(report) for row in one["unread"])
        return sum(row["members"] for row in rows if row["kind"] == kind)

    return BlindSpot(kind, (f"unread {kind}",), count)


def _skipped(name: str) -> BlindSpot:
    """What could not be read whole."""

    def count(report: _Row) -> int:
        reasons = (row["reason"] for one in read(report) for row in one["skipped"])
        return sum(_reason(reason) == name for reason in reasons)

    return BlindSpot(name, ("skipped",), count)


def _reason(reason: str) -> str:
    return next((name for name, said in _REASONS.items() if said.search(reason)), "damaged")


def read(report: _Row) -> Iterator[_Row]:
    """The artifacts that were inspected."""
    return (one for one in report.get("artifacts", ()) if one["inspected"])


def uses(report: _Row) -> Iterator[tuple[str, _Row]]:
    """Each use, after the id of its capability."""
    for capability in report["capabilities"]:
        for use in capability["uses"]:
            yield capability["id"], use


def _unknown(use: _Row) -> bool:
    return use["destination"] is None or SHOWN_HOLE in use["destination"]


def _is_plugin(use: _Row) -> bool:
    return bool(_PLUGIN.search(use["api"]))


def _is_computed_attribute(use: _Row) -> bool:
    return SHOWN_HOLE in use["api"]


def _is_computed_import(use: _Row) -> bool:
    return _unknown(use) and not _is_plugin(use) and not _is_computed_attribute(use)


def _is_remote(use: _Row) -> bool:
    return bool(_REMOTE.match(use["destination"] or ""))


def _is_possible(use: _Row) -> bool:
    return any(step["edge"] == "possible" for step in use["path"])


def _is_unreached(use: _Row) -> bool:
    return "unreached" in use["origin"]


_NET = ("net.connect", "net.listen", "net.resolve", "net.raw", "telemetry.send", "ai.invoke")
_FILES = ("fs.read", "fs.write", "fs.delete", "fs.permission", "fs.watch", "secrets.file")

BLIND_SPOTS = (
    _used("computed-import", ("code.load",), _is_computed_import),
    _used("computed-attribute", ("code.load",), _is_computed_attribute),
    _used("plugin", ("code.load",), _is_plugin),
    _used("computed-code", ("code.eval",), lambda use: use["destination"] is None),
    _used("remote-code", ("code.load", "code.eval"), _is_remote),
    _used("serialised-code", ("code.deserialize",)),
    _used("native-call", ("code.native", "code.wasm")),
    _used("patched", ("code.patch",)),
    _used("computed-command", ("process.spawn", "process.shell"), _unknown),
    _used("computed-address", _NET, _unknown),
    _used("computed-file", _FILES, _unknown),
    _used("possible-call", (), _is_possible),
    _used("unreached", (), _is_unreached),
    *(_listed(kind.value) for kind in Kind if kind.unread),
    _listed("broken"),
    *map(_skipped, (*_REASONS, "damaged")),
)
