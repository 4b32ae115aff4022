"""Runs the command on one release after the other and keeps what came of it."""

import gzip
import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.bench import TIDEWAITER, environment, say
from benchmarks.corpus.draw import popular
from benchmarks.crater import SECONDS, SEED, Ran
from benchmarks.results import commit

_SPARE = 20_000_000_000
"""Bytes that stay free on the disk: with fewer, neither downloads nor facts are kept."""

_OPTIONS = ("--format", "json", "--limit-uses", "0", "--jobs", "1", "--quiet")
_SAID = 2_000


def drawn() -> Iterator[str]:
    """Popular names of both registries by turns, in the seed's order."""
    return chain.from_iterable(zip(popular("pypi", SEED), popular("npm", SEED), strict=False))


class Crater:
    """What was run so far: a line of a file says how each release went, its report lies beside.

    Args:
        home: The folder of the file, the reports and the command's cache.
    """

    def __init__(self, home: Path) -> None:
        self._lines = home / "releases.jsonl"
        self._reports = home / "reports"
        self._cache = home / "cache"
        self._reports.mkdir(parents=True, exist_ok=True)
        self.runs: dict[str, Ran] = {}
        if self._lines.exists():
            lines = self._lines.read_bytes().splitlines()
            decoded = (msgspec.json.decode(line, type=Ran) for line in lines)
            self.runs = {ran.target: ran for ran in decoded}  # the last one of each

    def run(self, target: str) -> Ran:
        """Inspect a release; one that was inspected before in the same version."""
        version = self.outcome(target).get("release", {}).get("version", "")
        exact = f"{target}@{version}" if version else target
        say(f"{len(self.runs)}: {exact}")
        ran, outcome = self._ran(target, exact)
        with gzip.open(self._report(target), "wb", 6) as kept:
            kept.write(outcome)
        with self._lines.open("ab") as lines:
            lines.write(msgspec.json.encode(ran) + b"\n")
        self.runs[target] = ran
        return ran

    def outcome(self, target: str) -> dict[str, Any]:
        """The report or the error of a release, empty when there is neither."""
        place = self._report(target)
        if not place.exists():
            return {}
        found: dict[str, Any] = msgspec.json.decode(gzip.decompress(place.read_bytes()) or b"{}")
        return found

    def _report(self, target: str) -> Path:
        return self._reports / f"{target.replace('/', '__').replace(':', '-')}.json.gz"

    def _ran(self, target: str, exact: str) -> tuple[Ran, bytes]:
        short = shutil.disk_usage(self._reports).free < _SPARE
        options = (*_OPTIONS, "--no-cache") if short else _OPTIONS
        written = self._reports / f"now-{os.getpid()}.json"
        written.unlink(missing_ok=True)
        command = (*TIDEWAITER, "inspect", *options, "--output", str(written), exact)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        status, said = _patiently(command, environment(self._cache))
        wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        outcome = written.read_bytes() if written.exists() else b""
        written.unlink(missing_ok=True)
        ran = Ran(
            target=target,
            commit=commit(),
            status=status,
            wall=round(wall, 1),
            cpu=round(cpu, 1),
            said=said[-_SAID:],
        )
        return ran, outcome


def _patiently(command: Sequence[str], environ: Mapping[str, str]) -> tuple[int, str]:
    """The exit status and what was said; after `SECONDS` the command and its workers are ended."""
    with subprocess.Popen(
        command,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,  # its workers are ended with it
    ) as process:
        try:
            _, said = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            _, said = process.communicate()
        return process.returncode, said
