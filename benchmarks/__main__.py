"""`python -m benchmarks [TOOL …]`: measures the bars; each has a section of RESULTS.md."""

import argparse
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from platformdirs import user_cache_path

from benchmarks import memory, partial, results, sieve, speed, startup
from benchmarks.bench import Bench, say
from benchmarks.corpus import Corpus, fetch, load_corpus
from benchmarks.tables import Table
from benchmarks.updates import measure as updates
from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.sources import Releases, Settings

TOOLS: dict[str, Callable[[Bench], Table]] = {
    "speed": speed.measure,
    "startup": startup.measure,
    "memory": memory.measure,
    "sieve": sieve.measure,
    "updates": updates.measure,
    "partial": partial.measure,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the tables, and write RESULTS.md when nothing was left out."""
    options = _parser().parse_args(arguments)
    corpus = load_corpus()
    drawn = f"{len(corpus.artifacts)} artifacts drawn {corpus.drawn} with seed {corpus.seed}"
    measured = results.measured(", ".join(filter(None, (drawn, options.note))))
    tables: list[Table] = []
    with tempfile.TemporaryDirectory("-benchmarks") as work:
        bench = _bench(options, Path(work))
        for name in options.tools or TOOLS:
            tables.append(TOOLS[name](bench))
            say(tables[-1].title)
            print(tables[-1].markdown(), flush=True)
    if not options.only:
        results.write(tables, measured)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("tools", nargs="*", metavar="TOOL", help=f"{', '.join(TOOLS)} (all)")
    parser.add_argument("--archives", type=Path, metavar="FOLDER", help="where archives are kept")
    parser.add_argument("--only", default="", metavar="WORD", help="artifacts whose name holds it")
    parser.add_argument("--rounds", type=int, default=3, help="of the whole corpus for speed (3)")
    parser.add_argument("--note", default="", help="what else to say of the machine")
    return parser


def _bench(options: argparse.Namespace, work: Path) -> Bench:
    """The corpus on this machine, fetched where it is missing."""
    folder = options.archives or user_cache_path("tidewaiter-benchmarks", appauthor=False)
    corpus: Corpus = load_corpus()
    pins = [pin for pin in corpus.artifacts if options.only in pin.filename]
    say(f"fetching {len(pins)} artifacts to {folder}")
    with Releases(Settings(environ=os.environ, budget=load_budget())) as releases:
        archives = tuple(fetch(pins, releases, folder))
        ((_, small),) = fetch([corpus.small], releases, folder)
    return Bench(archives=archives, small=small, work=work, rounds=options.rounds)


if __name__ == "__main__":
    raise SystemExit(main())
