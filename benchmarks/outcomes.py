"""What became of a target, from its report."""

import json
from pathlib import Path


def outcome(report: Path) -> str:
    """In a word or two: read whole, in part, or how it failed."""
    if not report.is_file():
        return "no report"
    said = json.loads(report.read_text("utf-8"))
    if "error" in said:
        return f"error {said['error']['kind']}"
    whole = all(artifact["complete"] for artifact in said["artifacts"] if artifact["inspected"])
    return "whole" if whole else "in part"
