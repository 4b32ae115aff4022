"""`python -m benchmarks [TOOL …]`: measures the bars; each has a section of RESULTS.md."""

import argparse
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from platformdirs import user_cache_path

from benchmarks import (
    engines,
    guarddog,
    install,
    jobs,
    memory,
    minified,
    partial,
    results,
    sieve,
    sizes,
    speed,
    startup,
)
from benchmarks.bench import INTERPRETED, Bench, say
from benchmarks.corpus import Pin, fetch, load_corpus, load_scripts
from benchmarks.tables import Table
from benchmarks.updates import measure as updates
from tidewaiter.catalogue.budgets import load_budget
from tidewaiter.sources import Releases, Settings

TOOLS: dict[str, Callable[[Bench], Table]] = {
    "speed": speed.measure,
    "minified": minified.measure,
    "guarddog": guarddog.measure,
    "sizes": sizes.measure,
    "jobs": jobs.measure,
    "install": install.measure,
    "startup": startup.measure,
    "memory": memory.measure,
    "sieve": sieve.measure,
    "updates": updates.measure,
    "partial": partial.measure,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print each table, and write it to RESULTS.md when nothing was left out."""
    options = _parser().parse_args(arguments)
    corpus = load_corpus()
    drawn = f"{len(corpus.artifacts)} artifacts drawn {corpus.drawn} with seed {corpus.seed}"
    with tempfile.TemporaryDirectory("-benchmarks") as work:
        bench = _bench(options, Path(work))
        about = ", ".join(filter(None, (drawn, options.note)))
        measured = results.measured(about, bench.is_compiled)
        for name in options.tools or TOOLS:
            table = TOOLS[name](bench)
            say(table.title)
            print(table.markdown(), flush=True)
            if not options.only:
                results.write([table], measured)
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
    corpus, scripts = load_corpus(), load_scripts()

    def wanted(pins: tuple[Pin, ...]) -> list[Pin]:
        return [pin for pin in pins if options.only in pin.filename]

    say(f"fetching what is not yet in {folder}")
    with Releases(Settings(environ=os.environ, budget=load_budget())) as releases:
        archives = tuple(fetch(wanted(corpus.artifacts), releases, folder))
        further = tuple(path for _, path in fetch(wanted(scripts.artifacts), releases, folder))
        dense = tuple(path for _, path in fetch(wanted(scripts.minified), releases, folder))
        ((_, small),) = fetch([corpus.small], releases, folder)
    return Bench(
        archives=archives,
        scripts=further,
        minified=dense,
        small=small,
        work=work,
        rounds=options.rounds,
        engine=engines.compiled(folder) or INTERPRETED,
        plots=None if options.only else results.RESULTS.parent,
    )


if __name__ == "__main__":
    raise SystemExit(main())
