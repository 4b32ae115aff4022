"""Settings of AI agents: the shell lines that one runs by itself while it works in a folder."""

import json
import re
from collections.abc import Iterator

from tidewaiter.reading.manifests.interface import Command, Manifest, clean, table

AGENT_HOOKS = "agent-hooks"

_COMMAND = re.compile(r'"command"\s*:\s*("(?:[^"\\\n]|\\.)*")')
_DEPTH = 6
"""Lists and tables below an event; real ones have four."""

_MOST = 200


def read(text: str, path: str) -> Manifest:
    """Reads every ``command`` below ``hooks``, each under the event that it is run at.

    Sources: "Hooks reference" of Claude Code and of Gemini CLI, "Hooks" of Cursor.
    """
    text = text.removeprefix("\ufeff")
    try:
        data = json.loads(text, parse_int=float)
    except (ValueError, RecursionError) as error:
        return Manifest(format=AGENT_HOOKS, path=path, lost=f"not readable as JSON: {error}")
    lines = _lines(text)
    found = [
        Command(clean(event), clean(line), lines.get(line, 1))
        for event, below in table(data, "hooks").items()
        for line in _below(below, _DEPTH)
    ]
    lost = f"over {_MOST} commands" if len(found) > _MOST else ""
    return Manifest(format=AGENT_HOOKS, path=path, commands=tuple(found[:_MOST]), lost=lost)


def _below(value: object, depth: int) -> Iterator[str]:
    if depth == 0:
        return
    if isinstance(value, list):
        for item in value:
            yield from _below(item, depth - 1)
    elif isinstance(value, dict):
        command = value.get("command")
        if isinstance(command, str):
            yield command
        yield from _below([v for v in value.values() if isinstance(v, list | dict)], depth - 1)


def _lines(text: str) -> dict[str, int]:
    """By command the line where it stands first."""
    found: dict[str, int] = {}
    line, seen = 1, 0
    for match in _COMMAND.finditer(text):
        line += text.count("\n", seen, match.start(1))
        seen = match.start(1)
        try:
            found.setdefault(json.loads(match[1]), line)
        except ValueError:
            continue
    return found
