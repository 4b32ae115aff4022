"""`python -m benchmarks.determinism [--python PYTHON]`: same bytes out; writes RESULTS.md.

Give other interpreters that have what the project needs, of another minor version or with the
compiled wheel.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from platformdirs import user_cache_path

from benchmarks import results
from benchmarks.bench import Bench, environment, say
from benchmarks.corpus import fetch, load_corpus
from benchmarks.determinism import LARGEST, PLAIN, SEED, Way, drawn
from benchmarks.determinism.comparing import difference
from benchmarks.determinism.shuffling import shuffled
from benchmarks.speed import forget_profiles
from benchmarks.tables import Row, Table
from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.sources import Releases, Settings

_ENDS = (0, 3)
_BAR = 30


def _ways(pythons: Sequence[str]) -> Iterator[Way]:
    """All ways but the plain one; each differs in all that can differ together."""
    yield Way("the cache of the run before", prepare=lambda cache: None)
    yield Way("that cache without its profiles", prepare=forget_profiles)
    yield Way("two workers, the artifacts the other way round", ("--jobs", "2"), backwards=True)
    environ = {
        "PYTHONHASHSEED": "4242",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "TZ": "Pacific/Kiritimati",
    }
    yield Way(
        "another hash seed, locale (C, no UTF-8), time zone and working folder, relative paths",
        environ=environ,
        elsewhere=True,
    )
    yield Way("no cache, the members shuffled", ("--jobs", "1", "--no-cache"), shuffle=1)
    yield Way("the members shuffled otherwise", shuffle=2)
    for python in pythons:
        yield Way(_version(python), python=python)


def _version(python: str) -> str:
    code = (
        "import platform as p, tidewaiter.linking.link as l; print(l.__file__, p.python_version())"
    )
    said = subprocess.run((python, "-c", code), capture_output=True, text=True, check=True).stdout
    file, version = said.split()
    return f"Python {version}{'' if file.endswith('.py') else ', compiled'}"


def main() -> int:
    """Inspect in all ways, and compare each report with that of the plain one."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.determinism", description=__doc__)
    parser.add_argument("--python", action="append", default=[], metavar="PYTHON")
    parser.add_argument("--artifacts", type=int, default=36, metavar="N", help="in all (36)")
    options = parser.parse_args()
    corpus = load_corpus()
    pins = drawn(corpus, options.artifacts)
    measured = results.measured(f"{len(pins)} artifacts drawn from the corpus with seed {SEED}")
    folder = user_cache_path("tidewaiter-benchmarks", appauthor=False)
    with Releases(Settings(environ=os.environ, budget=load_budget())) as releases:
        archives = tuple(fetch(pins, releases, folder))
    with tempfile.TemporaryDirectory("-benchmarks") as work:
        bench = Bench(archives, archives[0][1], Path(work), rounds=1)
        found = _table(bench, list(_ways(options.python)))
    print(found.markdown())
    results.write([found], measured)
    return 0


def _table(bench: Bench, ways: Sequence[Way]) -> Table:
    table = Table("Determinism: the same bytes, however it is inspected")
    paths = [path for _, path in bench.archives]
    plain = bench.cache("plain")
    first = _reports(bench, PLAIN, paths, plain)
    for way in ways:
        say(way.name)
        reports = _reports(bench, way, paths, plain)
        differing = [
            one
            for path in paths
            for one in [difference(first[path.name], reports[path.name], packed=way.shuffle > 0)]
            if one
        ]
        same = len(paths) - len(differing)
        met = same == len(paths) >= _BAR
        table.rows.append(Row(way.name, "all", f"{same} of {len(paths)}", met))
        table.notes += [f"Differs, {way.name}: {one}" for one in differing]
    table.notes += [
        f"Reports of artifacts of at most {LARGEST / 1e6:g} MB, all uses told, in `jsonl`, each "
        f"byte for byte like that of {PLAIN.name}, `PYTHONHASHSEED=0`.",
        "Shuffled: packed anew with the same members; what names the archive itself "
        "(`sha256`, `size`) is left out.",
    ]
    return table


def _reports(bench: Bench, way: Way, paths: Sequence[Path], plain: Path) -> dict[str, bytes]:
    """By file name the report of each artifact, as it was printed."""
    if way.shuffle:
        folder = bench.work / f"shuffled-{way.shuffle}"
        folder.mkdir()
        paths = [shuffled(path, folder, way.shuffle) for path in paths]
    given = [str(path) for path in paths]
    if way.elsewhere:
        given = [os.path.relpath(path, paths[0].parent) for path in paths]
    if way.backwards:
        given.reverse()
    cache = plain
    if way.prepare:
        way.prepare(plain)
    elif way is not PLAIN:
        cache = bench.cache("other")
    command = (way.python or sys.executable, "-P", "-m", "tidewaiter", "inspect", "--offline")
    options = ("--format", "jsonl", "--limit-uses", "0", *way.options)
    done = subprocess.run(
        (*command, *options, *given),
        env={**environment(cache), "PYTHONHASHSEED": "0", **way.environ},
        cwd=paths[0].parent if way.elsewhere else bench.work,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    if done.returncode not in _ENDS:
        raise SystemExit(f"{way.name}: tidewaiter ended with status {done.returncode}")
    return {
        Path(path).name: line for path, line in zip(given, done.stdout.splitlines(), strict=True)
    }


if __name__ == "__main__":
    sys.exit(main())
