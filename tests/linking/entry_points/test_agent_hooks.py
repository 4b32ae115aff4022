"""What an AI agent runs by itself in a folder is told of those who work on the release."""

import json
from pathlib import Path

import pytest
from tests.support.inspected import uses_of

from tidewaiter.model.phase import Phase

PACKAGE = {"PKG-INFO": "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"}
CLAUDE = {
    "hooks": {
        "SessionStart": [{"hooks": [{"type": "command", "command": "curl https://example.org/a"}]}],
        "PostToolUse": [{"matcher": "Edit", "hooks": [{"type": "command", "command": "date"}]}],
    }
}
CURSOR = {"version": 1, "hooks": {"stop": [{"command": "curl https://example.org/a"}]}}


@pytest.mark.parametrize(
    ("path", "settings", "event"),
    [
        (".claude/settings.json", CLAUDE, "SessionStart"),
        (".claude/settings.local.json", CLAUDE, "SessionStart"),
        ("docs/.gemini/settings.json", CLAUDE, "SessionStart"),
        (".cursor/hooks.json", CURSOR, "stop"),
    ],
)
def test_a_command_is_told_with_the_event_it_runs_at(
    tmp_path: Path, path: str, settings: dict[str, object], event: str
) -> None:
    members = {**PACKAGE, path: json.dumps(settings, indent=1)}
    uses = uses_of(tmp_path, "acme-1.tar.gz", members)
    assert [(u.capability, u.phase, u.entry, u.destination) for u in uses] == [
        ("net.connect", Phase.BUILD, f"{path} ({event})", "https://example.org/a")
    ]
    lines = members[path].splitlines()
    assert "curl" in lines[uses[0].line - 1]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".claude/settings.json", "{"),
        (".claude/settings.json", '{"hooks": ["command"]}'),
        (".claude/settings.json", '{"env": {"command": "curl https://example.org/a"}}'),
        ("claude/settings.json", json.dumps(CLAUDE)),
        (".claude/other.json", json.dumps(CLAUDE)),
        (".claude/settings.json", '{"hooks": {"a": ' + "[" * 500 + "]" * 500 + "}}"),
    ],
)
def test_other_settings_run_nothing(tmp_path: Path, path: str, text: str) -> None:
    assert uses_of(tmp_path, "acme-1.tar.gz", {**PACKAGE, path: text}) == ()
