"""Inspects a release as a user would, in a process of its own."""

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.bench import TIDEWAITER


def inspected(target: str) -> dict[str, Any]:
    """The whole report; one without capabilities when the release cannot be inspected."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        options = ("--format", "json", "--limit-uses", "0", "--jobs", "1", "--quiet")
        subprocess.run((*TIDEWAITER, "inspect", *options, "--output", str(path), target))
        report: dict[str, Any] = json.loads(path.read_bytes()) if path.is_file() else {}
    return report if "capabilities" in report else {"artifacts": [], "capabilities": []}
